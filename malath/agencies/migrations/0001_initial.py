import datetime

import django.db.models.deletion
from django.db import migrations, models

import malath.agencies.models
import malath.foundation.references


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
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
                                    "mechanism",
                                ],
                            )
                        ),
                        name="agency_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("governorate__in", ["", "AJ", "AM", "AQ", "AT", "AZ", "BA", "IR", "JA", "KA", "MA", "MD", "MN"])
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
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "agency",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="desks", to="agencies.agency"),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "name_en"), name="desk_name_once"),
                    models.CheckConstraint(
                        condition=models.Q(("opens_at__lt", models.F("closes_at"))), name="desk_opens_before_it_closes"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("governorate__in", ["", "AJ", "AM", "AQ", "AT", "AZ", "BA", "IR", "JA", "KA", "MA", "MD", "MN"])
                        ),
                        name="desk_governorate_known",
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
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("provenance__in", ["verified", "verified_press", "inferred", "memory"])),
                        name="holiday_provenance_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Service",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                (
                    "desk",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="services", to="agencies.desk"),
                ),
            ],
            options={
                "constraints": [
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
