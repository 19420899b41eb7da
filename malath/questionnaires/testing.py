"""Forms for tests and the demonstration, written as rows of a workbook."""

from collections.abc import Mapping, Sequence
from io import BytesIO

from openpyxl import Workbook

Rows = Sequence[Mapping[str, str]]


def make_xlsform(survey: Rows, choices: Rows = (), settings: Mapping[str, str] | None = None) -> bytes:
    """A workbook with these rows, as somebody would write it."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in (
        ("survey", survey),
        ("choices", choices),
        ("settings", [settings or {"form_id": "tried", "version": "1"}]),
    ):
        sheet = book.create_sheet(title)
        heads = list(dict.fromkeys(head for row in rows for head in row)) or ["list_name", "name", "label"]
        sheet.append(heads)
        for row in rows:
            sheet.append([row.get(head, "") for head in heads])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def rows(text: str) -> list[dict[str, str]]:
    """Rows written as a table with bars; the first line names the columns."""
    lines = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in text.strip().splitlines()]
    return [dict(zip(lines[0], cells, strict=False)) for cells in lines[1:]]
