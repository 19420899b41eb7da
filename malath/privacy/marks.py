"""Marks of the words read aloud: all that ever stood here, by question, the newest last. A paper names the one that it carries,
and an answer typed in from it keeps that one, also when the words have been changed since. Nothing is taken out of the file."""

import json
from functools import cache
from pathlib import Path
from typing import Final

from malath.privacy.words import ConsentKind

NO_WORDS: Final = "none"
"""What is said of an answer that was written down without a printed form: no words are claimed to have been read."""


def marks_of(kind: ConsentKind, *, child: bool = False) -> tuple[str, ...]:
    """The marks of one question, the newest last. Of C3 the body is left open, as on paper."""
    known = _known()
    return tuple(known.get(f"{kind.value} child", known[kind.value]) if child else known[kind.value])


def short(mark: str) -> str:
    """As it stands on paper: eight signs, easy to compare."""
    signs = mark.rpartition(":")[2][:8].upper()
    return f"{signs[:4]}-{signs[4:]}"


def is_older(mark: str) -> bool:
    """Whether these words were replaced since."""
    return any(mark in marks[:-1] for marks in _known().values())


@cache
def _known() -> dict[str, list[str]]:
    known: dict[str, list[str]] = json.loads((Path(__file__).parent / "marks.json").read_text(encoding="utf-8"))
    return known
