"""The framework of the demonstration: the texts as the law files know them, read by a few, and what was found about them."""

import json
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings

from config.demo_cast import DATA, House
from malath.framework import actions, queries
from malath.framework.actions import Content
from malath.framework.words import FindingKind, FindingState, Matter, Proof, Source, TextKind

DAY = timedelta(days=1)
TEXTS = DATA["framework"]


def texts_arrive(house: House, now: datetime) -> None:
    """Brought in a year ago, the newest version last month; two of the staff have read one; one gap has an owner."""
    focal, at = house.named("Reem Demo"), now - 365 * DAY
    for text in json.loads((settings.LAW / "instruments.json").read_text(encoding="utf-8"))["texts"]:
        first, *later = text["versions"]
        version = actions.bring(TextKind(text["kind"]), text["en"], text["ar"], _content(first), by=focal, at=at)
        for one in later:
            version = actions.bring_version(version.text, _content(one), by=focal, at=now - 30 * DAY)
        for name in ("Zayd Demo", "Amal Demo"):
            if queries.last_version(version.text) == version and text["kind"] == "mechanism":
                reader = house.named(name)
                actions.say_read(version, reader, by=reader, at=now - 20 * DAY)
    reader = house.named("Zayd Demo")
    gap = actions.note_finding(FindingKind.GAP, Source.WORK, Matter.SERVICE, TEXTS["gap"], by=reader, at=now - 9 * DAY)
    actions.note_finding(
        FindingKind.RECOMMENDATION, Source.WORKSHOP, Matter.TRAINING, TEXTS["recommendation"], by=reader, at=now - 4 * DAY
    )
    actions.move_finding(
        gap, FindingState.IN_WORK, owner=house.desks["association"], due_on=(now + 30 * DAY).date(), because=TEXTS["because"],
        by=focal, at=now - 8 * DAY,
    )  # fmt: skip


def _content(row: dict[str, Any]) -> Content:
    return Content(
        row["label"], row["source"], date.fromisoformat(row["dated_on"]), Proof(row["proof"]), row["words"] or row["changes"],
        row["changes"], touches=row.get("touches", ()),
    )  # fmt: skip
