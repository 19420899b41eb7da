"""The tables of this part, as they stood before the first release."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import malath.foundation.models
import malath.foundation.references
import malath.foundation.sealing
from malath.foundation.tables import Tables


class Migration(migrations.Migration):
    replaces = [
        ("cases", "0001_initial"),
        ("cases", "0002_initial"),
        ("cases", "0003_states_work_and_situations"),
        ("cases", "0004_a_row_for_each_need"),
        ("cases", "0005_needs_stand_in_rows"),
        ("cases", "0006_one_way_of_reaching"),
        ("cases", "0007_interpreters_booked"),
        ("cases", "0008_notes_in_compartments"),
        ("cases", "0009_open_cases_by_status"),
        ("cases", "0010_best_interests"),
        ("cases", "0011_why_it_closes_beside"),
    ]

    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("agencies", "0001_tables"),
        ("foundation", "0001_initial"),
        ("people", "0001_tables"),
    ]

    operations = [
        Tables(
            [
                migrations.CreateModel(
                    name="Case",
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
                        ("version", models.PositiveIntegerField(default=1)),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("draft", "Opened"),
                                    ("screened", "Screened"),
                                    ("referred", "Referred"),
                                    ("accepted", "Accepted"),
                                    ("potential_victim", "Potential victim"),
                                    ("identified", "Identified"),
                                    ("not_identified", "Not identified"),
                                    ("inconclusive", "Inconclusive"),
                                    ("in_assistance", "In assistance"),
                                    ("solution_in_progress", "Solution in progress"),
                                    ("follow_up", "Follow-up"),
                                    ("closed", "Closed"),
                                ],
                                default="draft",
                                max_length=24,
                            ),
                        ),
                        (
                            "aside",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("declined_by_person", "Declined by the person"),
                                    ("consent_withdrawn", "Consent to the record withdrawn"),
                                    ("lost_contact", "Contact lost"),
                                    ("transferred", "Transferred to another body"),
                                    ("merged_duplicate", "Duplicate of another case"),
                                    ("reopened", "Reopened"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "governorate",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("AJ", "Ajloun"),
                                    ("AM", "Amman"),
                                    ("AQ", "Aqaba"),
                                    ("AT", "Tafilah"),
                                    ("AZ", "Zarqa"),
                                    ("BA", "Balqa"),
                                    ("IR", "Irbid"),
                                    ("JA", "Jerash"),
                                    ("KA", "Karak"),
                                    ("MA", "Mafraq"),
                                    ("MD", "Madaba"),
                                    ("MN", "Ma'an"),
                                ],
                                max_length=2,
                            ),
                        ),
                        (
                            "risk",
                            models.CharField(
                                choices=[
                                    ("not_assessed", "Not assessed"),
                                    ("low", "Low"),
                                    ("medium", "Medium"),
                                    ("high", "High"),
                                    ("critical", "Critical"),
                                ],
                                default="not_assessed",
                                max_length=12,
                            ),
                        ),
                        (
                            "facts_desk",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="agencies.desk",
                            ),
                        ),
                        (
                            "desk",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.desk"
                            ),
                        ),
                        ("opened_by", models.CharField(max_length=40)),
                        ("opened_at", models.DateTimeField()),
                        ("closed_at", models.DateTimeField(null=True)),
                        ("once", models.UUIDField(null=True, unique=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("closed_at__isnull", True)), fields=["status"], name="case_open_in_status"
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "governorate__in",
                                        ["", "AJ", "AM", "AQ", "AT", "AZ", "BA", "IR", "JA", "KA", "MA", "MD", "MN"],
                                    )
                                ),
                                name="case_governorate_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "status__in",
                                        [
                                            "draft",
                                            "screened",
                                            "referred",
                                            "accepted",
                                            "potential_victim",
                                            "identified",
                                            "not_identified",
                                            "inconclusive",
                                            "in_assistance",
                                            "solution_in_progress",
                                            "follow_up",
                                            "closed",
                                        ],
                                    )
                                ),
                                name="case_status_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "aside__in",
                                        [
                                            "",
                                            "declined_by_person",
                                            "consent_withdrawn",
                                            "lost_contact",
                                            "transferred",
                                            "merged_duplicate",
                                            "reopened",
                                        ],
                                    )
                                ),
                                name="case_aside_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("risk__in", ["not_assessed", "low", "medium", "high", "critical"])),
                                name="case_risk_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("closed_at__isnull", False), ("status", "closed")),
                                    models.Q(models.Q(("status", "closed"), _negated=True), ("closed_at__isnull", True)),
                                    _connector="OR",
                                ),
                                name="case_closed_when",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("closed_at__isnull", True)),
                                fields=("person",),
                                name="case_one_open_for_person",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Booking",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "reference",
                            models.CharField(
                                default=malath.foundation.references.new_reference, editable=False, max_length=14, unique=True
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="bookings", to="cases.case"
                            ),
                        ),
                        (
                            "interpreter",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.interpreter"
                            ),
                        ),
                        ("starts_at", models.DateTimeField()),
                        ("ends_at", models.DateTimeField()),
                        ("way", models.CharField(choices=[("phone", "By phone"), ("present", "In person")], max_length=8)),
                        ("language", models.CharField(max_length=3)),
                        ("voice", models.CharField(blank=True, choices=[("woman", "A woman"), ("man", "A man")], max_length=5)),
                        ("outsider", models.BooleanField(default=False)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("booked", "Booked"),
                                    ("done", "Interpreted"),
                                    ("not_come", "Did not come"),
                                    ("cancelled", "Cancelled"),
                                ],
                                default="booked",
                                max_length=10,
                            ),
                        ),
                        (
                            "because",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("persons_wish", "The person does not want it"),
                                    ("moved", "Another time was agreed"),
                                    ("interpreter", "The interpreter cannot come"),
                                    ("not_needed", "No longer needed"),
                                    ("linked", "Something links the interpreter with the person"),
                                ],
                                max_length=14,
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
                        ("by", models.CharField(max_length=40)),
                        ("at", models.DateTimeField()),
                        ("settled_by", models.CharField(blank=True, max_length=40)),
                        ("settled_at", models.DateTimeField(null=True)),
                        ("once", models.UUIDField(null=True, unique=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "booked")),
                                fields=["desk", "starts_at", "id"],
                                name="booking_of_desk",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("way__in", ["phone", "present"])), name="booking_way_known"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("voice__in", ["", "woman", "man"])), name="booking_voice_known"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["booked", "done", "not_come", "cancelled"])),
                                name="booking_state_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("because__in", ["", "persons_wish", "moved", "interpreter", "not_needed", "linked"])
                                ),
                                name="booking_because_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("starts_at__lt", models.F("ends_at"))), name="booking_begins_before_the_end"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "cancelled"), models.Q(("because", ""), _negated=True)),
                                    models.Q(models.Q(("state", "cancelled"), _negated=True), ("because", "")),
                                    _connector="OR",
                                ),
                                name="booking_cancelled_has_reason",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("settled_at__isnull", True), ("settled_by", ""), ("state", "booked")),
                                    models.Q(
                                        models.Q(("state", "booked"), _negated=True),
                                        ("settled_at__isnull", False),
                                        models.Q(("settled_by", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="booking_settled_when_and_by_whom",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "booked")),
                                fields=("interpreter", "starts_at"),
                                name="booking_interpreter_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BestInterests",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "case",
                            models.ForeignKey(
                                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"
                            ),
                        ),
                        (
                            "outcome",
                            models.CharField(
                                choices=[
                                    ("family", "With the family, with support"),
                                    ("relatives", "With relatives"),
                                    ("mediation", "Mediation with an undertaking of the family"),
                                    ("foster", "Temporary care"),
                                    ("shelter", "Shelter for a time"),
                                    ("return", "Return to the country of the family"),
                                    ("stay", "Stay in the country"),
                                    ("other", "Another way"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("review_on", models.DateField()),
                        (
                            "desk",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="agencies.desk",
                            ),
                        ),
                        ("by", models.CharField(max_length=40)),
                        ("at", models.DateTimeField()),
                        ("superseded_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "outcome__in",
                                        ["family", "relatives", "mediation", "foster", "shelter", "return", "stay", "other"],
                                    )
                                ),
                                name="best_interests_known",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("superseded_at__isnull", True)),
                                fields=("case",),
                                name="best_interests_one_stands",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Closure",
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
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="closures", to="cases.case"
                            ),
                        ),
                        (
                            "reason",
                            models.CharField(
                                choices=[
                                    ("plan_completed", "The plan is completed"),
                                    ("solution_reached", "A durable solution is reached"),
                                    ("persons_wish", "The person wishes it"),
                                    ("transferred", "Another body has taken the case over"),
                                    ("lost_contact", "Contact is lost"),
                                    ("died", "The person has died"),
                                    ("not_eligible", "Other help is the right one"),
                                    ("duplicate", "It is a duplicate"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "feedback",
                            models.CharField(
                                choices=[
                                    ("asked", "Yes, the person was asked"),
                                    ("not_asked", "No, not asked"),
                                    ("not_safe", "It was not safe to ask"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("summary", malath.foundation.sealing.SealedField()),
                        ("beside", malath.foundation.sealing.SealedField(null=True)),
                        (
                            "desk",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.desk"
                            ),
                        ),
                        ("asked_by", models.CharField(max_length=40)),
                        ("asked_at", models.DateTimeField()),
                        (
                            "verdict",
                            models.CharField(
                                blank=True, choices=[("approved", "Approved"), ("refused", "Not approved")], max_length=12
                            ),
                        ),
                        ("because", malath.foundation.sealing.SealedField(null=True)),
                        ("decided_by", models.CharField(blank=True, max_length=40)),
                        ("decided_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "reason__in",
                                        [
                                            "plan_completed",
                                            "solution_reached",
                                            "persons_wish",
                                            "transferred",
                                            "lost_contact",
                                            "died",
                                            "not_eligible",
                                            "duplicate",
                                        ],
                                    )
                                ),
                                name="closure_reason_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("feedback__in", ["asked", "not_asked", "not_safe"])),
                                name="closure_feedback_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("verdict__in", ["", "approved", "refused"])), name="closure_verdict_known"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("decided_at__isnull", True), ("decided_by", ""), ("verdict", "")),
                                    models.Q(
                                        ("decided_at__isnull", False),
                                        models.Q(("decided_by", ""), _negated=True),
                                        models.Q(("verdict", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="closure_decided_when_and_by_whom",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("decided_at__isnull", True)), fields=("case",), name="closure_one_waits"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HandOver",
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
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="hand_overs", to="cases.case"
                            ),
                        ),
                        (
                            "desk",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.desk"
                            ),
                        ),
                        (
                            "before",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "to",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("note", malath.foundation.sealing.SealedField()),
                        ("given_by", models.CharField(max_length=40)),
                        ("given_at", models.DateTimeField()),
                        ("acknowledged_at", models.DateTimeField(null=True)),
                        ("ended_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("ended_at__isnull", True)),
                                fields=["to", "given_at"],
                                name="hand_over_to_user",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("ended_at__isnull", True)),
                                fields=("case", "desk"),
                                name="hand_over_one_waits",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Imported",
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
                            "case",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT, related_name="imported", to="cases.case"
                            ),
                        ),
                        ("standard", models.CharField(max_length=20)),
                        ("values", malath.foundation.sealing.SealedField()),
                        ("at", models.DateTimeField()),
                        ("by", models.CharField(max_length=40)),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="InterpreterLink",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="links", to="cases.case"
                            ),
                        ),
                        (
                            "interpreter",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.interpreter"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("came_with", "They came with the person"),
                                    ("party", "They work for the employer or somebody else in the file"),
                                    ("same_place", "They live or work where the person did"),
                                    ("family", "They are family, or close to the family"),
                                    ("known", "They know each other in another way"),
                                    ("community", "They are of the person's own community, and the person does not want that"),
                                    ("unwanted", "The person does not want this interpreter"),
                                ],
                                max_length=12,
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
                        ("by", models.CharField(max_length=40)),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        ["came_with", "party", "same_place", "family", "known", "community", "unwanted"],
                                    )
                                ),
                                name="link_kind_known",
                            ),
                            models.UniqueConstraint(fields=("case", "interpreter"), name="link_once"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Member",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "reference",
                            models.CharField(
                                default=malath.foundation.references.new_reference, editable=False, max_length=14, unique=True
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="team", to="cases.case"
                            ),
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
                        (
                            "desk",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.desk"
                            ),
                        ),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("key_worker", "Key worker"),
                                    ("social_work", "Social work"),
                                    ("health", "Health"),
                                    ("counselling", "Counselling"),
                                    ("legal", "Legal aid"),
                                    ("shelter", "Shelter"),
                                    ("return", "Return and reintegration"),
                                    ("stand_in", "Stand-in for the key worker"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("from_at", models.DateTimeField()),
                        ("by", models.CharField(max_length=40)),
                        ("until", models.DateTimeField(null=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("until__isnull", True)), fields=["user", "case"], name="member_of_user"
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "role__in",
                                        [
                                            "key_worker",
                                            "social_work",
                                            "health",
                                            "counselling",
                                            "legal",
                                            "shelter",
                                            "return",
                                            "stand_in",
                                        ],
                                    )
                                ),
                                name="member_role_known",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("role", "key_worker"), ("until__isnull", True)),
                                fields=("case", "desk"),
                                name="member_one_key_worker",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("until__isnull", True)),
                                fields=("case", "user", "desk", "role"),
                                name="member_role_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Note",
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
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="notes", to="cases.case"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("words", "The person's own words"),
                                    ("observation", "Observation"),
                                    ("opinion", "Opinion of the writer"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("section", models.CharField(blank=True, max_length=16)),
                        ("text", malath.foundation.sealing.SealedField()),
                        (
                            "corrects",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="corrections",
                                to="cases.note",
                            ),
                        ),
                        (
                            "desk",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.desk"
                            ),
                        ),
                        ("by", models.CharField(max_length=40)),
                        ("at", models.DateTimeField()),
                        ("once", models.UUIDField(null=True, unique=True)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["words", "observation", "opinion"])), name="note_kind_known"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("section__in", ["", "health", "sexual_violence", "therapy", "hiv", "place", "witness"])
                                ),
                                name="note_section_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Reopening",
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
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="reopenings", to="cases.case"
                            ),
                        ),
                        (
                            "reason",
                            models.CharField(
                                choices=[
                                    ("came_back", "The person came back"),
                                    ("new_danger", "There is new danger"),
                                    ("new_facts", "There are new facts or a review"),
                                    ("mistake", "It was closed by mistake"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("because", malath.foundation.sealing.SealedField()),
                        (
                            "desk",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.desk"
                            ),
                        ),
                        ("by", models.CharField(max_length=40)),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("reason__in", ["came_back", "new_danger", "new_facts", "mistake"])),
                                name="reopening_reason_known",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RiskAssessment",
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
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="assessments", to="cases.case"
                            ),
                        ),
                        (
                            "level",
                            models.CharField(
                                choices=[
                                    ("not_assessed", "Not assessed"),
                                    ("low", "Low"),
                                    ("medium", "Medium"),
                                    ("high", "High"),
                                    ("critical", "Critical"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("plan", malath.foundation.sealing.SealedField(null=True)),
                        (
                            "desk",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="agencies.desk",
                            ),
                        ),
                        ("by", models.CharField(max_length=40)),
                        ("at", models.DateTimeField()),
                        ("review_at", models.DateTimeField()),
                        ("told_at", models.DateTimeField(null=True)),
                        ("looked_by", models.CharField(blank=True, max_length=40)),
                        ("looked_at", models.DateTimeField(null=True)),
                        ("superseded_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("superseded_at__isnull", True)),
                                fields=["desk", "review_at", "id"],
                                name="assessment_review",
                            ),
                            models.Index(
                                condition=models.Q(("superseded_at__isnull", True), ("told_at__isnull", True)),
                                fields=["review_at"],
                                name="assessment_to_tell",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("level__in", ["not_assessed", "low", "medium", "high", "critical"])),
                                name="assessment_level_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("looked_at__isnull", True), ("looked_by", "")),
                                    models.Q(("looked_at__isnull", False), models.Q(("looked_by", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="assessment_looked_when_and_by_whom",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("superseded_at__isnull", True)),
                                fields=("case",),
                                name="assessment_one_stands",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RiskScore",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "assessment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="scores", to="cases.riskassessment"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("exploiter", "Harm by the exploiter"),
                                    ("retaliation", "Retaliation on the family"),
                                    ("self_harm", "Self-harm"),
                                    ("re_trafficking", "Being trafficked again"),
                                    ("removal", "Detention or removal"),
                                    ("family", "Violence in the family on return"),
                                    ("group", "An organised group"),
                                    ("official", "An official is involved"),
                                    ("online", "Contact online"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("likelihood", models.PositiveSmallIntegerField()),
                        ("harm", models.PositiveSmallIntegerField()),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        [
                                            "exploiter",
                                            "retaliation",
                                            "self_harm",
                                            "re_trafficking",
                                            "removal",
                                            "family",
                                            "group",
                                            "official",
                                            "online",
                                        ],
                                    )
                                ),
                                name="score_kind_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("harm__gte", 1), ("harm__lte", 5), ("likelihood__gte", 1), ("likelihood__lte", 5)
                                ),
                                name="score_from_one_to_five",
                            ),
                            models.UniqueConstraint(fields=("assessment", "kind"), name="score_once"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Situation",
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
                        ("place", malath.foundation.sealing.SealedField(null=True)),
                        ("employer", malath.foundation.sealing.SealedField(null=True)),
                        ("happened_on", models.DateField(null=True)),
                        (
                            "governorate",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("AJ", "Ajloun"),
                                    ("AM", "Amman"),
                                    ("AQ", "Aqaba"),
                                    ("AT", "Tafilah"),
                                    ("AZ", "Zarqa"),
                                    ("BA", "Balqa"),
                                    ("IR", "Irbid"),
                                    ("JA", "Jerash"),
                                    ("KA", "Karak"),
                                    ("MA", "Mafraq"),
                                    ("MD", "Madaba"),
                                    ("MN", "Ma'an"),
                                ],
                                max_length=2,
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
                        ("opened_by", models.CharField(max_length=40)),
                        ("opened_at", models.DateTimeField()),
                        ("once", models.UUIDField(null=True, unique=True)),
                    ],
                    options={
                        "indexes": [models.Index(fields=["desk", "-opened_at"], name="situation_of_desk")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "governorate__in",
                                        ["", "AJ", "AM", "AQ", "AT", "AZ", "BA", "IR", "JA", "KA", "MA", "MD", "MN"],
                                    )
                                ),
                                name="situation_governorate_known",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SituationMember",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "situation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="members", to="cases.situation"
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="situations", to="cases.case"
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
                        ("by", models.CharField(max_length=40)),
                        ("at", models.DateTimeField()),
                        ("until", models.DateTimeField(null=True)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("situation", "number"), name="situation_number_once"),
                            models.UniqueConstraint(
                                condition=models.Q(("until__isnull", True)),
                                fields=("situation", "case"),
                                name="situation_case_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="StatedNeed",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "reference",
                            models.CharField(
                                default=malath.foundation.references.new_reference, editable=False, max_length=14, unique=True
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("safe_place", "Safe place tonight"),
                                    ("health", "Health care"),
                                    ("food", "Food and clothes"),
                                    ("phone", "A phone call"),
                                    ("interpreter", "Interpreter"),
                                    ("legal", "Legal advice"),
                                    ("documents", "Identity papers"),
                                    ("wages", "Unpaid wages"),
                                    ("children", "Care for children"),
                                    ("counselling", "Counselling"),
                                    ("return", "Return home"),
                                    ("transport", "Transport"),
                                ],
                                max_length=16,
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("stated", "Stated"),
                                    ("offered", "Offered"),
                                    ("accepted", "Accepted by the person"),
                                    ("declined", "Declined by the person"),
                                    ("met", "Met"),
                                    ("unmet", "Unmet"),
                                ],
                                default="stated",
                                max_length=8,
                            ),
                        ),
                        (
                            "reason",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("no_bed", "No place free"),
                                    ("no_transport", "No transport"),
                                    ("no_interpreter", "No interpreter"),
                                    ("no_service_in_governorate", "No such service in the governorate"),
                                    ("refused", "The provider refused"),
                                ],
                                max_length=26,
                            ),
                        ),
                        (
                            "governorate",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("AJ", "Ajloun"),
                                    ("AM", "Amman"),
                                    ("AQ", "Aqaba"),
                                    ("AT", "Tafilah"),
                                    ("AZ", "Zarqa"),
                                    ("BA", "Balqa"),
                                    ("IR", "Irbid"),
                                    ("JA", "Jerash"),
                                    ("KA", "Karak"),
                                    ("MA", "Mafraq"),
                                    ("MD", "Madaba"),
                                    ("MN", "Ma'an"),
                                ],
                                max_length=2,
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
                        ("by", models.CharField(max_length=40)),
                        ("at", models.DateTimeField()),
                        ("changed_at", models.DateTimeField()),
                        ("met_by", models.CharField(blank=True, max_length=40)),
                        ("met_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["case", "id"], name="need_of_case"),
                            models.Index(condition=models.Q(("state", "unmet")), fields=["changed_at"], name="need_unmet"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        [
                                            "safe_place",
                                            "health",
                                            "food",
                                            "phone",
                                            "interpreter",
                                            "legal",
                                            "documents",
                                            "wages",
                                            "children",
                                            "counselling",
                                            "return",
                                            "transport",
                                        ],
                                    )
                                ),
                                name="need_kind_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["stated", "offered", "accepted", "declined", "met", "unmet"])
                                ),
                                name="need_state_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "reason__in",
                                        [
                                            "",
                                            "no_bed",
                                            "no_transport",
                                            "no_interpreter",
                                            "no_service_in_governorate",
                                            "refused",
                                        ],
                                    )
                                ),
                                name="need_reason_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "governorate__in",
                                        ["", "AJ", "AM", "AQ", "AT", "AZ", "BA", "IR", "JA", "KA", "MA", "MD", "MN"],
                                    )
                                ),
                                name="need_governorate_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "unmet"), models.Q(("reason", ""), _negated=True)),
                                    models.Q(models.Q(("state", "unmet"), _negated=True), ("reason", "")),
                                    _connector="OR",
                                ),
                                name="need_unmet_has_reason",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("met_at__isnull", False), ("state", "met"), models.Q(("met_by", ""), _negated=True)
                                    ),
                                    models.Q(
                                        models.Q(("state", "met"), _negated=True), ("met_at__isnull", True), ("met_by", "")
                                    ),
                                    _connector="OR",
                                ),
                                name="need_met_when_and_by_whom",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "met"), _negated=True), fields=("case", "kind"), name="need_once"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="StatusChange",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="changes", to="cases.case"
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("draft", "Opened"),
                                    ("screened", "Screened"),
                                    ("referred", "Referred"),
                                    ("accepted", "Accepted"),
                                    ("potential_victim", "Potential victim"),
                                    ("identified", "Identified"),
                                    ("not_identified", "Not identified"),
                                    ("inconclusive", "Inconclusive"),
                                    ("in_assistance", "In assistance"),
                                    ("solution_in_progress", "Solution in progress"),
                                    ("follow_up", "Follow-up"),
                                    ("closed", "Closed"),
                                ],
                                max_length=24,
                            ),
                        ),
                        (
                            "aside",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("declined_by_person", "Declined by the person"),
                                    ("consent_withdrawn", "Consent to the record withdrawn"),
                                    ("lost_contact", "Contact lost"),
                                    ("transferred", "Transferred to another body"),
                                    ("merged_duplicate", "Duplicate of another case"),
                                    ("reopened", "Reopened"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "other",
                            models.ForeignKey(
                                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"
                            ),
                        ),
                        (
                            "desk",
                            models.ForeignKey(
                                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.desk"
                            ),
                        ),
                        (
                            "decided_by",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("Police", "Police"),
                                    ("NGO", "Association"),
                                    ("CourtOrProsecution", "Court or prosecution"),
                                    ("NonPoliceGovernmentalOrganization", "Government body other than police"),
                                    ("Other", "Other"),
                                ],
                                max_length=40,
                            ),
                        ),
                        ("by", models.CharField(max_length=40)),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "decided_by__in",
                                        [
                                            "",
                                            "Police",
                                            "NGO",
                                            "CourtOrProsecution",
                                            "NonPoliceGovernmentalOrganization",
                                            "Other",
                                        ],
                                    )
                                ),
                                name="change_decided_by_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "status__in",
                                        [
                                            "draft",
                                            "screened",
                                            "referred",
                                            "accepted",
                                            "potential_victim",
                                            "identified",
                                            "not_identified",
                                            "inconclusive",
                                            "in_assistance",
                                            "solution_in_progress",
                                            "follow_up",
                                            "closed",
                                        ],
                                    )
                                ),
                                name="change_status_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "aside__in",
                                        [
                                            "",
                                            "declined_by_person",
                                            "consent_withdrawn",
                                            "lost_contact",
                                            "transferred",
                                            "merged_duplicate",
                                            "reopened",
                                        ],
                                    )
                                ),
                                name="change_aside_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="StatusReason",
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
                            "change",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT, related_name="reason", to="cases.statuschange"
                            ),
                        ),
                        ("text", malath.foundation.sealing.SealedField()),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Task",
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
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="tasks", to="cases.case"
                            ),
                        ),
                        ("title", malath.foundation.sealing.SealedField()),
                        ("due_on", models.DateField()),
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
                            "state",
                            models.CharField(
                                choices=[("open", "To do"), ("done", "Done"), ("dropped", "Dropped")],
                                default="open",
                                max_length=8,
                            ),
                        ),
                        (
                            "drop_reason",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("not_needed", "No longer needed"),
                                    ("persons_wish", "The person does not want it"),
                                    ("not_safe", "It would not be safe"),
                                    ("not_possible", "It is not possible"),
                                    ("elsewhere", "Somebody else does it"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("by", models.CharField(max_length=40)),
                        ("at", models.DateTimeField()),
                        ("settled_by", models.CharField(blank=True, max_length=40)),
                        ("settled_at", models.DateTimeField(null=True)),
                        ("told_at", models.DateTimeField(null=True)),
                        ("once", models.UUIDField(null=True, unique=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "open")), fields=["desk", "due_on", "id"], name="task_open_at_desk"
                            ),
                            models.Index(
                                condition=models.Q(("state", "open")),
                                fields=["worker", "due_on", "id"],
                                name="task_open_of_worker",
                            ),
                            models.Index(
                                condition=models.Q(("state", "open"), ("told_at__isnull", True)),
                                fields=["due_on"],
                                name="task_to_tell",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["open", "done", "dropped"])), name="task_state_known"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "drop_reason__in",
                                        ["", "not_needed", "persons_wish", "not_safe", "not_possible", "elsewhere"],
                                    )
                                ),
                                name="task_drop_reason_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("settled_at__isnull", True), ("settled_by", ""), ("state", "open")),
                                    models.Q(
                                        models.Q(("state", "open"), _negated=True),
                                        ("settled_at__isnull", False),
                                        models.Q(("settled_by", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="task_settled_when_and_by_whom",
                            ),
                        ],
                    },
                ),
            ]
        )
    ]
