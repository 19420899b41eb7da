"""When a desk code opens, how soon a concern is looked at, and how long its words are kept. Pure."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from malath.helpline.words import CodeState, HowSoon, Soon, WhyNot

DIGITS: Final = 12
"""A code is typed on the keys of a cheap phone. It opens what hangs on a wall anyway; twelve digits keep noise out."""
TERMS: Final = (7, 30, 90)
OPENINGS: Final = (25, 100, 500)
MOST_CODES: Final = 20
CARD_LASTS: Final = timedelta(hours=2)
SAME_DAY: Final = timedelta(hours=4)
"""Domain §18: what is urgent, or about a child in danger, is acknowledged within four hours on the wall clock."""
WORDS_KEPT: Final = timedelta(days=30)
"""Our own choice: long enough to go back to a concern that was settled too fast, no longer."""


@dataclass(frozen=True)
class CodeLife:
    """A desk code as the rules see it."""

    until: datetime
    opened: int
    most: int
    ended: bool
    desk_closed: bool

    def state(self, at: datetime) -> CodeState:
        checks = (
            (self.ended, CodeState.ENDED),
            (self.desk_closed, CodeState.DESK_CLOSED),
            (self.until <= at, CodeState.EXPIRED),
            (self.opened >= self.most, CodeState.USED_UP),
        )
        return next((state for holds, state in checks if holds), CodeState.OPENS)

    def opens(self, at: datetime) -> bool:
        """Whether who types it gets the card."""
        return self.state(at) == CodeState.OPENS

    def carries(self, at: datetime) -> bool:
        """Whether a card that it opened before goes on: it does when the code was typed as often as agreed since."""
        return self.state(at) in (CodeState.OPENS, CodeState.USED_UP)


def how_soon(marked: Collection[HowSoon], *, soon: Soon) -> HowSoon:
    """The strongest sign decides how soon somebody looks. Words without a sign are looked at within a working day: who wrote
    them had a reason."""
    if soon == Soon.YES or HowSoon.URGENT in marked:
        return HowSoon.URGENT
    return HowSoon.WATCH if marked and HowSoon.ALERT not in marked else HowSoon.ALERT


def why_not_give(*, desk_closed: bool, alive: int) -> list[WhyNot]:
    if desk_closed:
        return [WhyNot.DESK_CLOSED]
    return [WhyNot.TOO_MANY_CODES] if alive >= MOST_CODES else []


def why_not_renew(*, ended: bool, desk_closed: bool) -> list[WhyNot]:
    if ended:
        return [WhyNot.CODE_ENDED]
    return [WhyNot.DESK_CLOSED] if desk_closed else []


def why_not_take(*, taken: bool, settled: bool) -> list[WhyNot]:
    if settled:
        return [WhyNot.SETTLED]
    return [WhyNot.TAKEN] if taken else []


def why_not_settle(*, taken: bool, settled: bool) -> list[WhyNot]:
    if settled:
        return [WhyNot.SETTLED]
    return [] if taken else [WhyNot.NOT_TAKEN]


def why_not_escalate(*, taken: bool, told: bool, due: bool) -> list[WhyNot]:
    """Supervisors are told once, of what nobody looks after in time."""
    if taken or told:
        return [WhyNot.TAKEN if taken else WhyNot.TOLD_ALREADY]
    return [] if due else [WhyNot.NOT_DUE]
