"""The history of a matter, of a claim and of a piece of evidence only grows, in the database as in the code."""

from typing import Any

from django.db import migrations

FROZEN = ("justice_statestep", "justice_claimstep", "justice_handing")
ABORT = "BEGIN SELECT RAISE(ABORT, 'a history is append-only'); END"
REFUSE = "EXECUTE FUNCTION justice_refuse()"
SQLITE = [
    *(f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {ABORT}" for table in FROZEN),
    *(f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {ABORT}" for table in FROZEN),
]
SQLITE_UNDO = [
    *(f"DROP TRIGGER {table}_no_update" for table in FROZEN),
    *(f"DROP TRIGGER {table}_no_delete" for table in FROZEN),
]
RAISE = "BEGIN RAISE EXCEPTION 'a history is append-only'; END"
POSTGRESQL = [
    f"CREATE FUNCTION justice_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ {RAISE} $$",
    *(
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} FOR EACH STATEMENT {REFUSE}"
        for table in FROZEN
    ),
]
POSTGRESQL_UNDO = [
    *(f"DROP TRIGGER {table}_append_only ON {table}" for table in FROZEN),
    "DROP FUNCTION justice_refuse()",
]


def stand(_apps: Any, schema_editor: Any) -> None:
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


def fall(_apps: Any, schema_editor: Any) -> None:
    for statement in SQLITE_UNDO if schema_editor.connection.vendor == "sqlite" else POSTGRESQL_UNDO:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("justice", "0001_tables")]
    operations = [migrations.RunPython(stand, fall)]
