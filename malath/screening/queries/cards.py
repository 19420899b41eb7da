"""The cards of the emergency sheet: words in ten languages, and whether two people stand for them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from hashlib import sha256
from typing import Any

from django.conf import settings

from malath.accounts.roles import Power
from malath.accounts.rules import Holdings
from malath.foundation.clock import in_amman
from malath.screening import rules
from malath.screening.models import WordsCheck
from malath.screening.queries import lists
from malath.screening.words import CardState, Side
from malath.ui.help_lines import Line, lines_of_help

SENTENCES = ("safe", "talk", "fault", "name", "help", "danger")


@dataclass(frozen=True)
class Card:
    """The words of one language, as the country's folder has them. `mark` changes with any word."""

    code: str
    name: str
    dir: str
    file_state: CardState
    sentences: tuple[str, ...]
    mark: str


@dataclass(frozen=True)
class CardLine:
    """A card as the page shows it. `meant`: the same sentences in the language of the page; `may_check`: this viewer can say
    that the words are right."""

    card: Card
    state: CardState
    sentences: tuple[tuple[str, str], ...]
    said_by: tuple[Side, ...]
    may_check: bool


@dataclass(frozen=True)
class SheetPage:
    """Whom to call, the cards that may be shown, and the drafts that may not."""

    lines: tuple[Line, ...]
    checked: tuple[CardLine, ...]
    drafts: tuple[CardLine, ...]
    side: Side | None


def sheet_page(holdings: Holdings, at: datetime) -> SheetPage:
    """The emergency sheet for this viewer. One statement."""
    side, checks = side_of(holdings), _checks()
    page = [_line(card, checks.get((card.code, card.mark), {}), side, holdings.reference) for card in _cards().values()]
    return SheetPage(
        tuple(lines_of_help(lists.spoken(), in_amman(at).date())),
        tuple(line for line in page if line.state == CardState.CHECKED),
        tuple(line for line in page if line.state != CardState.CHECKED),
        side,
    )


def card(language: str) -> Card | None:
    return _cards().get(language)


def side_of(holdings: Holdings) -> Side | None:
    """As whom this viewer stands for words: a focal point for the mechanism, anybody who screens for the language."""
    if holdings.may(Power.COORDINATE) and not holdings.may(Power.SCREEN):
        return Side.FOCAL_POINT
    return Side.SPEAKER if holdings.may(Power.SCREEN) else None


def said_of(one: Card) -> Mapping[Side, str]:
    """Who stands for exactly these words, as what."""
    rows = WordsCheck.objects.filter(language=one.code, mark=one.mark)
    return {Side(row.side): row.by for row in rows}


def _checks() -> dict[tuple[str, str], dict[Side, str]]:
    found: dict[tuple[str, str], dict[Side, str]] = {}
    for row in WordsCheck.objects.all():
        found.setdefault((row.language, row.mark), {})[Side(row.side)] = row.by
    return found


def _line(one: Card, said: Mapping[Side, str], side: Side | None, viewer: str) -> CardLine:
    state = rules.card_state(one.file_state, said)
    refused = side is None or rules.why_not_check(one.file_state, said, side, viewer)
    meant = _cards()[lists.spoken()].sentences
    return CardLine(one, state, tuple(zip(one.sentences, meant, strict=True)), tuple(said), not refused)


@cache
def _cards() -> dict[str, Card]:
    data: dict[str, Any] = json.loads((settings.LAW / "safe_to_talk.json").read_text(encoding="utf-8"))
    return {entry["code"]: _card(entry) for entry in data["languages"]}


def _card(entry: Mapping[str, Any]) -> Card:
    sentences = tuple(entry["texts"][name] for name in SENTENCES)
    mark = sha256("\n".join(sentences).encode()).hexdigest()[:16]
    return Card(entry["code"], entry["name"], entry["dir"], CardState(entry["state"]), sentences, mark)
