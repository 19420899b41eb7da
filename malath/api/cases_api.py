"""Cases for the program of a desk, as far as the desk sees each of them. No name and no compartment: who somebody is leaves by
an export alone, which is written down."""

from datetime import datetime
from typing import Annotated, Any

from django.http import HttpResponse
from ninja import Header, Query, Router, Schema
from pydantic import Field

from malath.accounts.roles import Power
from malath.agencies.words import ServiceKind
from malath.api.http import MarksRead, Reference, Refused, SystemRequest, demand, unless_known
from malath.api.words import Problem
from malath.cases import gates, queries
from malath.cases.gates import OpenedCase
from malath.cases.queries import CaseRow, CaseSection, Whose
from malath.cases.words import CaseStatus, Need, NeedState, NoteKind, Risk, SideState, WhyNot
from malath.foundation.clock import now
from malath.privacy.words import ConsentKind
from malath.privacy.words import WhyNot as WhyNotOpen
from malath.referrals import gates as referral_gates
from malath.referrals import queries as referrals
from malath.referrals.queries import steps
from malath.referrals.queries.steps import DeskChoice
from malath.referrals.words import Status, Urgency
from malath.screening.queries import pages as screenings
from malath.screening.words import Concern, State

router = Router(tags=["cases"])
NOTES = 20


class CaseLineOut(Schema):
    """A case in a list: no name. What the desk may not know of it is null."""

    reference: str
    status: CaseStatus
    aside: SideState | None
    risk: Risk | None
    opened_at: datetime
    touched_at: datetime


class CasesOut(Schema):
    """A page, last touched first. `next` is given back as `after`; null at the end."""

    items: list[CaseLineOut]
    next: str | None


class CaseFactsOut(Schema):
    """The minimum facts of a person, in codes."""

    sex: str
    age_band: str
    is_child: bool
    language: str


class NeedOut(Schema):
    """What the person needs, and what became of it."""

    kind: Need
    state: NeedState


class NoteOut(Schema):
    """A note that the desk reads. Those in a compartment are for people."""

    kind: NoteKind
    at: datetime
    text: str
    corrected: bool


class StepOut(Schema):
    """A step of the status."""

    status: CaseStatus
    at: datetime


class OwnReferralOut(Schema):
    """A referral of the case that the desk may know of."""

    reference: str
    type: ServiceKind
    status: Status


class OwnScreeningOut(Schema):
    """A screening of the case. `concern` is null where the desk does not read it."""

    reference: str
    state: State
    concern: Concern | None


class CaseOut(Schema):
    """One case as this system may read it; what it may not is null."""

    reference: str
    status: CaseStatus
    aside: SideState | None
    opened_at: datetime
    closed_at: datetime | None
    facts: CaseFactsOut | None
    governorate: str | None
    risk: Risk | None
    needs: list[NeedOut] | None
    notes: list[NoteOut]
    older_notes: bool = Field(description="Whether there are more: ask with `all_notes=true`.")
    history: list[StepOut]
    referrals: list[OwnReferralOut]
    screenings: list[OwnScreeningOut]
    screening_first: bool = Field(description="Nothing is done about stay or papers before the person is screened.")
    why_not_write: list[WhyNot]


class DeskOut(Schema):
    """A desk that could be asked. `asks`: what the person has to be asked first, on the pages; `why_not`: why nothing may go
    there now."""

    reference: str
    name: str
    on_duty: bool
    agreed: bool
    asks: list[ConsentKind]
    why_not: list[WhyNotOpen]


@router.get("", response=CasesOut)
def list_cases(
    request: SystemRequest,
    status: CaseStatus | None = None,
    whose: Whose = "",
    after: Annotated[str, Query(max_length=200)] = "",
) -> CasesOut:
    """The cases of which the desk may know, last touched first; open ones, or those of one status."""
    demand(request, Power.OPEN_CASE, Power.WRITE_NOTE)
    place = queries.cursor_in(after) if after else None
    if after and place is None:
        raise Refused(Problem.NOT_UNDERSTOOD)
    page = gates.cases_to_list(request.auth, at=now(), after=place, status=status, whose=whose)
    return CasesOut(items=[_line(row) for row in page.rows], next=str(page.older) if page.older else None)


@router.get("/{reference}", response={200: CaseOut, 304: None})
def read_case(
    request: SystemRequest, response: HttpResponse, reference: Reference, marks: Header[MarksRead], all_notes: bool = False
) -> Any:
    """One case, with its ETag. The look is kept in the trail."""
    demand(request, Power.OPEN_CASE, Power.WRITE_NOTE)
    at = now()
    return unless_known(marks, response, _shown(gates.case_to_view(request.auth, reference, at=at), at, all_notes=all_notes))


@router.get("/{reference}/desks", response=list[DeskOut])
def desks_to_ask(
    request: SystemRequest, reference: Reference, type: ServiceKind, urgency: Urgency = Urgency.NORMAL
) -> list[DeskOut]:
    """Which desks could be asked for this person, and what stands in the way. Whoever is kept from the file is left out."""
    demand(request, Power.REFER)
    at = now()
    opened = referral_gates.case_to_refer(request.auth, reference, at=at)
    step = steps.desks_to_ask(opened.case, opened.desk, type=type, urgency=urgency, at=at)
    return [_desk(choice) for choice in step.choices]


def _shown(opened: OpenedCase, at: datetime, *, all_notes: bool) -> CaseOut:
    section = queries.case_section(opened.case, opened.person, opened.sight, notes=None if all_notes else NOTES + 1)
    notes = section.notes if all_notes else section.notes[:NOTES]
    rows = referrals.referrals_of(opened.case.pk, opened.sight, opened.holdings, at)
    screened = screenings.of_case(opened.case, opened.sight, opened.holdings)
    return CaseOut(
        reference=section.reference, status=section.status, aside=section.aside, opened_at=section.opened_at,
        closed_at=section.closed_at, facts=_facts(opened, section),
        governorate=opened.case.governorate if section.governorate is not None else None, risk=section.risk,
        needs=None if section.needs is None else [NeedOut(kind=one.kind, state=one.state) for one in section.needs],
        notes=[NoteOut(kind=n.kind, at=n.at, text=n.text, corrected=n.corrected) for n in notes if n.section is None],
        older_notes=len(notes) < len(section.notes),
        history=[StepOut(status=one.status, at=one.at) for one in section.history],
        referrals=[OwnReferralOut(reference=row.reference, type=row.type, status=row.status) for row in rows],
        screenings=[OwnScreeningOut(reference=o.reference, state=o.state, concern=o.concern) for o in screened.lines],
        screening_first=screened.stop, why_not_write=list(section.why_not_write),
    )  # fmt: skip


def _facts(opened: OpenedCase, section: CaseSection) -> CaseFactsOut | None:
    """The facts by their codes, where the page shows them."""
    if section.sex is None:
        return None
    person = opened.person
    return CaseFactsOut(sex=person.sex, age_band=person.age_band, is_child=person.is_child, language=person.language)


def _line(row: CaseRow) -> CaseLineOut:
    return CaseLineOut(
        reference=row.reference, status=row.status, aside=row.aside, risk=row.risk, opened_at=row.opened_at,
        touched_at=row.touched_at,
    )  # fmt: skip


def _desk(choice: DeskChoice) -> DeskOut:
    return DeskOut(
        reference=choice.reference, name=choice.name, on_duty=choice.on_duty, agreed=choice.agreed, asks=list(choice.asks),
        why_not=list(choice.standing.why_not),
    )  # fmt: skip
