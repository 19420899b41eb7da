"""Invented rows, and the official workbooks filled with them, for tests and demonstration data."""

import random
import warnings
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from io import BytesIO
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final
from uuid import UUID

from openpyxl import load_workbook

from malath.accounts.models import User
from malath.agencies.models import Desk
from malath.cases.models import Case
from malath.documents.streams import PIECE, Pieces
from malath.exchange import actions, gates
from malath.exchange.actions import bringing, keys, packages
from malath.exchange.actions.return_sheets import receive_sheet
from malath.exchange.archive import MACROS_PART, TYPES_PART
from malath.exchange.gates import person_to_transfer
from malath.exchange.headings import headings_of
from malath.exchange.htcds import Row, Sheet, read
from malath.exchange.models import Incoming, MissionKey, ReturnSheet
from malath.exchange.package_words import Confirmed
from malath.exchange.queries import Scope, Selection, Wanted
from malath.exchange.queries.packages import Letter
from malath.exchange.standard import FIELDS, FOLDER, Field, FieldName, Kind
from malath.exchange.tables import look
from malath.exchange.values import Value
from malath.exchange.words import GoingOn
from malath.exchange.workbook import RELATIONS_PART, RawValue, open_workbook
from malath.exchange.writing import AnyCell, Watermark, put_text, write
from malath.foundation.clock import in_amman
from malath.privacy.testing import MONDAY
from malath.privacy.words import BasisKind
from malath.returns.words_mission import Need

if TYPE_CHECKING:
    from malath.people.models import Person

FIRST_LINE: Final = 3
LAST_INVENTED_DAY: Final = date(2026, 6, 30)
LATIN_TO_ARABIC: Final = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")

PLAIN_TYPE: Final = b"vnd.openxmlformats-officedocument.spreadsheetml.sheet.main"
MACROS_TYPE: Final = b"vnd.ms-excel.sheet.macroEnabled.main"
MACROS_RELATION: Final = (
    b'<Relationship Id="rIdMacros" Target="vbaProject.bin" '
    b'Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject"/>'
)

INVENTED_NAMES: Final = (
    ("Test Person", "Invented"),
    ("شخص تجريبي", "غير حقيقي"),
    ("পরীক্ষা ব্যক্তি", "কাল্পনিক"),
    ("የሙከራ ሰው", "ምናባዊ"),
    ("परीक्षण व्यक्ति", "काल्पनिक"),
    ("පරීක්ෂණ පුද්ගලයා", "මනඃකල්පිත"),
)
NATIONALITIES: Final = ("JO", "EG", "SY", "BD", "PH", "LK", "NP", "ET", "KE", "TZ", "KR", "PS")
INVENTED_NOTES: Final = (
    "=SUM(A1:A9) is what the note began with",
    "+ one more thing",
    "- first\n- second",
    "@nobody in particular",
    "Line one\nسطر ثانٍ _x0041_",
    "Said: “I was told to wait”, and waited.",
)


PLAIN_LETTER: Final = Letter(
    date(2026, 11, 20), "RJ 261, at noon", (Need.MEET, Need.NOT_FAMILY), "A small shop with her sister", "", False, False
)
IN_DANGER: Final = GoingOn(BasisKind.O1, "Invented: somebody said that he will come back tonight.")


class Layout(StrEnum):
    """The official workbooks."""

    PLAIN = "plain"
    SINGLE_SELECT = "single_select"
    MULTI_SELECT = "multi_select"


FILES: Final[Mapping[Layout, str]] = {
    Layout.PLAIN: "HTCDS Excel Spreadsheet v2.0.xlsx",
    Layout.SINGLE_SELECT: "HTCDS Excel Spreadsheet single select with validation v2.0.xlsx",
    Layout.MULTI_SELECT: "HTCDS Excel Spreadsheet single select with validation v2.0.xlsx",
}


def official(layout: Layout) -> bytes:
    """An official workbook, empty. Multi-select differs from single-select by its macros only."""
    content = (FOLDER / FILES[layout]).read_bytes()
    return with_macros(content) if layout is Layout.MULTI_SELECT else content


def official_fields() -> tuple[FieldName, ...]:
    """Fields that have a column in the official workbooks, in its order."""
    return tuple(headings_of(open_workbook(official(Layout.PLAIN)).tables[0]).numbers)


def invented_rows(count: int, *, seed: int = 1, layout: Layout = Layout.MULTI_SELECT) -> tuple[Row, ...]:
    """Rows over the official columns, some cells empty; one choice to a cell in single-select."""
    chance = random.Random(seed)
    names = official_fields()
    return tuple(_row(number, names, chance, layout) for number in range(1, count + 1))


