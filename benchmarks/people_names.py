"""Invented people with names as unequally frequent as in life, and the ways in which others write them.

Reused by whoever needs many people: benchmarks at volume and demo data. The same seed gives the same people.
"""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from benchmarks import name_lists as lists

MIDDLE_BIRTH_YEAR: Final = 1993
YEARS_SPREAD: Final = 9


@dataclass(frozen=True)
class Spelt:
    """One name in Arabic and its usual Latin spellings."""

    arabic: str
    latin: tuple[str, ...]


@dataclass(frozen=True)
class Community:
    """Where names come from, one list per part, and how many people in a hundred have such names."""

    share: int
    lists: tuple[str, ...]


MEN, WOMEN, FAMILIES = lists.ARAB_MEN, lists.ARAB_WOMEN, lists.ARAB_FAMILIES
COMMUNITIES: Final = (
    Community(30, (WOMEN, MEN, MEN, FAMILIES)),
    Community(24, (MEN, MEN, MEN, FAMILIES)),
    Community(4, (WOMEN, MEN, FAMILIES)),
    Community(12, (lists.BENGALI_GIVEN, lists.BENGALI_FAMILIES)),
    Community(2, (lists.BENGALI_GIVEN, lists.BENGALI_GIVEN, lists.BENGALI_FAMILIES)),
    Community(10, (lists.SOUTH_ASIAN_GIVEN, lists.SOUTH_ASIAN_FAMILIES)),
    Community(6, (lists.ETHIOPIAN_GIVEN, lists.ETHIOPIAN_FATHERS, lists.ETHIOPIAN_FATHERS)),
    Community(2, (lists.ETHIOPIAN_GIVEN, lists.ETHIOPIAN_FATHERS)),
    Community(6, (lists.FILIPINO_GIVEN, lists.FILIPINO_FAMILIES, lists.FILIPINO_FAMILIES)),
    Community(4, (lists.EAST_AFRICAN_GIVEN, lists.EAST_AFRICAN_FAMILIES)),
)
# Last names beyond the lists, or rare names would be missing: an Arabic root of three letters in a common pattern,
# or three syllables.
RARE_SHARE: Final = 0.4
SYLLABLES: Final = tuple(
    (arabic_consonant + arabic_vowel, consonant + vowel)
    for arabic_consonant, consonant in zip("بدكلمنرستوجف", "bdklmnrstwjf", strict=True)
    for arabic_vowel, vowel in zip("ايوو", "aiou", strict=True)
)
ROOT_LETTERS: Final = "ب:b د:d ر:r ز:z س:s ش:sh ص:s ط:t ف:f ق:q ك:k ل:l م:m ن:n ه:h ح:h ج:j خ:kh غ:gh ض:d".split()
RARE_PATTERNS: Final = (
    ("ال{0}{1}ا{2}ي", ("Al-{0}a{1}a{2}i", "Al{0}a{1}a{2}i", "{0}a{1}a{2}y")),
    ("ال{0}{1}ي{2}ات", ("Al-{0}{1}ei{2}at", "{0}e{1}e{2}at", "Al_{0}{1}ai{2}at")),
    ("ال{0}وا{1}{2}ة", ("Al-{0}awa{1}{2}eh", "{0}awa{1}{2}a", "Al_{0}awa{1}{2}ah")),
    ("{0}ا{1}{2}", ("{0}a{1}e{2}", "{0}a{1}i{2}")),
    ("{0}{1}ا{2}ي", ("{0}a{1}a{2}i", "{0}i{1}a{2}y")),
    ("أبو_{0}{1}ي{2}", ("Abu_{0}{1}ai{2}", "Abou_{0}e{1}ei{2}")),
)

# How others write what they hear: the chance for each part, and what they do to it.
Slip = tuple[float, str, str]
ARABIC_SLIPS: Final[tuple[Slip, ...]] = (
    (0.6, "[أإآ]", "ا"),
    (0.5, "ة$", "ه"),
    (0.4, "ى$", "ي"),
    (0.3, "ؤ", "و"),
    (0.3, "ئ", "ي"),
    (0.7, "^(عبد|أبو|ابو) ", r"\1"),
    (0.15, "^ال(?=.{4})", ""),
    (0.03, "ث", "ت"),
    (0.03, "ظ", "ض"),
)
LATIN_SLIPS: Final[tuple[Slip, ...]] = (
    (0.3, "^(Al|El)[- ]?(?=.{4})", "Al "),
    (0.15, "^(Al|El)[- ]?(?=.{4})", "El-"),
    (0.15, "^(Al|El)[- ]?(?=.{4})", ""),
    (0.1, "i", "e"),
    (0.1, "(?<=.)e", "i"),
    (0.1, "ou|oo", "u"),
    (0.1, "u", "o"),
    (0.1, "ee", "i"),
    (0.1, "(?<=[a-z])a(?=[a-z])", "aa"),
    (0.1, "(?<=[aeiou])([lmnrst])(?=[aeiou])", r"\1\1"),
    (0.1, "([lmnrst])\\1", r"\1"),
    (0.1, "ah$", "a"),
    (0.1, "a$", "ah"),
    (0.1, "[qQ]", "k"),
    (0.05, "ai", "ay"),
    (0.05, "y", "i"),
    (0.04, "th", "t"),
    (0.04, "dh", "z"),
    (0.03, "[qQ]", "g"),
    (0.03, "[jJ]", "g"),
)


