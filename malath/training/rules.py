"""Rules of training: who is admitted, what counts as taken part. Pure. Numbers are the working rules of domain §11."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Final

from malath.training.words import CourseKind, CourseState, Discipline, NominationState, WhyNot

YEARS_IN_THE_FIELD: Final = 3
TOT_DAYS: Final = 5
TAKEN_PART: Final = 80
"""So many of a hundred half-days for a certificate."""
SIGN_IN_LASTS: Final = timedelta(hours=2)
WRONG_CODES: Final = 50
"""So many wrong codes in one half-day, of whomever, and the list alone counts."""
SELECTED: Final = frozenset({CourseKind.TOT})
"""Courses for which years and discipline count: who trains others later."""


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
    return _failed(checks)


def why_not_enlist(*, account_taken: bool, other_body: bool, field_since: date, today: date) -> list[WhyNot]:
    """Why an officer is not written down."""
    return _failed(
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
    return _failed(checks)


def why_not_nominate(state: CourseState, *, already: bool, trains_here: bool) -> list[WhyNot]:
    """Why nobody is nominated for a course any more, or not this officer."""
    checks = (
        (state == CourseState.CALLED_OFF, WhyNot.CALLED_OFF),
        (state == CourseState.OVER, WhyNot.IS_OVER),
        (already, WhyNot.NOMINATED_ALREADY),
        (trains_here, WhyNot.TRAINS_HERE),
    )
    return _failed(checks)


def against_the_rule(kind: CourseKind, field_since: date, starts_on: date, discipline: Discipline) -> list[WhyNot]:
    """What speaks against an officer, and needs a waiver (domain §11: three years of field work, no disciplinary matter)."""
    if kind not in SELECTED:
        return []
    checks = (
        (years_between(field_since, starts_on) < YEARS_IN_THE_FIELD, WhyNot.FEW_YEARS),
        (discipline != Discipline.NONE, WhyNot.DISCIPLINE),
    )
    return _failed(checks)


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
    return _failed(checks)


def why_not_answer(nomination: NominationState, *, because: str) -> list[WhyNot]:
    """Why a nomination is not turned down."""
    checks = ((nomination != NominationState.NOMINATED, WhyNot.ANSWERED), (not because.strip(), WhyNot.REASON_MISSING))
    return _failed(checks)


def why_not_train(state: CourseState, *, named: bool, takes_part: bool) -> list[WhyNot]:
    """Why an officer is not named as a trainer of a course."""
    checks = (
        (state == CourseState.CALLED_OFF, WhyNot.CALLED_OFF),
        (named, WhyNot.NAMED_ALREADY),
        (takes_part, WhyNot.TAKES_PART),
    )
    return _failed(checks)


def why_not_open(state: CourseState, on: date, starts_on: date, ends_on: date, today: date, *, held: bool) -> list[WhyNot]:
    """Why a half-day is not opened. One that was held without network is written down afterwards, never beforehand."""
    checks = (
        (state == CourseState.CALLED_OFF, WhyNot.CALLED_OFF),
        (not starts_on <= on <= ends_on, WhyNot.OUTSIDE_DAYS),
        (on > today, WhyNot.DAY_AHEAD),
        (held, WhyNot.HELD_ALREADY),
    )
    return _failed(checks)


def why_not_sign_in(*, admitted: bool, right_code: bool, tries: int) -> list[WhyNot]:
    """Why somebody is not signed in to a half-day."""
    if not admitted:
        return [WhyNot.NOT_ADMITTED]
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


def _failed(checks: Collection[tuple[bool, WhyNot]]) -> list[WhyNot]:
    return [reason for failed, reason in checks if failed]
