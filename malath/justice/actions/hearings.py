"""Hearings: set, moved, prepared for each person, and what became of them."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from malath.agencies.models import Desk
from malath.audit.words import Did
from malath.cases.models import Case
from malath.foundation import clock
from malath.foundation.actor import WORKER, Actor
from malath.foundation.acts import act
from malath.foundation.references import own_mark
from malath.justice import news, queries, rules
from malath.justice.actions import notices
from malath.justice.actions.base import done, locked_in, locked_with_all, may_move, record, refuse
from malath.justice.models import Appearance, Hearing, Part, Proceeding
from malath.justice.words import Arranged, Event, HearingState, Purpose, WhyNot
from malath.privacy import actions as privacy


@dataclass(frozen=True)
class Sitting:
    """When, where and for what."""

    starts_at: datetime
    purpose: Purpose
    court: str = ""


@dataclass(frozen=True)
class Prepared:
    """What one person needs at a hearing, and how far it is arranged."""

    needs: tuple[str, ...] = ()
    transport: Arranged = Arranged.NOT_ASKED
    interpreter: Arranged = Arranged.NOT_ASKED
    support: Arranged = Arranged.NOT_ASKED
    support_name: str = ""
    note: str = ""


@act
def set_hearing(
    proceeding: Proceeding, case: Case, what: Sitting, *, desk: Desk, by: Actor, at: datetime, once: UUID | None = None
) -> Hearing:
    """A hearing has a date. Who helps each person with a part in it is told to look what they need; whoever chose to be told
    has somebody to tell them. The same form twice is one. Errors: `CannotDo`; of the case."""
    case, now, _part = locked_with_all(case, proceeding)
    mark = own_mark(once, by.reference, now.reference, what.starts_at.isoformat(), what.purpose)
    if (known := queries.hearing_set(mark)) is not None:
        record(Did.HEARING_SET, case, by=by, at=at, again="1")
        return known
    refuse(rules.why_not_set_hearing(what.starts_at, at, may=True))
    hearing = _written(now, what, mark, desk=desk, by=by, at=at)
    for part in queries.parts_in(now):
        _appears(hearing, part, None, desk=desk, by=by, at=at)
        notices.tell(part, Event.HEARING, on=_day(what.starts_at), hearing=hearing, by=by, at=at)
    news.tell_moved(now, by=by, at=at)
    done(Did.HEARING_SET, case, desk=desk, by=by, at=at, hearing=hearing.reference)
    return hearing


@act
def move_hearing(hearing: Hearing, case: Case, starts_at: datetime, *, desk: Desk, by: Actor, at: datetime) -> Hearing:
    """A hearing is on another day. The old one stays as it was told; whoever was told of it, or was to be, is told anew, and
    what was told is shown as replaced. What is arranged goes along and is asked anew. Errors: `CannotDo`; of the case."""
    case, proceeding, _part = locked_with_all(case, hearing.proceeding)
    now = queries.locked_hearing(hearing.pk)
    may = _may(now, proceeding, desk)
    refuse(
        rules.why_not_move_hearing(starts_at, now=HearingState(now.state), before=now.starts_at, at=at, may=may)
    )  # fmt: skip
    what = Sitting(starts_at, Purpose(now.purpose), now.opened("court"))
    new = _written(proceeding, what, None, desk=desk, by=by, at=at)
    now.moved_to = new
    _ended(now, HearingState.MOVED, by=by, at=at)
    for before in queries.appearances_at(now):
        _appears(new, before.part, before, desk=desk, by=by, at=at)
    _no_longer(now)
    notices.replace(now, new, on=_day(starts_at), by=by, at=at)
    news.tell_moved(proceeding, by=by, at=at)
    done(Did.HEARING_MOVED, case, desk=desk, by=by, at=at, hearing=now.reference, to=new.reference)
    return new


@act
def prepare(hearing: Hearing, case: Case, what: Prepared, *, desk: Desk, by: Actor, at: datetime) -> Appearance:
    """What the person needs so that they can speak, and how far way, interpreter and company are arranged. Errors: `CannotDo`;
    of the case."""
    case, _proceeding, part = locked_in(case, hearing.proceeding)
    now = queries.locked_hearing(hearing.pk)
    row = queries.appearance_of(now, part) or _appears(now, part, None, desk=desk, by=by, at=at)
    refuse([] if now.state == HearingState.PLANNED else [WhyNot.NOT_PLANNED])
    row.needs, row.transport, row.interpreter, row.support = (
        " ".join(what.needs),
        what.transport,
        what.interpreter,
        what.support,
    )
    row.desk, row.by, row.at = desk, by.reference, at
    row.seal(support_name=what.support_name, note=what.note)
    row.save()
    news.settle_hearing(case, by=by, at=at)
    done(Did.HEARING_PREPARED, case, desk=desk, by=by, at=at, hearing=now.reference)
    return row


@act
def end_hearing(
    hearing: Hearing,
    case: Case,
    outcome: HearingState,
    *,
    result: str = "",
    next_at: datetime | None = None,
    desk: Desk,
    by: Actor,
    at: datetime,
) -> Hearing:
    """What became of a hearing, and when it goes on. Errors: `CannotDo`; of the case."""
    case, proceeding, _part = locked_with_all(case, hearing.proceeding)
    now = queries.locked_hearing(hearing.pk)
    state = HearingState(now.state)
    refuse(rules.why_not_end_hearing(outcome, next_at, now=state, starts_at=now.starts_at, at=at))
    now.seal(result=result)
    now.desk = desk if result else now.desk
    _ended(now, outcome, by=by, at=at)
    _no_longer(now)
    notices.drop_of(now, by=by, at=at)
    done(Did.HEARING_ENDED, case, desk=desk, by=by, at=at, hearing=now.reference, state=outcome.value)
    if next_at is not None:
        set_hearing(
            proceeding, case, Sitting(next_at, Purpose(now.purpose), now.opened("court")), desk=desk, by=by, at=at
        )  # fmt: skip
    return now


@act
def remind_of_hearing(appearance: Appearance, *, at: datetime, by: Actor = WORKER) -> Appearance:
    """A hearing is near and something is not arranged: who helps the person is told, once. Errors: `CannotDo`."""
    privacy.lock(appearance.person_id)
    now = queries.locked_appearance(appearance.pk)
    arranged = [Arranged(one) for one in (now.transport, now.interpreter, now.support)]
    refuse(
        rules.why_not_remind(
            current=now.current, starts_at=now.starts_at, told=now.told_at is not None, open_=rules.is_open(arranged), at=at
        )
    )  # fmt: skip
    now.told_at = at
    now.save(update_fields=["told_at"])
    news.tell_hearing_near(now.part.case, at=at)
    record(Did.HEARING_REMINDED, now.part.case, by=by, at=at)
    return now


def _written(
    proceeding: Proceeding, what: Sitting, mark: UUID | None, *, desk: Desk, by: Actor, at: datetime
) -> Hearing:  # fmt: skip
    hearing = Hearing(
        proceeding=proceeding, key=proceeding.key, purpose=what.purpose, starts_at=what.starts_at, desk=desk,
        by=by.reference, at=at, once=mark,
    )  # fmt: skip
    hearing.seal(court=what.court)
    hearing.save(force_insert=True)
    return hearing


def _appears(hearing: Hearing, part: Part, before: Appearance | None, *, desk: Desk, by: Actor, at: datetime) -> Appearance:
    """Somebody's row at a hearing; what was arranged for the day `before` has to be arranged for this one."""
    row = Appearance(
        hearing=hearing, part=part, person=part.person, key=part.case.key, on=_day(hearing.starts_at),
        starts_at=hearing.starts_at, desk=desk, by=by.reference, at=at,
    )  # fmt: skip
    if before is not None:
        row.needs, row.desk, row.by = before.needs, before.desk, before.by
        for name in ("transport", "interpreter", "support"):
            value = getattr(before, name)
            setattr(row, name, Arranged.TO_DO if value == Arranged.DONE else value)
        row.seal(support_name=before.opened("support_name"), note=before.opened("note"))
    row.save(force_insert=True)
    return row


def _ended(hearing: Hearing, state: HearingState, *, by: Actor, at: datetime) -> None:
    hearing.state, hearing.ended_by, hearing.ended_at = state, by.reference, at
    hearing.save()


def _no_longer(hearing: Hearing) -> None:
    Appearance.objects.filter(hearing=hearing).update(current=False)


def _may(hearing: Hearing, proceeding: Proceeding, desk: Desk) -> bool:
    return may_move(proceeding, desk) or hearing.desk.agency_id == desk.agency_id


def _day(moment: datetime) -> date:
    return clock.in_amman(moment).date()
