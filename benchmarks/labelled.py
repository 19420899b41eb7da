"""Pairs of files of which it is known whether they are of one person: to measure likeness, and to fit its weights.

    python -m benchmarks.labelled --pairs 20000 --seed 7 > pairs.csv
    malath link --evaluate pairs.csv

Half are one person written down twice: in the other letters, by another hand, with a slip of the finger, without some of
the parts, in another order, the year guessed, number and nationality missing or changed. The other half are two people who
are easily taken for one: brothers and sisters, parent and child, namesakes, names that sound alike. Everybody is invented.
"""

import argparse
import csv
import random
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from benchmarks import name_lists as lists
from benchmarks.people_names import Community, Spelt, another, random_parts, typo, variant

COLUMNS: Final = ("name", "born", "nationality", "phone", "document")
HEAD: Final = (*(f"{column}_1" for column in COLUMNS), *(f"{column}_2" for column in COLUMNS), "same")
NATIONS: Final = {
    lists.ARAB_FAMILIES: ("JO", "SY", "EG", "IQ", "YE"),
    lists.BENGALI_FAMILIES: ("BD",),
    lists.SOUTH_ASIAN_FAMILIES: ("IN", "LK", "NP", "PK"),
    lists.ETHIOPIAN_FATHERS: ("ET", "ER"),
    lists.FILIPINO_FAMILIES: ("PH",),
    lists.EAST_AFRICAN_FAMILIES: ("UG", "KE", "TZ"),
}
VOWELS: Final = "aeiou"


@dataclass(frozen=True)
class Somebody:
    """One invented person, as they are."""

    community: Community
    parts: tuple[Spelt, ...]
    born: int
    nationality: str
    phone: str
    document: str


@dataclass(frozen=True)
class Record:
    """One person as one desk wrote them down; "" for what is not known."""

    name: str
    born: str = ""
    nationality: str = ""
    phone: str = ""
    document: str = ""

    def cells(self) -> tuple[str, ...]:
        return self.name, self.born, self.nationality, self.phone, self.document


Pair = tuple[Record, Record, bool]


def somebody(rng: random.Random) -> Somebody:
    community, parts, born = random_parts(rng)
    nation = rng.choice(NATIONS[community.lists[-1]])
    return Somebody(community, tuple(parts), born, nation, _phone(rng), f"{nation}{rng.randrange(10**7):07}")


def _phone(rng: random.Random) -> str:
    return f"+96279{rng.randrange(10**7):07}"


def recorded(rng: random.Random, who: Somebody, *, hard: bool = True) -> Record:
    """As somebody writes them down; `hard`: by another hand, in a hurry, from what was said."""
    parts = _parts_said(rng, list(who.parts)) if hard else list(who.parts)
    arabic = rng.random() < 0.5
    name = " ".join(part.arabic if arabic else rng.choice(part.latin) for part in parts)
    if hard:
        name = _written(rng, variant(rng, name))
    return Record(
        name,
        _year(rng, who.born) if hard else str(who.born),
        who.nationality if rng.random() < 0.7 else "",
        who.phone if rng.random() < 0.4 else _phone(rng) if rng.random() < 0.4 else "",
        who.document if rng.random() < 0.15 else "",
    )


def spelled(rng: random.Random, who: Somebody) -> Record:
    """The whole name in either letters as another hand spells it, and the year or the next; no slips, nothing left out."""
    arabic = rng.random() < 0.5
    name = " ".join(part.arabic if arabic else rng.choice(part.latin) for part in who.parts)
    return Record(variant(rng, name), str(who.born + rng.choice((-1, 0, 0, 0, 1))))


def _parts_said(rng: random.Random, parts: list[Spelt]) -> list[Spelt]:
    """Some parts go missing, and families are said first."""
    if len(parts) > 2 and rng.random() < 0.45:
        kept = rng.choice(((0, -1), (0, 1), (0, 1, -1), (0, *range(2, len(parts)))))
        parts = [parts[place] for place in kept]
    if rng.random() < 0.08:
        parts = [*parts[-1:], *parts[:-1]]
    return parts


