"""What may be written into a plan, and when it is due. Pure. Lateness is a reminder for ever and decides nothing."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from malath.agencies.words import AgencyKind, ServiceKind
from malath.cases.rules import HELPING_BODIES
from malath.support.words import Domain, GoalState, StepState, WhyNot

DAY, WEEK = timedelta(days=1), timedelta(days=7)
BEFORE, AGAIN = DAY, WEEK
"""How long before a plan is due somebody is reminded, and how often afterwards, for ever. Our own choice."""
AFTER_CRITICAL = DAY
"""How soon a plan is looked at after something critical. Source: domain §5.6 (after every critical event); the day is ours."""
PLANNING_BODIES: Final = HELPING_BODIES
"""Whose desks plan with a person. The Unit, the police and a prosecutor read nothing of a plan."""
KEEPING_BODIES: Final = frozenset({AgencyKind.SOCIAL, AgencyKind.ASSOCIATION, AgencyKind.SHELTER, AgencyKind.UN})
"""To which of them the clock of a plan is given by itself: those whose desks see who the person is."""
TAKING_ON: Final = (ServiceKind.PROTECTION, ServiceKind.CHILD_PROTECTION, ServiceKind.SHELTER)
"""With the acceptance of which referrals a first plan is due."""
RESULTS: Final = frozenset({GoalState.REACHED, GoalState.GIVEN_UP})


@dataclass(frozen=True)
class Spans:
    """How long each thing may take, in days: settings of the mechanism, not law."""

    plan: int = 7
    plan_child: int = 3
    review_in_shelter: int = 14
    review_outside: int = 30


CODES: Final = {
    "plan": "plan",
    "plan_child": "plan_child",
    "review_in_shelter": "plan_review_in_shelter",
    "review_outside": "plan_review_outside",
}


def spans_in(deadlines: Mapping[str, Mapping[str, Any]], otherwise: Mapping[str, int]) -> Spans:
    """The spans that the country's file of deadlines says, or the settings instead of it."""
    return Spans(**{name: int(otherwise.get(code, deadlines[code]["amount"])) for name, code in CODES.items()})


def plans(body: AgencyKind) -> bool:
    """Whether a body plans with a person."""
    return body in PLANNING_BODIES


def plan_due(since: datetime, spans: Spans, *, is_child: bool) -> datetime:
    """When the first plan is due. Age in doubt is a child."""
    return since + DAY * (spans.plan_child if is_child else spans.plan)


def review_due(after: datetime, spans: Spans, *, in_shelter: bool) -> datetime:
    """When a plan is looked at again."""
    return after + DAY * (spans.review_in_shelter if in_shelter else spans.review_outside)


def next_reminder(due: datetime | None, moment: datetime) -> datetime | None:
    """The next reminder after a moment: a day before, when it is due, and every week from then on."""
    if due is None:
        return None
    if moment < due - BEFORE:
        return due - BEFORE
    return due if moment < due else due + AGAIN * ((moment - due) // AGAIN + 1)


def why_not_remind(remind_at: datetime | None, at: datetime) -> list[WhyNot]:
    """Why nobody is reminded."""
    return [] if remind_at is not None and remind_at <= at else [WhyNot.NOT_DUE]


def why_not_goal(words: str, domain: Domain, *, refused: Collection[Domain], raised: bool) -> list[WhyNot]:
    """Why a goal is not put into the plan: what the person refused is not asked again, unless they raise it (domain §5.6)."""
    checks = (
        (not words.strip(), WhyNot.WORDS_MISSING),
        (domain in refused and not raised, WhyNot.NOT_ASKED_AGAIN),
    )
    return [reason for failed, reason in checks if failed]


def why_not_settle_goal(now: GoalState, result: GoalState) -> list[WhyNot]:
    """Why it is not written down what became of a goal."""
    if now != GoalState.CHOSEN:
        return [WhyNot.GOAL_SETTLED]
    return [] if result in RESULTS else [WhyNot.NOT_A_RESULT]


def why_not_step(words: str, due_on: date, today: date, *, goal: GoalState) -> list[WhyNot]:
    """Why an action is not added to a goal."""
    checks = (
        (goal != GoalState.CHOSEN, WhyNot.GOAL_SETTLED),
        (not words.strip(), WhyNot.WORDS_MISSING),
        (due_on < today, WhyNot.DAY_PAST),
    )
    return [reason for failed, reason in checks if failed]


def why_not_settle_step(now: StepState) -> list[WhyNot]:
    return [] if now == StepState.OPEN else [WhyNot.STEP_SETTLED]


def why_not_strike(*, struck: bool, ours: bool) -> list[WhyNot]:
    """Why a determinant is not struck out."""
    return [reason for failed, reason in ((struck, WhyNot.FACTOR_STRUCK), (not ours, WhyNot.NOT_OURS)) if failed]


def why_not_agree(*, agreed: bool, goals: Collection[int]) -> list[WhyNot]:
    """Why a plan is not agreed. `goals`: how many actions each chosen goal has."""
    if agreed:
        return [WhyNot.AGREED]
    if not goals:
        return [WhyNot.NO_GOAL]
    return [] if all(goals) else [WhyNot.NO_ACTION]


def why_not_review(words: str, *, agreed: bool) -> list[WhyNot]:
    """Why a plan is not reviewed."""
    checks = ((not agreed, WhyNot.NOT_AGREED), (not words.strip(), WhyNot.WORDS_MISSING))
    return [reason for failed, reason in checks if failed]
