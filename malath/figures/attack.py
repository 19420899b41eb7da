"""What somebody works out from all tables that are out: the least and the most that each hidden number could be, by linear
programming (HiGHS). Pure. The test of what `tables` tells, and the reason why it tells no more.

Every number is unknown within what was told of it; a sum is the sum of its parts, in whichever table either stands. An
attacker who knew that people are whole would be no better off in tables of two fields, and little in those of three.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor
from typing import Any, Final

from malath.figures.engines import package
from malath.figures.rules import Told

Key = frozenset[tuple[str, str]]
CLOSE: Final = 1e-6
PRIMAL: Final = 4
"""From one question to the next the last answer stays possible, and is only not the best any more."""
Floors = Callable[[Key], int]


def nothing_besides(_: Key) -> int:
    """Nothing was told elsewhere than in tables."""
    return 0


class Inconsistent(Exception):
    """No numbers fit what was told: the tables are not about the same people."""


class Unsolved(Exception):
    """The engine gave no answer. Nothing may be told on that."""


@dataclass(frozen=True)
class Equation:
    """A sum, and its parts."""

    whole: Key
    parts: tuple[Key, ...]

    @property
    def all(self) -> tuple[Key, ...]:
        return (self.whole, *self.parts)


class Attack:
    """All equations and all claims in one model, asked about one number at a time. `floors`: below what a number cannot be, by
    what was told elsewhere than in tables; `within`: pairs of numbers of which the second is no smaller."""

    def __init__(
        self,
        equations: Sequence[Equation],
        claims: Mapping[Key, Told],
        floors: Floors = nothing_besides,
        within: Sequence[tuple[Key, Key]] = (),
    ) -> None:
        highspy = package("highspy")
        names = dict.fromkeys(key for equation in equations for key in equation.all)
        self.at = {key: number for number, key in enumerate(names)}
        self.floors = {key: floors(key) for key in names}
        self.model: Any = highspy.Highs()
        self.solved: Any = highspy.HighsModelStatus.kOptimal
        self.impossible: Any = highspy.HighsModelStatus.kInfeasible
        self.unbounded = {highspy.HighsModelStatus.kUnbounded, highspy.HighsModelStatus.kUnboundedOrInfeasible}
        self.minimize, self.maximize = highspy.ObjSense.kMinimize, highspy.ObjSense.kMaximize
        self.model.silent()
        self.model.setOptionValue("presolve", "off")
        self.model.setOptionValue("simplex_strategy", PRIMAL)
        self.infinity = highspy.kHighsInf
        for key in names:
            told = claims.get(key)
            most = told.most if told else self.infinity
            self.model.addVar(min(max(told.least if told else 0, self.floors[key]), most), most)
        for equation in dict.fromkeys(equations):
            columns = [self.at[key] for key in equation.all]
            self.model.addRow(0, 0, len(columns), columns, [-1.0, *[1.0] * len(equation.parts)])
        for lesser, greater in within:
            self.model.addRow(0, self.infinity, 2, [self.at[lesser], self.at[greater]], [-1.0, 1.0])
        self.numpy = package("numpy")
        self.least, self.most = self.numpy.full(len(names), float("inf")), self.numpy.full(len(names), float("-inf"))
        """Of each number the least and the most in any solution that was found. To forget a claim leaves them solutions."""

    def forget(self, key: Key) -> None:
        """A number is not told any more."""
        self.model.changeColBounds(self.at[key], self.floors[key], self.infinity)

    def spread(self, keys: Sequence[Key]) -> None:
        """Solve for many numbers at once, one half up and the other down, another half each time: most of them are seen to be
        wide enough before anybody asks for them alone. Errors: `Inconsistent`."""
        columns = self.numpy.array([self.at[key] for key in keys if key in self.at], dtype=self.numpy.int32)
        places = self.numpy.arange(len(columns))
        for bit in range(len(columns).bit_length()):
            self.model.changeColsCost(len(columns), columns, (places >> bit & 1) * 2.0 - 1.0)
            for sense in (self.minimize, self.maximize):
                self.model.changeObjectiveSense(sense)
                self.model.run()
                status = self.model.getModelStatus()
                if status == self.impossible:
                    raise Inconsistent
                if status == self.solved:
                    self._remember()
        self.model.changeColsCost(len(columns), columns, self.numpy.zeros(len(columns)))

    def width(self, key: Key, enough: float = float("inf")) -> float:
        """Between the least and the most that a number could be, both whole; once it is `enough`, that is all we need to
        know. Errors: `Inconsistent`."""
        if key not in self.at:
            return float("inf")
        if (seen := self._seen(key)) >= enough:
            return seen
        most = self._best(key, self.maximize)
        if most < enough or self._seen(key) >= enough:
            return min(most, enough)
        return most - self._best(key, self.minimize)

    def _seen(self, key: Key) -> float:
        """How far apart the values of a number are in the solutions that were found: it is at least so wide."""
        least, most = self.least[self.at[key]], self.most[self.at[key]]
        return floor(most + CLOSE) - ceil(least - CLOSE) if least <= most else 0.0

    def _remember(self) -> None:
        """What was solved for one number says something of all others."""
        values = self.numpy.array(self.model.getSolution().col_value)
        self.numpy.minimum(self.least, values, out=self.least)
        self.numpy.maximum(self.most, values, out=self.most)

    def interval(self, key: Key) -> tuple[float, float]:
        """The least and the most. Errors: `Inconsistent`."""
        return self._best(key, self.minimize), self._best(key, self.maximize)

    def holders(self, key: Key) -> set[Key]:
        """Numbers whose being told holds this one as narrow as it is; to hide any others would not help. Errors:
        `Inconsistent`."""
        found: set[Key] = set()
        for sense in (self.minimize, self.maximize):
            self._best(key, sense)
            duals = self.model.getSolution().col_dual
            found |= {other for other, dual in zip(self.at, duals, strict=True) if abs(dual) > CLOSE}
        return found

    def _best(self, key: Key, sense: Any) -> float:
        column = self.at[key]
        self.model.changeColCost(column, 1.0)
        self.model.changeObjectiveSense(sense)
        self.model.run()
        status, value = self.model.getModelStatus(), float(self.model.getInfo().objective_function_value)
        self.model.changeColCost(column, 0.0)
        if status in self.unbounded and sense == self.maximize:
            return float("inf")
        if status != self.solved:
            raise Inconsistent if status == self.impossible else Unsolved(str(status))
        self._remember()
        return floor(value + CLOSE) if sense == self.maximize else ceil(value - CLOSE)
