"""The measures of a prosecutor: ordered, extended, ended, and told before they end."""

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
from malath.justice.actions.base import done, locked_in, record, refuse, side
from malath.justice.models import Measure, Proceeding
from malath.justice.words import MeasureKind, Side, WhyNot
from malath.privacy import actions as privacy


@act
def order(
    proceeding: Proceeding,
    case: Case,
    kind: MeasureKind,
    *,
    on: date,
    ends_on: date | None = None,
    words: str = "",
    desk: Desk,
    by: Actor,
    at: datetime,
    once: UUID | None = None,
) -> Measure:
    """A prosecutor ordered a measure. One whose length the law is recorded to set ends after it unless another day is said.
    The same form twice is one. Errors: `CannotDo`; of the case."""
    case, now, _part = locked_in(case, proceeding)
    mark = own_mark(once, by.reference, now.reference, kind, on.isoformat(), words)
    if (known := queries.measure_written(mark)) is not None:
        record(Did.MEASURE_ORDERED, case, by=by, at=at, again="1")
        return known
    length = queries.length_of(kind)
    until = ends_on or (rules.months_after(on, length.months) if length.months else None)
    may, today = side(desk) == Side.INVESTIGATION, clock.in_amman(at).date()
    refuse(rules.why_not_order(on, until, today=today, months_at_most=length.at_most, may=may))
    measure = Measure(
        proceeding=now, key=now.key, kind=kind, on=on, ends_on=until, desk=desk, by=by.reference, at=at, once=mark
    )  # fmt: skip
    measure.seal(words=words)
    measure.save(force_insert=True)
    done(Did.MEASURE_ORDERED, case, desk=desk, by=by, at=at, proceeding=now.reference, kind=kind.value)
    return measure


@act
def extend(measure: Measure, case: Case, until: date, *, desk: Desk, by: Actor, at: datetime) -> Measure:
    """A measure lasts longer, never beyond what the law is recorded to allow. Errors: `CannotDo`; of the case."""
    case, proceeding, _part = locked_in(case, measure.proceeding)
    now = queries.locked_measure(measure.pk)
    at_most, may = queries.length_of(MeasureKind(now.kind)).at_most, side(desk) == Side.INVESTIGATION
    refuse(
        rules.why_not_extend(
            until, on=now.on, ends_on=now.ends_on, months_at_most=at_most, ended=now.ended_on is not None, may=may
        )
    )  # fmt: skip
    now.ends_on, now.told_at = until, None
    now.save(update_fields=["ends_on", "told_at"])
    news.settle_measure(proceeding, by=by, at=at)
    done(Did.MEASURE_EXTENDED, case, desk=desk, by=by, at=at, measure=now.reference)
    return now


@act
def end_measure(measure: Measure, case: Case, *, on: date, desk: Desk, by: Actor, at: datetime) -> Measure:
    """A measure was lifted, or ran out. Errors: `CannotDo`; of the case."""
    case, proceeding, _part = locked_in(case, measure.proceeding)
    now = queries.locked_measure(measure.pk)
    refuse([] if side(desk) == Side.INVESTIGATION else [WhyNot.NOT_INVESTIGATING])
    refuse([WhyNot.ENDED] if now.ended_on is not None else [])
    refuse([WhyNot.AHEAD] if on > clock.in_amman(at).date() else [])
    now.ended_on = on
    now.save(update_fields=["ended_on"])
    news.settle_measure(proceeding, by=by, at=at)
    done(Did.MEASURE_ENDED, case, desk=desk, by=by, at=at, measure=now.reference)
    return now


@act
def remind_of_measure(measure: Measure, *, at: datetime, by: Actor = WORKER) -> Measure:
    """A measure ends within fourteen days: the desk that wrote it is told, once, behind a file that this desk
    sees. Errors: `CannotDo`."""
    part = queries.part_seen_by(measure, at)
    refuse([] if part is not None else [WhyNot.NOT_DUE])
    assert part is not None  # noqa: S101  # refused above
    privacy.lock(part.person_id)
    now = queries.locked_measure(measure.pk)
    ended, today = now.ended_on is not None, clock.in_amman(at).date()
    refuse(rules.why_not_remind_of_measure(now.ends_on, today=today, ended=ended, told=now.told_at is not None))
    now.told_at = at
    now.save(update_fields=["told_at"])
    news.tell_measure_ends(now, part, at=at)
    record(Did.MEASURE_REMINDED, part.case, by=by, at=at, measure=now.reference)
    return now
