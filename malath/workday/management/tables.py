"""The tables, from any version to this one: all of it or none, so that whoever is cut off still has the version before."""

import os
import subprocess
import sys
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.core.management.commands import migrate
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from malath.audit.management import walls
from malath.foundation.acts import unguarded

ONE_AT_A_TIME = 6_252_844
"""By what two machines know that both would change the tables of one PostgreSQL."""

ROLES = (sys.executable, "-P", "-m", "tools.roles")
_whole: list[bool] = []


class Whole(migrate.Command):
    """Django's own, in a transaction of ours."""

    def migration_progress_callback(self, action: str, migration: Any = None, fake: bool = False) -> None:
        if action == "apply_success":
            settle()


def bring_up() -> None:
    """Change the tables in one transaction; killed or refused in the middle, nothing was changed. Errors: `CommandError`."""
    with unguarded(), connection.constraint_checks_disabled(), transaction.atomic():
        if connection.vendor == "postgresql":
            _ask("SELECT pg_advisory_xact_lock(%s)", ONE_AT_A_TIME)
        call_command(Whole(), interactive=False, verbosity=0)
        need_all()
        walls.fasten()


def settle() -> None:
    """PostgreSQL changes no table about which a promise of this transaction is still open."""
    if connection.vendor == "postgresql":
        _ask("SET CONSTRAINTS ALL IMMEDIATE")
        _ask("SET CONSTRAINTS ALL DEFERRED")


def waiting() -> list[str]:
    """Which parts wait for a change, one name for each change."""
    executor = MigrationExecutor(connection)
    return [migration.app_label for migration, _ in executor.migration_plan(executor.loader.graph.leaf_nodes())]


def all_there() -> bool:
    """Whether nothing waits; once it is so it is not asked again. Errors: DatabaseError while the database is away."""
    _ask("SELECT 1")
    if not _whole:
        _whole.extend([True] if not waiting() else [])
    return bool(_whole)


def are_there() -> bool:
    """Whether this database was ever prepared."""
    return "foundation_mark" in connection.introspection.table_names()


def need_all() -> None:
    """A house that an unreleased version made lacks what came after: its tables began anew before the first release. Errors:
    `CommandError`."""
    loader = MigrationLoader(connection)
    if set(loader.disk_migrations) - set(loader.applied_migrations):
        raise CommandError(
            "This folder was made by a version before the first release. Choose another one: MALATH_VAR=/some/folder."
        )


def has_roles() -> bool:
    """Whether each process has its own role in this PostgreSQL."""
    if connection.vendor != "postgresql":
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_roles WHERE rolname = 'malath_web'")
        return bool(cursor.fetchone()[0])


def renew_roles() -> None:
    """Each role gets its rights on the tables of this version, from who owns them. Errors: `CommandError`."""
    statements = rights()
    with unguarded(), connection.cursor() as cursor:
        cursor.execute(statements)


def rights() -> str:
    """The statements that give them, written by a process of its own, which needs no keys and gets none. Errors:
    `CommandError`."""
    env = {name: value for name, value in os.environ.items() if name not in {"MALATH_KEYS_FD", "MALATH_KEY_SERVICE"}}
    done = subprocess.run(ROLES, cwd=settings.ROOT, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        raise CommandError(f"python -m tools.roles: {(done.stderr.strip() or '-').splitlines()[-1]}")
    return done.stdout


def _ask(statement: str, *values: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values or None)
