"""How fast the public site answers, and whether its memory stays as it is.

    python -m benchmarks.public --workers 2 --seconds 10 --at-once 4

Pages are rendered once a day and kept in memory; each answer is a request through gunicorn and Django on a connection of its own,
as sync workers give it. Who asks runs on the same machine, in processes of its own.
"""

import argparse
import os
import socket
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from http.client import HTTPConnection
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from benchmarks.stores import ROOT
from tools import children, serve

PAGES: Final = ("/ar/1/", "/en/4/", "/ar/5/", "/en/2/", "/ar/3/")
PATIENCE_SECONDS: Final = 30.0
OK: Final = 200


def main() -> int:
    options = read_options()
    with TemporaryDirectory() as folder:
        rate, of_processor, slowest, before, after = measured(options, Path(folder))
    print("| Measured | |\n|---|---|")
    print(f"| requests each second, {options.workers} workers, {options.at_once} asking at once | {rate:,.0f} |")
    print(f"| requests for each second of processor time of the workers | {of_processor:,.0f} |")
    print(f"| slowest of a hundred (p99) | {slowest * 1000:.1f} ms |")
    print(f"| memory of the workers, before and after | {before:,} and {after:,} MB |")
    return 0


def read_options() -> argparse.Namespace:
    arguments = argparse.ArgumentParser(prog="benchmarks.public", description=__doc__)
    arguments.add_argument("--workers", type=int, default=2)
    arguments.add_argument("--seconds", type=float, default=10.0)
    arguments.add_argument("--at-once", type=int, default=2)
    return arguments.parse_args()


def measured(options: argparse.Namespace, var: Path) -> tuple[float, float, float, int, int]:
    """Requests each second, and for each second of processor time; the slowest of a hundred in seconds; megabytes before and
    after."""
    env = {**os.environ, "PYTHONPATH": str(ROOT), "MALATH_DOOR": "public", "MALATH_VAR": str(var)}
    serve.collect_static(env, var, None)
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    listening.listen(512)
    port, number = listening.getsockname()[1], listening.fileno()
    command = [sys.executable, "-P", "-m", "gunicorn", "--config", str(ROOT / "config" / "gunicorn.py")]
    command += ["--workers", str(options.workers), f"--bind=fd://{number}", "config.wsgi"]
    site = children.start("public", command, env=env, log=var / "site.log", descriptors=[number])
    try:
        wait(port)
        asked(port, 1.0)
        master = site.process.pid
        before, spent, times = resident(master), processor(master), asked_by_many(port, options)
        rates = len(times) / options.seconds, len(times) / (processor(master) - spent)
        return *rates, sorted(times)[int(len(times) * 0.99)], before, resident(master)
    finally:
        children.end([site])
        listening.close()


def asked_by_many(port: int, options: argparse.Namespace) -> list[float]:
    with ProcessPoolExecutor(options.at_once) as hands:
        waits = [hands.submit(asked, port, options.seconds) for _ in range(options.at_once)]
        return [one for wait in waits for one in wait.result()]


def asked(port: int, seconds: float) -> list[float]:
    """How long each answer took, asked one after the other for so many seconds."""
    times: list[float] = []
    until = time.monotonic() + seconds
    for page in cycle(PAGES):
        if (started := time.monotonic()) >= until:
            return times
        connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE_SECONDS)
        connection.request("GET", page)
        answer = connection.getresponse()
        answer.read()
        connection.close()
        if answer.status != OK:
            raise SystemExit(f"The site answered {answer.status}.")
        times.append(time.monotonic() - started)
    return times


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
