"""What runs an Ibis expression: DuckDB in memory, or Apache Spark by a setting. Ibis only writes the SQL of each, so that what
is counted or compared is written once. Nothing but codes and salted hashes is handed to either.

Spark is an optional extra for who has more machines than one: `SPARK_CONF_DIR` names the folder in which it is told where they
are, and with which secret they speak. Without that it runs on this machine and is heard by nobody else. What it lays on a disk
it seals with a key of its own.
"""

import os
import shutil
from collections.abc import Mapping
from importlib import import_module
from typing import Any, Final, Protocol

DUCKDB, SPARK = "duckdb", "spark"
NO_CALLS: Final = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "temp_directory": "",
    "threads": 2,
}
"""Nothing fetched, and nothing on the disk, also when memory is short."""
SEALED: Final = {"spark.io.encryption.enabled": "true", "spark.ui.enabled": "false", "spark.log.level": "ERROR"}
HERE: Final = {
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.sql.shuffle.partitions": "2",
    "spark.ui.showConsoleProgress": "false",
}
Row = tuple[Any, ...]


class EngineMissing(Exception):
    """The engine that was set is not installed, or not known."""


class Engine(Protocol):
    """Tables with a name, and what is asked of them."""

    def keep(self, name: str, table: Any) -> None:
        """A table of Arrow, or of arrays by their names."""

    def make(self, name: str, asked: Any) -> None:
        """A table of what an expression finds."""

    def drop(self, name: str) -> None: ...

    def rows(self, asked: Any) -> list[Row]: ...


class InMemory:
    """DuckDB, which reads tables where they lie. Errors: `EngineMissing`."""

    def __init__(self, config: Mapping[str, Any]) -> None:
        self.ibis, room = package("ibis"), package("duckdb").connect
        self.room = room(":memory:", config={**NO_CALLS, **config})
        self.room.execute("SET enable_external_access = false")  # the last word: no file either

    def keep(self, name: str, table: Any) -> None:
        self.room.register(name, table)

    def make(self, name: str, asked: Any) -> None:
        self.room.execute(f"CREATE TABLE {name} AS {self._sql(asked)}")

    def drop(self, name: str) -> None:
        self.room.execute(f"DROP TABLE {name}")

    def rows(self, asked: Any) -> list[Row]:
        return self.room.execute(self._sql(asked)).fetchall()  # type: ignore[no-any-return]

    def _sql(self, asked: Any) -> str:
        return str(self.ibis.to_sql(asked, dialect="duckdb"))


class OnSpark:
    """Spark: one start serves a whole process, and each has tables of its own. Errors: `EngineMissing`."""

    def __init__(self) -> None:
        need_spark()
        self.arrow, self.ibis = package("pyarrow"), package("ibis")
        builder = package("pyspark.sql").SparkSession.builder.appName("malath")
        for name, value in (SEALED if os.environ.get("SPARK_CONF_DIR") else SEALED | HERE).items():
            builder = builder.config(name, value)
        self.session: Any = builder.getOrCreate().newSession()

    def keep(self, name: str, table: Any) -> None:
        whole = table if isinstance(table, self.arrow.Table) else self.arrow.table(table)
        signed = [self._signed(field) for field in whole.schema]
        self.session.createDataFrame(whole.cast(self.arrow.schema(signed))).createOrReplaceTempView(name)

    def make(self, name: str, asked: Any) -> None:
        self._asked(asked).cache().createOrReplaceTempView(name)

    def drop(self, name: str) -> None:
        self.session.catalog.dropTempView(name)

    def rows(self, asked: Any) -> list[Row]:
        return [tuple(row) for row in self._asked(asked).collect()]

    def _asked(self, asked: Any) -> Any:
        return self.session.sql(str(self.ibis.to_sql(asked, dialect="pyspark")))

    def _signed(self, field: Any) -> Any:
        """Spark knows no number without a sign."""
        return field.with_type(self.arrow.int32()) if field.type == self.arrow.uint16() else field


def engine(kind: str, **config: Any) -> InMemory | OnSpark:
    """The engine that was set; `config` is of DuckDB. Errors: `EngineMissing`."""
    if kind not in {DUCKDB, SPARK}:
        raise EngineMissing(f"MALATH_ANALYTICS is neither {DUCKDB} nor {SPARK}: {kind}")
    return OnSpark() if kind == SPARK else InMemory(config)


def has_spark() -> bool:
    """Whether Spark and Java are installed."""
    java = shutil.which("java") or os.environ.get("JAVA_HOME")
    try:
        return bool(java and package("pyspark") and package("pyarrow"))
    except EngineMissing:
        return False


def need_spark() -> None:
    """Errors: `EngineMissing`."""
    if not has_spark():
        raise EngineMissing(
            "MALATH_ANALYTICS is spark, and Spark or Java is not installed here: pip install --require-hashes"
            " --no-build-isolation -r requirements/spark.lock, after requirements/build.lock"
        )


def package(name: str) -> Any:
    """An optional package. Errors: `EngineMissing`."""
    try:
        return import_module(name)
    except ImportError:
        raise EngineMissing from None
