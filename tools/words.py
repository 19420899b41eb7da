"""The glossary's lists of values: every word that a column may hold, in both languages, into docs/words.md.

python -m tools.words --check | --write
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from gettext import GNUTranslations
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import Any, cast

from django.db.models import Choices
from django.utils.functional import Promise

from tools.translations import LOCALE, merged

ROOT = LOCALE.parent
PAGE = ROOT / "docs" / "words.md"
BEGIN = "<!-- Below: written by python -m tools.words --write -->"
HEAD = "| English | Arabic | Code name |\n|---|---|---|"
MISSING = "—"


@dataclass(frozen=True)
class Word:
    """One value: how it is said in English and Arabic, and what the code calls it."""

    english: str
    arabic: str
    code: str


@dataclass(frozen=True)
class List:
    """The values of one enum, and what it says of itself."""

    name: str
    about: str
    words: tuple[Word, ...]


def main(wish: str) -> int:
    now = PAGE.read_text(encoding="utf-8")
    wanted = page(now, lists())
    if wish == "--write":
        PAGE.write_text(wanted, encoding="utf-8")
    elif now != wanted:
        print("docs/words.md is not up to date: python -m tools.words --write")
        return 1
    return 0


def page(text: str, found: Iterator[List]) -> str:
    """The page with its lists written anew; what stands above the mark is kept by hand."""
    kept = text.partition(BEGIN)[0]
    return f"{kept}{BEGIN}\n\n" + "\n".join(section(one) for one in found)


def section(one: List) -> str:
    rows = "\n".join(f"| {word.english} | {word.arabic} | `{word.code}` |" for word in one.words)
    return f"### {one.name}\n\n{one.about}\n\n{HEAD}\n{rows}\n"


def lists() -> Iterator[List]:
    """All enums with labels, part by part. Reads the translation files, not what was compiled from them."""
    arabic = arabic_of()
    for path in sorted([*ROOT.glob("malath/*/words.py"), *ROOT.glob("malath/*/roles.py")]):
        for enum in enums(path):
            words = tuple(word(choice, arabic) for choice in enum)
            about = " ".join((enum.__doc__ or "").split())
            yield List(f"{path.parent.name}.{enum.__name__}", about, words)


def arabic_of() -> GNUTranslations:
    return GNUTranslations(BytesIO(merged((LOCALE / "ar").glob("*.po")).to_binary()))


def enums(path: Path) -> Iterator[type[Choices]]:
    module = import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
    for thing in vars(module).values():
        if isinstance(thing, type) and issubclass(thing, Choices) and thing.__module__ == module.__name__:
            yield thing


def word(choice: Choices, arabic: GNUTranslations) -> Word:
    code = str(choice.value) if isinstance(choice.value, str) else choice.name
    if not isinstance(choice.label, Promise):
        return Word(choice.label, choice.label, code)
    english, context = source(choice.label)
    said = arabic.pgettext(context, english) if context else arabic.gettext(english)
    return Word(english, MISSING if said == english else said, code)


def source(label: Promise) -> tuple[str, str]:
    """The English words of a lazy translation and their context, as it would be pickled."""
    _restore, arguments = cast(tuple[Any, Any], label.__reduce__())
    *context, english = arguments[1]
    return english, context[0] if context else ""


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
