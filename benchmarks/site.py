"""The staff site of a bench on a free port: two workers, started as `make run` starts them."""

import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.stores import ROOT, Bench
from tools import children, serve

WORKERS: Final = 2
PATIENCE_SECONDS: Final = 60.0
MEGABYTE: Final = 1024  # /proc counts in kilobytes


class NotStarted(Exception):
    """The site does not answer; its log says why."""


@dataclass(frozen=True)
class Site:
    port: int
    master: int

    def memory(self) -> list[int]:
        """Megabytes that each worker holds in memory, what it shares with the others included."""
        return sorted(_resident(number) for number in children.of(self.master))


@contextmanager
def running(bench: Bench) -> Iterator[Site]:
    """The site until the end of the block."""
    serve.collect_static(bench.env, bench.var, None)
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    listening.listen(128)
    port, number = listening.getsockname()[1], listening.fileno()
    command = [sys.executable, "-P", "-m", "gunicorn", "--config", str(ROOT / "config" / "gunicorn.py")]
    command += ["--workers", str(WORKERS), f"--bind=fd://{number}", "benchmarks.wsgi"]
    child = children.start("site", command, env=bench.env, log=bench.var / "site.log", descriptors=[number])
    listening.close()
    try:
        wait(port, child)
        yield Site(port, child.process.pid)
    finally:
        children.end([child])


def wait(port: int, child: children.Child) -> None:
    """Until it answers. Errors: `NotStarted`."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not serve.answers(port):
        if child.process.poll() is not None or time.monotonic() > deadline:
            raise NotStarted(child.log.read_text(encoding="utf-8", errors="replace")[-2000:])
        time.sleep(0.1)


def _resident(process: int) -> int:
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    kilobytes = next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS"))
    return int(kilobytes) // MEGABYTE
