"""Rules of training: who is admitted, what counts as taken part. Pure. Numbers are the working rules of domain §11."""

import random
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from malath.framework.rules import leads_to_somebody
from malath.training.words import (
    CourseKind,
    CourseState,
    Criterion,
    Discipline,
    Level,
    Merit,
    Moment,
    NoGain,
    NominationState,
    Part,
    WhyNot,
)

YEARS_IN_THE_FIELD: Final = 3
TOT_DAYS: Final = 5
TAKEN_PART: Final = 80
"""So many of a hundred half-days for a certificate."""
SIGN_IN_LASTS: Final = timedelta(hours=2)
WRONG_CODES: Final = 50
"""So many wrong codes in one half-day, of whomever, and the list alone counts."""
PASS: Final = {CourseKind.TOT: 80}
PASS_OTHERWISE: Final = 70
"""So many of a hundred right answers."""
RESIT_AFTER: Final = timedelta(days=14)
TEACH_BACK: Final = Decimal(3)
"""Of four, on average."""
TESTED: Final = frozenset({CourseKind.TOT, CourseKind.FRONT_LINE, CourseKind.REFRESHER})
CERTIFIED_FOR: Final = timedelta(days=730)
FEW_ANSWERS: Final = 10
LAPSES_AFTER: Final = timedelta(days=730)
"""So long without a session, and a trainer's level rests."""
FEW_RATINGS: Final = 5
RATED: Final = Decimal(4)
SESSIONS_OF_A_MASTER: Final = 6
PANEL: Final = 2
SESSIONS_A_YEAR: Final = 2
MENTORED_A_YEAR: Final = 2
A_YEAR: Final = timedelta(days=365)
RATES_THE_TRAINER: Final = 3
"""Which of the statements rates who delivered it."""
NEXT_LEVEL: Final[Mapping[Level | None, Level | None]] = {
    None: Level.CO_TRAINER, Level.CANDIDATE: Level.CO_TRAINER, Level.CO_TRAINER: Level.NATIONAL, Level.NATIONAL: Level.MASTER,
    Level.MASTER: None,
}  # fmt: skip
"""Of fewer answers nothing is said of a question."""
SELECTED: Final = frozenset({CourseKind.TOT})
"""Courses for which years and discipline count: who trains others later."""


@dataclass(frozen=True)
class Evidence:
    """What a trainer did. `observed`: means of rubrics, of 4; `rating`: of 5, None of too few answers."""

    certified: bool = False
    deliveries: int = 0
    observed: tuple[Decimal, ...] = ()
    rating: Decimal | None = None
    curriculum_work: bool = False


@dataclass(frozen=True)
class Lately:
    """What a trainer did within a year: courses and among them trainings of trainers delivered, trainers whose delivery they
    rated. `refreshed`: came to a refresher within two."""

    delivered: int = 0
    tots: int = 0
    mentored: int = 0
    refreshed: bool = False


@dataclass(frozen=True)
class SinceTheLapse:
    """What a trainer did since their level rests."""

    refreshed: bool = False
    observed: tuple[Decimal, ...] = ()


def state_of(starts_on: date, ends_on: date, today: date, *, called_off: bool) -> CourseState:
    if called_off:
        return CourseState.CALLED_OFF
    if today < starts_on:
        return CourseState.AHEAD
    return CourseState.RUNNING if today <= ends_on else CourseState.OVER


def why_not_revise(code: str, codes: Collection[str], label: str, labels: Collection[str]) -> list[WhyNot]:
    """Why no new version of a module is brought in."""
    checks = (
        (code not in codes, WhyNot.UNKNOWN_MODULE),
        (label.casefold() in {one.casefold() for one in labels}, WhyNot.SAME_LABEL),
    )
    return failed(checks)


def why_not_enlist(*, account_taken: bool, other_body: bool, field_since: date, today: date) -> list[WhyNot]:
    """Why an officer is not written down."""
    return failed(
        (
            (account_taken, WhyNot.ACCOUNT_TAKEN),
            (other_body, WhyNot.OTHER_BODY),
            (field_since > today, WhyNot.DAY_AHEAD),
        )
    )


