"""The trail only grows: the database itself refuses to change or remove what is in it, whoever asks."""

from typing import Any

from django.db import migrations

FROZEN = ("audit_event", "audit_shown", "audit_checkpoint")
HEAD = "audit_head"
ONE_STEP = "NEW.chain <> OLD.chain OR NEW.number <> OLD.number + 1"

# INSERT OR REPLACE deletes without DELETE; these triggers see it because the connection sets recursive_triggers.
SQLITE = [
    *(
        f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
        "BEGIN SELECT RAISE(ABORT, 'the trail is append-only'); END"
        for table in FROZEN
        for verb in ("UPDATE", "DELETE")
    ),
    f"CREATE TRIGGER {HEAD}_no_delete BEFORE DELETE ON {HEAD} "
    "BEGIN SELECT RAISE(ABORT, 'the trail is append-only'); END",
    f"CREATE TRIGGER {HEAD}_one_step BEFORE UPDATE ON {HEAD} WHEN {ONE_STEP} "
    "BEGIN SELECT RAISE(ABORT, 'a chain grows by one'); END",
]
SQLITE_UNDO = [
    *(f"DROP TRIGGER {table}_no_{verb}" for table in (*FROZEN, HEAD) for verb in ("update", "delete") if (table, verb) != (HEAD, "update")),
    f"DROP TRIGGER {HEAD}_one_step",
]
POSTGRESQL = [
    "CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'the trail is append-only'; END $$",
    *(
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()"
        for table in FROZEN
    ),
    f"CREATE TRIGGER {HEAD}_append_only BEFORE DELETE OR TRUNCATE ON {HEAD} "
    "FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()",
    f"CREATE TRIGGER {HEAD}_one_step BEFORE UPDATE ON {HEAD} FOR EACH ROW "
    f"WHEN ({ONE_STEP}) EXECUTE FUNCTION audit_refuse()",
]
POSTGRESQL_UNDO = [
    *(f"DROP TRIGGER {table}_append_only ON {table}" for table in (*FROZEN, HEAD)),
    f"DROP TRIGGER {HEAD}_one_step ON {HEAD}",
    "DROP FUNCTION audit_refuse()",
]


def stand(apps: Any, schema_editor: Any) -> None:
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


def fall(apps: Any, schema_editor: Any) -> None:
    for statement in SQLITE_UNDO if schema_editor.connection.vendor == "sqlite" else POSTGRESQL_UNDO:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunPython(stand, fall)]
