"""Writing an XLSForm: for a form that a part above makes out of a list of its own."""

from collections.abc import Mapping, Sequence
from io import BytesIO

from openpyxl import Workbook

Rows = Sequence[Mapping[str, str]]
UNNAMED = ["list_name", "name", "label"]


def write_xlsform(survey: Rows, choices: Rows, settings: Mapping[str, str]) -> bytes:
    """A workbook with these rows, as somebody would write it."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in (("survey", survey), ("choices", choices), ("settings", [settings])):
        sheet = book.create_sheet(title)
        heads = list(dict.fromkeys(head for row in rows for head in row)) or UNNAMED
        for cells in (heads, *([row.get(head, "") for head in heads] for row in rows)):
            sheet.append(cells)
    out = BytesIO()
    book.save(out)
    return out.getvalue()
