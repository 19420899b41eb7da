"""How referrals of trained officers were answered, beside those of others: an association, as sure as the told numbers make
it. Pure.

Officers who were trained differ from others in more than the training, so nothing here is called an effect (domain §11).
"""

from dataclasses import dataclass
from itertools import product

from malath.figures.intervals import Interval, change_of_others, share
from malath.figures.rules import Told


@dataclass(frozen=True)
class Group:
    """Referrals that were answered, as far as they are told."""

    accepted: Told
    declined: Told

    def pairs(self) -> list[tuple[int, int]]:
        """The numbers at the ends: how many were accepted, of how many."""
        ends = product(*((one.least, one.most) for one in (self.accepted, self.declined)))
        return [(accepted, accepted + declined) for accepted, declined in ends]

    @property
    def middle(self) -> tuple[int, int]:
        accepted, declined = ((one.least + one.most) // 2 for one in (self.accepted, self.declined))
        return accepted, accepted + declined


def accepted_share(group: Group) -> Interval:
    """Of a hundred answers how many were yes; as wide as the numbers that were told allow."""
    return _widened(share(*group.middle), [share(*pair) for pair in group.pairs()])


def difference(trained: Group, others: Group) -> Interval:
    """How much larger the share of the trained is."""
    each = product(others.pairs(), trained.pairs())
    return _widened(
        change_of_others(*others.middle, *trained.middle), [change_of_others(*second, *first) for second, first in each]
    )


def is_apart(found: Interval) -> bool:
    """Whether the two shares differ beyond chance and rounding."""
    return found.low > 0 or found.high < 0


def _widened(middle: Interval, ends: list[Interval]) -> Interval:
    return Interval(middle.value, min(one.low for one in ends), max(one.high for one in ends))
