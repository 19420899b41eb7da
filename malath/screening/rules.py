"""The published rule of the indicators, exactly, and what may follow from it. Pure: no rows, no clock, no Django.

`vectors.json` beside this file holds what every implementation of it has to answer, on a phone as well.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final

from malath.agencies.words import ServiceKind
from malath.screening.words import (
    Age,
    Alone,
    Answer,
    Because,
    CardState,
    Concern,
    Danger,
    HandPurpose,
    Kind,
    Pending,
    Place,
    Side,
    State,
    Step,
    Strength,
    WhyNot,
    WhyNotCheck,
)

EXPLOITATION: Final = "EX"
ORDER: Final = tuple(Concern)


@dataclass(frozen=True)
class Listed:
    """An indicator in the list of one profile."""

    code: str
    dimension: str
    strength: Strength


@dataclass(frozen=True)
class Profile:
    """The list of one profile, in its order. `child`: the rules for children hold."""

    code: str
    child: bool
    indicators: tuple[Listed, ...]

    @property
    def dimensions(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one.dimension for one in self.indicators))

    def of(self, dimension: str) -> tuple[Listed, ...]:
        return tuple(one for one in self.indicators if one.dimension == dimension)


@dataclass(frozen=True)
class Found:
    """What was found in one dimension."""

    dimension: str
    strong: int = 0
    medium: int = 0
    weak: int = 0
    present: tuple[str, ...] = ()
    not_asked: int = 0
    open: int = 0

    @property
    def positive(self) -> bool:
        return is_positive(self.strong, self.medium, self.weak)


@dataclass(frozen=True)
class Result:
    """What the rule makes of the answers. It opens a referral and decides nothing."""

    found: tuple[Found, ...]
    because: tuple[Because, ...]
    child: bool
    lone_strong: tuple[str, ...] = field(default=())

    @property
    def flagged(self) -> bool:
        return bool(self.because)

    @property
    def not_asked(self) -> int:
        return sum(one.not_asked for one in self.found)

    @property
    def open(self) -> int:
        """Asked, and neither present nor absent."""
        return sum(one.open for one in self.found)

    @property
    def exploitation(self) -> bool:
        return any(one.positive for one in self.found if one.dimension == EXPLOITATION)


@dataclass(frozen=True)
class Gist:
    """What a screening after which others were asked to look says of exploitation, in codes."""

    present: frozenset[str]
    exploited: bool
    child: bool
    kind: Kind
    work: str
    purposes: tuple[HandPurpose, ...]


def is_positive(strong: int, medium: int, weak: int) -> bool:
    """Whether one dimension is positive: two strong, or one strong and one more, or three medium, or two medium and one weak.
    Source: ILO/EC operational indicators (WCMS_105023), as others reproduce it."""
    return strong >= 2 or (strong >= 1 and medium + weak >= 1) or medium >= 3 or (medium >= 2 and weak >= 1)


def profile_code(age: Age, kind: Kind) -> str:
    """Which list is used. Age in doubt is a child."""
    return f"{'adult' if age == Age.ADULT else 'child'}_{kind}"


@dataclass
class _Count:
    """One dimension while it is counted."""

    by_strength: dict[Strength, int]
    present: list[str]
    not_asked: int = 0
    open: int = 0


def found_in(profile: Profile, answers: Mapping[str, Answer]) -> tuple[Found, ...]:
    """Each dimension by itself. Only what is present counts; not asked is never absent (I4)."""
    counts: dict[str, _Count] = {}
    for one in profile.indicators:
        count = counts.get(one.dimension) or counts.setdefault(one.dimension, _Count(dict.fromkeys(Strength, 0), []))
        answer = answers.get(one.code, Answer.NOT_ASKED)
        if answer == Answer.PRESENT:
            count.by_strength[one.strength] += 1
            count.present.append(one.code)
        elif answer == Answer.NOT_ASKED:
            count.not_asked += 1
        elif answer != Answer.ABSENT:
            count.open += 1
    return tuple(
        Found(
            dimension,
            count.by_strength[Strength.STRONG],
            count.by_strength[Strength.MEDIUM],
            count.by_strength[Strength.WEAK],
            tuple(count.present),
            count.not_asked,
            count.open,
        )
        for dimension, count in counts.items()
    )


def assess(
    profile: Profile,
    answers: Mapping[str, Answer],
    *,
    urgent_signs: Collection[str] = (),
    purposes: Collection[HandPurpose] = (),
) -> Result:
    """What the rule makes of a form. Adult: exploitation and any of the other five (our own policy, wider than the published
    example). Child: exploitation, or any strong indicator, or an urgent sign (Law 9/2009 art. 3: no means needed)."""
    found = found_in(profile, answers)
    strong = tuple(
        one.code for one in profile.indicators if one.strength == Strength.STRONG and answers.get(one.code) == Answer.PRESENT
    )
    exploited = any(one.positive for one in found if one.dimension == EXPLOITATION)
    by_means = any(one.positive for one in found if one.dimension != EXPLOITATION)
    reasons = (
        (not profile.child and exploited and by_means, Because.EXPLOITED_BY_MEANS),
        (profile.child and exploited, Because.CHILD_EXPLOITED),
        (profile.child and bool(strong), Because.CHILD_STRONG),
        (profile.child and bool(urgent_signs), Because.CHILD_SIGN),
        (bool(purposes), Because.PURPOSE),
    )
    return Result(found, tuple(reason for holds, reason in reasons if holds), profile.child, strong)


HELD_PLACES: Final = frozenset({Place.RAID, Place.STATION, Place.DETENTION, Place.BORDER})


def must_stop(place: Place | str, pending: Collection[Pending]) -> bool:
    """Whether the page says in the way of everything else: screening before any immigration action (domain §5.1)."""
    return place in HELD_PLACES or bool(pending)


def why_not_save(
    state: State,
    step: str,
    *,
    closed: bool,
    alone: Alone | None,
    stop: bool,
    changed: Collection[str],
    observable: Collection[str],
) -> list[WhyNot]:
    """Why what was typed is not kept. `changed`: the codes whose answer is another than before. While the person is not alone,
    only what can be seen is written; what was answered before stays."""
    asks = step not in {Step.CONDITIONS, Step.STOP, Step.SIGNS}
    story = step == Step.WORDS or any(code not in observable for code in changed)
    refused = (
        (state != State.DRAFT, WhyNot.FINISHED),
        (closed, WhyNot.CASE_CLOSED),
        (step != Step.CONDITIONS and alone is None, WhyNot.ALONE_UNASKED),
        (step not in {Step.CONDITIONS, Step.STOP} and stop, WhyNot.STOP_FIRST),
        (asks and story and alone in {Alone.NO, Alone.NOT_KNOWN}, WhyNot.NOT_ALONE),
    )
    return [reason for failed, reason in refused if failed]


def why_not_begin(
    *, closed: bool, alone: Alone | None, changed: Collection[str], observable: Collection[str], said: bool, again: bool,
    because: str,
) -> list[WhyNot]:  # fmt: skip
    """Why a screening does not begin with what was typed before the file was open: the same gate holds. A child is not asked by
    several officers: `again` needs a reason."""
    story = said or any(code not in observable for code in changed)
    refused = (
        (closed, WhyNot.CASE_CLOSED),
        (story and alone != Alone.YES, WhyNot.NOT_ALONE),
        (again and not because.strip(), WhyNot.AGAIN_BECAUSE),
    )
    return [reason for failed, reason in refused if failed]


def least(result: Result) -> Concern:
    """How low a concern may be said. A score sets no status; it only keeps a person from being sent away."""
    return Concern.REFER if result.flagged else Concern.NO_CONCERN


def why_not_finish(
    state: State,
    result: Result,
    concern: Concern | None,
    *,
    closed: bool,
    alone: Alone | None,
    stop: bool,
    danger: Danger | None,
    because: str,
    watch_on: date | None,
    today: date,
) -> list[WhyNot]:
    """Why a screening is not finished so. Judgement goes higher than the rule with a reason in writing, never lower; a life in
    danger is reason enough."""
    if state != State.DRAFT:
        return [WhyNot.FINISHED]
    rank = ORDER.index(concern) if concern else 0
    beyond = rank >= ORDER.index(Concern.REFER) and not result.flagged
    refused = (
        (closed, WhyNot.CASE_CLOSED),
        (alone is None, WhyNot.ALONE_UNASKED),
        (stop, WhyNot.STOP_FIRST),
        (concern is None, WhyNot.CONCERN_MISSING),
        (concern is not None and rank < ORDER.index(least(result)), WhyNot.LOWER_THAN_RULE),
        (
            beyond and not because.strip() and not (concern == Concern.EMERGENCY and danger == Danger.YES),
            WhyNot.REASON_MISSING,
        ),
        (concern == Concern.NO_CONCERN and alone in {Alone.NO, Alone.NOT_KNOWN}, WhyNot.NOBODY_SPOKE_ALONE),
        (concern == Concern.KEEP_WATCH and (watch_on is None or watch_on < today), WhyNot.WATCH_DAY),
    )
    return [reason for failed, reason in refused if failed]


def refer_by(
    concern: Concern, *, child: bool, danger: bool, at: datetime, midnight: datetime, span: timedelta
) -> datetime | None:
    """Until when the person has to be referred: at once, on the same day, or within the span of the setting. `midnight`: the
    end of that day in Amman. None where nobody has to be asked."""
    if concern == Concern.EMERGENCY:
        return at
    if concern != Concern.REFER:
        return None
    return min(midnight, at + span) if child or danger else at + span


def why_not_settle(state: State, *, waits: bool) -> list[WhyNot]:
    """Why nothing is said of a referral that was not made."""
    if state != State.FINISHED:
        return [WhyNot.NOT_FINISHED]
    return [] if waits else [WhyNot.CLOCK_SETTLED]


def why_not_smuggled(*, closed: bool, screened: bool, flagged: bool, referred: bool, said: bool, because: str) -> list[WhyNot]:
    """Why it is not written down that a person was smuggled, not trafficked. A person decides it, after a screening, with a
    reason; while the last screening is flagged only once others were asked to look."""
    refused = (
        (closed, WhyNot.CASE_CLOSED),
        (said, WhyNot.SAID_ALREADY),
        (not screened, WhyNot.NOT_SCREENED),
        (screened and flagged and not referred, WhyNot.STILL_FLAGGED),
        (not because.strip(), WhyNot.BECAUSE_MISSING),
    )
    return [reason for failed, reason in refused if failed]


def card_state(kept: CardState, said: Mapping[Side, str]) -> CardState:
    """Whether a card may be shown: its words are ours, or somebody who speaks the language and a focal point stand for them."""
    return CardState.CHECKED if kept == CardState.CHECKED or said.keys() >= set(Side) else CardState.MACHINE_DRAFT


def why_not_check(kept: CardState, said: Mapping[Side, str], side: Side, by: str) -> list[WhyNotCheck]:
    """Why somebody does not stand for the words of a card: two different people do, one of each side."""
    if card_state(kept, said) == CardState.CHECKED:
        return [WhyNotCheck.CHECKED_ALREADY]
    refused = ((side in said, WhyNotCheck.SAID_ALREADY), (by in said.values(), WhyNotCheck.SAME_PERSON))
    return [reason for failed, reason in refused if failed]


WAGES: Final = frozenset({"DR02", "CR10", "EX01", "EX02", "EX03", "EX07", "CD14"})
VIOLENCE: Final = frozenset({"CR01", "CD04"})


def fitting(
    result: Result, *, kind: Kind, pending: Collection[Pending], danger: bool, purposes: Collection[HandPurpose]
) -> tuple[ServiceKind, ...]:
    """For what the person may be referred, the most pressing first. An offer of the page, nothing more (our own choice): every
    other kind of help can be asked for as well."""
    present = {code for one in result.found for code in one.present}
    offered = (
        (result.child, ServiceKind.CHILD_PROTECTION),
        (danger or bool(present & {"CD03", "CD05"}), ServiceKind.SHELTER),
        (result.flagged, ServiceKind.IDENTIFICATION),
        (bool(present & VIOLENCE) or HandPurpose.ORGANS in purposes, ServiceKind.HEALTH),
        (kind == Kind.LABOUR and bool(present & WAGES), ServiceKind.LABOUR_COMPLAINT),
        (bool(pending), ServiceKind.LEGAL),
        (not result.child, ServiceKind.PROTECTION),
    )
    return tuple(service for fits, service in offered if fits)


AT_RISK_WHEN_SMUGGLED: Final = (
    ServiceKind.HEALTH,
    ServiceKind.INTERNATIONAL_PROTECTION,
    ServiceKind.PROTECTION,
    ServiceKind.LEGAL,
)
"""What is offered to somebody who was smuggled and is at risk: care, asylum and UNHCR, protection, advice."""
