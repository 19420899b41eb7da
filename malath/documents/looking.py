"""What a file is, by its bytes alone, and whether it may be kept. Pure: it reads a stream, keeps nothing, and never takes more
memory for a large file than for a small one.

An ending that says otherwise, two files in one, a script or macro inside, a lock, a known harmful sign: refused with a reason.
This does not find every harmful file; a scanner may be asked besides (`scanner`), and whoever takes a copy opens it elsewhere.
"""

import re
import zipfile
import zlib
from codecs import getincrementaldecoder
from collections.abc import Iterator
from typing import Final

from malath.documents import media, pictures, portable, traces
from malath.documents.archives import climbs
from malath.documents.streams import Pieces
from malath.documents.words import Format, WhyNotKept

LARGEST: Final = 50 * 1024 * 1024
WINDOW: Final = 256 * 1024
OVERLAP: Final = 256
EICAR: Final = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR"
"""The sign by which every scanner is tried; whatever carries it is meant to be found."""
HARMFUL: Final = re.compile(re.escape(EICAR))
ENDINGS: Final = {
    "pdf": Format.PDF, "jpg": Format.JPEG, "jpeg": Format.JPEG, "jfif": Format.JPEG, "png": Format.PNG, "docx": Format.WORD,
    "xlsx": Format.SHEET, "txt": Format.TEXT, "text": Format.TEXT, "mp4": Format.MP4, "m4v": Format.MP4, "webm": Format.WEBM,
    "mp3": Format.MP3, "ogg": Format.OGG,
}  # fmt: skip
ZIP: Final = b"PK\x03\x04"
MAIN: Final = {
    Format.WORD: b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    Format.SHEET: b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
}
ACTIVE_PARTS: Final = re.compile(r"vbaproject|/embeddings/|/activex/|/externallinks/|oleobject|/ctrlprops/|customui", re.I)
OUTSIDE: Final = re.compile(rb'<Relationship\b(?=[^>]*TargetMode\s*=\s*["\']External)(?![^>]*/hyperlink["\'])', re.I)
MOST_PARTS: Final = 2_000
MOST_UNPACKED: Final = 300 * 1024 * 1024
LARGEST_LIST: Final = 4 * 1024 * 1024
CONTROL: Final = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
SCRIPTS: Final = re.compile(r"\s*(<\?|<!doctype|<html|<script|<svg|#!)", re.I)


class Unfit(Exception):
    """A file is not kept."""

    def __init__(self, reason: WhyNotKept) -> None:
        super().__init__(reason.value)
        self.reason = reason


def look(stream: Pieces, name: str, *, public: bool = False) -> Format:
    """What a file is. `name`: as it came, of which only the ending is read; `public`: it is for everybody, so that sound and
    moving pictures are taken too, and nothing that says who made it. Errors: `Unfit`."""
    _refuse(WhyNotKept.EMPTY, stream.size == 0)
    _refuse(WhyNotKept.TOO_LARGE, stream.size > LARGEST)
    _refuse(WhyNotKept.HARMFUL, any(HARMFUL.search(window) for window in windows(stream)))
    found = (_media(stream) if public else None) or _format(stream)
    _refuse(WhyNotKept.UNKNOWN, found is None)
    assert found is not None  # noqa: S101  # refused above
    ending = name.rpartition(".")[2].casefold() if "." in name else ""
    _refuse(WhyNotKept.OTHER_NAME, bool(ending) and ENDINGS.get(ending) != found)
    _look_inside(stream, found)
    _refuse(WhyNotKept.SAYS_WHO, public and traces.says_who(stream, found))
    return found


def cleaned(stream: Pieces, found: Format, *, public: bool = False) -> Iterator[bytes]:
    """The bytes to keep: of a picture only what is needed to see it, without place, camera or hour; of what is for the public
    without who made it (`traces`); of others all, so that a signed paper stays as it was signed."""
    stream.seek(0)
    if found == Format.JPEG:
        return _said(pictures.jpeg(stream))
    if found == Format.PNG:
        return _said(pictures.png(stream))
    if public:
        return traces.without(stream, found)
    return iter(lambda: stream.read(WINDOW) or b"", b"")


