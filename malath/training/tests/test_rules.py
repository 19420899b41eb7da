"""Who is admitted, what counts as taken part, what follows a change of the law."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malath.training import rules
from malath.training.words import CourseKind, CourseState, Discipline, NominationState, WhyNot

TODAY = date(2026, 11, 2)
DAYS = st.dates(date(1990, 1, 1), date(2090, 1, 1))
K, S, N, W = CourseKind, CourseState, NominationState, WhyNot


@given(DAYS, DAYS)
def test_years_are_whole_and_never_one_too_many(since: date, until: date) -> None:
    years = rules.years_between(min(since, until), max(since, until))
    assert years >= 0
    assert years * 365 <= (max(since, until) - min(since, until)).days < (years + 1) * 366


@given(st.integers(0, 40), st.integers(0, 40))
def test_taken_part_is_eighty_of_a_hundred_half_days(present: int, held: int) -> None:
    assert rules.took_part(present, held) == (held > 0 and present / held >= 0.8)


@given(DAYS, st.integers(0, 30), DAYS)
def test_a_course_is_ahead_running_or_over(starts_on: date, days: int, today: date) -> None:
    ends_on = starts_on + timedelta(days=days)
    expected = S.AHEAD if today < starts_on else S.OVER if today > ends_on else S.RUNNING
    assert rules.state_of(starts_on, ends_on, today, called_off=False) == expected
    assert rules.state_of(starts_on, ends_on, today, called_off=True) == S.CALLED_OFF


@pytest.mark.parametrize(
    ("kind", "since", "discipline", "against"),
    [
        (K.TOT, date(2023, 11, 2), Discipline.NONE, []),
        (K.TOT, date(2023, 11, 3), Discipline.NONE, [W.FEW_YEARS]),
        (K.TOT, date(2010, 1, 1), Discipline.PENDING, [W.DISCIPLINE]),
        (K.TOT, date(2025, 1, 1), Discipline.NOT_ASKED, [W.FEW_YEARS, W.DISCIPLINE]),
        (K.FRONT_LINE, date(2026, 11, 1), Discipline.NOT_ASKED, []),
    ],
)
def test_only_a_training_of_trainers_asks_for_years(
    kind: CourseKind, since: date, discipline: Discipline, against: list[WhyNot]
) -> None:
    assert rules.against_the_rule(kind, since, TODAY, discipline) == against


def admit(**other: object) -> list[WhyNot]:
    given: dict[str, object] = {"against": [], "because": "", "nominated": False, "oneself": False, **other}
    return rules.why_not_admit(S.AHEAD, N.NOMINATED, **given)  # type: ignore[arg-type]  # as given


def test_what_speaks_against_somebody_is_waived_with_a_reason_by_another() -> None:
    assert admit(against=[W.FEW_YEARS]) == [W.FEW_YEARS]
    assert admit(against=[W.FEW_YEARS], because="  ") == [W.FEW_YEARS]
    assert admit(against=[W.FEW_YEARS], because="Speaks Amharic.") == []
    assert admit(against=[W.FEW_YEARS], because="Speaks Amharic.", nominated=True) == [W.OWN_NOMINATION]
    assert admit(nominated=True) == []
    assert admit(oneself=True) == [W.ONESELF]


def test_nobody_is_admitted_to_a_course_that_was_called_off_or_twice() -> None:
    given = {"because": "", "nominated": False, "oneself": False}
    assert rules.why_not_admit(S.CALLED_OFF, N.NOMINATED, [], **given) == [W.CALLED_OFF]  # type: ignore[arg-type]  # as given
    assert rules.why_not_admit(S.AHEAD, N.ADMITTED, [], **given) == [W.ANSWERED]  # type: ignore[arg-type]  # as given


@pytest.mark.parametrize(
    ("kind", "days", "modules", "why_not"),
    [
        (K.TOT, 5, ["T1"], []),
        (K.TOT, 4, ["T1"], [W.TOO_SHORT]),
        (K.TOT, 0, ["T1"], [W.ENDS_BEFORE]),
        (K.CAMP, 1, [], [W.NO_MODULES]),
        (K.WORKSHOP, 1, [], []),
        (K.STUDY_VISIT, 3, [], []),
    ],
)
def test_a_course_has_days_and_modules(kind: CourseKind, days: int, modules: list[str], why_not: list[WhyNot]) -> None:
    assert rules.why_not_announce(kind, TODAY, TODAY + timedelta(days=days - 1), modules) == why_not


def test_a_half_day_is_one_of_the_course_held_once_and_never_beforehand() -> None:
    def why(on: date, state: CourseState = S.RUNNING, *, held: bool = False) -> list[WhyNot]:
        return rules.why_not_open(state, on, TODAY, TODAY + timedelta(days=4), TODAY, held=held)

    assert why(TODAY) == []
    assert why(TODAY, held=True) == [W.HELD_ALREADY]
    assert why(TODAY - timedelta(days=1)) == [W.OUTSIDE_DAYS]
    assert why(TODAY + timedelta(days=1)) == [W.DAY_AHEAD]
    assert why(TODAY, S.CALLED_OFF) == [W.CALLED_OFF]


def test_nobody_guesses_a_code() -> None:
    assert rules.why_not_sign_in(admitted=True, right_code=True, tries=0) == []
    assert rules.why_not_sign_in(admitted=True, right_code=False, tries=0) == [W.WRONG_CODE]
    assert rules.why_not_sign_in(admitted=True, right_code=True, tries=rules.WRONG_CODES) == [W.TOO_MANY_TRIES]
    assert rules.why_not_sign_in(admitted=False, right_code=True, tries=0) == [W.NOT_ADMITTED]


@given(DAYS, DAYS, st.booleans())
def test_what_came_with_the_file_follows_later_days_and_what_came_here_later_entries(
    changed_on: date, holds_from: date, entered_later: bool
) -> None:
    given = {"changed_on": changed_on, "entered_later": entered_later, "holds_from": holds_from}
    assert rules.needs_update(**given, of_the_file=True) == (changed_on > holds_from)  # type: ignore[arg-type]  # as given
    assert rules.needs_update(**given, of_the_file=False) == entered_later  # type: ignore[arg-type]  # as given
    assert not rules.needs_update(changed_on=None, entered_later=True, holds_from=holds_from, of_the_file=False)
