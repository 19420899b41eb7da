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
        ("returns", "0001_initial"),
        ("returns", "0002_travel_and_costs"),
        ("returns", "0003_reintegration"),
        ("returns", "0004_coming_home"),
        ("returns", "0005_mission_answers"),
        ("returns", "0006_survey_on_the_forms"),
        ("returns", "0007_grants_and_figures"),
    ]

    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("agencies", "0001_tables"),
        ("cases", "0001_tables"),
        ("foundation", "0001_initial"),
        ("people", "0001_tables"),
        ("privacy", "0001_tables"),
        ("questionnaires", "0001_tables"),
    ]

    operations = [
        Tables(
            [
                migrations.CreateModel(
                    name="Project",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "reference",
                            models.CharField(
                                default=malath.foundation.references.new_reference, editable=False, max_length=14, unique=True
                            ),
                        ),
                        (
                            "desk",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.desk"
                            ),
                        ),
                        ("name", models.CharField(max_length=80)),
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
                        ("budget", models.DecimalField(decimal_places=3, max_digits=12)),
                        ("spent", models.DecimalField(decimal_places=3, default=0, max_digits=12)),
                        ("ends_on", models.DateField()),
                        ("by", models.CharField(max_length=40)),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("currency__in", ["JOD", "USD", "EUR", "SAR", "PHP", "BDT", "KES"])),
                                name="project_currency_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("spent__gte", 0), ("spent__lte", models.F("budget"))),
                                name="project_spent_at_most_the_budget",
                            ),
                            models.UniqueConstraint(fields=("desk", "name"), name="project_name_once"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Return",
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
                            "case",
                            models.ForeignKey(
                                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"
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
                            "mission",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="agencies.agency",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("stranded", "Stranded migrant"),
                                    ("vulnerable", "Migrant in a vulnerable situation"),
                                    ("child", "Child"),
                                    ("family", "Family"),
                                    ("identified", "Identified victim of trafficking"),
                                    ("potential", "Potential victim of trafficking"),
                                    ("incoming", "Comes home from abroad"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("expected", "Expected here"),
                                    ("preparing", "Being prepared"),
                                    ("booked", "Booked"),
                                    ("departed", "On the way"),
                                    ("arrived", "Arrived"),
                                    ("stopped", "Stopped"),
                                ],
                                default="preparing",
                                max_length=9,
                            ),
                        ),
                        ("country", models.CharField(max_length=2)),
                        (
                            "asked_by",
                            models.CharField(
                                choices=[
                                    ("self", "The person"),
                                    ("association", "An association"),
                                    ("unit", "Counter-Trafficking Unit"),
                                    ("embassy", "An embassy"),
                                    ("shelter", "A shelter"),
                                    ("other", "Another body"),
                                ],
                                max_length=11,
                            ),
                        ),
                        ("asked_on", models.DateField()),
                        ("pressing", malath.foundation.sealing.SealedField(null=True)),
                        ("words", malath.foundation.sealing.SealedField(null=True)),
                        ("priority", models.PositiveSmallIntegerField(default=0)),
                        (
                            "fear",
                            models.CharField(
                                choices=[
                                    ("not_asked", "Not asked yet"),
                                    ("no", "No fear of going back"),
                                    ("yes", "Fears going back"),
                                    ("unsure", "Not sure"),
                                ],
                                default="not_asked",
                                max_length=9,
                            ),
                        ),
                        ("fear_by", models.CharField(blank=True, max_length=40)),
                        ("fear_at", models.DateTimeField(null=True)),
                        ("closed_by", models.CharField(blank=True, max_length=40)),
                        ("closed_at", models.DateTimeField(null=True)),
                        (
                            "court",
                            models.CharField(
                                choices=[
                                    ("not_asked", "Not asked yet"),
                                    ("none", "No criminal case that we know of"),
                                    ("open", "Open, and the person was not told yet"),
                                    ("told", "Open; told of early and remote testimony"),
                                ],
                                default="not_asked",
                                max_length=9,
                            ),
                        ),
                        (
                            "gate",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("G1", "Protection: no fear of going back"),
                                    ("G2", "Two counselling talks"),
                                    ("G3", "Voluntary declaration"),
                                    ("G4", "Family and risk"),
                                    ("G5", "Best interests of the child"),
                                    ("G6", "Papers, fines and holds"),
                                    ("G7", "Fit to travel on the day of the flight"),
                                    ("G8", "The mission receives the person"),
                                ],
                                default="G1",
                                max_length=2,
                            ),
                        ),
                        ("gate_since", models.DateTimeField()),
                        ("by", models.CharField(max_length=40)),
                        ("at", models.DateTimeField()),
                        (
                            "stopped_because",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("wish", "The person does not wish to return now"),
                                    ("not_safe", "Return would not be safe"),
                                    ("protection", "The person asks for international protection"),
                                    ("other_way", "The person stays or goes another way"),
                                    ("other_funder", "Somebody else pays for the return"),
                                    ("lost", "Contact was lost"),
                                    ("withdrawn", "What it stood on was taken back"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("stopped_by", models.CharField(blank=True, max_length=40)),
                        ("stopped_at", models.DateTimeField(null=True)),
                        ("once", models.UUIDField(null=True, unique=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["desk", "state", "-priority", "asked_on", "id"], name="return_queue"),
                            models.Index(fields=["desk", "gate", "gate_since", "state"], name="return_gate"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        ["stranded", "vulnerable", "child", "family", "identified", "potential", "incoming"],
                                    )
                                ),
                                name="return_kind_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["expected", "preparing", "booked", "departed", "arrived", "stopped"])
                                ),
                                name="return_state_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("asked_by__in", ["self", "association", "unit", "embassy", "shelter", "other"])
                                ),
                                name="return_asked_by_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("fear__in", ["not_asked", "no", "yes", "unsure"])), name="return_fear_known"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("court__in", ["not_asked", "none", "open", "told"])),
                                name="return_court_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("gate__in", ["", "G1", "G2", "G3", "G4", "G5", "G6", "G7", "G8"])),
                                name="return_gate_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "stopped_because__in",
                                        [
                                            "",
                                            "wish",
                                            "not_safe",
                                            "protection",
                                            "other_way",
                                            "other_funder",
                                            "lost",
                                            "withdrawn",
                                        ],
                                    )
                                ),
                                name="return_stopped_because_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("fear_at__isnull", True), ("fear_by", "")),
                                    models.Q(("fear_at__isnull", False), models.Q(("fear_by", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="return_fear_when_and_by_whom",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("closed_at__isnull", True), ("closed_by", "")),
                                    models.Q(("closed_at__isnull", False), models.Q(("closed_by", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="return_road_closed_when_and_by_whom",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("stopped_at__isnull", True), ("stopped_by", "")),
                                    models.Q(("stopped_at__isnull", False), models.Q(("stopped_by", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="return_stopped_when_and_by_whom",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("state", "stopped"),
                                        ("stopped_at__isnull", False),
                                        models.Q(("stopped_because", ""), _negated=True),
                                    ),
                                    models.Q(("state", "stopped"), _negated=True),
                                    _connector="OR",
                                ),
                                name="return_stopped_has_a_reason",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ["expected", "preparing", "booked", "departed"])),
                                fields=("person",),
                                name="return_one_open",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Journey",
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
                            "returning",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="journeys", to="returns.return"
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("planned", "Planned"),
                                    ("ticketed", "Ticket bought"),
                                    ("left", "On the way"),
                                    ("arrived", "Arrival confirmed"),
                                    ("missed", "Did not board"),
                                    ("refused", "Said no before boarding"),
                                    ("cancelled", "Cancelled"),
                                ],
                                default="planned",
                                max_length=9,
                            ),
                        ),
                        ("leaves_at", models.DateTimeField()),
                        ("arrives_at", models.DateTimeField()),
                        ("hour_there", models.PositiveSmallIntegerField()),
                        ("airline_cares", models.BooleanField(default=False)),
                        ("escort", malath.foundation.sealing.SealedField(null=True)),
                        ("meets", malath.foundation.sealing.SealedField()),
                        ("by", models.CharField(max_length=40)),
                        ("at", models.DateTimeField()),
                        ("ticket", malath.foundation.sealing.SealedField(null=True)),
                        ("fare", models.DecimalField(decimal_places=3, max_digits=12, null=True)),
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
                        ("bought_by", models.CharField(blank=True, max_length=40)),
                        ("bought_at", models.DateTimeField(null=True)),
                        ("left_by", models.CharField(blank=True, max_length=40)),
                        ("left_at", models.DateTimeField(null=True)),
                        ("alarm_at", models.DateTimeField(null=True)),
                        ("missing_by", models.CharField(blank=True, max_length=40)),
                        ("missing_at", models.DateTimeField(null=True)),
                        ("confirmed_by", models.CharField(blank=True, max_length=40)),
                        ("confirmed_at", models.DateTimeField(null=True)),
                        ("ended_by", models.CharField(blank=True, max_length=40)),
                        ("ended_at", models.DateTimeField(null=True)),
                        ("unused_at", models.DateTimeField(null=True)),
                        ("refund", models.DecimalField(decimal_places=3, max_digits=12, null=True)),
                        ("refunded_by", models.CharField(blank=True, max_length=40)),
                        ("refunded_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("alarm_at__isnull", True), ("state", "left")),
                                fields=["arrives_at"],
                                name="journey_unconfirmed",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["planned", "ticketed", "left", "arrived", "missed", "refused", "cancelled"])
                                ),
                                name="journey_state_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("bought_at__isnull", True), ("bought_by", "")),
                                    models.Q(("bought_at__isnull", False), models.Q(("bought_by", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="journey_bought_when_and_by_whom",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("missing_at__isnull", True), ("missing_by", "")),
                                    models.Q(("missing_at__isnull", False), models.Q(("missing_by", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="journey_missing_when_and_by_whom",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("left_at__isnull", True), ("left_by", "")),
                                    models.Q(("left_at__isnull", False), models.Q(("left_by", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="journey_left_when_and_by_whom",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("confirmed_at__isnull", True), ("confirmed_by", "")),
                                    models.Q(("confirmed_at__isnull", False), models.Q(("confirmed_by", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="journey_confirmed_when_and_by_whom",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("ended_at__isnull", True), ("ended_by", "")),
                                    models.Q(("ended_at__isnull", False), models.Q(("ended_by", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="journey_ended_when_and_by_whom",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("refunded_at__isnull", True), ("refunded_by", "")),
                                    models.Q(("refunded_at__isnull", False), models.Q(("refunded_by", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="journey_refunded_when_and_by_whom",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("arrives_at__gt", models.F("leaves_at"))),
                                name="journey_arrives_after_it_leaves",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("currency", ""), ("fare__isnull", True)),
                                    models.Q(
                                        ("currency__in", ["JOD", "USD", "EUR", "SAR", "PHP", "BDT", "KES"]), ("fare__gt", 0)
                                    ),
                                    _connector="OR",
                                ),
                                name="journey_fare_has_a_currency",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("refund__isnull", True), ("refund__lte", models.F("fare")), _connector="OR"
                                ),
                                name="journey_refund_at_most_the_fare",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ["planned", "ticketed", "left"])),
                                fields=("returning",),
                                name="journey_one_stands",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Leg",
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
                            "journey",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="legs", to="returns.journey"
                            ),
                        ),
                        ("leaves_at", models.DateTimeField()),
                        ("arrives_at", models.DateTimeField()),
                        ("way", malath.foundation.sealing.SealedField()),
                        ("helper", malath.foundation.sealing.SealedField(null=True)),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ReintegrationPlan",
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
                            "returning",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT, related_name="reintegration", to="returns.return"
                            ),
                        ),
                        ("words", malath.foundation.sealing.SealedField()),
                        ("arrived_on", models.DateField()),
                        ("by", models.CharField(max_length=40)),
                        ("at", models.DateTimeField()),
                        ("remind_on", models.DateField(null=True)),
                        ("agreed_by", models.CharField(blank=True, max_length=40)),
                        ("agreed_at", models.DateTimeField(null=True)),
                        ("flag", malath.foundation.sealing.SealedField(null=True)),
                        ("flagged_by", models.CharField(blank=True, max_length=40)),
                        ("flagged_at", models.DateTimeField(null=True)),
                        (
                            "why_ended",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("completed", "The plan is completed"),
                                    ("wish", "The person wishes so"),
                                    ("transferred", "Another body accompanies the person"),
                                    ("lost", "Not reached: three tries on three days, over thirty days"),
                                    ("died", "The person died"),
                                ],
                                max_length=11,
                            ),
                        ),
                        ("ended_by", models.CharField(blank=True, max_length=40)),
                        ("ended_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("ended_at__isnull", True)),
                                fields=["remind_on"],
                                name="reintegration_to_remind",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("why_ended__in", ["", "completed", "wish", "transferred", "lost", "died"])),
                                name="reintegration_why_ended_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("agreed_at__isnull", True), ("agreed_by", "")),
                                    models.Q(("agreed_at__isnull", False), models.Q(("agreed_by", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="reintegration_agreed_when_and_by_whom",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("flagged_at__isnull", True), ("flagged_by", "")),
                                    models.Q(("flagged_at__isnull", False), models.Q(("flagged_by", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="reintegration_flagged_when_and_by_whom",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("ended_at__isnull", True), ("ended_by", "")),
                                    models.Q(("ended_at__isnull", False), models.Q(("ended_by", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="reintegration_ended_when_and_by_whom",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("ended_at__isnull", True), ("why_ended", "")),
                                    models.Q(("ended_at__isnull", False), models.Q(("why_ended", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="reintegration_ended_has_a_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PaperStep",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "returning",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="papers", to="returns.return"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("travel_document", "Passport in hand, or travel document of the embassy"),
                                    ("exit", "Exit permit, and no ban on leaving"),
                                    ("debts", "No civil debt that keeps the person here"),
                                    ("birth", "Birth of a child registered"),
                                ],
                                max_length=15,
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("wanted", "To be got"),
                                    ("asked", "Asked for"),
                                    ("clear", "Clear"),
                                    ("not_needed", "Not needed"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("by", models.CharField(max_length=40)),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["travel_document", "exit", "debts", "birth"])),
                                name="paper_kind_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["wanted", "asked", "clear", "not_needed"])),
                                name="paper_state_known",
                            ),
                            models.UniqueConstraint(fields=("returning", "kind"), name="paper_of_a_kind_once"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MissionAsked",
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
                            "returning",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="asked_missions", to="returns.return"
                            ),
                        ),
                        (
                            "mission",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="agencies.agency",
                            ),
                        ),
                        (
                            "answer",
                            models.CharField(
                                choices=[
                                    ("waiting", "No answer yet"),
                                    ("confirmed", "Receives the person"),
                                    ("later", "Not on this day"),
                                    ("cannot", "Cannot receive the person"),
                                ],
                                default="waiting",
                                max_length=9,
                            ),
                        ),
                        ("words", malath.foundation.sealing.SealedField(null=True)),
                        (
                            "basis",
                            models.ForeignKey(
                                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="privacy.basis"
                            ),
                        ),
                        ("risks", malath.foundation.sealing.SealedField(null=True)),
                        ("told", malath.foundation.sealing.SealedField(null=True)),
                        ("risks_by", models.CharField(blank=True, max_length=40)),
                        ("risks_at", models.DateTimeField(null=True)),
                        ("by", models.CharField(max_length=40)),
                        ("at", models.DateTimeField()),
                        ("due_at", models.DateTimeField()),
                        ("told_at", models.DateTimeField(null=True)),
                        ("answered_by", models.CharField(blank=True, max_length=40)),
                        ("answered_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("answer", "waiting"), ("told_at__isnull", True)),
                                fields=["due_at"],
                                name="mission_silent",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("answer__in", ["waiting", "confirmed", "later", "cannot"])),
                                name="mission_answer_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("answered_at__isnull", True), ("answered_by", "")),
                                    models.Q(("answered_at__isnull", False), models.Q(("answered_by", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="mission_answered_when_and_by_whom",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("risks_at__isnull", True), ("risks_by", "")),
                                    models.Q(("risks_at__isnull", False), models.Q(("risks_by", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="mission_risks_when_and_by_whom",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("answer", "waiting")), fields=("returning",), name="mission_asked_once"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Incoming",
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
                            "returning",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT, related_name="incoming", to="returns.return"
                            ),
                        ),
                        ("source", models.CharField(max_length=14, unique=True)),
                        ("expected_on", models.DateField(null=True)),
                        ("way", malath.foundation.sealing.SealedField(null=True)),
                        ("needs", malath.foundation.sealing.SealedField(null=True)),
                        ("health", malath.foundation.sealing.SealedField(null=True)),
                        ("plan", malath.foundation.sealing.SealedField(null=True)),
                        ("by", models.CharField(max_length=40)),
                        ("at", models.DateTimeField()),
                        ("came_at", models.DateTimeField(null=True)),
                        ("confirmed_by", models.CharField(blank=True, max_length=40)),
                        ("confirmed_at", models.DateTimeField(null=True)),
                        ("alarm_at", models.DateTimeField(null=True)),
                        ("missing_by", models.CharField(blank=True, max_length=40)),
                        ("missing_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("alarm_at__isnull", True), ("confirmed_at__isnull", True)),
                                fields=["expected_on"],
                                name="incoming_unconfirmed",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("missing_at__isnull", True), ("missing_by", "")),
                                    models.Q(("missing_at__isnull", False), models.Q(("missing_by", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="incoming_missing_when_and_by_whom",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("confirmed_at__isnull", True), ("confirmed_by", "")),
                                    models.Q(("confirmed_at__isnull", False), models.Q(("confirmed_by", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="incoming_confirmed_when_and_by_whom",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("came_at__isnull", True), ("confirmed_at__isnull", True)),
                                    models.Q(("came_at__isnull", False), ("confirmed_at__isnull", False)),
                                    _connector="OR",
                                ),
                                name="incoming_confirmed_has_a_moment",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Grant",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "reference",
                            models.CharField(
                                default=malath.foundation.references.new_reference, editable=False, max_length=14, unique=True
                            ),
                        ),
                        (
                            "returning",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT, related_name="grant", to="returns.return"
                            ),
                        ),
                        (
                            "project",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="returns.project",
                            ),
                        ),
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
                        ("by", models.CharField(max_length=40)),
                        ("at", models.DateTimeField()),
                        ("released_by", models.CharField(blank=True, max_length=40)),
                        ("released_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("currency__in", ["JOD", "USD", "EUR", "SAR", "PHP", "BDT", "KES"])),
                                name="grant_currency_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("released_at__isnull", True), ("released_by", "")),
                                    models.Q(("released_at__isnull", False), models.Q(("released_by", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="grant_released_when_and_by_whom",
                            ),
                            models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="grant_above_zero"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FineChoice",
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
                            "returning",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="fines", to="returns.return"
                            ),
                        ),
                        (
                            "way",
                            models.CharField(
                                choices=[
                                    ("project", "A project pays, with approval"),
                                    ("again", "Ask for the waiver again"),
                                    ("window", "Wait for the next exemption"),
                                ],
                                max_length=7,
                            ),
                        ),
                        ("because", malath.foundation.sealing.SealedField()),
                        ("by", models.CharField(max_length=40)),
                        ("at", models.DateTimeField()),
                        ("approved_by", models.CharField(blank=True, max_length=40)),
                        ("approved_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("way__in", ["project", "again", "window"])), name="fine_way_known"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("approved_at__isnull", True), ("approved_by", "")),
                                    models.Q(("approved_at__isnull", False), models.Q(("approved_by", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="fine_approved_when_and_by_whom",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("approved_by", ""),
                                    models.Q(("approved_by", models.F("by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="fine_approved_by_another",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DoctorsWord",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "returning",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="fitness", to="returns.return"
                            ),
                        ),
                        ("fit", models.BooleanField()),
                        ("examined_on", models.DateField()),
                        ("until", models.DateField()),
                        ("escort", models.BooleanField(default=False)),
                        ("medicines", models.PositiveSmallIntegerField(default=0)),
                        ("by", models.CharField(max_length=40)),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("until__gte", models.F("examined_on"))), name="fitness_ends_after_it_begins"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Declaration",
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
                            "returning",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="declarations", to="returns.return"
                            ),
                        ),
                        ("language", models.CharField(max_length=3)),
                        ("detained", models.BooleanField()),
                        ("witness", malath.foundation.sealing.SealedField(null=True)),
                        ("by", models.CharField(max_length=40)),
                        ("at", models.DateTimeField()),
                        ("withdrawn_by", models.CharField(blank=True, max_length=40)),
                        ("withdrawn_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("withdrawn_at__isnull", True), ("withdrawn_by", "")),
                                    models.Q(("withdrawn_at__isnull", False), models.Q(("withdrawn_by", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="declaration_withdrawn_when_and_by_whom",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("withdrawn_at__isnull", True)),
                                fields=("returning",),
                                name="declaration_one_stands",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("detained", False), ("witness__isnull", False), _connector="OR"),
                                name="declaration_in_detention_has_a_witness",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DangerThere",
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
                            "returning",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="dangers", to="returns.return"
                            ),
                        ),
                        ("likelihood", models.PositiveSmallIntegerField()),
                        ("harm", models.PositiveSmallIntegerField()),
                        (
                            "level",
                            models.CharField(
                                choices=[
                                    ("low", "Low danger"),
                                    ("medium", "Medium danger"),
                                    ("high", "High danger"),
                                    ("critical", "Critical danger"),
                                ],
                                max_length=8,
                            ),
                        ),
                        (
                            "way",
                            models.CharField(
                                choices=[
                                    ("none", "Nothing decided yet"),
                                    ("solved", "The danger was solved"),
                                    ("elsewhere", "The person goes to another place there"),
                                    ("stop", "The return is stopped"),
                                ],
                                default="none",
                                max_length=9,
                            ),
                        ),
                        ("words", malath.foundation.sealing.SealedField()),
                        ("by", models.CharField(max_length=40)),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("level__in", ["low", "medium", "high", "critical"])),
                                name="danger_level_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("way__in", ["none", "solved", "elsewhere", "stop"])),
                                name="danger_way_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("harm__gte", 1), ("harm__lte", 5), ("likelihood__gte", 1), ("likelihood__lte", 5)
                                ),
                                name="danger_on_the_scale",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Cost",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "reference",
                            models.CharField(
                                default=malath.foundation.references.new_reference, editable=False, max_length=14, unique=True
                            ),
                        ),
                        (
                            "returning",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="costs", to="returns.return"
                            ),
                        ),
                        (
                            "line",
                            models.CharField(
                                choices=[
                                    ("fare", "Fare"),
                                    ("documents", "Papers"),
                                    ("exam", "Examination by a doctor"),
                                    ("escort", "Escort"),
                                    ("transit", "Transit"),
                                    ("pocket", "Pocket money"),
                                    ("inland", "Travel inside the country"),
                                    ("fines", "Fines"),
                                    ("grant", "Reintegration grant"),
                                ],
                                max_length=9,
                            ),
                        ),
                        (
                            "paid_by",
                            models.CharField(
                                choices=[
                                    ("project", "A project"),
                                    ("fund", "Victims' Assistance Fund"),
                                    ("employer", "The employer, by duty"),
                                    ("person", "The person"),
                                ],
                                max_length=8,
                            ),
                        ),
                        (
                            "project",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="costs",
                                to="returns.project",
                            ),
                        ),
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
                        ("estimate", models.DecimalField(decimal_places=3, max_digits=12, null=True)),
                        ("actual", models.DecimalField(decimal_places=3, max_digits=12, null=True)),
                        ("rate", models.DecimalField(decimal_places=6, default=1, max_digits=12)),
                        ("by", models.CharField(max_length=40)),
                        ("at", models.DateTimeField()),
                        ("paid_on", models.DateField(null=True)),
                        ("once", models.UUIDField(null=True, unique=True)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "line__in",
                                        [
                                            "fare",
                                            "documents",
                                            "exam",
                                            "escort",
                                            "transit",
                                            "pocket",
                                            "inland",
                                            "fines",
                                            "grant",
                                        ],
                                    )
                                ),
                                name="cost_line_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("paid_by__in", ["project", "fund", "employer", "person"])),
                                name="cost_paid_by_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("currency__in", ["JOD", "USD", "EUR", "SAR", "PHP", "BDT", "KES"])),
                                name="cost_currency_known",
                            ),
                            models.CheckConstraint(condition=models.Q(("rate__gt", 0)), name="cost_rate_above_zero"),
                            models.CheckConstraint(
                                condition=models.Q(("estimate__isnull", False), ("actual__isnull", False), _connector="OR"),
                                name="cost_says_an_amount",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("paid_by", "project"), ("project__isnull", False)),
                                    models.Q(models.Q(("paid_by", "project"), _negated=True), ("project__isnull", True)),
                                    _connector="OR",
                                ),
                                name="cost_of_a_project_names_it",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ChildsWay",
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
                            "returning",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="ways", to="returns.return"
                            ),
                        ),
                        ("receiver", malath.foundation.sealing.SealedField()),
                        ("traced", models.BooleanField()),
                        ("escort", malath.foundation.sealing.SealedField(null=True)),
                        ("by", models.CharField(max_length=40)),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="SupportLine",
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
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="lines",
                                to="returns.reintegrationplan",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("business", "Small business"),
                                    ("job", "Job placement"),
                                    ("training", "Training"),
                                    ("education", "Education"),
                                    ("housing", "Housing"),
                                    ("health", "Health care"),
                                    ("psychosocial", "Psychosocial support"),
                                    ("legal", "Legal aid"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("words", malath.foundation.sealing.SealedField()),
                        ("until_on", models.DateField()),
                        (
                            "state",
                            models.CharField(
                                choices=[("planned", "Planned"), ("given", "Given"), ("dropped", "Not any more")],
                                default="planned",
                                max_length=8,
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
                                        "kind__in",
                                        [
                                            "business",
                                            "job",
                                            "training",
                                            "education",
                                            "housing",
                                            "health",
                                            "psychosocial",
                                            "legal",
                                        ],
                                    )
                                ),
                                name="support_line_kind_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["planned", "given", "dropped"])),
                                name="support_line_state_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("settled_at__isnull", True), ("settled_by", "")),
                                    models.Q(("settled_at__isnull", False), models.Q(("settled_by", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="support_line_settled_when_and_by_whom",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Survey",
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
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="surveys",
                                to="returns.reintegrationplan",
                            ),
                        ),
                        (
                            "round",
                            models.CharField(
                                choices=[
                                    ("baseline", "First month"),
                                    ("midline", "After six months"),
                                    ("endline", "After twelve months"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("on", models.DateField()),
                        (
                            "filling",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="questionnaires.filling",
                            ),
                        ),
                        ("answers", malath.foundation.sealing.SealedField(null=True)),
                        (
                            "band",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("self_guided", "Support by their own lead"),
                                    ("regular_monitoring", "Regular monitoring"),
                                    ("intense", "Intense case management"),
                                ],
                                max_length=18,
                            ),
                        ),
                        ("by", models.CharField(max_length=40)),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("answers__isnull", True)), fields=["filling"], name="survey_to_take"
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("round__in", ["baseline", "midline", "endline"])), name="survey_round_known"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("band__in", ["", "self_guided", "regular_monitoring", "intense"])),
                                name="survey_band_known",
                            ),
                            models.UniqueConstraint(fields=("plan", "round"), name="survey_round_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("answers__isnull", False),
                                    models.Q(("band", ""), ("filling__isnull", False)),
                                    _connector="OR",
                                ),
                                name="survey_is_asked_or_taken",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Talk",
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
                            "returning",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="talks", to="returns.return"
                            ),
                        ),
                        ("held_at", models.DateTimeField()),
                        (
                            "held_by",
                            models.CharField(
                                choices=[
                                    ("office", "Our office"),
                                    ("association", "An association"),
                                    ("un", "A United Nations agency"),
                                    ("police", "A police officer"),
                                ],
                                max_length=11,
                            ),
                        ),
                        ("language", models.CharField(max_length=3)),
                        ("words", malath.foundation.sealing.SealedField(null=True)),
                        ("by", models.CharField(max_length=40)),
                        ("at", models.DateTimeField()),
                        ("once", models.UUIDField(null=True, unique=True)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("held_by__in", ["office", "association", "un"])), name="talk_held_by_known"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Instalment",
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
                            "grant",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="instalments", to="returns.grant"
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
                        ("kind", models.CharField(choices=[("in_kind", "In kind"), ("cash", "In cash")], max_length=7)),
                        ("amount", models.DecimalField(decimal_places=3, max_digits=12)),
                        ("words", malath.foundation.sealing.SealedField(null=True)),
                        ("receipt", malath.foundation.sealing.SealedField(null=True)),
                        ("paid_by", models.CharField(blank=True, max_length=40)),
                        ("paid_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["in_kind", "cash"])), name="instalment_kind_known"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("paid_at__isnull", True), ("paid_by", "")),
                                    models.Q(("paid_at__isnull", False), models.Q(("paid_by", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="instalment_paid_when_and_by_whom",
                            ),
                            models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="instalment_above_zero"),
                            models.CheckConstraint(
                                condition=models.Q(("paid_at__isnull", True), ("receipt__isnull", False), _connector="OR"),
                                name="instalment_paid_has_a_receipt",
                            ),
                            models.UniqueConstraint(fields=("grant", "number"), name="instalment_once"),
                        ],
                    },
                ),
            ]
        )
    ]
