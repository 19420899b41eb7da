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
        ("support", "0001_support"),
        ("support", "0002_one_list_of_currencies"),
        ("support", "0003_care_that_does_not_wait"),
    ]

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
                    name="Conference",
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
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"),
                        ),
                        ("on", models.DateField()),
                        ("who", malath.foundation.sealing.SealedField()),
                        ("minutes", malath.foundation.sealing.SealedField(null=True)),
                        (
                            "state",
                            models.CharField(
                                choices=[("called", "Called"), ("held", "Held"), ("off", "Called off")],
                                default="called",
                                max_length=6,
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
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["called", "held", "off"])), name="conference_state_known"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("settled_at__isnull", True), ("settled_by", "")),
                                    models.Q(("settled_at__isnull", False), models.Q(("settled_by", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="conference_settled_when_and_by_whom",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FeedbackRow",
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
                        (
                            "given",
                            models.CharField(
                                choices=[
                                    ("given", "The person said what they think"),
                                    ("declined", "The person did not want to"),
                                    ("not_safe", "It was not safe to ask"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("words", malath.foundation.sealing.SealedField(null=True)),
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
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("given__in", ["given", "declined", "not_safe"])),
                                name="feedback_given_known",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FollowUp",
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
                            "person",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                        (
                            "after",
                            models.CharField(
                                choices=[
                                    ("weeks_2", "After two weeks"),
                                    ("month_1", "After one month"),
                                    ("months_3", "After three months"),
                                    ("months_6", "After six months"),
                                    ("months_12", "After twelve months"),
                                ],
                                max_length=9,
                            ),
                        ),
                        ("due_on", models.DateField()),
                        (
                            "state",
                            models.CharField(
                                choices=[("due", "To come"), ("reached", "Reached"), ("called_off", "Called off")],
                                default="due",
                                max_length=10,
                            ),
                        ),
                        ("attempts", models.PositiveSmallIntegerField(default=0)),
                        ("words", malath.foundation.sealing.SealedField(null=True)),
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
                        ("remind_at", models.DateTimeField(null=True)),
                        ("settled_by", models.CharField(blank=True, max_length=40)),
                        ("settled_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["case", "due_on"], name="follow_up_of_case"),
                            models.Index(
                                condition=models.Q(("remind_at__isnull", False)), fields=["remind_at"], name="follow_up_remind"
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("after__in", ["weeks_2", "month_1", "months_3", "months_6", "months_12"])),
                                name="follow_up_after_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["due", "reached", "called_off"])),
                                name="follow_up_state_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("settled_at__isnull", True), ("settled_by", "")),
                                    models.Q(("settled_at__isnull", False), models.Q(("settled_by", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="follow_up_settled_when_and_by_whom",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "due")), fields=("case", "after"), name="follow_up_once"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FundRequest",
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
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
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
                            "from_desk",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="agencies.desk",
                            ),
                        ),
                        (
                            "purpose",
                            models.CharField(
                                choices=[
                                    ("rent", "Rent and housing"),
                                    ("training", "Training or school"),
                                    ("health", "Health care"),
                                    ("legal", "Court and papers"),
                                    ("livelihood", "Tools for work"),
                                    ("travel", "Journey home"),
                                    ("living", "Daily living"),
                                    ("other", "Something else"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("what", malath.foundation.sealing.SealedField()),
                        ("amount", models.DecimalField(decimal_places=3, max_digits=12)),
                        (
                            "currency",
                            models.CharField(
                                choices=[
                                    ("JOD", "Jordanian dinar"),
                                    ("USD", "US dollar"),
                                    ("EUR", "Euro"),
                                    ("SAR", "Saudi riyal"),
                                    ("PHP", "Philippine peso"),
                                    ("BDT", "Bangladeshi taka"),
                                    ("KES", "Kenyan shilling"),
                                ],
                                max_length=3,
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("sent", "Waits for the committee"),
                                    ("proposed", "A decision is proposed"),
                                    ("granted", "Granted"),
                                    ("refused", "Refused"),
                                    ("withdrawn", "Withdrawn"),
                                    ("stopped", "Stopped: the consent ended"),
                                ],
                                default="sent",
                                max_length=9,
                            ),
                        ),
                        ("granted", models.DecimalField(decimal_places=3, max_digits=12, null=True)),
                        ("because", malath.foundation.sealing.SealedField(null=True)),
                        ("by", models.CharField(max_length=40)),
                        ("at", models.DateTimeField()),
                        ("proposed_by", models.CharField(blank=True, max_length=40)),
                        ("proposed_at", models.DateTimeField(null=True)),
                        ("decided_by", models.CharField(blank=True, max_length=40)),
                        ("decided_at", models.DateTimeField(null=True)),
                        ("ended_at", models.DateTimeField(null=True)),
                        ("once", models.UUIDField(null=True, unique=True)),
                    ],
                    options={
                        "indexes": [models.Index(fields=["desk", "-at", "-id"], name="fund_of_desk")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "purpose__in",
                                        ["rent", "training", "health", "legal", "livelihood", "travel", "living", "other"],
                                    )
                                ),
                                name="fund_purpose_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["sent", "proposed", "granted", "refused", "withdrawn", "stopped"])
                                ),
                                name="fund_state_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("currency__in", ["JOD", "USD", "EUR", "SAR", "PHP", "BDT", "KES"])),
                                name="fund_currency_known",
                            ),
                            models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="fund_amount_above_zero"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("granted__isnull", True), ("granted__lte", models.F("amount")), _connector="OR"
                                ),
                                name="fund_granted_at_most_what_was_asked",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("proposed_at__isnull", True), ("proposed_by", "")),
                                    models.Q(("proposed_at__isnull", False), models.Q(("proposed_by", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="fund_proposed_when_and_by_whom",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("decided_at__isnull", True), ("decided_by", "")),
                                    models.Q(("decided_at__isnull", False), models.Q(("decided_by", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="fund_decided_when_and_by_whom",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("state__in", ["granted", "refused"]),
                                        ("because__isnull", False),
                                        ("decided_at__isnull", False),
                                    ),
                                    models.Q(("state__in", ["granted", "refused"]), _negated=True),
                                    _connector="OR",
                                ),
                                name="fund_decided_has_its_words",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("decided_by", ""),
                                    models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="fund_decided_by_another",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Panel",
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
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"),
                        ),
                        ("question", malath.foundation.sealing.SealedField()),
                        ("due_at", models.DateTimeField()),
                        (
                            "heard",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("said", "The child said it"),
                                    ("not_said", "The child did not want to say"),
                                    ("too_young", "The child is too young to say"),
                                ],
                                max_length=9,
                            ),
                        ),
                        ("view", malath.foundation.sealing.SealedField(null=True)),
                        (
                            "outcome",
                            models.CharField(
                                blank=True,
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
                        ("reasons", malath.foundation.sealing.SealedField(null=True)),
                        ("review_on", models.DateField(null=True)),
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
                        ("remind_at", models.DateTimeField(null=True)),
                        ("decided_by", models.CharField(blank=True, max_length=40)),
                        ("decided_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("remind_at__isnull", False)), fields=["remind_at"], name="panel_remind"
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("heard__in", ["", "said", "not_said", "too_young"])),
                                name="panel_heard_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "outcome__in",
                                        [
                                            "",
                                            "family",
                                            "relatives",
                                            "mediation",
                                            "foster",
                                            "shelter",
                                            "return",
                                            "stay",
                                            "other",
                                        ],
                                    )
                                ),
                                name="panel_outcome_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("decided_at__isnull", True), ("decided_by", "")),
                                    models.Q(("decided_at__isnull", False), models.Q(("decided_by", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="panel_decided_when_and_by_whom",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("decided_at__isnull", True), ("outcome", "")),
                                    models.Q(
                                        ("decided_at__isnull", False),
                                        models.Q(("outcome", ""), _negated=True),
                                        models.Q(("heard", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="panel_decided_after_the_child_was_heard",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("decided_at__isnull", True)), fields=("case",), name="panel_one_open"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Panelist",
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
                            "panel",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="members", to="support.panel"
                            ),
                        ),
                        ("name", malath.foundation.sealing.SealedField()),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("child_protection", "Child protection"),
                                    ("case_manager", "Case manager"),
                                    ("shelter", "Shelter"),
                                    ("health", "Health"),
                                    ("legal", "Lawyer"),
                                    ("school", "School"),
                                    ("guardian", "Guardian"),
                                    ("other", "Somebody else"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("dissent", malath.foundation.sealing.SealedField(null=True)),
                        ("by", models.CharField(max_length=40)),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "role__in",
                                        [
                                            "child_protection",
                                            "case_manager",
                                            "shelter",
                                            "health",
                                            "legal",
                                            "school",
                                            "guardian",
                                            "other",
                                        ],
                                    )
                                ),
                                name="panelist_role_known",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PanelOption",
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
                            "panel",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="options", to="support.panel"
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
                        ("words", malath.foundation.sealing.SealedField()),
                        ("by", models.CharField(max_length=40)),
                        ("at", models.DateTimeField()),
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
                                name="panel_option_known",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Payment",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "request",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="payments", to="support.fundrequest"
                            ),
                        ),
                        ("amount", models.DecimalField(decimal_places=3, max_digits=12)),
                        ("on", models.DateField()),
                        ("by", models.CharField(max_length=40)),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="payment_above_zero")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Plan",
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
                            "desk",
                            models.ForeignKey(
                                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.desk"
                            ),
                        ),
                        ("since", models.DateTimeField()),
                        ("due_at", models.DateTimeField()),
                        ("agreed_by", models.CharField(blank=True, max_length=40)),
                        ("agreed_at", models.DateTimeField(null=True)),
                        ("review_at", models.DateTimeField(null=True)),
                        ("next_due", models.DateTimeField(null=True)),
                        ("remind_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("remind_at__isnull", False)), fields=["remind_at"], name="plan_remind"
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("agreed_at__isnull", True), ("agreed_by", "")),
                                    models.Q(("agreed_at__isnull", False), models.Q(("agreed_by", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="plan_agreed_when_and_by_whom",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("agreed_at__isnull", True), ("review_at__isnull", True)),
                                    models.Q(("agreed_at__isnull", False), ("review_at__isnull", False)),
                                    _connector="OR",
                                ),
                                name="plan_agreed_has_a_review",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Goal",
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
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="goals", to="support.plan"
                            ),
                        ),
                        (
                            "domain",
                            models.CharField(
                                choices=[
                                    ("safety", "Safety"),
                                    ("health", "Health"),
                                    ("mental_health", "Mental health"),
                                    ("shelter", "A place to live"),
                                    ("legal", "Law and court"),
                                    ("documents", "Papers and status"),
                                    ("livelihood", "Work and livelihood"),
                                    ("education", "Education"),
                                    ("family", "Family"),
                                    ("children", "Children"),
                                    ("language", "Language"),
                                    ("finances", "Money and debts"),
                                    ("travel", "Travel"),
                                ],
                                max_length=14,
                            ),
                        ),
                        ("words", malath.foundation.sealing.SealedField()),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("chosen", "Chosen by the person"),
                                    ("refused", "Refused by the person"),
                                    ("reached", "Reached"),
                                    ("given_up", "Given up by the person"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("raised", models.BooleanField(default=False)),
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
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "domain__in",
                                        [
                                            "safety",
                                            "health",
                                            "mental_health",
                                            "shelter",
                                            "legal",
                                            "documents",
                                            "livelihood",
                                            "education",
                                            "family",
                                            "children",
                                            "language",
                                            "finances",
                                            "travel",
                                        ],
                                    )
                                ),
                                name="goal_domain_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["chosen", "refused", "reached", "given_up"])),
                                name="goal_state_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("settled_at__isnull", True), ("settled_by", "")),
                                    models.Q(("settled_at__isnull", False), models.Q(("settled_by", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="goal_settled_when_and_by_whom",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Factor",
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
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="factors", to="support.plan"
                            ),
                        ),
                        (
                            "sphere",
                            models.CharField(
                                choices=[
                                    ("individual", "The person"),
                                    ("household", "Household and family"),
                                    ("community", "Community"),
                                    ("structural", "Laws, markets, institutions"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "pull",
                            models.CharField(choices=[("risk", "Makes vulnerable"), ("protective", "Protects")], max_length=10),
                        ),
                        ("words", malath.foundation.sealing.SealedField()),
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
                        ("once", models.UUIDField(null=True, unique=True)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("sphere__in", ["individual", "household", "community", "structural"])),
                                name="factor_sphere_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("pull__in", ["risk", "protective"])), name="factor_pull_known"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("struck_at__isnull", True), ("struck_by", "")),
                                    models.Q(("struck_at__isnull", False), models.Q(("struck_by", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="factor_struck_when_and_by_whom",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PlanReview",
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
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="reviews", to="support.plan"
                            ),
                        ),
                        (
                            "cause",
                            models.CharField(
                                choices=[
                                    ("planned", "The time for it has come"),
                                    ("critical", "Something critical has happened"),
                                    ("wish", "The person asks for it"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("words", malath.foundation.sealing.SealedField()),
                        ("done", models.BooleanField()),
                        ("until", models.DateTimeField()),
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
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("cause__in", ["planned", "critical", "wish"])),
                                name="plan_review_cause_known",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Quote",
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
                            "request",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="quotes", to="support.fundrequest"
                            ),
                        ),
                        ("supplier", malath.foundation.sealing.SealedField()),
                        ("amount", models.DecimalField(decimal_places=3, max_digits=12)),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Recusal",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "request",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="recusals", to="support.fundrequest"
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
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [models.UniqueConstraint(fields=("request", "user"), name="recusal_once")],
                    },
                ),
                migrations.CreateModel(
                    name="Resolution",
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
                            "conference",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="resolutions", to="support.conference"
                            ),
                        ),
                        ("words", malath.foundation.sealing.SealedField()),
                        ("task", models.CharField(blank=True, max_length=14)),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ServiceGiven",
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
                            "kind",
                            models.CharField(
                                choices=[
                                    ("shelter", "Shelter"),
                                    ("health", "Health care"),
                                    ("counselling", "Counselling"),
                                    ("legal", "Legal aid"),
                                    ("interpreting", "Interpreting"),
                                    ("transport", "Transport"),
                                    ("food", "Food and clothing"),
                                    ("cash", "Cash help"),
                                    ("housing", "Rent and housing"),
                                    ("education", "Education"),
                                    ("vocational", "Vocational training"),
                                    ("livelihood", "Tools and start of a livelihood"),
                                    ("childcare", "Care for children"),
                                    ("documents", "Papers and fees"),
                                    ("other", "Something else"),
                                ],
                                max_length=12,
                            ),
                        ),
                        (
                            "agency",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="agencies.agency",
                            ),
                        ),
                        ("provider", malath.foundation.sealing.SealedField(null=True)),
                        ("on", models.DateField()),
                        ("units", models.PositiveSmallIntegerField()),
                        (
                            "unit",
                            models.CharField(
                                choices=[
                                    ("session", "Sessions"),
                                    ("hour", "Hours"),
                                    ("day", "Days"),
                                    ("night", "Nights"),
                                    ("trip", "Trips"),
                                    ("piece", "Pieces"),
                                    ("payment", "Payments"),
                                ],
                                max_length=7,
                            ),
                        ),
                        ("cost", models.DecimalField(decimal_places=3, max_digits=12, null=True)),
                        (
                            "currency",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("JOD", "Jordanian dinar"),
                                    ("USD", "US dollar"),
                                    ("EUR", "Euro"),
                                    ("SAR", "Saudi riyal"),
                                    ("PHP", "Philippine peso"),
                                    ("BDT", "Bangladeshi taka"),
                                    ("KES", "Kenyan shilling"),
                                ],
                                max_length=3,
                            ),
                        ),
                        (
                            "funder",
                            models.CharField(
                                choices=[
                                    ("own", "The body's own budget"),
                                    ("state", "The state"),
                                    ("fund", "Victims' Assistance Fund"),
                                    ("donor", "A donor's project"),
                                    ("person", "The person"),
                                    ("free", "Nobody: it was free"),
                                    ("not_known", "Not known"),
                                ],
                                max_length=9,
                            ),
                        ),
                        (
                            "satisfaction",
                            models.CharField(
                                choices=[
                                    ("good", "It helped"),
                                    ("partly", "It helped in part"),
                                    ("bad", "It did not help"),
                                    ("declined", "Did not want to say"),
                                    ("not_asked", "Not asked"),
                                ],
                                max_length=9,
                            ),
                        ),
                        ("words", malath.foundation.sealing.SealedField(null=True)),
                        (
                            "goal",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="support.goal",
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
                        ("struck_by", models.CharField(blank=True, max_length=40)),
                        ("struck_at", models.DateTimeField(null=True)),
                        ("once", models.UUIDField(null=True, unique=True)),
                    ],
                    options={
                        "indexes": [models.Index(fields=["case", "-on", "-id"], name="given_of_case")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        [
                                            "shelter",
                                            "health",
                                            "counselling",
                                            "legal",
                                            "interpreting",
                                            "transport",
                                            "food",
                                            "cash",
                                            "housing",
                                            "education",
                                            "vocational",
                                            "livelihood",
                                            "childcare",
                                            "documents",
                                            "other",
                                        ],
                                    )
                                ),
                                name="given_kind_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("unit__in", ["session", "hour", "day", "night", "trip", "piece", "payment"])
                                ),
                                name="given_unit_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("funder__in", ["own", "state", "fund", "donor", "person", "free", "not_known"])
                                ),
                                name="given_funder_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("satisfaction__in", ["good", "partly", "bad", "declined", "not_asked"])),
                                name="given_satisfaction_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("cost__isnull", True), ("currency", "")),
                                    models.Q(
                                        ("cost__gte", 0), ("currency__in", ["JOD", "USD", "EUR", "SAR", "PHP", "BDT", "KES"])
                                    ),
                                    _connector="OR",
                                ),
                                name="given_cost_has_a_currency",
                            ),
                            models.CheckConstraint(condition=models.Q(("units__gte", 1)), name="given_once_at_least"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("struck_at__isnull", True), ("struck_by", "")),
                                    models.Q(("struck_at__isnull", False), models.Q(("struck_by", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="given_struck_when_and_by_whom",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Step",
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
                            "goal",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="support.goal"
                            ),
                        ),
                        ("words", malath.foundation.sealing.SealedField()),
                        (
                            "doer",
                            models.CharField(
                                choices=[
                                    ("person", "The person"),
                                    ("ours", "Our desk: it becomes a task"),
                                    ("other", "Another body"),
                                ],
                                max_length=6,
                            ),
                        ),
                        ("due_on", models.DateField()),
                        ("task", models.CharField(blank=True, max_length=14)),
                        (
                            "state",
                            models.CharField(
                                choices=[("open", "To do"), ("done", "Done"), ("dropped", "Dropped")],
                                default="open",
                                max_length=7,
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
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("doer__in", ["person", "ours", "other"])), name="step_doer_known"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["open", "done", "dropped"])), name="step_state_known"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("doer", "ours"), models.Q(("task", ""), _negated=True)),
                                    models.Q(models.Q(("doer", "ours"), _negated=True), ("task", "")),
                                    _connector="OR",
                                ),
                                name="step_of_ours_is_a_task",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("settled_at__isnull", True), ("settled_by", "")),
                                    models.Q(("settled_at__isnull", False), models.Q(("settled_by", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="step_settled_when_and_by_whom",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="UrgentCare",
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
                        ("happened", malath.foundation.sealing.SealedField()),
                        ("hiv", malath.foundation.sealing.SealedField()),
                        ("contraception", malath.foundation.sealing.SealedField()),
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
                        ("look_at", models.DateTimeField(null=True)),
                        ("once", models.UUIDField(null=True, unique=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["case", "at"], name="urgent_care_of_case"),
                            models.Index(
                                condition=models.Q(("look_at__isnull", False)), fields=["look_at"], name="urgent_care_look"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Complaint",
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
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("conduct", "How somebody behaved"),
                                    ("delay", "It took too long"),
                                    ("refused", "Help was refused"),
                                    ("privacy", "Something was told to others"),
                                    ("quality", "The service itself"),
                                    ("other", "Something else"),
                                ],
                                max_length=8,
                            ),
                        ),
                        (
                            "about",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="agencies.agency",
                            ),
                        ),
                        (
                            "whom",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("words", malath.foundation.sealing.SealedField()),
                        (
                            "route",
                            models.CharField(
                                choices=[("inside", "The supervisors of that body"), ("outside", "Another body")], max_length=7
                            ),
                        ),
                        (
                            "handler",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                            ),
                        ),
                        (
                            "outcome",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("right", "Right: something is changed"),
                                    ("partly", "Right in part"),
                                    ("not_found", "Nothing of it was found"),
                                ],
                                max_length=9,
                            ),
                        ),
                        ("answer", malath.foundation.sealing.SealedField(null=True)),
                        ("by", models.CharField(max_length=40)),
                        ("at", models.DateTimeField()),
                        ("answered_by", models.CharField(blank=True, max_length=40)),
                        ("answered_at", models.DateTimeField(null=True)),
                        ("once", models.UUIDField(null=True, unique=True)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kind__in", ["conduct", "delay", "refused", "privacy", "quality", "other"])
                                ),
                                name="complaint_kind_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("route__in", ["inside", "outside"])), name="complaint_route_known"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("outcome__in", ["", "right", "partly", "not_found"])),
                                name="complaint_outcome_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("answered_at__isnull", True), ("answered_by", "")),
                                    models.Q(("answered_at__isnull", False), models.Q(("answered_by", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="complaint_answered_when_and_by_whom",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("route", "inside"),
                                    models.Q(("handler", models.F("about")), _negated=True),
                                    _connector="OR",
                                ),
                                name="complaint_outside_is_another_body",
                            ),
                        ],
                    },
                ),
            ]
        )
    ]