def why_not_announce(kind: CourseKind, starts_on: date, ends_on: date, modules: Collection[str]) -> list[WhyNot]:
    """Why a course is not announced: a training of trainers takes five days, and a training teaches modules."""
    days = (ends_on - starts_on).days + 1
    teaches = kind not in {CourseKind.WORKSHOP, CourseKind.STUDY_VISIT}
    checks = (
        (days < 1, WhyNot.ENDS_BEFORE),
        (kind == CourseKind.TOT and 1 <= days < TOT_DAYS, WhyNot.TOO_SHORT),
        (teaches and not modules, WhyNot.NO_MODULES),
    )
    return failed(checks)


def why_not_nominate(state: CourseState, *, already: bool, trains_here: bool) -> list[WhyNot]:
    """Why nobody is nominated for a course any more, or not this officer."""
    checks = (
        (state == CourseState.CALLED_OFF, WhyNot.CALLED_OFF),
        (state == CourseState.OVER, WhyNot.IS_OVER),
        (already, WhyNot.NOMINATED_ALREADY),
        (trains_here, WhyNot.TRAINS_HERE),
    )
    return failed(checks)


def against_the_rule(
    kind: CourseKind, field_since: date, starts_on: date, discipline: Discipline, merits: Collection[str] = ()
) -> list[WhyNot]:
    """What speaks against an officer, and needs a waiver (domain §11: three years of field work, no disciplinary matter; §12:
    whoever goes on a study visit works on it, stays in such work and passes it on)."""
    if kind == CourseKind.STUDY_VISIT:
        return [WhyNot.MERIT_MISSING] if set(Merit.values) - set(merits) else []
    if kind not in SELECTED:
        return []
    checks = (
        (years_between(field_since, starts_on) < YEARS_IN_THE_FIELD, WhyNot.FEW_YEARS),
        (discipline != Discipline.NONE, WhyNot.DISCIPLINE),
    )
    return failed(checks)


def why_not_admit(
    state: CourseState, nomination: NominationState, against: list[WhyNot], *, because: str, nominated: bool, oneself: bool
) -> list[WhyNot]:
    """Why a nomination is not accepted. `nominated`: whoever answers nominated themselves; with something against the officer
    somebody else has to say yes, with a reason."""
    waived = bool(because.strip())
    checks = (
        *((not waived, reason) for reason in against),
        (state == CourseState.CALLED_OFF, WhyNot.CALLED_OFF),
        (nomination != NominationState.NOMINATED, WhyNot.ANSWERED),
        (oneself, WhyNot.ONESELF),
        (bool(against) and waived and nominated, WhyNot.OWN_NOMINATION),
    )
    return failed(checks)


def why_not_answer(nomination: NominationState, *, because: str) -> list[WhyNot]:
    """Why a nomination is not turned down."""
    checks = ((nomination != NominationState.NOMINATED, WhyNot.ANSWERED), (not because.strip(), WhyNot.REASON_MISSING))
    return failed(checks)


def why_not_lead(kind: CourseKind, part: Part, level: Level | None, *, lapsed: bool, experts: bool) -> list[WhyNot]:
    """Why an officer of this level does not train so. Under experts from outside somebody of the pool may have any level; a
    level that rests comes back by delivering together with another."""
    leads = part == Part.LEAD and not experts
    checks = (
        (level is None, WhyNot.NO_TRAINER),
        (leads and level in {Level.CANDIDATE, Level.CO_TRAINER}, WhyNot.LEADS_NOT),
        (leads and kind == CourseKind.TOT and level == Level.NATIONAL, WhyNot.LEADS_NO_TOT),
        (part == Part.LEAD and lapsed, WhyNot.RESTS),
    )
    return failed(checks)


def why_not_train(state: CourseState, *, named: bool, takes_part: bool) -> list[WhyNot]:
    """Why an officer is not named as a trainer of a course."""
    checks = (
        (state == CourseState.CALLED_OFF, WhyNot.CALLED_OFF),
        (named, WhyNot.NAMED_ALREADY),
        (takes_part, WhyNot.TAKES_PART),
    )
    return failed(checks)


