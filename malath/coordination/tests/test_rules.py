"""Counting by moves gives what counting anew gives; refusals tell nothing of what waits."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malath.coordination import actions, queries, rules
from malath.coordination.rules import Came, Counted, changes, each, last_weeks, much, week_of, why_not_agree, why_not_nudge
from malath.coordination.words import Agreed, Standing, WhyNot
from malath.figures.rules import Told, exactly, tell
from malath.foundation.clock import AMMAN
from malath.inbox.words import Pressing

SUNDAY = date(2026, 11, 8)
flags = st.builds(Came, sent=st.just(True), in_time=st.booleans(), late=st.booleans(), sent_back=st.booleans())
places = st.none() | st.builds(
    Counted, st.integers(1, 3), st.sampled_from(Pressing), st.none() | st.sampled_from(Standing),
    st.sampled_from([SUNDAY, SUNDAY + timedelta(weeks=1)]), flags,
)  # fmt: skip


@given(st.lists(st.lists(places, min_size=1, max_size=5), max_size=5))
def test_moves_add_up_to_where_everything_stands_at_last(ways: list[list[Counted | None]]) -> None:
    moves = [pair for way in ways for pair in zip([None, *way[:-1]], way, strict=True)]
    assert changes(moves) == changes((None, way[-1]) for way in ways)


@given(places)
def test_nothing_changes_for_what_stays(place: Counted | None) -> None:
    made = changes([(place, place)])
    assert (made.loads, made.weeks) == ({}, {})


def test_a_week_begins_on_sunday() -> None:
    assert {week_of(SUNDAY + timedelta(days=day)) for day in range(7)} == {SUNDAY}
    weeks = last_weeks(SUNDAY + timedelta(days=3))
    assert (len(weeks), weeks[-1]) == (rules.WEEKS, SUNDAY - timedelta(weeks=1))


def test_a_worker_carries_too_much_at_twice_what_is_usual() -> None:
    assert each(exactly(10), 4) == Told(2, 3)
    assert each(tell(12), 0) is None
    assert much([exactly(4), exactly(6), exactly(5), None]) == 10  # twice five
    assert much([exactly(0), exactly(1)]) == much([]) == rules.MUCH


def test_a_nudge_is_refused_for_nothing_that_waits() -> None:
    assert why_not_nudge(desk_closed=False, nudged_today=False, reads=True) == []
    assert why_not_nudge(desk_closed=True, nudged_today=True, reads=False) == [
        WhyNot.DESK_CLOSED, WhyNot.READS_NOTHING, WhyNot.NUDGED_TODAY,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("what", "until", "reasons"),
    [
        (Agreed.MORE_PEOPLE, None, []),
        (Agreed.ANSWERS_BY, SUNDAY, []),
        (Agreed.ANSWERS_BY, None, [WhyNot.DAY_MISSING]),
        (Agreed.MORE_PEOPLE, SUNDAY - timedelta(days=1), [WhyNot.DAY_PAST]),
    ],
)
def test_an_arrangement_needs_a_day_that_makes_sense(what: Agreed, until: date | None, reasons: list[WhyNot]) -> None:
    assert why_not_agree(what, until, desk_closed=False, today=SUNDAY) == reasons
    assert why_not_agree(what, until, desk_closed=True, today=SUNDAY) == [WhyNot.DESK_CLOSED, *reasons]


@pytest.mark.django_db
def test_figures_are_told_once_an_hour() -> None:
    at = datetime(2026, 11, 9, 10, 58, tzinfo=AMMAN)
    assert queries.telling_due(at)
    actions.tell(at=at)
    assert not queries.telling_due(at + timedelta(minutes=1))
    assert queries.telling_due(at + timedelta(minutes=2))
