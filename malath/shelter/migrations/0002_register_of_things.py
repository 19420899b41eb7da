"""What was signed in stays as it was signed: it is signed out once, and never changed or taken out of the register."""

from typing import Any

from django.db import migrations

TABLE = "shelter_belonging"
SIGNED = ("reference", "stay_id", "kind", "amount", "currency", "signed_in_by", "signed_in_at")
CHANGED = " OR ".join(["OLD.signed_out_at IS NOT NULL", *(f"OLD.{name} IS DISTINCT FROM NEW.{name}" for name in SIGNED)])
ABORT = "BEGIN SELECT RAISE(ABORT, 'the register is append-only'); END"
RAISE = "BEGIN RAISE EXCEPTION 'the register is append-only'; END"
SQLITE = [
    f"CREATE TRIGGER {TABLE}_no_change BEFORE UPDATE ON {TABLE} WHEN {CHANGED} {ABORT}",
    f"CREATE TRIGGER {TABLE}_no_delete BEFORE DELETE ON {TABLE} {ABORT}",
]
SQLITE_UNDO = [f"DROP TRIGGER {TABLE}_no_change", f"DROP TRIGGER {TABLE}_no_delete"]
POSTGRESQL = [
    f"CREATE FUNCTION shelter_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ {RAISE} $$",
    f"CREATE TRIGGER {TABLE}_no_change BEFORE UPDATE ON {TABLE} FOR EACH ROW WHEN ({CHANGED}) EXECUTE FUNCTION shelter_refuse()",
    f"CREATE TRIGGER {TABLE}_no_delete BEFORE DELETE OR TRUNCATE ON {TABLE} FOR EACH STATEMENT EXECUTE FUNCTION shelter_refuse()",
]
POSTGRESQL_UNDO = [
    f"DROP TRIGGER {TABLE}_no_change ON {TABLE}",
    f"DROP TRIGGER {TABLE}_no_delete ON {TABLE}",
    "DROP FUNCTION shelter_refuse()",
]


def stand(_apps: Any, schema_editor: Any) -> None:
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


def fall(_apps: Any, schema_editor: Any) -> None:
    for statement in SQLITE_UNDO if schema_editor.connection.vendor == "sqlite" else POSTGRESQL_UNDO:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("shelter", "0001_shelter")]
    operations = [migrations.RunPython(stand, fall)]
