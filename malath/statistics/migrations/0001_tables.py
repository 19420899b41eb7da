"""The tables of this part, as they stood before the first release."""

import django.db.models.deletion
from django.db import migrations, models

import malath.foundation.models
import malath.foundation.references
from malath.foundation.tables import Tables


class Migration(migrations.Migration):
    replaces = [("statistics", "0001_compile"), ("statistics", "0002_tables")]

    initial = True

    dependencies = [
        ("foundation", "0001_initial"),
    ]

    operations = [
        Tables(
            [
                migrations.CreateModel(
                    name="Compile",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("uuid", models.UUIDField(default=malath.foundation.models.new_uuid, editable=False, unique=True)),
                        (
                            "key",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="foundation.datakey"
                            ),
                        ),
                        (
                            "reference",
                            models.CharField(
                                default=malath.foundation.references.new_reference, editable=False, max_length=14, unique=True
                            ),
                        ),
                        ("unnamed", models.JSONField(default=dict)),
                        ("by", models.CharField(max_length=40)),
                        ("at", models.DateTimeField()),
                        ("stands", models.BooleanField(default=True, null=True, unique=True)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("stands", False), _negated=True), name="compile_stands_or_not"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Table",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "reference",
                            models.CharField(
                                default=malath.foundation.references.new_reference, editable=False, max_length=14, unique=True
                            ),
                        ),
                        (
                            "compile",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="tables", to="statistics.compile"
                            ),
                        ),
                        (
                            "unit",
                            models.CharField(
                                choices=[("persons", "Persons"), ("cases", "Cases"), ("referrals", "Referrals")], max_length=9
                            ),
                        ),
                        ("fields", models.CharField(max_length=60)),
                        ("cells", models.JSONField()),
                        ("shown", models.JSONField()),
                        ("by", models.CharField(max_length=40)),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "indexes": [models.Index(fields=["by", "at"], name="table_asked_by")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("unit__in", ["persons", "cases", "referrals"])), name="table_unit_known"
                            ),
                            models.UniqueConstraint(fields=("compile", "unit", "fields"), name="table_once"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Release",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "reference",
                            models.CharField(
                                default=malath.foundation.references.new_reference, editable=False, max_length=14, unique=True
                            ),
                        ),
                        ("title", models.CharField(max_length=60)),
                        ("version", models.PositiveSmallIntegerField()),
                        (
                            "table",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="statistics.table"
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("proposed", "Proposed"),
                                    ("released", "Released"),
                                    ("sent_back", "Sent back"),
                                    ("corrected", "Replaced by a newer version"),
                                    ("withdrawn", "Withdrawn"),
                                ],
                                default="proposed",
                                max_length=9,
                            ),
                        ),
                        ("method_en", models.TextField()),
                        ("method_ar", models.TextField()),
                        ("because", models.TextField(blank=True)),
                        ("proposed_by", models.CharField(max_length=40)),
                        ("proposed_at", models.DateTimeField()),
                        ("settled_by", models.CharField(blank=True, max_length=40)),
                        ("settled_at", models.DateTimeField(null=True)),
                        ("ended_by", models.CharField(blank=True, max_length=40)),
                        ("ended_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["proposed", "released", "sent_back", "corrected", "withdrawn"])
                                ),
                                name="release_state_known",
                            ),
                            models.UniqueConstraint(fields=("title", "version"), name="release_version_once"),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "proposed")), fields=("title",), name="release_one_waits"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "released")), fields=("title",), name="release_one_is_out"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("settled_at__isnull", True), ("settled_by", ""), ("state", "proposed")),
                                    models.Q(
                                        models.Q(("state", "proposed"), _negated=True),
                                        ("settled_at__isnull", False),
                                        models.Q(("settled_by", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="release_settled_when_and_by_whom",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("proposed_by", models.F("settled_by")), _negated=True),
                                    ("state", "sent_back"),
                                    _connector="OR",
                                ),
                                name="release_approved_by_another",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("ended_at__isnull", True), ("ended_by", "")),
                                    models.Q(("ended_at__isnull", False), models.Q(("ended_by", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="release_ended_when_and_by_whom",
                            ),
                        ],
                    },
                ),
            ]
        )
    ]
