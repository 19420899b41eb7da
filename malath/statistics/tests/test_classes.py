"""Records made anonymous: groups that tell the same, none of fewer than eleven."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from malath.figures.attack import Attack, Inconsistent
from malath.figures.rules import Told
from malath.figures.shapes import Shape
from malath.statistics.compiling.records import Record
from malath.statistics.definitions import NONE
from malath.statistics.opendata import classes, shape
from malath.statistics.opendata.classes import Class

K = 3
FEW = {"gender": ["Man", "Woman"], "ageBroad": ["9—17", "18—20", "48+"], "isForcedLabour": ["1"], "meansThreats": ["1"]}


def a_record(**said: str) -> Record:
    return tuple(said.get(name, NONE) for name in shape.kinds())


SAID = st.fixed_dictionaries({name: st.sampled_from([NONE, *some]) for name, some in FEW.items()})
RECORDS = st.lists(st.builds(lambda said: a_record(**said), SAID), max_size=40)


def says(told: Record, name: str) -> str:
    return told[list(shape.kinds()).index(name)]


def agrees(row: Record, told: Record) -> bool:
    return all(said in {NONE, value} for value, said in zip(row, told, strict=True))


@settings(max_examples=60)
@given(RECORDS)
def test_nobody_stands_in_a_group_smaller_than_k(rows: list[Record]) -> None:
    for told, number in classes.classes(rows, K):
        assert number >= K
        assert number % K == 0
        assert sum(agrees(row, told) for row in rows) >= number


@settings(max_examples=60)
@given(RECORDS)
def test_of_each_value_fewer_are_told_than_there_are(rows: list[Record]) -> None:
    told = classes.classes(rows, K)
    for place in range(len(shape.kinds())):
        there, said = Counter(row[place] for row in rows), Counter[str]()
        for row, number in told:
            said[row[place]] += number
        assert all(said[value] <= there[value] for value in said if value != NONE)


def test_what_fewer_than_k_say_is_missing() -> None:
    rows = [a_record(gender="Woman")] * 9 + [a_record(gender="Man")] * 2
    assert {says(told, "gender") for told, _ in classes.classes(rows, 3)} == {NONE}


def test_a_flag_that_all_of_a_group_have_is_not_told() -> None:
    """Otherwise whoever knows that a woman is among them knows what was done to her."""
    rows = [a_record(gender="Woman", isSexualExploit="1")] * 30 + [a_record(gender="Man")] * 30
    told: list[Class] = classes.classes(rows, 11)
    assert {(says(row, "gender"), says(row, "isSexualExploit")) for row, _ in told} == {("Woman", NONE), ("Man", NONE)}


def test_a_few_more_people_change_no_number() -> None:
    before, after = ([a_record(gender="Woman")] * number for number in (22, 27))
    assert classes.classes(before) == classes.classes(after)


def test_fewer_than_k_are_no_group() -> None:
    assert classes.classes([a_record()] * 10) == []


def test_a_file_tells_of_how_many_at_least_a_cell_of_our_tables_counts() -> None:
    told = [(a_record(gender="Woman", ageBroad="9—17", citizenship="PHL"), 22), (a_record(gender="Woman"), 11)]
    said = {classes.in_our_fields(row, home="JO", named=frozenset({"PH"})): number for row, number in told}
    unit = ("unit", "persons")
    assert dict(next(iter(said))) == {
        "sex": "female", "age_band": "9-17", "age": "child", "origin": "foreign", "nationality": "PH",
    }  # fmt: skip
    assert classes.floor_of(frozenset({unit, ("sex", "female")}), said) == 33
    assert classes.floor_of(frozenset({unit, ("sex", "female"), ("age", "child")}), said) == 22
    assert classes.floor_of(frozenset({unit, ("sex", "male")}), said) == 0


def test_the_attack_knows_what_a_file_tells() -> None:
    made = Shape((("sex", ("female", "male")),))
    whole, women = frozenset[tuple[str, str]](), frozenset({("sex", "female")})
    attack = Attack(made.equations(), {whole: Told(28, 32)}, lambda key: 22 if key == women else 0)
    assert attack.interval(frozenset({("sex", "male")})) == (0, 10)
    try:
        Attack(made.equations(), {whole: Told(5, 9)}, lambda key: 22 if key == women else 0).interval(women)
    except Inconsistent:
        return
    raise AssertionError
