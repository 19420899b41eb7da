"""What each role of PostgreSQL may do, asked of a server. Nothing of it stays there."""

from dataclasses import asdict

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from malath.accounts.words import Language
from malath.audit import seat_belt
from malath.audit.management import walls
from malath.foundation import clock
from malath.foundation.acts import unguarded
from malath.workday.tick import tick
from tests.journeys.world import made
from tools.roles import BACKUP, GROWS_ONLY, OWNER, WEB, WORKER, rights, statements, tables, to_each_role


def test_what_is_written_once_is_neither_changed_nor_removed_by_who_serves() -> None:
    assert {rights(table) for table in GROWS_ONLY} == {"SELECT, INSERT"}
    assert rights("audit_head") == "SELECT, INSERT, UPDATE"
    assert rights("django_migrations") == "SELECT"


def test_every_table_has_its_owner_and_its_rights() -> None:
    said = list(statements(tables()))
    assert all(f'ALTER TABLE "{table}" OWNER TO {OWNER};' in said for table in tables())
    assert not any("SUPERUSER" in line.replace("NOSUPERUSER", "") for line in said)


@pytest.mark.django_db
def test_no_table_is_left_without_rights() -> None:
    assert here() <= tables()


@pytest.mark.postgres
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "statement"),
    [
        (WEB, "UPDATE audit_event SET name = 'x'"),
        (WEB, "DELETE FROM audit_event"),
        (WEB, "TRUNCATE audit_event"),
        (WEB, "INSERT INTO audit_checkpoint (last_event) VALUES (1)"),
        (WEB, "ALTER TABLE audit_event DISABLE TRIGGER ALL"),
        (WEB, "CREATE TABLE mine (it int)"),
        (WEB, "DELETE FROM django_migrations"),
        (WORKER, "DELETE FROM audit_event"),
        (WORKER, "ALTER TABLE audit_event DISABLE TRIGGER ALL"),
        (BACKUP, "INSERT INTO foundation_mark (kind) VALUES ('x')"),
        (BACKUP, "UPDATE accounts_user SET email = ''"),
    ],
)
def test_the_server_refuses_each_role_what_is_not_its_own(role: str, statement: str) -> None:
    assert connection.vendor == "postgresql", "SQLite has no roles"
    with pytest.raises(DatabaseError, match=r"permission denied|must be owner"):
        as_role(role, statement)


@pytest.mark.postgres
@pytest.mark.django_db
def test_each_role_may_do_its_work() -> None:
    as_role(WEB, "SELECT count(*) FROM audit_event")
    as_role(WEB, "SELECT * FROM audit_head FOR UPDATE")
    as_role(WORKER, "LOCK TABLE audit_event IN SHARE MODE")
    as_role(WORKER, "LOCK TABLE audit_checkpoint IN SHARE ROW EXCLUSIVE MODE")
    as_role(BACKUP, "SELECT count(*) FROM accounts_user")


@pytest.mark.postgres
@pytest.mark.django_db
def test_the_worker_does_its_round_with_the_rights_of_its_role() -> None:
    give_rights()
    become(WORKER)
    with seat_belt.acting(seat_belt.MACHINE):
        made(Language.ENGLISH)
        done = asdict(tick(clock.now()))
    assert {name for name, step in done.items() if isinstance(step, dict) and step.get("failed")} == set()


def here() -> set[str]:
    """The tables of this database; tests count tries in memory, without a table."""
    return set(connection.introspection.table_names())


def as_role(role: str, statement: str) -> None:
    """One statement of a role, with its rights as the script gives them; nothing of it stays."""
    with transaction.atomic(), connection.cursor() as cursor:
        with unguarded():
            cursor.execute("\n".join(to_each_role(sorted(tables() & here()))))
        become(role)
        with unguarded():
            cursor.execute(statement)
        transaction.set_rollback(True)


def give_rights() -> None:
    """To each role, as the script does, with the walls around people."""
    with unguarded(), connection.cursor() as cursor:
        walls.fasten()
        cursor.execute("\n".join(statements(tables() & here())))


def become(role: str) -> None:
    """From here to the end of the transaction everything is done with the rights of a role."""
    with unguarded(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {role}")
