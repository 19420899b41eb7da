"""What happens between sending and the end, and after it: questions, a pause the person asked for, feedback, another try.
Pure."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Final

from malath.agencies.rules import WorkingHours, next_opening
from malath.privacy.words import Level
from malath.referrals.words import LIVES, WAITING, QuestionKind, Reason, ReplyKind, Status

MOST_QUESTIONS: Final = 5
LONGEST_HOLD: Final = timedelta(days=15)
"""Clocks stop only for the person's own request (domain §18), and never for ever: to the end of the fourteenth day."""

LEVEL_OF: Final[dict[QuestionKind, Level]] = {
    kind: Level.L3 if kind == QuestionKind.REACH else Level.L2 for kind in QuestionKind
}
"""How far the person's agreement must reach before a question may be answered."""

ENDED_WITHOUT_HELP: Final = (Status.DECLINED, Status.WITHDRAWN, Status.STOPPED)
FEEDBACK_ON: Final = (Status.ACCEPTED, Status.DECLINED, Status.COMPLETED, Status.STOPPED)


def why_not_ask(
    *, status: Status, stands: bool, waiting: Collection[QuestionKind], kind: QuestionKind | None = None
) -> list[Reason]:
    """Why a receiving desk asks nothing (more). `waiting`: the questions without an answer. The clocks run on."""
    if status not in LIVES:
        return [Reason.NOT_WAITING]
    checks = (
        (not stands, Reason.NO_BASIS),
        (kind in waiting, Reason.ALREADY_ASKED),
        (kind not in waiting and len(waiting) >= MOST_QUESTIONS, Reason.TOO_MANY_QUESTIONS),
    )
    return [reason for failed, reason in checks if failed]


def why_not_reply(
    kind: QuestionKind, reply: ReplyKind, *, words: str, replied: bool, lives: bool, stands: bool, level: Level
) -> list[Reason]:
    """Why an answer is not sent: it goes no further than the person's agreement with this body. That nothing is told can
    always be said."""
    if replied:
        return [Reason.ALREADY_REPLIED]
    if not lives or not stands:
        return [Reason.NOT_WAITING if not lives else Reason.NO_BASIS]
    if reply != ReplyKind.TOLD:
        return []
    checks = ((not words.strip(), Reason.WORDS_MISSING), (level < LEVEL_OF[kind], Reason.BEYOND_CONSENT))
    return [reason for failed, reason in checks if failed]


def why_not_hold(*, status: Status, held: bool, stands: bool, because: str, until: datetime, at: datetime) -> list[Reason]:
    """Why clocks do not stand still: only the person's own request stops them, with a reason, and not for ever."""
    if status not in WAITING:
        return [Reason.NOT_WAITING]
    checks = (
        (not stands, Reason.NO_BASIS),
        (held, Reason.ON_HOLD),
        (not because.strip(), Reason.BECAUSE_MISSING),
        (until <= at, Reason.HELD_IN_THE_PAST),
        (until > at + LONGEST_HOLD, Reason.HELD_TOO_LONG),
    )
    return [reason for failed, reason in checks if failed]


def why_not_resume(*, status: Status, held: bool) -> list[Reason]:
    """Why clocks do not run again."""
    if status not in WAITING:
        return [Reason.NOT_WAITING]
    return [] if held else [Reason.NOT_ON_HOLD]


def why_not_feedback(*, status: Status) -> list[Reason]:
    """Why the sender says nothing yet on how it went."""
    return [] if status in FEEDBACK_ON else [Reason.STILL_OPEN]


def why_not_again(*, status: Status, case_closed: bool) -> list[Reason]:
    """Why no other desk is asked with what was typed: the first one may still help, or the case is closed."""
    if status not in ENDED_WITHOUT_HELP:
        return [Reason.STILL_LIVES]
    return [Reason.CASE_CLOSED] if case_closed else []


def moved(due: datetime, by: timedelta, hours: WorkingHours, holidays: frozenset[date], *, wall: bool) -> datetime:
    """A deadline after its clock stood still: later by as much, and for a clock of working time never at a closed hour."""
    later = due + by
    return later if wall else next_opening(later, hours, holidays)
