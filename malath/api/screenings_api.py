"""A screening for the program of a desk that reads it: what was found, by codes. Never a verdict."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from ninja import Header, Router, Schema
from pydantic import Field

from malath.accounts.queries import holdings
from malath.accounts.roles import Power
from malath.agencies.words import ServiceKind
from malath.api.http import MarksRead, Reference, SystemRequest, demand, unless_known
from malath.foundation.clock import now
from malath.screening import gates, queries
from malath.screening.gates import OpenedScreening
from malath.screening.queries import pages
from malath.screening.queries.pages import FoundLine
from malath.screening.words import Alone, Because, Concern, Pending, State, Unreferred

router = Router(tags=["screenings"])


class FoundOut(Schema):
    """One dimension of the published list: which indicators are present, and how the counts stand."""

    dimension: str
    present: list[str]
    strong: int
    medium: int
    weak: int
    not_asked: int
    positive: bool


class ResultOut(Schema):
    """What the published rule made of it, and what the officer decided after it."""

    profile: str
    found: list[FoundOut]
    because: list[Because]
    is_child: bool
    alone: Alone | None
    pending: list[Pending]
    fitting: list[ServiceKind]
    concern: Concern | None
    decided_because: str
    refer_by: datetime | None
    unreferred: Unreferred | None


class ScreeningOut(Schema):
    """One screening as this system may read it."""

    reference: str
    case: str
    state: State
    begun_at: datetime
    ended_at: datetime | None
    result: ResultOut | None = Field(description="Once it is finished.")


@router.get("/{reference}", response={200: ScreeningOut, 304: None})
def read_screening(request: SystemRequest, response: HttpResponse, reference: Reference, marks: Header[MarksRead]) -> Any:
    """One screening, with its ETag. The look is kept in the trail."""
    demand(request, Power.SCREEN)
    at = now()
    return unless_known(marks, response, _shown(request, gates.screening_to_view(request.auth, reference, at=at), at))


def _shown(request: SystemRequest, opened: OpenedScreening, at: datetime) -> ScreeningOut:
    screening = opened.screening
    finished = screening.state == State.FINISHED
    return ScreeningOut(
        reference=screening.reference, case=screening.case.reference, state=State(screening.state),
        begun_at=screening.begun_at, ended_at=screening.ended_at, result=_result(request, opened, at) if finished else None,
    )  # fmt: skip


def _result(request: SystemRequest, opened: OpenedScreening, at: datetime) -> ResultOut:
    page = pages.result_page(opened.screening, holdings(request.auth, at), at)
    return ResultOut(
        profile=queries.list_kept(opened.screening), found=[_found(one) for one in page.found],
        because=list(page.result.because), is_child=page.result.child, alone=page.alone, pending=list(page.pending),
        fitting=list(page.fitting), concern=page.concern, decided_because=page.because, refer_by=page.due,
        unreferred=page.unreferred,
    )  # fmt: skip


def _found(line: FoundLine) -> FoundOut:
    counts = line.counts
    return FoundOut(
        dimension=counts.dimension, present=list(counts.present), strong=counts.strong, medium=counts.medium, weak=counts.weak,
        not_asked=counts.not_asked, positive=counts.positive,
    )  # fmt: skip
