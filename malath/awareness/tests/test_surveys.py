"""Surveys before and after: answers without names, and what may be told of them."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malath.accounts import queries as accounts
from malath.accounts.models import User
from malath.audit.models import Event
from malath.audit.words import Did
from malath.awareness import actions, queries, survey_rules
from malath.awareness.models import Answers, Campaign, Survey
from malath.awareness.survey_rules import Given, Item
from malath.awareness.testing import MONDAY, make_answers
from malath.awareness.tests.test_campaigns import refused
from malath.awareness.words import Answered, Arm, AskedAbout, Audience, CampaignState, Entry, Wave, WhyNot

W = WhyNot
PASSPORT = Item("A1", AskedAbout.ATTITUDE, "disagree", "It is fine to keep a passport.", "M")
LAW = Item("K1", AskedAbout.KNOWLEDGE, "false", "An employer may keep it.", "M")


def told(wave: Wave, values: Sequence[str], *, item: Item = LAW, codes: Sequence[str] = ()) -> list[Given]:
    known = [*codes, *[""] * (len(values) - len(codes))]
    return [Given(wave, Arm.TOOK_PART, code, {item.code: value}) for code, value in zip(known, values, strict=True)]


@pytest.fixture
def survey(campaign: Campaign, dana: User) -> Survey:
    return actions.open_survey(campaign, campaign.desk, Audience.STUDENTS, by=dana, at=MONDAY)


def enter(survey: Survey, values: dict[str, str], code: str = "", **more: object) -> Answers:
    return actions.enter_answers(
        survey, Wave.BEFORE, Arm.TOOK_PART, code, values, entry=Entry.PAPER, by=None, at=MONDAY, **more  # type: ignore[arg-type]
    )  # fmt: skip


@pytest.mark.parametrize("written", ["Fa 12 34", "fa-١٢-٣٤", "ｆａ１２۳۴", "F.A.1234"])
def test_a_code_is_the_same_however_it_is_written(written: str) -> None:
    assert survey_rules.code_of(written) == "fa1234"


def test_letters_that_are_written_differently_are_one_code() -> None:
    assert survey_rules.code_of("إم ١٢") == survey_rules.code_of("ام12")


@given(st.text(max_size=20))
def test_a_code_that_counts_stays_as_it_is(text: str) -> None:
    code = survey_rules.code_of(text)
    assert survey_rules.code_of(code) == code


def test_not_knowing_is_not_right_and_partly_is_on_neither_side() -> None:
    right = survey_rules.is_right
    assert [right(LAW, one) for one in ("false", "true", "unsure")] == [True, False, False]
    assert [right(PASSPORT, str(one)) for one in range(1, 6)] == [True, True, False, False, False]


def test_the_item_of_the_employers_goes_from_64_to_31_and_claims_nothing() -> None:
    """Scenario B: agree 64 % before, 31 % after."""
    before, after = ["5"] * 64 + ["1"] * 36, ["5"] * 31 + ["1"] * 69
    given = told(Wave.BEFORE, before, item=PASSPORT) + told(Wave.AFTER, after, item=PASSPORT)
    found = survey_rules.shift(PASSPORT, given, Arm.TOOK_PART, Wave.AFTER)
    assert (found.right_before, found.right_after, found.matched, found.same) == (0.36, 0.69, 0, None)
    assert found.others is not None
    assert (round(found.others.value, 2), round(found.others.low, 2), round(found.others.high, 2)) == (0.33, 0.19, 0.45)
    assert not survey_rules.is_compared(given, Wave.AFTER)


def test_who_moved_is_told_in_both_directions_among_matched_codes() -> None:
    codes = [f"code{place}" for place in range(40)]
    before, after = ["true"] * 24 + ["false"] * 16, ["false"] * 20 + ["true"] * 6 + ["false"] * 14
    given = told(Wave.BEFORE, before, codes=codes) + told(Wave.AFTER, after, codes=codes)
    found = survey_rules.shift(LAW, given, Arm.TOOK_PART, Wave.AFTER)
    assert (found.matched, found.gained, found.lost) == (40, 0.5, 0.05)
    assert found.same is not None
    assert round(found.same.value, 2) == 0.45


def test_a_code_that_stands_twice_matches_nobody() -> None:
    given = told(Wave.BEFORE, ["true"] * 3, codes=["a", "a", "b"]) + told(Wave.AFTER, ["false"] * 2, codes=["a", "b"])
    assert survey_rules.matched(given, Arm.TOOK_PART, Wave.AFTER) == 1


@given(st.integers(0, 60), st.integers(0, 60))
def test_below_thirty_nothing_is_told(before: int, after: int) -> None:
    given = told(Wave.BEFORE, ["true"] * before) + told(Wave.AFTER, ["false"] * after)
    found = survey_rules.shift(LAW, given, Arm.TOOK_PART, Wave.AFTER)
    assert (found.right_before is None, found.right_after is None) == (before < 30, after < 30)
    assert (found.others is None) == (min(before, after) < 30)


def test_answers_are_of_their_question() -> None:
    why_not = survey_rules.why_not_answer
    assert why_not([LAW], {"K1": "5", "X": "yes"}, "ab", closed=True) == [W.SURVEY_CLOSED, W.NO_SUCH_ANSWER, W.CODE_TOO_SHORT]
    assert why_not([LAW], {}, "", closed=False) == [W.NOTHING_ANSWERED]


def test_every_item_has_an_answer_that_is_hoped_for_and_its_texts() -> None:
    assert 12 <= len(queries.items()) <= 20
    for item in queries.items():
        assert any(survey_rules.is_right(item, one) for one in item.choices)
        assert not all(survey_rules.is_right(item, one) for one in item.choices)


def test_of_a_code_only_a_mark_is_kept_and_of_the_moment_only_the_day(survey: Survey) -> None:
    row = enter(survey, {"K1": "false"}, "Fa 12 34")
    assert (len(row.code), row.on, "1234" in row.code) == (64, MONDAY.date(), False)
    assert enter(survey, {"K1": "true"}, "FA1234").code == row.code
    assert "fa1234" not in "".join(Event.objects.values_list("facts", flat=True))


def test_the_same_code_has_another_mark_in_another_survey(survey: Survey, campaign: Campaign, dana: User) -> None:
    other = actions.open_survey(campaign, campaign.desk, Audience.EMPLOYERS, by=dana, at=MONDAY)
    assert enter(survey, {"K1": "true"}, "fa1234").code != enter(other, {"K1": "true"}, "fa1234").code


def test_the_same_sheet_sent_twice_is_one(survey: Survey) -> None:
    once = uuid4()
    assert enter(survey, {"K1": "true"}, once=once).pk == enter(survey, {"K1": "true"}, once=once).pk


def test_what_is_no_answer_leaves_nothing(survey: Survey) -> None:
    assert refused(lambda: enter(survey, {"K1": "maybe"})) == [W.NO_SUCH_ANSWER]
    assert not Answers.objects.exists()


def test_it_is_for_an_audience_of_a_campaign_that_is_not_over(campaign: Campaign, dana: User) -> None:
    def ask(audience: Audience) -> object:
        return actions.open_survey(campaign, campaign.desk, audience, by=dana, at=MONDAY)

    assert refused(lambda: ask(Audience.TEACHERS)) == [W.OTHER_AUDIENCE]
    actions.move_campaign(campaign, CampaignState.ENDED, by=dana, at=MONDAY)
    assert refused(lambda: ask(Audience.STUDENTS)) == [W.IS_OVER]


def test_a_closed_one_takes_nothing_and_opens_nowhere(survey: Survey, dana: User) -> None:
    door = actions.open_door(survey, Wave.AFTER, by=dana, at=MONDAY)
    actions.close_survey(survey, by=dana, at=MONDAY)
    assert queries.survey_behind(door.digits, MONDAY) is None
    assert refused(lambda: enter(survey, {"K1": "true"})) == [W.SURVEY_CLOSED]
    assert refused(lambda: actions.open_door(survey, Wave.AFTER, by=dana, at=MONDAY)) == [W.SURVEY_CLOSED]
    assert refused(lambda: actions.close_survey(survey, by=dana, at=MONDAY)) == [W.SURVEY_CLOSED]


def test_new_digits_end_the_old_ones_and_time_ends_both(survey: Survey, dana: User) -> None:
    first, second = (actions.open_door(survey, Wave.AFTER, by=dana, at=MONDAY).digits for _ in range(2))
    found = [queries.survey_behind(digits, MONDAY) for digits in (first, second, "", "0" * 12)]
    assert [one is not None for one in found] == [False, True, False, False]
    assert queries.survey_behind(second, MONDAY + timedelta(hours=4)) is None
    assert Event.objects.filter(name=Did.SURVEY_DOOR).count() == 2


def test_a_school_class_is_reported_as_scenario_b_says(survey: Survey, dana: User) -> None:
    """Before 58, right after 55, 41 codes match; three months later 19: not enough."""
    make_answers(survey, Wave.BEFORE, 58, right=20)
    make_answers(survey, Wave.AFTER, 55, right=40, codes_from=17)
    make_answers(survey, Wave.LATER, 19, right=15)
    page = queries.survey_page(survey, accounts.holdings(dana, MONDAY), MONDAY)
    after, later = page.tables
    assert (after.before, after.after, after.matched, after.matched_enough, after.compared) == ("58", "55", "41", True, False)
    assert (later.after, later.enough, later.lines) == ("19", False, ())
    line = next(one for one in after.lines if one.code == "K1")
    assert (line.right_before, line.right_after) == ("34 %", "73 %")
    assert all((line.change, line.same, line.gained, line.lost))
    assert Answered.TRUE in {value for one in Answers.objects.all()[:60] for value in one.values.values()}


def test_who_only_reads_is_told_how_many_in_steps(survey: Survey, focal: User) -> None:
    make_answers(survey, Wave.BEFORE, 58, right=20)
    page = queries.survey_page(survey, accounts.holdings(focal, MONDAY), MONDAY)
    assert page.tables[0].before == "55–59"
