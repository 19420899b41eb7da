"""Counts with noise and synthetic records; what files took of the budget of epsilon, written once."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

ABORT = "BEGIN SELECT RAISE(ABORT, 'epsilon is spent once'); END"
SQLITE = [
    f"CREATE TRIGGER statistics_spending_no_{what} BEFORE {what.upper()} ON statistics_spending {ABORT}"
    for what in ("update", "delete")
]
SQLITE_UNDO = [f"DROP TRIGGER statistics_spending_no_{what}" for what in ("update", "delete")]
RAISE = "BEGIN RAISE EXCEPTION 'epsilon is spent once'; END"
POSTGRESQL = [
    f"CREATE FUNCTION statistics_refuse_spending() RETURNS trigger LANGUAGE plpgsql AS $$ {RAISE} $$",
    (
        "CREATE TRIGGER statistics_spending_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON statistics_spending"
        " FOR EACH STATEMENT EXECUTE FUNCTION statistics_refuse_spending()"
    ),
]
POSTGRESQL_UNDO = [
    "DROP TRIGGER statistics_spending_append_only ON statistics_spending",
    "DROP FUNCTION statistics_refuse_spending()",
]


def stand(_apps: Any, schema_editor: Any) -> None:
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


def fall(_apps: Any, schema_editor: Any) -> None:
    for statement in SQLITE_UNDO if schema_editor.connection.vendor == "sqlite" else POSTGRESQL_UNDO:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [
        ("statistics", "0004_open_files"),
    ]

    operations = [
        migrations.CreateModel(
            name="Spending",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("epsilon", models.DecimalField(decimal_places=2, max_digits=5)),
                ("delta", models.FloatField()),
                ("by", models.CharField(max_length=40)),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="openfile",
            name="openfile_kind_known",
        ),
        migrations.AddField(
            model_name="openfile",
            name="source",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="statistics.openfile"
            ),
        ),
        migrations.AlterField(
            model_name="openfile",
            name="kind",
            field=models.CharField(
                choices=[
                    ("records", "Records in the shape of CTDC"),
                    ("noisy", "Counts with noise"),
                    ("drawn", "Synthetic records"),
                ],
                max_length=9,
            ),
        ),
        migrations.AddConstraint(
            model_name="openfile",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["records", "noisy", "drawn"])), name="openfile_kind_known"
            ),
        ),
        migrations.AddField(
            model_name="spending",
            name="file",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="statistics.openfile"),
        ),
        migrations.AddConstraint(
            model_name="spending",
            constraint=models.CheckConstraint(condition=models.Q(("epsilon__gt", 0)), name="spending_above_zero"),
        ),
        migrations.RunPython(stand, fall),
    ]
