"""What an index is, as the file of the survey defines it; when what is due; why something is refused."""

import json
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Final

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from malath.returns import rules_reintegration as rules
from malath.returns.queries.survey import questions
from malath.returns.words import ReturnState
from malath.returns.words_reintegration import Band, Dimension, Round, WhyNotReintegrate

FILE: Final = json.loads((settings.LAW / "reintegration.json").read_text(encoding="utf-8"))
ARRIVED: Final = date(2026, 3, 1)
SCORED: Final = [one for one in questions() if one.is_scored]


def all_of(worth: str) -> dict[str, str]:
    """Of each scored question the answer that is worth most, or least."""
    pick = max if worth == "best" else min
    ranked = {one.indicator: [(score, code) for code, score in one.answers if score is not None] for one in SCORED}
    return {indicator: pick(answers)[1] for indicator, answers in ranked.items()}


def test_the_file_of_the_survey_says_that_it_is_not_the_official_one() -> None:
    assert "NOT the official instrument" in FILE["meta"]["status"]
    assert len(questions()) == 32
    assert not rules.has_weights(questions())


@pytest.mark.parametrize(("worth", "score", "band"), [("best", 1, Band.SELF_GUIDED), ("worst", 0, Band.INTENSE)])
def test_all_best_and_all_worst(worth: str, score: int, band: Band) -> None:
    index = rules.index_of(questions(), all_of(worth))
    best = {one: max(score for _, score in one.answers if score is not None) for one in SCORED}
    assert not index.is_official
    if worth == "best":
        expected = [sum(best[one] for one in SCORED if one.dimension == d) / len(of(d)) for d in Dimension]
        assert list(index.of.values()) == expected
        assert index.band == band
    else:
        assert index.composite == score
        assert index.band == band


def of(dimension: Dimension) -> list[rules.Question]:
    return [one for one in SCORED if one.dimension == dimension]


def made_of(*scores: str) -> list[rules.Question]:
    """One question for each dimension, with one answer of that worth."""
    return [
        rules.Question(number, dimension, dimension.value, "", "", (("a", Fraction(score)),))
        for number, (dimension, score) in enumerate(zip(Dimension, scores, strict=True))
    ]


ALL_A: Final = {dimension.value: "a" for dimension in Dimension}


def test_the_mean_of_three_dimensions() -> None:
    index = rules.index_of(made_of("0.2", "0.5", "0.8"), ALL_A)
    assert (index.composite, index.band) == (Fraction(1, 2), Band.REGULAR)


def test_four_economic_answers_make_no_score_at_all() -> None:
    answers = all_of("best")
    few = [one.indicator for one in of(Dimension.ECONOMIC)][4:]
    index = rules.index_of(questions(), {key: value for key, value in answers.items() if key not in few})
    assert index.of[Dimension.ECONOMIC] is None
    assert index.of[Dimension.SOCIAL] is not None
    assert (index.composite, index.band) == (None, None)


@pytest.mark.parametrize(("score", "band"), [("0.66", Band.SELF_GUIDED), ("0.33", Band.REGULAR), ("0.3299", Band.INTENSE)])
def test_a_score_on_the_boundary(score: str, band: Band) -> None:
    assert rules.band_of(Fraction(score)) == band


def test_with_all_weights_the_official_formula_counts_and_nothing_less_does() -> None:
    third = Fraction(1, 3)
    weighed = [replace(one, weight=Fraction(1), composite_weight=third) for one in made_of("0.2", "0.5", "0.8")]
    index = rules.index_of(weighed, ALL_A)
    assert index.is_official
    assert index.composite == Fraction(1, 2)
    assert not rules.has_weights([*weighed[:2], replace(weighed[2], composite_weight=None)])
    assert not rules.has_weights([*weighed[:2], replace(weighed[2], composite_weight=Fraction(1, 2))])


@given(st.fixed_dictionaries({one.indicator: st.sampled_from([code for code, _ in one.answers]) for one in SCORED}))
def test_an_index_lies_between_nothing_and_one_or_is_none(answers: dict[str, str]) -> None:
    index = rules.index_of(questions(), answers)
    known = [score for score in (*index.of.values(), index.composite) if score is not None]
    assert all(0 <= score <= 1 for score in known)
    assert (index.composite is None) == (None in index.of.values())
    assert (index.band is None) == (index.composite is None)


def test_unsafe_answers_are_those_of_the_file() -> None:
    assert rules.is_unsafe({"physical_safety": "very_unsafe"})
    assert rules.is_unsafe({"physical_safety": "unsafe"})
    assert rules.is_unsafe({"family_tension": "very_often"})
    assert not rules.is_unsafe({"physical_safety": "neutral", "family_tension": "often"})
    known = {one.indicator: {code for code, _ in one.answers} for one in questions()}
    assert all(bad <= known[indicator] for indicator, bad in rules.UNSAFE.items())


