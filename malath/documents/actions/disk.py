"""The folder of files: one for each, under a name that says nothing, sealed as it is written (`container`)."""

import os
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from malath.documents import container, queries
from malath.foundation import keys

HALF_A_FILE = timedelta(hours=6)
"""What is not finished or belongs to no row after so long was cut off, and goes."""


def put(place: str, data_key: bytes, name: bytes, chunks: Iterable[bytes]) -> int:
    """Write a file: whole and on the disk, or not at all. Returns how many plain bytes it has. Errors: OSError, and whatever
    the chunks raise."""
    path = queries.path_of(place)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part, counted = path.with_suffix(".part"), _Counted()
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            for piece in container.sealed(data_key, name, counted.of(chunks)):
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        part.rename(path)
    finally:
        part.unlink(missing_ok=True)
    keys.sync(path.parent)
    return counted.size


def throw_away(place: str) -> None:
    """Nothing is left of a file; that it was gone already is no fault."""
    queries.path_of(place).unlink(missing_ok=True)


def sweep(at: datetime) -> int:
    """Throw away what an interrupted upload left: parts, and files of no row. Returns how many there were."""
    old = [path for path in queries.paths() if path.stat().st_mtime < (at - HALF_A_FILE).timestamp()]
    known = queries.places_known(path.name for path in old)
    lost = [path for path in old if path.name not in known]
    for path in lost:
        path.unlink(missing_ok=True)
    return len(lost)


class _Counted:
    """Counts what passes."""

    size = 0

    def of(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        for chunk in chunks:
            self.size += len(chunk)
            yield chunk
