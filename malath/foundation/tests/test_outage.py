from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, InterfaceError, OperationalError, ProgrammingError
from psycopg import errors
from psycopg_pool import PoolTimeout
from sqlcipher3 import dbapi2 as sqlite

from malath.foundation.outage import is_outage


def raised(kind: type[DatabaseError] | type[InterfaceError], cause: Exception) -> Exception:
    """As Django hands on what a driver raised."""
    try:
        raise kind(*cause.args) from cause
    except (DatabaseError, InterfaceError) as error:
        return error


def of_sqlite(statement: str, file: Path) -> sqlite.Error:
    with pytest.raises(sqlite.Error) as refused:
        sqlite.connect(file, timeout=0.01, isolation_level=None).execute(statement)
    error: sqlite.Error = refused.value
    return error


@pytest.fixture
def locked(tmp_path: Path) -> Any:
    file = tmp_path / "file"
    holder = sqlite.connect(file, isolation_level=None)
    holder.execute("CREATE TABLE seat (number)")
    holder.execute("BEGIN IMMEDIATE")
    yield file
    holder.close()


def test_a_locked_database_is_an_outage(locked: Path) -> None:
    assert is_outage(raised(OperationalError, of_sqlite("BEGIN IMMEDIATE", locked)))


def test_a_database_that_cannot_be_opened_is_an_outage(tmp_path: Path) -> None:
    with pytest.raises(sqlite.OperationalError) as refused:
        sqlite.connect(tmp_path / "none" / "file").execute("SELECT 1")
    assert is_outage(raised(OperationalError, refused.value))


@pytest.mark.parametrize("statement", ["SELECT * FROM nobody", "SELEC 1", "SELECT nothing"])
def test_a_faulty_statement_is_none(statement: str, tmp_path: Path) -> None:
    assert not is_outage(raised(OperationalError, of_sqlite(statement, tmp_path / "file")))


@pytest.mark.parametrize(
    ("kind", "cause"),
    [
        (OperationalError, errors.AdminShutdown()),
        (OperationalError, errors.DiskFull()),
        (OperationalError, errors.ConnectionFailure()),
        (OperationalError, PoolTimeout()),
        (InterfaceError, errors.InterfaceError()),
    ],
)
def test_a_server_that_is_away_or_full_is_an_outage(kind: type[DatabaseError], cause: Exception) -> None:
    assert is_outage(raised(kind, cause))


def test_what_the_database_refuses_is_none() -> None:
    assert not is_outage(raised(IntegrityError, errors.UniqueViolation()))
    assert not is_outage(raised(ProgrammingError, errors.UndefinedTable()))


def test_an_error_that_followed_from_one_is_one() -> None:
    followed = ValueError("the session ended")
    followed.__context__ = raised(OperationalError, errors.AdminShutdown())
    assert is_outage(followed)


def test_a_fault_of_ours_is_none() -> None:
    assert not is_outage(ValueError("wrong"))
    assert not is_outage(None)
