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
                    name="Order",
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
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                            ),
                        ),
                        (
                            "issuer",
                            models.CharField(
                                choices=[
                                    ("court", "A court"),
                                    ("prosecution", "The public prosecution"),
                                    ("other", "Somebody else"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("body", malath.foundation.sealing.SealedField()),
                        ("number", malath.foundation.sealing.SealedField(null=True)),
                        ("dated_on", models.DateField()),
                        ("valid_until", models.DateField(null=True)),
                        ("due_at", models.DateTimeField()),
                        ("to_us", models.BooleanField()),
                        ("whole", models.BooleanField()),
                        (
                            "to_desk",
                            models.ForeignKey(
                                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.desk"
                            ),
                        ),
                        (
                            "desk",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.desk"
                            ),
                        ),
                        ("recorded_at", models.DateTimeField()),
                        ("recorded_by", models.CharField(max_length=40)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("received", "Waits for the data protection officer"),
                                    ("decided", "Waits to be checked"),
                                    ("checked", "Checked, waits to be given"),
                                    ("released", "Answered: papers given"),
                                    ("refused", "Answered: refused"),
                                ],
                                default="received",
                                max_length=10,
                            ),
                        ),
                        ("decided_at", models.DateTimeField(null=True)),
                        ("decided_by", models.CharField(blank=True, max_length=40)),
                        ("checked_at", models.DateTimeField(null=True)),
                        ("checked_by", models.CharField(blank=True, max_length=40)),
                        ("package", malath.foundation.sealing.SealedField(null=True)),
                        ("objection", malath.foundation.sealing.SealedField(null=True)),
                        ("answered_at", models.DateTimeField(null=True)),
                        ("answered_by", models.CharField(blank=True, max_length=40)),
                        ("refused_because", models.JSONField(default=list)),
                        (
                            "telling",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("in_person", "Told face to face, and the person was alone"),
                                    ("as_agreed", "Told in the way that was agreed"),
                                    ("not_safe", "Not safe yet: ask again"),
                                    ("not_wanted", "The person does not want to hear of it"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("told_at", models.DateTimeField(null=True)),
                        ("told_by", models.CharField(blank=True, max_length=40)),
                        ("ask_on", models.DateField(null=True)),
                        ("task", models.CharField(blank=True, max_length=14)),
                        ("reminded_at", models.DateTimeField(null=True)),
                        ("once", models.UUIDField(null=True, unique=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state__in", ("received", "decided", "checked"))),
                                fields=["due_at", "id"],
                                name="order_waiting",
                            ),
                            models.Index(fields=["person", "-id"], name="order_of_person"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("issuer__in", ["court", "prosecution", "other"])), name="order_issuer_known"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["received", "decided", "checked", "released", "refused"])),
                                name="order_state_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("telling__in", ["", "in_person", "as_agreed", "not_safe", "not_wanted"])),
                                name="order_telling_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("decided_at__isnull", True), ("decided_by", "")),
                                    models.Q(("decided_at__isnull", False), models.Q(("decided_by", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="order_decided_when_and_by_whom",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("checked_at__isnull", True), ("checked_by", "")),
                                    models.Q(("checked_at__isnull", False), models.Q(("checked_by", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="order_checked_when_and_by_whom",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("answered_at__isnull", True), ("answered_by", "")),
                                    models.Q(("answered_at__isnull", False), models.Q(("answered_by", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="order_answered_when_and_by_whom",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("told_at__isnull", True), ("told_by", "")),
                                    models.Q(("told_at__isnull", False), models.Q(("told_by", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="order_told_when_and_by_whom",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("answered_at__isnull", False), ("state__in", ("released", "refused"))),
                                    models.Q(
                                        models.Q(("state__in", ("released", "refused")), _negated=True),
                                        ("answered_at__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="order_answered_when_it_ends",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("checked_by", ""),
                                    models.Q(("checked_by", models.F("recorded_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="order_checked_by_another",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "released"), _negated=True),
                                    ("checked_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="order_given_only_checked",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Asked",
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
                            "order",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="asked", to="orders.order"
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
                        ("words", malath.foundation.sealing.SealedField()),
                        ("given", models.JSONField(default=list)),
                        (
                            "because",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("place", "Where a person stays is given to nobody."),
                                    ("privileged", "Health, therapy and what is said to a lawyer are kept confidential."),
                                    ("others", "It would be about other persons."),
                                    ("too_wide", "It does not say clearly which paper is meant."),
                                    ("cannot", "We cannot give this. That does not say whether there is such a thing."),
                                ],
                                max_length=12,
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("because__in", ["", "place", "privileged", "others", "too_wide", "cannot"])
                                ),
                                name="asked_because_known",
                            ),
                            models.UniqueConstraint(fields=("order", "number"), name="asked_once"),
                        ],
                    },
                ),
            ]
        )
    ]
