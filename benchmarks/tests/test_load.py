"""The table of the crowded hour says what was asked, what was wrong and what is missing."""

from argparse import Namespace
from random import Random

import pytest

from benchmarks import load
from benchmarks.chores import CHORES, Asked, Hand, Told, World, referred
from benchmarks.client import Answer, Unexpected

PLAN = {"sessions": {"big": ["a"], "small": ["b"], "front": ["c", "d"], "supervisor": ["e"], "focal": ["f"]}, "waiting": []}
OPTIONS = Namespace(people=10, at_once=2, workers=2, seconds=1)


def outcome(*asked: Asked, told: int = 0, found: int = 0) -> load.Outcome:
    return load.Outcome(asked, [Told("note", "A", str(n)) for n in range(told)], {"note": found}, 2.0)


def test_what_was_acknowledged_and_is_not_there_is_counted_as_lost() -> None:
    kept = outcome(Asked("write a note", 0.1), told=3, found=2)
    assert kept.lost == 1
    assert load.line(kept, "write a note") == "| write a note | 1 | 100 | 100 | 100 | 100 | 0 | 3 | 2 |"
    assert load.line(kept, "all").endswith("| 3 | 2 |")


def test_reads_have_nothing_to_be_found_again() -> None:
    assert load.line(outcome(Asked("open a file", 0.02, "answered 500")), "open a file").endswith("| 1 | – | – |")


def test_ninety_five_of_a_hundred_came_within_the_time_that_is_told() -> None:
    asked = [Asked("x", n / 1000) for n in range(1, 101)]
    assert load.quantiles(asked) == ["51", "96", "100", "100"]
    assert load.quantiles([]) == ["–"] * 4


def test_the_page_names_what_went_wrong() -> None:
    text = load.page(outcome(Asked("open a file", 0.02, "GET /cases/ answered 500 instead of 200")), OPTIONS, "sqlite")
    assert "- 1 × GET /cases/ answered 500 instead of 200" in text
    assert "0.5 answers and 0.0 acts a second" in text


def test_every_chore_has_somebody_who_does_it_and_every_act_is_looked_for() -> None:
    hand = Hand(World.of(PLAN, (1, 2)), 3, Random(1))
    assert {one.who for one in CHORES} <= set(hand.at)
    assert {one.name for one in CHORES if one.acts} == set(load.KINDS)
    assert sum(one.weight for one in CHORES) == 100
    assert hand.at["front"].cookies == {"sessionid": "d"}


def test_a_site_that_does_not_answer_is_told_and_nothing_stops() -> None:
    hand = Hand(World.of(PLAN, (1, 1)), 0, Random(2))  # nobody listens at port 1
    while not hand.asked:  # what waits for a case to be opened first is not asked
        hand.work()
    assert [one.wrong for one in hand.asked] == ["ConnectionRefusedError"]


def test_an_answer_that_leads_nowhere_is_no_act() -> None:
    answer = Answer(302, "", 0.1, 0, 0, 0, 0, "/cases/")
    with pytest.raises(Unexpected):
        referred(answer)
    assert referred(Answer(302, "", 0.1, 0, 0, 0, 0, "/referrals/2345-6789-ABCD/step/desk/")) == "2345-6789-ABCD"
