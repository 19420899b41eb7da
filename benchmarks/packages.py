"""Transfer packages: seconds and memory to seal, verify and open one, by size. Nothing may grow with it.

.venv/bin/python -m benchmarks.packages
"""

import os
import resource
import sys
import tempfile
from datetime import UTC, datetime
from io import BytesIO
from multiprocessing import get_context
from time import perf_counter
from typing import Any
from uuid import uuid4

from malath.exchange import sealed_package as files

SIZES = (0.1, 1, 5, 20)
TENTH = 1024 * 1024 // 10


class Nowhere(BytesIO):
    """Takes everything and keeps nothing."""

    def write(self, data: Any, /) -> int:
        return len(data)


def measured(megabytes: float) -> tuple[float, float, float]:
    """Seconds to seal and to open, and the peak of a process of its own in MB."""
    office, mission, now = files.new_key(), files.new_key(), datetime.now(UTC)
    with tempfile.TemporaryFile() as letter, tempfile.TemporaryFile() as package:
        for _ in range(round(megabytes * 10)):
            letter.write(os.urandom(TENTH))
        start = perf_counter()
        files.seal(package, {"name": "x"}, {"letter.pdf": letter}, uid=uuid4(), key=office, to=mission.card, at=now)
        sealed = perf_counter()
        files.unseal(package, files.verify(package, office.card, now=now), mission, lambda _: Nowhere())
        opened = perf_counter()
    return sealed - start, opened - sealed, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    sys.stdout.write(f"{'MB':>6} {'seal s':>8} {'open s':>8} {'peak MB':>8}\n")
    for size in SIZES:
        with get_context("spawn").Pool(1) as pool:
            sealed, opened, peak = pool.apply(measured, (size,))
        sys.stdout.write(f"{size:>6} {sealed:>8.3f} {opened:>8.3f} {peak:>8.0f}\n")


if __name__ == "__main__":
    main()
