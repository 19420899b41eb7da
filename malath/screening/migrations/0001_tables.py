"""The tables of this part, as they stood before the first release."""

import django.db.models.deletion
from django.db import migrations, models

import malath.foundation.models
import malath.foundation.references
import malath.foundation.sealing
from malath.foundation.tables import Tables


class Migration(migrations.Migration):
    replaces = [("screening", "0001_screenings"), ("screening", "0002_typed_in_later")]

    initial = True

    dependencies = [
        ("agencies", "0001_tables"),
        ("cases", "0001_tables"),
        ("foundation", "0001_initial"),
    ]

    operations = [
        Tables(
            [
                migrations.CreateModel(
                    name="WordsCheck",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("language", models.CharField(max_length=3)),
                        ("mark", models.CharField(max_length=16)),
                        (
                            "side",
                            models.CharField(
                                choices=[
                                    ("speaker", "Somebody who speaks the language"),
                                    ("focal_point", "A focal point of the mechanism"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("by", models.CharField(max_length=40)),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("side__in", ["speaker", "focal_point"])), name="words_check_side_known"
                            ),
                            models.UniqueConstraint(fields=("language", "mark", "side"), name="words_check_side_once"),
                            models.UniqueConstraint(fields=("language", "mark", "by"), name="words_check_by_two"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Screening",
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
                        (
                            "case",
                            models.ForeignKey(
                                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"
                            ),
                        ),
                        (
                            "desk",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="agencies.desk",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[("draft", "Under way"), ("finished", "Finished"), ("dropped", "Thrown away")],
                                default="draft",
                                max_length=8,
                            ),
                        ),
                        ("stop", models.BooleanField(default=False)),
                        ("passed_at", models.DateTimeField(null=True)),
                        ("content", malath.foundation.sealing.SealedField(null=True)),
                        ("result", malath.foundation.sealing.SealedField(null=True)),
                        ("because", malath.foundation.sealing.SealedField(null=True)),
                        (
                            "concern",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("no_concern", "No concern now"),
                                    ("keep_watch", "Keep watch"),
                                    ("refer", "Refer"),
                                    ("emergency", "Emergency"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("begun_by", models.CharField(max_length=40)),
                        ("begun_at", models.DateTimeField()),
                        ("typed_at", models.DateTimeField(null=True)),
                        ("saved_at", models.DateTimeField()),
                        ("ended_by", models.CharField(blank=True, max_length=40)),
                        ("ended_at", models.DateTimeField(null=True)),
                        ("refer_by", models.DateTimeField(null=True)),
                        ("settled_by", models.CharField(blank=True, max_length=40)),
                        ("settled_at", models.DateTimeField(null=True)),
                        (
                            "unreferred",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("person_said_no", "The person does not want it. Help stays open."),
                                    ("helped_here", "This desk gives the help itself."),
                                    ("another_way", "Another body was asked in a way that is not in the system."),
                                ],
                                max_length=14,
                            ),
                        ),
                        ("told_at", models.DateTimeField(null=True)),
                        ("once", models.UUIDField(null=True, unique=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["case", "id"], name="screening_of_case"),
                            models.Index(
                                condition=models.Q(("state", "draft")),
                                fields=["desk", "saved_at", "id"],
                                name="screening_draft_at_desk",
                            ),
                            models.Index(
                                condition=models.Q(("refer_by__isnull", False), ("settled_at__isnull", True)),
                                fields=["desk", "refer_by", "id"],
                                name="screening_waits_at_desk",
                            ),
                            models.Index(
                                condition=models.Q(
                                    ("refer_by__isnull", False), ("settled_at__isnull", True), ("told_at__isnull", True)
                                ),
                                fields=["refer_by"],
                                name="screening_to_tell",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["draft", "finished", "dropped"])),
                                name="screening_state_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("concern__in", ["", "no_concern", "keep_watch", "refer", "emergency"])),
                                name="screening_concern_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("unreferred__in", ["", "person_said_no", "helped_here", "another_way"])),
                                name="screening_unreferred_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("ended_at__isnull", True), ("ended_by", ""), ("state", "draft")),
                                    models.Q(
                                        models.Q(("state", "draft"), _negated=True),
                                        ("ended_at__isnull", False),
                                        models.Q(("ended_by", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="screening_ended_when_and_by_whom",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "finished"), models.Q(("concern", ""), _negated=True)),
                                    models.Q(models.Q(("state", "finished"), _negated=True), ("concern", "")),
                                    _connector="OR",
                                ),
                                name="screening_finished_with_concern",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("settled_at__isnull", True), ("settled_by", ""), ("unreferred", "")),
                                    models.Q(("settled_at__isnull", False), models.Q(("settled_by", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="screening_settled_when_and_by_whom",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("typed_at__isnull", True), ("typed_at__gte", models.F("begun_at")), _connector="OR"
                                ),
                                name="screening_typed_in_later",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "dropped"), _negated=True), ("content__isnull", True), _connector="OR"
                                ),
                                name="screening_dropped_keeps_nothing",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Smuggled",
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
                            "case",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"),
                        ),
                        ("because", malath.foundation.sealing.SealedField()),
                        (
                            "desk",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="agencies.desk",
                            ),
                        ),
                        ("by", models.CharField(max_length=40)),
                        ("at", models.DateTimeField()),
                        ("ended_by", models.CharField(blank=True, max_length=40)),
                        ("ended_at", models.DateTimeField(null=True)),
                        ("ended_because", malath.foundation.sealing.SealedField(null=True)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("ended_at__isnull", True), ("ended_by", "")),
                                    models.Q(("ended_at__isnull", False), models.Q(("ended_by", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="smuggled_ended_when_and_by_whom",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("ended_at__isnull", True)), fields=("case",), name="smuggled_once"
                            ),
                        ],
                    },
                ),
            ]
        )
    ]
