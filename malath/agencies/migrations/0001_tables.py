"""The tables of this part, as they stood before the first release."""

import datetime

import django.db.models.deletion
from django.db import migrations, models

import malath.agencies.models
import malath.foundation.references
from malath.foundation.tables import Tables


class Migration(migrations.Migration):
    replaces = [
        ("agencies", "0001_initial"),
        ("agencies", "0002_versions_of_bodies"),
        ("agencies", "0003_bodies_without_accounts"),
        ("agencies", "0004_services_holidays_interpreters"),
        ("agencies", "0005_liaison_posts"),
        ("agencies", "0006_the_fund"),
    ]

    initial = True

    dependencies = []

    operations = [
        Tables(
            [
                migrations.CreateModel(
                    name="Agency",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "reference",
                            models.CharField(
                                default=malath.foundation.references.new_reference, editable=False, max_length=14, unique=True
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("labour", "Labour inspection"),
                                    ("police", "Police"),
                                    ("ctu", "Counter-Trafficking Unit"),
                                    ("social", "Social services"),
                                    ("shelter", "Shelter house"),
                                    ("health", "Health service"),
                                    ("legal", "Legal aid"),
                                    ("prosecution", "Public prosecution"),
                                    ("association", "Association"),
                                    ("camp", "Camp partner"),
                                    ("returns", "Assisted voluntary return office"),
                                    ("un", "United Nations agency"),
                                    ("fund", "Victims' Assistance Fund"),
                                    ("mechanism", "National referral mechanism secretariat"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("name_en", models.CharField(max_length=120, unique=True)),
                        ("name_ar", models.CharField(max_length=120, unique=True)),
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
                        ("has_accounts", models.BooleanField(default=True)),
                        ("ended_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        [
                                            "labour",
                                            "police",
                                            "ctu",
                                            "social",
                                            "shelter",
                                            "health",
                                            "legal",
                                            "prosecution",
                                            "association",
                                            "camp",
                                            "returns",
                                            "un",
                                            "fund",
                                            "mechanism",
                                        ],
                                    )
                                ),
                                name="agency_kind_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "governorate__in",
                                        ["", "AJ", "AM", "AQ", "AT", "AZ", "BA", "IR", "JA", "KA", "MA", "MD", "MN"],
                                    )
                                ),
                                name="agency_governorate_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Desk",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "reference",
                            models.CharField(
                                default=malath.foundation.references.new_reference, editable=False, max_length=14, unique=True
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1)),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="desks", to="agencies.agency"
                            ),
                        ),
                        ("name_en", models.CharField(max_length=120)),
                        ("name_ar", models.CharField(max_length=120)),
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
                        ("phone", models.CharField(blank=True, max_length=20)),
                        ("around_the_clock", models.BooleanField(default=False)),
                        ("opens_at", models.TimeField(default=datetime.time(8, 0))),
                        ("closes_at", models.TimeField(default=datetime.time(15, 0))),
                        ("working_days", models.JSONField(default=malath.agencies.models.sunday_to_thursday)),
                        (
                            "post_kind",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("station", "Police station"),
                                    ("camp", "Camp"),
                                    ("airport", "Airport"),
                                    ("border", "Border crossing"),
                                ],
                                max_length=8,
                            ),
                        ),
                        (
                            "post_of",
                            models.ForeignKey(
                                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="posts", to="agencies.desk"
                            ),
                        ),
                        ("ended_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("agency", "name_en"), name="desk_name_once"),
                            models.CheckConstraint(
                                condition=models.Q(("opens_at__lt", models.F("closes_at"))), name="desk_opens_before_it_closes"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "governorate__in",
                                        ["", "AJ", "AM", "AQ", "AT", "AZ", "BA", "IR", "JA", "KA", "MA", "MD", "MN"],
                                    )
                                ),
                                name="desk_governorate_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("post_kind", ""), ("post_of__isnull", True)),
                                    models.Q(
                                        ("post_kind__in", ["station", "camp", "airport", "border"]), ("post_of__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="desk_post_where_and_of_whom",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("post_of__isnull", True),
                                    models.Q(("post_of", models.F("id")), _negated=True),
                                    _connector="OR",
                                ),
                                name="desk_no_post_of_itself",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Holiday",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("on", models.DateField(unique=True)),
                        ("name_en", models.CharField(max_length=80)),
                        ("name_ar", models.CharField(max_length=80)),
                        (
                            "provenance",
                            models.CharField(
                                choices=[
                                    ("verified", "Official text read"),
                                    ("verified_press", "Read in the press"),
                                    ("inferred", "Computed; the announcement decides"),
                                    ("memory", "From memory, not checked"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("changed_by", models.CharField(blank=True, max_length=40)),
                        ("changed_at", models.DateTimeField(null=True)),
                        ("cancelled", models.BooleanField(default=False)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("changed_at__isnull", True), ("changed_by", "")),
                                    models.Q(("changed_at__isnull", False), models.Q(("changed_by", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="holiday_changed_by_somebody",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("provenance__in", ["verified", "verified_press", "inferred", "memory"])),
                                name="holiday_provenance_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Interpreter",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "reference",
                            models.CharField(
                                default=malath.foundation.references.new_reference, editable=False, max_length=14, unique=True
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1)),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="interpreters", to="agencies.agency"
                            ),
                        ),
                        ("name_en", models.CharField(max_length=120)),
                        ("name_ar", models.CharField(max_length=120)),
                        ("voice", models.CharField(choices=[("woman", "A woman"), ("man", "A man")], max_length=5)),
                        ("languages", models.JSONField(default=list)),
                        ("dialects", models.CharField(blank=True, max_length=200)),
                        ("ways", models.JSONField(default=list)),
                        ("governorates", models.JSONField(default=list)),
                        ("phone", models.CharField(blank=True, max_length=20)),
                        ("around_the_clock", models.BooleanField(default=False)),
                        ("opens_at", models.TimeField(default=datetime.time(8, 0))),
                        ("closes_at", models.TimeField(default=datetime.time(20, 0))),
                        ("working_days", models.JSONField(default=malath.agencies.models.sunday_to_thursday)),
                        ("code_signed_on", models.DateField(null=True)),
                        ("ended_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("agency", "name_en"), name="interpreter_name_once"),
                            models.CheckConstraint(
                                condition=models.Q(("voice__in", ["woman", "man"])), name="interpreter_voice_known"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("opens_at__lt", models.F("closes_at"))),
                                name="interpreter_begins_before_the_end",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Service",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "desk",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="services", to="agencies.desk"
                            ),
                        ),
                        (
                            "kind",
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
                        ("version", models.PositiveIntegerField(default=1)),
                        ("languages", models.JSONField(default=list)),
                        ("accepts", models.JSONField(default=list)),
                        ("governorates", models.JSONField(default=list)),
                        (
                            "cost",
                            models.CharField(
                                choices=[
                                    ("not_said", "Not said"),
                                    ("free", "Free of charge"),
                                    ("arranged", "By arrangement"),
                                    ("paid", "Against payment"),
                                ],
                                default="not_said",
                                max_length=12,
                            ),
                        ),
                        ("reach", models.CharField(blank=True, max_length=200)),
                        ("needed", models.CharField(blank=True, max_length=300)),
                        ("capacity", models.CharField(blank=True, max_length=200)),
                        ("described_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("cost__in", ["not_said", "free", "arranged", "paid"])),
                                name="service_cost_known",
                            ),
                            models.UniqueConstraint(fields=("desk", "kind"), name="service_once_at_desk"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
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
                                name="service_kind_known",
                            ),
                        ],
                    },
                ),
            ]
        )
    ]
