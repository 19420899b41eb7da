from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st

from malath.audit.rules import GENESIS, canonical, event_hash, merkle_root

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
