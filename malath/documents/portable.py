"""Whether a PDF does nothing by itself: no script, no program to start, no file inside, no form that sends. Pure.

The names of such things are looked for in the whole file, however they are spelled (`/Java#53cript`), and in its packed lists
of objects. A PDF that can only be read with a password cannot be looked through, so it is refused.
"""

import re
import zlib
from collections.abc import Iterable, Iterator
from typing import Final

from malath.documents.streams import Pieces, all_of
from malath.documents.words import WhyNotKept

ACTS: Final = (
    "JavaScript", "Launch", "EmbeddedFile", "EmbeddedFiles", "RichMedia", "XFA", "SubmitForm", "ImportData", "GoToE", "GoToR",
    "Rendition", "Movie", "Sound",
)  # fmt: skip
PACKED_AT_MOST: Final = 64 * 1024 * 1024
AROUND: Final = 4096
TAIL: Final = 2048


def _spelled(name: str) -> str:
    """A name with each letter as it is or as its number."""
    return "".join(f"(?:{letter}|#{ord(letter):02x}|#{ord(letter):02X})" for letter in name)


def any_of(*names: str) -> bytes:
    """One of these names, however it is spelled."""
    return f"/(?:{'|'.join(map(_spelled, names))})(?=[\\s/<>\\[\\](){{}}%]|$)".encode()


def _named(*names: str) -> re.Pattern[bytes]:
    return re.compile(any_of(*names))


ACTIVE: Final = _named(*ACTS)
LOCK: Final = _named("Encrypt")
PACKED: Final = _named("ObjStm")
FLATE: Final = _named("FlateDecode", "Fl")
FILTER: Final = _named("Filter", "F")
OTHERWISE: Final = _named(
    "DecodeParms", "DP", "ASCIIHexDecode", "AHx", "ASCII85Decode", "A85", "LZWDecode", "LZW", "RunLengthDecode", "RL", "Crypt"
)
STREAM: Final = re.compile(rb"stream\r?\n")
END: Final = re.compile(rb"%%EOF[\s\0]*\Z")


def why_not(stream: Pieces, windows: Iterable[bytes]) -> WhyNotKept | None:
    """Why a PDF is not kept, None where nothing speaks against it. `windows`: all of it, in stretches that overlap."""
    stream.seek(max(0, stream.size - TAIL))
    tail = all_of(stream, TAIL)
    if b"%%EOF" not in tail:
        return WhyNotKept.DAMAGED
    if not END.search(tail):
        return WhyNotKept.TWO_IN_ONE
    packed: set[int] = set()
    place = 0
    for window in windows:
        if ACTIVE.search(window):
            return WhyNotKept.ACTIVE
        if LOCK.search(window):
            return WhyNotKept.LOCKED
        packed |= {place + found.start() for found in PACKED.finditer(window)}
        place += len(window) - min(len(window), 256)
    return _why_not_packed(stream, packed)


def _why_not_packed(stream: Pieces, places: Iterable[int]) -> WhyNotKept | None:
    """Lists of objects are packed; whatever hides in them hides from who only reads on."""
    left = PACKED_AT_MOST
    for place in sorted(places):
        if (begins := where_it_begins(stream, place)) is None:
            return WhyNotKept.DAMAGED
        if begins < 0:
            continue
        before = b""
        for piece in unpacked(stream, begins):
            left -= len(piece)
            if left < 0:
                return WhyNotKept.DAMAGED
            if ACTIVE.search(before + piece):
                return WhyNotKept.ACTIVE
            before = piece[-256:]
    return None


def where_it_begins(stream: Pieces, place: int) -> int | None:
    """Where the packed bytes begin; -1 where nothing is packed, None where they are packed in a way we do not unpack."""
    first = max(0, place - AROUND)
    stream.seek(first)
    around = all_of(stream, 2 * AROUND)
    after = STREAM.search(around, place - first)
    if after is None:
        return None
    begins = around.rfind(b"obj", 0, place - first)
    says = around[max(begins, 0) : after.start()]
    if OTHERWISE.search(says) or len(FLATE.findall(says)) > 1:
        return None
    if not FLATE.search(says):
        return -1 if not FILTER.search(says) else None
    return first + after.end()


def unpacked(stream: Pieces, begins: int) -> Iterator[bytes]:
    """What a packed list says, in stretches. What cannot be unpacked further has ended."""
    stream.seek(begins)
    packer = zlib.decompressobj()
    held = b""
    while not packer.eof:
        held = packer.unconsumed_tail or all_of(stream, AROUND)
        if not held:
            yield packer.flush()
            return
        try:
            yield packer.decompress(held, 16 * AROUND)
        except zlib.error:
            return
