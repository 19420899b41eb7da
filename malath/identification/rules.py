"""When identification is due, what may follow, who decides, and what is missing. Pure.

Lateness is a reminder for ever and never an answer: no rule here makes a decision out of time.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from malath.agencies.words import AgencyKind
from malath.cases.rules import DECIDED, DECIDES, HELPING_BODIES, remind_after
from malath.cases.rules import NEXT as CASE_NEXT
from malath.cases.words import CaseStatus
from malath.identification.words import ElementKind, ReviewOutcome, Stage, WhyNot, WhyNotBeside

AMMAN: Final = ZoneInfo("Asia/Amman")
DAY, WEEK = timedelta(days=1), timedelta(days=7)
FRIDAY, SATURDAY = 4, 5

NEXT: Final[dict[Stage, frozenset[Stage]]] = {
    Stage.WAITING: frozenset({Stage.PROPOSED}),
    Stage.PROPOSED: frozenset({Stage.WAITING, Stage.DECIDED}),
    Stage.DECIDED: frozenset({Stage.REVIEW, Stage.PROPOSED}),
    Stage.REVIEW: frozenset({Stage.REVIEWED}),
    Stage.REVIEWED: frozenset({Stage.PROPOSED}),
}
"""Sent back, a proposal waits again. What was decided is proposed anew only on new facts."""
OPEN: Final = frozenset({Stage.WAITING, Stage.PROPOSED})
OPINION_BODIES: Final = HELPING_BODIES | {AgencyKind.CTU}
"""Protection agencies and the Unit give written opinions (domain §5.4)."""
DECIDING_BODIES: Final = DECIDES[CaseStatus.IDENTIFIED][0]
ACTING_BODIES: Final = OPINION_BODIES | DECIDING_BODIES
"""Who can do something about what is due: everybody else would read a reminder and be able to open a file, no more."""
STORY_LEVEL: Final = 4
SOON = 3 * DAY
BEFORE_OPINION, BEFORE_DECISION = DAY, WEEK
"""How long before a clock runs out somebody is reminded, and how often afterwards, for ever. Our own choice."""


@dataclass(frozen=True)
class Spans:
    """How long each thing may take: the mechanism's own setting, in days; the first in working days of the country."""

    opinion_days: int = 5
    decision_days: int = 45
    review_days: int = 30
    reflection_days: int = 30
    reflection_days_child: int = 90


CODES: Final = {
    "opinion_days": "first_opinion",
    "decision_days": "identification_target",
    "review_days": "review_request",
    "reflection_days": "reflection_period",
    "reflection_days_child": "reflection_period_child",
}


def spans_in(deadlines: Mapping[str, Mapping[str, Any]], otherwise: Mapping[str, int]) -> Spans:
    """The spans that the country's file of deadlines says, or the settings instead of it."""
    return Spans(**{name: int(otherwise.get(code, deadlines[code]["amount"])) for name, code in CODES.items()})


def after_country_days(start: datetime, days: int, holidays: Collection[date]) -> datetime:
    """The same hour after so many working days of the country (Sunday to Thursday, no holiday); the first is the day after."""
    moment, left = start.astimezone(AMMAN), days
    while left:
        moment += DAY
        left -= moment.weekday() not in {FRIDAY, SATURDAY} and moment.date() not in holidays
    return moment


@dataclass(frozen=True)
class Clock:
    """Something that is due, and how long before it somebody is reminded."""

    due: datetime
    before: timedelta

    def next_after(self, moment: datetime) -> datetime:
        """The next reminder after a moment: before, when it is due, and every week from then on."""
        return remind_after(self.due, moment, before=self.before)


def running(
    stage: Stage, *, opinion_due: datetime, has_opinion: bool, decision_due: datetime | None, review_due: datetime | None
) -> list[Clock]:
    """The clocks that run: of the first opinion until there is one, of the decision once a body that decides has the file."""
    clocks = [Clock(opinion_due, BEFORE_OPINION)] if stage in OPEN and not has_opinion else []
    clocks += [Clock(decision_due, BEFORE_DECISION)] if stage in OPEN and decision_due else []
    return clocks + ([Clock(review_due, BEFORE_DECISION)] if stage == Stage.REVIEW and review_due else [])


def next_due(clocks: Iterable[Clock]) -> datetime | None:
    return min((clock.due for clock in clocks), default=None)


def next_reminder(clocks: Iterable[Clock], moment: datetime) -> datetime | None:
    return min((clock.next_after(moment) for clock in clocks), default=None)


def why_not_remind(remind_at: datetime | None, at: datetime) -> list[WhyNot]:
    """Why nobody is reminded."""
    return [] if remind_at is not None and remind_at <= at else [WhyNot.NOT_DUE]