def why_not_open(
    state: CourseState, on: date, starts_on: date, ends_on: date, today: date, *, held: bool, travels: bool = True
) -> list[WhyNot]:
    """Why a half-day is not opened. One that was held without network is written down afterwards, never beforehand. `travels`:
    of a study visit, whether anybody's journey was approved."""
    checks = (
        (state == CourseState.CALLED_OFF, WhyNot.CALLED_OFF),
        (not starts_on <= on <= ends_on, WhyNot.OUTSIDE_DAYS),
        (on > today, WhyNot.DAY_AHEAD),
        (held, WhyNot.HELD_ALREADY),
        (not travels, WhyNot.NO_JOURNEY),
    )
    return failed(checks)


def may_be_there(kind: CourseKind, state: NominationState, *, approved: bool) -> bool:
    """Whether somebody may be there in a half-day: who was admitted, on a study visit if their journey was approved."""
    return state == NominationState.ADMITTED and (kind != CourseKind.STUDY_VISIT or approved)


def why_not_sign_in(*, admitted: bool, right_code: bool, tries: int, travels: bool = True) -> list[WhyNot]:
    """Why somebody is not signed in to a half-day. `travels`: of a study visit, whether their journey was approved."""
    if not admitted:
        return [WhyNot.NOT_ADMITTED]
    if not travels:
        return [WhyNot.JOURNEY_WAITS]
    if tries >= WRONG_CODES:
        return [WhyNot.TOO_MANY_TRIES]
    return [] if right_code else [WhyNot.WRONG_CODE]


def took_part(present: int, held: int) -> bool:
    """Whether somebody was there in at least eighty of a hundred half-days. Of a course without any nobody took part."""
    return held > 0 and present * 100 >= TAKEN_PART * held


def years_between(since: date, until: date) -> int:
    """Whole years; somebody who began on 29 February has theirs on 1 March."""
    return until.year - since.year - ((until.month, until.day) < (since.month, since.day))


def needs_update(*, changed_on: date | None, entered_later: bool, holds_from: date, of_the_file: bool) -> bool:
    """Whether a module has to follow a change of the frame. What came with the country's file follows whatever holds from a
    later day; a version brought in here whatever was entered after it."""
    if changed_on is None:
        return False
    return changed_on > holds_from if of_the_file else entered_later


def why_not_write(words: str, ar: Sequence[str], en: Sequence[str], right: int) -> list[WhyNot]:
    """Why a question is not taken into the bank. `right`: which answer is the right one, counted from 0."""
    uneven = len(ar) != len(en) or not 2 <= len(ar) <= 6
    twice = len(set(ar)) < len(ar) or len(set(en)) < len(en)
    checks = (
        (uneven or twice, WhyNot.OPTIONS_DIFFER),
        (not 0 <= right < len(ar), WhyNot.NO_RIGHT_ONE),
        (leads_to_somebody(words), WhyNot.LEADS_TO_SOMEBODY),
    )
    return failed(checks)


def drawn(bank: Mapping[str, Sequence[str]], per_module: int, seed: str) -> dict[Moment, list[str]] | None:
    """Three tests from a bank: each with so many questions of each module, no question in two of them. None where a module has
    too few."""
    if per_module < 1 or not bank or any(len(items) < per_module * len(Moment) for items in bank.values()):
        return None
    chance = random.Random(seed)  # noqa: S311  # which question comes when, not a secret
    mixed = {module: chance.sample(sorted(items), per_module * len(Moment)) for module, items in bank.items()}
    return {
        moment: [item for items in mixed.values() for item in items[place * per_module : (place + 1) * per_module]]
        for place, moment in enumerate(Moment)
    }


def in_order_of(items: Sequence[str], seed: str) -> list[str]:
    """The same questions in an order of one's own."""
    return random.Random(seed).sample(list(items), len(items))  # noqa: S311  # the same


def passed(kind: CourseKind, right: int, asked: int) -> bool:
    """Seventy of a hundred, eighty for who trains others. Nothing is rounded."""
    return asked > 0 and right * 100 >= PASS.get(kind, PASS_OTHERWISE) * asked


def gain(before: Decimal | None, after: Decimal | None) -> Decimal | NoGain:
    """How much of what was to be learnt was learnt: (after - before) / (100 - before), to two places."""
    if before is None or after is None:
        return NoGain.NOT_SAT
    return NoGain.FULL_BEFORE if before == 100 else round((after - before) / (100 - before), 2)


