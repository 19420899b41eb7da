"""Proceedings: opened, moved from state to state, joined by people, and the accused of each side of the wall."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from malath.agencies.models import Desk
from malath.audit.words import Did
from malath.cases.models import Case
from malath.foundation import clock, sealing
from malath.foundation.actor import WORKER, Actor
from malath.foundation.acts import act
from malath.foundation.references import own_mark
from malath.justice import news, queries, rules
from malath.justice.actions import lawyers, notices
from malath.justice.actions.base import done, locked, locked_in, locked_with_all, may_move, record, refuse, side
from malath.justice.models import AllegedParty, Part, Proceeding, StateStep
from malath.justice.words import Capacity, Event, State, WhyNot
from malath.people.words import PartyKind
from malath.privacy import actions as privacy

if TYPE_CHECKING:
    from malath.people.models import Party


@dataclass(frozen=True)
class Beginning:
    """What is known when a proceeding is opened."""

    state: State
    on: date
    capacity: Capacity = Capacity.INJURED
    number: str = ""
    court: str = ""


@dataclass(frozen=True)
class Accused:
    """Somebody accused, by a name or as a party of the person's file, and what is known of them."""

    kind: PartyKind
    name: str = ""
    what: str = ""
    party: "Party | None" = None


@act
def begin(case: Case, what: Beginning, *, desk: Desk, by: Actor, at: datetime, once: UUID | None = None) -> Proceeding:
    """A criminal matter is written down, with the person's part in it. It opens nothing to anybody and changes nothing in the
    protection of the person. The same form twice is one. Errors: `CannotDo`; of the case when it is closed."""
    case = locked(case)
    mark = own_mark(once, by.reference, case.reference, what.state, what.number)
    if (known := queries.proceeding_begun(mark)) is not None:
        record(Did.PROCEEDING_BEGUN, case, by=by, at=at, again="1")
        return known
    refuse(rules.why_not_begin(what.on, today=clock.in_amman(at).date()))
    proceeding = Proceeding(
        key=sealing.new_data_key(), state=what.state, state_on=what.on, desk=desk, by=by.reference, at=at, once=mark
    )  # fmt: skip
    proceeding.seal(number=what.number, court=what.court)
    proceeding.save(force_insert=True)
    _step(proceeding, "", desk=desk, by=by, at=at)
    _take_part(proceeding, case, what.capacity, desk=desk, by=by, at=at)
    done(Did.PROCEEDING_BEGUN, case, desk=desk, by=by, at=at, proceeding=proceeding.reference, state=what.state.value)
    return proceeding


@act
def move(
    proceeding: Proceeding, case: Case, state: State, *, on: date, because: str = "", desk: Desk, by: Actor, at: datetime
) -> Proceeding:
    """The matter stands elsewhere now. Its history keeps every step; the key workers of everybody with a part are told to look.
    Whatever becomes of it, the protection of the person goes on. Errors: `CannotDo`; of the case."""
    case, now, _part = locked_with_all(case, proceeding)
    today = clock.in_amman(at).date()
    refuse(
        rules.why_not_move(
            state, now=State(now.state), on=on, last_on=now.state_on, today=today, because=because, may=may_move(now, desk)
        )
    )  # fmt: skip
    now.state, now.state_on = state, on
    now.save(update_fields=["state", "state_on"])
    _step(now, because, desk=desk, by=by, at=at)
    news.tell_moved(now, by=by, at=at)
    for part in queries.parts_in(now) if state in rules.JUDGED else []:
        notices.tell(part, Event.JUDGMENT, on=on, hearing=None, by=by, at=at)
    done(Did.PROCEEDING_MOVED, case, desk=desk, by=by, at=at, proceeding=now.reference, state=state.value)
    return now


@act
def join(
    proceeding: Proceeding, case: Case, other: Case | None, capacity: Capacity, *, desk: Desk, by: Actor, at: datetime
) -> Part:
    """Another person, whose case is open to who writes, has a part in the same matter. Their files stay apart. Errors:
    `CannotDo`; of a case when it is closed."""
    for person_id in sorted({case.person_id, other.person_id}) if other is not None else ():
        privacy.lock(person_id)
    case, now, _part = locked_in(case, proceeding)
    in_it = other is not None and queries.part_of(now, other) is not None
    same, may = other is not None and other.pk == case.pk, may_move(now, desk)
    refuse(rules.why_not_join(open_to_them=other is not None, same=same, in_it=in_it, may=may))
    assert other is not None  # noqa: S101  # refused above
    other = locked(other)
    part = _take_part(now, other, capacity, desk=desk, by=by, at=at)
    done(Did.PROCEEDING_JOINED, other, desk=desk, by=by, at=at, proceeding=now.reference)
    record(Did.PROCEEDING_JOINED, case, by=by, at=at, proceeding=now.reference)
    return part


@act
def leave(proceeding: Proceeding, case: Case, *, desk: Desk, by: Actor, at: datetime) -> Part:
    """The person's part was written down by mistake. Errors: `CannotDo`; of the case."""
    case, now, part = locked_in(case, proceeding)
    refuse([] if may_move(now, desk) else [WhyNot.NOT_YOURS])
    part.until = at
    part.save(update_fields=["until"])
    done(Did.PROCEEDING_LEFT, case, desk=desk, by=by, at=at, proceeding=now.reference)
    return part


