"""When a campaign may begin and end, when counts of a session are true, what it cost to reach somebody. Pure."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final

from malath.agencies.words import Currency
from malath.awareness.words import Ages, Audience, CampaignState, Channel, Gender, Origin, Tongue, WhyNot
from malath.figures.rules import Told
from malath.framework.rules import leads_to_somebody

NEXT: Final[Mapping[CampaignState, frozenset[CampaignState]]] = {
    CampaignState.PLANNED: frozenset({CampaignState.RUNNING, CampaignState.CALLED_OFF}),
    CampaignState.RUNNING: frozenset({CampaignState.ENDED, CampaignState.CALLED_OFF}),
    CampaignState.ENDED: frozenset(),
    CampaignState.CALLED_OFF: frozenset(),
}
OVER: Final = frozenset({CampaignState.ENDED, CampaignState.CALLED_OFF})
DECIMALS: Final = {Currency.JOD: 3}
"""Others have two."""


@dataclass(frozen=True)
class Plan:
    """What a campaign is to be."""

    title_ar: str
    title_en: str
    objective: str
    message: str
    audiences: frozenset[Audience]
    channels: frozenset[Channel]
    languages: frozenset[Tongue]
    begins_on: date
    ends_on: date
    measures: str = ""

    @property
    def words(self) -> tuple[str, ...]:
        return self.title_ar, self.title_en, self.objective, self.message, self.measures


@dataclass(frozen=True)
class Counts:
    """Who came, counted three ways; each way counts the same people. What nobody counted has no entry."""

    came: int
    genders: Mapping[Gender, int] = field(default_factory=dict)
    ages: Mapping[Ages, int] = field(default_factory=dict)
    origins: Mapping[Origin, int] = field(default_factory=dict)
    disclosures: int = 0
    cards: int = 0

    @property
    def ways(self) -> tuple[tuple[int, ...], ...]:
        return tuple(self.genders.values()), tuple(self.ages.values()), tuple(self.origins.values())


def why_not_plan(plan: Plan) -> list[WhyNot]:
    """Why a campaign is not planned so."""
    checks = (
        (not plan.audiences, WhyNot.NO_AUDIENCE),
        (not plan.channels, WhyNot.NO_CHANNEL),
        (not plan.languages, WhyNot.NO_LANGUAGE),
        (plan.ends_on < plan.begins_on, WhyNot.ENDS_BEFORE),
        (any(map(leads_to_somebody, plan.words)), WhyNot.NAMES_SOMEBODY),
    )
    return [reason for failed, reason in checks if failed]


def why_not_move(state: CampaignState, to: CampaignState, *, because: str, waiting: int) -> list[WhyNot]:
    """Why a campaign does not go on to there. `waiting`: sessions that are still planned."""
    checks = (
        (to not in NEXT[state], WhyNot.NOT_THAT_WAY),
        (to == CampaignState.CALLED_OFF and not because.strip(), WhyNot.BECAUSE_MISSING),
        (to in OVER and waiting > 0, WhyNot.SESSIONS_WAIT),
        (leads_to_somebody(because), WhyNot.NAMES_SOMEBODY),
    )
    return [reason for failed, reason in checks if failed]


def why_not_write_money(
    *, state: CampaignState, amount: Decimal, currency: Currency, spent_on: date | None, today: date, what: str
) -> list[WhyNot]:
    """Why a line of money is not written. `spent_on`: the day, where it is no budget. What was spent may be written when the
    campaign has ended, bills come late."""
    checks = (
        (state in OVER and (spent_on is None or state == CampaignState.CALLED_OFF), WhyNot.IS_OVER),
        (amount <= 0, WhyNot.NO_AMOUNT),
        (_decimals(amount) > DECIMALS.get(currency, 2), WhyNot.TOO_FINE),
        (spent_on is not None and spent_on > today, WhyNot.DAY_AHEAD),
        (leads_to_somebody(what), WhyNot.NAMES_SOMEBODY),
    )
    return [reason for failed, reason in checks if failed]


def why_not_write_spread(
    *, state: CampaignState, goes_so: bool, speaks_to: bool, number: int, on: date, today: date, known_by: str
) -> list[WhyNot]:
    """Why it is not written down how far a campaign reached. `goes_so`, `speaks_to`: whether its plan has this way and this
    audience. Numbers come late, as bills do."""
    checks = (
        (state == CampaignState.CALLED_OFF, WhyNot.IS_OVER),
        (not goes_so, WhyNot.OTHER_CHANNEL),
        (not speaks_to, WhyNot.OTHER_AUDIENCE),
        (number <= 0, WhyNot.NO_NUMBER),
        (on > today, WhyNot.DAY_AHEAD),
        (leads_to_somebody(known_by), WhyNot.NAMES_SOMEBODY),
    )
    return [reason for failed, reason in checks if failed]


def why_not_plan_session(
    state: CampaignState, audience: Audience, audiences: Collection[str], on: date, begins_on: date, ends_on: date
) -> list[WhyNot]:
    """Why a session is not planned."""
    checks = (
        (state in OVER, WhyNot.IS_OVER),
        (audience not in audiences, WhyNot.OTHER_AUDIENCE),
        (not begins_on <= on <= ends_on, WhyNot.OUTSIDE),
    )
    return [reason for failed, reason in checks if failed]


def why_not_count(counts: Counts, *, facilitators: Collection[str], on: date, today: date) -> list[WhyNot]:
    """Why the counts of a session are not taken down: below nothing, or of other people each time."""
    numbers = (counts.came, counts.disclosures, counts.cards, *(one for way in counts.ways for one in way))
    checks = (
        (on > today, WhyNot.DAY_AHEAD),
        (not facilitators, WhyNot.NO_FACILITATOR),
        (any(one < 0 for one in numbers), WhyNot.NEGATIVE),
        (counts.came == 0, WhyNot.NOBODY_CAME),
        (any(way and sum(way) != counts.came for way in counts.ways), WhyNot.SUM_DIFFERS),
        (counts.disclosures > counts.came, WhyNot.TOO_MANY),
    )
    return [reason for failed, reason in checks if failed]


def cost_of_one(spent: Decimal, reached: Told) -> tuple[Decimal, Decimal] | None:
    """What it cost to reach one, at least and at most, as far as it is told how many were reached; None for nobody."""
    if reached.least <= 0:
        return None
    return _thousandth(spent / max(reached.most, 1)), _thousandth(spent / reached.least)


def sums(lines: Iterable[tuple[str, Decimal]]) -> dict[str, Decimal]:
    """Amounts added up by currency, never across."""
    found: dict[str, Decimal] = {}
    for currency, amount in lines:
        found[currency] = found.get(currency, Decimal(0)) + amount
    return dict(sorted(found.items()))


def _decimals(amount: Decimal) -> int:
    exponent = amount.normalize().as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0


def _thousandth(amount: Decimal) -> Decimal:
    return amount.quantize(Decimal("0.001"))
