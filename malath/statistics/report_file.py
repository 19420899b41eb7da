"""The report on a year as files: a tagged PDF in both languages, and a workbook with a sheet for each of them."""

from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import override
from openpyxl import Workbook
from openpyxl.packaging.core import DocumentProperties

from malath.documents import typesetting
from malath.statistics.queries import ReportPage, report_page
from malath.ui.training import bytes_of

SHEETS: Final = {"ar": "العربية", "en": "English"}
STARTS_A_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def as_pdf(year: str, mark: str) -> bytes:
    """Arabic first, English below it."""
    parts = {language: _part(language, year) for language in SHEETS}
    return typesetting.batch_of([{"title": f"{year}", **parts}], mark=mark)


def as_workbook(year: str, mark: str) -> bytes:
    """The same numbers; what is not told stays empty, so that no sum is worked out of words."""
    book = Workbook()
    book.properties = DocumentProperties(creator="Malath")
    book.remove(book.worksheets[0])
    for language, title in SHEETS.items():
        sheet = book.create_sheet(title)
        sheet.sheet_view.rightToLeft, sheet.freeze_panes = language == "ar", "A3"
        with override(language):
            sheet.append([_heading(year)])
            sheet.append([_("Split"), _("Value"), _("Persons")])
            for label, name, told in _lines(year):
                sheet.append([plain(label), plain(name), told])
            sheet.append([how()])
            sheet.append([plain(mark)])
        for column, width in zip("ABC", (34, 34, 14), strict=True):
            sheet.column_dimensions[column].width = width
    return bytes_of(book)


def _part(language: str, year: str) -> dict[str, object]:
    with override(language):
        rows = [(f"{label}: {name}", _("not told") if told is None else str(told)) for label, name, told in _lines(year)]
        return {
            "lang": language, "dir": "rtl" if language == "ar" else "ltr", "heading": _heading(year),
            "lead": [_(
                "Persons whose last decision was that they are victims of trafficking, in the splits that reports ask for."
            )],
            "rows": rows, "told": [], "foot": [how()],
        }  # fmt: skip


def _lines(year: str) -> list[tuple[str, str, int | None]]:
    page = report_page(year)
    assert isinstance(page, ReportPage)  # noqa: S101  # the door has looked
    return [(str(label), name, told) for label, lines, _reference in page.splits for name, told in lines]


def _heading(year: str) -> str:
    return _("Identified in %(year)s") % {"year": year}


def how() -> str:
    """How numbers are told, in a sentence."""
    return _(
        "Not told: fewer than five, none among them, or a number from which fewer than five could be worked out. All others are"
        " rounded to five, so sums may differ."
    )


def plain(text: str) -> str:
    """A text that starts like a formula is none."""
    return f"'{text}" if text.startswith(STARTS_A_FORMULA) else text
