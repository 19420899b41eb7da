"""Whether a file with sound or moving pictures is whole and is nothing else besides. Pure: it reads a stream box by box, keeps
nothing, and takes no more memory for an hour than for a minute.

Refused: what is cut off, what carries a second file behind its end, and a video that says where it was taken. The pictures
themselves are looked at by people, before anything is approved.
"""

import re
from collections.abc import Iterator
from typing import Final

from malath.documents.streams import Pieces, all_of
from malath.documents.words import Format, WhyNotKept

EBML: Final = b"\x1a\x45\xdf\xa3"
SEGMENT: Final = 0x18538067
PLACE: Final = re.compile(rb"\xa9xyz|loci|location\.ISO6709|GPSL", re.I)
"""Where phones and cameras write the place: ISO/IEC 14496-12 and 3GPP TS 26.244 (`loci`), QuickTime (`©xyz`)."""
BOX: Final = re.compile(rb"[A-Za-z0-9 \xa9]{4}")
ENDS: Final = 64 * 1024
LARGEST_BOX: Final = 16 * 1024 * 1024
"""Of a box that is read whole; the pictures and the sound may be as large as the file."""


def format_of(head: bytes) -> Format | None:
    """What a file with sound or pictures begins as; None for any other. `head`: its first 16 bytes at least."""
    if head[4:8] == b"ftyp":
        return Format.MP4
    if head.startswith(EBML):
        return Format.WEBM
    if head.startswith(b"OggS"):
        return Format.OGG
    return Format.MP3 if head.startswith(b"ID3") or head[:2] in {b"\xff\xfb", b"\xff\xf3", b"\xff\xf2"} else None


def why_not(stream: Pieces, found: Format) -> WhyNotKept | None:
    """What is wrong with it; None for nothing."""
    if found == Format.MP4:
        return _why_not_mp4(stream)
    return _why_not_webm(stream) if found == Format.WEBM else None


def told(stream: Pieces, found: Format) -> Iterator[bytes]:
    """Where such a file tells something of itself: all but the pictures of an MP4, of others the beginning and the end."""
    if found == Format.MP4:
        yield from (_read_at(stream, start, start + size) for name, start, size in _boxes(stream) if name != b"mdat")
    else:
        yield from (_read_at(stream, start, start + ENDS) for start in (0, max(0, stream.size - ENDS)))


def _why_not_mp4(stream: Pieces) -> WhyNotKept | None:
    names, end = set(), 0
    for name, start, size in _boxes(stream):
        if not BOX.fullmatch(name) or size < 8 or start + size > stream.size:
            return WhyNotKept.TWO_IN_ONE if "moov" in names and "mdat" in names else WhyNotKept.DAMAGED
        names.add(name.decode("latin-1"))
        if name != b"mdat":
            if size > LARGEST_BOX:
                return WhyNotKept.DAMAGED
            if PLACE.search(_read_at(stream, start, start + size)):
                return WhyNotKept.SAYS_PLACE
        end = start + size
    whole = {"ftyp", "moov", "mdat"} <= names and end == stream.size
    return None if whole else WhyNotKept.DAMAGED


def _boxes(stream: Pieces) -> Iterator[tuple[bytes, int, int]]:
    """Name, beginning and length of each box; one that says nothing of use is the last."""
    start = 0
    while start < stream.size:
        stream.seek(start)
        head = all_of(stream, 16)
        size, name = int.from_bytes(head[:4], "big"), head[4:8]
        if size == 1:
            size = int.from_bytes(head[8:16], "big")
        elif size == 0:
            size = stream.size - start
        yield name, start, size
        if size < 8:
            return
        start += size


def _why_not_webm(stream: Pieces) -> WhyNotKept | None:
    """The head, one segment, and nothing behind it."""
    head = _element(stream, 0)
    if head is None or b"webm" not in _read_at(stream, 0, head[2]):
        return WhyNotKept.DAMAGED
    segment = _element(stream, head[2])
    if segment is None or segment[0] != SEGMENT:
        return WhyNotKept.DAMAGED
    _, start, end, is_known = segment
    if PLACE.search(_read_at(stream, start, min(end, start + ENDS) if is_known else start + ENDS)):
        return WhyNotKept.SAYS_PLACE
    if is_known and end != stream.size:
        return WhyNotKept.DAMAGED if end > stream.size else WhyNotKept.TWO_IN_ONE
    return None


def _element(stream: Pieces, place: int) -> tuple[int, int, int, bool] | None:
    """Name of an element, where its content begins and ends, and whether it says how long it is (RFC 8794 §4–6)."""
    head = _read_at(stream, place, place + 12)
    if len(head) < 2 or not head[0]:
        return None
    name_length = 9 - head[0].bit_length()
    name, rest = int.from_bytes(head[:name_length], "big"), head[name_length:]
    if not rest or not rest[0]:
        return None
    length = 9 - rest[0].bit_length()
    size = int.from_bytes(rest[:length], "big") & ((1 << 7 * length) - 1)
    start = place + name_length + length
    is_known = size != (1 << 7 * length) - 1
    return name, start, start + size if is_known else stream.size, is_known


def _read_at(stream: Pieces, start: int, end: int) -> bytes:
    stream.seek(start)
    return all_of(stream, max(0, min(end, stream.size) - start))
