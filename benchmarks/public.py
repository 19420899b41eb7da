"""How fast the public site answers, and whether its memory stays as it is.

    python -m benchmarks.public --workers 2 --seconds 10 --at-once 4
    python -m benchmarks.public --at 8199

Pages are rendered once a day and kept in memory, packed; each answer is a request through gunicorn on a connection of its own, as
sync workers give it. With `--at` it is whatever listens there: a proxy that serves what `malath public-pages` wrote. Who asks runs
on the same machine, in processes of its own.
"""

import argparse
import os
import socket
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from benchmarks.stores import ROOT
from tools import children, serve

PAGES: Final = ("/ar/1/", "/en/4/", "/ar/5/", "/en/2/", "/ar/3/")
PATIENCE_SECONDS: Final = 30.0


def main() -> int:
    options = read_options()
    rows = elsewhere(options) if options.at else by_itself(options)
    print("| Measured | |\n|---|---|", *[f"| {what} | {found} |" for what, found in rows], sep="\n")
    return 0


def read_options() -> argparse.Namespace:
    arguments = argparse.ArgumentParser(prog="benchmarks.public", description=__doc__)
    arguments.add_argument("--workers", type=int, default=2)
    arguments.add_argument("--seconds", type=float, default=10.0)
    arguments.add_argument("--at-once", type=int, default=2)
    arguments.add_argument("--at", type=int, help="the port on which something answers already")
    return arguments.parse_args()


def elsewhere(options: argparse.Namespace) -> list[tuple[str, str]]:
    times = asked_by_many(options.at, options)
    return [asked_at_once(times, options), slowest(times)]


def by_itself(options: argparse.Namespace) -> list[tuple[str, str]]:
    with TemporaryDirectory() as folder, running(Path(folder), options.workers) as (port, master):
        asked(port, 1.0)
        before, spent, times = resident(master), processor(master), asked_by_many(port, options)
        of_processor = len(times) / (processor(master) - spent)
        return [
            asked_at_once(times, options), ("requests for each second of processor time of the workers", f"{of_processor:,.0f}"),
            slowest(times), ("memory of the workers, before and after", f"{before:,} and {resident(master):,} MB"),
        ]  # fmt: skip


@contextmanager
def running(var: Path, workers: int) -> Iterator[tuple[int, int]]:
    """The public site by itself: its port, and the number of its process."""
    env = {**os.environ, "PYTHONPATH": str(ROOT), "MALATH_DOOR": "public", "MALATH_VAR": str(var)}
    serve.collect_static(env, var, None)
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    listening.listen(512)
    port, number = listening.getsockname()[1], listening.fileno()
    command = [sys.executable, "-P", "-m", "gunicorn", "--config", str(ROOT / "config" / "gunicorn.py")]
    command += ["--workers", str(workers), f"--bind=fd://{number}", "config.wsgi"]
    site = children.start("public", command, env=env, log=var / "site.log", descriptors=[number])
    try:
        wait(port)
        yield port, site.process.pid
    finally:
        children.end([site])
        listening.close()


def asked_by_many(port: int, options: argparse.Namespace) -> list[float]:
    with ProcessPoolExecutor(options.at_once) as hands:
        waits = [hands.submit(asked, port, options.seconds) for _ in range(options.at_once)]
        return [one for wait in waits for one in wait.result()]


def asked_at_once(times: list[float], options: argparse.Namespace) -> tuple[str, str]:
    return f"requests each second, {options.at_once} asking at once", f"{len(times) / options.seconds:,.0f}"


def slowest(times: list[float]) -> tuple[str, str]:
    return "slowest of a hundred (p99)", f"{sorted(times)[int(len(times) * 0.99)] * 1000:.1f} ms"


def asked(port: int, seconds: float) -> list[float]:
    """How long each answer took, asked one after the other for so many seconds."""
    times: list[float] = []
    until = time.monotonic() + seconds
    for page in cycle(PAGES):
        if (started := time.monotonic()) >= until:
            return times
        answer = answered(port, page)
        if not answer.startswith(b"HTTP/1.1 200 "):
            raise SystemExit(f"The site answered {answer[:40]!r}.")
        times.append(time.monotonic() - started)
    return times


def answered(port: int, page: str) -> bytes:
    """One request on a connection of its own, with as little work for the one who asks as can be."""
    with socket.create_connection(("127.0.0.1", port), PATIENCE_SECONDS) as connection:
        head = f"GET {page} HTTP/1.1\r\nHost: localhost:{port}\r\nAccept-Encoding: gzip, br\r\nConnection: close\r\n\r\n"
        connection.sendall(head.encode())
        return b"".join(iter(lambda: connection.recv(65_536), b""))


def wait(port: int) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while not serve.answers(port) and time.monotonic() < until:
        time.sleep(0.1)


def processor(master: int) -> float:
    """Seconds of processor time that the workers have used."""
    fields = [
        Path(f"/proc/{number}/stat").read_text(encoding="utf-8").rpartition(")")[2].split() for number in children.of(master)
    ]
    return sum(int(one[11]) + int(one[12]) for one in fields) / os.sysconf("SC_CLK_TCK")


def resident(master: int) -> int:
    """Megabytes that the workers hold together."""
    pages = [Path(f"/proc/{number}/statm").read_text(encoding="utf-8").split()[1] for number in children.of(master)]
    return sum(map(int, pages)) * os.sysconf("SC_PAGE_SIZE") // 1_000_000


if __name__ == "__main__":
    sys.exit(main())
