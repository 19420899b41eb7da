"""What the public site is made of, as data of the country: texts, languages, and how far somebody has looked at them."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.conf import settings

SHOWN = {"": "", "verified": "verified", "press": "press"}
"""How sure a sentence about the law is, where it is shown at all: what is from memory is not."""
DRAFT = "machine_draft"


@dataclass(frozen=True)
class Tongue:
    """A language of the site, or the slot of one that is not ready: it falls back to another, visibly."""

    code: str
    name: str
    direction: str
    script: str
    ready: bool
    falls_back: str


def tongues() -> tuple[Tongue, ...]:
    return tuple(
        Tongue(row["code"], row["name"], row["direction"], row["script"], row["state"] == "complete", row["falls_back"])
        for row in kept()["languages"]
    )


def tongue(code: str) -> Tongue | None:
    return next((one for one in tongues() if one.code == code), None)


def spoken() -> list[tuple[str, str]]:
    """Languages in which somebody may ask to be answered, each by its own name."""
    return [(row["code"], row["name"]) for row in (*kept()["languages"], *kept()["spoken_too"])]


def reviewed_on() -> date | None:
    """When a second speaker read the words; None while nobody has."""
    day = kept()["reviewed_on"]
    return date.fromisoformat(day) if day else None


def is_said(line: Mapping[str, Any], language: str) -> bool:
    """Whether a sentence is shown: not what a machine wrote and nobody read, nor what is said of the law from memory."""
    return bool(line.get(language)) and line.get("law", "") in SHOWN and line.get("state") != DRAFT


def unsaid(language: str) -> tuple[str, ...]:
    """Sentences that wait until somebody has checked them."""
    return tuple(line[language] for line in _lines() if line.get(language) and not is_said(line, language))


def from_the_press(language: str) -> int:
    """How many sentences about the law are shown with a warning."""
    return sum(line.get("law") == "press" for line in _lines() if is_said(line, language))


@cache
def kept() -> dict[str, Any]:
    data: dict[str, Any] = json.loads((settings.LAW / "public_pages.json").read_text(encoding="utf-8"))
    return data


def _lines() -> Iterator[Mapping[str, Any]]:
    return (line for entry in kept()["pages"] for part in entry["parts"] for line in part["lines"])
