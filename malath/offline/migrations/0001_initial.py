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
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                        (
                            "desk",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.desk"
                            ),
                        ),
                        (
                            "name",
                            models.CharField(
                                choices=[
                                    ("almond", "Almond"),
                                    ("cedar", "Cedar"),
                                    ("fig", "Fig"),
                                    ("lemon", "Lemon"),
                                    ("oak", "Oak"),
                                    ("olive", "Olive"),
                                    ("palm", "Palm"),
                                    ("pine", "Pine"),
                                    ("sage", "Sage"),
                                    ("thyme", "Thyme"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("public", models.BinaryField(max_length=65)),
                        ("enrolled_at", models.DateTimeField()),
                        ("seen_at", models.DateTimeField(null=True)),
                        ("sent_at", models.DateTimeField(null=True)),
                        ("skew", models.IntegerField(null=True)),
                        ("ended_at", models.DateTimeField(null=True)),
                        ("ended_by", models.CharField(max_length=40, null=True)),
                        (
                            "why_ended",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("given_back", "No longer used"),
                                    ("lost", "Lost or stolen"),
                                    ("taken", "In the wrong hands for a while"),
                                    ("seat_ended", "Its holder no longer works at the desk"),
                                ],
                                max_length=10,
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "name__in",
                                        ["almond", "cedar", "fig", "lemon", "oak", "olive", "palm", "pine", "sage", "thyme"],
                                    )
                                ),
                                name="device_name_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("why_ended__in", ["", "given_back", "lost", "taken", "seat_ended"])),
                                name="device_why_ended_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("ended_at__isnull", True), ("ended_by__isnull", True), ("why_ended", "")),
                                    models.Q(
                                        ("ended_at__isnull", False),
                                        ("ended_by__isnull", False),
                                        models.Q(("why_ended", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="device_ended_when_by_whom_and_why",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("ended_at__isnull", True)), fields=("user", "name"), name="device_name_once"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SealingKey",
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
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                            ),
                        ),
                        ("public", models.BinaryField(max_length=65)),
                        ("private", malath.foundation.sealing.SealedField()),
                        ("made_at", models.DateTimeField()),
                        ("made_by", models.CharField(max_length=40)),
                        ("replaced_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("replaced_at__isnull", True)),
                                fields=("agency",),
                                name="sealing_key_one_in_use",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Packet",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "reference",
                            models.CharField(
                                default=malath.foundation.references.new_reference, editable=False, max_length=14, unique=True
                            ),
                        ),
                        ("uid", models.UUIDField(unique=True)),
                        (
                            "device",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="offline.device"
                            ),
                        ),
                        (
                            "carrier",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="offline.device"
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
                            "key",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="offline.sealingkey"
                            ),
                        ),
                        ("sealed", models.BinaryField(null=True)),
                        ("mark", models.BinaryField(max_length=32)),
                        ("received_at", models.DateTimeField()),
                        ("skew", models.IntegerField(null=True)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "Arrived, not yet read in"),
                                    ("done", "Read in"),
                                    ("held", "Needs you"),
                                    ("set_aside", "Set aside"),
                                ],
                                default="waiting",
                                max_length=9,
                            ),
                        ),
                        ("done", models.JSONField(default=list)),
                        ("reasons", models.JSONField(default=list)),
                        ("case_reference", models.CharField(blank=True, max_length=14)),
                        ("referral_references", models.JSONField(default=list)),
                        ("settled_at", models.DateTimeField(null=True)),
                        ("settled_by", models.CharField(max_length=40, null=True)),
                        (
                            "set_aside",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("typed", "Typed in by hand"),
                                    ("twice", "It stands there already"),
                                    ("trial", "A trial, about nobody"),
                                    ("forged", "Not written by who is named"),
                                ],
                                max_length=6,
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(condition=models.Q(("state", "waiting")), fields=["id"], name="packet_waiting"),
                            models.Index(
                                condition=models.Q(("state", "held")), fields=["desk", "-received_at"], name="packet_held"
                            ),
                            models.Index(fields=["carrier", "-received_at"], name="packet_carried"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["waiting", "done", "held", "set_aside"])),
                                name="packet_state_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("set_aside__in", ["", "typed", "twice", "trial", "forged"])),
                                name="packet_set_aside_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("settled_at__isnull", True), ("settled_by__isnull", True)),
                                    models.Q(("settled_at__isnull", False), ("settled_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="packet_settled_when_by_whom",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("sealed__isnull", False), ("settled_at__isnull", True)),
                                    models.Q(("sealed__isnull", True), ("settled_at__isnull", False)),
                                    _connector="OR",
                                ),
                                name="packet_sealed_until_settled",
                            ),
                        ],
                    },
                ),
            ]
        )
    ]
