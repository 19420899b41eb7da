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
        ("privacy", "0005_access_knows_when_its_basis_ends"),
    ]

    operations = [
        migrations.CreateModel(
            name="BreakGlass",
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
                    "why",
                    models.CharField(
                        choices=[
                            ("danger", "A life or health is in danger now"),
                            ("nobody", "The person asks for help, and nobody who may see the file can be reached"),
                            ("protection", "A child or a person under threat has to be protected before morning"),
                            ("closed", "A closed file has to be read: a complaint, a review, a return of the danger"),
                        ],
                        max_length=12,
                    ),
                ),
                ("because", malath.foundation.sealing.SealedField(null=True)),
                ("opened_at", models.DateTimeField()),
                ("until", models.DateTimeField()),
                (
                    "verdict",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("justified", "Justified"),
                            ("other_way", "In good faith, but there was another way"),
                            ("unjustified", "Not justified"),
                        ],
                        max_length=12,
                    ),
                ),
                ("found", malath.foundation.sealing.SealedField(null=True)),
                ("reviewed_at", models.DateTimeField(null=True)),
                ("reviewed_by", models.CharField(blank=True, max_length=40)),
                (
                    "basis",
                    models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="privacy.basis"),
                ),
                (
                    "key",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="foundation.datakey"),
                ),
                (
                    "person",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"),
                ),
                (
                    "user",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("reviewed_at__isnull", True)), fields=["opened_at"], name="glass_unreviewed"
                    ),
                    models.Index(fields=["user", "-opened_at"], name="glass_by_user"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("why__in", ["danger", "nobody", "protection", "closed"])), name="glass_why_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("until__gt", models.F("opened_at"))), name="glass_an_hour_at_most"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reviewed_at__isnull", True), ("reviewed_by", ""), ("verdict", "")),
                            models.Q(
                                ("reviewed_at__isnull", False),
                                ("verdict__in", ["justified", "other_way", "unjustified"]),
                                models.Q(("reviewed_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="glass_reviewed_when_by_whom_and_how",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Hold",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=malath.foundation.models.new_uuid, editable=False, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("court", "A court or prosecutor ordered that it is kept"),
                            ("claim", "A claim, an appeal or a payment goes on"),
                            ("complaint", "A complaint about our work goes on"),
                        ],
                        max_length=12,
                    ),
                ),
                ("number", malath.foundation.sealing.SealedField(null=True)),
                ("from_at", models.DateTimeField()),
                ("by", models.CharField(max_length=40)),
                ("ended_at", models.DateTimeField(null=True)),
                ("ended_by", models.CharField(blank=True, max_length=40)),
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
                        condition=models.Q(("kind__in", ["court", "claim", "complaint"])), name="hold_kind_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", True), ("ended_by", "")),
                            models.Q(("ended_at__isnull", False), models.Q(("ended_by", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="hold_ended_when_and_by_whom",
                    ),
                ],
            },
        ),
        migrations.RemoveConstraint(
            model_name="access",
            name="access_purpose_known",
        ),
        migrations.RemoveConstraint(
            model_name="basis",
            name="basis_kind_known",
        ),
        migrations.AddField(
            model_name="file",
            name="closed_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="file",
            name="closed_by",
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AddField(
            model_name="file",
            name="erase_on",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="file",
            name="erased_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="file",
            name="review_on",
            field=models.DateField(null=True),
        ),
        migrations.AlterField(
            model_name="access",
            name="purpose",
            field=models.CharField(
                choices=[
                    ("opening", "Opened by this desk"),
                    ("protection", "Protection"),
                    ("identification", "Identification"),
                    ("shelter", "Shelter"),
                    ("health", "Health care"),
                    ("legal", "Legal aid"),
                    ("labour_complaint", "Labour complaint"),
                    ("avrr", "Assisted voluntary return and reintegration"),
                    ("child_protection", "Child protection"),
                    ("international_protection", "International protection"),
                    ("break_glass", "An emergency"),
                ],
                max_length=24,
            ),
        ),
        migrations.AlterField(
            model_name="basis",
            name="kind",
            field=models.CharField(
                choices=[
                    ("consent", "Consent of the person"),
                    ("O1", "Imminent danger to life"),
                    ("O2", "Child at risk"),
                    ("O3", "Order of a court or prosecutor"),
                    ("O4", "Person unconscious: vital interest"),
                    ("mandate", "Duty of the mechanism: status only"),
                    ("glass", "Opened in an emergency (break-glass)"),
                ],
                max_length=8,
            ),
        ),
        migrations.AddIndex(
            model_name="file",
            index=models.Index(condition=models.Q(("review_on__isnull", False)), fields=["review_on"], name="file_to_review"),
        ),
        migrations.AddIndex(
            model_name="file",
            index=models.Index(condition=models.Q(("erased_at__isnull", False)), fields=["-erased_at"], name="file_erased"),
        ),
        migrations.AddConstraint(
            model_name="access",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "purpose__in",
                        [
                            "opening",
                            "protection",
                            "identification",
                            "shelter",
                            "health",
                            "legal",
                            "labour_complaint",
                            "avrr",
                            "child_protection",
                            "international_protection",
                            "break_glass",
                        ],
                    )
                ),
                name="access_purpose_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="basis",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["consent", "O1", "O2", "O3", "O4", "mandate", "glass"])),
                name="basis_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="file",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("closed_at__isnull", False),
                    models.Q(("erase_on__isnull", True), ("review_on__isnull", True)),
                    _connector="OR",
                ),
                name="file_reviewed_only_when_closed",
            ),
        ),
        migrations.AddConstraint(
            model_name="file",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at__isnull", True), ("closed_by", "")),
                    models.Q(("closed_at__isnull", False), models.Q(("closed_by", ""), _negated=True)),
                    _connector="OR",
                ),
                name="file_closed_when_and_by_whom",
            ),
        ),
    ]
