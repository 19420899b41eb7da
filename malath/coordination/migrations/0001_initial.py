"""The tables of this part, as they stood before the first release."""

import django.db.models.deletion
from django.db import migrations, models

from malath.foundation.tables import Tables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("agencies", "0001_tables"),
    ]

    operations = [
        Tables(
            [
                migrations.CreateModel(
                    name="Telling",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Arrangement",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "desk",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.desk"
                            ),
                        ),
                        (
                            "what",
                            models.CharField(
                                choices=[
                                    ("answers_today", "The desk answers today"),
                                    ("answers_by", "The desk answers until the day below"),
                                    ("more_people", "More people are put on duty"),
                                    ("other_desk", "Another desk of the body takes over"),
                                    ("sends_elsewhere", "Senders are to ask other desks for now"),
                                    ("supervisor_sees", "The supervisor of the body sees to it"),
                                    ("not_reached", "Nobody could be reached at the desk"),
                                ],
                                max_length=15,
                            ),
                        ),
                        ("until", models.DateField(null=True)),
                        ("on", models.DateField()),
                        ("at", models.DateTimeField()),
                        ("by", models.CharField(max_length=40)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("desk", "on", "what"), name="arrangement_once_a_day"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "what__in",
                                        [
                                            "answers_today",
                                            "answers_by",
                                            "more_people",
                                            "other_desk",
                                            "sends_elsewhere",
                                            "supervisor_sees",
                                            "not_reached",
                                        ],
                                    )
                                ),
                                name="arrangement_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Load",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                            "pressing",
                            models.CharField(
                                choices=[("normal", "Can wait"), ("urgent", "Urgent"), ("emergency", "Emergency")], max_length=9
                            ),
                        ),
                        (
                            "standing",
                            models.CharField(
                                choices=[
                                    ("within", "Waiting within its clock"),
                                    ("past", "Past its clock, with the supervisor"),
                                    ("silent", "Nobody answered, with the focal point"),
                                    ("in_care", "In the desk's care"),
                                ],
                                max_length=7,
                            ),
                        ),
                        ("number", models.IntegerField(default=0)),
                        ("told", models.IntegerField(default=0)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("desk", "pressing", "standing"), name="load_once"),
                            models.CheckConstraint(
                                condition=models.Q(("pressing__in", ["normal", "urgent", "emergency"])),
                                name="load_pressing_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("standing__in", ["within", "past", "silent", "in_care"])),
                                name="load_standing_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Nudge",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "desk",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.desk"
                            ),
                        ),
                        ("on", models.DateField()),
                        ("at", models.DateTimeField()),
                        ("by", models.CharField(max_length=40)),
                    ],
                    options={
                        "constraints": [models.UniqueConstraint(fields=("desk", "on"), name="nudge_once_a_day")],
                    },
                ),
                migrations.CreateModel(
                    name="Week",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "desk",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="agencies.desk",
                            ),
                        ),
                        ("week", models.DateField()),
                        ("sent", models.IntegerField(default=0)),
                        ("in_time", models.IntegerField(default=0)),
                        ("late", models.IntegerField(default=0)),
                        ("escalated", models.IntegerField(default=0)),
                        ("silent", models.IntegerField(default=0)),
                        ("sent_back", models.IntegerField(default=0)),
                    ],
                    options={
                        "constraints": [models.UniqueConstraint(fields=("week", "desk"), name="week_once")],
                    },
                ),
            ]
        )
    ]
