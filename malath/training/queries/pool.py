"""How the pool of trainers stands: by level, body, governorate and sex, and whether it lives by itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, Final

from django.db.models import Count, Max, Q, QuerySet

from malath.agencies import queries as agencies
from malath.figures.rules import Told, exactly, percent, tell, total
from malath.foundation import clock
from malath.training import cost_rules, rules
from malath.training.models import Certificate, Course, Officer
from malath.training.queries import costs, coverage, plans
from malath.training.queries.coverage import CoverageLine
from malath.training.queries.levels import TRAINS_NOW
from malath.training.words import CourseKind, Meaning, Measure, Sex
from malath.ui.times import number_text, told_text

YEAR: Final = timedelta(days=365)
SMALL_UNIT: Final = 10
"""Units of fewer officers are not told of to whoever may not see the rows (scenario A.7)."""
NOTHING: Final = "–"


@dataclass(frozen=True)
class Teller:
    """Numbers of people as they are for whoever may see the rows behind them, in steps of five for others."""

    exact: bool

    def number(self, number: int) -> Told:
        return exactly(number) if self.exact else tell(number)

    def total(self, number: int, parts: Sequence[Told]) -> Told:
        return exactly(number) if self.exact else total(number, parts)

    def percent(self, part: int, whole: int) -> str:
        if self.exact:
            found = rules.of_a_hundred(part, whole)
            return NOTHING if found is None else number_text(found)
        told = percent(tell(part), tell(whole - part))
        return told_text(told) if told else NOTHING


@dataclass(frozen=True)
class Share:
    """One line of the board: how many trainers count, how many rest."""

    label: str
    active: str
    lapsed: str


@dataclass(frozen=True)
class Figure:
    """One number of the report. `of`: what it is counted from; empty where that would tell of a few."""

    measure: Measure
    text: str
    of: int | None = None

    @property
    def meaning(self) -> Meaning:
        return Meaning(self.measure.value)


@dataclass(frozen=True)
class PoolPage:
    """The report of the pool. `hidden`: units that are too small to be told of."""

    exact: bool
    breakdowns: tuple[tuple[str, tuple[Share, ...]], ...]
    figures: tuple[Figure, ...]
    units: tuple[CoverageLine, ...]
    hidden: int
    told_at: datetime


def pool_page(at: datetime, *, exact: bool) -> PoolPage:
    """A fixed number of statements."""
    teller, rows = Teller(exact), _trainers()
    names = {body.pk: body.name for body in agencies.agencies()}
    places = {one: agencies.place(one) or NOTHING for one in sorted({row["governorate"] for row in rows})}
    by: dict[str, dict[Any, str]] = {
        "level": {level.value: str(level.label) for level in TRAINS_NOW}, "agency_id": names, "governorate": places,
        "sex": {sex.value: str(sex.label) for sex in Sex},
    }  # fmt: skip
    lines = coverage.coverage(at, teller.number)
    units = tuple(one for one in lines if exact or one.posts >= SMALL_UNIT)
    return PoolPage(
        exact, tuple((field, _shares(rows, field, labels, teller)) for field, labels in by.items()),
        (*_figures(rows, at, teller), _covered(lines, units, exact), _planned()), units, len(lines) - len(units), at,
    )  # fmt: skip


def _trainers() -> list[Any]:
    rows = Officer.objects.filter(level__in=TRAINS_NOW).values("level", "agency_id", "governorate", "sex")
    count, rest = Q(lapsed_at__isnull=True), Q(lapsed_at__isnull=False)
    return list(rows.annotate(active=Count("pk", filter=count), lapsed=Count("pk", filter=rest)))


def _shares(rows: Sequence[Any], field: str, labels: dict[Any, str], teller: Teller) -> tuple[Share, ...]:
    found = []
    for value, label in labels.items():
        of_it = [row for row in rows if row[field] == value]
        if of_it:
            active, lapsed = (teller.number(sum(row[name] for row in of_it)) for name in ("active", "lapsed"))
            found.append(Share(label, told_text(active), told_text(lapsed)))
    return tuple(found)


def _figures(rows: Sequence[Any], at: datetime, teller: Teller) -> tuple[Figure, ...]:
    """Eight statements."""
    active, year = sum(row["active"] for row in rows), at - YEAR
    held = _held(at)
    number, alone = held.count(), held.filter(experts=False).count()
    at_home = cost_rules.carried_at_home(costs.paid_in(held))
    lost = Officer.objects.filter(lapsed_at__gt=year).count()
    deepest = Officer.objects.filter(lapsed_at__isnull=True).aggregate(deepest=Max("generation"))["deepest"] or 0
    overdue, holders = _overdue(at)
    parts = [teller.number(sum(row["active"] for row in rows if row["level"] == level)) for level in TRAINS_NOW]
    trainers = teller.total(active, parts)
    return (
        Figure(Measure.TRAINERS, told_text(trainers)),
        Figure(Measure.ALONE, _text(rules.of_a_hundred(alone, number)), number),
        Figure(Measure.AT_HOME, _text(at_home), number),
        Figure(Measure.LOST, teller.percent(lost, active + lost)),
        Figure(Measure.SESSIONS, _for_each(number, trainers), number),
        Figure(Measure.DEPTH, number_text(deepest)),
        Figure(Measure.OVERDUE, teller.percent(overdue, holders)),
    )


def _held(at: datetime) -> QuerySet[Course]:
    """Courses of the last year of which half a day was held at least."""
    today = clock.in_amman(at).date()
    rows = Course.objects.filter(half_days__isnull=False, starts_on__gt=today - YEAR, starts_on__lte=today)
    return rows.exclude(kind=CourseKind.STUDY_VISIT).distinct()


def _overdue(at: datetime) -> tuple[int, int]:
    """Two statements."""
    holders = Certificate.objects.filter(ended_at__isnull=True, valid_until__gt=at)
    return holders.filter(refresh_by__lt=clock.in_amman(at).date()).count(), holders.count()


def _covered(lines: Sequence[CoverageLine], units: Sequence[CoverageLine], exact: bool) -> Figure:
    """Over what is told of it, so that nothing of a small unit follows."""
    told = coverage.covered(tuple(lines if exact else units))
    text = NOTHING if told is None else _text(told.least) if exact else told_text(told)
    return Figure(Measure.COVERED, text, sum(one.posts for one in units))


def _planned() -> Figure:
    """Three statements. Bodies are counted, not people."""
    found = plans.own_plans()
    stands = sum(one.stands is True for one in found)
    return Figure(Measure.PLANNED, _text(rules.of_a_hundred(stands, len(found))), len(found))


def _for_each(number: int, trainers: Told) -> str:
    """So many for each, as far as both are told."""
    if trainers.least == 0:
        return NOTHING
    least, most = (round(Decimal(number) / one, 1) for one in (trainers.most, trainers.least))
    return _text(least) if least == most else f"{_text(least)}–{_text(most)}"


def _text(number: int | Decimal | None) -> str:
    return NOTHING if number is None else number_text(float(number))
