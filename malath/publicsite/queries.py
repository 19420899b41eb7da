import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.conf import settings

from malath.ui.help_lines import Line, help_line, lines_to_show


@dataclass(frozen=True)
class HelpPage:
    emergency: Line | None
    lines: list[Line]


def help_page(*, language: str, today: date) -> HelpPage:
    """What the page says today: the emergency number apart, then the other lines."""
    data = _data()
    lines = [help_line(entry, language) for entry in data["hotlines"]]
    shown = lines_to_show(lines, today=today, keep_days=data["keep_days"])
    return HelpPage(
        emergency=next((line for line in shown if line.code == "emergency"), None),
        lines=[line for line in shown if line.code != "emergency"],
    )


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = json.loads((settings.LAW / "hotlines.json").read_text(encoding="utf-8"))
    return data
