"""Reads of statistics: the compile that stands, and what its page shows."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from django.db import connection
from django.db.models import Max, Q
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext as _

from malath.agencies import queries as agencies
from malath.agencies.words import AgencyKind
from malath.figures.rules import Told
from malath.figures.shapes import Besides, Shape
from malath.figures.tables import Said
from malath.foundation.actor import WORKER
from malath.foundation.clock import in_amman
from malath.people.words import Sex
from malath.statistics import rules, tie_rules
from malath.statistics.compiling import practice
from malath.statistics.definitions import COUNTED, FIELDS, GROUND, IN_REPORTS, PEOPLE, REPORT, STANDARD, Field, Text, key_of, of
from malath.statistics.models import Compile, Release, Table
from malath.statistics.published import OUT, Published, Sheet, of_release, sheet_of
from malath.statistics.words import Age, ReleaseState, Unit

Split = tuple[Text, tuple[tuple[str, int | None], ...], str]
"""By what, each part with what is told of it, and the table where it stands."""
TOGETHER: Final[Mapping[tuple[str, str], Text]] = {
    (Sex.FEMALE, Age.ADULT): pgettext_lazy("figures", "Women"), (Sex.MALE, Age.ADULT): pgettext_lazy("figures", "Men"),
    (Sex.FEMALE, Age.CHILD): pgettext_lazy("figures", "Girls"), (Sex.MALE, Age.CHILD): pgettext_lazy("figures", "Boys"),
}  # fmt: skip
"""As questionnaires ask for sex and age together."""


@dataclass(frozen=True)
class DefinitionsPage:
    """What each figure means. `compiled_at`: when it was counted last."""

    compiled_at: datetime | None
    units: tuple[tuple[Unit, Text, tuple[Field, ...]], ...]
    unnamed: tuple[Text, ...]
    ground: Text = GROUND


def standing() -> Compile | None:
    """The last whole compile."""
    return Compile.objects.filter(stands=True).select_related("key").first()


def standing_locked() -> Compile | None:
    """The same, until the act ends: two compiles at once replace one another in turn. SQLite has one writer anyway."""
    one_at_a_time()
    return standing()


def one_at_a_time() -> None:
    """Whoever writes figures waits for the one before, until the act ends."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE statistics_compile IN SHARE ROW EXCLUSIVE MODE")


def due(at: datetime) -> list[datetime]:
    """This moment, when the worker should compile. One statement."""
    last = Compile.objects.filter(stands=True).values_list("at", flat=True).first()
    return [at] if rules.is_due(last, at, in_amman(at).hour) else []


def definitions_page() -> DefinitionsPage:
    """Every field of every unit; which of them hold values that no definition names."""
    compiled = standing()
    unnamed: Mapping[str, int] = compiled.unnamed if compiled else {}
    return DefinitionsPage(
        compiled.at if compiled else None,
        tuple((unit, COUNTED[unit], tuple(of(unit))) for unit in Unit),
        tuple(FIELDS[name].label for name in unnamed if name in FIELDS),
    )


def named_fields() -> dict[str, Field]:
    """The fields, with single bodies called by their names. Shelters stand together, so that none of them is pointed at."""
    bodies = {agency.reference: agency for agency in agencies.agencies()}

    def name(body: str) -> Text:
        return AgencyKind.SHELTER.label if body == AgencyKind.SHELTER else bodies[body].name if body in bodies else body

    return {**FIELDS, "body": replace(FIELDS["body"], name=name)}


def before(unit: Unit) -> list[tuple[Shape, Said]]:
    """What is out of a unit, and of people also what is out of their cases: the last table of each set of fields."""
    units = PEOPLE if unit in PEOPLE else {unit}
    last = Table.objects.filter(unit__in=units).values("unit", "fields").annotate(last=Max("pk")).values("last")
    return [told_by(table) for table in Table.objects.filter(pk__in=last).order_by("pk")]


def ties() -> tuple[Besides, ...]:
    """What everybody knows of fields, and of single bodies by the directory. One statement."""
    kinds = {agency.reference: agency.kind for agency in agencies.agencies()}
    return tie_rules.ties(practice().home, kinds)


def told_by(table: Table) -> tuple[Shape, Said]:
    return told_as(table.fields.split(","), table.unit, table.cells)


def told_as(names: Sequence[str], unit: str, cells: Iterable[Any]) -> tuple[Shape, Said]:
    """A table as it was told, in the names that disclosure control gives to cells."""
    common = frozenset({("unit", unit)})
    values: list[dict[str, None]] = [{} for _ in names]
    said: dict[frozenset[tuple[str, str]], Told | None] = {}
    for chosen, told in cells:
        for known, value in zip(values, chosen, strict=True):
            if value is not None:
                known[value] = None
        fixed = {(name, value) for name, value in zip(names, chosen, strict=True) if value is not None}
        said[common | fixed] = Told(*told) if told else None
    return Shape(tuple(zip(names, map(tuple, values), strict=True)), common), said


def table_of(compiled: Compile, unit: Unit, fields: str) -> Table | None:
    return Table.objects.filter(compile=compiled, unit=unit, fields=fields).first()


def table_by_reference(reference: str, *, asks: bool) -> Table | None:
    """A table; for whoever may not ask only one that was released, or the standard set of the last compile."""
    out = Q(pk__in=Release.objects.filter(state__in=OUT).values("table"))
    readable = Q() if asks else out | Q(by=WORKER.reference, compile__stands=True)
    return Table.objects.filter(readable, reference=reference).first()


def asked_since(by: str, moment: datetime) -> int:
    """How many new tables somebody asked for."""
    return Table.objects.filter(by=by, at__gt=moment).count()


def release_by_reference(reference: str) -> Release | None:
    return Release.objects.select_related("table").filter(reference=reference).first()


