"""Rules of what a course costs and who pays. Pure. Shares are counted in dinars, at the rate written with each line."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from malath.agencies.rules import is_too_fine
from malath.agencies.words import Currency
from malath.framework.rules import leads_to_somebody
from malath.training.rules import failed
from malath.training.words import BudgetLine, PaidFrom, WhyNot

ONE: Final = Decimal(1)
OF_THE_COUNTRY: Final = (PaidFrom.STATE, PaidFrom.NATIONAL)


@dataclass(frozen=True)
class Spending:
    """A line of money: for what, who pays, what is thought, what it was and when."""

    line: BudgetLine
    funder: str
    paid_from: PaidFrom
    currency: Currency = Currency.JOD
    rate: Decimal = ONE
    estimate: Decimal | None = None
    actual: Decimal | None = None
    paid_on: date | None = None

    @property
    def amounts(self) -> list[Decimal]:
        return [one for one in (self.estimate, self.actual) if one is not None]


def why_not_write_cost(spending: Spending, today: date, *, called_off: bool, trains_here: bool) -> list[WhyNot]:
    """Why a line is not written down. Of a course that was called off only what was paid all the same; the fees of trainers
    never by one of them."""
    checks = (
        (not spending.amounts, WhyNot.NO_AMOUNT),
        (spending.estimate == 0, WhyNot.NOTHING_COSTS),
        (not spending.funder.strip(), WhyNot.NO_FUNDER),
        (leads_to_somebody(spending.funder), WhyNot.FUNDER_IS_SOMEBODY),
        (spending.rate <= 0 or (spending.currency == Currency.JOD) != (spending.rate == 1), WhyNot.RATE_MISSING),
        (any(is_too_fine(one, spending.currency) for one in spending.amounts), WhyNot.AMOUNT_TOO_FINE),
        (called_off and spending.actual is None, WhyNot.CALLED_OFF),
        *_paid(spending.actual, spending.paid_on, today),
        (trains_here and spending.line == BudgetLine.FEES, WhyNot.OWN_FEE),
    )
    return failed(checks)


def why_not_settle(
    before: Spending, actual: Decimal, paid_on: date, today: date, *, struck: bool, trains_here: bool
) -> list[WhyNot]:
    """Why what was paid is not written to a line. Nothing paid in the end is an answer too."""
    checks = (
        (struck, WhyNot.STRUCK_COST),
        (before.actual is not None, WhyNot.SETTLED_COST),
        (is_too_fine(actual, before.currency), WhyNot.AMOUNT_TOO_FINE),
        *_paid(actual, paid_on, today),
        (trains_here and before.line == BudgetLine.FEES, WhyNot.OWN_FEE),
    )
    return failed(checks)


def _paid(actual: Decimal | None, paid_on: date | None, today: date) -> tuple[tuple[bool, WhyNot], ...]:
    return (
        ((actual is None) != (paid_on is None), WhyNot.PAID_WHEN),
        (paid_on is not None and paid_on > today, WhyNot.PAID_AHEAD),
    )


def sums(amounts: Iterable[tuple[PaidFrom, Decimal]]) -> dict[PaidFrom, Decimal]:
    """By where the money comes from, every source once."""
    found = dict.fromkeys(PaidFrom, Decimal(0))
    for source, amount in amounts:
        found[source] += amount
    return found


def percent_of(part: Decimal, whole: Decimal) -> Decimal | None:
    """To one place; None of nothing."""
    return round(100 * part / whole, 1) if whole > 0 else None


def carried_at_home(paid: Mapping[PaidFrom, Decimal]) -> Decimal | None:
    """How many of a hundred dinars the state and other bodies of the country pay. None where nothing was paid."""
    return percent_of(sum((paid[one] for one in OF_THE_COUNTRY), Decimal(0)), sum(paid.values(), Decimal(0)))
