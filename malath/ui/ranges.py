"""Files by stretches (RFC 9110 §14): a player asks for what it shows next, and no file is ever held in memory."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse

ONE: Final = re.compile(r"bytes=(\d*)-(\d*)")
STRETCH: Final = 64 * 1024
Open = Callable[[int], Iterator[bytes]]
"""Gives the bytes of a file from a place on."""


@dataclass(frozen=True)
class Stretch:
    """From a byte to another, the last one not included."""

    start: int
    end: int


def asked(header: str, size: int) -> Stretch | None:
    """Which stretch is asked for: all where none is, or several. None for one that lies outside."""
    found = ONE.fullmatch(header.strip())
    if found is None or found.groups() == ("", ""):
        return Stretch(0, size)
    first, last = found.groups()
    if not first:
        length = min(int(last), size)
        return Stretch(size - length, size) if length else None
    start, end = int(first), min(int(last) + 1, size) if last else size
    return Stretch(start, end) if start < end else None


def ranged(request: HttpRequest, size: int, open_at: Open, content_type: str) -> HttpResponseBase:
    """The stretch that is asked for, or all of it."""
    header = request.headers.get("Range", "")
    stretch = asked(header, size)
    if stretch is None:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    part = stretch != Stretch(0, size)
    answer = StreamingHttpResponse(
        _cut(open_at(stretch.start), stretch.end - stretch.start), status=206 if part else 200, content_type=content_type
    )
    answer["Accept-Ranges"], answer["Content-Length"] = "bytes", str(stretch.end - stretch.start)
    answer["X-Content-Type-Options"] = "nosniff"
    if part:
        answer["Content-Range"] = f"bytes {stretch.start}-{stretch.end - 1}/{size}"
    return answer


def opening(path: Path) -> Open:
    """A plain file, from any place on."""

    def open_at(start: int) -> Iterator[bytes]:
        with path.open("rb") as file:
            file.seek(start)
            yield from iter(lambda: file.read(STRETCH), b"")

    return open_at


def skipping(whole: Callable[[], Iterator[bytes]]) -> Open:
    """What can only be read from its beginning: what comes before is read and let go."""

    def open_at(start: int) -> Iterator[bytes]:
        for piece in whole():
            if start >= len(piece):
                start -= len(piece)
                continue
            yield piece[start:]
            start = 0

    return open_at


def _cut(pieces: Iterator[bytes], length: int) -> Iterator[bytes]:
    for piece in pieces:
        yield piece[:length]
        length -= len(piece)
        if length <= 0:
            return
