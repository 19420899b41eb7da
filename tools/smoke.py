"""Starts `make run` as a person would, opens both sites, stops it, and sees that nothing is left running.

Twice, in a folder of its own: the second start works on what the first left, and is ended another way.
"""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
START_SECONDS = 480.0
STOP_SECONDS = 20.0
LOOK_EVERY_SECONDS = 0.1
WELCOME = "Malath is ready"
Make = subprocess.Popen[bytes]


class Broken(Exception):
    """What a person who typed `make run` would complain of."""


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="malath-smoke-") as folder:
        var = Path(folder)
        try:
            print(f"first start: ready after {once(var, free_port(), ctrl_c):.1f} s", flush=True)
            print(f"second start: ready after {once(var, free_port(), terminate):.1f} s", flush=True)
        except Broken as broken:
            print(f"{broken}\n\n{said(var)}", file=sys.stderr)
            return 1
    return 0


def once(var: Path, port: int, stop: Callable[[Make], None]) -> float:
    """Start, look, stop; how many seconds until it was ready."""
    started = time.monotonic()
    make = start(var, port)
    try:
        wait(lambda: WELCOME in said(var), START_SECONDS, "It never said that it is ready.", make)
        seconds = time.monotonic() - started
        if 'type="password"' not in page(port):
            raise Broken("The staff site shows no sign-in page.")
        page(port + 1)
    finally:
        stop(make)
    wait(lambda: make.poll() is not None, STOP_SECONDS, "make run does not end.")
    wait(lambda: not left_running(var), STOP_SECONDS, "Something is left running.")
    return seconds


def start(var: Path, port: int) -> Make:
    """As in a terminal: a process group of its own."""
    with (var / "smoke.out").open("wb") as out:
        return subprocess.Popen(
            ["make", "run", f"PORT={port}"],
            cwd=ROOT,
            env={**os.environ, "MALATH_VAR": str(var)},
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            start_new_session=True,
        )


def ctrl_c(make: Make) -> None:
    """A terminal sends it to the whole group."""
    with suppress(ProcessLookupError):  # when it has already ended by itself
        os.killpg(make.pid, signal.SIGINT)


def terminate(make: Make) -> None:
    make.terminate()


def wait(for_what: Callable[[], bool], seconds: float, complaint: str, make: Make | None = None) -> None:
    deadline = time.monotonic() + seconds
    while not for_what():
        if time.monotonic() > deadline or (make is not None and make.poll() is not None):
            raise Broken(complaint)
        time.sleep(LOOK_EVERY_SECONDS)


def page(port: int) -> str:
    """The first page, wherever it leads. Errors: `Broken` unless it answers well."""
    try:
        with urllib.request.urlopen(f"http://localhost:{port}/", timeout=10) as answer:
            return str(answer.read().decode("utf-8"))
    except (urllib.error.URLError, TimeoutError) as error:
        raise Broken(f"The site on port {port} does not answer well: {error}") from None


def left_running(var: Path) -> list[str]:
    """Processes that still carry our folder in their environment."""
    mark = f"MALATH_VAR={var}".encode()
    return [folder.name for folder in Path("/proc").glob("[0-9]*") if mark in environment(folder)]


def environment(process: Path) -> bytes:
    try:
        return (process / "environ").read_bytes()
    except OSError:
        return b""


def free_port() -> int:
    """A port that is free together with the next."""
    while True:
        with socket.socket() as first, socket.socket() as second:
            first.bind(("127.0.0.1", 0))
            port = int(first.getsockname()[1])
            try:
                second.bind(("127.0.0.1", port + 1))
            except (OSError, OverflowError):
                continue
            return port


def said(var: Path) -> str:
    return (var / "smoke.out").read_text(encoding="utf-8", errors="replace")


if __name__ == "__main__":
    sys.exit(main())
