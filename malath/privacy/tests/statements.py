"""What the database was asked, without the values: two answers that must not be told apart ask the same."""

import re
from collections.abc import Iterable

_VALUES = re.compile(r"X?'(?:[^']|'')*'|-?\b\d+(?:\.\d+)?\b|\bs\d+_x\d+\b")
_LISTS = re.compile(r"\?(?:, \?)+")


def shapes(asked: Iterable[dict[str, str]]) -> list[str]:
    """Each statement with its values, names of savepoints and lengths of lists taken out."""
    return [_LISTS.sub("?", _VALUES.sub("?", query["sql"])) for query in asked]
