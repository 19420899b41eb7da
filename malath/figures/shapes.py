"""What a table is made of, and what everybody knows of its fields besides: an age band says who is a child, each person has a
case. Pure.

A cell is named by what it fixes (`tables`), so what is known of two fields is said of cells by their names: which are empty,
and which are the sum of which others. The attack solves it together with the tables themselves.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

from malath.figures.attack import Equation, Key
from malath.figures.rules import NONE, Told

Dims = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Shape:
    """The fields of a table with their values, and what all of it has in common."""

    dims: Dims
    common: Key = frozenset()

    def cells(self) -> Iterator[Key]:
        """Every cell and every sum."""
        each = [[(), *(((name, value),) for value in values)] for name, values in self.dims]
        return (self.common.union(*chosen) for chosen in product(*each))

    def equations(self) -> list[Equation]:
        """Each sum with the cells that it is the sum of, along one field at a time."""
        found = []
        for key in self.cells():
            fixed = {name for name, _ in key}
            for name, values in self.dims:
                if name not in fixed:
                    found.append(Equation(key, tuple(key | {(name, value)} for value in values)))
        return found

    def has(self, name: str) -> bool:
        return any(name == known for known, _ in self.dims)

    def without(self, name: str) -> Dims:
        return tuple(dim for dim in self.dims if dim[0] != name)


@dataclass(frozen=True)
class Tie:
    """Two fields of which one says something of the other, as an age band says who is a child. `goes`: whether a value of the
    first and one of the second can be of the same person."""

    first: str
    second: str
    goes: Callable[[str, str], bool]

    def impossible(self, shape: Shape) -> Iterator[Key]:
        """Cells of a shape with both fields of which everybody knows that they are empty."""
        if shape.has(self.first) and shape.has(self.second):
            for key in shape.cells():
                fixed = dict(key)
                if {self.first, self.second} <= fixed.keys() and not self.goes(fixed[self.first], fixed[self.second]):
                    yield key


@dataclass(frozen=True)
class Within:
    """Whatever the first counts is counted by the second too, with the same values: of each person there is a case."""

    lesser: tuple[str, str]
    greater: tuple[str, str]

    def pairs(self, keys: Collection[Key]) -> Iterator[tuple[Key, Key]]:
        """Cells of the first with the same cell of the second."""
        for key in keys:
            if self.lesser in key and (other := key - {self.lesser} | {self.greater}) in keys:
                yield key, other


@dataclass(frozen=True)
class Same:
    """A value of a field is values of others together: identified in 2021 is identified, and in 2021. `means`: none of some."""

    field: str
    means: Callable[[str], Key]

    def pairs(self, keys: Collection[Key]) -> Iterator[tuple[Key, Key]]:
        """Cells that are the same, either way round."""
        for key in keys:
            value = dict(key).get(self.field)
            means = self.means(value) if value is not None else None
            if means and value and (other := key - {(self.field, value)} | means) in keys:
                yield from ((key, other), (other, key))


Besides = Tie | Within | Same
"""What everybody knows besides tables."""


@dataclass
class Known:
    """What follows from ties: sums that no table shows, and cells that are empty."""

    equations: list[Equation] = field(default_factory=list)
    empty: dict[Key, Told] = field(default_factory=dict)


def known(tables: Sequence[Shape], ties: Sequence[Tie]) -> Known:
    """Tables of tied fields as if somebody had told both together, in as few cells as say the same."""
    found, shapes = Known(), list(dict.fromkeys(tables))
    for tie in ties:
        found.empty.update((key, NONE) for shape in shapes for key in tie.impossible(shape))
    for tie in ties:  # first what one field says of another by itself, so that the next tie knows it
        shapes += [one for one in _said_by(shapes, tie, found) if one not in shapes]
    for tie in ties:
        joined = {_joined(one, other, tie): None for one, other in _apart(shapes, tie)}
        for shape, classes in joined:
            _join(shape, dict(classes), tie, found)
    return found


def _apart(shapes: Sequence[Shape], tie: Tie) -> Iterator[tuple[Shape, Shape]]:
    """A table with the first field, and one of the same people with the second."""
    firsts = [one for one in shapes if one.has(tie.first) and not one.has(tie.second)]
    seconds = [one for one in shapes if one.has(tie.second) and not one.has(tie.first)]
    return ((one, other) for one, other in product(firsts, seconds) if one.common == other.common)


def _said_by(shapes: Sequence[Shape], tie: Tie, found: Known) -> Iterator[Shape]:
    """Tables with the second field in place of the first, where each value of the first says which it is."""
    for one in dict.fromkeys(one for one, _ in _apart(shapes, tie)):
        values = dict(one.dims)[tie.first]
        seconds = _values(tie.second, [other for other in shapes if other.common == one.common])
        said = {value: [second for second in seconds if tie.goes(value, second)] for value in values}
        if all(len(some) == 1 for some in said.values()):
            coarse = Shape((*one.without(tie.first), (tie.second, seconds)), one.common)
            found.equations += coarse.equations()
            for rest in Shape(one.without(tie.first), one.common).cells():
                for second in seconds:
                    parts = tuple(rest | {(tie.first, value)} for value in values if said[value] == [second])
                    _add(Equation(rest | {(tie.second, second)}, parts), found)
            yield coarse


def _values(name: str, shapes: Iterable[Shape]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for shape in shapes for value in dict(shape.dims).get(name, ())))


Classes = tuple[tuple[str, tuple[tuple[str, tuple[str, ...]], ...]], ...]


def _joined(one: Shape, other: Shape, tie: Tie) -> tuple[Shape, Classes]:
    """The two tied fields, with the other fields that stand in both tables. Values that go with the same ones of the other
    field stand together: nothing more follows from telling them apart."""
    both = (one, other)
    firsts, seconds = _values(tie.first, both), _values(tie.second, both)
    classes = {
        tie.first: _alike(firsts, lambda value: tuple(tie.goes(value, second) for second in seconds)),
        tie.second: _alike(seconds, lambda value: tuple(tie.goes(first, value) for first in firsts)),
    }
    rest = [(name, _values(name, both)) for name, _ in one.dims if other.has(name)]
    dims = [*((name, tuple(some)) for name, some in classes.items()), *rest]
    return Shape(tuple(dims), one.common), tuple((name, tuple(some.items())) for name, some in classes.items())


def _alike(values: Sequence[str], goes: Callable[[str], tuple[bool, ...]]) -> dict[str, tuple[str, ...]]:
    """Values by what they go with; a single one is called by itself."""
    found: dict[tuple[bool, ...], list[str]] = {}
    for value in values:
        found.setdefault(goes(value), []).append(value)
    return {" | ".join(some): tuple(some) for some in found.values()}


def _join(shape: Shape, classes: Mapping[str, tuple[tuple[str, tuple[str, ...]], ...]], tie: Tie, found: Known) -> None:
    """Its sums without the cells that are empty, and what each class is the sum of."""
    first, second = (dict(classes[name]) for name in (tie.first, tie.second))
    for key in shape.cells():
        one, other = (dict(key).get(name) for name in (tie.first, tie.second))
        if one and other and not tie.goes(first[one][0], second[other][0]):
            found.empty[key] = NONE
    for equation in shape.equations():
        _add(Equation(equation.whole, tuple(part for part in equation.parts if part not in found.empty)), found)
    for name, other in ((tie.first, tie.second), (tie.second, tie.first)):
        for rest in Shape(tuple(dim for dim in shape.without(name) if dim[0] != other), shape.common).cells():
            for label, values in classes[name]:
                if len(values) > 1:
                    found.equations.append(Equation(rest | {(name, label)}, tuple(rest | {(name, one)} for one in values)))


def _add(equation: Equation, found: Known) -> None:
    if equation.whole not in found.empty:
        found.equations.append(equation)
