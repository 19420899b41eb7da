"""What this database was created as. The marks are written once, at creation, so each process reads them once."""

from functools import cache

from django.db import DatabaseError

from malath.foundation.models import Mark


def is_demo() -> bool:
    """Whether this is a demonstration with invented people. A database without tables is none."""
    return Mark.DEMO in _kinds()


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
