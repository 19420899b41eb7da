"""What the database was asked, without the values: two answers that must not be told apart ask the same."""

import re
from collections.abc import Iterable

_VALUES = re.compile(r"X?'(?:[^']|'')*'|-?\b\d+(?:\.\d+)?\b|\bs\d+_x\d+\b")
_LISTS = re.compile(r"\?(?:,\?)+")


def shapes(asked: Iterable[dict[str, str]]) -> list[str]:
    """Each statement with its values, names of savepoints, lengths of lists and spaces taken out.

    Spaces too: PostgreSQL's driver writes one before a negative number.
    """
    return [_LISTS.sub("?", "".join(_VALUES.sub("?", query["sql"]).split())) for query in asked]
