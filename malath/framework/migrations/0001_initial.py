"""The tables of this part, as they stood before the first release."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import malath.foundation.models
import malath.foundation.references
import malath.foundation.sealing
from malath.foundation.tables import Tables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("agencies", "0001_tables"),
        ("foundation", "0001_initial"),
    ]

    operations = [
        Tables(
            [
                migrations.CreateModel(
                    name="FrameText",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "reference",
                            models.CharField(
                                default=malath.foundation.references.new_reference, editable=False, max_length=14, unique=True
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("law", "Law"),
                                    ("bylaw", "By-law"),
                                    ("mechanism", "National referral mechanism"),
                                    ("procedure", "Working procedure"),
                                    ("form", "Form"),
                                    ("strategy", "Strategy or plan"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("title_en", models.CharField(max_length=200)),
                        ("title_ar", models.CharField(max_length=200)),
                        ("by", models.CharField(max_length=40)),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kind__in", ["law", "bylaw", "mechanism", "procedure", "form", "strategy"])
                                ),
                                name="frametext_kind_known",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TextVersion",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "reference",
                            models.CharField(
                                default=malath.foundation.references.new_reference, editable=False, max_length=14, unique=True
                            ),
                        ),
                        (
                            "text",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="framework.frametext"
                            ),
                        ),
                        ("label", models.CharField(max_length=60)),
                        ("source", models.CharField(max_length=300)),
                        ("dated_on", models.DateField()),
                        (
                            "proof",
                            models.CharField(
                                choices=[
                                    ("verified", "Read in the official text"),
                                    ("press", "Read in the press only"),
                                    ("memory", "Not checked"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("words", models.TextField(blank=True)),
                        ("changes", models.TextField(blank=True)),
                        ("attachment", models.CharField(blank=True, max_length=14)),
                        ("touches", models.JSONField(default=list)),
                        ("roles", models.JSONField(default=list)),
                        ("by", models.CharField(max_length=40)),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "indexes": [models.Index(fields=["at"], name="textversion_changed")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("proof__in", ["verified", "press", "memory"])),
                                name="textversion_proof_known",
                            ),
                            models.UniqueConstraint(fields=("text", "label"), name="textversion_label_once"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Read",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="reads", to="framework.textversion"
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [models.UniqueConstraint(fields=("version", "user"), name="read_once")],
                    },
                ),
                migrations.CreateModel(
                    name="Finding",
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
                            "kind",
                            models.CharField(
                                choices=[("gap", "Gap noticed at work"), ("recommendation", "Recommendation")], max_length=14
                            ),
                        ),
                        (
                            "source",
                            models.CharField(
                                choices=[
                                    ("work", "At work"),
                                    ("workshop", "At a workshop"),
                                    ("visit", "On a study visit"),
                                    ("review", "At a review or a committee"),
                                ],
                                max_length=8,
                            ),
                        ),
                        (
                            "matter",
                            models.CharField(
                                choices=[
                                    ("law", "Laws and by-laws"),
                                    ("referral", "Referral and who answers"),
                                    ("service", "A service that is missing"),
                                    ("forms", "Forms and this system"),
                                    ("training", "Knowledge and training"),
                                    ("other", "Other"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("words", malath.foundation.sealing.SealedField()),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("new", "New"),
                                    ("in_work", "Being worked on"),
                                    ("done", "Done"),
                                    ("partly", "Partly done"),
                                    ("dropped", "Dropped"),
                                ],
                                default="new",
                                max_length=8,
                            ),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.desk"
                            ),
                        ),
                        ("due_on", models.DateField(null=True)),
                        ("because", malath.foundation.sealing.SealedField(null=True)),
                        ("by", models.CharField(max_length=40)),
                        ("at", models.DateTimeField()),
                        ("changed_by", models.CharField(blank=True, max_length=40)),
                        ("changed_at", models.DateTimeField(null=True)),
                        ("once", models.UUIDField(null=True, unique=True)),
                    ],
                    options={
                        "indexes": [models.Index(fields=["state", "-id"], name="finding_open")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["gap", "recommendation"])), name="finding_kind_known"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("source__in", ["work", "workshop", "visit", "review"])),
                                name="finding_source_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("matter__in", ["law", "referral", "service", "forms", "training", "other"])
                                ),
                                name="finding_matter_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["new", "in_work", "done", "partly", "dropped"])),
                                name="finding_state_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("state", "new"), ("owner__isnull", False), _connector="OR"),
                                name="finding_at_work_has_an_owner",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("changed_at__isnull", True), ("changed_by", "")),
                                    models.Q(("changed_at__isnull", False), models.Q(("changed_by", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="finding_changed_when_and_by_whom",
                            ),
                        ],
                    },
                ),
            ]
        )
    ]
