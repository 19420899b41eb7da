"""How soon a contact is looked at, who goes first in a flood, when somebody may be called, and when all is forgotten. Pure."""

from dataclasses import dataclass
from datetime import time, timedelta
from typing import Final

from malath.helpline.words import Reach, Triage, WhyNotContact, YesNo

AT_ONCE: Final = timedelta(minutes=15)
SAME_DAY: Final = timedelta(hours=4)
KEPT_UNREAD: Final = timedelta(days=90)
WORDS_KEPT: Final = timedelta(days=30)
"""Our own choice, as for concerns: after it was settled, and where no code reads on."""
CROWD: Final = 5
ALIKE: Final = timedelta(days=1)
ORDER: Final = {Triage.EMERGENCY: 0, Triage.URGENT: 2, Triage.NORMAL: 4}


@dataclass(frozen=True)
class Window:
    """The hours of each day at which somebody may be called, `until` exclusive; over midnight when it begins later."""

    since: time
    until: time

    def holds(self, moment: time) -> bool:
        if self.since <= self.until:
            return self.since <= moment < self.until
        return moment >= self.since or moment < self.until


@dataclass(frozen=True)
class Stand:
    """A contact as the rules see it."""

    taken: bool = False
    settled: bool = False
    forgotten: bool = False
    readable: bool = False
    with_case: bool = False
    triage: Triage = Triage.NORMAL


def triage_of(*, safe: YesNo, danger: YesNo, child: YesNo) -> Triage:
    """Danger goes before all; a child, or who does not know whether they are safe, before the others."""
    if danger == YesNo.YES or safe == YesNo.NO:
        return Triage.EMERGENCY
    return Triage.URGENT if child == YesNo.YES or safe == YesNo.NOT_SAID else Triage.NORMAL


def rank_of(triage: Triage, *, alike: int, crowd: int) -> int:
    """Who is looked at first. What says word for word what others said within a day, or comes as one of many from one place,
    waits behind its like and before what is less urgent: nothing is thrown away because there is much of it."""
    return ORDER[triage] + (alike > 0 or crowd >= CROWD)


def why_not_open_line(*, desk_closed: bool, is_open: bool) -> list[WhyNotContact]:
    if desk_closed:
        return [WhyNotContact.DESK_CLOSED]
    return [WhyNotContact.LINE_OPEN] if is_open else []


def why_not_take(stand: Stand) -> list[WhyNotContact]:
    if stand.settled:
        return [WhyNotContact.SETTLED]
    return [WhyNotContact.TAKEN] if stand.taken else []


def why_not_write(stand: Stand) -> list[WhyNotContact]:
    """A note, or what was said on the phone; also after it was settled, as long as anything is kept."""
    if stand.forgotten:
        return [WhyNotContact.FORGOTTEN]
    return [] if stand.taken else [WhyNotContact.NOT_TAKEN]


def why_not_answer(stand: Stand) -> list[WhyNotContact]:
    return why_not_write(stand) or ([] if stand.readable else [WhyNotContact.NOBODY_READS])


def why_not_call(stand: Stand, reach: Reach, window: Window | None, moment: time) -> list[WhyNotContact]:
    """Nobody is called who did not say so, and not at another hour than they said, however urgent it is: the phone may lie in
    other hands."""
    if reasons := why_not_write(stand):
        return reasons
    if reach != Reach.CALL or window is None:
        return [WhyNotContact.NO_CALL]
    return [] if window.holds(moment) else [WhyNotContact.NOT_NOW]


def why_not_settle(stand: Stand) -> list[WhyNotContact]:
    if stand.settled:
        return [WhyNotContact.SETTLED]
    return [] if stand.taken else [WhyNotContact.NOT_TAKEN]


def why_not_open_case(stand: Stand) -> list[WhyNotContact]:
    """Who writes again after a case was opened gets no second one by a press."""
    return why_not_settle(stand) or ([WhyNotContact.CASE_BEFORE] if stand.with_case else [])


def why_not_escalate(stand: Stand, *, told: bool, due: bool) -> list[WhyNotContact]:
    """Those above are told once, of what nobody looks after in time."""
    if reasons := why_not_take(stand):
        return reasons
    if told:
        return [WhyNotContact.TOLD_ALREADY]
    return [] if due else [WhyNotContact.NOT_DUE]


def why_not_forget(stand: Stand, *, untouched: timedelta, settled_for: timedelta | None) -> list[WhyNotContact]:
    """A thread goes when nobody used its code for ninety days; what has no code, thirty days after it was settled. An emergency
    at which nobody has looked is put before a person first."""
    if stand.forgotten:
        return [WhyNotContact.FORGOTTEN]
    if stand.triage == Triage.EMERGENCY and not stand.taken and not stand.settled:
        return [WhyNotContact.UNSEEN_EMERGENCY]
    over = untouched >= KEPT_UNREAD if stand.readable else settled_for is not None and settled_for >= WORDS_KEPT
    return [] if over else [WhyNotContact.NOT_DUE]
