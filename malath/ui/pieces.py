"""Small frozen values that components show. Page objects carry them; templates pass them on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Tone = Literal["quiet", "info", "ok", "warn", "danger"]


@dataclass(frozen=True)
class Step:
    """One stage of a way: done, current, or still to come. `url` when it may be opened."""

    label: str
    state: Literal["done", "current", "ahead"]
    url: str = ""


@dataclass(frozen=True)
class Moment:
    """One entry of a timeline."""

    at: datetime
    title: str
    text: str = ""
    who: str = ""
    tone: Tone = "info"
    url: str = ""


@dataclass(frozen=True)
class Chip:
    """One filter that lives in the address of the page."""

    label: str
    url: str
    current: bool = False
    count: int | None = None


@dataclass(frozen=True)
class Row:
    """One line of a summary. An empty value shows as "not recorded"; `why` says why it is not shown."""

    label: str
    value: object = ""
    why: str = ""
    url: str = ""
    act: str = ""


@dataclass(frozen=True)
class Pager:
    """Keyset paging: addresses of the neighbouring pages, empty at either end."""

    newer: str = ""
    older: str = ""


@dataclass(frozen=True)
class Anchor:
    """One section of a long page, as a link within it (or to its sister page)."""

    label: str
    url: str
    current: bool = False
    count: int | None = None


def steps_to(labels: Sequence[str], current: int) -> list[Step]:
    """Steps of a straight way standing at `current` (0 is the first)."""
    return [
        Step(label, "done" if place < current else "current" if place == current else "ahead")
        for place, label in enumerate(labels)
    ]
