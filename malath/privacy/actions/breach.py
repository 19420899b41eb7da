"""A breach: something was lost or seen by the wrong eyes. People are made safe first, then the law is told (domain §6)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from malath.accounts import queries as accounts
from malath.accounts.models import User
from malath.agencies.models import Desk
from malath.audit import actions as audit
from malath.audit.words import Did
from malath.foundation import clock, sealing
from malath.foundation.actor import WORKER, Actor
from malath.foundation.acts import act
from malath.foundation.references import own_mark
from malath.inbox import actions as inbox
from malath.inbox.words import ItemKind
from malath.people import queries as persons
from malath.people.models import Person
from malath.privacy import breach_rules as rules
from malath.privacy import news
from malath.privacy.actions.access import lock
from malath.privacy.breach_rules import Danger
from malath.privacy.models import Breach, Endangered, SafetyAct
from malath.privacy.queries import breach as queries
from malath.privacy.queries.breach import AtRisk
from malath.privacy.words import BreachKind, Held, SafetyStep, WhyNotBreach, WhyNotStep


@dataclass(frozen=True)
class Told:
    """What somebody tells of a breach: what kind, whose desk or account, since when it was there, when it was lost."""

    kind: BreachKind
    desk: Desk | None
    worker: User | None
    since: date
    lost_on: date
    what: str


class CannotRecordBreach(Exception):
    """The breach is not recorded or changed as asked."""

    def __init__(self, reasons: list[WhyNotBreach]) -> None:
        super().__init__(*[reason.value for reason in reasons])
        self.reasons = reasons


class CannotStep(Exception):
    """The step for somebody's safety is not recorded."""

    def __init__(self, reasons: list[WhyNotStep]) -> None:
        super().__init__(*[reason.value for reason in reasons])
        self.reasons = reasons


@act
def report_breach(
    told: Told, people: Sequence[AtRisk], *, theirs: bool, by: Actor, at: datetime, once: UUID | None = None
) -> Breach:
    """Record a breach with everybody of whom something was there. The data protection officers and who ends accounts are
    told at once, and the desks that make people safe, unless who looked may sit there. Errors: `CannotRecordBreach`."""
    today, mark = clock.in_amman(at).date(), own_mark(once, by.reference, told.kind, told.what)
    if (known := queries.breach_known(mark)) is not None:
        audit.record(Did.BREACH_REPORTED, subject=known.reference, by=by, at=at, facts={"again": "1"})
        return known
    _stop_if(rules.why_not_report(since=told.since, lost_on=told.lost_on, today=today, what=told.what, theirs=theirs))
    breach = Breach(
        key=sealing.new_data_key(), kind=told.kind, desk=told.desk, worker=told.worker, since=told.since,
        lost_on=told.lost_on, known_at=at, known_by=by.reference, once=mark,
        asked_at=None if told.kind in rules.QUIETLY else at,
    )  # fmt: skip
    breach.seal(what=told.what)
    breach.save(force_insert=True)
    whose = {"worker": told.worker.reference} if told.worker else {"desk": told.desk.reference if told.desk else ""}
    _add(Did.BREACH_REPORTED, breach, people, by=by, at=at, kind=told.kind.value, **whose)
    news.tell_officers(breach, at=at)
    news.tell_who_ends_accounts(breach, at=at)
    return breach


@act
def widen_breach(breach: Breach, people: Sequence[AtRisk], *, since: date, by: Actor, at: datetime) -> Breach:
    """Look again, from an earlier day on: whoever is found now joins the list, and nobody leaves it. Errors:
    `CannotRecordBreach`."""
    locked = queries.locked(breach.pk)
    closed = locked.closed_at is not None
    _stop_if(rules.why_not_widen(closed=closed, since=since, lost_on=locked.lost_on, earliest=locked.since))
    locked.since = since
    locked.save(update_fields=["since"])
    _add(Did.BREACH_WIDENED, locked, people, by=by, at=at, since=since.isoformat())
    return locked


