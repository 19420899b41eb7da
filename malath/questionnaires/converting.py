"""From an XLSForm, a workbook somebody wrote, to the form of ours. The workbook is looked at from outside before anything opens
it; pyxform makes an XForm of it in this process, and neither calls Java nor the network."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Final

from openpyxl import load_workbook
from pyxform.errors import PyXFormError
from pyxform.xls2xform import convert

from malath.documents.archives import climbs
from malath.questionnaires.definition import Form
from malath.questionnaires.reading import CannotRead, read_xform
from malath.questionnaires.words import Mended, WhyRefused

MEGABYTE: Final = 1024 * 1024
LARGEST: Final = 2 * MEGABYTE
MOST_UNPACKED: Final = 20 * MEGABYTE
MOST_PARTS: Final = 60
ZIP: Final = b"PK\x03\x04"
ENTRY: Final = b"PK\x01\x02"
MACROS: Final = "xl/vbaProject.bin"
BOOK: Final = "xl/workbook.xml"
ROW: Final = re.compile(r"\[row : ?(\d+)\]|row (\d+)", re.IGNORECASE)
UNNAMED: Final = '<data id="data"'
UNTITLED: Final = "<h:title>data</h:title>"
PIECE: Final = 64 * 1024
UNREADABLE: Final = (
    zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError, KeyError, TypeError, IndexError,
    AttributeError, RuntimeError,
)  # fmt: skip


@dataclass(frozen=True)
class Converted:
    """A form that was understood: as XForm, as ours, and what pyxform had to say besides."""

    xform: str
    form: Form
    mended: tuple[tuple[str, str], ...] = ()


class CannotConvert(Exception):
    """An XLSForm is refused. `row`: of the sheet survey, 0 when unknown; `words`: of pyxform, in English."""

    def __init__(self, why: WhyRefused, *, row: int = 0, where: str = "", what: str = "", words: str = "") -> None:
        super().__init__(why.value, row, where, what)
        self.why, self.row, self.where, self.what, self.words = why, row, where, what, words[:600]


def convert_xlsform(data: bytes, *, form_id: str = "") -> Converted:
    """The form of a workbook. `form_id`: what it is called where it does not say so itself. Errors: `CannotConvert`."""
    check_workbook(data)
    told: list[str] = []
    try:
        made = convert(BytesIO(data), warnings=told, validate=False, file_type=".xlsx", form_name="data")
    except PyXFormError as error:
        words = " ".join(str(error).split())
        raise CannotConvert(WhyRefused.XLSFORM, row=_row(words), words=words) from error
    except UNREADABLE as error:
        raise CannotConvert(WhyRefused.UNSAFE) from error
    xform = made.xform
    if form_id:
        xform = xform.replace(UNNAMED, f'<data id="{form_id}"', 1).replace(UNTITLED, f"<h:title>{form_id}</h:title>", 1)
    return _understood(xform, data, tuple(told))


def check_workbook(data: bytes) -> None:
    """Whether the archive is small, honest and without macros. Errors: `CannotConvert`."""
    if len(data) > LARGEST:
        raise CannotConvert(WhyRefused.TOO_LARGE)
    if not data.startswith(ZIP):
        raise CannotConvert(WhyRefused.NOT_A_FORM)
    if data.count(ENTRY) > MOST_PARTS:
        raise CannotConvert(WhyRefused.UNSAFE)
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = _checked(archive)
    except UNREADABLE as error:
        raise CannotConvert(WhyRefused.UNSAFE) from error
    if MACROS in names:
        raise CannotConvert(WhyRefused.MACROS)
    if BOOK not in names:
        raise CannotConvert(WhyRefused.NOT_A_FORM)


def _checked(archive: zipfile.ZipFile) -> set[str]:
    """Unpacks everything once, piece by piece, and throws it away: a directory can lie about sizes."""
    entries, unpacked = archive.infolist(), 0
    names = [entry.filename for entry in entries]
    if len(set(names)) < len(names) or any(_is_odd(entry) for entry in entries):
        raise CannotConvert(WhyRefused.UNSAFE)
    for entry in entries:
        with archive.open(entry) as packed:
            while piece := packed.read(PIECE):
                unpacked += len(piece)
                if unpacked > MOST_UNPACKED:
                    raise CannotConvert(WhyRefused.UNSAFE)
    return set(names)


def _is_odd(entry: zipfile.ZipInfo) -> bool:
    packed = entry.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
    return climbs(entry.orig_filename) or bool(entry.flag_bits & 0x1) or not packed


def _understood(xform: str, data: bytes, told: tuple[str, ...]) -> Converted:
    try:
        form = read_xform(xform.encode())
    except CannotRead as refused:
        row = _row_of(data, refused.where)
        raise CannotConvert(refused.why, row=row, where=refused.where, what=refused.what) from refused
    told_of = tuple((Mended.TOLD.value, " ".join(one.split())[:300]) for one in told)
    return Converted(xform, form, (*form.notices, *_trimmed(data), *told_of))


def _trimmed(data: bytes) -> Iterator[tuple[str, str]]:
    """Codes and texts of answers that pyxform tidies without a word: it is told."""
    for row in _cells(data, "choices"):
        code, texts = row.get("name", ""), [text for head, text in row.items() if head.startswith("label")]
        if code != code.strip():
            yield Mended.CODE_TRIMMED.value, f"{row.get('list_name', '').strip()} / {code.strip()}"
        if any(text != text.strip() for text in texts):
            yield Mended.TEXT_TRIMMED.value, f"{row.get('list_name', '').strip()} / {code.strip()}"


def _cells(data: bytes, title: str) -> list[dict[str, str]]:
    """The rows of a sheet as texts by heading, as they stand in the workbook; none when it cannot be read."""
    try:
        rows = list(load_workbook(BytesIO(data), read_only=True, data_only=True)[title].iter_rows(values_only=True))
        heads = [str(cell or "").strip().lower() for cell in rows[0]]
    except UNREADABLE:
        return []
    return [{head: str(cell) for head, cell in zip(heads, row, strict=False) if cell is not None} for row in rows[1:]]


def _row(words: str) -> int:
    match = ROW.search(words)
    return int(match[1] or match[2]) if match else 0


def _row_of(data: bytes, name: str) -> int:
    """In which row of the sheet survey a question stands; 0 when it cannot be told."""
    last = name.rpartition("/")[2]
    return next((at for at, row in enumerate(_cells(data, "survey"), 2) if row.get("name", "").strip() == last), 0)