@act
def accuse(
    proceeding: Proceeding, case: Case, who: Accused, *, desk: Desk, by: Actor, at: datetime, once: UUID | None = None
) -> AllegedParty:
    """Somebody accused, or an employer or office with a part in it, is written down for the own side of the wall. Errors:
    `CannotDo`; of the case."""
    case, now, part = locked_in(case, proceeding)
    mark = own_mark(once, by.reference, now.reference, who.name, who.what)
    if (known := queries.alleged_written(mark)) is not None:
        record(Did.ACCUSED_WRITTEN, case, by=by, at=at, again="1")
        return known
    gone = who.party is not None and (who.party.ended_at is not None or who.party.person_id != case.person_id)
    refuse([WhyNot.PARTY_UNKNOWN] if gone else [])
    refuse(rules.why_not_name(who.name, party=who.party is not None))
    alleged = AllegedParty(
        proceeding=now, key=now.key, kind=who.kind, side=side(desk), party=who.party, desk=desk, by=by.reference, at=at,
        once=mark,
    )  # fmt: skip
    alleged.seal(name=who.name, what=who.what)
    alleged.save(force_insert=True)
    done(Did.ACCUSED_WRITTEN, case, desk=desk, by=by, at=at, proceeding=now.reference, part=part.reference)
    return alleged


@act
def strike(alleged: AllegedParty, case: Case, *, desk: Desk, by: Actor, at: datetime) -> AllegedParty:
    """Somebody was written down as accused by mistake. Errors: `CannotDo`; of the case."""
    case, _now, _part = locked_in(case, alleged.proceeding)
    row = AllegedParty.objects.get(pk=alleged.pk)
    refuse(rules.why_not_strike(struck=row.struck_at is not None, ours=row.desk.agency_id == desk.agency_id))
    row.struck_at, row.struck_by = at, by.reference
    row.save(update_fields=["struck_at", "struck_by"])
    done(Did.ACCUSED_STRUCK, case, desk=desk, by=by, at=at, proceeding=alleged.proceeding.reference)
    return row


@act
def stop(part: Part, *, at: datetime, by: Actor = WORKER) -> Part:
    """The person co-operates no longer: what investigates asks nothing of them any more, and what it was told of them goes off
    its lists. The person loses nothing, and the matter goes on without them. Errors: `CannotDo` while they still agree."""
    privacy.lock(part.person_id)
    now = queries.locked_part(part.pk)
    refuse([WhyNot.CO_OPERATES] if now.agreed_at is None or queries.co_operates(now.person_id, at) else [])
    now.agreed_at, now.stopped_at = None, at
    now.save(update_fields=["agreed_at", "stopped_at"])
    lawyers.lapse(now, by=by, at=at)
    news.settle(now.case, by=by, at=at)
    record(Did.CO_OPERATION_STOPPED, now.case, by=by, at=at, part=now.reference)
    return now


@act
def resume(part: Part, *, at: datetime, by: Actor = WORKER) -> Part:
    """The person agreed to co-operate, perhaps anew. Errors: `CannotDo` where they did not."""
    privacy.lock(part.person_id)
    now = queries.locked_part(part.pk)
    refuse([WhyNot.STOPPED] if now.agreed_at is not None or not queries.co_operates(now.person_id, at) else [])
    now.agreed_at, now.stopped_at = at, None
    now.save(update_fields=["agreed_at", "stopped_at"])
    record(Did.CO_OPERATION_RESUMED, now.case, by=by, at=at, part=now.reference)
    return now


@act
def forget(proceeding: Proceeding, *, at: datetime, by: Actor = WORKER) -> Proceeding:
    """Everybody who had a part in a proceeding was erased: what was written in it goes with the last of them. Errors:
    `CannotDo` while somebody still has a file."""
    now = queries.locked(proceeding.pk)
    refuse([WhyNot.SOMEBODY_LEFT] if queries.somebody_left(now) else [])
    sealing.erase(now.key, at=at)
    last = now.parts.select_related("case__person").order_by("-pk").first()
    assert last is not None  # noqa: S101  # it began with somebody
    record(Did.PROCEEDING_FORGOTTEN, last.case, by=by, at=at, proceeding=now.reference)
    return now


def _step(proceeding: Proceeding, because: str, *, desk: Desk, by: Actor, at: datetime) -> None:
    step = StateStep(
        proceeding=proceeding, key=proceeding.key, state=proceeding.state, on=proceeding.state_on, desk=desk,
        by=by.reference, at=at,
    )  # fmt: skip
    step.seal(because=because)
    step.save(force_insert=True)


def _take_part(proceeding: Proceeding, case: Case, capacity: Capacity, *, desk: Desk, by: Actor, at: datetime) -> Part:
    agreed_at = at if queries.co_operates(case.person_id, at) else None
    return Part.objects.create(
        proceeding=proceeding, case=case, person=case.person, capacity=capacity, agreed_at=agreed_at, desk=desk,
        by=by.reference, at=at,
    )  # fmt: skip
