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
        ("referrals", "0001_initial"),
        ("referrals", "0002_each_clock_escalates"),
        ("referrals", "0003_find_what_waits"),
        ("referrals", "0004_questions_holds_feedback"),
        ("referrals", "0005_answered_how"),
        ("referrals", "0006_what_waits_in_order"),
        ("referrals", "0007_what_was_taken_on"),
    ]

    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("agencies", "0001_tables"),
        ("cases", "0001_tables"),
        ("foundation", "0001_initial"),
        ("people", "0001_tables"),
        ("privacy", "0001_tables"),
    ]

    operations = [
        Tables(
            [
                migrations.CreateModel(
                    name="Referral",
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
                            "case",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                            ),
                        ),
                        (
                            "type",
                            models.CharField(
                                choices=[
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
                        (
                            "urgency",
                            models.CharField(
                                choices=[("emergency", "Emergency"), ("urgent", "Urgent"), ("normal", "Normal")], max_length=10
                            ),
                        ),
                        (
                            "sending_desk",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="agencies.desk",
                            ),
                        ),
                        (
                            "receiving_desk",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="agencies.desk",
                            ),
                        ),
                        (
                            "basis",
                            models.ForeignKey(
                                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="privacy.basis"
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("draft", "Draft"),
                                    ("sent", "Sent"),
                                    ("acknowledged", "Acknowledged"),
                                    ("accepted", "Accepted"),
                                    ("declined", "Declined"),
                                    ("withdrawn", "Withdrawn by the sender"),
                                    ("stopped", "Stopped"),
                                    ("completed", "Completed"),
                                ],
                                default="draft",
                                max_length=12,
                            ),
                        ),
                        ("reason", malath.foundation.sealing.SealedField(null=True)),
                        (
                            "drafted_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                        ("drafted_at", models.DateTimeField()),
                        ("sent_by", models.CharField(max_length=40, null=True)),
                        ("sent_at", models.DateTimeField(null=True)),
                        ("acknowledge_due", models.DateTimeField(null=True)),
                        ("answer_due", models.DateTimeField(null=True)),
                        ("acknowledged_by", models.CharField(max_length=40, null=True)),
                        ("acknowledged_at", models.DateTimeField(null=True)),
                        ("answered_by", models.CharField(max_length=40, null=True)),
                        ("answered_at", models.DateTimeField(null=True)),
                        (
                            "answered_how",
                            models.CharField(
                                choices=[
                                    ("desk", "At the desk, in Malath"),
                                    ("link", "Through the link"),
                                    ("phone", "By phone, written down by the sender"),
                                    ("paper", "On paper, written down by the sender"),
                                    ("in_person", "Face to face, written down by the sender"),
                                ],
                                default="desk",
                                max_length=10,
                            ),
                        ),
                        (
                            "key_worker",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "decline_reason",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("no_place", "No place free"),
                                    ("no_service_here", "We do not give this service"),
                                    ("outside_area", "Outside our area"),
                                    ("no_interpreter", "No interpreter found"),
                                    ("conflict", "Conflict of interest"),
                                    ("already_served", "The person already has this service"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "alternative",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("other_desk", "Another desk named below"),
                                    ("later", "We can accept later, date named below"),
                                    ("together", "We help the sender to find another place"),
                                ],
                                max_length=12,
                            ),
                        ),
                        (
                            "alternative_desk",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="agencies.desk",
                            ),
                        ),
                        ("answer_note", malath.foundation.sealing.SealedField(null=True)),
                        ("ended_at", models.DateTimeField(null=True)),
                        (
                            "outcome",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("service_given", "Service given"),
                                    ("service_ongoing", "Service goes on"),
                                    ("person_declined", "The person did not want it in the end"),
                                    ("not_reached", "The person could not be reached safely"),
                                    ("referred_on", "Referred on with the person's agreement"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("outcome_by", models.CharField(max_length=40, null=True)),
                        ("outcome_at", models.DateTimeField(null=True)),
                        (
                            "escalated",
                            models.PositiveSmallIntegerField(
                                choices=[
                                    (0, "Not escalated"),
                                    (1, "To the supervisor of the receiving body"),
                                    (2, "To the focal point of the mechanism"),
                                ],
                                default=0,
                            ),
                        ),
                        ("escalated_at", models.DateTimeField(null=True)),
                        (
                            "clock_step",
                            models.PositiveSmallIntegerField(
                                choices=[
                                    (0, "Not escalated"),
                                    (1, "To the supervisor of the receiving body"),
                                    (2, "To the focal point of the mechanism"),
                                ],
                                default=0,
                            ),
                        ),
                        ("escalate_at", models.DateTimeField(null=True)),
                        ("held_by", models.CharField(max_length=40, null=True)),
                        ("held_at", models.DateTimeField(null=True)),
                        ("held_until", models.DateTimeField(null=True)),
                        ("held_because", malath.foundation.sealing.SealedField(null=True)),
                        ("stood_still", models.BooleanField(default=False)),
                        (
                            "turn",
                            models.GeneratedField(
                                db_persist=True,
                                expression=models.Case(
                                    models.When(status__in=("sent", "acknowledged"), then=0, urgency="emergency"),
                                    models.When(status__in=("sent", "acknowledged"), then=1),
                                ),
                                output_field=models.PositiveSmallIntegerField(null=True),
                            ),
                        ),
                        (
                            "due",
                            models.GeneratedField(
                                db_persist=True,
                                expression=models.Case(
                                    models.When(status="sent", then=models.F("acknowledge_due")),
                                    models.When(status="acknowledged", then=models.F("answer_due")),
                                ),
                                output_field=models.DateTimeField(null=True),
                            ),
                        ),
                        ("touched_at", models.DateTimeField()),
                        ("once", models.UUIDField(null=True, unique=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("status", "draft"), _negated=True),
                                fields=["receiving_desk", "-touched_at", "-id"],
                                name="referral_inbound",
                            ),
                            models.Index(fields=["sending_desk", "-touched_at", "-id"], name="referral_outbound"),
                            models.Index(
                                condition=models.Q(("status", "draft")),
                                fields=["sending_desk", "-touched_at", "-id"],
                                name="referral_drafts",
                            ),
                            models.Index(
                                condition=models.Q(("turn__isnull", False)),
                                fields=["receiving_desk", "turn", "due", "id"],
                                name="referral_in_turn",
                            ),
                            models.Index(
                                condition=models.Q(("escalated_at__isnull", False), ("turn__isnull", False)),
                                fields=["escalated", "turn", "-escalated_at", "-id"],
                                name="referral_silent",
                            ),
                            models.Index(
                                condition=models.Q(("escalated_at__isnull", False), ("turn__isnull", False)),
                                fields=["receiving_desk", "-escalated_at", "-id"],
                                name="referral_silent_inbound",
                            ),
                            models.Index(
                                condition=models.Q(("escalated_at__isnull", False), ("turn__isnull", False)),
                                fields=["sending_desk", "-escalated_at", "-id"],
                                name="referral_silent_outbound",
                            ),
                            models.Index(
                                condition=models.Q(("escalate_at__isnull", False)),
                                fields=["escalate_at"],
                                name="referral_to_escalate",
                            ),
                            models.Index(
                                condition=models.Q(("key_worker__isnull", False)),
                                fields=["type", "answered_at"],
                                name="referral_taken_on",
                            ),
                            models.Index(
                                condition=models.Q(("held_until__isnull", False)),
                                fields=["held_until"],
                                name="referral_to_resume",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "decline_reason__in",
                                        [
                                            "",
                                            "no_place",
                                            "no_service_here",
                                            "outside_area",
                                            "no_interpreter",
                                            "conflict",
                                            "already_served",
                                        ],
                                    )
                                ),
                                name="referral_decline_reason_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("alternative__in", ["", "other_desk", "later", "together"])),
                                name="referral_alternative_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "outcome__in",
                                        [
                                            "",
                                            "service_given",
                                            "service_ongoing",
                                            "person_declined",
                                            "not_reached",
                                            "referred_on",
                                        ],
                                    )
                                ),
                                name="referral_outcome_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("escalated__in", [0, 1, 2])), name="referral_escalation_known"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("clock_step__in", [0, 1, 2])), name="referral_clock_step_known"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "status__in",
                                        [
                                            "draft",
                                            "sent",
                                            "acknowledged",
                                            "accepted",
                                            "declined",
                                            "withdrawn",
                                            "stopped",
                                            "completed",
                                        ],
                                    )
                                ),
                                name="referral_status_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "type__in",
                                        [
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
                                name="referral_type_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("urgency__in", ["emergency", "urgent", "normal"])),
                                name="referral_urgency_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("sent_at__isnull", True), ("sent_by__isnull", True)),
                                    models.Q(("sent_at__isnull", False), ("sent_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="referral_sent_when_by_whom",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("sent_at__isnull", True),
                                    models.Q(
                                        ("acknowledge_due__isnull", False),
                                        ("answer_due__isnull", False),
                                        ("basis__isnull", False),
                                        ("receiving_desk__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="referral_sent_has_desk_basis_clocks",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("acknowledged_at__isnull", True), ("acknowledged_by__isnull", True)),
                                    models.Q(("acknowledged_at__isnull", False), ("acknowledged_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="referral_acknowledged_when_by_whom",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("answered_at__isnull", True), ("answered_by__isnull", True)),
                                    models.Q(("answered_at__isnull", False), ("answered_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="referral_answered_when_by_whom",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status__in", ["accepted", "completed"]), _negated=True),
                                    models.Q(
                                        ("answered_at__isnull", False),
                                        models.Q(
                                            ("key_worker__isnull", False),
                                            models.Q(("answered_how", "desk"), _negated=True),
                                            _connector="OR",
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="referral_accepted_has_key_worker",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("answered_how__in", ["desk", "link", "phone", "paper", "in_person"])),
                                name="referral_answered_how_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status", "declined"), _negated=True),
                                    models.Q(
                                        models.Q(("decline_reason", ""), _negated=True),
                                        models.Q(("alternative", ""), _negated=True),
                                        ("answered_at__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="referral_declined_has_reason_and_alternative",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("held_at__isnull", True), ("held_by__isnull", True), ("held_until__isnull", True)
                                    ),
                                    models.Q(
                                        ("held_at__isnull", False), ("held_by__isnull", False), ("held_until__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="referral_held_until_when_by_whom",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("outcome", ""), ("outcome_at__isnull", True), ("outcome_by__isnull", True)),
                                    models.Q(
                                        models.Q(("outcome", ""), _negated=True),
                                        ("outcome_at__isnull", False),
                                        ("outcome_by__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="referral_outcome_when_by_whom",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Question",
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
                            "referral",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="questions", to="referrals.referral"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("arrival", "When can the person come, and how?"),
                                    ("language", "Which language does the person speak, and is there an interpreter?"),
                                    ("companions", "Who comes along: children, others?"),
                                    ("first_day", "What is needed on the first day?"),
                                    ("danger", "Does somebody look for the person, and where not to go?"),
                                    ("before", "Which help has the person had already?"),
                                    ("time", "How long can it wait?"),
                                    ("reach", "How and when can the person be reached safely?"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("words", malath.foundation.sealing.SealedField(null=True)),
                        ("asked_by", models.CharField(max_length=40)),
                        ("asked_at", models.DateTimeField()),
                        (
                            "reply",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("told", "Answered"),
                                    ("not_known", "We do not know"),
                                    ("not_agreed", "The person does not want this told"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("reply_words", malath.foundation.sealing.SealedField(null=True)),
                        ("replied_by", models.CharField(max_length=40, null=True)),
                        ("replied_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        ["arrival", "language", "companions", "first_day", "danger", "before", "time", "reach"],
                                    )
                                ),
                                name="question_kind_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("reply__in", ["", "told", "not_known", "not_agreed"])),
                                name="question_reply_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("reply", ""),
                                        models.Q(
                                            models.Q(("replied_at__isnull", True), ("replied_by__isnull", True)),
                                            models.Q(("replied_at__isnull", False), ("replied_by__isnull", False)),
                                            _connector="OR",
                                        ),
                                        ("replied_at__isnull", True),
                                    ),
                                    models.Q(
                                        models.Q(("reply", ""), _negated=True),
                                        ("replied_at__isnull", False),
                                        ("replied_by__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="question_replied_when_by_whom",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("reply", "")), fields=("referral", "kind"), name="question_waits_once"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Feedback",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "referral",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT, related_name="feedback", to="referrals.referral"
                            ),
                        ),
                        (
                            "went",
                            models.CharField(
                                choices=[
                                    ("well", "Well, and in time"),
                                    ("late", "Well, but late"),
                                    ("not_as_asked", "Not what was asked for"),
                                    ("hard_to_reach", "The desk was hard to reach"),
                                    ("no_help", "No help came of it"),
                                ],
                                max_length=16,
                            ),
                        ),
                        (
                            "person_said",
                            models.CharField(
                                choices=[("yes", "Yes, it helped"), ("no", "No, it did not help"), ("not_asked", "Not asked")],
                                max_length=10,
                            ),
                        ),
                        ("by", models.CharField(max_length=40)),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("went__in", ["well", "late", "not_as_asked", "hard_to_reach", "no_help"])),
                                name="feedback_went_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("person_said__in", ["yes", "no", "not_asked"])),
                                name="feedback_person_known",
                            ),
                        ],
                    },
                ),
            ]
        )
    ]
