import django.db.models.deletion
from django.db import migrations, models

import malath.foundation.models
import malath.foundation.references
import malath.foundation.sealing


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0002_versions_of_bodies"),
        ("foundation", "0001_initial"),
        ("people", "0001_initial"),
        ("privacy", "0008_agreements_between_bodies"),
    ]

    operations = [
        migrations.CreateModel(
            name="Assent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=malath.foundation.models.new_uuid, editable=False, unique=True)),
                (
                    "view",
                    models.CharField(
                        choices=[
                            ("yes", "Wants it"),
                            ("no", "Does not want it"),
                            ("too_young", "Too young to say"),
                            ("not_said", "Did not want to say"),
                        ],
                        max_length=9,
                    ),
                ),
                ("words", malath.foundation.sealing.SealedField(null=True)),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=40)),
                (
                    "consent",
                    models.OneToOneField(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="assent", to="privacy.consent"
                    ),
                ),
                ("desk", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.desk")),
                (
                    "key",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="foundation.datakey"),
                ),
                (
                    "person",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("view__in", ["yes", "no", "too_young", "not_said"])), name="assent_view_known"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Guardian",
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
                            ("parent", "Mother or father"),
                            ("relative", "Another relative"),
                            ("court", "Somebody named by a court"),
                            ("authority", "Child protection as guardian"),
                        ],
                        max_length=9,
                    ),
                ),
                ("name", malath.foundation.sealing.SealedField(null=True)),
                ("named_at", models.DateTimeField()),
                ("named_by", models.CharField(max_length=40)),
                (
                    "proof",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("document", "A document: family book, birth certificate"),
                            ("decision", "A decision of a court or of child protection"),
                        ],
                        max_length=8,
                    ),
                ),
                ("which", malath.foundation.sealing.SealedField(null=True)),
                ("verified_at", models.DateTimeField(null=True)),
                ("verified_by", models.CharField(blank=True, max_length=40)),
                ("because", malath.foundation.sealing.SealedField(null=True)),
                ("doubted_at", models.DateTimeField(null=True)),
                ("doubted_by", models.CharField(blank=True, max_length=40)),
                ("ended_at", models.DateTimeField(null=True)),
                ("ended_by", models.CharField(blank=True, max_length=40)),
                ("desk", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.desk")),
                (
                    "key",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="foundation.datakey"),
                ),
                (
                    "person",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["parent", "relative", "court", "authority"])),
                        name="guardian_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("proof", ""), ("verified_at__isnull", True), ("verified_by", "")),
                            models.Q(
                                ("proof__in", ["document", "decision"]),
                                ("verified_at__isnull", False),
                                models.Q(("verified_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="guardian_verified_when_by_whom_how",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("verified_by", ""), models.Q(("verified_by", models.F("named_by")), _negated=True), _connector="OR"
                        ),
                        name="guardian_verified_by_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("doubted_at__isnull", True), ("doubted_by", "")),
                            models.Q(("doubted_at__isnull", False), models.Q(("doubted_by", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="guardian_doubted_when_and_by_whom",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", True), ("ended_by", "")),
                            models.Q(("ended_at__isnull", False), models.Q(("ended_by", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="guardian_ended_when_and_by_whom",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="consent",
            name="guardian",
            field=models.ForeignKey(
                db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="privacy.guardian"
            ),
        ),
        migrations.AddIndex(
            model_name="consent",
            index=models.Index(
                condition=models.Q(
                    ("answer", "yes"),
                    ("guardian__isnull", False),
                    ("superseded_at__isnull", True),
                    ("withdrawn_at__isnull", True),
                ),
                fields=["desk", "id"],
                name="consent_of_guardian",
            ),
        ),
    ]
