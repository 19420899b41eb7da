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
        ("cases", "0001_tables"),
        ("foundation", "0001_initial"),
        ("people", "0001_tables"),
    ]

    operations = [
        Tables(
            [
                migrations.CreateModel(
                    name="Decision",
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
                                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"
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
                        ("act", malath.foundation.sealing.SealedField()),
                        ("means", malath.foundation.sealing.SealedField(null=True)),
                        ("purpose", malath.foundation.sealing.SealedField()),
                        (
                            "desk",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="agencies.desk",
                            ),
                        ),
                        ("proposed_by", models.CharField(max_length=40)),
                        ("proposed_at", models.DateTimeField()),
                        ("confirmed_by", models.CharField(blank=True, max_length=40)),
                        ("confirmed_at", models.DateTimeField(null=True)),
                        ("sent_back_by", models.CharField(blank=True, max_length=40)),
                        ("sent_back_at", models.DateTimeField(null=True)),
                        ("objection", malath.foundation.sealing.SealedField(null=True)),
                        ("once", models.UUIDField(null=True, unique=True)),
                    ],
                    options={
                        "indexes": [models.Index(fields=["case", "-id"], name="decision_of_case")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("status__in", ("identified", "not_identified", "inconclusive"))),
                                name="decision_is_formal",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("confirmed_at__isnull", True), ("confirmed_by", "")),
                                    models.Q(("confirmed_at__isnull", False), models.Q(("confirmed_by", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="decision_confirmed_when_and_by_whom",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("sent_back_at__isnull", True), ("sent_back_by", "")),
                                    models.Q(("sent_back_at__isnull", False), models.Q(("sent_back_by", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="decision_sent_back_when_and_by_whom",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("confirmed_by", ""),
                                    models.Q(("confirmed_by", models.F("proposed_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="decision_confirmed_by_another",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("confirmed_at__isnull", True), ("sent_back_at__isnull", True)),
                                fields=("case",),
                                name="decision_one_waits",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Element",
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
                            "party",
                            models.ForeignKey(
                                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.party"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("act", "Act"),
                                    ("means", "Means"),
                                    ("purpose", "Purpose"),
                                    ("aggravating", "Aggravating circumstance"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("code", models.CharField(max_length=24)),
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
                        ("struck_by", models.CharField(blank=True, max_length=40)),
                        ("struck_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("struck_at__isnull", True)), fields=["case", "id"], name="element_of_case"
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["act", "means", "purpose", "aggravating"])),
                                name="element_kind_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("struck_at__isnull", True), ("struck_by", "")),
                                    models.Q(("struck_at__isnull", False), models.Q(("struck_by", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="element_struck_when_and_by_whom",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("struck_at__isnull", True)),
                                fields=("case", "party", "kind", "code", "desk"),
                                name="element_once",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("party__isnull", True), ("struck_at__isnull", True)),
                                fields=("case", "kind", "code", "desk"),
                                name="element_of_nobody_known_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Evidence",
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
                            "element",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="evidence",
                                to="identification.element",
                            ),
                        ),
                        (
                            "source",
                            models.CharField(
                                choices=[
                                    ("screening", "Screening"),
                                    ("interview", "Interview with the person"),
                                    ("witness", "Somebody else's statement"),
                                    ("observation", "Seen by an officer"),
                                    ("document", "Document"),
                                    ("labour_file", "Labour file"),
                                    ("medical", "Medical report, with the person's yes"),
                                    ("digital", "Messages, pictures, accounts"),
                                ],
                                max_length=12,
                            ),
                        ),
                        (
                            "strength",
                            models.CharField(
                                choices=[("strong", "Strong"), ("medium", "Medium"), ("weak", "Weak")], max_length=6
                            ),
                        ),
                        ("dated_on", models.DateField(null=True)),
                        ("holder", malath.foundation.sealing.SealedField(null=True)),
                        ("words", malath.foundation.sealing.SealedField(null=True)),
                        ("by", models.CharField(max_length=40)),
                        ("at", models.DateTimeField()),
                        ("once", models.UUIDField(null=True, unique=True)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "source__in",
                                        [
                                            "screening",
                                            "interview",
                                            "witness",
                                            "observation",
                                            "document",
                                            "labour_file",
                                            "medical",
                                            "digital",
                                        ],
                                    )
                                ),
                                name="evidence_source_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("strength__in", ["strong", "medium", "weak"])),
                                name="evidence_strength_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Mark",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                            ),
                        ),
                        (
                            "party",
                            models.ForeignKey(
                                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.party"
                            ),
                        ),
                        ("kind", models.PositiveSmallIntegerField()),
                        ("value", models.BigIntegerField()),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "indexes": [
                            models.Index(condition=models.Q(("kind__gt", 0)), fields=["kind", "value"], name="mark_same")
                        ],
                        "constraints": [models.UniqueConstraint(fields=("party", "kind", "value"), name="mark_once")],
                    },
                ),
                migrations.CreateModel(
                    name="Opinion",
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
                                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"
                            ),
                        ),
                        (
                            "agency",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="agencies.agency",
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
                            "stance",
                            models.CharField(
                                choices=[
                                    ("points", "The indications point to trafficking"),
                                    ("does_not", "The indications do not point to trafficking"),
                                    ("not_yet", "It cannot be said yet"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("text", malath.foundation.sealing.SealedField()),
                        ("by", models.CharField(max_length=40)),
                        ("at", models.DateTimeField()),
                        ("replaced_at", models.DateTimeField(null=True)),
                        ("once", models.UUIDField(null=True, unique=True)),
                    ],
                    options={
                        "indexes": [models.Index(fields=["case", "-id"], name="opinion_of_case")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("stance__in", ["points", "does_not", "not_yet"])),
                                name="opinion_stance_known",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("replaced_at__isnull", True)),
                                fields=("case", "agency"),
                                name="opinion_one_of_a_body_stands",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Process",
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
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                            ),
                        ),
                        (
                            "stage",
                            models.CharField(
                                choices=[
                                    ("waiting", "Waits for a decision"),
                                    ("proposed", "A decision is proposed"),
                                    ("decided", "Decided"),
                                    ("review", "Under review"),
                                    ("reviewed", "Reviewed"),
                                ],
                                default="waiting",
                                max_length=8,
                            ),
                        ),
                        ("since", models.DateTimeField()),
                        ("opinion_due_at", models.DateTimeField()),
                        ("opinion_at", models.DateTimeField(null=True)),
                        (
                            "desk",
                            models.ForeignKey(
                                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.desk"
                            ),
                        ),
                        ("given_at", models.DateTimeField(null=True)),
                        ("due_at", models.DateTimeField(null=True)),
                        ("decided_at", models.DateTimeField(null=True)),
                        ("review_until", models.DateTimeField(null=True)),
                        ("review_due_at", models.DateTimeField(null=True)),
                        ("next_due", models.DateTimeField(null=True)),
                        ("remind_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("next_due__isnull", False)), fields=["next_due", "id"], name="process_due"
                            ),
                            models.Index(
                                condition=models.Q(("decided_at__isnull", False)),
                                fields=["-decided_at", "-id"],
                                name="process_decided",
                            ),
                            models.Index(
                                condition=models.Q(("remind_at__isnull", False)), fields=["remind_at"], name="process_remind"
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("stage__in", ["waiting", "proposed", "decided", "review", "reviewed"])),
                                name="process_stage_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("desk__isnull", True), ("due_at__isnull", True), ("given_at__isnull", True)),
                                    models.Q(("desk__isnull", False), ("due_at__isnull", False), ("given_at__isnull", False)),
                                    _connector="OR",
                                ),
                                name="process_given_to_a_desk",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Recovery",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "case",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"
                            ),
                        ),
                        ("started_on", models.DateField()),
                        ("ends_on", models.DateField()),
                        ("as_child", models.BooleanField()),
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
                        ("told_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("told_at__isnull", True)), fields=["ends_on"], name="recovery_to_tell"
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("ends_on__gt", models.F("started_on"))),
                                name="recovery_ends_after_it_starts",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Offer",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "recovery",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="offers", to="identification.recovery"
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
                            "said",
                            models.CharField(
                                choices=[("accepted", "Accepted"), ("declined", "Declined"), ("later", "Not now")], max_length=8
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
                                name="offer_kind_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("said__in", ["accepted", "declined", "later"])), name="offer_said_known"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Extension",
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
                            "recovery",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="extensions",
                                to="identification.recovery",
                            ),
                        ),
                        ("until", models.DateField()),
                        ("because", malath.foundation.sealing.SealedField()),
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
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Review",
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
                            "decision",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT, related_name="review", to="identification.decision"
                            ),
                        ),
                        (
                            "asked_by",
                            models.CharField(
                                choices=[
                                    ("person", "The person"),
                                    ("lawyer", "Their lawyer"),
                                    ("case_manager", "The case manager"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("why", malath.foundation.sealing.SealedField()),
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
                        (
                            "officer",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "outcome",
                            models.CharField(
                                blank=True,
                                choices=[("upheld", "The decision stands"), ("changed", "The decision is changed")],
                                max_length=8,
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                blank=True,
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
                        ("reasons", malath.foundation.sealing.SealedField(null=True)),
                        ("settled_by", models.CharField(blank=True, max_length=40)),
                        ("settled_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("asked_by__in", ["person", "lawyer", "case_manager"])),
                                name="review_asked_by_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("outcome__in", ["", "upheld", "changed"])), name="review_outcome_known"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("status__in", ["", "identified", "not_identified", "inconclusive"])),
                                name="review_status_formal",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("outcome", ""), ("settled_at__isnull", True), ("settled_by", "")),
                                    models.Q(
                                        ("settled_at__isnull", False),
                                        models.Q(("settled_by", ""), _negated=True),
                                        models.Q(("outcome", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="review_settled_when_and_by_whom",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Settlement",
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
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"),
                        ),
                        ("settled_on", models.DateField()),
                        ("follow_up_on", models.DateField()),
                        ("words", malath.foundation.sealing.SealedField()),
                        ("task", models.CharField(max_length=14)),
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
                        ("once", models.UUIDField(null=True, unique=True)),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Shown",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "case",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"),
                        ),
                        ("letter", models.CharField(max_length=14)),
                        (
                            "to",
                            models.CharField(
                                choices=[
                                    ("police", "Police or a checkpoint"),
                                    ("residency", "Residence and borders"),
                                    ("court", "Court or public prosecution"),
                                    ("labour", "Labour office"),
                                    ("health", "Hospital or clinic"),
                                    ("other", "Somebody else"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("on", models.DateField()),
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
                                condition=models.Q(("to__in", ["police", "residency", "court", "labour", "health", "other"])),
                                name="shown_to_known",
                            )
                        ],
                    },
                ),
            ]
        )
    ]
