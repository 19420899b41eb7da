"""What this database was created as. The marks are written once, at creation, so each process reads them once."""

from functools import cache
from pathlib import Path

from django.db import DatabaseError

from malath.foundation.models import Mark

SIGN = "demonstration"


def is_demo() -> bool:
    """Whether this is a demonstration with invented people. A database without tables is none."""
    return Mark.DEMO in _kinds()


def tell(var: Path) -> None:
    """Leave a file beside the data of a demonstration, for the public site, which has no database to ask."""
    sign = var / SIGN
    if is_demo():
        sign.touch(mode=0o600)
    else:
        sign.unlink(missing_ok=True)


def is_bench() -> bool:
    """Whether this database was created for benchmarks."""
    return Mark.BENCH in _kinds()


def forget() -> None:
    """Read the marks again: for the creation of a database, and for tests."""
    _read.cache_clear()


def _kinds() -> frozenset[str]:
    try:
        return _read()
    except DatabaseError:
        return frozenset()


@cache
def _read() -> frozenset[str]:
    return frozenset(Mark.objects.values_list("kind", flat=True))