def filled_workbook(source: Path | bytes, rows: Sequence[Row], layout: Layout) -> bytes:
    """A workbook with the rows written under its headings, each as somebody might have typed it."""
    content = source if isinstance(source, bytes) else source.read_bytes()
    columns = headings_of(open_workbook(content).tables[0]).numbers
    with warnings.catch_warnings():
        # openpyxl drops the drop-down lists and says so; cells are all that is needed here.
        warnings.filterwarnings("ignore", "Data Validation extension", UserWarning)
        book = load_workbook(BytesIO(content))
    sheet = book.worksheets[0]
    for line, row in enumerate(rows, start=FIRST_LINE):
        for name, value in row.values.items():
            _type_in(sheet.cell(line, columns[name]), typed(value, FIELDS[name], layout, line))
    file = BytesIO()
    book.save(file)
    return with_macros(file.getvalue()) if layout is Layout.MULTI_SELECT else file.getvalue()


def sheet_of_rows(rows: Sequence[Row], at: datetime = MONDAY) -> Sheet:
    """The sheet that comes of a workbook with these rows."""
    content = write(rows, watermark=Watermark("a test", at, "a test"))
    return read(content, today=in_amman(at).date())


def make_import(
    rows: Sequence[Row],
    desk: Desk,
    by: User,
    at: datetime = MONDAY,
    *,
    going_on: GoingOn | None = None,
    file_mark: str = "",
) -> tuple[Case, ...]:
    """The cases that come of rows at a desk where `by` may exchange, in the order of the rows, made by the real act."""
    before = {case.pk for case in cases_of(by, at).cases}
    mark = file_mark or actions.mark_of(repr((rows, at)).encode())
    actions.import_workbook(sheet_of_rows(rows, at), desk=desk, by=by, at=at, file_mark=mark, going_on=going_on)
    return tuple(case for case in cases_of(by, at).cases if case.pk not in before)


def cases_of(by: User, at: datetime = MONDAY) -> Selection:
    """All that somebody may take out."""
    return gates.cases_to_export(by, Wanted(Scope.ALL), at=at, cap=actions.CASES_AT_ONCE)


def with_macros(content: bytes) -> bytes:
    """The workbook as .xlsm, with a part where macros would be. What is in the part is no program."""
    types, relations = (_part(content, name) for name in (TYPES_PART, RELATIONS_PART))
    return rezipped(
        content,
        {
            TYPES_PART: types.replace(PLAIN_TYPE, MACROS_TYPE),
            RELATIONS_PART: relations.replace(b"</Relationships>", MACROS_RELATION + b"</Relationships>"),
            MACROS_PART: b"not a program",
        },
    )


def rezipped(content: bytes, changes: dict[str, bytes]) -> bytes:
    """The archive with some parts changed or, where there was none, added."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return zipped(parts | changes)


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """An archive of these parts."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return file.getvalue()


def _part(content: bytes, name: str) -> bytes:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return archive.read(name)


def _type_in(cell: AnyCell, value: RawValue) -> None:
    if isinstance(value, str):
        put_text(cell, value)
    else:
        cell.value = value


def typed(value: Value, of: Field, layout: Layout, line: int) -> RawValue:
    """A value as one of several people would type it; which one depends on the line."""
    match value:
        case bool():
            return (("Yes", "نعم", True) if value else ("No", "لا", False))[line % 3]
        case date():
            return (value, f"{value:%d/%m/%Y}", value.isoformat().translate(LATIN_TO_ARABIC))[line % 3]
        case tuple():
            return _separator(layout, line).join(_written(code, of, line) for code in value)
        case str():
            return _written(value, of, line)
    return float(value)


def _separator(layout: Layout, line: int) -> str:
    """The macro of the multi-select workbook writes a semicolon; by hand, anything."""
    return "; " if layout is Layout.MULTI_SELECT else ("; ", ", ", " | ", "\n")[line % 4]


def _written(code: str, of: Field, line: int) -> str:
    choice = of.choices.get(code)
    if choice is None:
        return code
    return (choice.label, choice.code, choice.label.upper(), choice.label_ar)[line % 4]


def _row(number: int, names: Sequence[FieldName], chance: random.Random, layout: Layout) -> Row:
    recorded = [name for name in names if name == "prs_FirstName" or chance.random() < 0.8]
    values = {name: _value(FIELDS[name], number, chance, layout) for name in recorded}
    return Row(number + FIRST_LINE - 1, MappingProxyType(values))


