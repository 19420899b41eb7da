"""What DuckDB counts and compares, Spark counts and compares alike: one start of Spark for both."""

import random
from types import SimpleNamespace

import pytest

from malath.figures.engines import InMemory, OnSpark, has_spark, package
from malath.linkage import batch
from malath.statistics.compiling.columns import Columns
from malath.statistics.compiling.store import Loaded
from malath.statistics.definitions import FIELDS, of
from malath.statistics.words import Unit

ROWS, FILES = 2_000, 400
ASKED: tuple[tuple[Unit, tuple[str, ...]], ...] = (
    (Unit.PERSONS, ()), (Unit.PERSONS, ("sex", "found", "found_year")), (Unit.CASES, ("governorate",)),
    (Unit.REFERRALS, ("received_by", "answered")),
)  # fmt: skip
"""A table of no field, of one, two and three; each unit in a table of its own."""

pytestmark = [
    pytest.mark.spark,
    pytest.mark.skipif(not has_spark(), reason="Spark and Java are not installed"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),  # its sockets are closed when it ends
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]


def invented(unit: Unit) -> Columns:
    chance, columns = random.Random(unit.value), Columns([field.code for field in of(unit)])
    values = {name: list(FIELDS[name].values or ("2024", "2025")) for name in columns.names}
    columns.add_all((who, {name: chance.choice(some) for name, some in values.items()}) for who in range(ROWS))
    return columns


def test_tables_are_those_of_duckdb(settings: SimpleNamespace) -> None:
    units = {unit.value: invented(unit) for unit in (Unit.PERSONS, Unit.CASES, Unit.REFERRALS)}
    told = []
    for name in ("duckdb", "spark"):
        settings.MALATH_ANALYTICS = name
        loaded = Loaded(units)
        told.append([loaded.counts(unit, fields) for unit, fields in ASKED])
    assert told[0] == told[1]
    assert told[1][0] == {(): ROWS}


def test_files_that_meet_are_those_of_duckdb() -> None:
    """What is compared at all. (The model on top of it takes minutes on Spark however few files there are: `benchmarks.batch
    --engine spark`.)"""
    from benchmarks.batch import files  # noqa: PLC0415  # many imports, and only here

    tables = batch.tables_of([row for _, row in files(FILES)])
    met = []
    for room in (InMemory({}), OnSpark()):
        batch.let_meet(room, tables, FILES)
        records = package("ibis").table({"id": "int64", "meetings": "array<int64>"}, name="records")
        asked = records.select("meetings", number=records.id)
        met.append({(number, meeting) for some, number in room.rows(asked) for meeting in some or ()})
    assert met[0] == met[1]
    assert len(met[0]) > FILES


def test_spark_is_heard_by_nobody_else_and_seals_what_it_lays_down() -> None:
    said = OnSpark().session.sparkContext.getConf()
    assert said.get("spark.driver.host") == said.get("spark.driver.bindAddress") == "127.0.0.1"
    assert (said.get("spark.io.encryption.enabled"), said.get("spark.ui.enabled")) == ("true", "false")
