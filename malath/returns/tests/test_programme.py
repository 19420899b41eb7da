"""The figures of an office: told in ranges that hide a few people, times of ten or more, and how life goes by round."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from malath.returns import rules_programme as rules
from malath.returns.queries.programme import _outcome, programme_page
from malath.returns.testing import ASKED, make_return
from malath.returns.tests.conftest import House
from malath.returns.words_reintegration import Band, Round


def test_of_fewer_than_ten_no_time_is_told() -> None:
    assert [rules.place_of(number, 50) for number in (0, 1, 9)] == [None, None, None]
    assert (rules.place_of(10, 50), rules.place_of(10, 90)) == (4, 8)


@given(st.integers(10, 10_000), st.sampled_from(rules.SHARES))
def test_a_time_that_is_told_is_never_the_longest_of_all(number: int, share: int) -> None:
    place = rules.place_of(number, share)
    assert place is not None
    assert 0 <= place < number - 1


@given(st.integers(-3, 4_000))
def test_days_are_told_as_the_end_of_their_step(days: int) -> None:
    told = rules.days_told(days)
    assert told % rules.STEP == 0
    assert max(days, 0) < told <= max(days, 0) + rules.STEP


def test_a_round_is_told_by_bands_and_its_total_says_no_more() -> None:
    one = _outcome(Round.BASELINE, {Band.SELF_GUIDED: 3, Band.REGULAR: 0, Band.INTENSE: 12})
    few, none, many = (figure.told for figure in one.bands)
    assert few == none
    assert "5" in few
    assert many == "10–14"
    assert one.together not in {"15", "10–14"}


def test_who_waits_is_told_by_gate_with_the_median_and_nine_in_ten(house: House) -> None:
    for number in range(10):
        make_return(house.office, house.lina, name=f"Alias {number}", at=ASKED + timedelta(days=number))
    page = programme_page((house.office.pk,), ASKED + timedelta(days=20))
    first = page.pipeline[0]
    assert (first.told, first.half, first.nine_in_ten) == ("10–14", 20, 20)
    assert page.pipeline[1].half is None
