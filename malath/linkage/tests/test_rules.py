"""How alike two files are, and who stands together: pure."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malath.agencies.words import AgencyKind
from malath.linkage import rules
from malath.linkage.rules import HELPING
from malath.linkage.scoring import ALIKE, Likeness, Sides, likeness
from malath.linkage.words import Part, Reply, Said, WhyNot, WhyNotAsk, WhyNotReply

FATUMA = Sides(("Fatuma Ali Hassan",), 1996, "ET", frozenset({"+962790000011"}))
FATHIMA = Sides(("فاطمه علي حسن", "Fathima Aly Hasan"), 1997, "ET", frozenset({"+962790000011"}))


def test_two_spellings_of_one_name_are_alike() -> None:
    found = likeness(FATUMA, FATHIMA)
    assert found.score >= ALIKE
    assert set(found.parts) == {Part.GIVEN_NAME, Part.MIDDLE_NAME, Part.FAMILY_NAME, Part.NATIONALITY, Part.PHONE}


def test_it_is_the_same_from_either_side() -> None:
    assert likeness(FATUMA, FATHIMA).parts == likeness(FATHIMA, FATUMA).parts
    assert likeness(FATUMA, FATHIMA).score == pytest.approx(likeness(FATHIMA, FATUMA).score)


def test_a_document_number_alone_is_enough() -> None:
    one, other = (Sides((name,), documents=frozenset({"e1234567"})) for name in ("Rosa Cruz", "Maria Santos"))
    assert likeness(one, other).score >= ALIKE
    assert likeness(one, other).parts == (Part.DOCUMENT,)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Sides(nationality="ET"), Sides(nationality="ET")),
        (Sides(("Maryam",)), Sides(("Maryam",))),
        (Sides(("Fatuma Ali Hassan",), 1996), Sides(("Fatuma Ali Hassan",), 1970)),
        (Sides(("Rosa Cruz",), phones=frozenset({"+962790000011"})), Sides(("Tran Van",), phones=frozenset({"+962790000011"}))),
        (Sides(), Sides()),
    ],
    ids=["nationality", "one common name", "thirty years apart", "a shared phone", "nothing"],
)
def test_none_of_this_is_enough_to_ask(one: Sides, other: Sides) -> None:
    assert likeness(one, other).score < ALIKE


NAMES = st.lists(st.sampled_from(["Fatuma Ali", "فاطمة علي", "Rosa Cruz", "Maryam", ""]), max_size=3)
SIDES = st.builds(
    Sides,
    names=NAMES.map(tuple),
    born=st.none() | st.integers(1950, 2010),
    nationality=st.none() | st.sampled_from(["ET", "PH"]),
    phones=st.frozensets(st.sampled_from(["+1", "+2"])),
    documents=st.frozensets(st.sampled_from(["a1", "b2"])),
)


@given(SIDES, SIDES)
def test_a_score_stays_between_none_and_all(one: Sides, other: Sides) -> None:
    found = likeness(one, other)
    assert 0 <= found.score <= 1
    assert list(found.parts) == [part for part in Part if part in found.parts]


@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda tie: tie[0] != tie[1])))
def test_who_stands_together_is_who_is_tied_through_others(ties: list[tuple[int, int]]) -> None:
    found = rules.groups(range(8), ties)
    assert sorted(pk for group in found for pk in group) == list(range(8)), "everybody in one group"
    assert all(any({one, other} <= group for group in found) for one, other in ties)
    for group in found:
        inside = [tie for tie in ties if set(tie) <= group]
        assert len(inside) >= len(group) - 1, "nobody stands with whom nothing ties them"


@given(st.sets(st.sampled_from(Part)), st.sets(st.sampled_from(Part)))
def test_it_is_asked_again_only_when_something_else_agrees(before: set[Part], now: set[Part]) -> None:
    assert rules.is_asked_again(before, now) == bool(now - before)


def test_of_those_who_are_alike_ten_are_asked_about_at_most() -> None:
    found = {pk: Likeness(pk / 100, ()) for pk in range(100)}
    assert list(rules.nearest_first(found)) == list(range(99, 89, -1))


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"seen": ""}, WhyNot.SAID_MEANWHILE),
        ({"was": Said.SAME, "seen": Said.SAME}, WhyNot.TOGETHER),
        ({"answers": False}, WhyNot.NOT_YOURS),
        ({"because": " "}, WhyNot.REASON_MISSING),
    ],
)
def test_nothing_is_said_where_a_reason_stands_in_the_way(more: dict[str, object], reason: WhyNot) -> None:
    fine = {"said": Said.SAME, "was": "unsure", "seen": "unsure", "because": "x", "answers": True}
    assert rules.why_not_say(**fine) == []  # type: ignore[arg-type]  # as given
    assert rules.why_not_say(**{**fine, **more}) == [reason]  # type: ignore[arg-type]  # as given


def test_whoever_reads_both_may_say_that_they_are_different() -> None:
    assert rules.why_not_say(said=Said.DIFFERENT, was="", seen="", because="x", answers=False) == []


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"kind": AgencyKind.POLICE}, WhyNotAsk.BODY),
        ({"agreed": False}, WhyNotAsk.NOT_AGREED),
        ({"comparable": False}, WhyNotAsk.NOTHING_TO_COMPARE),
        ({"asked_lately": True}, WhyNotAsk.ASKED_LATELY),
        ({"asked_today": 5}, WhyNotAsk.TOO_MANY),
        ({"because": ""}, WhyNotAsk.REASON_MISSING),
    ],
)
def test_nobody_is_asked_where_a_reason_stands_in_the_way(more: dict[str, object], reason: WhyNotAsk) -> None:
    fine = {
        "kind": AgencyKind.ASSOCIATION, "agreed": True, "comparable": True, "asked_lately": False, "asked_today": 4,
        "because": "x",
    }  # fmt: skip
    assert rules.why_not_ask(**fine) == []  # type: ignore[arg-type]  # as given
    assert rules.why_not_ask(**{**fine, **more}) == [reason]  # type: ignore[arg-type]  # as given


def test_who_enforces_a_law_is_not_among_those_who_ask_each_other() -> None:
    assert HELPING.isdisjoint({AgencyKind.POLICE, AgencyKind.CTU, AgencyKind.PROSECUTION, AgencyKind.LABOUR})


@pytest.mark.parametrize(("one", "other"), list(combinations(Said, 2)))
def test_only_what_stands_together_is_parted(one: Said, other: Said) -> None:
    for was in (one, other):
        expected = [] if was == Said.SAME else [WhyNot.NOT_TOGETHER]
        assert rules.why_not_part(was=was, seen=was, because="x", answers=True) == expected


def test_silence_needs_no_agreement_and_is_decided_once() -> None:
    assert rules.why_not_reply(reply=Reply.SILENT, replied=False, agreed=False) == []
    assert rules.why_not_reply(reply=Reply.OPENLY, replied=False, agreed=False) == [WhyNotReply.TAKEN_BACK]
    assert rules.why_not_reply(reply=Reply.SILENT, replied=True, agreed=True) == [WhyNotReply.ANSWERED]
