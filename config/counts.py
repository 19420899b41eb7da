"""How many requests a site answered and how long they took, counted by all its processes together: in memory that they share,
never by person, page or moment. What is told is told in tens: of nobody it can be said that they did something just now."""

import fcntl
import mmap
import os
import tempfile
from collections.abc import Iterator
from typing import Final

CLASSES: Final = ("2xx", "3xx", "4xx", "5xx")
BOUNDS: Final = (0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Seconds, as whoever waits counts them."""
STEP: Final = 10
WIDTH: Final = len(CLASSES) + len(BOUNDS) + 2  # the slowest, and microseconds of all


class Counts:
    """Made before the processes part, so that each adds to the same numbers."""

    def __init__(self) -> None:
        self.file = shared()
        os.ftruncate(self.file, WIDTH * 8)
        self.numbers = memoryview(mmap.mmap(self.file, WIDTH * 8)).cast("Q")

    def add(self, status: str, seconds: float) -> None:
        """One answer. A process that is killed here leaves the lock and at most one number behind."""
        places = [bucket_of(seconds)]
        if (name := f"{status[:1]}xx") in CLASSES:
            places.append(CLASSES.index(name))
        fcntl.lockf(self.file, fcntl.LOCK_EX)
        try:
            for place in places:
                self.numbers[place] += 1
            self.numbers[WIDTH - 1] += int(seconds * 1_000_000)
        finally:
            fcntl.lockf(self.file, fcntl.LOCK_UN)

    def lines(self) -> Iterator[str]:
        """In the words of OpenMetrics, in tens."""
        yield "# TYPE malath_requests counter"
        yield "# HELP malath_requests Requests that were answered, in tens, by what came of them."
        for place, name in enumerate(CLASSES):
            yield f'malath_requests_total{{status="{name}"}} {in_tens(self.numbers[place])}'
        yield "# TYPE malath_request_seconds histogram"
        yield "# UNIT malath_request_seconds seconds"
        yield "# HELP malath_request_seconds How long whoever asked waited, in tens of requests."
        total = 0
        for place, bound in enumerate([*map(str, BOUNDS), "+Inf"], len(CLASSES)):
            total += self.numbers[place]
            yield f'malath_request_seconds_bucket{{le="{bound}"}} {in_tens(total)}'
        yield f"malath_request_seconds_count {in_tens(total)}"
        yield f"malath_request_seconds_sum {self.numbers[WIDTH - 1] // 1_000_000}"


def shared() -> int:
    """A file without a name, in memory where the machine allows it."""
    if hasattr(os, "memfd_create"):
        return os.memfd_create("counts")
    with tempfile.TemporaryFile() as file:
        return os.dup(file.fileno())


def bucket_of(seconds: float) -> int:
    within = next((number for number, bound in enumerate(BOUNDS) if seconds <= bound), len(BOUNDS))
    return len(CLASSES) + within


def in_tens(number: int) -> int:
    return number // STEP * STEP
