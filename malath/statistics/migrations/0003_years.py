"""Figures of the years before Malath, written once, and the closing of years."""

from typing import Any

from django.db import migrations, models

import malath.foundation.references

ABORT = "BEGIN SELECT RAISE(ABORT, 'figures of a year are written once'); END"
SQLITE = [
    f"CREATE TRIGGER statistics_yearentry_no_{what} BEFORE {what.upper()} ON statistics_yearentry {ABORT}"
    for what in ("update", "delete")
]
SQLITE_UNDO = [f"DROP TRIGGER statistics_yearentry_no_{what}" for what in ("update", "delete")]
RAISE = "BEGIN RAISE EXCEPTION 'figures of a year are written once'; END"
POSTGRESQL = [
    f"CREATE FUNCTION statistics_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ {RAISE} $$",
    (
        "CREATE TRIGGER statistics_yearentry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON statistics_yearentry"
        " FOR EACH STATEMENT EXECUTE FUNCTION statistics_refuse()"
    ),
]
POSTGRESQL_UNDO = [
    "DROP TRIGGER statistics_yearentry_append_only ON statistics_yearentry",
    "DROP FUNCTION statistics_refuse()",
]


def stand(_apps: Any, schema_editor: Any) -> None:
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


def fall(_apps: Any, schema_editor: Any) -> None:
    for statement in SQLITE_UNDO if schema_editor.connection.vendor == "sqlite" else POSTGRESQL_UNDO:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [
        ("statistics", "0002_records"),
    ]

    operations = [
        migrations.CreateModel(
            name="YearClosing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField()),
                ("asked_by", models.CharField(max_length=40)),
                ("asked_at", models.DateTimeField()),
                ("closed_by", models.CharField(blank=True, max_length=40)),
                ("closed_at", models.DateTimeField(null=True)),
                ("opened_by", models.CharField(blank=True, max_length=40)),
                ("opened_at", models.DateTimeField(null=True)),
                ("because", models.CharField(blank=True, max_length=300)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("opened_at__isnull", True)), fields=("year",), name="yearclosing_one_stands"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("asked_by", models.F("closed_by")), _negated=True), name="yearclosing_by_another"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at__isnull", True), ("closed_by", "")),
                            models.Q(("closed_at__isnull", False), models.Q(("closed_by", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="yearclosing_closed_when_and_by_whom",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("opened_at__isnull", True), ("opened_by", "")),
                            models.Q(("opened_at__isnull", False), models.Q(("opened_by", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="yearclosing_opened_when_and_by_whom",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="YearEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "reference",
                    models.CharField(
                        default=malath.foundation.references.new_reference, editable=False, max_length=14, unique=True
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                (
                    "measure",
                    models.CharField(
                        choices=[
                            ("identified", "Identified as victims of trafficking"),
                            ("potential", "Potential victims of trafficking"),
                            ("investigated", "Investigations of trafficking"),
                            ("prosecuted", "Persons prosecuted for trafficking"),
                            ("convicted", "Persons convicted of trafficking"),
                        ],
                        max_length=12,
                    ),
                ),
                ("revision", models.PositiveSmallIntegerField()),
                ("total", models.PositiveIntegerField()),
                ("splits", models.JSONField(default=dict)),
                ("told", models.JSONField()),
                ("source", models.CharField(max_length=300)),
                ("because", models.CharField(blank=True, max_length=300)),
                ("by", models.CharField(max_length=40)),
                ("at", models.DateTimeField()),
            ],
            options={
                "verbose_name_plural": "year entries",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("measure__in", ["identified", "potential", "investigated", "prosecuted", "convicted"])
                        ),
                        name="yearentry_measure_known",
                    ),
                    models.UniqueConstraint(fields=("year", "measure", "revision"), name="yearentry_once"),
                    models.CheckConstraint(
                        condition=models.Q(("revision", 1), models.Q(("because", ""), _negated=True), _connector="OR"),
                        name="yearentry_revised_why",
                    ),
                ],
            },
        ),
        migrations.RunPython(stand, fall),
    ]
