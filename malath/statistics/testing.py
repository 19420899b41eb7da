"""Statistics for tests and demo data."""

import csv
import io
import random
from collections.abc import Mapping, Sequence
from datetime import datetime
from unittest import mock

from malath.accounts.models import User
from malath.agencies.models import Desk
from malath.cases.models import Case
from malath.cases.testing import ADULT, make_case
from malath.foundation.actor import WORKER
from malath.privacy.testing import MONDAY, make_consent
from malath.privacy.words import ConsentKind
from malath.statistics import actions
from malath.statistics.actions import own_files, records
from malath.statistics.compiling.columns import Columns
from malath.statistics.compiling.records import Record
from malath.statistics.definitions import NONE, of
from malath.statistics.models import Compile, OpenFile, RecordFile, Release
from malath.statistics.opendata import shape
from malath.statistics.words import Unit


def make_counted(desk: Desk, by: User, at: datetime = MONDAY, *, facts: Mapping[str, object] = ADULT, **known: str) -> Case:
    """A case of somebody who agrees to anonymous statistics."""
    case = make_case(desk, by, at, facts=facts, **known)  # type: ignore[arg-type]
    make_consent(case.person, ConsentKind.C14, desk=desk, by=by, at=at)
    return case


def make_compile(at: datetime = MONDAY) -> Compile:
    """Without the tables that the worker tells each time."""
    return actions.compile_figures(by=WORKER, at=at, standard=())


def make_proposed(by: User, at: datetime = MONDAY) -> Release:
    """A table by sex of whoever is counted, proposed."""
    make_compile(at)
    table = actions.ask(Unit.PERSONS, ("sex",), by=by, at=at)
    return actions.propose(table, "Counted from files.", "أُحصي من الملفات.", by=by, at=at)


def make_columns(rows: Sequence[Mapping[str, str]]) -> dict[Unit, Columns]:
    """People as they were compiled, each given by what is said of them; everything else is not known."""
    units = {unit: Columns([field.code for field in of(unit)]) for unit in Unit}
    for unit in (Unit.CASES, Unit.PERSONS):
        add_rows(units, unit, rows)
    return units


def add_rows(units: dict[Unit, Columns], unit: Unit, rows: Sequence[Mapping[str, str]]) -> None:
    """More rows of a unit, each given by what is said of it."""
    blank = {field.code: NONE for field in of(unit)}
    units[unit].add_all((who, blank | _identified(row) | dict(row)) for who, row in enumerate(rows))


def _identified(row: Mapping[str, str]) -> dict[str, str]:
    return {"identified_in": row["found_year"]} if row.get("found") == "identified" else {}


def invented_records(rows: int, seed: int = 27) -> bytes:
    """A file in the published shape of CTDC, invented from its codes alone."""
    chance, lines = random.Random(seed), io.StringIO()
    write = csv.writer(lines)
    write.writerow(shape.kinds())
    some = {name: _values_of(name, kind) for name, kind in shape.kinds().items()}
    for _ in range(rows):
        write.writerow([chance.choice(values) for values in some.values()])
    return lines.getvalue().encode()


def _values_of(name: str, kind: str) -> list[str]:
    if kind == shape.YEAR:
        return [str(year) for year in range(2002, 2023)]
    return ["", *(["JOR", "PHL", "UKR", "BGD"] if kind == shape.COUNTRY else shape.fields()[name].values or ())]


def make_records(by: User, at: datetime = MONDAY, rows: int = 40) -> RecordFile:
    """A file of records that others made anonymous."""
    return records.bring_in(invented_records(rows), "CTDC 2024", by=by, at=at)


def records_of(*, men: int, women: int) -> list[Record]:
    """Records of so many people, as they are read from the house; of everybody else nothing is said."""
    said = {"yearOfRegistration": "2025", "CountryOfExploitation": "JOR"}
    rows = {gender: tuple((said | {"gender": gender}).get(name, NONE) for name in shape.kinds()) for gender in ("Man", "Woman")}
    return [rows["Man"]] * men + [rows["Woman"]] * women


def make_own_records(by: User, at: datetime = MONDAY, *, men: int = 500, women: int = 700) -> OpenFile:
    """A file of records of our own, proposed, as if so many people were counted."""
    with mock.patch.object(own_files, "records", return_value=records_of(men=men, women=women)):
        return own_files.make_records(by=by, at=at)
