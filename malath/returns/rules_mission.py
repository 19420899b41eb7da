"""What the receiving mission does, in our house or in its own. Pure."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from malath.agencies.words import AgencyKind
from malath.returns.words import ReturnState, WhyNot

RECEIVING_BODIES: Final = frozenset({AgencyKind.RETURNS, AgencyKind.UN})
"""Which bodies may receive somebody in the country of return."""
CONFIRMED_WITHIN: Final = timedelta(days=1)
"""How long after the day of arrival somebody has to have confirmed it. Source: domain §10, A12."""


@dataclass(frozen=True)
class Travelled:
    """What a package says of a return. `source`: the reference under which it was opened here."""

    source: str
    country: str = ""
    expected_on: date | None = None
    way: str = ""
    needs: tuple[str, ...] = ()
    health: str = ""
    plan: str = ""


def receives(body: AgencyKind) -> bool:
    """Whether a body may receive somebody who comes home."""
    return body in RECEIVING_BODIES


def why_not_expect(body: AgencyKind, *, open_already: bool) -> list[WhyNot]:
    """Why nobody is expected at a desk."""
    checks = ((not receives(body), WhyNot.NO_MISSION), (open_already, WhyNot.OPEN_ALREADY))
    return [reason for failed, reason in checks if failed]


def why_not_come(state: ReturnState, came_at: datetime, at: datetime) -> list[WhyNot]:
    """Why the arrival of somebody who was expected here is not written down."""
    checks = ((state != ReturnState.EXPECTED, WhyNot.NOT_EXPECTED), (came_at > at, WhyNot.DAY_AHEAD))
    return [reason for failed, reason in checks if failed]


def is_overdue(expected_on: date | None, today: date) -> bool:
    """Whether nobody has confirmed an arrival a day after it was expected."""
    return expected_on is not None and expected_on + CONFIRMED_WITHIN < today
