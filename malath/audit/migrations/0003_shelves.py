"""What stands on the shelves of the trail only grows as well."""

from typing import Any

from django.db import migrations

TABLE = "audit_filed"
ABORT = "BEGIN SELECT RAISE(ABORT, 'the trail is append-only'); END"
REFUSE = "FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()"
SQLITE = [
    f"CREATE TRIGGER {TABLE}_no_update BEFORE UPDATE ON {TABLE} {ABORT}",
    f"CREATE TRIGGER {TABLE}_no_delete BEFORE DELETE ON {TABLE} {ABORT}",
]
SQLITE_UNDO = [f"DROP TRIGGER {TABLE}_no_update", f"DROP TRIGGER {TABLE}_no_delete"]
POSTGRESQL = [
    f"CREATE TRIGGER {TABLE}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {TABLE} {REFUSE}",
]
POSTGRESQL_UNDO = [f"DROP TRIGGER {TABLE}_append_only ON {TABLE}"]


def stand(_apps: Any, schema_editor: Any) -> None:
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


def fall(_apps: Any, schema_editor: Any) -> None:
    for statement in SQLITE_UNDO if schema_editor.connection.vendor == "sqlite" else POSTGRESQL_UNDO:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_append_only")]
    operations = [migrations.RunPython(stand, fall)]
