"""What is counted is written once, for every engine."""

from collections import Counter
from collections.abc import Sequence
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import settings as some
from hypothesis import strategies as st

from malath.figures.engines import EngineMissing, package
from malath.statistics.compiling.columns import Columns
from malath.statistics.compiling.expressions import combinations
from malath.statistics.compiling.store import Loaded

NAMES = ("sex", "age", "form")
VALUES = (("female", "male"), ("child", "adult"), ("sexual", "labour", "several"))
ROWS = st.lists(st.tuples(*map(st.sampled_from, VALUES)), max_size=30)


def columns_of(rows: Sequence[Sequence[str]]) -> Columns:
    columns = Columns(NAMES)
    columns.add_all((who, dict(zip(NAMES, row, strict=True))) for who, row in enumerate(rows))
    return columns


@given(ROWS, st.lists(st.sampled_from(NAMES), unique=True, min_size=1))
@some(max_examples=15)
def test_each_row_is_counted_once_in_each_sum(rows: list[tuple[str, ...]], dims: list[str]) -> None:
    counted = Loaded({"persons": columns_of(rows)}).counts("persons", dims)
    wanted = Counter(tuple(row[NAMES.index(dim)] for dim in dims) for row in rows)
    assert {chosen: number for chosen, number in counted.items() if None not in chosen} == wanted
    assert counted[(None,) * len(dims)] == len(rows)


def test_without_a_field_everybody_is_counted() -> None:
    assert Loaded({"persons": columns_of([("male", "adult", "labour")] * 3)}).counts("persons", ()) == {(): 3}


def test_the_engine_may_not_fetch_anything_nor_read_a_file() -> None:
    room = Loaded({"persons": columns_of([])}).engine.room  # type: ignore[union-attr]  # DuckDB
    names = ("autoload_known_extensions", "autoinstall_known_extensions", "enable_external_access", "temp_directory")
    said = [room.execute(f"SELECT current_setting('{name}')").fetchone()[0] for name in names]
    assert said == [False, False, False, ""]


def test_one_expression_becomes_the_sql_of_each_engine() -> None:
    asked = combinations("persons", NAMES, ("sex",))
    said = {name: package("ibis").to_sql(asked, dialect=name) for name in ("duckdb", "pyspark")}
    assert '"persons"' in said["duckdb"]
    assert "`persons`" in said["pyspark"]


def test_an_engine_that_nobody_knows_is_refused(settings: SimpleNamespace) -> None:
    settings.MALATH_ANALYTICS = "abacus"
    with pytest.raises(EngineMissing, match="abacus"):
        Loaded({"persons": columns_of([])})


def test_spark_that_is_not_installed_is_missed(settings: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.MALATH_ANALYTICS = "spark"
    monkeypatch.setattr("malath.figures.engines.has_spark", lambda: False)
    with pytest.raises(EngineMissing, match=r"requirements/spark\.lock"):
        Loaded({"persons": columns_of([])})
