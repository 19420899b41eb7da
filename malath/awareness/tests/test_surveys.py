"""Surveys before and after: answers without names, and what may be told of them."""

from collections.abc import Sequence
from datetime import date, timedelta
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
from malath.foundation.acts import unguarded

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
    found = survey_rules.shift(PASSPORT, [given], Arm.TOOK_PART, Wave.AFTER)
    assert (found.right_before, found.right_after, found.matched, found.same) == (0.36, 0.69, 0, None)
    assert found.others is not None
    assert (round(found.others.value, 2), round(found.others.low, 2), round(found.others.high, 2)) == (0.33, 0.19, 0.45)
    assert survey_rules.shift(PASSPORT, [given], Arm.COMPARED, Wave.AFTER).others is None


def test_who_moved_is_told_in_both_directions_among_matched_codes() -> None:
    codes = [f"code{place}" for place in range(40)]
    before, after = ["true"] * 24 + ["false"] * 16, ["false"] * 20 + ["true"] * 6 + ["false"] * 14
    given = told(Wave.BEFORE, before, codes=codes) + told(Wave.AFTER, after, codes=codes)
    found = survey_rules.shift(LAW, [given], Arm.TOOK_PART, Wave.AFTER)
    assert (found.matched, found.gained, found.lost) == (40, 0.5, 0.05)
    assert found.same is not None
    assert round(found.same.value, 2) == 0.45


def test_a_code_that_stands_twice_matches_nobody() -> None:
    given = told(Wave.BEFORE, ["true"] * 3, codes=["a", "a", "b"]) + told(Wave.AFTER, ["false"] * 2, codes=["a", "b"])
    assert survey_rules.matched(given, Arm.TOOK_PART, Wave.AFTER) == 1


@given(st.integers(0, 60), st.integers(0, 60))
def test_below_thirty_nothing_is_told(before: int, after: int) -> None:
    given = told(Wave.BEFORE, ["true"] * before) + told(Wave.AFTER, ["false"] * after)
    found = survey_rules.shift(LAW, [given], Arm.TOOK_PART, Wave.AFTER)
    told_of = (found.right_before, found.right_after, found.others)
    assert [one is None for one in told_of] == [min(before, after) < 30] * 3


SIZES = st.tuples(st.integers(0, 70), st.integers(0, 70))


@given(st.lists(SIZES, max_size=6))
def test_no_survey_of_fewer_than_thirty_is_worked_out_from_all_of_them(sizes: list[tuple[int, int]]) -> None:
    """What is told of all, less whatever is told of each by itself, before or after, is nobody's or of thirty and more."""
    asked = [("x" * before, "y" * after) for before, after in sizes]
    counted = survey_rules.tellable(asked)
    alone = [one for one in counted if min(map(len, one)) >= 30]
    rest = [one for one in counted if one not in alone]
    assert all(len(before) < 30 for before, _after in rest)
    assert not rest or min(sum(len(one[wave]) for one in rest) for wave in (0, 1)) >= 30
    assert len(alone) == sum(min(one) >= 30 for one in sizes)


@given(st.lists(st.integers(0, 40), max_size=6))
def test_of_people_who_answered_twice_likewise(sizes: list[int]) -> None:
    parts = [[place] * size for place, size in enumerate(sizes)]
    counted = survey_rules.together(parts)
    rest = [one for one in counted if sizes[one] < 30]
    assert not rest or len(rest) >= 30
    assert len(counted) - len(rest) == sum(size for size in sizes if size >= 30)


def test_two_small_classes_are_told_as_one_and_codes_match_within_each() -> None:
    codes = [f"code{place}" for place in range(20)]
    classes = [
        told(Wave.BEFORE, ["true"] * 20, codes=codes) + told(Wave.AFTER, ["false"] * 15 + ["true"] * 5, codes=codes)
        for _ in range(2)
    ]
    assert survey_rules.shift(LAW, classes[:1], Arm.TOOK_PART, Wave.AFTER).others is None
    found = survey_rules.shift(LAW, classes, Arm.TOOK_PART, Wave.AFTER)
    assert (found.before, found.right_after, found.matched, found.gained, found.lost) == (40, 0.75, 40, 0.75, 0.0)


def test_some_are_asked_again_after_three_months_unless_they_were_or_it_is_closed() -> None:
    day = date(2026, 11, 2)
    again = survey_rules.again_on
    assert again(day, asked_later=False, closed=False) == date(2027, 2, 1)
    assert [again(None, asked_later=False, closed=False), again(day, asked_later=True, closed=False)] == [None, None]
    assert again(day, asked_later=False, closed=True) is None


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


def page_of(user: User, audience: str = "students", year: int | None = 2026) -> queries.ChangesPage:
    return queries.changes_page(audience, year, accounts.holdings(user, MONDAY))


def test_surveys_of_a_year_are_told_as_one(campaign: Campaign, survey: Survey, dana: User, focal: User) -> None:
    other = actions.open_survey(campaign, campaign.desk, Audience.STUDENTS, by=dana, at=MONDAY)
    for one in (survey, other):
        make_answers(one, Wave.BEFORE, 18, right=6)
        make_answers(one, Wave.AFTER, 17, right=12)
    assert queries.survey_page(survey, accounts.holdings(dana, MONDAY), MONDAY).tables[0].lines == ()
    own, read = page_of(dana), page_of(focal)
    assert (own.surveys, own.tables[0].before, read.tables[0].before) == (2, "36", "35–39")
    line = next(one for one in own.tables[0].lines if one.code == "K1")
    assert (line.right_before, line.right_after, line.gained) == ("33 %", "71 %", "35 %")
    assert own.tables[1].lines == ()


def test_one_that_asked_other_sentences_is_counted_apart(survey: Survey, dana: User) -> None:
    with unguarded():
        Survey.objects.filter(pk=survey.pk).update(items="1999")
    page = page_of(dana)
    assert (page.surveys, page.others, page.tables) == (0, 1, ())


def test_a_year_or_an_audience_without_surveys_shows_another(survey: Survey, dana: User) -> None:
    page = page_of(dana, "employers", 1999)
    assert (page.year, page.audience) == (2026, Audience.STUDENTS)


def test_without_surveys_there_is_nothing_to_choose(dana: User) -> None:
    assert (page_of(dana).audience, page_of(dana).tables) == (None, ())


def test_the_page_of_all_surveys_asks_as_much_for_many_as_for_one(
    campaign: Campaign, dana: User, django_assert_num_queries: object
) -> None:
    for _ in range(3):
        make_answers(
            actions.open_survey(campaign, campaign.desk, Audience.STUDENTS, by=dana, at=MONDAY), Wave.BEFORE, 2, right=1
        )
    holdings = accounts.holdings(dana, MONDAY)
    with django_assert_num_queries(2):  # type: ignore[operator]
        queries.changes_page("students", 2026, holdings)


def test_only_the_desk_that_asked_learns_how_many_exactly(survey: Survey, dana: User, rami: User) -> None:
    make_answers(survey, Wave.BEFORE, 31, right=20)
    pages = [queries.survey_page(survey, accounts.holdings(user, MONDAY), MONDAY) for user in (dana, rami)]
    assert [page.tables[0].before for page in pages] == ["31", "30–34"]
