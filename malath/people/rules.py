"""What counts as a fact, how a full name is read from its parts, how a birth date gives a year."""

import re
from collections.abc import Sequence
from typing import Final

from malath.people.words import NAME_KINDS, NAME_PART_KINDS, DetailKind

MINIMUM_FACTS: Final = frozenset({"sex", "age_band", "language"})
FACTS: Final = MINIMUM_FACTS | {
    "gender",
    "nationalities",
    "second_language",
    "marital_status",
    "children",
    "education",
    "deceased",
}
YEAR = re.compile(r"\b(1[89]\d\d|20\d\d)\b")


def full_names(details: Sequence[tuple[DetailKind, str]]) -> list[str]:
    """Every full name among the details: the written ones, and the one made of first, middle and family name."""
    written = [value for kind, value in details if kind in NAME_KINDS]
    by_kind = dict(details)
    joined = " ".join(by_kind[kind] for kind in NAME_PART_KINDS if by_kind.get(kind))
    return [*written, joined] if joined else written


def display_name(details: Sequence[tuple[DetailKind, str]]) -> str:
    """The name a page shows: as said, else in Arabic, else in Latin script, else its parts; "" when there is none."""
    by_kind = dict(details)
    for kind in (DetailKind.NAME, DetailKind.NAME_ARABIC, DetailKind.NAME_LATIN):
        if by_kind.get(kind):
            return by_kind[kind]
    names = full_names(details)
    return names[-1] if names else ""


def birth_year(text: str) -> int | None:
    """The year in a birth date as written ("1996", "1996-05-01", "about 1996"), or None."""
    found = YEAR.search(text)
    return int(found.group(1)) if found else None
