"""Counting in the same act that changes what is counted; telling figures; nudging desks.

Counts are written when the outermost act ends, after the trail, in order of their keys: they are the last to be locked, and
for no longer than the act takes to end. Lock order: person → case → referral → audit head → counts.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import TypeVar

from django.db.models import F, Model, QuerySet

from malath.accounts.models import User
from malath.agencies import queries as agencies
from malath.agencies.models import Desk
from malath.audit import actions as audit
from malath.audit.words import Did
from malath.coordination import news, queries, rules
from malath.coordination.models import Arrangement, Load, Nudge, Telling, Week
from malath.coordination.rules import Counted, LoadKey, WeekKey
from malath.coordination.words import Agreed, Standing, TakenOutFor, WhyNot
from malath.foundation.actor import WORKER, Actor
from malath.foundation.acts import act, before_end
from malath.foundation.clock import in_amman
from malath.inbox.words import Pressing

COUNTS = "counts"
"""What events about all counts are about."""
FIGURES = "figures"
Move = tuple[Counted | None, Counted | None]
Row = TypeVar("Row", bound=Model)


class CannotDo(Exception):
    """An act is refused, for reasons that the page can show."""

    def __init__(self, reasons: list[WhyNot]) -> None:
        super().__init__(*[reason.value for reason in reasons])
        self.reasons = reasons


def count(before: Counted | None, after: Counted | None) -> None:
    """A referral stands elsewhere than before. Called from inside its act, which records it."""
    if before != after:
        before_end(_write, (before, after))


@act
def tell(*, at: datetime, by: Actor = WORKER) -> Telling:
    """Tell figures anew: from now on those who see no rows see how it stands at this moment, until the next telling."""
    changed = Load.objects.exclude(told=F("number"))
    _held(changed.order_by("desk_id", "pressing", "standing"))
    changed.update(told=F("number"))
    telling = queries.telling() or Telling()
    telling.at = at
    telling.save()
    audit.record(Did.FIGURES_TOLD, subject=FIGURES, by=by, at=at)
    return telling


@act
def put_right(counted: Iterable[Counted], *, at: datetime, by: Actor = WORKER) -> int:
    """Make all counts what they are by the referrals themselves. Returns how many were wrong. Acts that run meanwhile wait
    with their counts, and add them to what is written here."""
    loads = {_key_of(row): row for row in _held(Load.objects.order_by(*_load_key))}
    weeks = {(row.desk_id, row.week): row for row in _held(Week.objects.order_by("week", "desk_id"))}
    right = rules.changes((None, one) for one in counted)
    wrong = _right_loads(loads, right.loads) + _right_weeks(weeks, right.weeks)
    audit.record(Did.COUNTS_PUT_RIGHT, subject=COUNTS, by=by, at=at, facts={"wrong": str(wrong)})
    return wrong


@act
def nudge(desk: Desk, *, by: User, at: datetime) -> Nudge:
    """Remind a desk of what waits there, once a day, whoever asks. It says nothing of what that is. Errors: `CannotDo`."""
    desk, today = agencies.locked_desk(desk.pk), in_amman(at).date()
    if reasons := queries.why_not_nudge(desk, today):
        raise CannotDo(reasons)
    nudged = Nudge.objects.create(desk=desk, on=today, at=at, by=by.reference)
    audit.record(Did.DESK_NUDGED, subject=desk.reference, by=by, at=at)
    news.tell_desk(desk, at=at)
    return nudged


@act
def agree(desk: Desk, what: Agreed, *, by: User, at: datetime, until: date | None = None) -> Arrangement:
    """Note what was agreed with a desk, in a code. Noted twice on a day, it stands once. Errors: `CannotDo`."""
    desk, today = agencies.locked_desk(desk.pk), in_amman(at).date()
    if reasons := rules.why_not_agree(what, until, desk_closed=desk.ended_at is not None, today=today):
        raise CannotDo(reasons)
    said = {"until": until, "at": at, "by": by.reference}
    noted, _ = Arrangement.objects.update_or_create(desk=desk, on=today, what=what, defaults=said)
    audit.record(Did.DESK_AGREED, subject=desk.reference, by=by, at=at, facts={"what": what.value})
    return noted


@act
def take_out(because: TakenOutFor, *, kind: str, by: User, at: datetime) -> None:
    """Figures leave as a file: as they are shown, with the mark of who took them out, when and for what."""
    audit.record(Did.FIGURES_TAKEN_OUT, subject=FIGURES, by=by, at=at, facts={"because": because.value, "kind": kind})


_load_key = ("desk_id", "pressing", "standing")


def _write(moves: list[Move]) -> None:
    """Change counts, key by key in order. A key that has no row yet gets one."""
    made = rules.changes(moves)
    for key in sorted(made.loads):
        _add_load(key, made.loads[key])
    for week in sorted(made.weeks, key=lambda one: (one[1], one[0])):
        _add_week(week, made.weeks[week])


def _add_load(key: LoadKey, number: int) -> None:
    own = dict(zip(_load_key, key, strict=True))
    if not Load.objects.filter(**own).update(number=F("number") + number):
        Load.objects.bulk_create([Load(**own)], ignore_conflicts=True)
        Load.objects.filter(**own).update(number=F("number") + number)


def _add_week(key: WeekKey, numbers: Mapping[str, int]) -> None:
    own, added = {"desk_id": key[0], "week": key[1]}, {name: F(name) + number for name, number in numbers.items()}
    if not Week.objects.filter(**own).update(**added):
        Week.objects.bulk_create([Week(**own)], ignore_conflicts=True)
        Week.objects.filter(**own).update(**added)


def _held(rows: QuerySet[Row]) -> list[Row]:
    """Rows locked in their order, as every act locks them."""
    return list(rows.select_for_update())


def _key_of(row: Load) -> LoadKey:
    return row.desk_id, Pressing(row.pressing), Standing(row.standing)


def _right_loads(rows: dict[LoadKey, Load], right: Mapping[LoadKey, int]) -> int:
    wrong = [row for key, row in rows.items() if row.number != right.get(key, 0)]
    for row in wrong:
        row.number = right.get(_key_of(row), 0)
    Load.objects.bulk_update(wrong, ["number"], batch_size=500)
    lacking = [key for key in sorted(right) if key not in rows]
    for key in lacking:
        _add_load(key, right[key])
    return len(wrong) + len(lacking)


def _right_weeks(rows: dict[WeekKey, Week], right: Mapping[WeekKey, Mapping[str, int]]) -> int:
    wrong = [row for key, row in rows.items() if _numbers(row) != {**dict.fromkeys(rules.COLUMNS, 0), **right.get(key, {})}]
    for row in wrong:
        for column in rules.COLUMNS:
            setattr(row, column, right.get((row.desk_id, row.week), {}).get(column, 0))
    Week.objects.bulk_update(wrong, rules.COLUMNS, batch_size=200)
    lacking = [key for key in right if key not in rows]
    for key in sorted(lacking, key=lambda one: (one[1], one[0])):
        _add_week(key, right[key])
    return len(wrong) + len(lacking)


def _numbers(row: Week) -> dict[str, int]:
    return {column: getattr(row, column) for column in rules.COLUMNS}
