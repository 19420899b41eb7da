"""Acts of statistics: compile; ask for a table; propose it, approve it, send it back, withdraw it."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from typing import Any, TypeVar

from django.utils.translation import gettext, override

from malath.audit import actions as audit
from malath.audit.words import Did
from malath.figures.attack import Floors, Key, Unsolved, nothing_besides
from malath.figures.engines import EngineMissing
from malath.figures.rules import Told
from malath.figures.shapes import Shape
from malath.figures.tables import BASE, Exposed, protect
from malath.foundation.actor import WORKER, Actor
from malath.foundation.acts import act
from malath.foundation.models import DataKey
from malath.foundation.sealing import erase, new_data_key, unwrap
from malath.statistics import compiling, queries, rules
from malath.statistics.compiling import store
from malath.statistics.compiling.beside import beside
from malath.statistics.compiling.columns import Columns
from malath.statistics.definitions import FIELDS, PEOPLE, STANDARD, Field, Text, of
from malath.statistics.models import Compile, Proposed, Release, Table
from malath.statistics.opendata import own
from malath.statistics.words import ReleaseState, Unit, WhyNot

Counts = dict[tuple[str | None, ...], int]


class CannotTell(Exception):
    """An act is refused, for reasons that the page can show."""

    def __init__(self, reasons: Sequence[WhyNot]) -> None:
        super().__init__(*[reason.value for reason in reasons])
        self.reasons = list(reasons)


def refuse(reasons: Sequence[WhyNot]) -> None:
    if reasons:
        raise CannotTell(reasons)


def compile_figures(*, by: Actor, at: datetime, standard: Sequence[tuple[Unit, Sequence[str]]] = STANDARD) -> Compile:
    """Count everything anew that may be counted: what is read is one moment of the house, and nobody waits for it. Cut off
    half-way, the last whole one stands."""
    compiled = keep_compiled(compiling.compiled(at), beside(at), by=by, at=at)
    store.clear(but=compiled.reference)
    for unit, fields in standard:
        _tell_standard(unit, fields, at)
    return compiled


def _tell_standard(unit: Unit, fields: Sequence[str], at: datetime) -> None:
    """A table of the standard set, before anybody asks for another one. One that cannot be told beside earlier ones is not."""
    with suppress(CannotTell):
        ask(unit, fields, by=WORKER, at=at)


@act
def keep_compiled(units: dict[Unit, Columns], told: dict[str, Any], *, by: Actor, at: datetime) -> Compile:
    """The new one takes the place of the last, whose key is erased. The file is whole before anything points at it. `told`:
    what is told with it and is no table."""
    before = queries.standing_locked()
    key = new_data_key()
    unnamed = {name: number for columns in units.values() for name, number in columns.unnamed.items()}
    compiled = Compile(key=key, unnamed=unnamed, beside=told, by=by.reference, at=at)
    _let_go(before, at)
    store.write(compiled.reference, unwrap(key), {unit.value: columns for unit, columns in units.items()})
    compiled.save(force_insert=True)
    audit.record(Did.FIGURES_COMPILED, subject=compiled.reference, by=by, at=at)
    return compiled


def _let_go(before: Compile | None, at: datetime) -> None:
    if before is None:
        return
    key: DataKey = before.key
    before.stands = None
    before.save(update_fields=["stands"])
    erase(key, at=at)


@act
def ask(unit: Unit, fields: Sequence[str], *, by: Actor, at: datetime) -> Table:
    """A table by up to three fields, as far as it may be told beside all that was told before. The same for everybody who asks
    until figures are counted anew; how many new ones somebody may ask for is limited."""
    names = sorted(fields, key=list(FIELDS).index) if set(fields) <= set(FIELDS) else list(fields)
    refuse(rules.why_not_ask(names, [field.code for field in of(unit)]))
    compiled = queries.standing_locked()
    if compiled is None:
        raise CannotTell([WhyNot.NOTHING_COMPILED])
    table = queries.table_of(compiled, unit, ",".join(names)) or _make(compiled, unit, names, by=by, at=at)
    audit.record(Did.TABLE_ASKED, subject=table.reference, by=by, at=at)
    return table


def _make(compiled: Compile, unit: Unit, names: list[str], *, by: Actor, at: datetime) -> Table:
    if by != WORKER and queries.asked_since(by.reference, at - rules.BUDGET_LASTS) >= rules.NEW_TABLES:
        raise CannotTell([WhyNot.BUDGET])
    with said_why():
        counts = store.counts(compiled.reference, compiled.key, unit, names)
    said, shape = _told(unit, names, counts)
    return Table.objects.create(
        compile=compiled,
        unit=unit,
        fields=",".join(names),
        cells=cells_of(said, names),
        shown=shown_of(unit.label, shape, queries.named_fields()),
        by=by.reference,
        at=at,
    )


def _told(unit: Unit, names: list[str], counts: Counts) -> tuple[dict[Key, Told | None], Shape]:
    """Beside everything of the same unit that is out."""
    before = queries.before(unit)
    values = [_values(name, place, counts, before) for place, name in enumerate(names)]
    floors = own.floors() if unit in PEOPLE else nothing_besides
    return controlled(counts, unit.value, dict(zip(names, values, strict=True)), before, floors)


def controlled(
    counts: Counts,
    unit: str,
    values: Mapping[str, tuple[str, ...]],
    before: Sequence[tuple[Shape, Any]],
    floors: Floors = nothing_besides,
) -> tuple[dict[Key, Told | None], Shape]:
    """Disclosure control of counts by fields with these values, beside what was told before. Errors: `CannotTell`."""
    if rules.is_too_large([len(some) for some in values.values()]):
        raise CannotTell([WhyNot.TOO_LARGE])
    common = frozenset({("unit", unit)})
    shape = Shape(tuple(values.items()), common)
    named = {common | {(n, v) for n, v in zip(values, chosen, strict=True) if v is not None}: c for chosen, c in counts.items()}
    with said_why():
        return protect(named, shape, before=before, base=BASE, floors=floors, ties=queries.ties()), shape


@contextmanager
def said_why() -> Iterator[None]:
    """What the engines cannot do, as a reason that the page can show."""
    try:
        yield
    except EngineMissing:
        raise CannotTell([WhyNot.NO_ENGINE]) from None
    except store.Unreadable:
        raise CannotTell([WhyNot.DAMAGED]) from None
    except (Exposed, Unsolved):
        raise CannotTell([WhyNot.EARLIER]) from None


def _values(name: str, place: int, counts: Counts, before: Sequence[tuple[Shape, Any]]) -> tuple[str, ...]:
    """The values of a field that a table shows: every one that its definition names, so that nothing follows from one being
    left out; where the list lives elsewhere, those that are there or stood in an earlier table."""
    there = {chosen[place] for chosen in counts} - {None}
    earlier = {value for shape, _ in before for field, values in shape.dims if field == name for value in values}
    known = FIELDS[name].values
    named = list(known) if known is not None else []
    return (*named, *sorted(str(value) for value in (there | earlier) if value not in named))


def cells_of(said: Mapping[Key, Told | None], names: Sequence[str]) -> list[tuple[list[str | None], tuple[int, int] | None]]:
    """The cells of a table as they are kept: the value of each field, and between which numbers it is told."""
    return [([dict(key).get(name) for name in names], (told.least, told.most) if told else None) for key, told in said.items()]


def shown_of(number: Text, shape: Shape, fields: Mapping[str, Field]) -> dict[str, Any]:
    """The words of a table in both languages. `number`: what is counted."""
    shown: dict[str, Any] = {"base": BASE, "title": {}, "fields": {}, "everything": {}, "number": {}}
    shown["values"] = [{"en": {}, "ar": {}} for _ in shape.dims]
    for language in ("en", "ar"):
        with override(language):
            labels = [str(fields[name].label) for name, _ in shape.dims]
            shown["fields"][language], shown["everything"][language] = labels, gettext("All")
            shown["number"][language] = str(number)
            shown["title"][language] = f"{number}: {' · '.join(labels)}"
            for place, (name, values) in enumerate(shape.dims):
                shown["values"][place][language] = {value: str(fields[name].label_of(value)) for value in values}
    return shown


@act
def propose(table: Table, method_en: str, method_ar: str, *, by: Actor, at: datetime) -> Release:
    """A table is proposed for release, with how its figures were made. A later version corrects the one that is out, which
    stays to be read."""
    table = queries.table_locked(table.pk)
    queries.standing_locked()  # two who propose versions of one table wait for each other
    versions = queries.of_series(queries.series_of(table))
    waits = any(one.state == ReleaseState.PROPOSED for one in versions)
    refuse(rules.why_not_propose(method_en, method_ar, waits=waits))
    release = Release.objects.create(
        title=queries.series_of(table), version=len(versions) + 1, table=table, method_en=method_en.strip(),
        method_ar=method_ar.strip(), proposed_by=by.reference, proposed_at=at,
    )  # fmt: skip
    audit.record(Did.TABLE_PROPOSED, subject=release.reference, by=by, at=at)
    return release


@act
def approve(release: Release, *, by: Actor, at: datetime) -> Release:
    """Somebody else says yes, and the table is out; the version before is replaced."""
    release = queries.release_locked(release.pk)
    refuse(rules.why_not_settle(ReleaseState(release.state), proposed_by=release.proposed_by, by=by.reference))
    for before in queries.of_series(release.title):
        if before.state == ReleaseState.RELEASED:
            end(before, ReleaseState.CORRECTED, by, at)
    return settle(release, ReleaseState.RELEASED, Did.TABLE_RELEASED, by=by, at=at)


@act
def send_back(release: Release, because: str, *, by: Actor, at: datetime) -> Release:
    """A proposed table is not released, with the reason."""
    return sent_back(queries.release_locked(release.pk), because, Did.TABLE_SENT_BACK, by=by, at=at)


@act
def withdraw(release: Release, because: str, *, by: Actor, at: datetime) -> Release:
    """A table is taken back, with the reason. What it told is known all the same, and counts in what is told afterwards."""
    return taken_back(queries.release_locked(release.pk), because, Did.TABLE_WITHDRAWN, by=by, at=at)


@act
def take(table: Table, *, by: Actor, at: datetime) -> None:
    """A table leaves as a file: what it tells, and nothing besides."""
    audit.record(Did.TABLE_TAKEN, subject=table.reference, by=by, at=at)


@act
def take_report(year: str, *, by: Actor, at: datetime) -> None:
    """The report on a year leaves as a file: what it tells, and nothing besides."""
    audit.record(Did.YEAR_REPORT_TAKEN, subject=year, by=by, at=at)


P = TypeVar("P", bound=Proposed)


def sent_back(row: P, because: str, did: Did, *, by: Actor, at: datetime) -> P:
    refuse(rules.why_not_settle(ReleaseState(row.state), proposed_by=row.proposed_by, by=by.reference, because=because))
    row.because = because.strip()
    return settle(row, ReleaseState.SENT_BACK, did, by=by, at=at)


def taken_back(row: P, because: str, did: Did, *, by: Actor, at: datetime) -> P:
    refuse(rules.why_not_withdraw(ReleaseState(row.state), because))
    row.because = because.strip()
    end(row, ReleaseState.WITHDRAWN, by, at)
    audit.record(did, subject=row.reference, by=by, at=at)
    return row


def settle(release: P, state: ReleaseState, did: Did, *, by: Actor, at: datetime) -> P:
    """What is proposed is out, or sent back."""
    release.state, release.settled_by, release.settled_at = state, by.reference, at
    release.save(update_fields=["state", "settled_by", "settled_at", "because"])
    audit.record(did, subject=release.reference, by=by, at=at)
    return release


def end(release: Proposed, state: ReleaseState, by: Actor, at: datetime) -> None:
    """What is out is so no more."""
    release.state, release.ended_by, release.ended_at = state, by.reference, at
    release.save(update_fields=["state", "ended_by", "ended_at", "because"])
