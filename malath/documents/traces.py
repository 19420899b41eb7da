"""What a file for the public says of who made it, with what, and where. Pure: it reads a stream, and takes no more memory for a
large file than for a small one.

In a PDF it is written over in its place, so that nothing else moves: author and program, what is told in XMP, and of each
photograph inside its EXIF and IPTC. A recording in MP3 loses its tags. What cannot be written over is a reason to refuse.
"""

import re
import zlib
from collections.abc import Iterable, Iterator
from typing import Final

from malath.documents import media, portable
from malath.documents.streams import Pieces, all_of
from malath.documents.words import Format

WINDOW: Final = 1024 * 1024
SAID: Final = ("Author", "Creator", "Producer", "Company", "Manager", "LastModifiedBy", "SourceModified")
TEXT: Final = rb"\((?:[^()\\]|\\.|\((?:[^()\\]|\\.){0,4096}\)){0,4096}\)|<[0-9A-Fa-f\s]*>"
NAMED: Final = re.compile(portable.any_of(*SAID) + rb"\s*(?:(" + TEXT + rb")|(\d{1,9})\s+\d+\s+R\b)", re.DOTALL)
PACKED: Final = re.compile(
    portable.any_of("Author", "Company", "Manager", "LastModifiedBy") + rb"\s*(?:\(\s*[^\s)]|<\s*[0-9A-Fa-f]|\d+\s+\d+\s+R\b)"
)
OBJECT: Final = rb"(?<!\d)(?:%s)\s+\d+\s+obj\s*(" + TEXT + rb")"
XMP: Final = re.compile(rb"<(?:\w+:)?xmpmeta\b.*?</(?:\w+:)?xmpmeta>", re.DOTALL)
TOLD: Final = re.compile(rb"/Type\s*/Metadata\b")
CAMERA: Final = re.compile(rb"\xff[\xe1\xed](..)(?:Exif\0\0|Photoshop 3\.0\0|.{4}://ns\.adobe\.com/)", re.DOTALL)
NOTHING: Final = zlib.compress(b"")
PEOPLE: Final = rb"(?:ARTIST|PERFORMER|AUTHOR|COMPOSER|CONTACT|(?:RECORDING_)?LOCATION|DIRECTOR|METADATA_BLOCK_PICTURE)"
WHO: Final = {
    Format.MP4: re.compile(rb"\xa9(?:ART|aut|mak|mod)|aART|quicktime\.(?:author|artist|make|model)|com\.android\.m"),
    Format.WEBM: re.compile(rb"\x45\xa3[\x80-\xff]" + PEOPLE),
    Format.OGG: re.compile(PEOPLE + rb"=\s*[^\s\0]", re.IGNORECASE),
    Format.MP3: re.compile(rb"APETAGEX"),
}


def says_who(stream: Pieces, found: Format) -> bool:
    """Whether something of that is packed in so that it cannot be written over."""
    if found == Format.PDF:
        return any(PACKED.search(piece) for piece in _packed_lists(stream))
    return found in WHO and any(WHO[found].search(piece) for piece in media.told(stream, found))


def without(stream: Pieces, found: Format) -> Iterator[bytes]:
    """The file without it, as long as it was."""
    if found == Format.MP3:
        return _recording(stream)
    return _written_over(stream, dict(_traces(stream)) if found == Format.PDF else {})


def _traces(stream: Pieces) -> Iterator[tuple[int, bytes]]:
    """Where in a PDF something is said, and what stands there instead."""
    elsewhere = set[bytes]()
    for place, window in _stretches(stream):
        for one in NAMED.finditer(window):
            if one[1] is None:
                elsewhere.add(one[2])
            else:
                yield place + one.start(1), _emptied(one[1])
        yield from ((place + one.start(), b" " * len(one[0])) for one in XMP.finditer(window))
        yield from ((place + one.end(), bytes(_left(one))) for one in CAMERA.finditer(window))
        for one in TOLD.finditer(window):
            yield from _packed_away(stream, place + one.start())
    yield from _texts_of(stream, elsewhere)


def _texts_of(stream: Pieces, numbers: Iterable[bytes]) -> Iterator[tuple[int, bytes]]:
    """Texts that stand by themselves, each under its number."""
    if not numbers:
        return
    wanted = re.compile(OBJECT % b"|".join(sorted(numbers)), re.DOTALL)
    for place, window in _stretches(stream):
        yield from ((place + one.start(1), _emptied(one[1])) for one in wanted.finditer(window))


def _emptied(text: bytes) -> bytes:
    return text[:1] + b" " * (len(text) - 2) + text[-1:]


def _left(segment: re.Match[bytes]) -> int:
    """How much of a segment of a photograph follows its name."""
    return max(0, int.from_bytes(segment[1], "big") - (segment.end() - segment.start(1)))


def _packed_away(stream: Pieces, place: int) -> Iterator[tuple[int, bytes]]:
    """Packed XMP becomes a packed nothing of the same length."""
    begins = portable.where_it_begins(stream, place)
    if begins is None or begins < 0:
        return
    length = _at(stream, begins, WINDOW).find(b"endstream")
    if length >= len(NOTHING):
        yield begins, NOTHING.ljust(length, b"\0")


def _written_over(stream: Pieces, traces: dict[int, bytes]) -> Iterator[bytes]:
    for place, piece in _in_order(stream):
        kept = bytearray(piece)
        for start, instead in traces.items():
            first, last = max(start, place), min(start + len(instead), place + len(piece))
            if first < last:
                kept[first - place : last - place] = instead[first - start : last - start]
        yield bytes(kept)


def _recording(stream: Pieces) -> Iterator[bytes]:
    """Without the tags before it (ID3v2) and after it (ID3v1)."""
    start, end = 0, stream.size
    while (head := _at(stream, start, 10))[:3] == b"ID3" and len(head) == 10:
        start += 10 + sum((byte & 0x7F) << 7 * (3 - number) for number, byte in enumerate(head[6:])) + 10 * bool(head[5] & 0x10)
    if _at(stream, end - 128, 3) == b"TAG":
        end -= 128
    for place, piece in _in_order(stream):
        yield piece[max(0, start - place) : max(0, end - place)]


def _in_order(stream: Pieces) -> Iterator[tuple[int, bytes]]:
    place = 0
    while piece := _at(stream, place, WINDOW):
        yield place, piece
        place += len(piece)


def _stretches(stream: Pieces) -> Iterator[tuple[int, bytes]]:
    """Each with the end of the one before, so that nothing hides at a seam."""
    before = b""
    for place, piece in _in_order(stream):
        yield place - len(before), before + piece
        before = piece


def _packed_lists(stream: Pieces) -> Iterator[bytes]:
    """What the packed lists of a PDF say, in stretches."""
    places = {place + one.start() for place, window in _stretches(stream) for one in portable.PACKED.finditer(window)}
    for begins in (portable.where_it_begins(stream, place) for place in sorted(places)):
        before = b""
        for piece in portable.unpacked(stream, begins) if begins is not None and begins >= 0 else ():
            yield before + piece
            before = piece[-256:]


def _at(stream: Pieces, start: int, size: int) -> bytes:
    stream.seek(start)
    return all_of(stream, size)
