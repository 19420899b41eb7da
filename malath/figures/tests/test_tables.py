"""Nobody works a hidden number out of all tables together: attacked by linear programming, and tables that are not protected
fall to the same attack."""

from collections.abc import Mapping
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from malath.figures.attack import Attack, Equation, Inconsistent, Key, Unsolved
from malath.figures.rules import STEP, Told, exactly
from malath.figures.shapes import Shape, Tie
from malath.figures.tables import Exposed, Said, as_told, minimum_of, protect, recovered, rounded

SEX, AGE = ("sex", ("f", "m")), ("age", ("child", "adult"))
PLACE = ("governorate", ("AM", "IR", "ZA"))
ALL: Key = frozenset({("unit", "persons"), ("year", "2021")})


Cell = tuple[str, ...]


def counted(shape: Shape, cells: Mapping[Cell, int]) -> dict[Key, int]:
    """Every sum of the inner cells."""
    names = [name for name, _ in shape.dims]
    inner = {shape.common | set(zip(names, cell, strict=True)): number for cell, number in cells.items()}
    return {key: sum(number for cell, number in inner.items() if key <= cell) for key in shape.cells()}


def hidden(said: Said) -> set[Key]:
    return {key for key, told in said.items() if told is None}


def attacked(tables: list[tuple[Shape, Said]]) -> list[Key]:
    """Hidden cells of which the attack learns too much."""
    claims = {key: told for _, said in tables for key, told in said.items() if told is not None}
    unknown = sorted({key for _, said in tables for key in said} - set(claims), key=sorted)
    return list(recovered([shape for shape, _ in tables], claims, unknown))


def unprotected(shape: Shape, counts: Mapping[Key, int]) -> Said:
    """Small cells hidden, and nothing else done."""
    return {key: exactly(number) if number >= STEP else None for key, number in counts.items()}


def key(**fixed: str) -> Key:
    return ALL | set(fixed.items())


def tip_2021() -> tuple[Shape, dict[Key, int]]:
    shape = Shape((SEX, AGE), ALL)
    return shape, counted(shape, {("f", "child"): 2, ("m", "child"): 1, ("f", "adult"): 45, ("m", "adult"): 13})


BANDS = ("age_band", ("0-9", "10-17", "18+"))
GROWN = Tie("age_band", "age", lambda band, age: (band == "18+") == (age == "adult"))


def test_a_field_that_says_more_than_another_is_told_so_that_the_other_stays_hidden() -> None:
    """Nine children, of whom none is small: with the band of the older ones and the children, nobody remains."""
    ages, bands = Shape((AGE,), ALL), Shape((BANDS,), ALL)
    counts = counted(bands, {("0-9",): 0, ("10-17",): 9, ("18+",): 40})
    children = counted(ages, {("child",): 9, ("adult",): 40})
    before = [(ages, protect(children, ages, base=3))]
    claims = {key: told for key, told in before[0][1].items() if told is not None}
    claims[key(age_band="10-17")] = as_told(9, 3, STEP)
    small = key(age_band="0-9")
    assert list(recovered([ages, bands], claims, [small], ties=[GROWN])) == [small], "the attack knows what a band is"
    safe = protect(counts, bands, before=before, base=3, ties=[GROWN])
    claims = {key: told for said in (before[0][1], safe) for key, told in said.items() if told is not None}
    assert list(recovered([ages, bands], claims, sorted(hidden(safe), key=sorted), ties=[GROWN])) == []


def test_what_everybody_knows_to_be_empty_hides_nothing_else() -> None:
    both = Shape((BANDS, AGE), ALL)
    counts = counted(both, {("0-9", "child"): 20, ("10-17", "child"): 30, ("18+", "adult"): 40})
    said = protect(counts, both, ties=[GROWN])
    assert hidden(said) == {
        key(age_band=band, age=age) for band, age in (("0-9", "adult"), ("10-17", "adult"), ("18+", "child"))
    }


