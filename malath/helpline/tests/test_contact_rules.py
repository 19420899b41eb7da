"""How soon somebody looks, who goes first, when one may call, and when all is forgotten."""

from datetime import time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malath.helpline import contact_rules as rules
from malath.helpline.contact_rules import Stand, Window
from malath.helpline.words import Reach, Triage, WhyNotContact, YesNo

TAKEN = Stand(taken=True, readable=True)
DAY = Window(time(9), time(17))
answers, triages = st.sampled_from(YesNo), st.sampled_from(Triage)


@given(answers, answers, answers)
def test_danger_goes_before_all_and_nothing_makes_it_less(safe: YesNo, danger: YesNo, child: YesNo) -> None:
    triage = rules.triage_of(safe=safe, danger=danger, child=child)
    assert (triage == Triage.EMERGENCY) == (danger == YesNo.YES or safe == YesNo.NO)


@pytest.mark.parametrize(("safe", "child"), [(YesNo.YES, YesNo.YES), (YesNo.NOT_SAID, YesNo.NO)])
def test_a_child_or_who_does_not_know_goes_on_the_same_day(safe: YesNo, child: YesNo) -> None:
    assert rules.triage_of(safe=safe, danger=YesNo.NO, child=child) == Triage.URGENT


@given(triages, triages, st.integers(0, 100), st.integers(0, 9), st.integers(0, 100), st.integers(0, 9))
def test_no_flood_puts_what_is_less_urgent_first(one: Triage, other: Triage, a: int, b: int, c: int, d: int) -> None:
    if rules.ORDER[one] < rules.ORDER[other]:
        assert rules.rank_of(one, alike=a, crowd=b) < rules.rank_of(other, alike=c, crowd=d)


@pytest.mark.parametrize(("alike", "crowd", "behind"), [(0, 0, 0), (0, 4, 0), (1, 0, 1), (0, 5, 1)])
def test_what_says_the_same_as_others_waits_behind_its_like(alike: int, crowd: int, behind: int) -> None:
    assert rules.rank_of(Triage.EMERGENCY, alike=alike, crowd=crowd) == behind


@given(st.times(), st.times(), st.times())
def test_a_window_and_the_rest_of_the_day_never_hold_together(since: time, until: time, moment: time) -> None:
    if since != until:
        assert Window(since, until).holds(moment) != Window(until, since).holds(moment)


@pytest.mark.parametrize(
    ("stand", "reach", "moment", "why"),
    [
        (Stand(), Reach.CALL, time(10), WhyNotContact.NOT_TAKEN),
        (TAKEN, Reach.NONE, time(10), WhyNotContact.NO_CALL),
        (TAKEN, Reach.CALL, time(17), WhyNotContact.NOT_NOW),
        (Stand(taken=True, forgotten=True), Reach.CALL, time(10), WhyNotContact.FORGOTTEN),
        (Stand(taken=True, triage=Triage.EMERGENCY), Reach.NONE, time(10), WhyNotContact.NO_CALL),
        (Stand(taken=True, triage=Triage.EMERGENCY), Reach.CALL, time(3), WhyNotContact.NOT_NOW),
    ],
)
def test_nobody_is_called_against_their_word(stand: Stand, reach: Reach, moment: time, why: WhyNotContact) -> None:
    assert rules.why_not_call(stand, reach, DAY, moment) == [why]


def test_one_may_call_at_the_hours_that_were_said() -> None:
    assert rules.why_not_call(TAKEN, Reach.CALL, DAY, time(9)) == []


@pytest.mark.parametrize(
    ("stand", "untouched", "settled", "why"),
    [
        (Stand(readable=True), 90, None, None),
        (Stand(readable=True), 89, None, WhyNotContact.NOT_DUE),
        (Stand(settled=True), 400, 30, None),
        (Stand(settled=True), 400, 29, WhyNotContact.NOT_DUE),
        (Stand(taken=True), 400, None, WhyNotContact.NOT_DUE),
        (Stand(readable=True, triage=Triage.EMERGENCY), 400, None, WhyNotContact.UNSEEN_EMERGENCY),
        (Stand(readable=True, taken=True, triage=Triage.EMERGENCY), 90, None, None),
        (Stand(forgotten=True), 90, None, WhyNotContact.FORGOTTEN),
    ],
)
def test_what_nobody_uses_is_forgotten_and_no_unseen_emergency(
    stand: Stand, untouched: int, settled: int | None, why: WhyNotContact | None
) -> None:
    since = None if settled is None else timedelta(days=settled)
    assert rules.why_not_forget(stand, untouched=timedelta(days=untouched), settled_for=since) == ([why] if why else [])


@pytest.mark.parametrize(
    ("stand", "told", "due", "why"),
    [
        (Stand(), False, True, None),
        (Stand(), True, True, WhyNotContact.TOLD_ALREADY),
        (Stand(), False, False, WhyNotContact.NOT_DUE),
        (TAKEN, False, True, WhyNotContact.TAKEN),
        (Stand(taken=True, settled=True), False, True, WhyNotContact.SETTLED),
    ],
)
def test_those_above_are_told_once(stand: Stand, told: bool, due: bool, why: WhyNotContact | None) -> None:
    assert rules.why_not_escalate(stand, told=told, due=due) == ([why] if why else [])


def test_a_line_opens_once_and_at_no_closed_desk() -> None:
    assert rules.why_not_open_line(desk_closed=True, is_open=False) == [WhyNotContact.DESK_CLOSED]
    assert rules.why_not_open_line(desk_closed=False, is_open=True) == [WhyNotContact.LINE_OPEN]
    assert rules.why_not_open_line(desk_closed=False, is_open=False) == []


@pytest.mark.parametrize(
    ("stand", "why"),
    [
        (Stand(), WhyNotContact.NOT_TAKEN),
        (Stand(taken=True), WhyNotContact.NOBODY_READS),
        (Stand(taken=True, forgotten=True, readable=True), WhyNotContact.FORGOTTEN),
    ],
)
def test_an_answer_needs_somebody_who_reads_it(stand: Stand, why: WhyNotContact) -> None:
    assert rules.why_not_answer(stand) == [why]
    assert rules.why_not_answer(TAKEN) == []
