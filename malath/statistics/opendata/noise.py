"""Counts with noise of those who are counted, and records drawn from them: what is asked of the last compile, and how a file
keeps and tells it. The values of a column are those of its definition, whoever is in the house."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import combinations, repeat
from typing import Any, Final

from malath.figures.anonymous import Combination
from malath.figures.engines import package
from malath.figures.noisy import UNSAID, Noise, counted, fitted, margins, private_whole, told
from malath.statistics.compiling.columns import Columns
from malath.statistics.definitions import FIELDS, NONE, OTHER, Field, of
from malath.statistics.models import OpenFile
from malath.statistics.rules import EPSILONS
from malath.statistics.words import Unit

QUALITY: Final = Decimal("0.3")
"""What it takes to say how good drawn records are."""
SIZES: Final = (1, 2, 3)
MOST_ROWS: Final = 100_000
SYNTHETIC: Final = "synthetic"
Values = Mapping[str, Sequence[str]]
Rows = Mapping[str, Any]


def choosable() -> dict[str, Field]:
    """The fields of a person whose values are known beforehand."""
    return {field.code: field for field in of(Unit.PERSONS) if field.values}


def epsilons() -> list[str]:
    return [str(epsilon) for epsilon in EPSILONS]


def values_of(names: Sequence[str]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(dict.fromkeys((UNSAID, *(FIELDS[name].values or ()), OTHER))) for name in names}


def places(columns: Columns, values: Values) -> dict[str, Any]:
    """Of each column the places of its values, person by person."""
    numpy = package("numpy")
    found = {}
    for name, some in values.items():
        place = {value: at for at, value in enumerate(some)}
        of_code = numpy.array([place[UNSAID if value == NONE else value] for value in columns.values[name]], dtype=int)
        found[name] = of_code[numpy.frombuffer(columns.codes[name], dtype=numpy.uint16)]
    return found


def held(noise: Noise, values: Values, numbers: Sequence[int]) -> dict[str, object]:
    """What a file of counts keeps: what was measured, as it was measured."""
    return {
        "epsilon": noise.epsilon, "delta": noise.delta, "scale": noise.scale, "values": _kept(values), "numbers": list(numbers),
    }  # fmt: skip


def held_rows(rows: Rows, values: Values, quality: Sequence[tuple[int, int]]) -> dict[str, object]:
    """What a file of drawn records keeps: the places of values, row by row."""
    columns = [column.tolist() for column in rows.values()]
    return {"values": _kept(values), "rows": columns, "quality": [list(one) for one in quality]}


def noise_of(file: OpenFile) -> Noise:
    return Noise(*(file.held[name] for name in ("epsilon", "delta", "scale")))


def values_in(file: OpenFile) -> dict[str, tuple[str, ...]]:
    return {name: tuple(values) for name, values in file.held["values"]}


def tables_in(file: OpenFile) -> dict[tuple[str, str], Any]:
    """What was measured, made to fit each other."""
    return fitted(file.held["numbers"], values_in(file))


def counts_in(file: OpenFile) -> dict[Combination, int]:
    """What a file of counts tells."""
    return told(tables_in(file), values_in(file))


def people_in(tables: Mapping[tuple[str, str], Any]) -> int:
    """About how many people the counts are of; as many records are drawn."""
    return min(max(1, round(float(next(iter(margins(tables).values())).sum()))), MOST_ROWS)


def quality(drawn: Rows, people: Rows, values: Values) -> list[tuple[int, int]]:
    """Of one, two and three columns: in how many of a hundred drawn records something would have to be another for the counts
    to be those of the people; with noise, for it is said of them. One person changes each of these numbers by one at most."""
    rows, epsilon = len(next(iter(drawn.values()))), float(QUALITY) / len(SIZES)
    found = []
    for size in (size for size in SIZES if size <= len(values)):
        some = list(combinations(values, size))
        off = sum(int(abs(counted(drawn, names, values) - counted(people, names, values)).sum()) for names in some) // len(some)
        found.append((size, min(100, max(0, round(100 * private_whole(off, epsilon) / (2 * rows))))))
    return found


def lines_of_counts(file: OpenFile) -> Iterator[list[str]]:
    """Headings, hashtags of HXL, then every value and pair of values that is told."""
    yield ["field_1", "value_1", "field_2", "value_2", "people"]
    yield ["#meta+field_1", "#meta+value_1", "#meta+field_2", "#meta+value_2", "#affected"]
    for key, number in counts_in(file).items():
        cells = [cell for one in key for cell in one]
        yield [*cells, *repeat("", 4 - len(cells)), str(number)]


def lines_of_rows(file: OpenFile) -> Iterator[list[str]]:
    """The drawn records. Each says that it is none of a person."""
    values = values_in(file)
    yield [*values, SYNTHETIC]
    for row in zip(*file.held["rows"], strict=True):
        yield [*(some[place] for some, place in zip(values.values(), row, strict=True)), "yes"]


def _kept(values: Values) -> list[list[object]]:
    """In their order: a store of objects may keep none."""
    return [[name, list(some)] for name, some in values.items()]
