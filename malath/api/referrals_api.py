"""Referrals for the program of a desk: what it sent and received, and the answers, by the gates and acts of the pages."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any
from uuid import NAMESPACE_OID, uuid5

from django.http import HttpResponse
from ninja import Header, Query, Router, Schema
from ninja import Status as Made
from pydantic import Field

from malath.accounts.queries import holdings
from malath.accounts.roles import Power
from malath.agencies.words import ServiceKind
from malath.api.http import (
    Keyed,
    Marks,
    MarksRead,
    Named,
    Note,
    Reference,
    Refused,
    SystemRequest,
    Words,
    demand,
    demand_unchanged,
    do_once,
    shown,
    unless_known,
)
from malath.api.words import Problem
from malath.cases.words import Need, Risk
from malath.foundation.clock import now
from malath.referrals import actions, gates, queries
from malath.referrals.queries import Box, ReferralPage, ReferralRow, answering, meantime, steps
from malath.referrals.words import Alternative, DeclineReason, Escalation, Outcome, Reason, Status, Urgency

if TYPE_CHECKING:
    from malath.referrals.models import Referral

router = Router(tags=["referrals"])


class LineOut(Schema):
    """A referral in a list: no name, no fact."""

    reference: str
    type: ServiceKind
    urgency: Urgency
    status: Status
    other_side: str
    due: datetime | None
    sent_at: datetime | None
    touched_at: datetime
    outcome: Outcome | None


class ListOut(Schema):
    """A page, last touched first. `next` is given back as `after`; null at the end."""

    items: list[LineOut]
    next: str | None


class FactsOut(Schema):
    """The minimum facts of a person, as the desk may read them."""

    sex: str
    age_band: str
    is_child: bool
    language: str
    needs: list[Need]
    risk: Risk


class ActOut(Schema):
    """An act that this system could do, and the codes of why not now."""

    act: str
    why_not: list[Reason]


class ReferralOut(Schema):
    """One referral as this system may read it; what it may not is null."""

    reference: str
    type: ServiceKind
    urgency: Urgency
    status: Status
    side: str
    sending: str
    receiving: str
    sent_at: datetime | None
    acknowledge_due: datetime | None
    answer_due: datetime | None
    acknowledged_at: datetime | None
    answered_at: datetime | None
    ended_at: datetime | None
    escalated: Escalation
    facts: FactsOut | None
    reason: str | None
    answer_note: str | None
    decline_reason: DeclineReason | None
    alternative: Alternative | None
    outcome: Outcome | None
    case: str | None = Field(description="The reference of the case, where it is open to the desk.")
    acts: list[ActOut]


class WorkerOut(Schema):
    """Somebody at the desk who may look after the person."""

    reference: str
    name: str


class Send(Schema):
    """Of whom, for what, whom to ask (one of the case's `desks`), and why: no name, no phone, no address."""

    case: Named
    type: ServiceKind
    urgency: Urgency
    desk: Named
    reason: Words


class Accept(Schema):
    """Who looks after the person from now on."""

    key_worker: str
    note: Note = ""


class Decline(Schema):
    """Why not, and what instead. `note`: which desk, or which day; the sender reads it."""

    because: DeclineReason
    alternative: Alternative
    desk: str = Field("", description="The other desk, by its reference.")
    note: Note = ""


class Complete(Schema):
    """What came of it."""

    outcome: Outcome


@router.get("", response=ListOut)
def list_referrals(
    request: SystemRequest, box: Box = "received", waiting: bool = False, after: Annotated[str, Query(max_length=200)] = ""
) -> ListOut:
    """What the desk received or sent, last touched first."""
    demand(request, Power.REFER, Power.ANSWER)
    place = queries.cursor_in(after) if after else None
    if after and place is None:
        raise Refused(Problem.NOT_UNDERSTOOD)
    page, _ = gates.referrals_to_list(request.auth, at=now(), box=box, waiting_only=waiting, after=place)
    return ListOut(items=[_line(row) for row in page.rows], next=str(page.older) if page.older else None)


@router.post("", response={201: ReferralOut})
def send_referral(request: SystemRequest, response: HttpResponse, said: Send, marks: Header[Keyed]) -> Any:
    """Ask for a person, on what they agreed to: drafted and sent in one, or not at all. The key makes it once."""
    demand(request, Power.REFER)
    at, by = now(), request.auth
    opened = gates.case_to_refer(by, said.case, at=at)
    step = steps.desks_to_ask(opened.case, opened.desk, type=said.type, urgency=said.urgency, at=at)
    to = steps.desk_in(step, said.desk)
    if to is None:
        raise Refused(Problem.REFUSED, [Reason.DESK_DOES_NOT_OFFER])

    def refer() -> "Referral":
        once = uuid5(NAMESPACE_OID, f"{marks.idempotency_key}\n{said.model_dump_json()}")
        return actions.refer(
            opened.case, type=said.type, urgency=said.urgency, to=to, reason=said.reason, desk=opened.desk, by=by, at=at,
            once=once,
        )  # fmt: skip

    try:
        sent = do_once(request, marks, refer, at=at, harmless=True)
    except actions.CannotSend as refused:
        standing = next(one.standing.why_not for one in step.choices if one.reference == said.desk)
        raise Refused(Problem.REFUSED, [*refused.reasons, *standing]) from None
    assert sent is not None  # noqa: S101  # an act that is asked again
    return Made(201, shown(response, _seen(request, sent.reference, at)))


@router.get("/{reference}", response={200: ReferralOut, 304: None})
def read_referral(
    request: SystemRequest,
    response: HttpResponse,
    reference: Reference,
    marks: Header[MarksRead],
) -> Any:
    """One referral, with its ETag. The look is kept in the trail."""
    demand(request, Power.REFER, Power.ANSWER)
    return unless_known(marks, response, _seen(request, reference, now()))


@router.get("/{reference}/key-workers", response=list[WorkerOut])
def key_workers(request: SystemRequest, reference: Reference) -> list[WorkerOut]:
    """Who at the desk may look after this person: one of them is named when it is accepted."""
    demand(request, Power.ANSWER)
    at = now()
    workers = answering.key_workers(gates.referral_to_answer(request.auth, reference, at=at), at)
    return [WorkerOut(reference=one.reference, name=one.name) for one in workers]


@router.post("/{reference}/acknowledge", response=ReferralOut)
def acknowledge(request: SystemRequest, response: HttpResponse, reference: Reference, marks: Header[Marks]) -> Any:
    """The desk has read it; the first clock stops."""
    at, by = now(), request.auth
    return _answer(request, response, marks, reference, at, lambda referral: actions.acknowledge(referral, by=by, at=at))


@router.post("/{reference}/accept", response=ReferralOut)
def accept(request: SystemRequest, response: HttpResponse, reference: Reference, said: Accept, marks: Header[Marks]) -> Any:
    """The desk takes the person on, and a named member of staff looks after them."""
    at, by = now(), request.auth

    def give(referral: "Referral") -> object:
        worker = next((one for one in answering.key_workers(referral, at) if one.reference == said.key_worker), None)
        if worker is None:
            raise Refused(Problem.REFUSED, [Reason.KEY_WORKER_ELSEWHERE])
        return actions.accept(referral, by=by, at=at, key_worker=worker, note=said.note)

    return _answer(request, response, marks, reference, at, give)


@router.post("/{reference}/decline", response=ReferralOut)
def decline(request: SystemRequest, response: HttpResponse, reference: Reference, said: Decline, marks: Header[Marks]) -> Any:
    """The desk cannot take the person on: why, and what it offers instead."""
    at, by = now(), request.auth

    def give(referral: "Referral") -> object:
        desks = meantime.other_desks(referral) if said.alternative == Alternative.OTHER_DESK else ()
        desk = next((one for one in desks if one.reference == said.desk), None)
        if said.alternative != Alternative.TOGETHER and desk is None and not said.note:
            raise Refused(Problem.NOT_UNDERSTOOD)
        return actions.decline(
            referral, because=said.because, alternative=said.alternative, note=said.note, alternative_desk=desk, by=by, at=at
        )

    return _answer(request, response, marks, reference, at, give)


@router.post("/{reference}/complete", response=ReferralOut)
def complete(request: SystemRequest, response: HttpResponse, reference: Reference, said: Complete, marks: Header[Marks]) -> Any:
    """What came of it: a code, the only thing the sender learns."""
    at, by = now(), request.auth
    act = lambda referral: actions.complete(referral, outcome=said.outcome, by=by, at=at)  # noqa: E731  # one line of one act
    return _answer(request, response, marks, reference, at, act)


@router.post("/{reference}/withdraw", response=ReferralOut)
def withdraw(request: SystemRequest, response: HttpResponse, reference: Reference, marks: Header[Marks]) -> Any:
    """The sender takes back what waits for an answer."""
    at, by = now(), request.auth
    demand(request, Power.REFER)
    referral = gates.referral_to_withdraw(by, reference, at=at)
    return _do(request, response, marks, referral, at, lambda: actions.withdraw(referral, by=by, at=at))


def _answer(
    request: SystemRequest,
    response: HttpResponse,
    marks: Marks,
    reference: str,
    at: datetime,
    give: Callable[["Referral"], object],
) -> Any:
    demand(request, Power.ANSWER)
    referral = gates.referral_to_answer(request.auth, reference, at=at)
    return _do(request, response, marks, referral, at, lambda: give(referral))


def _do(
    request: SystemRequest, response: HttpResponse, marks: Marks, referral: "Referral", at: datetime, act: Callable[[], object]
) -> Any:
    """One act on a referral: done, and it is answered as it stands now; or refused with the codes of why not."""

    def unless_changed() -> object:
        demand_unchanged(marks, _shown(request, referral, at))
        return act()

    try:
        do_once(request, marks, unless_changed, at=at)
    except actions.CannotDo as refused:
        raise Refused(Problem.REFUSED, refused.reasons) from None
    return shown(response, _seen(request, referral.reference, at))


def _seen(request: SystemRequest, reference: str, at: datetime) -> ReferralOut:
    referral, _ = gates.referral_to_view(request.auth, reference, at=at)
    return _shown(request, referral, at)


def _line(row: ReferralRow) -> LineOut:
    return LineOut(
        reference=row.reference, type=row.type, urgency=row.urgency, status=row.status, other_side=row.other_side, due=row.due,
        sent_at=row.sent_at, touched_at=row.touched_at, outcome=row.outcome,
    )  # fmt: skip


def _shown(request: SystemRequest, referral: "Referral", at: datetime) -> ReferralOut:
    page = queries.referral_page(referral, holdings(request.auth, at), at)
    return ReferralOut(
        reference=page.reference, type=page.type, urgency=page.urgency, status=page.status, side=page.side,
        sending=page.sending, receiving=page.receiving, sent_at=page.sent_at, acknowledge_due=page.acknowledge_due,
        answer_due=page.answer_due, acknowledged_at=page.acknowledged_at, answered_at=page.answered_at,
        ended_at=page.ended_at, escalated=page.escalated, facts=_facts(referral, page), reason=page.reason,
        answer_note=page.answer_note,
        decline_reason=DeclineReason(referral.decline_reason) if referral.decline_reason else None,
        alternative=Alternative(referral.alternative) if referral.alternative else None,
        outcome=Outcome(referral.outcome) if referral.outcome else None, case=page.case_reference, acts=_acts(page),
    )  # fmt: skip


def _facts(referral: "Referral", page: ReferralPage) -> FactsOut | None:
    """The facts by their codes, where the page shows them."""
    if page.facts is None:
        return None
    person = referral.person
    return FactsOut(
        sex=person.sex, age_band=person.age_band, is_child=person.is_child, language=person.language,
        needs=list(page.facts.needs), risk=page.facts.risk,
    )  # fmt: skip


def _acts(page: ReferralPage) -> list[ActOut]:
    """By the same rules as the buttons of the page."""
    receiving = {
        "acknowledge": page.why_not_acknowledge, "accept": page.why_not_accept, "decline": page.why_not_decline,
        "complete": page.why_not_complete,
    }  # fmt: skip
    mine = {**(receiving if page.may_answer else {}), **({"withdraw": page.why_not_withdraw} if page.may_withdraw else {})}
    return [ActOut(act=act, why_not=list(why_not)) for act, why_not in mine.items()]
