"""What the receiving mission does, in our house or in its own. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from malath.agencies.words import AgencyKind
from malath.privacy.neutral import is_neutral
from malath.returns.words import JourneyState, MissionAnswer, ReturnState, WhyNot
from malath.returns.words_mission import Known, MissionQuestion

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


@dataclass(frozen=True)
class Needed:
    """What a mission in this house is told besides name and arrival: as a package says it to one in its own. `agreed`: the
    person said that the health needs may go along."""

    needs: tuple[str, ...] = ()
    health: str = ""
    plan: str = ""
    agreed: bool = False


@dataclass(frozen=True)
class Word:
    """All that a mission has said of somebody so far."""

    answers: Mapping[MissionQuestion, Known]
    told: str = ""
    reception: MissionAnswer | None = None
    words: str = ""
    came_at: datetime | None = None
    missing_at: datetime | None = None

    @property
    def says_nothing(self) -> bool:
        return not (self.answers or self.reception or self.came_at or self.missing_at)


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


ANSWERING: Final = frozenset({ReturnState.PREPARING, ReturnState.BOOKED, ReturnState.EXPECTED})
"""While a mission answers: afterwards it says whether the person came."""


def why_not_say(*texts: str) -> list[WhyNot]:
    """Why a text does not go to a mission: it says what is needed, never what happened (domain §10)."""
    return [] if all(map(is_neutral, texts)) else [WhyNot.WORDS_SAY]


def why_not_tell(told: Needed) -> list[WhyNot]:
    """Why a mission is not told what is needed: neutral words, and of health only with the person's yes."""
    unasked = bool(told.health.strip()) and not told.agreed
    return [*why_not_say(told.health, told.plan), *([WhyNot.HEALTH_NOT_AGREED] if unasked else [])]


def why_not_show(*, asked: bool, agreed: bool, sees: bool) -> list[WhyNot]:
    """Why the users of a mission do not see a return: only on the yes to the transfer (C12)."""
    checks = ((not asked, WhyNot.MISSION_NOT_ASKED), (not agreed, WhyNot.TRANSFER_NOT_AGREED), (sees, WhyNot.SEES_ALREADY))
    return [reason for failed, reason in checks if failed]


def why_not_answer(state: ReturnState, answers: Mapping[MissionQuestion, Known], *, asked: bool) -> list[WhyNot]:
    """Why the answers about the danger there are not taken: all of them, while they still count."""
    checks = (
        (state not in ANSWERING, WhyNot.NOT_OPEN),
        (not asked, WhyNot.MISSION_NOT_ASKED),
        (set(answers) != set(MissionQuestion), WhyNot.NOTHING_SAID),
    )
    return [reason for failed, reason in checks if failed]


def why_not_miss_arrival(journey: JourneyState | None, arrives_at: datetime, at: datetime, *, told: bool) -> list[WhyNot]:
    """Why it is not told that somebody did not come."""
    if journey != JourneyState.LEFT:
        return [WhyNot.NOT_LEFT]
    checks = ((arrives_at > at, WhyNot.NOT_DUE_THERE), (told, WhyNot.MISSING_ALREADY))
    return [reason for failed, reason in checks if failed]


def why_not_miss_incoming(state: ReturnState, expected_on: date | None, today: date, *, told: bool) -> list[WhyNot]:
    """The same of somebody who was expected here."""
    if state != ReturnState.EXPECTED:
        return [WhyNot.NOT_EXPECTED]
    checks = ((expected_on is not None and expected_on > today, WhyNot.NOT_DUE_THERE), (told, WhyNot.MISSING_ALREADY))
    return [reason for failed, reason in checks if failed]


def is_overdue(expected_on: date | None, today: date) -> bool:
    """Whether nobody has confirmed an arrival a day after it was expected."""
    return expected_on is not None and expected_on + CONFIRMED_WITHIN < today