def release_of(reference: str) -> Release | None:
    """The release by which a table is out."""
    out = Release.objects.filter(state=ReleaseState.RELEASED)
    return out.select_related("table").filter(table__reference=reference).first()


def release_locked(pk: int) -> Release:
    return Release.objects.select_for_update(of=("self",)).select_related("table").get(pk=pk)


def table_locked(pk: int) -> Table:
    return Table.objects.select_for_update(of=("self",)).get(pk=pk)


def of_series(title: str) -> list[Release]:
    return list(Release.objects.filter(title=title).order_by("version"))


@dataclass(frozen=True)
class ReleaseLine:
    """A version of a table in a list."""

    reference: str
    title: str
    version: int
    state: ReleaseState
    at: datetime
    because: str


@dataclass(frozen=True)
class FiguresPage:
    """What waits for a yes, what is out, and what can be asked."""

    compiled_at: datetime | None
    waiting: tuple[ReleaseLine, ...]
    out: tuple[ReleaseLine, ...]
    standard: tuple[tuple[str, Sheet], ...]
    years: tuple[str, ...]


@dataclass(frozen=True)
class TablePage:
    """One table; how its release stands, and what the viewer may do."""

    reference: str
    sheet: Sheet
    at: datetime
    versions: tuple[ReleaseLine, ...]
    waiting: Published | None
    out: Published | None
    why_not_approve: tuple[str, ...]


@dataclass(frozen=True)
class ReportPage:
    """Those identified in one year, split in each way, as far as it is told. A split that is not there was not told."""

    year: str
    splits: tuple[Split, ...]


def figures_page(*, asks: bool) -> FiguresPage:
    """Four statements. What waits for a yes is for those who may ask."""
    compiled = standing()
    told, elsewhere = standard(compiled), {key_of(*one) for one in (*STANDARD[: len(REPORT) + 1], *IN_REPORTS)}
    rows = Release.objects.filter(state__in=[ReleaseState.PROPOSED, ReleaseState.RELEASED]).select_related("table")
    lines = [(row.state, _line(row)) for row in rows.order_by("-proposed_at")]
    return FiguresPage(
        compiled.at if compiled else None,
        tuple(line for state, line in lines if asks and state == ReleaseState.PROPOSED),
        tuple(line for state, line in lines if state == ReleaseState.RELEASED),
        tuple((table.reference, sheet_of(table)) for key, table in told.items() if key not in elsewhere),
        years_of(told.values()),
    )


def standard(compiled: Compile | None) -> dict[tuple[str, str], Table]:
    """The standard tables of a compile, by what they count and their fields."""
    rows = {(row.unit, row.fields): row for row in Table.objects.filter(compile=compiled)} if compiled else {}
    wanted = [key_of(unit, fields) for unit, fields in STANDARD]
    return {one: rows[one] for one in wanted if one in rows}


def years_of(tables: Iterable[Table]) -> tuple[str, ...]:
    """The years on which there is a report, the newest first."""
    found = {
        value
        for table in tables
        for name, values in zip(table.fields.split(","), table.shown["values"], strict=True)
        if name in {"found_year", "identified_in"}
        for value in values["en"]
    }
    return tuple(sorted((year for year in found if year.isdecimal()), reverse=True))


def report_page(year: str) -> ReportPage | None:
    """Those identified in a year. None for a year of which nothing is told."""
    told = standard(standing())
    if year not in years_of(told.values()):
        return None
    tables = [(fields, told.get(key_of(Unit.PERSONS, (*fields, "identified_in")))) for fields in REPORT]
    return ReportPage(year, tuple(split for fields, table in tables if table for split in _splits(fields, table, year)))


def _splits(fields: Sequence[str], table: Table, year: str) -> Iterator[Split]:
    """Those identified in the year by each field of a table, and by both where it has two."""
    said = {tuple(of): told[1] - table.shown["base"] // 2 for (*of, when), told in table.cells if when == year and told}
    language = "en" if get_language() == "en" else "ar"
    whole = (table.shown["everything"][language], said.get((None,) * len(fields)))
    for place, field in enumerate(fields):
        labels = table.shown["values"][place][language]
        alone = ((label, (None,) * place + (value,) + (None,) * (len(fields) - place - 1)) for value, label in labels.items())
        yield FIELDS[field].label, (*((label, said.get(of)) for label, of in alone), whole), table.reference
    if len(fields) > 1:
        together = ((str(label), said.get(of)) for of, label in TOGETHER.items())
        yield _("Sex and age together"), (*together, whole), table.reference


def table_page(table: Table, reader: str, *, asks: bool) -> TablePage:
    """A table with its versions; whoever may not ask sees those that are out or were."""
    found = Release.objects.filter(title=series_of(table)).select_related("table").order_by("-version")
    rows = list(found if asks else found.filter(state__in=OUT))
    waiting = next((row for row in rows if row.state == ReleaseState.PROPOSED), None)
    out = next((row for row in rows if row.state == ReleaseState.RELEASED), None)
    refused = rules.why_not_settle(ReleaseState.PROPOSED, proposed_by=waiting.proposed_by, by=reader) if waiting else []
    return TablePage(
        table.reference,
        sheet_of(table),
        table.at,
        tuple(_line(row) for row in rows),
        of_release(waiting) if waiting else None,
        of_release(out) if out else None,
        tuple(str(reason.label) for reason in refused),
    )


def series_of(table: Table) -> str:
    """What makes two tables versions of one."""
    return f"{table.unit}:{table.fields}"


def _line(row: Release) -> ReleaseLine:
    return ReleaseLine(
        row.table.reference, sheet_of(row.table).title, row.version, ReleaseState(row.state), row.proposed_at, row.because
    )
