"""The published rule, exactly, with every vector; and what may follow from it."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import product
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from malath.screening import rules
from malath.screening.queries import lists
from malath.screening.rules import Result, assess
from malath.screening.words import Age, Alone, Answer, Concern, Danger, HandPurpose, Kind, Pending, Place, State, WhyNot

LAW = json.loads((settings.LAW / "indicators.json").read_text(encoding="utf-8"))
VECTORS = json.loads((Path(rules.__file__).parent / "vectors.json").read_text(encoding="utf-8"))["vectors"]
PROFILES = sorted(lists.profile_codes())
TODAY = date(2026, 11, 12)
NOON = datetime(2026, 11, 12, 12, tzinfo=UTC)
NOTHING_COUNTS = [answer for answer in Answer if answer != Answer.PRESENT]


def answers_of(codes: list[str]) -> dict[str, Answer]:
    return dict.fromkeys(codes, Answer.PRESENT)


@pytest.mark.parametrize("vector", LAW["rule"]["test_vectors"], ids=lambda one: f"{one['strong']}{one['medium']}{one['weak']}")
def test_a_dimension_is_positive_as_published(vector: Mapping[str, Any]) -> None:
    assert rules.is_positive(vector["strong"], vector["medium"], vector["weak"]) is vector["positive"]


@pytest.mark.parametrize("vector", VECTORS, ids=lambda one: one["name"])
def test_a_form_gives_what_was_counted_by_hand(vector: Mapping[str, Any]) -> None:
    purposes = [HandPurpose(code) for code in vector["purposes"]]
    result = assess(
        lists.profile(vector["profile"]), answers_of(vector["present"]), urgent_signs=vector["signs"], purposes=purposes
    )
    found = {one.dimension: [one.strong, one.medium, one.weak, one.positive] for one in result.found}
    assert found == vector["found"]
    assert (result.flagged, [reason.value for reason in result.because]) == (vector["flagged"], vector["because"])


@st.composite
def forms(draw: st.DrawFn) -> tuple[str, dict[str, Answer]]:
    profile = draw(st.sampled_from(PROFILES))
    codes = [one.code for one in lists.profile(profile).indicators]
    given_answers = draw(st.lists(st.sampled_from(list(Answer)), min_size=len(codes), max_size=len(codes)))
    return profile, dict(zip(codes, given_answers, strict=True))


@given(forms(), st.data())
def test_one_more_present_never_takes_a_flag_away(form: tuple[str, dict[str, Answer]], data: st.DataObject) -> None:
    profile, answers = form
    before = assess(lists.profile(profile), answers)
    more = answers | {data.draw(st.sampled_from(sorted(answers))): Answer.PRESENT}
    after = assess(lists.profile(profile), more)
    assert after.flagged >= before.flagged
    assert all(new.positive >= old.positive for old, new in zip(before.found, after.found, strict=True))


@given(forms(), st.randoms(use_true_random=False))
def test_what_is_absent_not_asked_not_answered_or_unclear_never_counts(form: tuple[str, dict[str, Answer]], dice: Any) -> None:
    profile, answers = form
    other = {code: one if one == Answer.PRESENT else dice.choice(NOTHING_COUNTS) for code, one in answers.items()}
    first, second = (assess(lists.profile(profile), one) for one in (answers, other))
    counted = [[(one.strong, one.medium, one.weak) for one in result.found] for result in (first, second)]
    assert counted[0] == counted[1]
    assert first.because == second.because


@given(forms())
def test_each_answer_is_counted_once_and_none_is_made_of_another(form: tuple[str, dict[str, Answer]]) -> None:
    profile, answers = form
    result = assess(lists.profile(profile), answers)
    given_ones = list(answers.values())
    assert result.not_asked == given_ones.count(Answer.NOT_ASKED)
    assert result.open == given_ones.count(Answer.NOT_ANSWERED) + given_ones.count(Answer.UNCLEAR)
    assert sum(len(one.present) for one in result.found) == given_ones.count(Answer.PRESENT)


@given(forms(), st.sampled_from(list(HandPurpose)))
def test_a_purpose_set_by_hand_is_enough(form: tuple[str, dict[str, Answer]], purpose: HandPurpose) -> None:
    assert assess(lists.profile(form[0]), form[1], purposes=[purpose]).flagged


def test_an_urgent_sign_flags_a_child_and_not_an_adult() -> None:
    assert assess(lists.profile("child_labour"), {}, urgent_signs=["CL03"]).flagged
    assert not assess(lists.profile("adult_labour"), {}, urgent_signs=["RF04"]).flagged


@pytest.mark.parametrize(
    ("age", "kind", "code"),
    [
        (Age.ADULT, Kind.LABOUR, "adult_labour"), (Age.CHILD, Kind.SEXUAL, "child_sexual"),
        (Age.DOUBT, Kind.LABOUR, "child_labour"), (Age.DOUBT, Kind.SEXUAL, "child_sexual"),
    ],
)  # fmt: skip
def test_age_in_doubt_takes_the_list_for_children(age: Age, kind: Kind, code: str) -> None:
    assert rules.profile_code(age, kind) == code


def test_a_form_is_judged_in_less_than_a_millisecond() -> None:
    profile = lists.profile("adult_labour")
    answers = {one.code: Answer.PRESENT for one in profile.indicators}
    took = []
    for _ in range(200):
        begun = process_time()
        assess(profile, answers)
        took.append(process_time() - begun)
    assert median(took) < 0.001


@pytest.mark.parametrize("place", [Place.RAID, Place.STATION, Place.DETENTION, Place.BORDER])
def test_where_somebody_is_held_screening_comes_first(place: Place) -> None:
    assert rules.must_stop(place, [])


@pytest.mark.parametrize("pending", list(Pending))
def test_what_the_authorities_have_against_a_person_puts_screening_first(pending: Pending) -> None:
    assert rules.must_stop(Place.HOME, [pending])
    assert not rules.must_stop(Place.HOME, [])


SAVED: dict[str, Any] = {
    "closed": False, "alone": Alone.YES, "stop": False, "changed": ["DR01"], "observable": lists.observable(),
}  # fmt: skip


@pytest.mark.parametrize(
    ("step", "how", "reasons"),
    [
        ("DR", {}, []),
        ("DR", {"alone": Alone.NO}, [WhyNot.NOT_ALONE]),
        ("DR", {"alone": Alone.NOT_KNOWN}, [WhyNot.NOT_ALONE]),
        ("DR", {"alone": None}, [WhyNot.ALONE_UNASKED]),
        ("EX", {"alone": Alone.NO, "changed": ["EX04"]}, []),
        ("EX", {"alone": Alone.NO, "changed": ["EX04", "EX01"]}, [WhyNot.NOT_ALONE]),
        ("DR", {"alone": Alone.NO, "changed": []}, []),
        ("words", {"alone": Alone.NO, "changed": []}, [WhyNot.NOT_ALONE]),
        ("signs", {"alone": Alone.NO, "changed": ["CL03"]}, []),
        ("DR", {"stop": True}, [WhyNot.STOP_FIRST]),
        ("signs", {"stop": True}, [WhyNot.STOP_FIRST]),
        ("conditions", {"stop": True, "alone": None}, []),
        ("DR", {"closed": True}, [WhyNot.CASE_CLOSED]),
    ],
)
def test_what_is_kept_while_the_person_is_not_alone(step: str, how: dict[str, Any], reasons: list[WhyNot]) -> None:
    assert rules.why_not_save(State.DRAFT, step, **(SAVED | how)) == reasons


def test_a_finished_screening_is_not_changed() -> None:
    assert rules.why_not_save(State.FINISHED, "DR", **SAVED) == [WhyNot.FINISHED]


FLAGGED = assess(lists.profile("child_labour"), {}, urgent_signs=["CL03"])
CALM = assess(lists.profile("adult_labour"), {})
FINISHED: dict[str, Any] = {
    "closed": False, "alone": Alone.YES, "stop": False, "danger": None, "because": "", "watch_on": TODAY, "today": TODAY,
}  # fmt: skip


@pytest.mark.parametrize(
    ("result", "concern", "how", "reasons"),
    [
        (CALM, Concern.NO_CONCERN, {}, []),
        (CALM, Concern.KEEP_WATCH, {}, []),
        (CALM, Concern.KEEP_WATCH, {"watch_on": None}, [WhyNot.WATCH_DAY]),
        (CALM, Concern.KEEP_WATCH, {"watch_on": TODAY - timedelta(days=1)}, [WhyNot.WATCH_DAY]),
        (CALM, Concern.REFER, {}, [WhyNot.REASON_MISSING]),
        (CALM, Concern.REFER, {"because": "He counts her hours."}, []),
        (CALM, Concern.EMERGENCY, {}, [WhyNot.REASON_MISSING]),
        (CALM, Concern.EMERGENCY, {"danger": Danger.YES}, []),
        (FLAGGED, Concern.NO_CONCERN, {}, [WhyNot.LOWER_THAN_RULE]),
        (FLAGGED, Concern.KEEP_WATCH, {"because": "Seems fine."}, [WhyNot.LOWER_THAN_RULE]),
        (FLAGGED, Concern.REFER, {}, []),
        (FLAGGED, Concern.EMERGENCY, {}, []),
        (CALM, Concern.NO_CONCERN, {"alone": Alone.NO}, [WhyNot.NOBODY_SPOKE_ALONE]),
        (CALM, Concern.REFER, {"alone": Alone.NO, "because": "He answers for her."}, []),
        (CALM, None, {}, [WhyNot.CONCERN_MISSING]),
        (CALM, Concern.NO_CONCERN, {"stop": True}, [WhyNot.STOP_FIRST]),
    ],
)
def test_judgement_goes_higher_with_a_reason_and_never_lower(
    result: Result, concern: Concern | None, how: dict[str, Any], reasons: list[WhyNot]
) -> None:
    assert rules.why_not_finish(State.DRAFT, result, concern, **(FINISHED | how)) == reasons


@given(forms(), st.text())
def test_a_result_never_stands_in_the_way_of_referring(form: tuple[str, dict[str, Answer]], why: str) -> None:
    result = assess(lists.profile(form[0]), form[1])
    told = FINISHED | {"because": why or "x"}
    assert WhyNot.LOWER_THAN_RULE not in rules.why_not_finish(State.DRAFT, result, Concern.REFER, **told)
    assert rules.why_not_finish(State.DRAFT, result, Concern.EMERGENCY, **(FINISHED | {"danger": Danger.YES})) == []


MIDNIGHT = NOON.replace(hour=20, minute=59)


@pytest.mark.parametrize(
    ("concern", "child", "danger", "due"),
    [
        (Concern.EMERGENCY, False, False, NOON),
        (Concern.REFER, False, False, NOON + timedelta(hours=24)),
        (Concern.REFER, True, False, MIDNIGHT),
        (Concern.REFER, False, True, MIDNIGHT),
        (Concern.KEEP_WATCH, True, True, None),
        (Concern.NO_CONCERN, True, False, None),
    ],
)
def test_how_soon_somebody_is_asked(concern: Concern, child: bool, danger: bool, due: datetime | None) -> None:
    span = timedelta(hours=24)
    assert rules.refer_by(concern, child=child, danger=danger, at=NOON, midnight=MIDNIGHT, span=span) == due


def test_smuggled_is_said_by_a_person_after_a_screening_with_a_reason() -> None:
    fine: dict[str, Any] = {
        "closed": False,
        "screened": True,
        "flagged": False,
        "referred": False,
        "said": False,
        "because": "x",
    }
    assert rules.why_not_smuggled(**fine) == []
    for how, reason in (
        ({"because": " "}, WhyNot.BECAUSE_MISSING),
        ({"screened": False}, WhyNot.NOT_SCREENED),
        ({"flagged": True}, WhyNot.STILL_FLAGGED),
        ({"said": True}, WhyNot.SAID_ALREADY),
        ({"closed": True}, WhyNot.CASE_CLOSED),
    ):
        assert rules.why_not_smuggled(**(fine | how)) == [reason]
    assert rules.why_not_smuggled(**(fine | {"flagged": True, "referred": True})) == []


@pytest.mark.parametrize(("strong", "medium", "weak"), list(product(range(3), range(4), range(3))))
def test_more_of_anything_never_makes_a_dimension_less(strong: int, medium: int, weak: int) -> None:
    here = rules.is_positive(strong, medium, weak)
    for more in ((1, 0, 0), (0, 1, 0), (0, 0, 1)):
        assert rules.is_positive(*(one + two for one, two in zip((strong, medium, weak), more, strict=True))) >= here


def test_a_result_can_be_made_of_a_part_of_a_list() -> None:
    profile = replace(lists.profile("adult_labour"), indicators=lists.profile("adult_labour").of("EX"))
    assert assess(profile, answers_of(["EX01", "EX02"])).exploitation
