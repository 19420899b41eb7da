from random import Random

import pytest

from benchmarks.strangers import OtherAnswer, Pair, measured, table


def test_two_of_a_kind_lie_no_farther_apart_than_chance() -> None:
    chance = Random(1)  # a test
    one = [chance.gauss(10, 1) for _ in range(400)]
    other = [chance.gauss(10, 1) for _ in range(400)]
    pair = Pair("a page", one, other)
    assert pair.apart < pair.by_chance


def test_one_that_takes_longer_is_seen() -> None:
    chance = Random(1)  # a test
    slow = [chance.gauss(10.5, 1) for _ in range(400)]
    pair = Pair("a page", slow, [chance.gauss(10, 1) for _ in range(400)])
    assert pair.apart > pair.by_chance


def test_both_are_asked_as_often_in_mixed_order() -> None:
    asked: list[str] = []

    def ask(what: str) -> int:
        asked.append(what)
        return 404

    pair = measured("a page", lambda: ask("kept"), lambda: ask("never"), 20, Random(3))
    assert (len(pair.kept), len(pair.never)) == (20, 20)
    assert asked[10:] != sorted(asked[10:])
    assert "a page" in table([pair])


def test_the_time_of_another_answer_is_no_measure() -> None:
    with pytest.raises(OtherAnswer):
        measured("a page", lambda: 400, lambda: 404, 20, Random(3))
