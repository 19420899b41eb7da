"""How alike two files are: what agrees speaks for one person, what differs against it, each by a weight. Pure.

The weights can be read: each is what one observation adds to the logarithm of the odds that two files are of one person.
Those of names and years were fitted to 16,000 invented pairs (`benchmarks/labelled.py`, seed 1) and rounded; those of
numbers, of nationality, of a single name and of two names that are not one (Hassan, Hussein) are set by judgement:
invented pairs cannot tell how often a number is shared.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from math import exp
from typing import Final

from malath.linkage.words import Part
from malath.people.names import Explanation, How, PartMatch, explain, parts, skeleton
from malath.people.spellings import FREQUENT

ALIKE: Final = 0.5
"""From here on a person is asked: more likely one person than two."""
SURE: Final = 0.75
"""A part of a name that agrees less than so is a slip of the pen or another name."""
RARE, USUAL = 1.0, 0.6
MOST_LOST: Final = 2
"""So many parts without a partner are another name; more of them say nothing more."""
NEVER: Final = Explanation(0.0, (), (), ())
YEARS_APART: Final = ((0, "year_same"), (1, "year_next"), (2, "year_near"), (5, "year_off"), (999, "year_far"))
WEIGHTS: Final[Mapping[str, float]] = {
    "always": 0.65,
    "agreeing": 0.5,
    "nearly": 0.15,
    "two_names": -2.5,
    "lost": -3.0,
    "given_lost": -1.45,
    "family_lost": -0.6,
    "whole": 0.2,
    "unsaid": 0.0,
    "single": -2.8,
    "nameless": -3.8,
    "year_same": 2.3,
    "year_next": 0.95,
    "year_near": 0.15,
    "year_off": -1.35,
    "year_far": -3.7,
    "nation_same": 0.15,
    "nation_other": -0.5,
    "phone_same": 2.5,
    "phone_of_family": 0.5,
    "phone_other": -0.4,
    "document_same": 9.0,
    "document_other": -1.0,
}


@dataclass(frozen=True)
class Sides:
    """What is compared of one file. `phones` and `documents` are readings or tokens, equal where the numbers are."""

    names: tuple[str, ...] = ()
    born: int | None = None
    nationality: str | None = None
    phones: Collection[str] = ()
    documents: Collection[str] = ()


@dataclass(frozen=True)
class Likeness:
    """How alike two files are, from 0 to 1, and what agrees."""

    score: float
    parts: tuple[Part, ...]


def likeness(one: Sides, other: Sides) -> Likeness:
    """How alike two files are; either may come first. Nothing known of one of them: 0."""
    named = nearest(one, other)
    seen = observed(one, other, named)
    agreeing = {*_named_alike(named), *_alike_beside(seen)}
    score = as_score(evidence(seen)) if agreeing else 0.0
    return Likeness(score, tuple(part for part in Part if part in agreeing))


def evidence(seen: Mapping[str, float]) -> float:
    """The logarithm of the odds for one person, by what was observed."""
    return sum(WEIGHTS[what] * much for what, much in seen.items())


def as_score(odds: float) -> float:
    """From 0 to 1 for the logarithm of odds."""
    return 1 / (1 + exp(-odds))


@dataclass(frozen=True)
class Named:
    """The two names that are nearest, in their parts."""

    one: tuple[str, ...] = ()
    other: tuple[str, ...] = ()
    why: Explanation = NEVER

    @property
    def lost(self) -> int:
        """How many parts of the shorter name have no partner."""
        return min(len(self.why.asked_only), len(self.why.held_only))


def observed(one: Sides, other: Sides, named: Named | None = None) -> dict[str, float]:
    """What there is to see, by the name of its weight, and how much of it."""
    named = nearest(one, other) if named is None else named
    seen = {"always": 1.0, **_seen_in_names(named)}
    if one.born is not None and other.born is not None:
        seen[next(what for most, what in YEARS_APART if abs(one.born - other.born) <= most)] = 1.0
    if one.nationality and other.nationality:
        seen["nation_same" if one.nationality == other.nationality else "nation_other"] = 1.0
    seen |= _seen_in_numbers("phone", one.phones, other.phones, named)
    return seen | _seen_in_numbers("document", one.documents, other.documents, None)


def nearest(one: Sides, other: Sides) -> Named:
    compared = (
        Named(first, second, explain(first, second))
        for first, second in product(_in_parts(one.names), _in_parts(other.names))
        if first and second
    )
    return max(compared, key=lambda named: named.why.score, default=Named())


def _in_parts(names: Iterable[str]) -> list[tuple[str, ...]]:
    return [_parts(name) for name in names]


@lru_cache(maxsize=4)
def _parts(name: str) -> tuple[str, ...]:
    """A search compares one file with two hundred others. Not more are kept: it is a whole name."""
    return parts(name)


def _seen_in_names(named: Named) -> dict[str, float]:
    if not named.one:
        return {"nameless": 1.0}
    matches = named.why.matches
    sure = [match for match in matches if match.score >= SURE]
    seen = {
        "agreeing": sum(map(_weight, sure)),
        "nearly": float(len(matches) - len(sure)),
        "two_names": float(sum(_are_two(match) for match in matches)),
        "lost": float(min(named.lost, MOST_LOST)),
        "unsaid": float(abs(len(named.why.asked_only) - len(named.why.held_only))),
    }
    if min(len(named.one), len(named.other)) == 1:
        seen["single"] = 1.0
    if _without_partner(named, 0):
        seen["given_lost"] = 1.0
    if _without_partner(named, -1):
        seen["family_lost"] = 1.0
    if len(sure) == len(named.one) == len(named.other):
        seen["whole"] = 1.0
    return seen


def _without_partner(named: Named, place: int) -> bool:
    """Whether the first or the last part of both names has no partner: a brother, or another family."""
    return named.one[place] in named.why.asked_only and named.other[place] in named.why.held_only


def _are_two(match: PartMatch) -> bool:
    """Two frequent names that are nearly alike are two names, not a slip of the pen: Hassan and Hussein."""
    alike = match.score >= SURE or match.how == How.INITIAL
    return not alike and _rarity(match.asked) == _rarity(match.held) == USUAL


def _weight(match: PartMatch) -> float:
    """A rare name says more than one that a tenth of all people have."""
    return min(_rarity(match.asked), _rarity(match.held)) * match.score


def _rarity(part: str) -> float:
    return USUAL if skeleton(part) in _FREQUENT else RARE


_FREQUENT: Final = frozenset(skeleton(part) for name in FREQUENT.split() for part in parts(name))


def _seen_in_numbers(what: str, one: Collection[str], other: Collection[str], named: Named | None) -> dict[str, float]:
    if not one or not other:
        return {}
    if set(one).isdisjoint(other):
        return {f"{what}_other": 1.0}
    shared_by_two = named is not None and bool(named.one) and _without_partner(named, 0)
    return {f"{what}_of_family" if shared_by_two else f"{what}_same": 1.0}


def _named_alike(named: Named) -> Iterator[Part]:
    pairs = {(match.asked, match.held) for match in named.why.matches if match.score >= SURE}
    if not pairs:
        return
    ends = [(named.one[0], named.other[0]), (named.one[-1], named.other[-1])]
    if ends[0] in pairs:
        yield Part.GIVEN_NAME
    if min(len(named.one), len(named.other)) > 1 and ends[1] in pairs:
        yield Part.FAMILY_NAME
    if pairs - set(ends):
        yield Part.MIDDLE_NAME


def _alike_beside(seen: Mapping[str, float]) -> Iterator[Part]:
    said: Sequence[tuple[Part, frozenset[str]]] = (
        (Part.BIRTH_YEAR, frozenset({"year_same"})),
        (Part.NATIONALITY, frozenset({"nation_same"})),
        (Part.PHONE, frozenset({"phone_same", "phone_of_family"})),
        (Part.DOCUMENT, frozenset({"document_same"})),
    )
    return (part for part, signs in said if not signs.isdisjoint(seen))
