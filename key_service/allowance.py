"""How many keys are opened in a minute and in a day: enough for all who work, too few for who carries everything away."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


@dataclass(frozen=True)
class Allowance:
    """`more`, until a moment: what was allowed on top, for a day on which everybody is read anew."""

    minute: int = 3_000
    day: int = 40_000
    more: int = 0
    until: datetime | None = None

    def at(self, at: datetime) -> "Allowance":
        """With what is allowed on top at that moment."""
        if self.until is None or at >= self.until:
            return self
        return replace(self, minute=self.minute + self.more, day=self.day + self.more)


@dataclass
class Counted:
    """What was opened since a minute and a day began."""

    minute_from: datetime
    day_from: datetime
    minute: int = 0
    day: int = 0

    def may(self, allowed: Allowance, at: datetime) -> bool:
        """One more, if it is allowed; it is then counted."""
        if not timedelta(0) <= at - self.minute_from < MINUTE:
            self.minute_from, self.minute = at, 0
        if at - self.day_from >= DAY:
            self.day_from, self.day = at, 0
        now = allowed.at(at)
        if self.minute >= now.minute or self.day >= now.day:
            return False
        self.minute += 1
        self.day += 1
        return True


def since(at: datetime, day: int = 0) -> Counted:
    """Counting that begins now, with what the day has seen before a restart."""
    return Counted(at, at, day=day)