def _value(of: Field, number: int, chance: random.Random, layout: Layout) -> Value:
    match of.kind:
        case Kind.CODE if of.is_many:
            return _several(of, chance, 1 if layout is Layout.SINGLE_SELECT else 3)
        case Kind.CODE:
            return chance.choice(list(of.choices))
        case Kind.DATE:
            return _day(of, chance)
        case Kind.BOOLEAN:
            return chance.random() < 0.9
    return _text(of, number, chance)


def _several(of: Field, chance: random.Random, most: int) -> tuple[str, ...]:
    codes = NATIONALITIES if of.name == "prs_Citizenship" else tuple(of.choices)
    return tuple(chance.sample(codes, chance.randint(1, most)))


def _day(of: Field, chance: random.Random) -> date:
    back = chance.randrange(15 * 365, 60 * 365) if of.name == "prs_Birthdate" else chance.randrange(540)
    return LAST_INVENTED_DAY - timedelta(days=back)


def _text(of: Field, number: int, chance: random.Random) -> str:
    first, second = INVENTED_NAMES[number % len(INVENTED_NAMES)]
    texts: Mapping[FieldName, str] = {
        "prs_FirstName": f"{first} {number:03d}",
        "prs_SecondName": second,
        "prs_Email": f"person{number:03d}@example.org",
        "prs_MobilePhone": f"+96270000{number:04d}",
        "prs_HomePhone": f"+96260000{number:04d}",
        "prs_MailingCountry": chance.choice(NATIONALITIES),
        "prs_MailingPostalCode": f"{10_000 + number}",
    }
    if of.kind is Kind.LONG_TEXT:
        return f"{chance.choice(INVENTED_NOTES)} ({number:03d})"
    return texts.get(of.name, f"{of.label} {number % 12:02d}")


def bring(
    content: bytes, desk: Desk, by: User, at: datetime = MONDAY, *, name: str = "people.csv", once: UUID | None = None
) -> Incoming:
    """A file as it is received."""
    pieces = [content[start : start + PIECE] for start in range(0, len(content), PIECE)]
    head = look(Pieces(len(content), pieces.__getitem__))
    size, mark = len(content), actions.mark_of(content)
    return bringing.receive(head, pieces, name=name, size=size, file_mark=mark, desk=desk, by=by, at=at, once=once)


def chosen(
    file: Incoming, by: User, at: datetime = MONDAY, *, ground: BasisKind | None = None, because: str = "", save_as: str = ""
) -> Incoming:
    """The file with the columns that were suggested for it."""
    columns = {int(number): name for number, name in file.columns.items()}
    return bringing.choose_columns(file, columns, ground=ground, because=because, by=by, at=at, save_as=save_as)


def make_keys(sending: Desk, receiving: Desk, *, by: User, other: User, at: datetime) -> tuple[MissionKey, MissionKey]:
    """Two bodies that know each other's keys: of the receiving one as the sending one holds it, and the other way."""
    own = [keys.make_own(desk.agency, by=by, at=at) for desk in (sending, receiving)]
    known = []
    for desk, theirs in ((sending, own[1]), (receiving, own[0])):
        taken = keys.take_in(desk.agency, name="Mission", card=theirs.card, by=by, at=at)
        known.append(keys.confirm(taken, how=Confirmed.SECOND, digits=theirs.fingerprint, by=other, at=at))
    return known[0], known[1]


def make_package(person: "Person", key: MissionKey, *, by: User, at: datetime, letter: Letter = PLAIN_LETTER) -> bytes:
    """A package of a person, as a file."""
    out = BytesIO()
    packages.make_package(person_to_transfer(by, person.reference, at=at), letter, out, key=key, by=by, at=at)
    return out.getvalue()


def make_return_sheet(desk: Desk, by: User, *, at: datetime, word: str = "Passport asked for") -> ReturnSheet:
    """A running table of a return office that was brought in: one person; `word` where it stands, and as a heading."""
    head = "Name,Birth date,Nationality,Country of return,Asked since,Agreed to a record (C1),Agreed to a file for return (C11)"
    row = "Rosa Test,1990-02-03,Philippines,Philippines,2026-08-01,yes,yes"
    content = f"{head},{word}\n{row},{word}\n".encode()
    pieces = Pieces(len(content), lambda number: content[number * PIECE : (number + 1) * PIECE])
    return receive_sheet(
        look(pieces),
        lambda: [content],
        size=len(content),
        name=f"{word}.csv",
        file_mark=str(len(content)),
        desk=desk,
        by=by,
        at=at,
    )