def test_a_plan_is_due_within_a_month_and_rounds_at_one_six_and_twelve() -> None:
    assert rules.plan_due(ARRIVED) == date(2026, 3, 31)
    assert [rules.due_on(ARRIVED, one) for one in Round] == [date(2026, 3, 31), date(2026, 8, 31), date(2027, 3, 1)]
    due = rules.next_due(ARRIVED, agreed=True, monitored=True, asked=[Round.BASELINE])
    assert due == date(2026, 8, 31)
    assert rules.next_due(ARRIVED, agreed=True, monitored=False, asked=[]) is None
    assert rules.next_due(ARRIVED, agreed=False, monitored=False, asked=[]) == date(2026, 3, 31)
    assert rules.next_due(ARRIVED, agreed=True, monitored=True, asked=list(Round)) is None


def test_a_form_fits_that_asks_all_that_is_scored_in_its_own_codes() -> None:
    asked = {one.indicator: set(one.codes) for one in questions()}
    assert rules.fits(questions(), asked)
    assert rules.fits(questions(), {**asked, "our_own_question": {"yes"}})
    assert not rules.fits(questions(), {**asked, "working": {"yes", "perhaps"}})
    assert not rules.fits(questions(), {name: codes for name, codes in asked.items() if name != "working"})


def test_only_answers_to_the_survey_are_taken_over() -> None:
    given = {"working": "yes", "satisfaction": "", "safe_now": "yes", "our_own_question": "x"}
    assert rules.known_answers(questions(), given) == {"working": "yes"}


FINE: Final[dict[str, object]] = {
    "arrived_on": ARRIVED, "today": ARRIVED + timedelta(days=20), "ended": False, "monitored": True, "is_child": False,
    "has_form": True, "asked": [],
}  # fmt: skip
SURVEYS: Final[dict[WhyNotReintegrate, dict[str, object]]] = {
    WhyNotReintegrate.NOT_MONITORED: {"monitored": False},
    WhyNotReintegrate.A_CHILD: {"is_child": True},
    WhyNotReintegrate.ENDED: {"ended": True},
    WhyNotReintegrate.ASKED: {"asked": [Round.BASELINE]},
    WhyNotReintegrate.NO_FORM: {"has_form": False},
    WhyNotReintegrate.IN_FUTURE: {"today": ARRIVED + timedelta(days=9)},
    WhyNotReintegrate.BEFORE_ARRIVAL: {"arrived_on": ARRIVED + timedelta(days=11)},
}


def test_a_survey_is_kept_when_nothing_stands_against_it() -> None:
    assert rules.why_not_survey(Round.BASELINE, ARRIVED + timedelta(days=10), **FINE) == []  # type: ignore[arg-type]  # a table


@pytest.mark.parametrize("why", SURVEYS, ids=str)
def test_each_reason_against_a_survey(why: WhyNotReintegrate) -> None:
    asked = {**FINE, **SURVEYS[why]}
    assert rules.why_not_survey(Round.BASELINE, ARRIVED + timedelta(days=10), **asked) == [why]  # type: ignore[arg-type]  # a table


def test_a_later_round_opens_a_month_before_it_is_due() -> None:
    on = ARRIVED + timedelta(days=152)
    asked = {**FINE, "today": on + timedelta(days=1)}
    assert rules.why_not_survey(Round.MIDLINE, on, **asked) == [WhyNotReintegrate.TOO_EARLY]  # type: ignore[arg-type]  # a table
    assert rules.why_not_survey(Round.MIDLINE, on + timedelta(days=1), **asked) == []  # type: ignore[arg-type]  # a table


def test_a_house_may_ask_in_other_months() -> None:
    months = rules.months_in(["3", "9", "24"])
    due = [rules.due_on(ARRIVED, one, months) for one in Round]
    assert due == [date(2026, 5, 31), date(2026, 11, 30), date(2028, 2, 29)]
    assert rules.opens_on(ARRIVED, Round.BASELINE, months) == ARRIVED
    assert rules.opens_on(ARRIVED, Round.ENDLINE, months) == date(2028, 1, 30)
    first = rules.next_due(ARRIVED, agreed=True, monitored=True, asked=[], months=months)
    assert first == due[0]


@pytest.mark.parametrize(
    "said", ["", "1,6", "1,6,12,18", "1,6,6", "6,1,12", "0,6,12", "-1,6,12", "1,6,61", "one,6,12", "1.5,6,12"]
)
def test_months_that_cannot_be_used_are_refused(said: str) -> None:
    with pytest.raises(rules.WrongMonths, match="1,6,12"):
        rules.months_in(said.split(","))


def test_why_no_plan_is_begun_or_agreed() -> None:
    begun = rules.why_not_begin(state=ReturnState.DEPARTED, begun=True, words=" ")
    assert begun == [WhyNotReintegrate.NOT_ARRIVED, WhyNotReintegrate.BEGUN, WhyNotReintegrate.NO_WORDS]
    assert rules.why_not_begin(state=ReturnState.ARRIVED, begun=False, words="A shop") == []
    agreed = rules.why_not_agree(ended=True, agreed=True, lines=0)
    assert agreed == [WhyNotReintegrate.ENDED, WhyNotReintegrate.AGREED, WhyNotReintegrate.NO_LINES]
