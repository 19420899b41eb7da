"""Breaches: who is in danger first, until when who is told, and the reasons why not (domain §6, §15). Pure."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from malath.audit.words import LISTS, Did
from malath.people.rules import MayContact
from malath.people.words import Channel, WhyNotContact
from malath.privacy.words import BreachKind, Held, Order, SafetyStep, WhyNotBreach, WhyNotStep

DANGER_NOT_KNOWN: Final = 2
DANGER_HIGH: Final = 3
TELLS_OF_THE_PERSON: Final = frozenset({Held.REFERRAL, Held.STORY, Held.IDENTITY, Held.EXPORTED, Held.OPEN, Held.NAMED})
"""With one of these, whoever found it knows more than that there is somebody."""
TOLD: Final = frozenset(
    {SafetyStep.TOLD_BY_PHONE, SafetyStep.TOLD_IN_PERSON, SafetyStep.TOLD_THROUGH, SafetyStep.TOLD_IN_DANGER}
)
WITH_A_REASON: Final = frozenset({SafetyStep.NOT_SAFE, SafetyStep.PLAN_CHANGED, SafetyStep.TOLD_IN_DANGER})
ABOUT_THE_PLACE: Final = frozenset({SafetyStep.MOVES, SafetyStep.STAYS})
BY_CHANNEL: Final[Mapping[SafetyStep, frozenset[Channel]]] = {
    SafetyStep.TOLD_BY_PHONE: frozenset({Channel.CALL, Channel.MESSAGE}),
    SafetyStep.TOLD_THROUGH: frozenset({Channel.THROUGH}),
    SafetyStep.TOLD_IN_DANGER: frozenset({Channel.CALL, Channel.MESSAGE, Channel.THROUGH}),
}
"""By which agreed channel each way of telling goes. In person, the person has come or is met: nothing is sent."""
WAITS_FOR_THE_HOUR: Final = frozenset({WhyNotContact.OUTSIDE_HOURS, WhyNotContact.NO_HOURS})
"""What danger may break, said in words. A try that went wrong, or a number of somebody else, it may not."""
WRITTEN_DOWN_WITHIN: Final = timedelta(minutes=30)
"""Who called at the last of the agreed minutes writes it down a little later."""
NEAR, PASSED = 1, 2
QUIETLY: Final = frozenset({BreachKind.LOOKED})
"""Of which no desk hears before the data protection officer says so: who looked may sit there."""


@dataclass(frozen=True)
class Danger:
    """What is known of one person when a breach is recorded. `danger`: 1 (low) to 4 (critical); not assessed is not low.
    `place`: an address or a shelter could be read there."""

    held: frozenset[Held]
    danger: int
    is_child: bool
    place: bool


@dataclass(frozen=True)
class Notices:
    """Until when the person and the Unit are told. `verified`: whether anybody has read the law on it."""

    person_due: datetime
    unit_due: datetime
    verified: bool


def weight(one: Danger) -> int:
    """How early a person comes: where they stay first, then the danger they are in, then children, then how much the
    finder knows of them (domain §6: danger to persons before notices)."""
    depth = max((list(Held).index(held) for held in one.held), default=0)
    return 1000 * one.place + 100 * one.danger + 50 * one.is_child + depth


def order(one: Danger) -> Order:
    """First: whoever can be found, or is in high danger and known by more than a line in a list. Next: of whom the finder
    knows more than that, or who is a child. Then the others."""
    told = bool(one.held & TELLS_OF_THE_PERSON)
    if one.place or (told and one.danger >= DANGER_HIGH):
        return Order.FIRST
    return Order.NEXT if told or one.is_child or one.danger >= DANGER_HIGH else Order.THEN


def place_was_there(*, held: Collection[Held], address: bool, sheltered: bool) -> bool:
    """Whether where the person stays could be read: an address that was written down, or a shelter."""
    reads = TELLS_OF_THE_PERSON & frozenset(held)
    return bool(reads) and (address or sheltered)


def notices(law: Mapping[str, Mapping[str, Any]], known_at: datetime) -> Notices:
    """The deadlines of a breach by the country's file (`breach_person_told`, `breach_unit_told`), from when it was known."""
    person, unit = law["breach_person_told"], law["breach_unit_told"]
    return Notices(
        known_at + timedelta(hours=person["amount"]),
        known_at + timedelta(hours=unit["amount"]),
        verified=all("V" in entry["basis"] for entry in (person, unit)),
    )


def stage(due: datetime, known_at: datetime, at: datetime) -> int:
    """How near a deadline is: in its last quarter, passed, or (0) neither."""
    near = due - (due - known_at) / 4
    return PASSED if due <= at else NEAR if near <= at else 0


def is_settled(steps: Collection[SafetyStep], *, place: bool) -> bool:
    """Whether nothing waits for a person: told, or not because it would not be safe; and whether they move is decided."""
    done = frozenset(steps)
    answered = bool(done & (TOLD | {SafetyStep.NOT_SAFE}))
    return answered and (not place or bool(done & ABOUT_THE_PLACE))