def rights_last(stage: Stage, decision: CaseStatus | None, review_until: datetime | None, at: datetime) -> bool:
    """Whether the rights of a potential victim last: until a reasoned decision, and until the time for its review, or the
    review itself, is over (domain §5.4). They go on as those of a victim where the person was identified."""
    if stage in OPEN or decision == CaseStatus.IDENTIFIED or stage == Stage.REVIEW:
        return True
    return stage == Stage.DECIDED and review_until is not None and at < review_until


@dataclass(frozen=True)
class Row:
    """What the matrix holds under one name, "" for somebody unknown: which codes of which kind."""

    party: str
    found: frozenset[tuple[ElementKind, str]]

    def has(self, kind: ElementKind) -> bool:
        return any(one == kind for one, _code in self.found)


def needed(*, is_child: bool) -> tuple[ElementKind, ...]:
    """What has to come together. Of a child no means is needed, and age in doubt is a child (law art. 3(a)(2), domain §5.0)."""
    return (ElementKind.ACT, ElementKind.PURPOSE) if is_child else (ElementKind.ACT, ElementKind.MEANS, ElementKind.PURPOSE)


def missing(row: Row, *, is_child: bool) -> list[ElementKind]:
    """What the matrix does not hold yet under one name."""
    return [kind for kind in needed(is_child=is_child) if not row.has(kind)]


def why_not_enter(
    kind: ElementKind, code: str, *, known: Mapping[ElementKind, Collection[str]], on: date | None, today: date
) -> list[WhyNot]:
    """Why something is not entered into the matrix."""
    checks = (
        (code not in known.get(kind, ()), WhyNot.ELEMENT_UNKNOWN),
        (on is not None and on > today, WhyNot.DAY_AHEAD),
    )
    return [reason for failed, reason in checks if failed]


def why_not_strike(*, struck: bool, ours: bool) -> list[WhyNot]:
    """Why something is not struck out of the matrix."""
    checks = ((struck, WhyNot.STRUCK), (not ours, WhyNot.NOT_OURS))
    return [reason for failed, reason in checks if failed]


@dataclass(frozen=True)
class Reasons:
    """What speaks for and against each element."""

    act: str = ""
    means: str = ""
    purpose: str = ""


def why_not_propose(
    status: CaseStatus,
    reasons: Reasons | None,
    *,
    now: CaseStatus,
    stage: Stage,
    matrix: Iterable[Row],
    is_child: bool,
    may: bool,
) -> list[WhyNot]:
    """Why a decision is not proposed. Each needs its reasons against act, means and purpose; that somebody is a victim needs
    them in the matrix. `reasons` is None before anything is typed."""
    if Stage.PROPOSED not in NEXT[stage]:
        return [WhyNot.NOT_THE_STAGE]
    if not may:
        return [WhyNot.NOT_YOURS_TO_DECIDE]
    complete = any(not missing(row, is_child=is_child) for row in matrix)
    checks = (
        (not leads_to(now, status), WhyNot.STATUS_MEANWHILE),
        (reasons is not None and status == CaseStatus.IDENTIFIED and not complete, WhyNot.MATRIX_INCOMPLETE),
        (reasons is not None and not reasons.act.strip(), WhyNot.REASON_ACT),
        (reasons is not None and not is_child and not reasons.means.strip(), WhyNot.REASON_MEANS),
        (reasons is not None and not reasons.purpose.strip(), WhyNot.REASON_PURPOSE),
    )
    return [reason for failed, reason in checks if failed]


def why_not_confirm(*, stage: Stage, own: bool, same_body: bool, may: bool, stale: bool = False) -> list[WhyNot]:
    """Why a proposal is neither confirmed nor sent back: by a second officer of the body that proposed it."""
    if stage != Stage.PROPOSED or stale:
        return [WhyNot.NOT_THE_STAGE]
    checks = (
        (not may, WhyNot.NOT_YOURS_TO_DECIDE),
        (not same_body, WhyNot.ANOTHER_BODY),
        (own, WhyNot.OWN_PROPOSAL),
    )
    return [reason for failed, reason in checks if failed]


def why_not_ask_review(
    *, stage: Stage, decision: CaseStatus | None, asked: bool, review_until: datetime | None, at: datetime, why: str | None
) -> list[WhyNot]:
    """Why a review is not asked for: once, in time, of a decision that is against the person. `why` is None before it is
    typed."""
    if asked:
        return [WhyNot.ASKED_ALREADY]
    if decision is None or stage != Stage.DECIDED:
        return [WhyNot.NOT_DECIDED]
    checks = (
        (decision == CaseStatus.IDENTIFIED, WhyNot.NOTHING_TO_REVIEW),
        (review_until is not None and at >= review_until, WhyNot.REVIEW_OVER),
        (why is not None and not why.strip(), WhyNot.WORDS_MISSING),
    )
    return [reason for failed, reason in checks if failed]


