"""Reports over the standard tables of the last compile: training and later referrals, from a campaign to a referral, voluntary
returns, the scorecard of single bodies. Each is read from what was told already, so none of them tells more."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from malath.agencies.words import AgencyKind
from malath.figures.intervals import Interval
from malath.figures.rules import STEP, Told
from malath.figures.tables import BASE
from malath.helpline.words import ContactResult
from malath.returns.queries.for_figures import PAID
from malath.returns.words import BudgetLine
from malath.statistics import association_rules as association
from malath.statistics import queries
from malath.statistics.association_rules import Group
from malath.statistics.compiling.beside import MONEY, YEARS
from malath.statistics.definitions import ASSOCIATION, AVRR, BY_BODY, FUNNEL, key_of
from malath.statistics.models import Compile, Table
from malath.statistics.queries.dashboard import Figure, figure_of
from malath.statistics.words import Taught, Unit
from malath.ui.times import money_text, number_text, told_text

Cells = Mapping[tuple[str | None, ...], Told | None]


@dataclass(frozen=True)
class Compared:
    """Officers of one kind of body: of their referrals that were answered, how many of a hundred were accepted. None: not
    told. `apart`: whether the two differ beyond chance and rounding."""

    who: str
    trained: str | None
    others: str | None
    difference: str | None
    apart: bool


@dataclass(frozen=True)
class AssociationPage:
    compiled_at: datetime | None
    lines: tuple[Compared, ...]
    table: Figure | None


@dataclass(frozen=True)
class YearOfHelp:
    """One year on the way from a campaign to a referral: the name of each step and its number. None: not told."""

    year: int
    steps: tuple[tuple[str, str | None], ...]


@dataclass(frozen=True)
class FunnelPage:
    compiled_at: datetime | None
    heads: tuple[str, ...]
    years: tuple[YearOfHelp, ...]
    tables: tuple[Figure, ...]


@dataclass(frozen=True)
class MoneyLine:
    """What was spent in one line. None where nothing is told."""

    label: str
    currency: str
    told: str | None
    step: str


@dataclass(frozen=True)
class FiguresReport:
    """A report that is some tables; `money` of returns alone."""

    compiled_at: datetime | None
    tables: tuple[Figure, ...]
    money: tuple[MoneyLine, ...] = ()


def association_page() -> AssociationPage:
    """Two statements, as every report."""
    compiled, told = _standing()
    table = told.get(key_of(Unit.REFERRALS, ASSOCIATION))
    cells = _cells(table, ASSOCIATION)
    lines = [_compared(str(label), sent_by, cells) for sent_by, label in _senders()]
    return AssociationPage(_at(compiled), tuple(line for line in lines if line), figure_of(table) if table else None)


def _senders() -> list[tuple[str | None, object]]:
    return [*((one.value, one.label) for one in AgencyKind), (None, _("All bodies"))]


def _compared(who: str, sent_by: str | None, cells: Cells) -> Compared | None:
    """None where nothing is told of the body at all."""
    trained = _group(cells, sent_by, Taught.TRAINED_YES, Taught.TRAINED_NO)
    others = _group(cells, sent_by, Taught.OTHERS_YES, Taught.OTHERS_NO)
    if trained is None and others is None:
        return None
    apart = association.difference(trained, others) if trained and others else None
    first, second = (_percent(association.accepted_share(group)) if group else None for group in (trained, others))
    said = _percent(apart, signed=True) if apart else None
    return Compared(who, first, second, said, apart is not None and association.is_apart(apart))


def _group(cells: Cells, sent_by: str | None, *kinds: Taught) -> Group | None:
    """The accepted and the declined, where both are told."""
    yes, no = (cells.get((sent_by, kind.value)) for kind in kinds)
    return Group(yes, no) if yes and no else None


def _percent(found: Interval, *, signed: bool = False) -> str:
    value, low, high = (f"{round(100 * one):{'+' if signed else ''}d}" for one in (found.value, found.low, found.high))
    return _("%(value)s (%(low)s to %(high)s)") % {"value": value, "low": low, "high": high}


def funnel_page() -> FunnelPage:
    """What a campaign of a year can have set going, step by step; nobody is followed from one to the next."""
    compiled, told = _standing()
    wanted = (FUNNEL, (Unit.REFERRALS, ("year",)))
    contacts, referrals = (_cells(told.get(key_of(*one)), one[1]) for one in wanted)
    reached: Mapping[str, Sequence[Any]] = compiled.beside.get(YEARS, {}) if compiled else {}
    there = {*reached, *(year for year, _came in contacts if year), *(year for (year,) in referrals if year)}
    years = [_year(year, reached.get(year), contacts, referrals) for year in sorted(there, reverse=True) if year.isdecimal()]
    return FunnelPage(_at(compiled), _heads(), tuple(years), _figures(told, wanted))


def _heads() -> tuple[str, ...]:
    return (
        pgettext("figures", "Campaigns with sessions"), pgettext("figures", "Sessions held"),
        pgettext("figures", "People who came"), pgettext("figures", "Told of something that needs help"),
        pgettext("figures", "Contacts of the helpline"),
        pgettext("figures", "Cases opened from a contact"), pgettext("figures", "Referrals"),
    )  # fmt: skip


def _year(year: str, reached: Sequence[Any] | None, contacts: Cells, referrals: Cells) -> YearOfHelp:
    campaigns, sessions, came, disclosures = reached or (0, 0, [0, STEP - 1], [0, STEP - 1])
    counted = (contacts.get((year, None)), contacts.get((year, ContactResult.CASE_OPENED.value)), referrals.get((year,)))
    steps = (
        *(number_text(one) for one in (campaigns, sessions)),
        *(told_text(Told(*one)) for one in (came, disclosures)),
        *(number_text(_middle(one)) if one else None for one in counted),
    )
    return YearOfHelp(int(year), tuple(zip(_heads(), steps, strict=True)))


def returns_page() -> FiguresReport:
    """Voluntary returns: what was asked for, which gates are closed, who left, what it cost, how life goes afterwards."""
    compiled, told = _standing()
    money = [_money(*row) for row in compiled.beside.get(MONEY, [])] if compiled else []
    return FiguresReport(_at(compiled), _figures(told, ((Unit.RETURNS, one) for one in AVRR)), tuple(money))


def _money(line: str, currency: str, told: str | None, step: str | None) -> MoneyLine:
    label = pgettext("figures", "Grants that were paid") if line == PAID else str(BudgetLine(line).label)
    amounts = [money_text(Decimal(one), currency) if one else None for one in (told, step)]
    return MoneyLine(label, currency, amounts[0], amounts[1] or "")


def bodies_page() -> FiguresReport:
    """How each single body answers."""
    compiled, told = _standing()
    return FiguresReport(_at(compiled), _figures(told, ((Unit.REFERRALS, one) for one in BY_BODY)))


def _standing() -> tuple[Compile | None, dict[tuple[str, str], Table]]:
    compiled = queries.standing()
    return compiled, queries.standard(compiled)


def _at(compiled: Compile | None) -> datetime | None:
    return compiled.at if compiled else None


def _figures(told: Mapping[tuple[str, str], Table], wanted: Iterable[tuple[Unit, Sequence[str]]]) -> tuple[Figure, ...]:
    return tuple(figure_of(told[key]) for one in wanted if (key := key_of(*one)) in told)


def _cells(table: Table | None, names: Sequence[str]) -> Cells:
    """What is told of each cell, its values in this order."""
    order = [table.fields.split(",").index(name) for name in names] if table else []
    cells: Any = table.cells if table else ()
    return {tuple(chosen[place] for place in order): Told(*ends) if ends else None for chosen, ends in cells}


def _middle(told: Told) -> int:
    """The multiple as which a number was told."""
    return told.most - BASE // 2
