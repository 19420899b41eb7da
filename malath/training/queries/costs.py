"""What courses cost, who pays, and how much of it the country carries itself."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import QuerySet

from malath.agencies.words import Currency
from malath.training import cost_rules
from malath.training.cost_rules import Spending
from malath.training.models import Cost, Course
from malath.training.queries import courses
from malath.training.queries.courses import CourseLine
from malath.training.words import BudgetLine, PaidFrom
from malath.ui.times import dinars_text, money_text


@dataclass(frozen=True)
class CostRow:
    """A line as the page shows it."""

    reference: str
    line: BudgetLine
    funder: str
    paid_from: PaidFrom
    estimate: str
    actual: str
    paid_on: date | None
    over: bool
    struck: bool


@dataclass(frozen=True)
class SourceSum:
    """All lines from one source, in dinars. `percent`: of what was paid."""

    source: PaidFrom
    estimate: str
    actual: str
    percent: Decimal | None


@dataclass(frozen=True)
class CostPage:
    """What a course costs. `at_home`: of a hundred dinars paid, those of the state and other bodies of the country."""

    course: CourseLine
    rows: tuple[CostRow, ...]
    sources: tuple[SourceSum, ...]
    estimate: str
    actual: str
    at_home: Decimal | None
    open: int


def cost_page(course: Course, today: date) -> CostPage:
    """One statement."""
    rows = list(course.costs.order_by("line", "pk"))
    counts = [row for row in rows if row.struck_at is None]
    thought = cost_rules.sums((PaidFrom(row.paid_from), row.estimate * row.rate) for row in counts if row.estimate is not None)
    paid = cost_rules.sums((PaidFrom(row.paid_from), row.actual * row.rate) for row in counts if row.actual is not None)
    whole = sum(paid.values(), Decimal(0))
    sources = (
        SourceSum(one, dinars_text(thought[one]), dinars_text(paid[one]), cost_rules.percent_of(paid[one], whole))
        for one in PaidFrom
    )
    return CostPage(
        courses.course_line(course, today), tuple(cost_row(row) for row in rows), tuple(sources),
        dinars_text(sum(thought.values(), Decimal(0))), dinars_text(whole), cost_rules.carried_at_home(paid),
        sum(row.actual is None for row in counts),
    )  # fmt: skip


def cost_row(row: Cost) -> CostRow:
    over = row.actual is not None and row.estimate is not None and row.actual > row.estimate
    return CostRow(
        row.reference, BudgetLine(row.line), row.funder, PaidFrom(row.paid_from), _text(row.estimate, row.currency),
        _text(row.actual, row.currency), row.paid_on, over, row.struck_at is not None,
    )  # fmt: skip


def paid_in(taken: QuerySet[Course]) -> dict[PaidFrom, Decimal]:
    """What was paid for courses, in dinars, by where the money comes from. One statement."""
    rows = Cost.objects.filter(course__in=taken, struck_at__isnull=True).values_list("paid_from", "actual", "rate")
    return cost_rules.sums((PaidFrom(source), actual * rate) for source, actual, rate in rows if actual is not None)


def spending(row: Cost) -> Spending:
    return Spending(
        BudgetLine(row.line), row.funder, PaidFrom(row.paid_from), Currency(row.currency), row.rate, row.estimate, row.actual,
        row.paid_on,
    )  # fmt: skip


def cost_written(mark: UUID | None) -> Cost | None:
    return Cost.objects.filter(once=mark).first() if mark else None


def cost_by_reference(reference: str) -> Cost | None:
    return Cost.objects.select_related("course__host").filter(reference=reference).first()


def cost_locked(pk: int) -> Cost:
    return Cost.objects.select_for_update(of=("self",)).select_related("course").get(pk=pk)


def _text(amount: Decimal | None, currency: str) -> str:
    return "" if amount is None else money_text(amount, currency)
