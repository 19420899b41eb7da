"""A wish to return is brought to the office; it stops, and it may begin again."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from malath.accounts.models import User
from malath.agencies.models import Desk
from malath.audit.words import Did
from malath.cases.models import Case
from malath.foundation import clock
from malath.foundation.actor import WORKER, Actor
from malath.foundation.acts import act
from malath.foundation.references import own_mark
from malath.people import actions as people
from malath.privacy import actions as privacy
from malath.privacy.actions import Circumstances
from malath.privacy.queries import holders
from malath.privacy.words import Answer, ConsentKind
from malath.returns import news, queries, rules
from malath.returns.actions.base import locked, record, refuse, wrote
from malath.returns.actions.costs import release
from malath.returns.actions.travel import end_journey
from malath.returns.models import Declaration, Return
from malath.returns.rules import Wish
from malath.returns.words import AskedBy, Fear, JourneyState, Pressing, ReturnKind, ReturnState, StopReason, WhyNot

if TYPE_CHECKING:
    from malath.people.models import Person


@dataclass(frozen=True)
class Request:
    """What is said when somebody asks to return. Means are stated; no paper is asked for."""

    kind: ReturnKind
    country: str
    asked_by: AskedBy
    asked_on: date
    own_wish: bool = True
    own_means: bool = False
    other_funder: bool = False
    pressing: Collection[Pressing] = ()
    words: str = ""


@dataclass(frozen=True)
class Met:
    """Somebody who is new here: what is known, and how they agreed to a record (C1) and to a file for return (C11)."""

    heard: Circumstances
    wordings: Mapping[ConsentKind, str]
    facts: Mapping[str, object] = field(default_factory=dict)
    details: people.Details = ()


@act
def ask(
    person: "Person", request: Request, *, case: Case | None = None, desk: Desk, by: Actor, at: datetime,
    once: UUID | None = None,
) -> Return:  # fmt: skip
    """Somebody asks to go home: the office opens a return for them, person first, a case beside it or none. The same form
    twice is one. Errors: `CannotReturn`."""
    mark = own_mark(once, by.reference, person.reference)
    if (known := queries.asked_before(mark)) is not None:
        record(Did.RETURN_ASKED, known, by=by, at=at, again="1")
        return known
    file = privacy.lock(person.pk)
    refuse([WhyNot.FILE_CLOSED] if file.closed_at is not None else [])
    refuse(_why_not_ask(person, request, case, at))
    pressing = sorted({Pressing(one) for one in request.pressing})
    row = Return(
        person=person, key=person.key, case=case, desk=desk, worker=by if isinstance(by, User) else None, kind=request.kind,
        country=request.country, asked_by=request.asked_by, asked_on=request.asked_on, gate_since=at, by=by.reference, at=at,
        once=mark, priority=rules.priority(pressing, is_child=person.is_child),
    )  # fmt: skip
    row.seal(pressing=" ".join(pressing), words=request.words)
    row.save(force_insert=True)
    wrote(Did.RETURN_ASKED, row, by=by, at=at)
    return row


def _why_not_ask(person: "Person", request: Request, case: Case | None, at: datetime) -> list[WhyNot]:
    wish = Wish(
        request.kind, own_wish=request.own_wish, own_means=request.own_means, other_funder=request.other_funder,
        is_child=person.is_child, nationalities=frozenset(person.nationalities), decided=queries.decided_of(case),
    )  # fmt: skip
    ahead = [WhyNot.DAY_AHEAD] if request.asked_on > clock.in_amman(at).date() else []
    agreed = queries.agrees_to(person.pk, ConsentKind.C11, at)
    return ahead + rules.why_not_ask(wish, agreed=agreed, open_already=queries.open_return_of(person.pk) is not None)


@act
def ask_first(met: Met, request: Request, *, desk: Desk, by: Actor, at: datetime, once: UUID | None = None) -> Return:
    """Somebody walks in who is new here: their file is opened on their two answers, record and return, and on nothing else; no
    case of trafficking begins. The same form twice is one person. Errors: `CannotReturn`; of the consents."""
    mark = own_mark(once, by.reference, repr(met), repr(request))
    if (known := queries.asked_before(mark)) is not None:
        record(Did.RETURN_ASKED, known, by=by, at=at, again="1")
        return known
    person = people.add(desk=desk, by=by, at=at, facts=met.facts, details=met.details)
    privacy.begin(person, desk=desk, by=by, at=at)
    agreed = [
        privacy.record_consent(
            person, kind=kind, answer=Answer.YES, circumstances=met.heard, wording=met.wordings[kind], desk=desk, by=by, at=at
        ).pk
        for kind in (ConsentKind.C1, ConsentKind.C11)
    ]  # fmt: skip
    basis = privacy.rest_on(person, agreed, by=by, at=at)
    privacy.open_to_opener(person, desk=desk, basis=basis, own_writing_only=False, by=by, at=at)
    row = ask(person, request, desk=desk, by=by, at=at)
    row.once = mark
    row.save(update_fields=["once"])
    record(Did.RETURN_OF_NEW, row, by=by, at=at)
    return row


@act
def take(returning: Return, worker: User, *, by: Actor, at: datetime) -> Return:
    """A worker of the desk goes on with the return. Errors: `CannotReturn`."""
    now = locked(returning)
    now.worker = worker
    now.save(update_fields=["worker"])
    record(Did.RETURN_GIVEN, now, by=by, at=at)
    return now


@act
def stop_return(returning: Return, because: StopReason, *, by: Actor, at: datetime) -> Return:
    """The return does not go on. Nothing is held against anybody, no other help ends by it, and it may be taken up again with
    a new declaration. Errors: `CannotReturn` once the person is on the way."""
    now = locked(returning)
    refuse(rules.why_not_stop(ReturnState(now.state)))
    return end(now, because, by=by, at=at)


@act
def stop(returning: Return, *, at: datetime, by: Actor = WORKER) -> Return:
    """The desk does not see the file any more, because the person took back what it stood on: nobody travels on that. Errors:
    `CannotReturn` where it still sees it."""
    privacy.lock(returning.person_id)
    now = queries.locked(returning.pk)
    seen = now.desk in holders.desks_seeing(now.person, at)
    refuse([WhyNot.NOT_DUE] if seen else rules.why_not_stop(ReturnState(now.state)))
    return end(now, StopReason.WITHDRAWN, by=by, at=at)


def end(now: Return, because: StopReason, *, by: Actor, at: datetime, journey: JourneyState = JourneyState.CANCELLED) -> Return:
    """Write that a return was stopped: the declaration counts no more, the journey ends. Called inside an act that holds it."""
    Declaration.objects.filter(returning=now, withdrawn_at__isnull=True).update(withdrawn_at=at, withdrawn_by=by.reference)
    now.state, now.stopped_because, now.stopped_at, now.stopped_by = ReturnState.STOPPED, because, at, by.reference
    news.settle(now, by=by, at=at)
    end_journey(now, journey, by=by, at=at)
    release(now, by=by, at=at)
    wrote(Did.RETURN_STOPPED, now, by=by, at=at, because=because.value)
    return now


@act
def reopen(returning: Return, *, desk: Desk, by: Actor, at: datetime) -> Return:
    """The person wishes to go home after all: the return goes on with what stands, and a new declaration, never the old
    signature; fear is asked anew. Errors: `CannotReturn`."""
    now = locked(returning)
    open_already = queries.open_return_of(now.person_id) is not None
    agreed = queries.agrees_to(now.person_id, ConsentKind.C11, at)
    kind, state = ReturnKind(now.kind), ReturnState(now.state)
    refuse(rules.why_not_reopen(kind, state, agreed=agreed, open_already=open_already))
    now.state, now.desk, now.worker = ReturnState.PREPARING, desk, by if isinstance(by, User) else None
    now.stopped_because, now.stopped_by, now.stopped_at = "", "", None
    now.fear, now.fear_by, now.fear_at, now.closed_by, now.closed_at = Fear.NOT_ASKED, "", None, "", None
    wrote(Did.RETURN_REOPENED, now, by=by, at=at)
    return now
