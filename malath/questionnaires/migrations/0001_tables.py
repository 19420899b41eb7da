"""The tables of this part, as they stood before the first release."""

import django.db.models.deletion
from django.db import migrations, models

import malath.foundation.models
import malath.foundation.references
import malath.foundation.sealing
from malath.foundation.tables import Tables


class Migration(migrations.Migration):
    replaces = [("questionnaires", "0001_initial"), ("questionnaires", "0002_leads_to")]

    initial = True

    dependencies = [
        ("agencies", "0001_tables"),
        ("foundation", "0001_initial"),
    ]

    operations = [
        Tables(
            [
                migrations.CreateModel(
                    name="Device",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "reference",
                            models.CharField(
                                default=malath.foundation.references.new_reference, editable=False, max_length=14, unique=True
                            ),
                        ),
                        (
                            "desk",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.desk"
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
                        ("token_hash", models.CharField(max_length=64, unique=True)),
                        ("made_by", models.CharField(max_length=40)),
                        ("made_at", models.DateTimeField()),
                        ("until", models.DateTimeField()),
                        ("sent", models.PositiveIntegerField(default=0)),
                        ("last_on", models.DateField(null=True)),
                        ("revoked_by", models.CharField(max_length=40, null=True)),
                        ("revoked_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("desk", "number"), name="device_number_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("revoked_at__isnull", True), ("revoked_by__isnull", True)),
                                    models.Q(("revoked_at__isnull", False), ("revoked_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="device_revoked_when_by_whom",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Questionnaire",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "reference",
                            models.CharField(
                                default=malath.foundation.references.new_reference, editable=False, max_length=14, unique=True
                            ),
                        ),
                        ("form_id", models.CharField(max_length=100, unique=True)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("screening", "Screening guide"),
                                    ("test", "Test before or after a training"),
                                    ("kap", "Survey of knowledge, attitudes and practice"),
                                    ("reintegration", "Survey of reintegration"),
                                    ("htcds", "Record in the case data standard (HTCDS)"),
                                    ("other", "Another form"),
                                ],
                                max_length=16,
                            ),
                        ),
                        (
                            "agency",
                            models.ForeignKey(
                                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                            ),
                        ),
                        ("made_by", models.CharField(max_length=40)),
                        ("made_at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kind__in", ["screening", "test", "kap", "reintegration", "htcds", "other"])
                                ),
                                name="questionnaire_kind_known",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Version",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "reference",
                            models.CharField(
                                default=malath.foundation.references.new_reference, editable=False, max_length=14, unique=True
                            ),
                        ),
                        (
                            "questionnaire",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="versions",
                                to="questionnaires.questionnaire",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
                        ("label", models.CharField(blank=True, max_length=100)),
                        ("title", models.CharField(max_length=200)),
                        ("languages", models.JSONField(default=list)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "Draft"),
                                    ("tried", "Tried out"),
                                    ("published", "Published"),
                                    ("retired", "Retired"),
                                ],
                                default="draft",
                                max_length=10,
                            ),
                        ),
                        ("source", models.BinaryField()),
                        ("source_mark", models.CharField(max_length=64)),
                        ("xform", models.TextField()),
                        ("hash", models.CharField(max_length=32)),
                        ("definition", models.JSONField()),
                        ("mended", models.JSONField(default=list)),
                        ("brought_by", models.CharField(max_length=40)),
                        ("brought_at", models.DateTimeField()),
                        ("published_by", models.CharField(max_length=40, null=True)),
                        ("published_at", models.DateTimeField(null=True)),
                        ("retired_by", models.CharField(max_length=40, null=True)),
                        ("retired_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("questionnaire", "label"), name="version_label_once"),
                            models.UniqueConstraint(fields=("questionnaire", "number"), name="version_number_once"),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "published")),
                                fields=("questionnaire",),
                                name="version_one_published",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["draft", "tried", "published", "retired"])),
                                name="version_state_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("published_at__isnull", True), ("published_by__isnull", True)),
                                    models.Q(("published_at__isnull", False), ("published_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="version_published_when_by_whom",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("retired_at__isnull", True), ("retired_by__isnull", True)),
                                    models.Q(("retired_at__isnull", False), ("retired_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="version_retired_when_by_whom",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Filling",
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
                            "version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="questionnaires.version"
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
                            "device",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="questionnaires.device",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("open", "Begun"),
                                    ("finished", "Finished"),
                                    ("sealed", "Sealed on the phone"),
                                    ("thrown", "Thrown away"),
                                ],
                                default="open",
                                max_length=10,
                            ),
                        ),
                        ("trial", models.BooleanField(default=False)),
                        ("answers", malath.foundation.sealing.SealedField(null=True)),
                        ("xml", malath.foundation.sealing.SealedField(null=True)),
                        ("mark", models.CharField(blank=True, max_length=64)),
                        ("instance_id", models.CharField(max_length=45, unique=True)),
                        (
                            "deprecates",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="questionnaires.filling",
                            ),
                        ),
                        ("by", models.CharField(max_length=40)),
                        ("begun_at", models.DateTimeField()),
                        ("saved_at", models.DateTimeField()),
                        ("finished_at", models.DateTimeField(null=True)),
                        ("leads_to", models.CharField(blank=True, max_length=200)),
                        ("taken_by", models.CharField(blank=True, max_length=40)),
                        ("once", models.UUIDField(null=True, unique=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "open")), fields=["by", "-saved_at"], name="filling_open_of"
                            ),
                            models.Index(
                                condition=models.Q(("state__in", ["finished", "sealed"])),
                                fields=["desk", "-id"],
                                name="filling_of_desk",
                            ),
                            models.Index(condition=models.Q(("state", "open")), fields=["saved_at"], name="filling_to_throw"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["open", "finished", "sealed", "thrown"])),
                                name="filling_state_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["open", "thrown"]),
                                    models.Q(("finished_at__isnull", False), ("state__in", ["finished", "sealed"])),
                                    _connector="OR",
                                ),
                                name="filling_finished_when",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Attachment",
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
                            "filling",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="attachments",
                                to="questionnaires.filling",
                            ),
                        ),
                        ("file_name", malath.foundation.sealing.SealedField()),
                        ("mark", models.CharField(max_length=64)),
                        ("file_content", malath.foundation.sealing.SealedField()),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [models.UniqueConstraint(fields=("filling", "mark"), name="attachment_once")],
                    },
                ),
            ]
        )
    ]