def windows(stream: Pieces) -> Iterator[bytes]:
    """All of a file in stretches that overlap, so that nothing short hides at a seam."""
    stream.seek(0)
    before = b""
    while piece := stream.read(WINDOW):
        yield before + piece
        before = (before + piece)[-OVERLAP:]


def _refuse(reason: WhyNotKept, holds: bool) -> None:  # reads as a sentence
    if holds:
        raise Unfit(reason)


def _format(stream: Pieces) -> Format | None:
    stream.seek(0)
    head = stream.read(16) or b""
    if head.startswith(b"%PDF-"):
        return Format.PDF
    if head.startswith(b"\xff\xd8\xff"):
        return Format.JPEG
    if head.startswith(pictures.PNG):
        return Format.PNG
    if head.startswith(ZIP):
        return _office(stream)
    return Format.TEXT if _is_text(stream) else None


def _media(stream: Pieces) -> Format | None:
    stream.seek(0)
    return media.format_of(stream.read(16) or b"")


def _look_inside(stream: Pieces, found: Format) -> None:
    if found in {Format.JPEG, Format.PNG}:
        for _ in cleaned(stream, found):
            pass
    elif found == Format.PDF:
        reason = portable.why_not(stream, windows(stream))
        if reason is not None:
            raise Unfit(reason)
    elif found in MAIN:
        _look_into_office(stream)
    elif (reason := media.why_not(stream, found)) is not None:
        raise Unfit(reason)


def _said(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """What is wrong with a picture, as a reason."""
    try:
        yield from pieces
    except pictures.Broken as broken:
        raise Unfit(WhyNotKept.TWO_IN_ONE if broken.hides else WhyNotKept.DAMAGED) from None


def _is_text(stream: Pieces) -> bool:
    """Text in UTF-8 without control signs, that no program takes for a page or a script."""
    stream.seek(0)
    decoder, first = getincrementaldecoder("utf-8-sig")(), True
    try:
        while piece := stream.read(WINDOW):
            text = decoder.decode(piece)
            if CONTROL.search(text) or (first and SCRIPTS.match(text)):
                return False
            first = False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _office(stream: Pieces) -> Format | None:
    """Which office document an archive is; None for any other archive."""
    stream.seek(0)
    try:
        with zipfile.ZipFile(stream) as archive:
            types = _part(archive, "[Content_Types].xml")
    except KeyError:
        return None
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError):
        raise Unfit(WhyNotKept.DAMAGED) from None
    if b"macroEnabled" in types:
        raise Unfit(WhyNotKept.ACTIVE)
    return next((one for one, kind in MAIN.items() if kind in types), None)


def _look_into_office(stream: Pieces) -> None:
    stream.seek(-22, 2)
    _refuse(WhyNotKept.TWO_IN_ONE, (stream.read(4) or b"") != b"PK\x05\x06")  # something stands after the archive
    stream.seek(0)
    try:
        with zipfile.ZipFile(stream) as archive:
            _look_at_parts(archive, archive.infolist())
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError):
        raise Unfit(WhyNotKept.DAMAGED) from None


def _look_at_parts(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> None:
    names = [entry.filename.casefold() for entry in entries]
    _refuse(WhyNotKept.DAMAGED, len(set(names)) < len(names) or any(climbs(entry.orig_filename) for entry in entries))
    _refuse(WhyNotKept.LOCKED, any(entry.flag_bits & 1 for entry in entries))
    too_much = len(entries) > MOST_PARTS or sum(entry.file_size for entry in entries) > MOST_UNPACKED
    _refuse(WhyNotKept.DAMAGED, too_much)
    _refuse(WhyNotKept.ACTIVE, any(ACTIVE_PARTS.search(f"/{name}") for name in names))
    outside = any(OUTSIDE.search(_part(archive, entry.filename)) for entry in entries if entry.filename.endswith(".rels"))
    _refuse(WhyNotKept.ACTIVE, outside)


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as part:
        found = part.read(LARGEST_LIST + 1)
    if len(found) > LARGEST_LIST:
        raise Unfit(WhyNotKept.DAMAGED)
    return found
