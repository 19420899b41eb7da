"""Where a criminal matter may go, and who reads what: pure."""

import json
from datetime import date, timedelta

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from malath.agencies.words import AgencyKind
from malath.justice import rules
from malath.justice.words import Side, State, WhyNot

TODAY = date(2026, 11, 2)
STATES = st.sampled_from(list(State))


def why_not(new: State, now: State, **other: object) -> list[WhyNot]:
    facts: dict[str, object] = {"on": TODAY, "last_on": TODAY, "today": TODAY, "because": "So.", "may": True} | other
    return rules.why_not_move(new, now=now, **facts)  # type: ignore[arg-type]  # one of each


def test_the_states_are_those_of_the_countrys_file() -> None:
    law = json.loads((settings.LAW / "proceedings.json").read_text(encoding="utf-8"))
    assert law["states"] == State.values


def test_every_state_is_reached_and_every_one_but_an_amnesty_can_be_left() -> None:
    reached = {State.NO_REPORT, State.REPORTED}
    for _ in State:
        reached |= {new for now in reached for new in rules.NEXT[now]}
    assert reached == set(State)
    assert [state for state in State if not rules.NEXT[state]] == [State.AMNESTY]


@given(STATES, STATES)
def test_only_a_next_state_is_reached(now: State, new: State) -> None:
    assert (WhyNot.NOT_NEXT in why_not(new, now)) == (new not in rules.NEXT[now])


@given(STATES, st.integers(-400, 400), st.integers(0, 400))
def test_no_step_lies_ahead_or_before_the_last_one(now: State, days: int, since: int) -> None:
    on, last = TODAY + timedelta(days), TODAY - timedelta(since)
    reasons = why_not(State.CLOSED, now, on=on, last_on=last)
    assert (WhyNot.AHEAD in reasons) == (on > TODAY)
    assert (WhyNot.BEFORE in reasons) == (on < last)


@pytest.mark.parametrize(
    ("now", "new", "needs"),
    [
        (State.TRAFFICKING, State.OTHER, True), (State.OTHER, State.TRAFFICKING, True),
        (State.PROSECUTOR, State.DISMISSED, True),
        (State.TRIAL, State.AMNESTY, True), (State.CLOSED, State.INQUIRY, True), (State.REPORTED, State.TRAFFICKING, False),
        (State.TRIAL, State.JUDGMENT, False),
    ],
)  # fmt: skip
def test_another_classification_an_end_and_a_new_beginning_need_a_reason(now: State, new: State, needs: bool) -> None:
    assert (why_not(new, now, because=" ") == [WhyNot.WORDS_MISSING]) == needs


def test_an_amnesty_comes_to_whatever_was_reported_and_is_not_closed() -> None:
    open_ = set(State) - rules.CLOSED - {State.NO_REPORT}
    assert all(State.AMNESTY in rules.NEXT[state] for state in open_)


@pytest.mark.parametrize("body", AgencyKind)
def test_police_the_unit_and_prosecutors_stand_on_one_side_and_everybody_else_with_the_person(body: AgencyKind) -> None:
    investigates = body in {AgencyKind.POLICE, AgencyKind.CTU, AgencyKind.PROSECUTION}
    assert rules.side_of(body) == (Side.INVESTIGATION if investigates else Side.PERSON)


@given(st.sampled_from(AgencyKind), st.sampled_from(AgencyKind), st.booleans(), st.integers(0, 4))
def test_no_word_crosses_the_wall(own: AgencyKind, writer: AgencyKind, story: bool, cap: int) -> None:
    one, other = rules.side_of(own), rules.side_of(writer)
    assert not (rules.reads_words(one, other, reads_story=story, cap=cap) and one != other)


@pytest.mark.parametrize(("co_operates", "ordered"), [(False, False), (True, False), (False, True)])
def test_who_investigates_looks_only_while_the_person_co_operates_or_a_court_ordered_it(
    co_operates: bool, ordered: bool
) -> None:  # fmt: skip
    looks = {side: rules.may_look(side, safety=True, co_operates=co_operates, ordered=ordered) for side in Side}
    assert looks == {Side.PERSON: True, Side.INVESTIGATION: co_operates or ordered}
    assert not any(rules.may_look(side, safety=False, co_operates=True, ordered=True) for side in Side)
