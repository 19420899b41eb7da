"""Writes the SQL that gives PostgreSQL one role for each process: who serves pages cannot change what was recorded.

python -m tools.roles > roles.sql         then: psql DATABASE -v ON_ERROR_STOP=1 -f roles.sql, after each upgrade

`malath_owner` owns the tables and upgrades them; `malath_web` and `malath_worker` serve and act; `malath_backup` reads. None
has a password here: set one with \\password, or let the socket say who somebody is.
"""

import os
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import django
from django.apps import apps

OWNER, WEB, WORKER, BACKUP = "malath_owner", "malath_web", "malath_worker", "malath_backup"
SERVING = f"{WEB}, {WORKER}"
GROWS_ONLY = ("audit_event", "audit_shown", "audit_filed", "audit_checkpoint")
"""Written once: who serves may read and add, and neither change nor remove."""
STEPS_ONLY = ("audit_head",)
READ_ONLY = ("django_migrations", "foundation_mark")
SIGNED = ("audit_event", "audit_checkpoint")
"""Who signs holds these still for a moment, for which PostgreSQL asks the right to change them: the triggers refuse that."""

FUNCTIONS_TO_OWNER = """DO $$ DECLARE one regprocedure; BEGIN
FOR one IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace
LOOP EXECUTE format('ALTER FUNCTION %s OWNER TO malath_owner', one); END LOOP; END $$;"""

PASSES_BY = f"""DO $$ BEGIN IF NOT (SELECT rolbypassrls FROM pg_roles WHERE rolname = '{BACKUP}')
THEN ALTER ROLE {BACKUP} BYPASSRLS; END IF; END $$;"""  # noqa: S608  # a name of ours
"""Only a superuser may say so, once; an upgrade is made by the owner."""


def statements(tables: Iterable[str]) -> Iterator[str]:
    """All of it, safe to run again: who may do what, and that rows of people show only once it was said who acts."""
    from malath.audit.management import walls  # noqa: PLC0415  # only once Django is ready

    known = sorted(tables)
    yield from to_each_role(known)
    yield from walls.statements(set(known))
    yield f"ALTER TABLE {walls.BELT} OWNER TO {OWNER};"
    yield f"REVOKE ALL ON {walls.BELT} FROM PUBLIC, {SERVING};"
    yield FUNCTIONS_TO_OWNER
    yield PASSES_BY


def to_each_role(known: list[str]) -> Iterator[str]:
    """Rights are taken away first, so that nothing of an earlier version is left."""
    yield from (created(role) for role in (OWNER, WEB, WORKER, BACKUP))
    yield "REVOKE ALL ON SCHEMA public FROM PUBLIC;"
    yield f"GRANT USAGE, CREATE ON SCHEMA public TO {OWNER};"
    yield f"GRANT USAGE ON SCHEMA public TO {SERVING}, {BACKUP};"
    yield f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC, {SERVING}, {BACKUP};"
    yield from (f'ALTER TABLE "{table}" OWNER TO {OWNER};' for table in known)
    yield f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {BACKUP};"
    yield f"GRANT SELECT ON ALL SEQUENCES IN SCHEMA public TO {BACKUP};"
    yield f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {SERVING};"
    yield from (f'GRANT {rights(table)} ON "{table}" TO {SERVING};' for table in known)
    yield from (f'GRANT UPDATE ON "{table}" TO {WORKER};' for table in known if table in SIGNED)
    yield f'REVOKE INSERT ON "audit_checkpoint" FROM {WEB};'


def rights(table: str) -> str:
    if table in READ_ONLY:
        return "SELECT"
    if table in GROWS_ONLY:
        return "SELECT, INSERT"
    return "SELECT, INSERT, UPDATE" if table in STEPS_ONLY else "SELECT, INSERT, UPDATE, DELETE"


def created(role: str) -> str:
    return (
        f"DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{role}') THEN"
        f" CREATE ROLE {role} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE; END IF; END $$;"
    )


def tables() -> set[str]:
    """Of this version: of every model, of what stands between two, and of what Django keeps for itself."""
    models = {model._meta.db_table for model in apps.get_models(include_auto_created=True) if model._meta.managed}
    return models | {"django_migrations", "shared_cache"}


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="malath-roles-") as var:
        Path(var).chmod(0o700)
        os.environ |= {"MALATH_VAR": var, "MALATH_TESTING": "1", "DJANGO_SETTINGS_MODULE": "config.settings"}
        django.setup()
        print("\n".join(["BEGIN;", *statements(tables()), "COMMIT;"]))


if __name__ == "__main__":
    main()
