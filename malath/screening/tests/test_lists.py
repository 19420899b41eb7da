"""The lists agree with themselves, with the card, and say what nobody has verified."""

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings

from malath.screening.queries import lists
from malath.screening.queries.lists import BrokenList
from malath.screening.words import Strength

LAW = json.loads((settings.LAW / "indicators.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("code", "size"), [("adult_labour", 67), ("child_labour", 65), ("adult_sexual", 67), ("child_sexual", 66)]
)
def test_each_list_has_as_many_indicators_as_was_counted(code: str, size: int) -> None:
    assert len(lists.profile(code).indicators) == lists.list_of(code, "en").size == size


def test_a_list_for_children_at_work_has_nothing_weak() -> None:
    assert all(one.strength != Strength.WEAK for one in lists.profile("child_labour").indicators)


FROM_MEMORY = frozenset({"adult_sexual", "child_sexual"})


@pytest.mark.parametrize("code", lists.profile_codes())
def test_a_list_from_memory_says_so(code: str) -> None:
    found = lists.list_of(code, "ar")
    assert found.verified is (code not in FROM_MEMORY)
    assert bool(found.unverified) is (code in FROM_MEMORY)


def test_every_indicator_reads_in_both_languages_with_the_signs_of_forced_labour() -> None:
    for code in lists.profile_codes():
        for arabic, english in zip(lists.list_of(code, "ar").dimensions, lists.list_of(code, "en").dimensions, strict=True):
            assert [one.code for one in arabic.indicators] == [one.code for one in english.indicators]
            assert all(one.text and one.forced_labour for one in (*arabic.indicators, *english.indicators))


def test_signs_come_from_the_card_and_adults_have_their_own() -> None:
    every = {sign.code for group in lists.signs_for(child=True) for sign in group.signs}
    adults = {sign.code for group in lists.signs_for(child=False) for sign in group.signs}
    assert adults < every
    assert {sign.code for sign in lists.urgent_among({"CH06", "CH01", "CL03"})} == {"CH06", "CL03"}


def spoilt(how: Callable[[Any], object]) -> Any:
    data = copy.deepcopy(LAW)
    how(data)
    return data


@pytest.mark.parametrize(
    "how",
    [
        lambda data: data["indicators"].append(data["indicators"][0]),
        lambda data: data["indicators"][0].update(dimension="ZZ"),
        lambda data: data["indicators"][0]["strength"].update(adult_labour="heavy"),
        lambda data: data["indicators"][0]["strength"].pop("child_sexual"),
        lambda data: data["indicators"][0]["provenance"].pop("child_sexual"),
        lambda data: data["indicators"][0]["strength"].update(adult_labour=None),
        lambda data: data["indicators"][0].update(ar=" "),
        lambda data: data["profiles"][0].update(published_count=66),
        lambda data: data["observable"]["codes"].append("XX99"),
    ],
)
def test_a_list_that_does_not_agree_with_itself_is_not_used(how: Callable[[Any], object]) -> None:
    with pytest.raises(BrokenList):
        lists.checked(spoilt(how))


def test_the_list_of_the_country_agrees_with_itself() -> None:
    assert lists.checked(LAW) is LAW