def why_not_sit(
    moment: Moment, *, admitted: bool, prepared: bool, sat: Collection[Moment], held: bool, failed_on: date | None, today: date
) -> list[WhyNot]:
    """Why a test is not sat now. `failed_on`: the day on which the one after the course was not passed. Without the one
    before the course the one after it is sat all the same, and no gain is told."""
    checks = (
        (not admitted, WhyNot.NOT_ADMITTED),
        (not prepared, WhyNot.NOT_PREPARED),
        (moment in sat, WhyNot.SAT_ALREADY),
        (moment == Moment.PRE and Moment.POST in sat, WhyNot.AFTER_THE_COURSE),
        (moment == Moment.POST and not held, WhyNot.NOT_BEGUN),
        (moment == Moment.RESIT and failed_on is None, WhyNot.NOT_FAILED),
        (moment == Moment.RESIT and failed_on is not None and today < failed_on + RESIT_AFTER, WhyNot.TOO_SOON),
    )
    return failed(checks)


def why_not_rate(kind: CourseKind, *, admitted: bool, rated: bool, oneself: bool) -> list[WhyNot]:
    """Why a teach-back is not rated."""
    checks = (
        (kind != CourseKind.TOT, WhyNot.NO_TEACH_BACK),
        (not admitted, WhyNot.NOT_ADMITTED),
        (rated, WhyNot.RATED_ALREADY),
        (oneself, WhyNot.ONESELF),
    )
    return failed(checks)


def mean(scores: Mapping[str, int]) -> Decimal:
    """Of a rubric, as it is compared: nothing is rounded up to three."""
    return Decimal(sum(scores.values())) / len(Criterion)


def why_not_certify(
    kind: CourseKind, state: CourseState, *, took_part: bool, passed: bool, teach_back: Decimal | None, certified: bool,
    trains_here: bool, oneself: bool,
) -> list[WhyNot]:  # fmt: skip
    """Why no certificate is issued: eighty of a hundred half-days; where tests belong to it a test that was passed; for a
    training of trainers a teach-back as well; and never by whoever trained here."""
    checks = (
        (state != CourseState.OVER, WhyNot.NOT_TO_THE_END),
        (not took_part, WhyNot.HALF_DAYS_MISSING),
        (kind in TESTED and not passed, WhyNot.NOT_PASSED),
        (kind == CourseKind.TOT and (teach_back is None or teach_back < TEACH_BACK), WhyNot.TEACH_BACK_MISSING),
        (certified, WhyNot.CERTIFIED_ALREADY),
        (trains_here, WhyNot.OWN_SESSION),
        (oneself, WhyNot.ONESELF),
    )
    return failed(checks)


def difficulty(answers: Sequence[tuple[bool, Decimal]]) -> int | None:
    """How many of a hundred answered rightly; None of too few."""
    return 100 * sum(right for right, _ in answers) // len(answers) if len(answers) >= FEW_ANSWERS else None


def discrimination(answers: Sequence[tuple[bool, Decimal]]) -> Decimal | None:
    """How much more often the better half answers rightly than the other: from -1 to 1. A question near nought, or below it,
    tells nobody apart. `answers`: whether right, and the result of the whole test; None of too few."""
    if len(answers) < FEW_ANSWERS:
        return None
    ordered = sorted(answers, key=lambda one: one[1])
    half = len(ordered) // 2
    low, high = (sum(right for right, _ in part) for part in (ordered[:half], ordered[-half:]))
    return round(Decimal(high - low) / half, 2)


def why_not_observe(*, held: bool, observed: bool, oneself: bool, master: bool) -> list[WhyNot]:
    """Why a delivery is not rated: never but by a master trainer, and by nobody of themselves."""
    checks = (
        (not held, WhyNot.NOT_HELD),
        (observed, WhyNot.OBSERVED_ALREADY),
        (oneself, WhyNot.ONESELF),
        (not master, WhyNot.NO_MASTER),
    )
    return failed(checks)


