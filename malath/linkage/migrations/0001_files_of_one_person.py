"""The tables of this part, as they stood before the first release."""

import django.db.models.deletion
from django.db import migrations, models

import malath.foundation.models
import malath.foundation.references
import malath.foundation.sealing
from malath.foundation.tables import Tables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("agencies", "0001_tables"),
        ("foundation", "0001_initial"),
        ("people", "0001_tables"),
    ]

    operations = [
        Tables(
            [
                migrations.CreateModel(
                    name="Inquiry",
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
                            "person",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                        (
                            "desk",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.desk"
                            ),
                        ),
                        ("because", malath.foundation.sealing.SealedField()),
                        ("by", models.CharField(max_length=40)),
                        ("at", models.DateTimeField()),
                        ("worked_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["person", "-at"], name="inquiry_of_person"),
                            models.Index(
                                condition=models.Q(("worked_at__isnull", True)), fields=["at"], name="inquiry_to_work"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Member",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "person",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                            ),
                        ),
                        ("cluster", models.UUIDField(db_index=True)),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Pair",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "reference",
                            models.CharField(
                                default=malath.foundation.references.new_reference, editable=False, max_length=14, unique=True
                            ),
                        ),
                        (
                            "one",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                        (
                            "other",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                            ),
                        ),
                        ("parts", models.JSONField(default=list)),
                        (
                            "said",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("same", "The same person"),
                                    ("different", "Two different people"),
                                    ("unsure", "Not sure"),
                                ],
                                max_length=9,
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
                        ("found_by", models.CharField(max_length=40)),
                        ("found_at", models.DateTimeField()),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("said__in", ["", "unsure"])),
                                fields=["desk", "-found_at", "-id"],
                                name="pair_to_judge",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(condition=models.Q(("one__lt", models.F("other"))), name="pair_in_order"),
                            models.UniqueConstraint(fields=("one", "other"), name="pair_once"),
                            models.CheckConstraint(
                                condition=models.Q(("said__in", ["", "same", "different", "unsure"])), name="pair_said_known"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Judgement",
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
                            "pair",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="judgements", to="linkage.pair"
                            ),
                        ),
                        (
                            "said",
                            models.CharField(
                                choices=[
                                    ("same", "The same person"),
                                    ("different", "Two different people"),
                                    ("unsure", "Not sure"),
                                ],
                                max_length=9,
                            ),
                        ),
                        ("parted", models.BooleanField(default=False)),
                        ("because", malath.foundation.sealing.SealedField()),
                        (
                            "desk",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.desk"
                            ),
                        ),
                        ("by", models.CharField(max_length=40)),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("said__in", ["same", "different", "unsure"])), name="judgement_said_known"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("parted", False), models.Q(("said", "same"), _negated=True), _connector="OR"
                                ),
                                name="judgement_parts_to_no_same",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Telling",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "reference",
                            models.CharField(
                                default=malath.foundation.references.new_reference, editable=False, max_length=14, unique=True
                            ),
                        ),
                        (
                            "inquiry",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="tellings", to="linkage.inquiry"
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                            ),
                        ),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                            ),
                        ),
                        (
                            "desk",
                            models.ForeignKey(
                                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.desk"
                            ),
                        ),
                        ("parts", models.JSONField(default=list)),
                        ("at", models.DateTimeField()),
                        (
                            "reply",
                            models.CharField(
                                blank=True,
                                choices=[("openly", "Speaks with who asks"), ("silent", "Says nothing")],
                                max_length=7,
                            ),
                        ),
                        ("replied_by", models.CharField(blank=True, max_length=40)),
                        (
                            "replied_desk",
                            models.ForeignKey(
                                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.desk"
                            ),
                        ),
                        ("replied_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("inquiry", "person", "body"), name="telling_once"),
                            models.CheckConstraint(
                                condition=models.Q(("reply__in", ["", "openly", "silent"])), name="telling_reply_known"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("replied_at__isnull", True), ("replied_by", ""), ("reply", "")),
                                    models.Q(
                                        models.Q(("reply", ""), _negated=True),
                                        models.Q(("replied_by", ""), _negated=True),
                                        ("replied_at__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="telling_replied_when_by_whom",
                            ),
                        ],
                    },
                ),
            ]
        )
    ]
