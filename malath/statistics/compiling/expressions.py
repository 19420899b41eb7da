"""What is counted: one expression for every engine, and the sums of what it finds."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from typing import Any, Final

from malath.figures.engines import package
from malath.statistics.compiling.columns import Columns

NUMBER: Final = "number"
Sums = dict[tuple[int | None, ...], int]


def combinations(unit: str, names: Sequence[str], dims: Sequence[str]) -> Any:
    """How many rows of a unit with these columns have each combination of codes. Errors: `EngineMissing`."""
    table = package("ibis").table(dict.fromkeys(names, "int32"), name=unit)
    return table.aggregate(**{NUMBER: table.count()}, by=[table[name] for name in dims])


def with_sums(rows: Iterable[tuple[int, ...]], dims: int) -> Sums:
    """Of each combination how many have it, every sum included: None stands for "whatever it is"."""
    found: Sums = {(None,) * dims: 0}
    for *codes, number in rows:
        for chosen in product(*((code, None) for code in codes)):
            found[chosen] = found.get(chosen, 0) + number
    return found


def arrays(columns: Columns) -> Mapping[str, Any]:
    """The codes as they lie in memory: nothing is copied, and whose row it is stays behind. Errors: `EngineMissing`."""
    numpy = package("numpy")
    return {name: numpy.frombuffer(codes, dtype=numpy.uint16) for name, codes in columns.codes.items()}