def why_not_kept(level: Level | None, lately: Lately) -> list[WhyNot]:
    """What a trainer still has to do in a year to keep a level (domain §11)."""
    two = (lately.delivered < SESSIONS_A_YEAR, WhyNot.TWO_A_YEAR)
    asked = {
        Level.CO_TRAINER: (two,),
        Level.NATIONAL: (two, (not lately.refreshed, WhyNot.REFRESHED_LATELY)),
        Level.MASTER: ((lately.tots < 1 and lately.mentored < MENTORED_A_YEAR, WhyNot.TOT_OR_MENTORING),),
    }
    return failed(asked.get(level, ())) if level else []


def why_not_react(*, admitted: bool, reacted: bool, held: bool) -> list[WhyNot]:
    """Why somebody does not say what they think of a course."""
    return failed(((not admitted, WhyNot.NOT_ADMITTED), (reacted, WhyNot.RATED_THE_COURSE), (not held, WhyNot.NOT_HELD)))


def why_not_raise(now: Level | None, to: Level, evidence: Evidence, *, panel: int) -> list[WhyNot]:
    """Why a trainer does not reach a level (domain §11): a co-trainer by the certificate, a national trainer by two observed
    deliveries and the rating, a master trainer by six courses, work on the curriculum and a panel of two."""
    enough = sum(one >= TEACH_BACK for one in evidence.observed) >= 2  # two deliveries
    asked = {
        Level.CO_TRAINER: ((not evidence.certified, WhyNot.NO_TRAINERS_CERTIFICATE),),
        Level.NATIONAL: (
            (not enough, WhyNot.TWO_OBSERVED),
            (evidence.rating is None or evidence.rating < RATED, WhyNot.RATING_MISSING),
        ),
        Level.MASTER: (
            (evidence.deliveries < SESSIONS_OF_A_MASTER, WhyNot.SIX_SESSIONS),
            (not evidence.curriculum_work, WhyNot.NO_CURRICULUM_WORK),
            (panel < PANEL, WhyNot.PANEL_OF_TWO),
        ),
    }
    return failed(((NEXT_LEVEL[now] != to, WhyNot.NOT_THE_NEXT), *asked.get(to, ())))


def why_not_enter(*, has_one: bool, because: str, oneself: bool) -> list[WhyNot]:
    """Why a level from before is not written down."""
    checks = ((has_one, WhyNot.HAS_A_LEVEL), (not because.strip(), WhyNot.REASON_MISSING), (oneself, WhyNot.ONESELF))
    return failed(checks)


def why_not_restore(lapsed: bool, since: SinceTheLapse, oneself: bool) -> list[WhyNot]:  # read by their names above
    """Why a level that rests does not count again: a refresher and one observed delivery since."""
    if not lapsed:
        return [WhyNot.NOT_LAPSED]
    checks = (
        (not since.refreshed, WhyNot.NO_REFRESHER),
        (not any(one >= TEACH_BACK for one in since.observed), WhyNot.NOT_OBSERVED_SINCE),
        (oneself, WhyNot.ONESELF),
    )
    return failed(checks)


def why_not_count(posts: int, counted_on: date, today: date, source: str) -> list[WhyNot]:
    """Why a number of officers in post is not kept."""
    checks = (
        (posts < 1, WhyNot.NO_POSTS),
        (counted_on > today, WhyNot.COUNTED_AHEAD),
        (not source.strip(), WhyNot.NO_SOURCE),
    )
    return failed(checks)


def why_not_note_plan(*, stands: bool, plan: str, on: date, today: date) -> list[WhyNot]:
    """Why it is not kept whether training stands in a body's own plan."""
    return failed(((stands and not plan.strip(), WhyNot.PLAN_UNNAMED), (on > today, WhyNot.KNOWN_AHEAD)))


def rating(marks: Sequence[int]) -> Decimal | None:
    """The mean of what people said; None of fewer than five answers."""
    return round(Decimal(sum(marks)) / len(marks), 2) if len(marks) >= FEW_RATINGS else None


def of_a_hundred(part: int, whole: int) -> int | None:
    return 100 * part // whole if whole else None


def failed(checks: Collection[tuple[bool, WhyNot]]) -> list[WhyNot]:
    """Of what was asked the reasons that speak against it."""
    return [reason for speaks, reason in checks if speaks]
