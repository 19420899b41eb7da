"""What keeps a house for training from being mistaken for the real one: its sign on whatever it shows and gives away."""

from collections.abc import Callable
from io import BytesIO
from typing import TYPE_CHECKING, Final

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from malath.foundation.marks import is_training

if TYPE_CHECKING:
    from openpyxl import Workbook

GetResponse = Callable[[HttpRequest], HttpResponseBase]
SIGN: Final = {"ar": "تدريب: لا شيء هنا حقيقي", "en": "Training: nothing here is real"}
BAND: Final = " · ".join(SIGN.values())
HEADER: Final = "Malath-Training"
NAMED: Final = 'filename="'
PREFIX: Final = "TRAINING-"
COLOUR: Final = "5B21B6"
SHEET: Final = "TRAINING تدريب"
"""By this sheet a real house knows a workbook that it must not take in."""


def band() -> str:
    """What stands on every page of paper from a house for training; nothing elsewhere."""
    return BAND if is_training() else ""


def signed(get_response: GetResponse) -> GetResponse:
    """Middleware: each answer says that it is training, a file says so in its name, a text table in its last line."""

    def respond(request: HttpRequest) -> HttpResponseBase:
        answer = get_response(request)
        if is_training():
            _sign(answer)
        return answer

    return respond


def bytes_of(book: "Workbook") -> bytes:
    """A workbook as a file. In training it opens at a sheet that says so, and each printed page does."""
    if is_training():
        _sign_book(book)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _sign(answer: HttpResponseBase) -> None:
    answer[HEADER] = "nothing here is real"
    if NAMED in answer.get("Content-Disposition", ""):
        answer["Content-Disposition"] = answer["Content-Disposition"].replace(NAMED, NAMED + PREFIX, 1)
    if isinstance(answer, HttpResponse) and answer.get("Content-Type", "").startswith("text/csv"):
        answer.content += f"{BAND}\r\n".encode()


def _sign_book(book: "Workbook") -> None:
    """The sheet stands last, so that what reads the first one still finds it there."""
    for sheet in book.worksheets:
        sheet.oddHeader.center.text, sheet.sheet_properties.tabColor = BAND, COLOUR  # type: ignore[union-attr]  # never None
        sheet.sheet_view.tabSelected = False
    sign = book.create_sheet(SHEET)
    sign["A1"], sign["A2"] = SIGN["ar"], SIGN["en"]
    sign.sheet_properties.tabColor = COLOUR
    book.active = sign
