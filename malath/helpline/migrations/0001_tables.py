"""The tables of this part, as they stood before the first release."""

import django.db.models.deletion
from django.db import migrations, models

import malath.foundation.models
import malath.foundation.references
import malath.foundation.sealing
from malath.foundation.tables import Tables


class Migration(migrations.Migration):
    replaces = [("helpline", "0001_initial"), ("helpline", "0002_contacts")]

    initial = True

    dependencies = [
        ("agencies", "0001_tables"),
        ("foundation", "0001_initial"),
    ]

    operations = [
        Tables(
            [
                migrations.CreateModel(
                    name="Contact",
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
                            "desk",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.desk"
                            ),
                        ),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    ("web", "The public site"),
                                    ("phone", "By phone"),
                                    ("walk_in", "Came in person"),
                                    ("message", "By message"),
                                ],
                                max_length=8,
                            ),
                        ),
                        (
                            "triage",
                            models.CharField(
                                choices=[
                                    ("emergency", "Danger now: within 15 minutes"),
                                    ("urgent", "The same day: within 4 hours"),
                                    ("normal", "Within a working day"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("rank", models.PositiveSmallIntegerField()),
                        ("said", malath.foundation.sealing.SealedField(null=True)),
                        ("thread", models.CharField(max_length=64, null=True, unique=True)),
                        ("public", models.CharField(blank=True, max_length=64)),
                        ("mark", models.CharField(max_length=64, null=True, unique=True)),
                        ("likeness", models.CharField(blank=True, max_length=64)),
                        ("at", models.DateTimeField()),
                        ("look_by", models.DateTimeField()),
                        ("used_at", models.DateTimeField()),
                        ("heard_at", models.DateTimeField(null=True)),
                        ("news_at", models.DateTimeField(null=True)),
                        ("escalated_at", models.DateTimeField(null=True)),
                        ("taken_by", models.CharField(max_length=40, null=True)),
                        ("taken_at", models.DateTimeField(null=True)),
                        (
                            "came_of_it",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("advised", "Advised; nothing more wanted"),
                                    ("case_opened", "A case was opened with the person"),
                                    ("passed_on", "Told to another service by phone, as they wished"),
                                    ("emergency_called", "The emergency number was called"),
                                    ("no_more_heard", "No more was heard of them"),
                                    ("not_meant", "Not meant seriously"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("settled_by", models.CharField(max_length=40, null=True)),
                        ("settled_at", models.DateTimeField(null=True)),
                        ("forgotten_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("settled_at__isnull", True), ("taken_at__isnull", True)),
                                fields=["desk", "rank", "at", "id"],
                                name="helpline_contact_waits",
                            ),
                            models.Index(fields=["desk", "-at", "-id"], name="helpline_contact_page"),
                            models.Index(
                                condition=models.Q(("escalated_at__isnull", True), ("taken_at__isnull", True)),
                                fields=["look_by"],
                                name="helpline_contact_to_escalate",
                            ),
                            models.Index(
                                condition=models.Q(("said__isnull", False)),
                                fields=["used_at"],
                                name="helpline_contact_to_forget",
                            ),
                            models.Index(
                                condition=models.Q(("likeness", ""), _negated=True),
                                fields=["likeness", "at"],
                                name="helpline_contact_alike",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("channel__in", ["web", "phone", "walk_in", "message"])),
                                name="helpline_contact_channel_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("triage__in", ["emergency", "urgent", "normal"])),
                                name="helpline_contact_triage_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "came_of_it__in",
                                        [
                                            "",
                                            "advised",
                                            "case_opened",
                                            "passed_on",
                                            "emergency_called",
                                            "no_more_heard",
                                            "not_meant",
                                        ],
                                    )
                                ),
                                name="helpline_contact_result_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("said__isnull", False), ("forgotten_at__isnull", False), _connector="XOR"),
                                name="helpline_contact_said_or_forgotten",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("taken_at__isnull", True), ("taken_by__isnull", True)),
                                    models.Q(("taken_at__isnull", False), ("taken_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="helpline_contact_taken_when_by_whom",
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
                                name="helpline_contact_settled_when_by_whom",
                            ),
                        ],
                    },
                ),
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
                        (
                            "desk",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.desk"
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
                            "desk",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.desk"
                            ),
                        ),
                        (
                            "code",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="helpline.deskcode"
                            ),
                        ),
                        (
                            "how_soon",
                            models.CharField(
                                choices=[
                                    ("watch", "Look again"),
                                    ("alert", "Within a working day"),
                                    ("urgent", "The same day"),
                                ],
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
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["desk", "-at", "-id"], name="concern_page"),
                            models.Index(
                                condition=models.Q(("escalated_at__isnull", True), ("taken_at__isnull", True)),
                                fields=["look_by"],
                                name="concern_to_escalate",
                            ),
                            models.Index(
                                condition=models.Q(("said__isnull", False)), fields=["settled_at"], name="concern_to_let_go"
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("how_soon__in", ["watch", "alert", "urgent"])),
                                name="concern_how_soon_known",
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
                    name="Entry",
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
                            "contact",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="entries", to="helpline.contact"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("heard", "Said by them"),
                                    ("answer", "Answered, to be read with the code"),
                                    ("note", "Note of the helpline"),
                                    ("call", "Called"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("words", malath.foundation.sealing.SealedField(null=True)),
                        (
                            "result",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("spoken", "Spoke with them: the code word was right"),
                                    ("no_answer", "Nobody answered; nothing was left on a machine"),
                                    ("stranger", "Another voice: only the neutral sentence was said"),
                                    ("wrong_word", "The code word was wrong: only the neutral sentence was said"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("mark", models.CharField(max_length=64, null=True, unique=True)),
                        ("by", models.CharField(max_length=40)),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["heard", "answer", "note", "call"])),
                                name="helpline_entry_kind_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("kind", "call"), ("result__in", ["spoken", "no_answer", "stranger", "wrong_word"])
                                    ),
                                    models.Q(models.Q(("kind", "call"), _negated=True), ("result", "")),
                                    _connector="OR",
                                ),
                                name="helpline_entry_result_of_a_call",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HelpDesk",
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
                        ("opened_at", models.DateTimeField()),
                        ("opened_by", models.CharField(max_length=40)),
                        ("closed_at", models.DateTimeField(null=True)),
                        ("closed_by", models.CharField(max_length=40, null=True)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("closed_at__isnull", True)), fields=("desk",), name="help_desk_open_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("closed_at__isnull", True), ("closed_by__isnull", True)),
                                    models.Q(("closed_at__isnull", False), ("closed_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="help_desk_closed_when_by_whom",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LetterKey",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("uuid", models.UUIDField(default=malath.foundation.models.new_uuid, editable=False, unique=True)),
                        (
                            "key",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="foundation.datakey"
                            ),
                        ),
                        ("public", models.CharField(max_length=64, unique=True)),
                        ("salt", models.CharField(max_length=32)),
                        ("private", malath.foundation.sealing.SealedField()),
                        ("made_at", models.DateTimeField()),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="SeenPhone",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "code",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="seen", to="helpline.deskcode"
                            ),
                        ),
                        ("mark", models.CharField(max_length=64)),
                    ],
                    options={
                        "constraints": [models.UniqueConstraint(fields=("code", "mark"), name="seen_phone_once")],
                    },
                ),
                migrations.CreateModel(
                    name="StaleNumber",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("code", models.CharField(max_length=40)),
                        ("called_on", models.DateField()),
                        ("told_at", models.DateTimeField()),
                        ("mended_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "constraints": [models.UniqueConstraint(fields=("code", "called_on"), name="stale_number_told_once")],
                    },
                ),
            ]
        )
    ]
