import django.db.models.deletion
from django.db import migrations, models

import malath.foundation.models
import malath.foundation.references
import malath.foundation.sealing


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("agencies", "0004_services_holidays_interpreters"),
        ("foundation", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="DeskCode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "reference",
                    models.CharField(
                        default=malath.foundation.references.new_reference, editable=False, max_length=14, unique=True
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("code_hash", models.CharField(max_length=64, unique=True)),
                ("days", models.PositiveSmallIntegerField()),
                ("openings", models.PositiveSmallIntegerField()),
                ("made_by", models.CharField(max_length=40)),
                ("made_at", models.DateTimeField()),
                ("until", models.DateTimeField()),
                ("most", models.PositiveIntegerField()),
                ("opened", models.PositiveIntegerField(default=0)),
                ("phones", models.PositiveIntegerField(default=0)),
                ("sent", models.PositiveIntegerField(default=0)),
                ("last_on", models.DateField(null=True)),
                ("ended_by", models.CharField(max_length=40, null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("desk", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.desk")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("desk", "number"), name="desk_code_number_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", True), ("ended_by__isnull", True)),
                            models.Q(("ended_at__isnull", False), ("ended_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="desk_code_ended_when_by_whom",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Concern",
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
                    "how_soon",
                    models.CharField(
                        choices=[("watch", "Look again"), ("alert", "Within a working day"), ("urgent", "The same day")],
                        max_length=8,
                    ),
                ),
                ("said", malath.foundation.sealing.SealedField(null=True)),
                ("receipt_hash", models.CharField(max_length=64, unique=True)),
                ("once", models.UUIDField(null=True, unique=True)),
                ("at", models.DateTimeField()),
                ("look_by", models.DateTimeField()),
                ("escalated_at", models.DateTimeField(null=True)),
                ("taken_by", models.CharField(max_length=40, null=True)),
                ("taken_at", models.DateTimeField(null=True)),
                (
                    "came_of_it",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("case_opened", "A case was opened"),
                            ("passed_on", "Told to child protection or another service by phone"),
                            ("known", "Already being helped"),
                            ("not_found", "Nobody could be found"),
                            ("no_concern", "Looked at: no reason for concern"),
                        ],
                        max_length=16,
                    ),
                ),
                ("settled_by", models.CharField(max_length=40, null=True)),
                ("settled_at", models.DateTimeField(null=True)),
                ("desk", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.desk")),
                (
                    "key",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="foundation.datakey"),
                ),
                (
                    "code",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="helpline.deskcode"),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["desk", "-at", "-id"], name="concern_page"),
                    models.Index(
                        condition=models.Q(("escalated_at__isnull", True), ("taken_at__isnull", True)),
                        fields=["look_by"],
                        name="concern_to_escalate",
                    ),
                    models.Index(condition=models.Q(("said__isnull", False)), fields=["settled_at"], name="concern_to_let_go"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("how_soon__in", ["watch", "alert", "urgent"])), name="concern_how_soon_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("came_of_it__in", ["", "case_opened", "passed_on", "known", "not_found", "no_concern"])
                        ),
                        name="concern_came_of_it_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("taken_at__isnull", True), ("taken_by__isnull", True)),
                            models.Q(("taken_at__isnull", False), ("taken_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="concern_taken_when_by_whom",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("came_of_it", ""), ("settled_at__isnull", True), ("settled_by__isnull", True)),
                            models.Q(
                                ("settled_at__isnull", False),
                                ("settled_by__isnull", False),
                                models.Q(("came_of_it", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="concern_settled_when_by_whom",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SeenPhone",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("mark", models.CharField(max_length=64)),
                (
                    "code",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="seen", to="helpline.deskcode"),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("code", "mark"), name="seen_phone_once")],
            },
        ),
    ]
