import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malath.audit.rules import GENESIS, Chains, canonical, event_hash, merkle_root, moment_in_body
from malath.audit.words import Did

NOW = datetime(2026, 11, 8, 7, tzinfo=UTC)
leaves = st.lists(st.binary(min_size=32, max_size=32), min_size=1, max_size=20)


@given(st.dictionaries(st.text(), st.text()))
def test_the_same_facts_give_the_same_bytes_in_any_order(facts: dict[str, str]) -> None:
    assert canonical(facts) == canonical(dict(reversed(facts.items())))


def test_a_moment_hashes_alike_in_every_time_zone() -> None:
    elsewhere = NOW.astimezone(timezone(timedelta(hours=3)))
    assert event_hash(GENESIS, ["a", 1, NOW]) == event_hash(GENESIS, ["a", 1, elsewhere])


def test_neither_the_past_nor_a_word_nor_its_place_can_change_unnoticed() -> None:
    whole = event_hash(GENESIS, ["ab", "c"])
    assert whole != event_hash(b"\1" * 32, ["ab", "c"])
    assert whole != event_hash(GENESIS, ["a", "bc"])
    assert whole != event_hash(GENESIS, ["c", "ab"])


@given(leaves)
def test_a_root_changes_with_every_leaf(some: list[bytes]) -> None:
    root = merkle_root(some)
    for place, leaf in enumerate(some):
        changed = [*some[:place], sha256(leaf).digest(), *some[place + 1 :]]
        assert merkle_root(changed) != root


@given(leaves)
def test_a_root_changes_when_a_leaf_is_missing_or_doubled(some: list[bytes]) -> None:
    assert merkle_root(some[:-1]) != merkle_root(some)
    assert merkle_root([*some, some[-1]]) != merkle_root(some)


def test_leaves_and_nodes_are_hashed_apart() -> None:
    left, right = b"l" * 32, b"r" * 32
    node = sha256(b"\1" + sha256(b"\0" + left).digest() + sha256(b"\0" + right).digest()).digest()
    assert merkle_root([left, right]) == node
    assert merkle_root([]) == GENESIS


@given(st.lists(st.text() | st.integers()))
def test_a_body_is_hashed_as_json_without_spaces(body: list[str | int]) -> None:
    text = json.dumps(body, ensure_ascii=True, separators=(",", ":"))
    assert event_hash(GENESIS, body) == sha256(GENESIS + text.encode()).digest()


def test_a_word_of_ours_is_hashed_as_its_text() -> None:
    assert event_hash(GENESIS, [Did.CASE_VIEWED]) == event_hash(GENESIS, [Did.CASE_VIEWED.value])


def as_sqlite(moment: datetime) -> str:
    return str(moment.replace(tzinfo=None))


def as_postgresql(moment: datetime) -> str:
    whole, _, part = as_sqlite(moment).partition(".")
    return f"{whole}.{part.rstrip('0')}+00" if part else f"{whole}+00"


@given(st.datetimes(timezones=st.just(UTC), min_value=datetime(1900, 1, 1)))  # noqa: DTZ001  # it adds the zone itself
def test_a_moment_as_a_database_writes_it_hashes_like_the_moment(moment: datetime) -> None:
    for stored in (as_sqlite(moment), as_postgresql(moment)):
        assert event_hash(GENESIS, [moment_in_body(stored)]) == event_hash(GENESIS, [moment])


@pytest.mark.parametrize("stored", ["2026-11-08 07:00:00+03", "2026-11-08 07:00:00+03:00", "2026-11-08 07:00:00-00", "", "now"])
def test_what_no_database_writes_in_utc_hashes_like_no_moment(stored: str) -> None:
    assert moment_in_body(stored) != NOW.isoformat()


@given(leaves)
def test_a_root_is_that_of_pairs_upon_pairs(some: list[bytes]) -> None:
    level = [sha256(b"\0" + leaf).digest() for leaf in some]
    while len(level) > 1:
        odd = [level[-1]] if len(level) % 2 else []
        level = [sha256(b"\1" + a + b).digest() for a, b in zip(level[::2], level[1::2], strict=False)] + odd
    assert merkle_root(some) == level[0]


Step = tuple[str, int, bytes, bytes]
KEY = bytes(range(32))
ENOUGH, TOO_FEW = 100, 1


def chain_of(name: str, length: int) -> list[Step]:
    hashes = [GENESIS, *(sha256(f"{name} {number}".encode()).digest() for number in range(length))]
    return [(name, number, before, after) for number, (before, after) in enumerate(pairwise(hashes), 1)]


def heads_of(steps: Sequence[Step]) -> dict[str, tuple[int, bytes]]:
    return {name: (number, after) for name, number, _, after in sorted(steps)}


def are_whole(steps: Sequence[Step], heads: dict[str, tuple[int, bytes]], most_open: int = ENOUGH) -> bool:
    chains = Chains(KEY, most_open)
    for step in steps:
        chains.follow(*step)
    for chain, end in heads.items():
        chains.end(chain, *end)
    return chains.are_whole()


STEPS = [*chain_of("a", 4), *chain_of("b", 1), *chain_of("c", 3)]


@given(st.permutations(STEPS), st.sampled_from([ENOUGH, TOO_FEW, 2]))
def test_chains_are_whole_in_any_order_and_however_little_is_remembered(steps: list[Step], most_open: int) -> None:
    assert are_whole(steps, heads_of(STEPS), most_open)


@given(st.permutations(STEPS), st.integers(0, len(STEPS) - 1), st.sampled_from([ENOUGH, TOO_FEW, 2]))
def test_a_chain_with_an_event_missing_or_doubled_is_not_whole(steps: list[Step], place: int, most_open: int) -> None:
    assert not are_whole([*steps[:place], *steps[place + 1 :]], heads_of(STEPS), most_open)
    assert not are_whole([*steps, steps[place]], heads_of(STEPS), most_open)


@pytest.mark.parametrize("most_open", [ENOUGH, TOO_FEW])
@pytest.mark.parametrize("place", range(4))
def test_an_event_under_another_chain_number_or_hash_before_is_found(place: int, most_open: int) -> None:
    chain, number, before, after = STEPS[place]
    for other in (("b", number, before, after), (chain, number + 9, before, after), (chain, number, b"\1" * 32, after)):
        assert not are_whole([*STEPS[:place], other, *STEPS[place + 1 :]], heads_of(STEPS), most_open)


@pytest.mark.parametrize("most_open", [ENOUGH, TOO_FEW])
def test_a_head_that_is_missing_or_left_behind_or_stands_on_nothing_is_found(most_open: int) -> None:
    heads = heads_of(STEPS)
    wrong: list[dict[str, tuple[int, bytes]]] = [
        {"a": heads["a"], "b": heads["b"]},
        heads | {"a": (3, STEPS[2][3])},
        heads | {"d": (0, GENESIS)},
        heads | {"a": heads["c"], "c": heads["a"]},
    ]
    assert not any(are_whole(STEPS, one, most_open) for one in wrong)


def test_no_more_ends_are_remembered_than_allowed() -> None:
    chains = Chains(KEY, most_open=5)
    for number in range(40):
        chains.follow(*chain_of(f"chain {number}", 1)[0])
        assert len(chains.open) <= 5
    assert chains.started == 40