@pytest.mark.parametrize("few", range(1, STEP))
def test_beside_a_few_in_a_line_another_number_is_hidden_whatever_rounding_hides(few: int) -> None:
    """Of thirteen in three places twelve are in one: 10 and 15 are told of 12 and 13, and still who could undo that knew."""
    shape = Shape((PLACE,), ALL)
    said = protect(counted(shape, {("AM",): 12, ("IR",): few, ("ZA",): 0}), shape)
    assert None in (said[key(governorate="AM")], said[ALL])


def test_three_children_hide_the_adults_too() -> None:
    shape, counts = tip_2021()
    said = protect(counts, shape)
    assert {key(age="child"), key(age="adult")} <= hidden(said)
    assert said[ALL] == Told(58, 62)
    assert said[key(sex="f")] == Told(43, 47)
    assert attacked([(shape, said)]) == []


def test_the_attack_breaks_a_table_in_which_only_small_cells_are_hidden() -> None:
    shape, counts = tip_2021()
    said = unprotected(shape, counts)
    assert key(age="child") in attacked([(shape, said)])
    claims = {key: told for key, told in said.items() if told is not None}
    assert Attack(shape.equations(), claims).interval(key(age="child")) == (3, 3)


def small() -> Shape:
    return Shape((("age", ("child", "adult")), ("sex", ("f", "m"))), ALL)


def test_what_was_seen_in_one_answer_is_not_asked_for_again() -> None:
    """And says the same as asking anew."""
    attack = Attack(small().equations(), {key(): exactly(40), key(age="child"): exactly(20)})
    cells = [one for one in small().cells() if len(one) == len(ALL) + 2]
    widths = [attack.width(cell, enough=STEP) >= STEP for cell in cells]
    assert widths == [
        Attack(small().equations(), {key(): exactly(40), key(age="child"): exactly(20)}).width(c) >= STEP for c in cells
    ]
    attack.model.setOptionValue("time_limit", 0.0)
    assert attack.width(cells[0], enough=STEP) >= STEP


def test_without_an_answer_nothing_follows() -> None:
    """Neither that a number is hidden well, nor that others were counted."""
    attack = Attack(small().equations(), {key(): exactly(40)})
    attack.model.setOptionValue("time_limit", 0.0)
    with pytest.raises(Unsolved):
        attack.width(key(age="child"), enough=STEP)


def test_numbers_that_do_not_fit_are_of_others() -> None:
    claims = {key(): exactly(10), key(age="child"): exactly(9), key(age="adult"): exactly(9)}
    with pytest.raises(Inconsistent):
        Attack(small().equations(), claims).width(key(sex="f"))


def test_rounding_alone_does_not_withstand_it() -> None:
    shape, counts = tip_2021()
    said = {cell: as_told(number, 5, STEP) if number >= STEP else None for cell, number in counts.items()}
    assert attacked([(shape, said)])


@pytest.mark.parametrize("base", [3, 5])
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_no_random_table_falls(base: int, data: st.DataObject) -> None:
    shape = Shape((SEX, PLACE), ALL)
    numbers = st.integers(0, 12) | st.integers(0, 400)
    cells: dict[Cell, int] = {cell: data.draw(numbers) for cell in product(SEX[1], PLACE[1])}
    counts = counted(shape, cells)
    said = protect(counts, shape, base=base)
    assert attacked([(shape, said)]) == []
    assert all(told is None or told.least <= counts[cell] <= told.most for cell, told in said.items())
    assert all(said[cell] is None for cell, number in counts.items() if number < STEP)


@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_no_table_falls_together_with_those_before_it(data: st.DataObject) -> None:
    """The same people by sex and age, by sex and place, and then by all three."""
    whole = Shape((SEX, AGE, PLACE), ALL)
    cells: dict[Cell, int] = {cell: data.draw(st.integers(0, 30)) for cell in product(SEX[1], AGE[1], PLACE[1])}
    counts, out = counted(whole, cells), list[tuple[Shape, Said]]()
    for dims in ((SEX, AGE), (SEX, PLACE), (SEX, AGE, PLACE)):
        shape = Shape(dims, ALL)
        try:
            said = protect({cell: counts[cell] for cell in shape.cells()}, shape, before=out)
        except Exposed:
            continue
        out.append((shape, said))
    assert attacked(out) == []


