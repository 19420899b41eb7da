"""What an uploaded file is allowed to be before anything reads it: a small, honest, unlocked workbook.

A workbook is a zip archive. Its directory can lie about sizes, so sizes are checked twice: as the directory
tells them, and while unpacking. Only the parts that hold cells are unpacked; macros, pictures, links and
embedded objects never are.
"""

import re
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Final

from malath.documents.archives import climbs
from malath.exchange.reasons import WhyRefused, sentence

MEGABYTE: Final = 1024 * 1024
MAX_FILE: Final = 10 * MEGABYTE
MAX_PARTS: Final = 300
MAX_PART: Final = 40 * MEGABYTE
MAX_UNPACKED: Final = 80 * MEGABYTE
MAX_RATIO: Final = 200
RATIO_COUNTS_FROM: Final = MEGABYTE

ZIP: Final = b"PK\x03\x04"
ZIP_DIRECTORY_ENTRY: Final = b"PK\x01\x02"
OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LOCKED_IN_OLE: Final = "EncryptedPackage".encode("utf-16-le")
LOCKED_FLAG: Final = 0x1

TYPES_PART: Final = "[Content_Types].xml"
BOOK_PART: Final = "xl/workbook.xml"
MACROS_PART: Final = "xl/vbaProject.bin"
PARTS_WITH_CELLS: Final = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|xl/workbook\.xml|xl/_rels/workbook\.xml\.rels"
    r"|xl/sharedStrings\.xml|xl/styles\.xml|xl/worksheets/[^/]+\.xml"
)
BOOK_TYPE: Final = re.compile(
    rb"application/vnd\.(openxmlformats-officedocument\.spreadsheetml\.sheet|ms-excel\.sheet\.macroEnabled)\.main\+xml"
)
UNREADABLE: Final = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    OSError,
    ValueError,
)


class Refusal(Exception):
    """The file is not read. Carries a code and numbers, never anything that stood in the file."""

    def __init__(self, code: WhyRefused, **facts: object) -> None:
        super().__init__(code.value)
        self.code = code
        self.facts = facts

    @property
    def message(self) -> str:
        """What to tell the person who sent the file, in the language that is active now."""
        return sentence(self.code, self.facts)


@dataclass(frozen=True, slots=True)
class Package:
    """What was taken out of the archive: parts with cells by name. Macros, if any, were left behind."""

    parts: Mapping[str, bytes]
    has_macros: bool


def unpack(content: bytes) -> Package:
    """Take the parts that hold cells out of a workbook. Errors: `Refusal`."""
    _check_outside(content)
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            entries = archive.infolist()
            _check_directory(entries)
            parts = {e.filename: _part(archive, e) for e in entries if PARTS_WITH_CELLS.fullmatch(e.filename)}
    except UNREADABLE as error:
        raise Refusal(WhyRefused.DAMAGED) from error
    _check_is_workbook(parts)
    return Package(parts, has_macros=any(entry.filename == MACROS_PART for entry in entries))


def _check_outside(content: bytes) -> None:
    if not content:
        raise Refusal(WhyRefused.EMPTY)
    if len(content) > MAX_FILE:
        raise Refusal(WhyRefused.TOO_LARGE, limit=MAX_FILE // MEGABYTE)
    if content.startswith(OLE):
        raise Refusal(WhyRefused.ENCRYPTED if LOCKED_IN_OLE in content else WhyRefused.OLD_FORMAT)
    if not content.startswith(ZIP):
        raise Refusal(WhyRefused.NOT_A_WORKBOOK)
    # Counted before the directory is parsed: parsing builds an object for every entry it claims.
    if content.count(ZIP_DIRECTORY_ENTRY) > MAX_PARTS:
        raise Refusal(WhyRefused.TOO_MANY_PARTS)


def check_entries(entries: list[zipfile.ZipInfo], *, part: int, unpacked: int) -> None:
    """The same of an archive that is read as a stream, with limits of its own. Errors: `Refusal`."""
    if len(entries) > MAX_PARTS:
        raise Refusal(WhyRefused.TOO_MANY_PARTS)
    _check_names(entries)
    if any(entry.file_size > part for entry in entries) or sum(entry.file_size for entry in entries) > unpacked:
        raise Refusal(WhyRefused.UNPACKS_TOO_LARGE)


def _check_directory(entries: list[zipfile.ZipInfo]) -> None:
    _check_names(entries)
    if any(map(_is_bomb, entries)) or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise Refusal(WhyRefused.UNPACKS_TOO_LARGE)


def _check_names(entries: list[zipfile.ZipInfo]) -> None:
    names = [entry.filename.casefold() for entry in entries]
    if any(map(_is_unsafe, entries)) or len(set(names)) < len(names):
        raise Refusal(WhyRefused.UNSAFE_PATH)
    if any(entry.flag_bits & LOCKED_FLAG for entry in entries):
        raise Refusal(WhyRefused.ENCRYPTED)
    if any(entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for entry in entries):
        raise Refusal(WhyRefused.DAMAGED)


def _is_unsafe(entry: zipfile.ZipInfo) -> bool:
    """Nothing is ever written to disk; a name that tries to climb only tells that the file is hostile."""
    return climbs(entry.orig_filename)


def _is_bomb(entry: zipfile.ZipInfo) -> bool:
    if entry.file_size > MAX_PART:
        return True
    return entry.file_size > RATIO_COUNTS_FROM and entry.file_size > MAX_RATIO * max(entry.compress_size, 1)


def _part(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """The bytes of one part, never more than the directory admitted to, however much is packed behind it."""
    with archive.open(entry) as packed:
        # With a number: without one, everything is unpacked first and cut to size afterwards.
        return packed.read(entry.file_size + 1)


def _check_is_workbook(parts: Mapping[str, bytes]) -> None:
    if BOOK_PART not in parts or not BOOK_TYPE.search(parts.get(TYPES_PART, b"")):
        raise Refusal(WhyRefused.NOT_A_WORKBOOK)
