"""Why a file is refused, what is wrong in a cell, what its reader should know: codes, each with a sentence.

A sentence never repeats what stands in a cell: in a file that went wrong, any cell may hold a name.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from malath.ui.text import isolate

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


class WhyRefused(StrEnum):
    """Why a file is not opened, or not read at all."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    OLD_FORMAT = "old_format"
    ENCRYPTED = "encrypted"
    NOT_A_WORKBOOK = "not_a_workbook"
    DAMAGED = "damaged"
    TOO_MANY_PARTS = "too_many_parts"
    UNPACKS_TOO_LARGE = "unpacks_too_large"
    UNSAFE_PATH = "unsafe_path"
    UNSAFE_XML = "unsafe_xml"
    TOO_MANY_SHEETS = "too_many_sheets"
    FROM_TRAINING = "from_training"
    TOO_MANY_ROWS = "too_many_rows"
    TOO_MANY_COLUMNS = "too_many_columns"
    CELL_TOO_LONG = "cell_too_long"
    TOO_MUCH = "too_much"
    NO_HEADINGS = "no_headings"
    TWO_SHEETS = "two_sheets"
    NO_ROWS = "no_rows"
    NOT_A_TABLE = "not_a_table"
    NOT_READABLE_TEXT = "not_readable_text"


class WhyNotImport(StrEnum):
    """Why a file that was read is not imported."""

    WITH_PROBLEMS = "with_problems"
    REPEATED = "repeated"


class WhyNotExport(StrEnum):
    """Why nothing is exported."""

    NO_CASES = "no_cases"
    TOO_MANY_CASES = "too_many_cases"


class WhyWrong(StrEnum):
    """What is wrong in one cell, in one heading or with one line."""

    DUPLICATE_HEADING = "duplicate_heading"
    FORMULA = "formula"
    ERROR_VALUE = "error_value"
    NOT_IN_LIST = "not_in_list"
    NOT_IN_LIST_NEAREST = "not_in_list_nearest"
    MORE_THAN_ONE = "more_than_one"
    NOT_A_DATE = "not_a_date"
    DATE_OUT_OF_RANGE = "date_out_of_range"
    DATE_IN_FUTURE = "date_in_future"
    NOT_YES_OR_NO = "not_yes_or_no"
    NOT_WHOLE = "not_whole"
    NOT_A_NUMBER = "not_a_number"
    OUT_OF_RANGE = "out_of_range"
    NOT_A_PHONE = "not_a_phone"
    NOT_AN_EMAIL = "not_an_email"
    TOO_LONG = "too_long"
    NOT_AGREED = "not_agreed"
    NOT_A_CHILD = "not_a_child"
    TOO_MANY_ON_A_GROUND = "too_many_on_a_ground"


class Remark(StrEnum):
    """What does not stop an import, and what its reader should still know."""

    LABEL_DISAGREES = "label_disagrees"
    HEADING_UNKNOWN = "heading_unknown"
    HEADING_AMBIGUOUS = "heading_ambiguous"
    HEADING_MISSING = "heading_missing"
    HIDDEN_CHARACTERS = "hidden_characters"
    MACROS_IGNORED = "macros_ignored"


NO_FACTS: Final[Mapping[str, object]] = MappingProxyType({})

Code = WhyRefused | WhyNotImport | WhyNotExport | WhyWrong | Remark

