"""How a fact of a record becomes a value that is counted, and when an act of statistics is refused. Pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from math import prod
from typing import Final

from malath.people.words import CHILD_BANDS, AgeBand
from malath.statistics.words import Age, Answered, Form, Origin, ReleaseState, Taught, WhyNot, WhyNotOpen

NIGHT: Final = range(1, 5)
"""Hours in which the worker compiles."""
OLD: Final = timedelta(hours=36)
NOBODY_SAID: Final = "none"
OTHER: Final = "other"
MOST_FIELDS: Final = 3
MOST_CELLS: Final = 1_200
NEW_TABLES: Final = 40
"""So many tables that nobody had yet one person may ask for in `BUDGET_LASTS`."""
OFFICERS: Final = 10
"""Trained and untrained officers of a body are compared when there are so many of each (domain §11, scenario A.7)."""
BUDGET_LASTS: Final = timedelta(days=30)
EPSILON_IN_ALL: Final = Decimal(8)
"""So much of epsilon is ever spent on the people counted here: it adds up over all files, and never comes back."""
EPSILONS: Final = (Decimal(1), Decimal(2), Decimal(4))
FEWEST_WITH_NOISE: Final = 300
"""Below so many people at epsilon 4 more than a tenth of the numbers of five coarse columns is lost (measured; README)."""
NOISY_COLUMNS: Final = range(2, 7)


def age_of(band: str) -> str:
    """Child or adult. In doubt is a child (domain §5.1)."""
    if band in CHILD_BANDS:
        return Age.CHILD.value
    return Age.UNKNOWN.value if band == AgeBand.UNKNOWN or band not in AgeBand.values else Age.ADULT.value


def origin_of(nationalities: Sequence[str], home: str) -> str:
    """Of the country, or foreign. Whoever has the nationality of the country among others counts as of the country."""
    if not nationalities:
        return Origin.UNKNOWN.value
    return Origin.HOME.value if home in nationalities else Origin.FOREIGN.value


def nationality_of(nationalities: Sequence[str], named: Collection[str]) -> str:
    """The first nationality recorded, where it is one of those that figures name."""
    if not nationalities:
        return NOBODY_SAID
    return nationalities[0] if nationalities[0] in named else OTHER


def form_of(purposes: Collection[str], forms: Mapping[str, Collection[str]]) -> str:
    """The one main form of exploitation (TIP tables split by it): several where the purposes are of more than one."""
    found = [form for form, codes in forms.items() if not set(codes).isdisjoint(purposes)]
    if not found:
        return Form.UNSPECIFIED.value
    return found[0] if len(found) == 1 else Form.SEVERAL.value


def answered(at_last: datetime | None, due: datetime, ended: datetime | None, at: datetime) -> str:
    """How a referral stands against the clock of its answer."""
    if at_last is not None:
        return (Answered.IN_TIME if at_last <= due else Answered.LATE).value
    if ended is not None:
        return Answered.ENDED.value
    return (Answered.WAITS if at <= due else Answered.OVERDUE).value


def is_trained(since: datetime | None, moment: datetime) -> bool:
    return since is not None and since <= moment


def comparable(
    senders: Iterable[tuple[str, str, datetime, datetime]], trained: Mapping[str, datetime], systems: Collection[str]
) -> set[str]:
    """Bodies of which ten officers sent something after they were trained, and ten something before or without it. Of any
    other it would be told how a few officers did. `senders`: body, officer, when they first and last sent something."""
    after: dict[str, int] = {}
    before: dict[str, int] = {}
    for body, officer, first, last in senders:
        if officer not in systems:
            since = trained.get(officer)
            after[body] = after.get(body, 0) + is_trained(since, last)
            before[body] = before.get(body, 0) + (not is_trained(since, first))
    return {body for body in after if min(after[body], before[body]) >= OFFICERS}


def taught(since: datetime | None, sent_at: datetime, *, accepted: bool) -> str:
    """As what a referral that was answered is compared. `since`: when its sender was trained, None for never."""
    if is_trained(since, sent_at):
        return (Taught.TRAINED_YES if accepted else Taught.TRAINED_NO).value
    return (Taught.OTHERS_YES if accepted else Taught.OTHERS_NO).value


def is_due(last: datetime | None, at: datetime, hour: int) -> bool:
    """Whether the worker compiles now: once each night, and whenever the last one grew old."""
    if last is None or at - last < timedelta(hours=12):
        return last is None and hour in NIGHT
    return hour in NIGHT or at - last >= OLD


def why_not_ask(fields: Sequence[str], known: Collection[str]) -> list[WhyNot]:
    """Why a table of these fields is not made."""
    refused = {
        WhyNot.UNKNOWN_FIELD: not fields or not set(fields) <= set(known),
        WhyNot.TOO_MANY: len(fields) > MOST_FIELDS,
        WhyNot.TWICE: len(set(fields)) != len(fields),
    }
    return [reason for reason, holds in refused.items() if holds]


def is_too_large(values: Sequence[int]) -> bool:
    """Whether a table has more cells than are told, sums included."""
    return prod(number + 1 for number in values) > MOST_CELLS


def why_not_propose(method_en: str, method_ar: str, *, waits: bool) -> list[WhyNot]:
    refused = {WhyNot.NO_METHOD: not (method_en.strip() and method_ar.strip()), WhyNot.ALREADY_PROPOSED: waits}
    return [reason for reason, holds in refused.items() if holds]


def why_not_settle(state: ReleaseState, *, proposed_by: str, by: str, because: str | None = None) -> list[WhyNot]:
    """Why a proposal is not approved, or with `because` not sent back. Two people: nobody approves their own table."""
    refused = {
        WhyNot.NOT_PROPOSED: state != ReleaseState.PROPOSED,
        WhyNot.SAME_PERSON: because is None and proposed_by == by,
        WhyNot.NO_REASON: because is not None and not because.strip(),
    }
    return [reason for reason, holds in refused.items() if holds]


def why_not_withdraw(state: ReleaseState, because: str) -> list[WhyNot]:
    refused = {WhyNot.NOT_RELEASED: state != ReleaseState.RELEASED, WhyNot.NO_REASON: not because.strip()}
    return [reason for reason, holds in refused.items() if holds]


def why_not_add_noise(
    fields: Sequence[str], known: Collection[str], epsilon: Decimal, *, spent: Decimal, people: int
) -> list[WhyNotOpen]:
    """Why counts with noise are not made. `spent`: of the budget, by all files before."""
    once = len(set(fields)) == len(fields)
    refused = {
        WhyNotOpen.COLUMNS: not (once and len(fields) in NOISY_COLUMNS and set(fields) <= set(known)),
        WhyNotOpen.EPSILON: epsilon not in EPSILONS,
        WhyNotOpen.BUDGET_SPENT: not is_left(epsilon, spent),
        WhyNotOpen.TOO_LOUD: people < FEWEST_WITH_NOISE,
    }
    return [reason for reason, holds in refused.items() if holds]


def is_left(epsilon: Decimal, spent: Decimal) -> bool:
    """Whether so much of the budget is left."""
    return spent + epsilon <= EPSILON_IN_ALL