def random_person(rng: random.Random) -> tuple[str, str, int]:
    """One invented person: full name in Arabic, in Latin, year of birth."""
    _, spelt, year = random_parts(rng)
    latin = " ".join(rng.choice(name.latin) for name in spelt)
    return " ".join(name.arabic for name in spelt), latin, year


def random_parts(rng: random.Random) -> tuple[Community, list[Spelt], int]:
    """One invented person: where they come from, the parts of their name, year of birth."""
    community = rng.choices(COMMUNITIES, weights=[community.share for community in COMMUNITIES])[0]
    spelt = [_common(rng, names) for names in community.lists]
    if rng.random() < RARE_SHARE:
        spelt[-1] = _rooted(rng) if community.lists[-1] is FAMILIES else _syllabic(rng)
    year = round(rng.gauss(MIDDLE_BIRTH_YEAR, YEARS_SPREAD))
    return community, spelt, min(max(year, 1945), 2024)


def another(rng: random.Random, names: str, than: Spelt) -> Spelt:
    """Another name of the same list."""
    return next(name for _ in range(50) if (name := _common(rng, names)) != than)


def variant(rng: random.Random, name: str) -> str:
    """The same full name as somebody else may write it in the same script."""
    slips = ARABIC_SLIPS if _is_arabic(name) else LATIN_SLIPS
    return " ".join(_written_anew(rng, part, slips) for part in _known_parts(name.split()))


def _written_anew(rng: random.Random, part: str, slips: tuple[Slip, ...]) -> str:
    part = rng.choice(_spellings().get(part, (part,)))
    for chance, found, instead in slips:
        if rng.random() < chance:
            part = re.sub(found, instead, part, count=1)
    return part


def _known_parts(words: list[str]) -> Iterator[str]:
    """The words of a full name, with those of one known name together."""
    while words:
        length = next((n for n in (3, 2) if " ".join(words[:n]) in _spellings()), 1)
        yield " ".join(words[:length])
        words = words[length:]


@cache
def _spellings() -> dict[str, tuple[str, ...]]:
    """Every Latin spelling, and the ones that may stand for it."""
    every = [names for community in COMMUNITIES for names in community.lists]
    return {spelling: name.latin for names in every for name in _weighted(names)[0] for spelling in name.latin}


def typo(rng: random.Random, name: str) -> str:
    """The same name with one slip of the finger in one of its longer words."""
    words = name.split()
    places = [place for place, word in enumerate(words) if len(word) > 3] or [0]
    chosen = rng.choice(places)
    words[chosen] = _slipped(rng, words[chosen])
    return " ".join(words)


def _slipped(rng: random.Random, word: str) -> str:
    place = rng.randrange(1, len(word))
    letters = "ابتدرسفكلمن" if _is_arabic(word) else "abdefiklmnrst"
    before, after = word[:place], word[place:]
    return rng.choice(
        (
            before + rng.choice(letters) + after[1:],
            before + after[1:],
            before + rng.choice(letters) + after,
            before[:-1] + after[0] + before[-1] + after[1:],
        )
    )


def _common(rng: random.Random, names: str) -> Spelt:
    known, weights = _weighted(names)
    return rng.choices(known, weights=weights)[0]


def _rooted(rng: random.Random) -> Spelt:
    arabic, latin = zip(*(letter.split(":") for letter in rng.sample(ROOT_LETTERS, 3)), strict=True)
    pattern, spellings = rng.choice(RARE_PATTERNS)
    spelt = tuple(_capitals(spelling.format(*latin).replace("_", " ")) for spelling in spellings)
    return Spelt(pattern.format(*arabic).replace("_", " "), spelt)


def _syllabic(rng: random.Random) -> Spelt:
    arabic, latin = zip(*rng.choices(SYLLABLES, k=3), strict=True)
    return Spelt("".join(arabic), ("".join(latin).capitalize(),))


def _capitals(name: str) -> str:
    return re.sub(r"(^|[ -])([a-z])", lambda found: found[1] + found[2].upper(), name)


@cache
def _weighted(names: str) -> tuple[list[Spelt], list[float]]:
    """A list of names with the chance of each: the first are many times as frequent as the last."""
    lines = [[word.replace("_", " ") for word in line.split()] for line in names.strip().split("\n")]
    known = [Spelt(arabic, tuple(latin)) for arabic, *latin in lines]
    return known, [1 / (place + 3) for place in range(len(known))]


def _is_arabic(text: str) -> bool:
    return not text.isascii()
