"""What this database was created as. The marks are written once, at creation, so each process reads them once."""

from pathlib import Path

from django.db import DatabaseError

from malath.foundation.models import Mark

SIGN = "demonstration"
_known: list[frozenset[str]] = []


def is_demo() -> bool:
    """Whether everybody here is invented: a demonstration, or a house for training. A database without tables is none."""
    return bool(sandbox())


def is_training() -> bool:
    """Whether this house was created to train in: nothing leaves it."""
    return Mark.TRAINING in _kinds()


def sandbox() -> str:
    """`demo`, `training`, or nothing where real people may be."""
    return next(iter({Mark.DEMO, Mark.TRAINING} & _kinds()), "")


def tell(var: Path) -> None:
    """Leave a file that says so beside invented data, for the public site, which has no database to ask."""
    (var / SIGN).unlink(missing_ok=True)
    if is_demo():
        (var / SIGN).touch(mode=0o600)
        (var / SIGN).write_text(sandbox(), encoding="utf-8")


def is_bench() -> bool:
    """Whether this database was created for benchmarks."""
    return Mark.BENCH in _kinds()


def forget() -> None:
    """Read the marks again: for the creation of a database, and for tests."""
    _known.clear()


def hold(*kinds: str) -> None:
    """Take these as read, as a test does that has no database."""
    _known[:] = [frozenset(kinds)]


def _kinds() -> frozenset[str]:
    try:
        if not _known:
            hold(*Mark.objects.values_list("kind", flat=True))
    except DatabaseError:
        return frozenset()
    return _known[0]
