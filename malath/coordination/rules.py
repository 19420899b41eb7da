"""What counts where, and what may be done from the control room. Pure."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date, timedelta
from statistics import median
from typing import Final

from malath.coordination.words import Agreed, Standing, WhyNot
from malath.figures.rules import Told
from malath.inbox.words import Pressing

WEEKS: Final = 12
MUCH: Final = 5
LoadKey = tuple[int, Pressing, Standing]
WeekKey = tuple[int, date]


@dataclass(frozen=True)
class Came:
    """What counts of a referral in the week in which it was sent. `late`: answered after its clock had run out. `escalated`:
    it went to a supervisor at least, `silent` to the focal point. `sent_back`: another desk had to be asked, because this
    one declined or the sender took it back."""

    sent: bool = True
    in_time: bool = False
    late: bool = False
    escalated: bool = False
    silent: bool = False
    sent_back: bool = False


COLUMNS: Final = tuple(field.name for field in fields(Came))


@dataclass(frozen=True)
class Counted:
    """Where one referral stands in the counts: with the desk that received it, under its urgency, in the week in which it
    was sent. `standing` is None once nobody waits and nobody is in care any more."""

    desk_id: int
    pressing: Pressing
    standing: Standing | None
    week: date
    came: Came

    @property
    def load(self) -> LoadKey | None:
        return (self.desk_id, self.pressing, self.standing) if self.standing else None


@dataclass(frozen=True)
class Changes:
    """By how much counts change. Nothing in them is 0."""

    loads: dict[LoadKey, int]
    weeks: dict[WeekKey, dict[str, int]]


def changes(moves: Iterable[tuple[Counted | None, Counted | None]]) -> Changes:
    """What changes when referrals stand elsewhere than before; None: not counted."""
    loads: Counter[LoadKey] = Counter()
    weeks: dict[WeekKey, Counter[str]] = {}
    for before, after in moves:
        for one, step in ((before, -1), (after, 1)):
            if one is None:
                continue
            if one.load:
                loads[one.load] += step
            week = weeks.setdefault((one.desk_id, one.week), Counter())
            week.update({column: step for column in COLUMNS if getattr(one.came, column)})
    changed = {key: {name: number for name, number in week.items() if number} for key, week in weeks.items()}
    return Changes(
        {key: number for key, number in loads.items() if number}, {key: week for key, week in changed.items() if week}
    )


def week_of(day: date) -> date:
    """The Sunday with which the week of a day begins, as the week of work does."""
    return day - timedelta(days=(day.weekday() + 1) % 7)


def last_weeks(today: date) -> tuple[date, ...]:
    """The last twelve weeks that are over, the oldest first."""
    this = week_of(today)
    return tuple(this - timedelta(weeks=back) for back in range(WEEKS, 0, -1))


def each(load: Told, workers: int) -> Told | None:
    """How much one worker of a desk carries, as far as the load is told; None where nobody works."""
    return Told(load.least // workers, -(-load.most // workers)) if workers else None


def much(loads: Sequence[Told | None]) -> int:
    """From how much on one worker carries too much: twice what is usual among these desks, and never a little. Follows from
    what is told alone."""
    known = [(one.least + one.most) / 2 for one in loads if one is not None]
    return max(MUCH, int(2 * median(known))) if known else MUCH


def why_not_nudge(*, desk_closed: bool, nudged_today: bool, reads: bool) -> list[WhyNot]:
    """Why a desk is not nudged. What waits there is not asked: whoever may not see it would learn it from the answer."""
    refused = {WhyNot.DESK_CLOSED: desk_closed, WhyNot.READS_NOTHING: not reads, WhyNot.NUDGED_TODAY: nudged_today}
    return [reason for reason, holds in refused.items() if holds]


def why_not_agree(what: Agreed, until: date | None, *, desk_closed: bool, today: date) -> list[WhyNot]:
    """Why nothing is noted: the desk is closed, or the day makes no sense."""
    refused = {
        WhyNot.DESK_CLOSED: desk_closed,
        WhyNot.DAY_MISSING: what == Agreed.ANSWERS_BY and until is None,
        WhyNot.DAY_PAST: until is not None and until < today,
    }
    return [reason for reason, holds in refused.items() if holds]
