"""When a code opens, and how soon somebody looks."""

from collections.abc import Collection
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malath.helpline import queries, rules
from malath.helpline.rules import CodeLife
from malath.helpline.testing import MONDAY
from malath.helpline.words import CodeState, HowSoon, Soon, WhyNot

ORDER = (HowSoon.WATCH, HowSoon.ALERT, HowSoon.URGENT)
SOME = st.lists(st.sampled_from(ORDER))


def life(*, days: int = 30, opened: int = 0, most: int = 25, ended: bool = False, desk_closed: bool = False) -> CodeLife:
    return CodeLife(MONDAY + timedelta(days=days), opened, most, ended, desk_closed)


@pytest.mark.parametrize(
    ("one", "state"),
    [
        (life(), CodeState.OPENS),
        (life(days=0), CodeState.EXPIRED),
        (life(opened=25), CodeState.USED_UP),
        (life(ended=True), CodeState.ENDED),
        (life(desk_closed=True), CodeState.DESK_CLOSED),
    ],
)
def test_a_code_opens_only_while_nothing_ended_it(one: CodeLife, state: CodeState) -> None:
    assert one.state(MONDAY) == state
    assert one.opens(MONDAY) == (state == CodeState.OPENS)
    assert one.carries(MONDAY) == (state in (CodeState.OPENS, CodeState.USED_UP))


@given(marked=SOME)
def test_what_happens_soon_is_looked_at_the_same_day_whatever_was_marked(marked: Collection[HowSoon]) -> None:
    assert rules.how_soon(marked, soon=Soon.YES) == HowSoon.URGENT


@given(marked=SOME, another=st.sampled_from(ORDER))
def test_one_more_sign_never_makes_it_slower(marked: list[HowSoon], another: HowSoon) -> None:
    if not marked:
        return
    before, after = (rules.how_soon(some, soon=Soon.NO) for some in (marked, [*marked, another]))
    assert ORDER.index(after) >= ORDER.index(before)


def test_words_without_a_sign_are_looked_at_within_a_working_day() -> None:
    assert rules.how_soon([], soon=Soon.NOT_SAID) == HowSoon.ALERT


def test_an_ended_code_is_not_renewed_and_a_desk_has_twenty_at_most() -> None:
    assert rules.why_not_renew(ended=True, desk_closed=False) == [WhyNot.CODE_ENDED]
    assert rules.why_not_renew(ended=False, desk_closed=True) == [WhyNot.DESK_CLOSED]
    assert rules.why_not_give(desk_closed=False, alive=rules.MOST_CODES) == [WhyNot.TOO_MANY_CODES]
    assert rules.why_not_give(desk_closed=True, alive=0) == [WhyNot.DESK_CLOSED]
    assert rules.why_not_give(desk_closed=False, alive=rules.MOST_CODES - 1) == []


def test_every_sign_says_how_soon_and_where_it_comes_from_in_both_languages() -> None:
    data = queries._signs()
    groups = {group["code"] for group in data["groups"]}
    assert len(queries.levels()) == len(data["signs"])
    for sign in data["signs"]:
        assert sign["group"] in groups
        assert sign["mark"] in {"P", "M"}
        assert all(sign[language] and sign["source"][language] for language in ("en", "ar"))


def test_a_girl_who_is_afraid_to_answer_is_looked_at_the_same_day() -> None:
    """Scenario 2: CH01 CH02 CH03 CH05 CH06."""
    levels = queries.levels()
    marked = [levels[code] for code in ("CH01", "CH02", "CH03", "CH05")]
    assert rules.how_soon(marked, soon=Soon.NOT_SAID) == HowSoon.ALERT
    assert rules.how_soon([*marked, levels["CH06"]], soon=Soon.NOT_SAID) == HowSoon.URGENT
