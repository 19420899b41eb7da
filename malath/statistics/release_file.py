"""Tables as files in both languages: a workbook with a sheet for each table and language, from right to left in Arabic, and a
tagged PDF with a page for each table. What is not told stays empty, so that no sum is worked out of words."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext
from openpyxl import Workbook
from openpyxl.packaging.core import DocumentProperties
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from malath.documents import typesetting
from malath.statistics.published import Published
from malath.statistics.queries import ReportPage
from malath.statistics.queries.questionnaire import QuestionnairePage
from malath.ui.text import strip_bidi
from malath.ui.times import moment_text
from malath.ui.training import bytes_of

LANGUAGES: Final = {"ar": "ع", "en": "en"}
WIDTH: Final = 24
STARTS_A_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Section:
    """A table with its words. `rows`: of each its labels and its numbers."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[tuple[str, ...], tuple[int | None, ...]], ...]
    notes: tuple[str, ...]


Made = Callable[[], Sequence[Section]]
"""The sections in the language that is spoken."""


def of_releases(found: Callable[[], Sequence[Published]]) -> Made:
    return lambda: [_of_release(one) for one in found()]


def _of_release(one: Published) -> Section:
    sheet = one.sheet
    rows = tuple((row.labels, tuple(number for _, number in row.cells)) for row in sheet.rows)
    out = _("Version %(number)s, out since %(moment)s") % {"number": one.version, "moment": strip_bidi(moment_text(one.at))}
    return Section(sheet.title, (*sheet.heads, *sheet.columns), rows, (out, *one.method.splitlines(), how()))


def of_questionnaire(found: Callable[[], QuestionnairePage]) -> Made:
    def made() -> list[Section]:
        page = found()
        told = [
            Section(f"{page.year} · {one.title}", (one.title, _("Number")), tuple(((name,), (n,)) for name, n in one.lines),
                    (one.source, how()))
            for one in page.groups
        ]  # fmt: skip
        gaps = tuple(((name, lacks), ()) for name, lacks in page.gaps)
        return [*told, Section(_("Asked for and not told"), (pgettext("reporting", "Item"), _("What is lacking")), gaps, ())]

    return made


def of_report(found: Callable[[], ReportPage]) -> Made:
    """Those identified in a year, in every split."""

    def made() -> list[Section]:
        page = found()
        rows = tuple(((str(label), name), (told,)) for label, lines, _reference in page.splits for name, told in lines)
        who = _("Persons whose last decision was that they are victims of trafficking, in the splits that reports ask for.")
        heading = _("Identified in %(year)s") % {"year": page.year}
        return [Section(heading, (_("Split"), _("Value"), _("Persons")), rows, (who, how()))]

    return made


def how() -> str:
    return _(
        "Not told: fewer than five, none among them, or a number from which fewer than five could be worked out. All others are"
        " rounded to five, so sums may differ."
    )


def plain(text: str) -> str:
    """A text that starts like a formula is none."""
    return f"'{text}" if text.startswith(STARTS_A_FORMULA) else text


def as_workbook(made: Made, mark: str) -> bytes:
    book = Workbook()
    book.properties = DocumentProperties(creator="Malath")
    book.remove(book.worksheets[0])
    for language, short in LANGUAGES.items():
        with override(language):
            for number, section in enumerate(made(), start=1):
                _fill(book.create_sheet(f"{number} {short}"), section, mark, rightwards=language == "ar")
    return bytes_of(book)


def _fill(sheet: Worksheet, section: Section, mark: str, *, rightwards: bool) -> None:
    sheet.sheet_view.rightToLeft, sheet.freeze_panes = rightwards, "A3"
    sheet.append([plain(section.title)])
    sheet.append([plain(head) for head in section.heads])
    for labels, numbers in section.rows:
        sheet.append([*(plain(label) for label in labels), *numbers])
    for note in (*section.notes, mark):
        sheet.append([plain(note)])
    for cell in (*sheet[1], *sheet[2]):
        cell.font = Font(bold=True)
    for place in range(1, len(section.heads) + 1):
        sheet.column_dimensions[get_column_letter(place)].width = WIDTH


def as_pdf(made: Made, title: str, mark: str) -> bytes:
    """Of each table a page: Arabic first, English below it."""
    parts = {}
    for language in LANGUAGES:
        with override(language):
            parts[language] = [_part(language, section) for section in made()]
    pages = [{"title": title, "ar": arabic, "en": english} for arabic, english in zip(parts["ar"], parts["en"], strict=True)]
    return typesetting.batch_of(pages, mark=mark)


def _part(language: str, section: Section) -> dict[str, object]:
    return {
        "lang": language, "dir": "rtl" if language == "ar" else "ltr", "heading": section.title, "lead": [],
        "rows": [line for row in section.rows for line in _lines(section, *row)], "told": [], "foot": list(section.notes),
    }  # fmt: skip


def _lines(section: Section, labels: tuple[str, ...], numbers: tuple[int | None, ...]) -> list[tuple[str, str]]:
    """A row of a table as lines of one number each."""
    if not numbers:
        return [(labels[0], " ".join(labels[1:]))]
    columns = section.heads[len(labels) :]
    names = [" · ".join((*labels, column) if len(columns) > 1 else labels) for column in columns]
    return [(name, _("not told") if n is None else str(n)) for name, n in zip(names, numbers, strict=True)]
