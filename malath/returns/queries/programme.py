"""The figures of a return office: how many stand before each gate, how long they wait, what a return costs, what is left.
Numbers of people go through `figures`. A fixed number of statements."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db.models import Count, Q, Sum
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from malath.figures.rules import Told as Range
from malath.figures.rules import tell
from malath.foundation import clock
from malath.returns import rules
from malath.returns.models import Cost, Project, Return
from malath.returns.queries.pages import Money, Programme, ProjectLine, Told
from malath.returns.words import Gate, ReturnState
from malath.ui.times import number_text

MOST = 50
FEWEST = 5
"""Fewer returns than that are no average."""
LONG = (timedelta(days=20), timedelta(days=90))
"""The usual wait from request to return elsewhere (domain §10)."""


def programme_page(desk_ids: tuple[int, ...], at: datetime) -> Programme:
    """The page of figures. Five statements."""
    today = clock.in_amman(at).date()
    return Programme(_by_gate(desk_ids), _by_state(desk_ids), _waits(desk_ids, at), _cost(desk_ids), _projects(desk_ids, today))


def _by_gate(desks: tuple[int, ...]) -> tuple[Told, ...]:
    rows = Return.objects.filter(desk_id__in=desks, state__in=sorted(rules.OPEN)).values_list("gate").annotate(Count("pk"))
    found: Mapping[str, int] = dict(rows)
    lines = [Told(f"{gate.value} · {gate.label}", _text(tell(found.get(gate.value, 0)))) for gate in Gate]
    return (*lines, Told(_("No gate is closed"), _text(tell(found.get("", 0)))))


def _by_state(desks: tuple[int, ...]) -> tuple[Told, ...]:
    found: Mapping[str, int] = dict(Return.objects.filter(desk_id__in=desks).values_list("state").annotate(Count("pk")))
    return tuple(Told(str(state.label), _text(tell(found.get(state.value, 0)))) for state in ReturnState)


def _waits(desks: tuple[int, ...], at: datetime) -> tuple[Told, ...]:
    """How long those who are prepared have waited since they asked."""
    today = clock.in_amman(at).date()
    soon, late = (today - span for span in LONG)
    found = Return.objects.filter(desk_id__in=desks, state__in=sorted(rules.OPEN)).aggregate(
        soon=Count("pk", filter=Q(asked_on__gt=soon)),
        usual=Count("pk", filter=Q(asked_on__lte=soon, asked_on__gt=late)),
        long=Count("pk", filter=Q(asked_on__lte=late)),
    )
    labels = {"soon": _("Under 20 days"), "usual": _("20 to 90 days"), "long": _("Over 90 days")}
    return tuple(Told(label, _text(tell(found[name]))) for name, label in labels.items())


def _cost(desks: tuple[int, ...]) -> tuple[Told, ...]:
    """What a return that arrived cost on average, by currency; nothing where they are fewer than five."""
    rows = Cost.objects.filter(returning__desk_id__in=desks, returning__state=ReturnState.ARRIVED, actual__isnull=False)
    sums = rows.values("currency").annotate(sum=Sum("actual"), returns=Count("returning", distinct=True)).order_by("currency")
    return tuple(
        Told(row["currency"], str(Money(_mean(row["sum"], row["returns"]), row["currency"])))
        for row in sums
        if row["returns"] >= FEWEST
    )


def _mean(whole: Decimal, number: int) -> Decimal:
    return (whole / number).quantize(Decimal(1))


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
