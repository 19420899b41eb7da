"""What everybody knows of fields besides the tables: the same follows from it as from a table of both that nobody told."""

from collections.abc import Mapping
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from malath.figures.attack import Attack, Key
from malath.figures.rules import NONE, Told, exactly
from malath.figures.shapes import Shape, Tie, Within, known
from malath.figures.tables import protect, recovered

ALL: Key = frozenset({("unit", "persons")})
SEX = ("sex", ("f", "m"))
REASONS, ANSWERS = ("why", ("full", "far", "none")), ("answered", ("in_time", "late", "waits", "ended"))
ONLY_ANSWERED = Tie("why", "answered", lambda why, answered: why == "none" or answered in {"in_time", "late"})
BANDS, GROWN = ("band", ("0-9", "10-17", "18+")), ("age", ("child", "adult"))
OF_AGE = Tie("band", "age", lambda band, age: (band == "18+") == (age == "adult"))


def counted(shape: Shape, rows: Mapping[Key, int]) -> dict[Key, int]:
    return {key: sum(number for row, number in rows.items() if key - ALL <= row) for key in shape.cells()}


def rows_of(
    tie: Tie, first: tuple[str, tuple[str, ...]], second: tuple[str, tuple[str, ...]], numbers: list[int]
) -> dict[Key, int]:
    pairs = [(one, other, sex) for one, other, sex in product(first[1], second[1], SEX[1]) if tie.goes(one, other)]
    return {
        frozenset({(first[0], one), (second[0], other), ("sex", sex)}): number
        for (one, other, sex), number in zip(pairs, numbers, strict=False)
    }


def check_the_same_follows(
    tie: Tie, first: tuple[str, tuple[str, ...]], second: tuple[str, tuple[str, ...]], numbers: list[int]
) -> None:
    """Beside a table of both fields that nobody told, with its empty cells."""
    one, other, both = Shape((first, SEX), ALL), Shape((second, SEX), ALL), Shape((first, second, SEX), ALL)
    counts = counted(one, rows := rows_of(tie, first, second, numbers)) | counted(other, rows)
    claims = {key: exactly(number) for key, number in counts.items() if len(key) == 2}
    tables = [*one.equations(), *other.equations()]
    besides = known([one, other], [tie])
    ours = Attack([*tables, *besides.equations], {**claims, **besides.empty})
    empty: dict[Key, Told] = dict.fromkeys(tie.impossible(both), NONE)
    theirs = Attack([*tables, *both.equations()], {**claims, **empty})
    assert [ours.interval(key) for key in counts] == [theirs.interval(key) for key in counts]


@settings(max_examples=10, deadline=None)
@given(st.lists(st.integers(0, 9), min_size=20, max_size=20))
def test_the_same_follows_as_from_a_table_of_both(numbers: list[int]) -> None:
    check_the_same_follows(ONLY_ANSWERED, REASONS, ANSWERS, numbers)
    check_the_same_follows(OF_AGE, BANDS, GROWN, numbers)


def test_values_that_go_with_the_same_ones_stand_together() -> None:
    besides = known([Shape((REASONS,), ALL), Shape((ANSWERS,), ALL)], [ONLY_ANSWERED])
    told_apart = {value for equation in besides.equations for key in equation.all for value in dict(key).values()}
    assert {"full | far", "in_time | late", "waits | ended"} <= told_apart
    assert {dict(key)["answered"] for key in besides.empty} == {"waits | ended"}


def test_what_one_field_says_is_known_to_the_next_tie() -> None:
    """Bands say who is a child, and of children something else is known: tables of the bands are tables of children."""
    school = Tie("age", "school", lambda age, school: age == "child" or school == "no")
    band, at_school = Shape((BANDS,), ALL), Shape((("school", ("yes", "no")),), ALL)
    ages = Shape((GROWN, SEX), ALL)
    claims = {ALL: exactly(40), ALL | {("band", "18+")}: exactly(38)}
    besides = known([band, at_school, ages], [OF_AGE, school])
    tables = [*band.equations(), *at_school.equations()]
    pupils = ALL | {("school", "yes")}
    assert Attack(tables, claims).interval(pupils) == (0, 40)
    assert Attack([*tables, *besides.equations], {**claims, **besides.empty}).interval(pupils) == (0, 2)


def test_people_are_no_more_than_their_cases() -> None:
    """Of ten cases of men nothing is told; of people eight are men, and of all cases two more than of women."""
    cases: Key = frozenset({("unit", "cases")})
    people, files = Shape((SEX,), ALL), Shape((SEX,), cases)
    claims = {ALL | {("sex", "f")}: Told(38, 42), cases: Told(43, 47)}
    each = Within(("unit", "persons"), ("unit", "cases"))
    women, men = cases | {("sex", "f")}, cases | {("sex", "m")}
    attack = [list(recovered([people, files], claims, [men], minimum=10, ties=some)) for some in ((), (each,))]
    assert attack == [[], [men]], "at most 47 less 38 are of men"
    counts = {cases: 60, women: 40, men: 20}
    before = [(people, {ALL: Told(58, 62), ALL | {("sex", "f")}: Told(38, 42), ALL | {("sex", "m")}: Told(18, 22)})]
    assert protect(counts, files, before=before, ties=(each,))[men] == Told(18, 22)
