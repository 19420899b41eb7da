import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import malath.foundation.models
import malath.foundation.references
import malath.foundation.sealing


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "__first__"),
        ("agencies", "0002_versions_of_bodies"),
        ("foundation", "0001_initial"),
        ("people", "0001_initial"),
        ("privacy", "0009_guardians_and_assent"),
    ]

    operations = [
        migrations.CreateModel(
            name="Breach",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("device", "A phone, tablet or computer was lost or taken"),
                            ("account", "Somebody else used an account"),
                            ("papers", "Papers were lost or read by others"),
                            ("sent_wrong", "Something was sent to the wrong place"),
                            ("looked", "A member of staff looked without need"),
                        ],
                        max_length=12,
                    ),
                ),
                ("since", models.DateField()),
                ("lost_on", models.DateField()),
                ("what", malath.foundation.sealing.SealedField(null=True)),
                ("known_at", models.DateTimeField()),
                ("known_by", models.CharField(max_length=40)),
                ("asked_at", models.DateTimeField(null=True)),
                ("contained_at", models.DateTimeField(null=True)),
                ("contained_by", models.CharField(blank=True, max_length=40)),
                ("contained_how", malath.foundation.sealing.SealedField(null=True)),
                ("unit_at", models.DateTimeField(null=True)),
                ("unit_by", models.CharField(blank=True, max_length=40)),
                ("unit_number", malath.foundation.sealing.SealedField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                ("closed_by", models.CharField(blank=True, max_length=40)),
                ("lessons", malath.foundation.sealing.SealedField(null=True)),
                ("once", models.UUIDField(null=True, unique=True)),
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
                (
                    "key",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="foundation.datakey"),
                ),
                (
                    "worker",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(condition=models.Q(("closed_at__isnull", True)), fields=["known_at"], name="breach_open")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["device", "account", "papers", "sent_wrong", "looked"])),
                        name="breach_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("desk__isnull", False), ("worker__isnull", True)),
                            models.Q(("desk__isnull", True), ("worker__isnull", False)),
                            _connector="OR",
                        ),
                        name="breach_of_desk_or_worker",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("since__lte", models.F("lost_on"))), name="breach_since_before_lost"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("contained_at__isnull", True), ("contained_by", "")),
                            models.Q(("contained_at__isnull", False), models.Q(("contained_by", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="breach_contained_when_and_by_whom",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("unit_at__isnull", True), ("unit_by", "")),
                            models.Q(("unit_at__isnull", False), models.Q(("unit_by", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="breach_unit_when_and_by_whom",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at__isnull", True), ("closed_by", "")),
                            models.Q(("closed_at__isnull", False), models.Q(("closed_by", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="breach_closed_when_and_by_whom",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Endangered",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("held", models.JSONField()),
                ("order", models.PositiveSmallIntegerField(choices=[(1, "First"), (2, "Next"), (3, "Then")])),
                ("weight", models.PositiveIntegerField()),
                ("place", models.BooleanField()),
                ("settled_at", models.DateTimeField(null=True)),
                (
                    "breach",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="people", to="privacy.breach"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["breach", "order", "-weight", "id"], name="endangered_first"),
                    models.Index(
                        condition=models.Q(("settled_at__isnull", True)), fields=["breach"], name="endangered_waiting"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("order__in", [1, 2, 3])), name="endangered_order_known"),
                    models.UniqueConstraint(fields=("breach", "person"), name="endangered_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="SafetyAct",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=malath.foundation.models.new_uuid, editable=False, unique=True)),
                (
                    "step",
                    models.CharField(
                        choices=[
                            ("told_by_phone", "Told by phone or message, as agreed"),
                            ("told_in_person", "Told in person"),
                            ("told_through", "Told through somebody the person named"),
                            ("not_reached", "Tried, not reached"),
                            ("not_safe", "Not told: it would not be safe now"),
                            ("plan_changed", "Safety plan changed"),
                            ("moves", "Another place: decided"),
                            ("stays", "Another place: not needed"),
                        ],
                        max_length=16,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=40)),
                ("note", malath.foundation.sealing.SealedField(null=True)),
                (
                    "endangered",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="privacy.endangered"
                    ),
                ),
                (
                    "key",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="foundation.datakey"),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "step__in",
                                [
                                    "told_by_phone",
                                    "told_in_person",
                                    "told_through",
                                    "not_reached",
                                    "not_safe",
                                    "plan_changed",
                                    "moves",
                                    "stays",
                                ],
                            )
                        ),
                        name="safety_step_known",
                    )
                ],
            },
        ),
    ]