def why_not_report(*, since: date, lost_on: date, today: date, what: str, theirs: bool) -> list[WhyNotBreach]:
    """Why a breach is not recorded."""
    refused = {
        WhyNotBreach.NOT_YOURS: not theirs,
        WhyNotBreach.NOT_BEFORE: since > lost_on,
        WhyNotBreach.AHEAD: lost_on > today,
        WhyNotBreach.NOTHING_SAID: not what.strip(),
    }
    return [reason for reason, holds in refused.items() if holds]


def why_not_widen(*, closed: bool, since: date, lost_on: date, earliest: date) -> list[WhyNotBreach]:
    """Why the list of people is not made anew from an earlier day. It grows, and never loses anybody."""
    refused = {WhyNotBreach.CLOSED: closed, WhyNotBreach.NOT_BEFORE: since > lost_on or since > earliest}
    return [reason for reason, holds in refused.items() if holds]


def why_not_close(*, closed: bool, waiting: int, contained: bool, unit_told: bool, lessons: str) -> list[WhyNotBreach]:
    """Why a breach is not closed: people come before papers."""
    if closed:
        return [WhyNotBreach.CLOSED]
    refused = {
        WhyNotBreach.PEOPLE_WAIT: waiting > 0,
        WhyNotBreach.NOT_CONTAINED: not contained,
        WhyNotBreach.UNIT_WAITS: not unit_told,
        WhyNotBreach.NO_LESSONS: not lessons.strip(),
    }
    return [reason for reason, holds in refused.items() if holds]


@dataclass(frozen=True)
class Way:
    """How a person agreed to be reached: by which channel (None for not at all), whether the clock and the file say that it
    was allowed just now, and whether hours were agreed in words that only a reader can judge, and were read."""

    channel: Channel | None
    may: MayContact
    read: bool = False

    @property
    def in_words(self) -> bool:
        return self.may.why_not == (WhyNotContact.NO_HOURS,)

    @property
    def in_hours(self) -> bool:
        return self.may.yes or (self.read and self.in_words)

    @property
    def closed(self) -> bool:
        return not frozenset(self.may.why_not) <= WAITS_FOR_THE_HOUR


def why_not_step(step: SafetyStep, *, done: Collection[SafetyStep], way: Way, place: bool, note: str) -> list[WhyNotStep]:
    """Why a step for somebody's safety is not recorded."""
    wanted = BY_CHANNEL.get(step)
    allowed = wanted is None or way.channel in wanted
    reaches = allowed and wanted is not None
    refused = {
        WhyNotStep.DONE: is_settled(done, place=place) and step not in {SafetyStep.PLAN_CHANGED, *ABOUT_THE_PLACE},
        WhyNotStep.NOT_AGREED: not allowed,
        WhyNotStep.CLOSED_WAY: reaches and way.closed,
        WhyNotStep.HOURS: reaches and not way.closed and not way.in_hours and step != SafetyStep.TOLD_IN_DANGER,
        WhyNotStep.NO_ADDRESS: step in ABOUT_THE_PLACE and not place,
        WhyNotStep.WHY_MISSING: step in WITH_A_REASON and not note.strip(),
    }
    return [reason for reason, holds in refused.items() if holds]


STATUS_ONLY: Final = frozenset(
    {
        Did.PERSON_VIEWED,
        Did.CONSENTS_VIEWED,
        Did.TRAIL_VIEWED,
        Did.CONSENT_GIVEN,
        Did.CONSENT_REFUSED,
        Did.CONSENT_RECORDED,
        Did.CONSENT_WITHDRAWN,
        Did.BASIS_OPENED,
        Did.BASIS_CONFIRMED,
        Did.BASIS_ENDED,
        Did.ACCESS_OPENED,
        Did.ACCESS_ENDED,
        Did.FILE_CLOSED,
        Did.FILE_REOPENED,
        Did.BLOCK_SET,
        Did.BLOCK_ENDED,
    }
)
IDENTITY: Final = frozenset({Did.PERSON_ADDED, Did.PERSON_CHANGED, Did.IDENTITY_VIEWED, Did.SAFETY_DONE})


TELLING: Final = frozenset({Did.PACKET_VIEWED, Did.MANIFEST_VIEWED})
"""Lists that show more of each person than a line."""


def held_by(events: Iterable[Did]) -> frozenset[Held]:
    """What was there of a person, by what the trail says somebody did with the file. What stands nowhere here tells the
    story: rather one line too high than one too low."""
    return frozenset(_held(event) for event in events)


def _held(event: Did) -> Held:
    if event == Did.FILE_EXPORTED:
        return Held.EXPORTED
    if event in LISTS - TELLING:
        return Held.LISTED
    if event in STATUS_ONLY:
        return Held.STATUS
    if event in IDENTITY:
        return Held.IDENTITY
    return Held.REFERRAL if event.value.startswith("referral.") or event == Did.LEFT else Held.STORY
