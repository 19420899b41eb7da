"""The figures of a return office: how many stand before each gate and since when, what a return costs, how life goes
afterwards, and what is left of each project. Numbers of people go through `figures`; a fixed number of statements."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Count, QuerySet, Sum
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from malath.figures.rules import Told as Range
from malath.figures.rules import tell, total
from malath.foundation import clock
from malath.returns import rules
from malath.returns import rules_programme as figures
from malath.returns.models import Cost, Project, Return, Survey
from malath.returns.queries.law import follow_up_months
from malath.returns.queries.pages import Figure, Money, Outcome, Programme, ProjectLine, Waited
from malath.returns.words import BudgetLine, Gate, ReturnState
from malath.returns.words_reintegration import Band, Round
from malath.ui.charts import Range as Bar
from malath.ui.charts import ranges_of
from malath.ui.times import list_text, number_text

MOST = 50
OPEN = sorted(rules.OPEN)
ENDED = (ReturnState.DEPARTED, ReturnState.ARRIVED, ReturnState.STOPPED)


def programme_page(desk_ids: tuple[int, ...], at: datetime) -> Programme:
    """The page of figures. As many statements for any number of returns."""
    today = clock.in_amman(at).date()
    counts = _before_each_gate(desk_ids)
    return Programme(
        pipeline=_pipeline(desk_ids, counts, at),
        together=_text(total(sum(counts.values()), [tell(number) for number in counts.values()])),
        ended=_ended(desk_ids),
        costs=_costs(desk_ids),
        outcomes=_outcomes(desk_ids),
        months=list_text([number_text(month) for month in follow_up_months()]),
        projects=_projects(desk_ids, today),
    )


def _before_each_gate(desks: tuple[int, ...]) -> dict[str, int]:
    """Open returns by the gate that holds them up, "" where none does."""
    rows = Return.objects.filter(desk_id__in=desks, state__in=OPEN).values_list("gate").annotate(Count("pk"))
    found: Mapping[str, int] = dict(rows)
    return {gate: found.get(gate, 0) for gate in [*Gate.values, ""]}


def _pipeline(desks: tuple[int, ...], counts: Mapping[str, int], at: datetime) -> tuple[Waited, ...]:
    told = {gate: tell(number) for gate, number in counts.items()}
    bars = _bars(list(told.items()))
    return tuple(
        Waited(
            f"{Gate(gate).value} · {Gate(gate).label}" if gate else _("No gate is closed"), _text(told[gate]), bar,
            *(_waited(desks, gate, number, share, at) for share in figures.SHARES),
        )
        for (gate, number), bar in zip(counts.items(), bars, strict=True)
    )  # fmt: skip


def _waited(desks: tuple[int, ...], gate: str, number: int, share: int, at: datetime) -> int | None:
    """For how many days so many in a hundred have stood there at most; told of ten or more, in steps of five days. Read from
    the end that is nearer: of thousands before a gate, those in between are counted off one by one."""
    place = figures.place_of(number, share)
    if place is None:
        return None
    behind = number - 1 - place
    order, place = ("gate_since", behind) if behind < place else ("-gate_since", place)
    waiting = Return.objects.filter(desk_id__in=desks, gate=gate, state__in=OPEN).order_by(order)
    since = waiting.values_list("gate_since", flat=True)[place : place + 1]
    return next((figures.days_told((at - one).days) for one in since), None)


def _ended(desks: tuple[int, ...]) -> tuple[Figure, ...]:
    """Those that are not prepared any more, by how far they came."""
    rows = Return.objects.filter(desk_id__in=desks, state__in=ENDED).values_list("state").annotate(Count("pk"))
    found: Mapping[str, int] = dict(rows)
    told = [(str(state.label), tell(found.get(state.value, 0))) for state in ENDED]
    return tuple(Figure(label, _text(range_), bar) for (label, range_), bar in zip(told, _bars(told), strict=True))


def _costs(desks: tuple[int, ...]) -> tuple[tuple[str, str], ...]:
    """What a return that arrived cost on average, line by line and currency by currency; nothing of fewer than ten."""
    rows = Cost.objects.filter(returning__desk_id__in=desks, returning__state=ReturnState.ARRIVED, actual__isnull=False)
    sums = rows.values("line", "currency").annotate(sum=Sum("actual"), returns=Count("returning", distinct=True))
    found = sums.order_by("currency", "line")
    return tuple(
        (str(BudgetLine(row["line"]).label), str(Money(_mean(row["sum"], row["returns"]), row["currency"])))
        for row in found
        if row["returns"] >= figures.FEWEST
    )


def _mean(whole: Decimal, number: int) -> Decimal:
    return (whole / number).quantize(Decimal(1))


def _outcomes(desks: tuple[int, ...]) -> tuple[Outcome, ...]:
    """How closely people are accompanied, round by round. A round of which nothing can be told says so."""
    rows: QuerySet[Survey, tuple[str, str, int]] = (
        Survey.objects.filter(plan__returning__desk_id__in=desks).exclude(band="")
        .values_list("round", "band").annotate(Count("pk"))
    )  # fmt: skip
    found = {(round_, band): number for round_, band, number in rows}
    return tuple(_outcome(one, {band: found.get((one.value, band.value), 0) for band in Band}) for one in Round)


def _outcome(one: Round, counts: Mapping[Band, int]) -> Outcome:
    parts = {band: tell(number) for band, number in counts.items()}
    told = [(str(band.label), range_) for band, range_ in parts.items()]
    whole = total(sum(counts.values()), list(parts.values()))
    bands = tuple(Figure(label, _text(range_), bar) for (label, range_), bar in zip(told, _bars(told), strict=True))
    return Outcome(str(one.label), bands, _text(whole))


def _bars(told: Sequence[tuple[str, Range]]) -> tuple[Bar, ...]:
    return ranges_of([(label, _text(range_), range_.least, range_.most) for label, range_ in told])


def _projects(desks: tuple[int, ...], today: date) -> tuple[ProjectLine, ...]:
    rows = Project.objects.filter(desk_id__in=desks).order_by("-ends_on", "pk")[:MOST]
    return tuple(
        ProjectLine(
            row.reference,
            row.name,
            Money(row.budget, row.currency),
            Money(row.budget - row.spent, row.currency),
            row.ends_on,
            row.ends_on < today,
        )
        for row in rows
    )


def _text(told: Range) -> str:
    """A range as it is written."""
    if told.least == 0:
        limit = told.most + 1
        return ngettext("fewer than %(number)s", "fewer than %(number)s", limit) % {"number": number_text(limit)}
    return f"{number_text(told.least)}–{number_text(told.most)}"
