"""How the public site stands, for those who answer for it: whether somebody has read its words, and called its numbers."""

from dataclasses import dataclass
from datetime import date

from malath.ui.help_lines import Line, every_line
from malath.ui.public_words import Tongue, from_the_press, reviewed_on, tongues, unsaid


@dataclass(frozen=True)
class NumberRow:
    """A number, and until which day it is shown without being called again."""

    line: Line
    until: date | None
    hidden: bool


@dataclass(frozen=True)
class PublicPage:
    reviewed_on: date | None
    numbers: tuple[NumberRow, ...]
    tongues: tuple[Tongue, ...]
    from_the_press: int
    unsaid: tuple[str, ...]

    @property
    def ready(self) -> int:
        return sum(one.ready for one in self.tongues)


def public_page(language: str, today: date) -> PublicPage:
    """No statement: all of it is data of the country."""
    numbers = tuple(NumberRow(line, until, line.publish and is_over) for line, until, is_over in every_line(language, today))
    return PublicPage(reviewed_on(), numbers, tongues(), from_the_press(language), unsaid(language))
