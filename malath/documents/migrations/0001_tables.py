"""The tables of this part, as they stood before the first release."""

import django.db.models.deletion
from django.db import migrations, models

import malath.foundation.models
import malath.foundation.references
import malath.foundation.sealing
from malath.foundation.tables import Tables


class Migration(migrations.Migration):
    replaces = [
        ("documents", "0001_initial"),
        ("documents", "0002_answers_to_orders"),
        ("documents", "0003_identification"),
        ("documents", "0004_attachments"),
        ("documents", "0005_certificates_embassies_sound"),
    ]

    initial = True

    dependencies = [
        ("agencies", "0001_tables"),
        ("foundation", "0001_initial"),
    ]

    operations = [
        Tables(
            [
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
                            "reference",
                            models.CharField(
                                default=malath.foundation.references.new_reference, editable=False, max_length=14, unique=True
                            ),
                        ),
                        ("about", models.CharField(max_length=14)),
                        ("file", models.CharField(blank=True, max_length=14)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("identity", "Identity paper"),
                                    ("photo", "Photograph"),
                                    ("message", "Message or picture of a screen"),
                                    ("work", "Contract, wage slip or other paper of work"),
                                    ("medical", "Medical paper"),
                                    ("official", "Paper of police, court or an office"),
                                    ("letter", "Letter"),
                                    ("other", "Other"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("section", models.CharField(blank=True, max_length=16)),
                        (
                            "format",
                            models.CharField(
                                choices=[
                                    ("pdf", "PDF"),
                                    ("jpg", "Photograph (JPEG)"),
                                    ("png", "Picture (PNG)"),
                                    ("docx", "Text document (Word)"),
                                    ("xlsx", "Workbook (Excel)"),
                                    ("txt", "Plain text"),
                                    ("mp4", "Video (MP4)"),
                                    ("webm", "Video (WebM)"),
                                    ("mp3", "Sound (MP3)"),
                                    ("ogg", "Sound (Ogg)"),
                                ],
                                max_length=4,
                            ),
                        ),
                        ("title", malath.foundation.sealing.SealedField()),
                        ("came", malath.foundation.sealing.SealedField()),
                        ("size", models.PositiveIntegerField()),
                        ("place", models.CharField(max_length=32, unique=True)),
                        (
                            "desk",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="agencies.desk",
                            ),
                        ),
                        ("by", models.CharField(max_length=40)),
                        ("at", models.DateTimeField()),
                        ("ended_by", models.CharField(blank=True, max_length=40)),
                        ("ended_at", models.DateTimeField(null=True)),
                        (
                            "ended_because",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("wrong_person", "It belongs to somebody else"),
                                    ("twice", "It is here twice"),
                                    ("unreadable", "It cannot be read"),
                                    ("asked", "The person asked for it"),
                                    ("not_needed", "It is not needed for the work"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("gone_at", models.DateTimeField(null=True)),
                        ("once", models.UUIDField(null=True, unique=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["about", "-id"], name="attachment_about"),
                            models.Index(
                                condition=models.Q(("gone_at__isnull", True)), fields=["id"], name="attachment_lies_there"
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        ["identity", "photo", "message", "work", "medical", "official", "letter", "other"],
                                    )
                                ),
                                name="attachment_kind_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("format__in", ["pdf", "jpg", "png", "docx", "xlsx", "txt", "mp4", "webm", "mp3", "ogg"])
                                ),
                                name="attachment_format_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ended_because__in", ["", "wrong_person", "twice", "unreadable", "asked", "not_needed"])
                                ),
                                name="attachment_end_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("ended_at__isnull", True), ("ended_because", ""), ("ended_by", "")),
                                    models.Q(
                                        ("ended_at__isnull", False),
                                        models.Q(("ended_by", ""), _negated=True),
                                        models.Q(("ended_because", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="attachment_ended_when_by_whom_and_why",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Letter",
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
                            "code",
                            models.CharField(
                                default=malath.foundation.references.new_reference, editable=False, max_length=14, unique=True
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("referral", "Referral letter"),
                                    ("order", "Answer to an order"),
                                    ("decision", "Letter of a decision"),
                                    ("status", "Status letter"),
                                    ("training", "Certificate of a training"),
                                    ("embassy", "Letter to an embassy"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("about", models.CharField(max_length=14)),
                        (
                            "desk",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.desk"
                            ),
                        ),
                        (
                            "for_desk",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="agencies.desk",
                            ),
                        ),
                        ("content", malath.foundation.sealing.SealedField()),
                        ("issued_by", models.CharField(max_length=40)),
                        ("issued_at", models.DateTimeField()),
                        ("valid_until", models.DateTimeField()),
                        ("taken", models.PositiveSmallIntegerField(default=0)),
                        ("revoked_by", models.CharField(max_length=40, null=True)),
                        ("revoked_at", models.DateTimeField(null=True)),
                        (
                            "revoked_because",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("taken_back", "Taken back by who issued it"),
                                    ("replaced", "Replaced by a newer one"),
                                    ("basis_ended", "The ground it stood on ended"),
                                    ("lapsed", "Not current any more: it was not renewed in time"),
                                ],
                                max_length=12,
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["about", "-id"], name="letter_about"),
                            models.Index(fields=["valid_until"], name="letter_until"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kind__in", ["referral", "order", "decision", "status", "training", "embassy"])
                                ),
                                name="letter_kind_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("revoked_because__in", ["", "taken_back", "replaced", "basis_ended", "lapsed"])
                                ),
                                name="letter_end_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("revoked_at__isnull", True), ("revoked_because", ""), ("revoked_by__isnull", True)
                                    ),
                                    models.Q(
                                        ("revoked_at__isnull", False),
                                        ("revoked_by__isnull", False),
                                        models.Q(("revoked_because", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="letter_revoked_when_by_whom_and_why",
                            ),
                        ],
                    },
                ),
            ]
        )
    ]