def test_the_complement_of_a_table_is_not_told_when_it_would_tell() -> None:
    """All but the children were asked for first, then everybody: subtraction must not leave the children."""
    adults = Shape((SEX,), key(age="adult"))
    _, counts = tip_2021()
    before = [(adults, protect(counts, adults))]
    everybody = Shape((SEX, AGE), ALL)
    said = protect(counts, everybody, before=before)
    assert attacked([*before, (everybody, said)]) == []
    assert said[ALL] is None or before[0][1][key(age="adult")] is None


def test_what_is_out_already_refuses_a_table_that_cannot_be_saved() -> None:
    shape, counts = tip_2021()
    alone = [(Shape((), one), {one: exactly(counts[one])}) for one in (ALL, key(age="adult"))]
    with pytest.raises(Exposed):
        protect(counts, shape, before=alone)


def test_a_number_that_is_still_true_is_told_as_before() -> None:
    shape = Shape((), ALL)
    before = [(shape, protect({ALL: 62}, shape))]
    assert protect({ALL: 58}, shape, before=before)[ALL] == before[0][1][ALL] == Told(58, 62)
    assert protect({ALL: 63}, shape, before=before)[ALL] == Told(63, 67)


def test_three_fields_that_point_at_people_need_ten() -> None:
    three = key(nationality="EG", form="labour", governorate="AM")
    assert minimum_of(three) == 10
    assert minimum_of(key(form="labour", governorate="AM")) == STEP
    shape = Shape((), three)
    assert protect({three: 9}, shape)[three] is None
    assert protect({three: 10}, shape)[three] == Told(10, 12)


def test_a_table_of_other_people_is_no_way_in_and_those_of_the_same_still_count() -> None:
    _, counts = tip_2021()
    others = Shape((SEX,), ALL)
    stale = {cell: Told(4000, 4004) for cell in others.cells()}
    adults = Shape((), key(age="adult"))
    same = (adults, protect(counts, adults))
    said = protect(counts, Shape((AGE,), ALL), before=[(others, stale), same])
    assert attacked([same, (Shape((AGE,), ALL), said)]) == []
    assert said[ALL] is None


def test_numbers_are_rounded_to_three_or_five_only() -> None:
    assert [rounded(number) for number in (5, 7, 8, 12, 13)] == [5, 5, 10, 10, 15]
    assert [rounded(number, 3) for number in (5, 6, 7, 8)] == [6, 6, 6, 9]
    with pytest.raises(ValueError, match="3 or 5"):
        protect({ALL: 3}, Shape((), ALL), base=1)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(0, 6), min_size=4, max_size=4))
def test_the_attack_finds_what_trying_every_number_finds(cells: list[int]) -> None:
    shape = Shape((("a", ("1", "2")), ("b", ("1", "2"))))
    counts = counted(shape, dict(zip(product("12", "12"), cells, strict=True)))
    claims = {cell: exactly(number) for cell, number in counts.items() if len(cell) == 1}
    least, most = Attack(shape.equations(), claims).interval(frozenset({("a", "1"), ("b", "1")}))
    rows, columns = counts[frozenset({("a", "1")})], counts[frozenset({("b", "1")})]
    fits = [x for x in range(rows + 1) if columns - x >= 0 and counts[frozenset({("a", "2")})] - (columns - x) >= 0]
    assert (least, most) == (min(fits), max(fits))


def test_a_sum_has_an_equation_along_each_field() -> None:
    shape = Shape((SEX, AGE), ALL)
    assert Equation(ALL, (key(sex="f"), key(sex="m"))) in shape.equations()
    assert len(shape.equations()) == 6
    assert len(list(shape.cells())) == 9
