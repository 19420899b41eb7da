"""What international reports and standards ask a country for (`standards/reporting/items.json`), and what answers each item: no
item is silent."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.utils.translation import get_language

from malath.statistics.definitions import FIELDS, Text
from malath.statistics.words import Answer, Block


@dataclass(frozen=True)
class Item:
    """An item. `fields`: labels of those that answer it; `lacks`: what is not told of it."""

    block: Block
    name: str
    asked_by: str
    answer: Answer
    fields: tuple[Text, ...]
    lacks: str


@dataclass(frozen=True)
class Page:
    """Every item by its block, and what stands for the units of IC-TIP."""

    units: tuple[tuple[str, str], ...]
    blocks: tuple[tuple[Text, tuple[Item, ...]], ...]
    gaps: int


def page() -> Page:
    items = [_item(one) for one in asked()["items"]]
    blocks = tuple((block.label, tuple(item for item in items if item.block == block)) for block in Block)
    units = tuple((_said(one["unit"]), _said(one["stands"])) for one in asked()["units"])
    return Page(units, blocks, sum(item.answer == Answer.GAP for item in items))


@cache
def asked() -> dict[str, Any]:
    text = (settings.STANDARDS / "reporting" / "items.json").read_text(encoding="utf-8")
    return json.loads(text)  # type: ignore[no-any-return]


def answer_of(one: Mapping[str, Any]) -> Answer:
    """Fields tell it; else a part records it; else it is a gap. Where something is lacking it is told in part."""
    if one["fields"]:
        return Answer.IN_PART if one["lacks"]["en"] else Answer.TOLD
    return Answer.RECORDED if one["part"] else Answer.GAP


def _item(one: Mapping[str, Any]) -> Item:
    fields = tuple(FIELDS[name].label for name in one["fields"])
    return Item(Block(one["block"]), _said(one["item"]), one["asked_by"], answer_of(one), fields, _said(one["lacks"]))


def _said(texts: Mapping[str, str]) -> str:
    return texts["en" if get_language() == "en" else "ar"]
