"""Rules of what follows a course: journeys, reports, what was agreed, and what became of it. Pure (domain §12)."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from malath.framework.rules import leads_to_somebody
from malath.training.rules import failed
from malath.training.words import CourseKind, CourseState, HowOften, Outcome, Round, Said, Sex, WhyNot

AGREES: Final = frozenset({CourseKind.WORKSHOP, CourseKind.STUDY_VISIT})
ROUNDS: Final = {
    CourseKind.WORKSHOP: (Round.DAYS_90,),
    CourseKind.STUDY_VISIT: (Round.MONTHS_3, Round.MONTHS_6, Round.MONTHS_12),
}
MONTHS: Final = {Round.MONTHS_3: 3, Round.MONTHS_6: 6, Round.MONTHS_12: 12}
NINETY_DAYS: Final = timedelta(days=90)
REPORT_WITHIN: Final = timedelta(days=30)
REPORT_TOLD: Final = timedelta(days=23)
"""So long after the last day whoever took part is told that a report is missing: a week before it is late."""
SETTLES: Final = frozenset({Outcome.DONE, Outcome.DROPPED})
SMALL_DELEGATION: Final = 3
FOLLOWED: Final = (CourseKind.FRONT_LINE, CourseKind.REFRESHER, CourseKind.CAMP)
"""Courses after which it is asked what officers do at work; trainers are observed instead."""
PRACTICE: Final = (Round.MONTHS_3, Round.MONTHS_6)
ASKED_FOR: Final = 3
"""Months for which a round of these is open."""
REFRESHES: Final = frozenset({CourseKind.REFRESHER, CourseKind.TOT})
YEARLY: Final = 12
TRAINERS_YEARLY: Final = 24
"""Months after which a front-line officer, and who trains others, come to a refresher (domain §11)."""


def months_after(day: date, months: int) -> date:
    """The same day so many months later; the last of the month where there is none."""
    year, month = divmod(day.month - 1 + months, 12)
    first = date(day.year + year, month + 1, 1)
    last = (date(first.year + first.month // 12, first.month % 12 + 1, 1) - timedelta(days=1)).day
    return first.replace(day=min(day.day, last))


def last_day_before(today: date, months: int) -> date:
    """The last of all days since which so many months have passed."""
    day, tomorrow = months_after(today, -months), today + timedelta(days=1)
    return months_after(tomorrow, -months) - timedelta(days=1) if tomorrow.day == 1 else day


def practice_round(ends_on: date, today: date) -> Round | None:
    """Which round it is in which officers and supervisors say what became practice: for three months, from the third month
    and from the sixth one on (domain §11)."""
    return next((one for one in PRACTICE if _is_open(ends_on, today, one)), None)


def why_not_say(
    kind: CourseKind, asked: Round | None, said: Said, *, holds: bool, already: bool, oneself: bool
) -> list[WhyNot]:
    """Why it is not kept what an officer does at work. `oneself`: whoever says it is the officer."""
    checks = (
        (not holds, WhyNot.NOT_VALID),
        (kind not in FOLLOWED or asked is None, WhyNot.NOT_ASKED_NOW),
        (already, WhyNot.SAID_ALREADY),
        (said == Said.SUPERVISOR and oneself, WhyNot.ONESELF),
    )
    return failed(checks)


def refresh_by(kind: CourseKind, certified_on: date, changed_on: date | None) -> date | None:
    """By when the holder of a certificate comes to a refresher: after a year or two, and ninety days after a change of the law
    that touches what they were taught. The certificate holds all the same."""
    if kind in AGREES:
        return None
    yearly = months_after(certified_on, TRAINERS_YEARLY if kind == CourseKind.TOT else YEARLY)
    return min(yearly, changed_on + NINETY_DAYS) if changed_on else yearly


def is_refreshed(by: CourseKind, starts_on: date, changed_on: date | None) -> bool:
    """Whether a course refreshes what another one taught: one that began before the change does not."""
    return by in REFRESHES and (changed_on is None or starts_on >= changed_on)


def became_practice(answers: Mapping[str, str]) -> tuple[int, int]:
    """How many of what was taught are done always, of how many for which there was an occasion."""
    had = [one for one in answers.values() if one != HowOften.NO_OCCASION]
    return sum(one == HowOften.ALWAYS for one in had), len(had)


def _is_open(ends_on: date, today: date, asked: Round) -> bool:
    return months_after(ends_on, MONTHS[asked]) <= today < months_after(ends_on, MONTHS[asked] + ASKED_FOR)


def asked_on(ends_on: date, asked: Round) -> date:
    """On which day it is asked what became of something agreed."""
    return ends_on + NINETY_DAYS if asked == Round.DAYS_90 else months_after(ends_on, MONTHS[asked])


def next_round(kind: CourseKind, before: Round | None, outcome: Outcome | None) -> Round | None:
    """Which round comes after one; None once it is settled, or was the last."""
    rounds = ROUNDS[kind]
    if outcome in SETTLES:
        return None
    place = 0 if before is None else rounds.index(before) + 1
    return rounds[place] if place < len(rounds) else None


def why_not_plan(kind: CourseKind, words: str, *, approved: bool) -> list[WhyNot]:
    """Why a plan of a visit is not kept: never another one than the journey was approved for."""
    checks = (
        (kind != CourseKind.STUDY_VISIT, WhyNot.NO_VISIT),
        (approved, WhyNot.PLAN_STANDS),
        (leads_to_somebody(words), WhyNot.LEADS_TO_SOMEBODY),
    )
    return failed(checks)


def is_uneven(travellers: Sequence[Sex]) -> bool:
    """Whether of a delegation of three or more fewer than a third are women, or men."""
    fewest = min(sum(one == sex for one in travellers) for sex in Sex)
    return len(travellers) >= SMALL_DELEGATION and fewest * 3 < len(travellers)


def why_not_travel(
    kind: CourseKind, state: CourseState, travellers: Sequence[Sex], *, planned: bool, waiting: int, oneself: bool, because: str
) -> list[WhyNot]:
    """Why a journey is not approved: never by somebody who makes it, and before it begins."""
    if kind != CourseKind.STUDY_VISIT:
        return [WhyNot.NO_VISIT]
    checks = (
        (state == CourseState.CALLED_OFF, WhyNot.CALLED_OFF),
        (state in {CourseState.RUNNING, CourseState.OVER}, WhyNot.ON_THE_WAY),
        (not planned, WhyNot.NO_PLAN),
        (waiting == 0, WhyNot.NO_TRAVELLERS),
        (oneself, WhyNot.TRAVELS_ONESELF),
        (is_uneven(travellers) and not because.strip(), WhyNot.UNEVEN),
    )
    return failed(checks)


def why_not_report(kind: CourseKind, words: str, *, held: bool, reported: bool) -> list[WhyNot]:
    """Why a report is not kept."""
    checks = (
        (kind not in AGREES, WhyNot.NOTHING_AGREED_HERE),
        (not held, WhyNot.NOT_HELD),
        (reported, WhyNot.REPORTED_ALREADY),
        (leads_to_somebody(words), WhyNot.LEADS_TO_SOMEBODY),
    )
    return failed(checks)


def why_not_agree(kind: CourseKind, words: str, due_on: date, starts_on: date, *, held: bool, takes_part: bool) -> list[WhyNot]:
    """Why nothing is agreed."""
    checks = (
        (kind not in AGREES, WhyNot.NOTHING_AGREED_HERE),
        (not held, WhyNot.NOT_HELD),
        (not takes_part, WhyNot.NOT_OF_THE_COURSE),
        (due_on < starts_on, WhyNot.BEFORE_THE_COURSE),
        (leads_to_somebody(words), WhyNot.LEADS_TO_SOMEBODY),
    )
    return failed(checks)


def why_not_follow_up(
    kind: CourseKind, asked: Round | None, asked_on: date | None, today: date, outcome: Outcome, because: str
) -> list[WhyNot]:
    """Why it is not kept what became of something agreed. `asked`: the round that comes next, None once it is settled."""
    if asked is None or asked_on is None:
        return [WhyNot.SETTLED]
    checks = (
        (today < asked_on, WhyNot.ROUND_TOO_SOON),
        (outcome == Outcome.NOT_YET and asked == ROUNDS[kind][-1], WhyNot.SAY_IN_THE_END),
        (outcome != Outcome.NOT_YET and not because.strip(), WhyNot.WHAT_SHOWS_IT),
        (leads_to_somebody(because), WhyNot.LEADS_TO_SOMEBODY),
    )
    return failed(checks)


def shares(outcomes: Collection[Outcome]) -> dict[Outcome, int]:
    """How many came to what."""
    return {one: sum(other == one for other in outcomes) for one in Outcome}
