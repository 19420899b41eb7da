import django.db.models.deletion
from django.db import migrations, models

import malath.foundation.models
import malath.foundation.references
import malath.foundation.sealing


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0004_services_holidays_interpreters"),
        ("exchange", "0001_initial"),
        ("foundation", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Incoming",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=malath.foundation.models.new_uuid, editable=False, unique=True)),
                (
                    "reference",
                    models.CharField(
                        default=malath.foundation.references.new_reference, editable=False, max_length=14, unique=True
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("mapping", "Columns to be chosen"),
                            ("checking", "Rows are being checked"),
                            ("faulty", "Rows to be mended"),
                            ("ready", "Ready to be made live"),
                            ("making", "Cases are being made"),
                            ("opened", "Live"),
                            ("removing", "Being removed"),
                            ("done", "Live, and the file removed"),
                            ("removed", "Removed"),
                        ],
                        default="mapping",
                        max_length=10,
                    ),
                ),
                (
                    "why",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("cancelled", "It was cancelled."),
                            ("right_lost", "Who brought it in may no longer import at this desk."),
                            ("unreadable", "It could not be read to its end."),
                            ("left_lying", "Nobody went on with it for seven days."),
                        ],
                        max_length=12,
                    ),
                ),
                ("refused", models.CharField(blank=True, max_length=24)),
                ("name", malath.foundation.sealing.SealedField(null=True)),
                ("headings", malath.foundation.sealing.SealedField(null=True)),
                ("because", malath.foundation.sealing.SealedField(null=True)),
                ("ground", models.CharField(blank=True, max_length=8)),
                ("columns", models.JSONField(default=dict)),
                ("form", models.CharField(choices=[("csv", "Text table (CSV)"), ("xlsx", "Workbook")], max_length=4)),
                ("encoding", models.CharField(blank=True, max_length=12)),
                ("separator", models.CharField(blank=True, max_length=1)),
                ("sheet", models.PositiveSmallIntegerField(default=0)),
                ("heading_row", models.PositiveIntegerField()),
                ("file_mark", models.CharField(max_length=64)),
                ("size", models.PositiveIntegerField()),
                ("share", models.PositiveSmallIntegerField(default=0)),
                ("read_to", models.PositiveIntegerField(default=0)),
                ("row_count", models.PositiveIntegerField(default=0)),
                ("faulty_count", models.PositiveIntegerField(default=0)),
                ("fault_count", models.PositiveIntegerField(default=0)),
                ("on_ground_count", models.PositiveIntegerField(default=0)),
                ("made_count", models.PositiveIntegerField(default=0)),
                ("again", models.BooleanField(default=False)),
                ("by", models.CharField(max_length=40)),
                ("at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("once", models.UUIDField(null=True, unique=True)),
                (
                    "agency",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "desk",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.desk"
                    ),
                ),
                (
                    "key",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="foundation.datakey"),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["by", "-at"], name="incoming_of_user"),
                    models.Index(
                        condition=models.Q(("state__in", ["checking", "making", "opened", "removing"])),
                        fields=["id"],
                        name="incoming_moving",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                ["mapping", "checking", "faulty", "ready", "making", "opened", "removing", "done", "removed"],
                            )
                        ),
                        name="incoming_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("why__in", ["", "cancelled", "right_lost", "unreadable", "left_lying"])),
                        name="incoming_why_known",
                    ),
                    models.CheckConstraint(condition=models.Q(("form__in", ["csv", "xlsx"])), name="incoming_form_known"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Piece",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("data", models.BinaryField()),
                (
                    "file",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pieces",
                        to="exchange.incoming",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("file", "number"), name="piece_once")],
            },
        ),
        migrations.CreateModel(
            name="SavedMapping",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "reference",
                    models.CharField(
                        default=malath.foundation.references.new_reference, editable=False, max_length=14, unique=True
                    ),
                ),
                ("name", models.CharField(max_length=80)),
                ("columns", models.JSONField()),
                ("by", models.CharField(max_length=40)),
                ("at", models.DateTimeField()),
                (
                    "agency",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("agency", "name"), name="saved_mapping_once")],
            },
        ),
        migrations.CreateModel(
            name="Staged",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=malath.foundation.models.new_uuid, editable=False, unique=True)),
                ("number", models.PositiveIntegerField()),
                ("rows", malath.foundation.sealing.SealedField()),
                ("faults", malath.foundation.sealing.SealedField(null=True)),
                ("row_count", models.PositiveIntegerField()),
                ("faulty_count", models.PositiveIntegerField()),
                ("fault_count", models.PositiveIntegerField()),
                ("people", models.JSONField(null=True)),
                ("findable", models.BooleanField(default=False)),
                (
                    "file",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="staged",
                        to="exchange.incoming",
                    ),
                ),
                (
                    "key",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="foundation.datakey"),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("file", "number"), name="staged_once")],
            },
        ),
    ]
