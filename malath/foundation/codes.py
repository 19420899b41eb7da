"""A file of codes and their ends, written by one process and read by another that has neither database nor keys.

The file is `MARK`, then records of 24 bytes in order: 16 bytes of the SHA-256 of a code, 8 bytes of the second until which
it holds. Each look takes the same steps, found or not. Whoever steals the file learns how many codes there are.
"""

import hashlib
import mmap
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

MARK: Final = b"MLTV0001"
HASH, MOMENT = 16, 8
SIZE: Final = HASH + MOMENT


def place(var: Path) -> Path:
    """Where the file lies."""
    return var / "published" / "codes"


def record_of(code: str, until: datetime) -> bytes:
    """What is published of one code."""
    return _hash(code) + int(until.timestamp()).to_bytes(MOMENT, "big", signed=True)


def content_of(records: Iterable[bytes]) -> bytes:
    """The whole file."""
    return MARK + b"".join(sorted(records))


def end_of(code: str, path: Path) -> tuple[datetime, datetime | None]:
    """When the file was renewed last, and until when a code in it holds; None for one that is not there. Errors: OSError,
    ValueError without a file."""
    renewed = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        until = _until(data, _hash(code))
    return renewed, None if until is None else datetime.fromtimestamp(until, UTC)


def _until(data: mmap.mmap, sought: bytes) -> int | None:
    """The moment that stands with a hash. As many steps for one that is there as for one that is not."""
    count = (len(data) - len(MARK)) // SIZE
    low, high = 0, count
    for _step in range(count.bit_length() + 1):
        middle = min((low + high) // 2, max(count - 1, 0))
        goes_on = low < high
        smaller = data[_start(middle) : _start(middle) + HASH] < sought
        low, high = (middle + 1 if goes_on and smaller else low), (middle if goes_on and not smaller else high)
    here = min(low, max(count - 1, 0))
    found = data[_start(here) : _start(here) + SIZE]
    return int.from_bytes(found[HASH:], "big", signed=True) if count and found[:HASH] == sought else None


def _start(number: int) -> int:
    return len(MARK) + number * SIZE


def _hash(code: str) -> bytes:
    return hashlib.sha256(code.encode()).digest()[:HASH]
