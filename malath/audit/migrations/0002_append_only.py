"""The trail only grows: the database itself refuses to change or remove what is in it, whoever asks."""

from typing import Any

from django.db import migrations

FROZEN = ("audit_event", "audit_shown", "audit_checkpoint")
HEAD = "audit_head"
ONE_STEP = "NEW.chain <> OLD.chain OR NEW.number <> OLD.number + 1"
ABORT = "BEGIN SELECT RAISE(ABORT, 'the trail is append-only'); END"
ABORT_STEP = "BEGIN SELECT RAISE(ABORT, 'a chain grows by one'); END"
REFUSE = "EXECUTE FUNCTION audit_refuse()"

# INSERT OR REPLACE deletes without DELETE; these triggers see it because the connection sets recursive_triggers.
SQLITE = [
    *(f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {ABORT}" for table in FROZEN),
    *(f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {ABORT}" for table in (*FROZEN, HEAD)),
    f"CREATE TRIGGER {HEAD}_one_step BEFORE UPDATE ON {HEAD} WHEN {ONE_STEP} {ABORT_STEP}",
]
SQLITE_UNDO = [
    *(f"DROP TRIGGER {table}_no_update" for table in FROZEN),
    *(f"DROP TRIGGER {table}_no_delete" for table in (*FROZEN, HEAD)),
    f"DROP TRIGGER {HEAD}_one_step",
]
RAISE = "BEGIN RAISE EXCEPTION 'the trail is append-only'; END"
POSTGRESQL = [
    f"CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ {RAISE} $$",
    *(
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} FOR EACH STATEMENT {REFUSE}"
        for table in FROZEN
    ),
    f"CREATE TRIGGER {HEAD}_append_only BEFORE DELETE OR TRUNCATE ON {HEAD} FOR EACH STATEMENT {REFUSE}",
    f"CREATE TRIGGER {HEAD}_one_step BEFORE UPDATE ON {HEAD} FOR EACH ROW WHEN ({ONE_STEP}) {REFUSE}",
]
POSTGRESQL_UNDO = [
    *(f"DROP TRIGGER {table}_append_only ON {table}" for table in (*FROZEN, HEAD)),
    f"DROP TRIGGER {HEAD}_one_step ON {HEAD}",
    "DROP FUNCTION audit_refuse()",
]


def stand(_apps: Any, schema_editor: Any) -> None:
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


def fall(_apps: Any, schema_editor: Any) -> None:
    for statement in SQLITE_UNDO if schema_editor.connection.vendor == "sqlite" else POSTGRESQL_UNDO:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunPython(stand, fall)]
