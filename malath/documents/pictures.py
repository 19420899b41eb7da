"""Pictures without what they carry about place, camera, hour and owner. Nothing is decoded: of the parts of a file only those
are passed on without which nobody sees it, and how it is to be turned. Pure; as much memory for a large picture as for a small
one (decision 0078).
"""

import re
import struct
import zlib
from collections.abc import Iterator
from typing import Final

from malath.documents.streams import Pieces

PNG: Final = b"\x89PNG\r\n\x1a\n"
SEEN: Final = frozenset({b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"bKGD", b"pHYs"})
SOI, EOI, SOS, APP0, APP1, APP14 = 0xD8, 0xD9, 0xDA, 0xE0, 0xE1, 0xEE
FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
NEEDED: Final = FRAMES | {0xC4, 0xCC, 0xDB, 0xDC, 0xDD, 0xDE, 0xDF, SOS}
MARKER: Final = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
HIDDEN: Final = re.compile(rb"PK\x03\x04|%PDF-|MZ\x90|\x7fELF|Rar!\x1a|7z\xbc\xaf|<script|<\?php|<html", re.I)
ORIENTATION: Final = 0x0112
BLOCK: Final = 64 * 1024


class Broken(Exception):
    """A picture is no picture, or cut off. `hides`: another file stands after it."""

    def __init__(self, *, hides: bool = False) -> None:
        super().__init__()
        self.hides = hides


def png(stream: Pieces) -> Iterator[bytes]:
    """The parts of a PNG by which it is seen. Errors: `Broken`."""
    yield _exactly(stream, len(PNG))
    kind, kinds = b"", set[bytes]()
    while kind != b"IEND":
        head = _exactly(stream, 8)
        length, kind = int.from_bytes(head[:4], "big"), head[4:]
        if not kinds and (kind, length) != (b"IHDR", 13):
            raise Broken
        kinds.add(kind)
        whole = _chunk(stream, head, length)
        yield from (piece for piece in whole if kind in SEEN)
    if b"IDAT" not in kinds:
        raise Broken
    _look_behind(stream)


def _chunk(stream: Pieces, head: bytes, length: int) -> Iterator[bytes]:
    """One part of a PNG, with the sum that proves it."""
    yield head
    crc = zlib.crc32(head[4:])
    for piece in _stretch(stream, length):
        crc = zlib.crc32(piece, crc)
        yield piece
    tail = _exactly(stream, 4)
    if int.from_bytes(tail, "big") != crc:
        raise Broken
    yield tail


def jpeg(stream: Pieces) -> Iterator[bytes]:
    """The segments of a JPEG by which it is seen, and how it is turned. Errors: `Broken`."""
    yield _exactly(stream, 2)
    turned, seen = 1, set[int]()
    for marker, content in _segments(stream):
        turned = _orientation(content[6:]) if marker == APP1 and content.startswith(b"Exif\0\0") else turned
        if marker in FRAMES and turned != 1 and seen.isdisjoint(FRAMES):
            yield _turned(turned)
        if _is_needed(marker, content):
            seen.add(marker)
            yield b"\xff" + bytes([marker]) + _sized(_without_small_picture(marker, content))
        if marker == SOS:
            yield from _drawn(stream)
    if SOS not in seen or seen.isdisjoint(FRAMES):
        raise Broken
    yield b"\xff\xd9"
    _look_behind(stream)


def _segments(stream: Pieces) -> Iterator[tuple[int, bytes]]:
    """Each segment with its marker, up to the end of the picture; after SOS whoever asks reads on what is drawn."""
    while (marker := _marker(stream)) != EOI:
        if marker <= 0x01 or marker == SOI or 0xD0 <= marker <= 0xD7:
            raise Broken
        length = int.from_bytes(_exactly(stream, 2), "big")
        if length < 2:
            raise Broken
        yield marker, _exactly(stream, length - 2)


def _is_needed(marker: int, content: bytes) -> bool:
    """Without the segment of Adobe some pictures are shown in wrong colours."""
    of_adobe = marker == APP14 and content.startswith(b"Adobe") and len(content) == 12
    return marker in NEEDED or of_adobe or (marker == APP0 and content.startswith(b"JFIF\0"))


def _drawn(stream: Pieces) -> Iterator[bytes]:
    """What is drawn, up to the next marker, before which the stream then stands."""
    held = b""
    while True:
        start = stream.tell() - len(held)
        block = held + (stream.read(BLOCK) or b"")
        if len(block) == len(held):
            raise Broken
        if (found := MARKER.search(block)) is not None:
            yield block[: found.start()]
            stream.seek(start + found.start())
            return
        held = b"\xff" if block.endswith(b"\xff") else b""
        yield block[: len(block) - len(held)]


def _marker(stream: Pieces) -> int:
    if _exactly(stream, 1) != b"\xff":
        raise Broken
    marker = 0xFF
    while marker == 0xFF:
        marker = _exactly(stream, 1)[0]
    return marker


def _without_small_picture(marker: int, content: bytes) -> bytes:
    return content[:12] + b"\0\0" if marker == APP0 else content


def _sized(content: bytes) -> bytes:
    return (len(content) + 2).to_bytes(2, "big") + content


def _orientation(tiff: bytes) -> int:
    """How a camera was held, from 1 to 8; 1 where nothing readable says it."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None:
        return 1
    try:
        (first,) = struct.unpack_from(f"{order}I", tiff, 4)
        (count,) = struct.unpack_from(f"{order}H", tiff, first)
        for number in range(count):
            tag, _kind, _number, value = struct.unpack_from(f"{order}HHIH", tiff, first + 2 + 12 * number)
            if tag == ORIENTATION:
                return value if 1 <= value <= 8 else 1
    except struct.error:
        pass
    return 1


def _turned(value: int) -> bytes:
    """An EXIF segment that says how the picture is turned, and nothing else."""
    tiff = b"MM\0*\0\0\0\x08" + struct.pack(">HHHIHHI", 1, ORIENTATION, 3, 1, value, 0, 0)
    return b"\xff\xe1" + _sized(b"Exif\0\0" + tiff)


def _look_behind(stream: Pieces) -> None:
    """What some phones write after a picture is left out; another file is not passed over in silence."""
    before = b""
    while piece := stream.read(BLOCK):
        if HIDDEN.search(before + piece):
            raise Broken(hides=True)
        before = piece[-16:]


def _stretch(stream: Pieces, length: int) -> Iterator[bytes]:
    while length:
        piece = _exactly(stream, min(length, BLOCK))
        length -= len(piece)
        yield piece


def _exactly(stream: Pieces, size: int) -> bytes:
    found = bytearray()
    while len(found) < size:
        some = stream.read(size - len(found))
        if not some:
            raise Broken
        found += some
    return bytes(found)
