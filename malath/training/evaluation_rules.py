"""How a course went: what those who were there said, what they learnt, how they taught back. Pure (domain §11, levels one and
two of evaluation)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from malath.figures.rules import STEP
from malath.training.rules import gain
from malath.training.words import Criterion, NoGain, Statement

FULL: Final = Decimal(100)


@dataclass(frozen=True)
class Learnt:
    """Of those who sat both tests: how many, their means, the mean of what each gained, and the gain of the means. `full`: how
    many knew everything before; they have no gain of their own."""

    both: int
    before: Decimal
    after: Decimal
    each: Decimal | None
    together: Decimal | NoGain
    full: int


def told_reactions(marks: Sequence[Sequence[int]]) -> tuple[int, dict[Statement, Decimal]]:
    """From how many answers the means are told, the oldest first: five, ten, fifteen. One answer more changes nothing, so what
    somebody said never follows from the means before and after them."""
    number = len(marks) // STEP * STEP
    if not number:
        return 0, {}
    return number, {
        one: round(Decimal(sum(row[place] for row in marks[:number])) / number, 1) for place, one in enumerate(Statement)
    }


def learnt(pairs: Collection[tuple[Decimal, Decimal]]) -> Learnt | None:
    """`pairs`: before and after, in hundredths, of each who sat both. None of nobody."""
    if not pairs:
        return None
    befores, afters = zip(*pairs, strict=True)
    before, after = (sum(one, Decimal(0)) / len(pairs) for one in (befores, afters))
    gains = [found for one in pairs if not isinstance(found := gain(*one), NoGain)]
    each = round(sum(gains, Decimal(0)) / len(gains), 2) if gains else None
    return Learnt(len(pairs), round(before, 1), round(after, 1), each, gain(before, after), befores.count(FULL))


def taught_back(scores: Collection[Mapping[str, int]]) -> dict[Criterion, Decimal]:
    """The mean of each criterion; nothing of nobody."""
    return {one: round(Decimal(sum(row[one] for row in scores)) / len(scores), 2) for one in Criterion} if scores else {}
