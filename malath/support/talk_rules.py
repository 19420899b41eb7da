"""When a panel, a conference and a complaint may go on. Pure."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Final

from malath.support.rules import DAY
from malath.support.words import ConferenceState, PanelRole, Route, WhyNot

MEMBERS: Final = 3
OPTIONS: Final = 2


def why_not_open(question: str, *, is_child: bool, is_open: bool) -> list[WhyNot]:
    """Why a procedure is not opened. Age in doubt is a child."""
    checks = (
        (not is_child, WhyNot.NOT_A_CHILD), (is_open, WhyNot.PANEL_OPEN), (not question.strip(), WhyNot.WORDS_MISSING),
    )  # fmt: skip
    return [reason for failed, reason in checks if failed]


def why_not_go_on(words: str, *, decided: bool) -> list[WhyNot]:
    """Why nothing is written into a procedure."""
    checks = ((decided, WhyNot.PANEL_DECIDED), (not words.strip(), WhyNot.WORDS_MISSING))
    return [reason for failed, reason in checks if failed]


def why_not_decide(
    reasons: str,
    *,
    decided: bool,
    members: Collection[PanelRole],
    heard: bool,
    options: int,
    is_option: bool,
    review_on: date,
    today: date,
) -> list[WhyNot]:
    """Why a panel does not decide: three members with child protection among them, after the child was asked, between two
    options at least (domain §5.9). A parent's request is one voice, never the decision."""
    checks = (
        (decided, WhyNot.PANEL_DECIDED),
        (len(members) < MEMBERS, WhyNot.PANEL_TOO_SMALL),
        (PanelRole.CHILD_PROTECTION not in members, WhyNot.NO_CHILD_PROTECTION),
        (not heard, WhyNot.VIEW_MISSING),
        (options < OPTIONS, WhyNot.OPTIONS_MISSING),
        (not is_option, WhyNot.OPTION_ELSEWHERE),
        (not reasons.strip(), WhyNot.WORDS_MISSING),
        (review_on <= today, WhyNot.DAY_PAST),
    )
    return [reason for failed, reason in checks if failed]


def next_look(due: datetime, moment: datetime) -> datetime:
    """A panel that is late is reminded of each day: a child waits."""
    return due - DAY if moment < due - DAY else due if moment < due else due + DAY * ((moment - due) // DAY + 1)


def why_not_call(who: str, on: date, today: date) -> list[WhyNot]:
    """Why a conference is not called."""
    return [reason for failed, reason in ((not who.strip(), WhyNot.WORDS_MISSING), (on < today, WhyNot.DAY_PAST)) if failed]


def why_not_minutes(state: ConferenceState, minutes: str, on: date, today: date, *, days: Collection[date]) -> list[WhyNot]:
    """Why minutes are not written. `days`: of what is to be done."""
    checks = (
        (state != ConferenceState.CALLED, WhyNot.NOT_CALLED),
        (on > today, WhyNot.MINUTES_AHEAD),
        (not minutes.strip(), WhyNot.WORDS_MISSING),
        (any(day < today for day in days), WhyNot.DAY_PAST),
    )
    return [reason for failed, reason in checks if failed]


def why_not_complain(words: str, route: Route, *, same_body: bool, handlers: int) -> list[WhyNot]:
    """Why a complaint is not written down. `handlers`: who may answer it there; never whom it is about."""
    checks = (
        (not words.strip(), WhyNot.WORDS_MISSING),
        (route == Route.OUTSIDE and same_body, WhyNot.SAME_BODY),
        (not handlers, WhyNot.NOBODY_HANDLES),
    )
    return [reason for failed, reason in checks if failed]


def why_not_answer(words: str, *, answered: bool, own: bool) -> list[WhyNot]:
    """Why a complaint is not answered. `own`: by whom it is about, or who wrote it down."""
    checks = ((answered, WhyNot.ANSWERED), (own, WhyNot.ABOUT_YOU), (not words.strip(), WhyNot.WORDS_MISSING))
    return [reason for failed, reason in checks if failed]