@act
def ask_desks(breach: Breach, *, by: Actor, at: datetime) -> Breach:
    """Ask the desks to make their people safe, where that waited for the data protection officer: who looked without need
    may sit at one of them. Errors: `CannotRecordBreach`."""
    locked = queries.locked(breach.pk)
    _stop_if([WhyNotBreach.CLOSED] if locked.closed_at else [WhyNotBreach.ASKED] if locked.asked_at else [])
    locked.asked_at = at
    locked.save(update_fields=["asked_at"])
    people = queries.people_in(locked)
    files = sorted(persons.references_of(people).values())
    audit.record_list(Did.BREACH_ASKED, files=files, by=by, at=at, facts={"breach": locked.reference})
    _tell_desks(people, at=at)
    return locked


@act
def contain_breach(breach: Breach, *, how: str, by: Actor, at: datetime) -> Breach:
    """Nothing more can leave: the account is ended, the device wiped or found, the papers are back. Errors:
    `CannotRecordBreach`."""
    locked = queries.locked(breach.pk)
    refused = {WhyNotBreach.CONTAINED: locked.contained_at is not None, WhyNotBreach.NOTHING_SAID: not how.strip()}
    _stop_if([WhyNotBreach.CLOSED] if locked.closed_at else [reason for reason, holds in refused.items() if holds])
    locked.contained_at, locked.contained_by = at, by.reference
    locked.seal(contained_how=how)
    locked.save(update_fields=["contained_at", "contained_by", "contained_how"])
    _record(Did.BREACH_CONTAINED, locked, by, at)
    return locked


@act
def tell_unit(breach: Breach, *, number: str, by: Actor, at: datetime) -> Breach:
    """The personal data protection unit was told. Comes after people (domain §6), but nothing forbids to do it before.
    Errors: `CannotRecordBreach`."""
    locked = queries.locked(breach.pk)
    _stop_if([WhyNotBreach.CLOSED] if locked.closed_at else [WhyNotBreach.TOLD] if locked.unit_at else [])
    locked.unit_at, locked.unit_by = at, by.reference
    locked.seal(unit_number=number)
    locked.save(update_fields=["unit_at", "unit_by", "unit_number"])
    _settle_notices(locked, by=by, at=at)
    _record(Did.BREACH_TOLD, locked, by, at)
    return locked


@act
def close_breach(breach: Breach, *, lessons: str, officer: User, by: Actor, at: datetime) -> Breach:
    """Close a breach: everybody is safe, it is contained, the Unit knows, and what changes is written down. Errors:
    `CannotRecordBreach`."""
    locked = queries.locked(breach.pk)
    waiting = queries.waiting_in(locked, accounts.holdings(officer, at))
    reasons = rules.why_not_close(
        closed=locked.closed_at is not None, waiting=waiting, contained=locked.contained_at is not None,
        unit_told=locked.unit_at is not None, lessons=lessons,
    )  # fmt: skip
    _stop_if(reasons)
    locked.closed_at, locked.closed_by = at, by.reference
    locked.seal(lessons=lessons)
    locked.save(update_fields=["closed_at", "closed_by", "lessons"])
    inbox.settle(locked.reference, [ItemKind.BREACH_REPORTED, *news.NOTICES], by=by, at=at)
    _record(Did.BREACH_CLOSED, locked, by, at)
    return locked


@act
def take_step(
    row: Endangered, person: Person, step: SafetyStep, *, note: str, by: Actor, at: datetime, read: bool = False
) -> Endangered:
    """Keep what was done so that a person is safe: told by the way they agreed to and at its hours, or why not; and
    whether they move. What nobody may do is refused, not only hidden. `read`: hours that were agreed in words were read,
    and it was then. Errors: `CannotStep`."""
    lock(person.pk)
    locked = queries.endangered_locked(row.pk)
    done, place = queries.steps_done(locked), locked.place
    way = queries.way_to(person.pk, at, read=read)
    reasons = rules.why_not_step(step, done=done, way=way, place=place, note=note)
    if reasons:
        raise CannotStep(reasons)
    kept = SafetyAct(endangered=locked, key=locked.person.key, step=step, at=at, by=by.reference)
    kept.seal(note=note)
    kept.save(force_insert=True)
    if locked.settled_at is None and rules.is_settled([*done, step], place=place):
        locked.settled_at = at
        locked.save(update_fields=["settled_at"])
        _settle(locked, by=by, at=at)
    file, facts = person.reference, {"step": step.value, "breach": locked.breach.reference}
    audit.record(Did.SAFETY_DONE, subject=file, file=file, by=by, at=at, facts=facts)
    return locked


