"""The disk runs full while staff work, and is freed again. On a small disk in memory, which only root can put there."""

import os
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from benchmarks.stores import Engine
from faults import kills, load, site
from faults.kills import seconds_until_done, too_late, until
from faults.report import Finding
from faults.stores import LARGE, Home, Store
from tools import postgres

SIZE: Final = {"sqlite": "48m", "postgresql": "192m"}
FULL_SECONDS: Final = 12.0
LEFT_BYTES: Final = 200_000
BLOCK: Final = 65_536
NOT_ROOT: Final = "a disk can be put there by root only"


def fill_disk(home: Home, engine: Engine) -> Finding:
    """Everything that the rows lie on is filled by a file of something else, and freed when staff were told so."""
    fault = "the disk is full"
    if os.geteuid() != 0:
        return Finding(fault, engine, not_run=NOT_ROOT)
    with _small_disk(SIZE[engine]) as place:
        if place is None:
            return Finding(fault, engine, not_run="this machine lets nobody put a disk there")
        with home.opened(engine, LARGE, at=place) as store:
            return _filled(fault, store)


def _filled(fault: str, store: Store) -> Finding:
    with site.running(store) as running:
        with load.working(store, running.port) as journal:
            until(journal, lambda entries: len(entries) > 4)
            ballast = store.data / "ballast"
            _fill(ballast)
            until(journal, lambda entries: any(entry.status == load.NOT_NOW for entry in entries), FULL_SECONDS)
            time.sleep(2)
            ballast.unlink()
            again = _started_again(store)
            seconds = seconds_until_done(journal, time.monotonic())
        refused = any(entry.status == load.NOT_NOW for entry in load.read(journal))
        wrong = [*too_late(seconds), *([] if refused else ["nobody was told “not now”"])]
        return kills.finding(fault, store, journal, 1, f"acts again {seconds:.1f} s after it was freed{again}", *wrong)


def _started_again(store: Store) -> str:
    """A server that has ended itself is started again, as whoever keeps it running would do."""
    if store.server is None or store.server.runs:
        return ", nothing had to be started again"
    store.server.start()
    return ", PostgreSQL had ended itself and was started again"


def _fill(ballast: Path) -> None:
    """All but a little, so that it runs full during an act; others write meanwhile, and may come first."""
    room = os.statvfs(ballast.parent)
    with ballast.open("wb", buffering=0) as file, suppress(OSError):
        for _ in range((room.f_bavail * room.f_bsize - LEFT_BYTES) // BLOCK):
            file.write(bytes(BLOCK))


@contextmanager
def _small_disk(size: str) -> Iterator[Path | None]:
    """Where whoever runs the server can get in as well; None when it cannot be put there."""
    with tempfile.TemporaryDirectory(prefix="malath-disk-", dir=postgres.SHORT) as name:
        options = f"size={size},mode=0711"
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", name], check=False, capture_output=True)
        if mounted.returncode:
            yield None
            return
        try:
            yield Path(name)
        finally:
            subprocess.run(["umount", "--lazy", name], check=True)
