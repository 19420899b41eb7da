"""What the questionnaire of UNODC for its global report asks of one year (GLOTIP), as far as it is told here; what is not told
stands beside it as a gap."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from malath.figures.tables import BASE
from malath.statistics import queries
from malath.statistics.definitions import FIELDS, key_of
from malath.statistics.models import Table
from malath.statistics.opendata.asked import page as asked_page
from malath.statistics.queries import ReportPage, years
from malath.statistics.words import Answer, Measure, Unit

ASKS = "GLOTIP"
OF_JUSTICE = (Measure.INVESTIGATED, Measure.PROSECUTED, Measure.CONVICTED)


@dataclass(frozen=True)
class Group:
    """One question: its parts with what is told of each, and where it comes from."""

    title: str
    lines: tuple[tuple[str, int | None], ...]
    source: str


@dataclass(frozen=True)
class QuestionnairePage:
    """`gaps`: items that are asked for and not told, or told in part, each with what is lacking."""

    year: int
    groups: tuple[Group, ...]
    gaps: tuple[tuple[str, str], ...]


def questionnaire_page(year: int) -> QuestionnairePage:
    """As many statements for every year."""
    told = queries.standard(queries.standing())
    groups = (*_justice(year), *_people(year), *_returned(year, told))
    return QuestionnairePage(year, groups, tuple(_gaps()))


def _justice(year: int) -> Iterator[Group]:
    """Of proceedings what somebody entered from a report of that year."""
    for measure in OF_JUSTICE:
        entry = years.last_entered(year, measure)
        if entry:
            yield Group(str(measure.label), ((_("All"), years.shown(entry, entry.told["total"])),), entry.source)


def _people(year: int) -> Iterator[Group]:
    """Those identified in the year: counted from files, or as they were entered."""
    page, entry = queries.report_page(str(year)), years.last_entered(year, Measure.IDENTIFIED)
    if isinstance(page, ReportPage):
        for label, lines, _reference in page.splits:
            yield Group(_identified(str(label)), lines, _("Counted from files"))
    elif entry:
        yield Group(_identified(""), ((_("All"), years.shown(entry, entry.told["total"])),), entry.source)
        for split, parts in entry.splits.items():
            field = FIELDS[split]
            lines = tuple((str(field.label_of(value)), years.shown(entry, entry.told[split][value])) for value in parts)
            yield Group(_identified(str(field.label)), lines, entry.source)


def _identified(by: str) -> str:
    label = str(Measure.IDENTIFIED.label)
    return f"{label}: {by}" if by else label


def _returned(year: int, told: Mapping[tuple[str, str], Table]) -> Iterator[Group]:
    """Who left on an assisted return; of all who used one, trafficked or not."""
    table = told.get(key_of(Unit.RETURNS, ("left_year",)))
    for chosen, ends in table.cells if table else ():
        if chosen == [str(year)]:
            line = (_("All"), ends[1] - BASE // 2 if ends else None)
            yield Group(pgettext("figures", "Departures of voluntary returns"), (line,), _("Counted from files"))


def _gaps() -> Iterator[tuple[str, str]]:
    for _label, items in asked_page().blocks:
        for item in items:
            if ASKS in item.asked_by and item.answer != Answer.TOLD:
                yield item.name, item.lacks