@act
def remind_of_notice(breach: Breach, *, at: datetime, by: Actor = WORKER) -> Breach:
    """A notice is near its deadline, or past it: the data protection officers hear it once of each, and the desks of the
    people who still wait. Errors: `CannotRecordBreach`."""
    locked = queries.locked(breach.pk)
    person, unit = queries.stages_to_tell(locked, at) if locked.closed_at is None else (0, 0)
    _stop_if([] if person or unit else [WhyNotBreach.NOT_DUE])
    locked.person_reminded = max(person, locked.person_reminded)
    locked.unit_reminded = max(unit, locked.unit_reminded)
    locked.save(update_fields=["person_reminded", "unit_reminded"])
    _record(Did.BREACH_REMINDED, locked, by, at, person=str(person), unit=str(unit))
    news.tell_of_notice(locked, over=rules.PASSED in {person, unit}, at=at)
    if person and locked.asked_at is not None:
        _tell_desks(queries.waiting_people(locked), at=at, kind=news.notice_kind(over=person == rules.PASSED))
    return locked


def _settle(row: Endangered, *, by: Actor, at: datetime) -> None:
    """Nothing waits for the person in any breach: their desks are told no more; and nothing in the breach: nor are the
    officers of its deadlines."""
    if not queries.waits_for_safety(row.person_id):
        inbox.settle(row.person.reference, [ItemKind.BREACH_SAFETY, *news.NOTICES], by=by, at=at)
    _settle_notices(row.breach, by=by, at=at)


def _settle_notices(breach: Breach, *, by: Actor, at: datetime) -> None:
    if breach.unit_at is not None and not queries.waits_in(breach):
        inbox.settle(breach.reference, news.NOTICES, by=by, at=at)


def _add(event: Did, breach: Breach, people: Sequence[AtRisk], *, by: Actor, at: datetime, **facts: str) -> None:
    """Put people on the list; of whom more is known than before, they come earlier. One event names all of them, unless who
    looked may read it in the trail of a file."""
    known = queries.people_in(breach)
    safe = {pk for pk, row in known.items() if row.settled_at is not None}
    rows = [_row(breach, one, known.get(one.found.person_id)) for one in people]
    Endangered.objects.bulk_create([row for row in rows if row.person_id not in known])
    kept = [row for row in rows if row.person_id in known]
    Endangered.objects.bulk_update(kept, ["held", "order", "weight", "place", "settled_at"])
    files = [one.found.reference for one in people]
    if breach.asked_at is None:
        _record(event, breach, by, at, **facts)
        return
    audit.record_list(event, files=files, by=by, at=at, facts={"breach": breach.reference, **facts})
    told = known.keys() - safe
    _tell_desks([row.person_id for row in rows if row.settled_at is None and row.person_id not in told], at=at)


def _row(breach: Breach, one: AtRisk, known: Endangered | None) -> Endangered:
    """A line of the list. A place that is found only now waits for a decision, whatever was done before."""
    found = one.found
    row = known or Endangered(breach=breach, person_id=found.person_id, held=[], place=False)
    held = found.held | {Held(code) for code in row.held}
    danger = Danger(held, one.danger, is_child=found.is_child, place=found.place or row.place)
    row.settled_at = None if danger.place and not row.place else row.settled_at
    row.held, row.place = sorted(held), danger.place
    row.order, row.weight = rules.order(danger), rules.weight(danger)
    return row


def _tell_desks(person_ids: Iterable[int], *, at: datetime, kind: ItemKind = ItemKind.BREACH_SAFETY) -> None:
    ids = list(person_ids)
    references = persons.references_of(ids)
    desks = queries.desks_of(ids, at)
    news.tell_desks({references[pk]: some for pk, some in desks.items() if pk in references}, kind=kind, at=at)


def _stop_if(reasons: list[WhyNotBreach]) -> None:
    if reasons:
        raise CannotRecordBreach(reasons)


def _record(event: Did, breach: Breach, by: Actor, at: datetime, **facts: str) -> None:
    audit.record(event, subject=breach.reference, by=by, at=at, facts=facts)
