import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import malath.foundation.models
import malath.foundation.sealing


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("agencies", "0001_initial"),
        ("foundation", "0001_initial"),
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Basis",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=malath.foundation.models.new_uuid, editable=False, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("consent", "Consent of the person"),
                            ("O1", "Imminent danger to life"),
                            ("O2", "Child at risk"),
                            ("O3", "Order of a court or prosecutor"),
                            ("O4", "Person unconscious: vital interest"),
                            ("mandate", "Duty of the mechanism: status only"),
                        ],
                        max_length=8,
                    ),
                ),
                ("because", malath.foundation.sealing.SealedField(null=True)),
                ("opened_at", models.DateTimeField()),
                ("opened_by", models.CharField(max_length=40)),
                ("until", models.DateTimeField(null=True)),
                ("confirm_by", models.DateTimeField(null=True)),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("confirmed_by", models.CharField(blank=True, max_length=40)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "ended_because",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("withdrawn", "The person withdrew consent"),
                            ("expired", "The consent expired"),
                            ("answered_anew", "The person answered anew"),
                            ("handed_over", "Handed over"),
                            ("purpose_ended", "The purpose ended"),
                            ("not_confirmed", "Not confirmed by a supervisor"),
                        ],
                        max_length=16,
                    ),
                ),
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
                        condition=models.Q(
                            (
                                "ended_because__in",
                                ["", "withdrawn", "expired", "answered_anew", "handed_over", "purpose_ended", "not_confirmed"],
                            )
                        ),
                        name="basis_end_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["consent", "O1", "O2", "O3", "O4", "mandate"])),
                        name="basis_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("confirmed_at__isnull", True), ("confirmed_by", "")),
                            models.Q(("confirmed_at__isnull", False), models.Q(("confirmed_by", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="basis_confirmed_when_and_by_whom",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", True), ("ended_because", "")),
                            models.Q(("ended_at__isnull", False), models.Q(("ended_because", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="basis_ended_when_and_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Access",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "purpose",
                    models.CharField(
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
                        ],
                        max_length=24,
                    ),
                ),
                ("level", models.PositiveSmallIntegerField()),
                ("sections", models.JSONField()),
                ("own_writing_only", models.BooleanField(default=False)),
                ("from_at", models.DateTimeField()),
                ("until", models.DateTimeField(null=True)),
                ("touched_at", models.DateTimeField()),
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
                    "person",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
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
                (
                    "basis",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="accesses", to="privacy.basis"),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["desk", "-touched_at", "-person"], name="access_desk_page"),
                    models.Index(fields=["worker", "-touched_at", "-person"], name="access_worker_page"),
                    models.Index(fields=["person", "desk"], name="access_person"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("desk__isnull", False), ("worker__isnull", True)),
                            models.Q(("desk__isnull", True), ("worker__isnull", False)),
                            _connector="OR",
                        ),
                        name="access_desk_or_worker",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("level__gte", 1), ("level__lte", 4)), name="access_level_on_ladder"
                    ),
                    models.CheckConstraint(
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
                                ],
                            )
                        ),
                        name="access_purpose_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Block",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("asked", "Asked for by the person"), ("conflict", "Conflict of interest")], max_length=8
                    ),
                ),
                ("from_at", models.DateTimeField()),
                ("by", models.CharField(max_length=40)),
                ("ended_at", models.DateTimeField(null=True)),
                ("ended_by", models.CharField(blank=True, max_length=40)),
                (
                    "agency",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "desk",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.desk"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"),
                ),
                (
                    "user",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("kind__in", ["asked", "conflict"])), name="block_kind_known"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("agency__isnull", True), ("desk__isnull", True), ("user__isnull", False)),
                            models.Q(("agency__isnull", True), ("desk__isnull", False), ("user__isnull", True)),
                            models.Q(("agency__isnull", False), ("desk__isnull", True), ("user__isnull", True)),
                            _connector="OR",
                        ),
                        name="block_of_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", True), ("ended_by", "")),
                            models.Q(("ended_at__isnull", False), models.Q(("ended_by", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="block_ended_when_and_by_whom",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True), ("user__isnull", False)),
                        fields=("person", "user"),
                        name="block_of_user_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("desk__isnull", False), ("ended_at__isnull", True)),
                        fields=("person", "desk"),
                        name="block_of_desk_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("agency__isnull", False), ("ended_at__isnull", True)),
                        fields=("person", "agency"),
                        name="block_of_agency_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Consent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=malath.foundation.models.new_uuid, editable=False, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("C1", "Record my data"),
                            ("C2", "Be interviewed"),
                            ("C3", "Be referred to a named body"),
                            ("C4", "Share with the Counter-Trafficking Unit"),
                            ("C5", "Co-operate with the investigation"),
                            ("C6", "Contact my embassy"),
                            ("C7", "Contact my family"),
                            ("C8", "Stay in a shelter"),
                            ("C9", "Medical examination"),
                            ("C10", "Medical data to lawyer or court"),
                            ("C11", "Open a file for voluntary return"),
                            ("C12", "Transfer to the mission in the country of return"),
                            ("C13", "Be contacted after return"),
                            ("C14", "Use in anonymous statistics"),
                            ("C15", "Photograph or story"),
                        ],
                        max_length=3,
                    ),
                ),
                (
                    "answer",
                    models.CharField(
                        choices=[("yes", "Yes"), ("no", "No"), ("not_now", "Not now"), ("not_asked", "Not asked")], max_length=9
                    ),
                ),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=40)),
                ("language", models.CharField(blank=True, max_length=3)),
                (
                    "interpreter",
                    models.CharField(
                        choices=[
                            ("none", "No interpreter needed"),
                            ("phone", "By phone, from the pool"),
                            ("present", "Present, came with nobody"),
                            ("missing", "Needed and not found"),
                        ],
                        default="none",
                        max_length=8,
                    ),
                ),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("spoken", "Spoken"),
                            ("signed", "Signed"),
                            ("recorded", "Recorded"),
                            ("imported", "Imported from another system"),
                        ],
                        max_length=8,
                    ),
                ),
                ("witness", malath.foundation.sealing.SealedField(null=True)),
                ("wording", models.CharField(max_length=64)),
                ("expires_on", models.DateField(null=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("withdrawn_by", models.CharField(blank=True, max_length=40)),
                ("superseded_at", models.DateTimeField(null=True)),
                (
                    "body",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
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
                "indexes": [
                    models.Index(
                        condition=models.Q(("answer", "yes"), ("superseded_at__isnull", True), ("withdrawn_at__isnull", True)),
                        fields=["expires_on"],
                        name="consent_expiring",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("interpreter__in", ["none", "phone", "present", "missing"])),
                        name="consent_interpreter_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "C1",
                                    "C2",
                                    "C3",
                                    "C4",
                                    "C5",
                                    "C6",
                                    "C7",
                                    "C8",
                                    "C9",
                                    "C10",
                                    "C11",
                                    "C12",
                                    "C13",
                                    "C14",
                                    "C15",
                                ],
                            )
                        ),
                        name="consent_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("answer__in", ["yes", "no", "not_now", "not_asked"])), name="consent_answer_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("method__in", ["spoken", "signed", "recorded", "imported"])),
                        name="consent_method_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("body__isnull", False), ("kind", "C3")),
                            models.Q(models.Q(("kind", "C3"), _negated=True), ("body__isnull", True)),
                            _connector="OR",
                        ),
                        name="consent_body_only_c3",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(models.Q(("answer", "not_now"), _negated=True), ("kind", "C5"), _connector="OR"),
                        name="consent_not_now_only_c5",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("withdrawn_at__isnull", True), ("withdrawn_by", "")),
                            models.Q(
                                ("answer", "yes"),
                                ("withdrawn_at__isnull", False),
                                models.Q(("withdrawn_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="consent_withdrawn_when_and_by_whom",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("body__isnull", True), ("superseded_at__isnull", True)),
                        fields=("person", "kind"),
                        name="consent_one_standing",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("body__isnull", False), ("superseded_at__isnull", True)),
                        fields=("person", "kind", "body"),
                        name="consent_one_standing_for_body",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="File",
            fields=[
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="people.person",
                    ),
                ),
                ("opened_at", models.DateTimeField()),
                (
                    "opened_by_desk",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.desk"),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Ground",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "basis",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="grounds", to="privacy.basis"),
                ),
                (
                    "consent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="grounds", to="privacy.consent"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("basis", "consent"), name="ground_once")],
            },
        ),
        migrations.CreateModel(
            name="Left",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("how", models.CharField(max_length=16)),
                ("level", models.PositiveSmallIntegerField()),
                ("reference", models.CharField(max_length=40)),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=40)),
                (
                    "basis",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="privacy.basis"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"),
                ),
                (
                    "to_desk",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.desk"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
    ]
