"""What the public site says: whom to call, and texts kept as data of the country. Nothing of anybody."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from malath.ui.help_lines import EMERGENCY, Line, lines_of_help
from malath.ui.public_words import SHOWN, is_said, kept


@dataclass(frozen=True)
class HelpPage:
    emergency: Line | None
    lines: list[Line]


@dataclass(frozen=True)
class Sentence:
    """A line of a text. `law`: "press" where nobody of us has read the law itself."""

    text: str
    law: str = ""
    source: str = ""


@dataclass(frozen=True)
class Part:
    title: str
    lines: tuple[Sentence, ...]


@dataclass(frozen=True)
class TextPage:
    number: int
    title: str
    parts: tuple[Part, ...]
    audio: str


@dataclass(frozen=True)
class Sign:
    text: str
    strong: bool


@dataclass(frozen=True)
class SelfCheck:
    number: int
    title: str
    signs: tuple[Sign, ...]


def help_page(*, language: str, today: date) -> HelpPage:
    """What the page says today: the emergency number apart, then the other lines."""
    shown = lines_of_help(language, today)
    return HelpPage(
        emergency=next((line for line in shown if line.code == EMERGENCY), None),
        lines=[line for line in shown if line.code != EMERGENCY],
    )


def narrowed(page: HelpPage, *, at: datetime, governorate: str = "", tongue: str = "", now: bool = False) -> HelpPage:
    """Who helps there, in that language, at that hour. The emergency number stays whatever was asked."""
    there = [one for one in page.lines if one.helps_in(governorate) and one.answers_in(tongue)]
    return replace(page, lines=[one for one in there if not now or one.answers_at(at)])


def text_pages(language: str) -> tuple[TextPage, ...]:
    """All texts in one language, in their order."""
    return tuple(text_page_in(entry, language) for entry in kept()["pages"])


def text_page(number: int, language: str) -> TextPage | None:
    return next((one for one in text_pages(language) if one.number == number), None)


def text_page_in(entry: Mapping[str, Any], language: str) -> TextPage:
    """A text as the country's file has it. What a machine wrote and nobody read is left out, and so is what is said of the law
    from memory."""
    parts = [Part(one["title"][language], tuple(_sentences(one["lines"], language))) for one in entry["parts"]]
    audio = (entry.get("audio") or {}).get(language, "")
    return TextPage(entry["number"], entry["title"][language], tuple(part for part in parts if part.lines), audio)


def self_check(language: str) -> SelfCheck:
    """Questions that somebody asks themselves. What they answer is kept nowhere."""
    entry = kept()["check"]
    signs = tuple(Sign(line[language], bool(line.get("strong"))) for line in entry["lines"])
    return SelfCheck(entry["number"], entry["title"][language], signs)


def _sentences(lines: list[Mapping[str, Any]], language: str) -> list[Sentence]:
    return [
        Sentence(line[language], SHOWN[line.get("law", "")], line.get("source", ""))
        for line in lines
        if is_said(line, language)
    ]
