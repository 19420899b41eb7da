"""Whether Malath serves on this machine: who serves holds a lock that goes with the process; an upgrade needs it alone."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LOCK = "serving"


class StillServes(RuntimeError):
    """A site or the worker runs here."""


class BeingUpgraded(RuntimeError):
    """The house is on its way to another version."""


def serve(var: Path) -> None:
    """Say that this process, and what it forks, serves until it ends. Errors: `BeingUpgraded`."""
    try:
        descriptor = _open(var)
    except OSError:
        return  # a disk that is full, or a folder that is not there, keeps nobody from being helped
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)  # left open on purpose: the lock goes with the process
    except BlockingIOError:
        raise BeingUpgraded from None


@contextmanager
def alone(var: Path) -> Iterator[None]:
    """Nobody serves, and nobody begins to, until the block ends. Errors: `StillServes`."""
    descriptor = _open(var)
    try:
        _take(descriptor)
        yield
    finally:
        os.close(descriptor)


def _take(descriptor: int) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise StillServes from None


def _open(var: Path) -> int:
    return os.open(var / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