def why_not_review(
    outcome: ReviewOutcome,
    status: CaseStatus | None,
    *,
    stage: Stage,
    now: CaseStatus,
    decided: CaseStatus,
    had_a_part: bool,
    may: bool,
    words: str,
) -> list[WhyNot]:
    """Why a review is not settled: by another officer, with reasons; changed means changed to another decision."""
    if stage != Stage.REVIEW:
        return [WhyNot.NOT_THE_STAGE]
    changes = outcome == ReviewOutcome.CHANGED
    checks = (
        (not may, WhyNot.NOT_YOURS_TO_DECIDE),
        (had_a_part, WhyNot.HAD_A_PART),
        (changes and (status is None or status == decided), WhyNot.SAME_DECISION),
        (changes and status is not None and not leads_to(now, status), WhyNot.STATUS_MEANWHILE),
        (not words.strip(), WhyNot.WORDS_MISSING),
    )
    return [reason for failed, reason in checks if failed]


def way_to(now: CaseStatus, new: CaseStatus) -> tuple[CaseStatus, ...]:
    """The statuses through which a decision is written: the question may have to be opened anew first. () where none leads."""
    if new in CASE_NEXT[now]:
        return (new,)
    anew = CaseStatus.POTENTIAL
    return (anew, new) if anew in CASE_NEXT[now] and new in CASE_NEXT[anew] else ()


def leads_to(now: CaseStatus, new: CaseStatus) -> bool:
    """Whether a case that stands so can be decided so. One that stands so already can: it was decided elsewhere."""
    return new in DECIDED and bool(way_to(now, new))


def may_give_opinion(body: AgencyKind) -> bool:
    return body in OPINION_BODIES


STEP: Final = timedelta(days=30)
ENDS_SOON: Final = timedelta(days=3)


def recovery_ends(start: date, spans: Spans, *, is_child: bool) -> date:
    """The planned end of the recovery and reflection period: thirty days at least, of a child ninety (domain §5.5; CoE
    Convention art. 13 from memory, our own choice for children)."""
    days = spans.reflection_days_child if is_child else spans.reflection_days
    return start + timedelta(days=days)


def why_not_start(*, is_potential: bool, runs: bool) -> list[WhyNotBeside]:
    """Why the period is not started: it is offered as soon as somebody says that the person may be a victim."""
    if runs:
        return [WhyNotBeside.RUNS_ALREADY]
    return [] if is_potential else [WhyNotBeside.NOT_A_POTENTIAL_VICTIM]


def why_not_extend(ends_on: date | None, until: date, today: date, because: str) -> list[WhyNotBeside]:
    """Why the period is not extended. It can be after its end as well: what ended late is not lost."""
    if ends_on is None:
        return [WhyNotBeside.NOT_STARTED]
    checks = (
        (not ends_on < until <= max(ends_on, today) + STEP, WhyNotBeside.NOT_LONGER),
        (not because.strip(), WhyNotBeside.WORDS_MISSING),
    )
    return [reason for failed, reason in checks if failed]


def why_not_remind_of_end(ends_on: date, today: date, *, told: bool) -> list[WhyNotBeside]:
    """Why nobody is told that a period ends: only once, within its last days. What ends is a date, never the help."""
    return [WhyNotBeside.NOT_DUE] if told or ends_on > today + ENDS_SOON else []


def why_not_settlement(words: str, on: date, follow_up_on: date, today: date) -> list[WhyNotBeside]:
    """Why it is not written down that something was settled or withdrawn privately: never without a day to look again, since a
    settlement can hide a victim (domain §5.4)."""
    checks = (
        (not words.strip(), WhyNotBeside.WORDS_MISSING),
        (on > today, WhyNotBeside.DAY_AHEAD),
        (follow_up_on <= today, WhyNotBeside.FOLLOW_UP_PAST),
    )
    return [reason for failed, reason in checks if failed]


def why_not_letter(*, of_decision: bool, decided: bool, rights: bool) -> list[WhyNotBeside]:
    """Why a letter is not issued: that of the decision needs one; the status letter holds while the rights last."""
    if of_decision:
        return [] if decided else [WhyNotBeside.NOT_DECIDED]
    return [] if rights else [WhyNotBeside.RIGHTS_OVER]