SENTENCES: Final[Mapping[Code, "StrPromise"]] = {
    WhyRefused.EMPTY: _("The file is empty."),
    WhyRefused.TOO_LARGE: _("The file is larger than %(limit)s MB. Divide it into several files."),
    WhyRefused.OLD_FORMAT: _("This is a workbook in the old .xls format. Save it as .xlsx and try again."),
    WhyRefused.ENCRYPTED: _("The workbook is locked with a password. Take the password off and try again."),
    WhyRefused.NOT_A_WORKBOOK: _("This is not an .xlsx or .xlsm workbook, whatever its name says."),
    WhyRefused.DAMAGED: _("The workbook is damaged. Open it in a spreadsheet program, save it and try again."),
    WhyRefused.TOO_MANY_PARTS: _("The workbook has too many parts inside. Copy the cells into a new workbook."),
    WhyRefused.UNPACKS_TOO_LARGE: _("The workbook is far larger unpacked than packed, so it was not opened."),
    WhyRefused.UNSAFE_PATH: _("The workbook holds parts with unsafe names, so it was not opened."),
    WhyRefused.UNSAFE_XML: _("The workbook holds definitions that no workbook needs, so it was not opened."),
    WhyRefused.FROM_TRAINING: _("This workbook comes from a house for training: nobody in it is real."),
    WhyRefused.TOO_MANY_SHEETS: _("The workbook has more than %(limit)s sheets."),
    WhyRefused.TOO_MANY_ROWS: _("A sheet is longer than %(limit)s rows. Divide it into several files."),
    WhyRefused.TOO_MANY_COLUMNS: _("A sheet is wider than %(limit)s columns."),
    WhyRefused.CELL_TOO_LONG: _("A cell holds more than %(limit)s characters."),
    WhyRefused.TOO_MUCH: _("The sheets hold too much. Divide the workbook into several files."),
    WhyRefused.NO_HEADINGS: _("No sheet has the headings of HTCDS 2.0. Use one of the official workbooks."),
    WhyRefused.TWO_SHEETS: _("More than one sheet holds cases. Keep one sheet to a file."),
    WhyRefused.NO_ROWS: _("The sheet has headings and no filled row under them."),
    WhyRefused.NOT_A_TABLE: _("This is neither an .xlsx workbook nor a text table (.csv)."),
    WhyRefused.NOT_READABLE_TEXT: _("The text of this file cannot be read. Save it as CSV in UTF-8 and try again."),
    WhyNotImport.WITH_PROBLEMS: _("Nothing was imported. Mend what is named below and check the file again."),
    WhyNotImport.REPEATED: _("This file was imported before, on %(day)s. A second time, every line is a new case again."),
    WhyNotExport.NO_CASES: _("There is no case to export."),
    WhyNotExport.TOO_MANY_CASES: _("These are more than %(limit)s cases. Name fewer of them."),
    WhyWrong.DUPLICATE_HEADING: _("Two columns have the same heading. The other is column %(other)s."),
    WhyWrong.FORMULA: _("The cell holds a formula. Replace it by its value."),
    WhyWrong.ERROR_VALUE: _("The cell shows an error of the spreadsheet program."),
    WhyWrong.NOT_IN_LIST: _("This is not a value of the list."),
    WhyWrong.NOT_IN_LIST_NEAREST: _("This is not a value of the list. The nearest value is “%(nearest)s”."),
    WhyWrong.MORE_THAN_ONE: _("This column takes one value. Keep the main one."),
    WhyWrong.NOT_A_DATE: _("This is not a full date. Write day/month/year, or year-month-day."),
    WhyWrong.DATE_OUT_OF_RANGE: _("The year must lie between %(first)s and %(last)s."),
    WhyWrong.DATE_IN_FUTURE: _("The date lies in the future."),
    WhyWrong.NOT_YES_OR_NO: _("Write yes or no, or leave the cell empty if it was not recorded."),
    WhyWrong.NOT_WHOLE: _("This is not a whole number."),
    WhyWrong.NOT_A_NUMBER: _("This is not a number."),
    WhyWrong.OUT_OF_RANGE: _("The number must lie between %(first)s and %(last)s."),
    WhyWrong.NOT_A_PHONE: _("This is not a phone number. Write it with its country code."),
    WhyWrong.NOT_AN_EMAIL: _("This is not an e-mail address."),
    WhyWrong.TOO_LONG: _("The text is longer than %(limit)s characters."),
    WhyWrong.NOT_AGREED: _(
        "The line does not say that the person agreed to being recorded. Choose the ground on which you go on."
    ),
    WhyWrong.TOO_MANY_ON_A_GROUND: _(
        "More than %(limit)s rows go on without agreement. A supervisor has to look at each within a day: divide the file."
    ),
    WhyWrong.NOT_A_CHILD: _("The ground is a child at risk, and the line shows no birth date of a child."),
    Remark.LABEL_DISAGREES: _(
        "The hidden name of this column is “%(named)s”, its visible heading “%(labelled)s”. It is read as “%(read)s”."
    ),
    Remark.HEADING_UNKNOWN: _("The standard has no such column. It is not read."),
    Remark.HEADING_AMBIGUOUS: _("Several fields of the standard have this heading. The column is not read."),
    Remark.HEADING_MISSING: _("The column has no heading. It is not read."),
    Remark.HIDDEN_CHARACTERS: _("Characters that cannot be seen were taken out."),
    Remark.MACROS_IGNORED: _("The workbook holds macros. They were not opened; only its cells were read."),
}


def sentence(code: Code, facts: Mapping[str, object]) -> str:
    """The code's sentence in the language that is active now; facts in it are fenced."""
    return str(SENTENCES[code]) % {name: isolate(str(fact)) for name, fact in facts.items()}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to tell about one cell; without a row, about a column; without a column, about the file."""

    code: WhyWrong | Remark
    row: int | None
    column_letter: str
    heading: str
    field: str
    facts: Mapping[str, object]

    @property
    def message(self) -> str:
        """What to tell, in the language that is active now."""
        return sentence(self.code, self.facts)

    @property
    def line(self) -> str:
        """The message with its place before it, for a terminal; a page has columns for places."""
        heading = f" ({isolate(self.heading)})" if self.heading else ""
        facts = {
            "row": isolate(str(self.row)),
            "column": f"{isolate(self.column_letter)}{heading}",
            "message": self.message,
        }
        if self.row is not None and not self.column_letter:
            return gettext("Row %(row)s: %(message)s") % facts
        if self.row is not None:
            return gettext("Row %(row)s, column %(column)s: %(message)s") % facts
        if self.column_letter:
            return gettext("Column %(column)s: %(message)s") % facts
        return self.message
