from dataclasses import dataclass
from datetime import date

from malath.ui.help_lines import EMERGENCY, Line, lines_of_help


@dataclass(frozen=True)
class HelpPage:
    emergency: Line | None
    lines: list[Line]


def help_page(*, language: str, today: date) -> HelpPage:
    """What the page says today: the emergency number apart, then the other lines."""
    shown = lines_of_help(language, today)
    return HelpPage(
        emergency=next((line for line in shown if line.code == EMERGENCY), None),
        lines=[line for line in shown if line.code != EMERGENCY],
    )