def _written(rng: random.Random, name: str) -> str:
    if rng.random() < 0.2:
        name = typo(rng, name)
    if name.isascii() and rng.random() < 0.15:
        name = _other_vowel(rng, name)
    if len(name.split()) > 2 and rng.random() < 0.05:
        words = name.split()
        name = " ".join([*words[:1], words[1][0], *words[2:]])
    return name.upper() if name.isascii() and rng.random() < 0.2 else name


def _other_vowel(rng: random.Random, name: str) -> str:
    places = [place for place, letter in enumerate(name) if letter in VOWELS]
    place = rng.choice(places) if places else 0
    return name[:place] + rng.choice(VOWELS) + name[place + 1 :] if places else name


def _year(rng: random.Random, born: int) -> str:
    if rng.random() < 0.2:
        return ""
    return str(born + rng.choices((0, 1, -1, 2, -2, 5, -4), (70, 9, 9, 4, 4, 2, 2))[0])


def _close_in_family(rng: random.Random, who: Somebody) -> Somebody:
    """A brother or sister: another given name, everything else of the name the same, often the same phone."""
    given = another(rng, who.community.lists[0], who.parts[0])
    phone = who.phone if rng.random() < 0.4 else _phone(rng)
    return replace(_stranger_in(rng, who), parts=(given, *who.parts[1:]), born=who.born + rng.randint(-8, 8), phone=phone)


def _child(rng: random.Random, who: Somebody) -> Somebody:
    given = another(rng, who.community.lists[0], who.parts[0])
    parts = (given, who.parts[0], *who.parts[2:]) if len(who.parts) > 2 else (given, who.parts[-1])
    return replace(_stranger_in(rng, who), parts=parts, born=who.born + rng.randint(17, 35), phone=who.phone)


def _namesake(rng: random.Random, who: Somebody) -> Somebody:
    """The same first and last name, another father, another year."""
    middle = tuple(another(rng, of, part) for of, part in zip(who.community.lists[1:-1], who.parts[1:-1], strict=True))
    born = who.born + rng.choice((-12, -9, -7, -6, -5, -4, -3, 3, 4, 5, 6, 7, 9, 12))
    return replace(_stranger_in(rng, who), parts=(who.parts[0], *middle, who.parts[-1]), born=born)


def _same_given(rng: random.Random, who: Somebody) -> Somebody:
    """The same given and father's name and year, another family."""
    family = another(rng, who.community.lists[-1], who.parts[-1])
    return replace(_stranger_in(rng, who), parts=(*who.parts[:-1], family), born=who.born + rng.randint(-2, 2))


def _stranger_in(rng: random.Random, who: Somebody) -> Somebody:
    """Somebody of the same nationality, with a number and papers of their own."""
    return replace(who, phone=_phone(rng), document=f"{who.nationality}{rng.randrange(10**7):07}")


def _stranger(rng: random.Random, _who: Somebody) -> Somebody:
    return somebody(rng)


Other = Callable[[random.Random, Somebody], Somebody]
OTHERS: Final[tuple[tuple[Other, int], ...]] = (
    (_close_in_family, 30),
    (_child, 15),
    (_namesake, 25),
    (_same_given, 15),
    (_stranger, 15),
)


def pairs(count: int, seed: int) -> Iterator[Pair]:
    """Labelled pairs, half of them of one person. The same seed gives the same pairs."""
    rng = random.Random(seed)
    kinds, weights = zip(*OTHERS, strict=True)
    for number in range(count):
        who, same = somebody(rng), number % 2 == 0
        other = who if same else rng.choices(kinds, weights)[0](rng, who)
        yield recorded(rng, who, hard=rng.random() < 0.5), recorded(rng, other), same


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--pairs", type=int, default=20_000)
    arguments.add_argument("--seed", type=int, default=7)
    options = arguments.parse_args()
    writer = csv.writer(sys.stdout)
    writer.writerow(HEAD)
    for one, other, same in pairs(options.pairs, options.seed):
        writer.writerow([*one.cells(), *other.cells(), int(same)])


if __name__ == "__main__":
    main()
