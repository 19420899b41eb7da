"""Shelves for events that are few and wanted together; what was written before is put on them. They only grow as well."""

import json
from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.db import migrations, models

from malath.audit.words import SHELF_OF

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
ROWS = 2_000


def stand(_apps: Any, schema_editor: Any) -> None:
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


def fall(_apps: Any, schema_editor: Any) -> None:
    for statement in SQLITE_UNDO if schema_editor.connection.vendor == "sqlite" else POSTGRESQL_UNDO:
        schema_editor.execute(statement)


def put_on_shelves(apps: Any, _schema_editor: Any) -> None:
    """What was written before there were shelves, in the order of writing."""
    rows = _rows(apps)
    while some := list(islice(rows, ROWS)):
        apps.get_model("audit", "Filed").objects.bulk_create(some)


def _rows(apps: Any) -> Iterator[Any]:
    filed, event = apps.get_model("audit", "Filed"), apps.get_model("audit", "Event")
    found = event.objects.filter(name__in=[did.value for did in SHELF_OF]).order_by("pk")
    for pk, name, by, facts in found.values_list("pk", "name", "by", "facts").iterator(chunk_size=ROWS):
        yield filed(shelf=SHELF_OF[name], event_id=pk, by=by, shown=len(json.loads(facts).get("shown", "").split()))


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_append_only")]
    operations = [
        migrations.CreateModel(
            name="Filed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "shelf",
                    models.CharField(
                        choices=[
                            ("accounts", "Accounts"),
                            ("seats", "Desks and roles of staff"),
                            ("bodies", "Bodies and desks"),
                            ("keys", "Keys and backups"),
                            ("leaving", "What leaves"),
                            ("searches", "Searches"),
                            ("refusals", "Asked for and not shown"),
                        ],
                        max_length=10,
                    ),
                ),
                ("event_id", models.BigIntegerField()),
                ("by", models.CharField(max_length=40)),
                ("shown", models.PositiveIntegerField(default=0)),
            ],
            options={
                "indexes": [models.Index(fields=["shelf", "-event_id"], name="filed_shelf")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("shelf__in", ["accounts", "seats", "bodies", "keys", "leaving", "searches", "refusals"])
                        ),
                        name="filed_shelf_known",
                    )
                ],
            },
        ),
        migrations.RunPython(put_on_shelves, migrations.RunPython.noop),
        migrations.RunPython(stand, fall),
    ]
