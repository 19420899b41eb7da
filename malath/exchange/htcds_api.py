"""One case as a record of HTCDS 2.0, for the program of a desk: taken out by the gate and the act of the workbook, with why."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest
from ninja import Router, Schema
from ninja.errors import HttpError
from pydantic import Field

from malath.exchange import actions, gates
from malath.exchange.actions import CannotExport, Exported
from malath.exchange.forms import TakeOut
from malath.exchange.mapping import STANDARD, plain
from malath.foundation.clock import now

if TYPE_CHECKING:
    from malath.accounts.models import User

router = Router(tags=["exchange"])


class ProgramRequest(HttpRequest):
    auth: "User"


class Because(Schema):
    """Why it is taken out. It stands in the record; here it is kept sealed."""

    because: str


class RecordOut(Schema):
    """What left, and the mark of who took it, when and why."""

    standard: str = STANDARD
    export: str
    case: str
    taken_by: str
    taken_at: datetime
    because: str
    record: dict[str, Any] = Field(description="By the standard's names of fields. What is absent is not known or not theirs.")
    more_notes: list[str] = Field(description="What the comment of the standard has no room for.")


@router.post("/cases/{reference}/htcds", response=RecordOut)
def take_out_case(request: ProgramRequest, reference: str, said: Because) -> RecordOut:
    """Take one case out, as far as the desk sees it now. It is written down for the person that it left."""
    at = now()
    form = TakeOut({"scope": "named", "references": reference, "because": said.because})
    if not form.is_valid():
        raise HttpError(422, "because")
    chosen = gates.cases_to_export(request.auth, form.wanted, at=at, cap=1)
    try:
        left = actions.export_workbook(chosen, because=form.cleaned_data["because"], by=request.auth, at=at)
    except CannotExport:
        raise Http404 from None
    return _record(left, chosen.cases[0].reference)


def _record(left: Exported, case: str) -> RecordOut:
    [row], mark = left.rows, left.watermark
    values = {name: list(one) if isinstance(one, tuple) else plain(one) for name, one in row.values.items()}
    more = [piece for pieces in left.continued.values() for piece in pieces]
    return RecordOut(
        export=left.reference, case=case, record=values, more_notes=more, taken_by=mark.by, taken_at=mark.at,
        because=mark.because,
    )  # fmt: skip
