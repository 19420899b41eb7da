"""Overstay: for how many days, and what it is said to cost in both readings of the law. The figure is the debt that a waiver
would remove; nothing here is a bill, and nothing speaks against the person. Pure.

Sources: domain §9 (JOD 3 a day, or JOD 90 for each month or part of one, since 2025), scenarios 1.10 and 3.4.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from malath.people.words import Decided, WhyNotStay, WhyNotTravel


@dataclass(frozen=True)
class Tariff:
    """What the law says that a day, and a month or part of one, cost. `article`, `source`: by language; `sure`: its text was
    read."""

    per_day: Decimal
    per_month: Decimal
    days_of_a_month: int
    currency: str
    article: Mapping[str, str]
    source: Mapping[str, str]
    sure: bool


@dataclass(frozen=True)
class Debt:
    """What a waiver would remove: days, started months, and the sum by each reading."""

    days: int
    months: int
    by_day: Decimal
    by_month: Decimal
    currency: str


def days_over(lawful_until: date, on: date) -> int:
    """Days since the last one on which the stay was lawful; none before it has passed."""
    return max(0, (on - lawful_until).days)


def debt(days: int, tariff: Tariff) -> Debt:
    """By day: each day. By month or part: each month that has begun."""
    months = -(-days // tariff.days_of_a_month)
    return Debt(days, months, days * tariff.per_day, months * tariff.per_month, tariff.currency)


def why_not_overstay(lawful_until: date, today: date, *, born: int | None, counted: bool) -> list[WhyNotStay]:
    """Why an overstay is not written down so. `born`: the year, where it is known; `counted`: another one is."""
    checks = (
        (counted, WhyNotStay.COUNTED_ALREADY),
        (lawful_until >= today, WhyNotStay.NOT_OVER),
        (born is not None and lawful_until.year < born, WhyNotStay.BEFORE_BIRTH),
    )
    return [reason for failed, reason in checks if failed]


def why_not_report(reported_on: date | None, cancelled_on: date | None, today: date) -> list[WhyNotStay]:
    """Why an absconding report is not written down so."""
    ahead = any(day is not None and day > today for day in (reported_on, cancelled_on))
    backwards = reported_on is not None and cancelled_on is not None and cancelled_on < reported_on
    return [WhyNotStay.DAY_AHEAD] * ahead + [WhyNotStay.CANCELLED_BEFORE] * backwards


def why_not_apply(applied_on: date, today: date, *, counted: bool, waiting: bool) -> list[WhyNotStay]:
    """Why no waiver is applied for. A refusal is no reason: one may ask again."""
    checks = (
        (not counted, WhyNotStay.NOTHING_TO_WAIVE),
        (waiting, WhyNotStay.WAITS_ALREADY),
        (applied_on > today, WhyNotStay.DAY_AHEAD),
    )
    return [reason for failed, reason in checks if failed]


def why_not_decide(state: Decided, decided: Decided, applied_on: date, decided_on: date, today: date) -> list[WhyNotStay]:
    """Why what was decided about a waiver is not written down so."""
    checks = (
        (state != Decided.WAITING, WhyNotStay.DECIDED_ALREADY),
        (decided == Decided.WAITING, WhyNotStay.NOTHING_DECIDED),
        (decided_on > today, WhyNotStay.DAY_AHEAD),
        (decided_on < applied_on, WhyNotStay.DECIDED_BEFORE),
    )
    return [reason for failed, reason in checks if failed]


def why_not_travel(*, counted: bool, waived: bool, reports: int, passport_withheld: bool) -> list[WhyNotTravel]:
    """What holds up a ticket (domain §10, A8): of stay and papers alone."""
    checks = (
        (counted and not waived, WhyNotTravel.OVERSTAY),
        (reports > 0, WhyNotTravel.REPORT_STANDS),
        (passport_withheld, WhyNotTravel.PASSPORT),
    )
    return [reason for failed, reason in checks if failed]


def is_waived(decisions: Collection[Decided]) -> bool:
    return Decided.GRANTED in decisions
