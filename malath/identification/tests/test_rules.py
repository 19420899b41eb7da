"""The rules of identification: no clock ever decides, and what is missing is what the law asks for."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from malath.cases.rules import NEXT
from malath.cases.words import CaseStatus
from malath.identification import marks, rules
from malath.identification.marks import MarkKind
from malath.identification.queries import law
from malath.identification.rules import Clock, Row, Spans
from malath.identification.words import ElementKind, Stage, WhyNotBeside

MONDAY = datetime(2026, 11, 2, 7, tzinfo=UTC)
DAY = timedelta(days=1)
MOMENTS = some.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=some.just(UTC))  # noqa: DTZ001  # made aware
FORMAL = (CaseStatus.IDENTIFIED, CaseStatus.NOT_IDENTIFIED, CaseStatus.INCONCLUSIVE)


def row(*kinds: ElementKind) -> Row:
    return Row("", frozenset((kind, "x") for kind in kinds))


@given(since=MOMENTS, later=some.integers(0, 4000))
def test_lateness_never_moves_a_stage_and_always_reminds_again(since: datetime, later: int) -> None:
    clock, moment = Clock(since + 45 * DAY, 7 * DAY), since + later * DAY
    following = clock.next_after(moment)
    assert moment < following
    assert following <= max(moment + 7 * DAY, clock.due)
    assert rules.rights_last(Stage.WAITING, None, None, moment)


def test_five_working_days_leave_out_friday_saturday_and_holidays() -> None:
    thursday = datetime(2026, 11, 5, 7, tzinfo=UTC)
    assert rules.after_country_days(MONDAY, 5, ()).date() == date(2026, 11, 9)
    assert rules.after_country_days(thursday, 1, ()).date() == date(2026, 11, 8)
    assert rules.after_country_days(thursday, 1, {date(2026, 11, 8)}).date() == date(2026, 11, 9)


def test_the_spans_are_those_of_the_deadlines_of_the_country() -> None:
    assert law.spans() == Spans(5, 45, 30, 30, 90)


@pytest.mark.parametrize("lacking", [ElementKind.ACT, ElementKind.MEANS, ElementKind.PURPOSE])
def test_an_adult_needs_act_means_and_purpose_and_a_child_no_means(lacking: ElementKind) -> None:
    there = row(*({ElementKind.ACT, ElementKind.MEANS, ElementKind.PURPOSE} - {lacking}))
    assert rules.missing(there, is_child=False) == [lacking]
    assert rules.missing(there, is_child=True) == ([] if lacking == ElementKind.MEANS else [lacking])


def test_an_aggravating_circumstance_takes_the_place_of_nothing() -> None:
    assert rules.missing(row(ElementKind.AGGRAVATING), is_child=True) == [ElementKind.ACT, ElementKind.PURPOSE]


@pytest.mark.parametrize("status", FORMAL)
def test_rights_last_until_the_time_for_a_review_or_the_review_is_over(status: CaseStatus) -> None:
    until = MONDAY + 30 * DAY
    lasts = status == CaseStatus.IDENTIFIED
    assert rules.rights_last(Stage.DECIDED, status, until, MONDAY)
    assert rules.rights_last(Stage.DECIDED, status, until, until) is lasts
    assert rules.rights_last(Stage.REVIEW, status, until, until + 90 * DAY)
    assert rules.rights_last(Stage.REVIEWED, status, until, MONDAY) is lasts


@pytest.mark.parametrize("now", list(CaseStatus))
@pytest.mark.parametrize("new", FORMAL)
def test_the_way_to_a_decision_follows_that_of_the_case(now: CaseStatus, new: CaseStatus) -> None:
    way = rules.way_to(now, new)
    assert rules.leads_to(now, new) is bool(way)
    for before, after in zip((now, *way), way, strict=False):
        assert after in NEXT[before]


def test_the_codes_of_the_law_are_there_in_both_languages_with_where_they_are_known_from() -> None:
    found = law.provisions()
    assert {kind for kind, _code in found} == set(ElementKind)
    assert all(one.ar and one.en for one in found.values())
    assert found[ElementKind.ACT, "recruit"].sure
    assert found[ElementKind.PURPOSE, "begging"].press
    repeated = found[ElementKind.AGGRAVATING, "REPEAT"]
    assert not repeated.sure
    assert not repeated.press


def test_a_recovery_period_is_thirty_days_and_ninety_for_a_child_and_grows_in_steps() -> None:
    start = date(2026, 11, 2)
    assert rules.recovery_ends(start, Spans(), is_child=False) == date(2026, 12, 2)
    assert rules.recovery_ends(start, Spans(), is_child=True) == date(2027, 1, 31)
    ends = date(2026, 12, 2)
    assert rules.why_not_extend(ends, ends + 30 * DAY, start, "She is ill.") == []
    assert rules.why_not_extend(ends, ends + 31 * DAY, start, "She is ill.") == [WhyNotBeside.NOT_LONGER]
    assert rules.why_not_extend(ends, ends, start, "She is ill.") == [WhyNotBeside.NOT_LONGER]
    assert rules.why_not_extend(ends, ends + DAY, start, " ") == [WhyNotBeside.WORDS_MISSING]
    assert rules.why_not_extend(ends, date(2027, 3, 1), date(2027, 2, 1), "Late.") == []


@pytest.mark.parametrize(
    ("one", "other"),
    [("Thread and Sons", "thread AND sons"), ("مكتب النجمة", "مكتب النجمه"), ("Hassan Ali", "Ali Hassan")],
)
def test_a_name_has_one_mark_however_it_is_spelled(one: str, other: str) -> None:
    assert marks.sound_of(one) == marks.sound_of(other) != ""


def test_a_short_word_has_no_mark_and_another_key_has_other_marks() -> None:
    assert marks.marks_of(b"k" * 32, names=("Ali", ""), phone="") == {(MarkKind.NOTHING, 0)}
    ours = marks.marks_of(b"k" * 32, names=("Thread and Sons", ""), phone="+962700010001")
    theirs = marks.marks_of(b"j" * 32, names=("Thread and Sons", ""), phone="+962700010001")
    assert {kind for kind, _value in ours} == {MarkKind.NAME, MarkKind.PHONE}
    assert ours.isdisjoint(theirs)
