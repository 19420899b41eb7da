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
        ("referrals", "0001_tables"),
    ]

    operations = [
        Tables(
            [
                migrations.CreateModel(
                    name="Shelter",
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
                            "desk",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.desk"
                            ),
                        ),
                        ("boys_until", models.PositiveSmallIntegerField(default=12)),
                        ("address", malath.foundation.sealing.SealedField(null=True)),
                        ("address_by", models.CharField(blank=True, max_length=40)),
                        ("address_at", models.DateTimeField(null=True)),
                        ("founded_by", models.CharField(max_length=40)),
                        ("founded_at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("address_at__isnull", True), ("address_by", "")),
                                    models.Q(("address_at__isnull", False), models.Q(("address_by", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="shelter_address_when_and_by_whom",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HeadCount",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "shelter",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="shelter.shelter"
                            ),
                        ),
                        ("counted", models.PositiveSmallIntegerField()),
                        ("expected", models.PositiveSmallIntegerField()),
                        ("by", models.CharField(max_length=40)),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ShelterSection",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "reference",
                            models.CharField(
                                default=malath.foundation.references.new_reference, editable=False, max_length=14, unique=True
                            ),
                        ),
                        (
                            "shelter",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="sections", to="shelter.shelter"
                            ),
                        ),
                        (
                            "takes",
                            models.CharField(
                                choices=[
                                    ("women", "Women"),
                                    ("men", "Men"),
                                    ("mothers", "Women with children"),
                                    ("girls", "Girls under 18"),
                                    ("boys", "Boys under 18"),
                                    ("families", "Families"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("name", models.CharField(max_length=40)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("takes__in", ["women", "men", "mothers", "girls", "boys", "families"])),
                                name="section_takes_known",
                            ),
                            models.UniqueConstraint(fields=("shelter", "name"), name="section_name_once"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Stay",
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
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                            ),
                        ),
                        (
                            "shelter",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="shelter.shelter",
                            ),
                        ),
                        (
                            "referral",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="referrals.referral"
                            ),
                        ),
                        (
                            "entitled",
                            models.CharField(
                                choices=[
                                    ("potential", "Potential victim"),
                                    ("victim", "Victim"),
                                    ("affected", "Affected person: a child of the family"),
                                ],
                                max_length=9,
                            ),
                        ),
                        ("admitted_at", models.DateTimeField()),
                        ("admitted_by", models.CharField(max_length=40)),
                        ("rights_language", models.CharField(max_length=3)),
                        (
                            "rights_told",
                            models.CharField(
                                choices=[
                                    ("spoken", "Spoken, by somebody of the house"),
                                    ("interpreter", "Spoken, through an interpreter"),
                                    ("audio", "From a recording"),
                                    ("written", "Given in writing and read aloud"),
                                ],
                                max_length=11,
                            ),
                        ),
                        ("care", malath.foundation.sealing.SealedField(null=True)),
                        (
                            "key_worker",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "health",
                            models.CharField(
                                blank=True,
                                choices=[("accepted", "Accepted"), ("declined", "Declined"), ("later", "Later")],
                                max_length=8,
                            ),
                        ),
                        ("reviewed_at", models.DateTimeField(null=True)),
                        ("alarm", models.PositiveSmallIntegerField(default=0)),
                        ("next_due", models.DateTimeField(null=True)),
                        ("remind_at", models.DateTimeField(null=True)),
                        ("stopped_at", models.DateTimeField(null=True)),
                        ("left_at", models.DateTimeField(null=True)),
                        ("once", models.UUIDField(null=True, unique=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("left_at__isnull", True)), fields=["shelter"], name="stay_at_shelter"
                            ),
                            models.Index(
                                condition=models.Q(("remind_at__isnull", False)), fields=["remind_at"], name="stay_remind"
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("entitled__in", ["potential", "victim", "affected"])),
                                name="stay_entitled_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("health__in", ["", "accepted", "declined", "later"])),
                                name="stay_health_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("rights_told__in", ["spoken", "interpreter", "audio", "written"])),
                                name="stay_rights_told_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("left_at__isnull", True), ("left_at__gte", models.F("admitted_at")), _connector="OR"
                                ),
                                name="stay_ends_after_it_begins",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("left_at__isnull", True)), fields=("person",), name="stay_one_at_a_time"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Companion",
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
                            "stay",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="companions", to="shelter.stay"
                            ),
                        ),
                        ("name", malath.foundation.sealing.SealedField(null=True)),
                        ("born", models.PositiveSmallIntegerField()),
                        ("boy", models.BooleanField()),
                        ("left_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ShiftNote",
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
                            "shelter",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="shelter.shelter",
                            ),
                        ),
                        (
                            "stay",
                            models.ForeignKey(
                                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="shelter.stay"
                            ),
                        ),
                        ("words", malath.foundation.sealing.SealedField()),
                        ("by", models.CharField(max_length=40)),
                        ("at", models.DateTimeField()),
                        ("taken_by", models.CharField(blank=True, max_length=40)),
                        ("taken_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "indexes": [models.Index(fields=["shelter", "-id"], name="shift_note_of_shelter")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("taken_at__isnull", True), ("taken_by", "")),
                                    models.Q(("taken_at__isnull", False), models.Q(("taken_by", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="shift_note_taken_when_and_by_whom",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Outing",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "stay",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="shelter.stay"),
                        ),
                        ("went_at", models.DateTimeField()),
                        ("back_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("back_at__isnull", True)), fields=("stay",), name="outing_one_at_a_time"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("back_at__isnull", True), ("back_at__gte", models.F("went_at")), _connector="OR"
                                ),
                                name="outing_forward",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Incident",
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
                            "shelter",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="shelter.shelter"
                            ),
                        ),
                        (
                            "stay",
                            models.ForeignKey(
                                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="shelter.stay"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("violence", "Violence"),
                                    ("missing", "Somebody is missing"),
                                    ("self_harm", "Self-harm"),
                                    ("found_out", "An outsider found the place"),
                                    ("other", "Something else"),
                                ],
                                max_length=9,
                            ),
                        ),
                        ("happened_at", models.DateTimeField()),
                        ("words", malath.foundation.sealing.SealedField()),
                        ("by", models.CharField(max_length=40)),
                        ("at", models.DateTimeField()),
                        ("look_due", models.DateTimeField(null=True)),
                        ("looked_by", models.CharField(blank=True, max_length=40)),
                        ("looked_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("look_due__isnull", False)), fields=["look_due"], name="incident_to_look"
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["violence", "missing", "self_harm", "found_out", "other"])),
                                name="incident_kind_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("looked_at__isnull", True), ("looked_by", "")),
                                    models.Q(("looked_at__isnull", False), models.Q(("looked_by", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="incident_looked_when_and_by_whom",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Exit",
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
                            "stay",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="shelter.stay"
                            ),
                        ),
                        (
                            "how",
                            models.CharField(
                                choices=[
                                    ("planned", "Planned, as the person chose"),
                                    ("unplanned", "Without a plan"),
                                    ("moved", "Moved to another shelter"),
                                    ("expelled", "Put out, as the last resort, to another safe place"),
                                    ("withdrew", "Took the agreement back and left"),
                                ],
                                max_length=9,
                            ),
                        ),
                        (
                            "destination",
                            models.CharField(
                                choices=[
                                    ("own", "A home of their own"),
                                    ("family", "Family or friends"),
                                    ("work", "A new place of work"),
                                    ("shelter", "Another shelter"),
                                    ("return", "Return to the country of origin"),
                                    ("hospital", "A hospital"),
                                    ("unknown", "Not known"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("where", malath.foundation.sealing.SealedField(null=True)),
                        (
                            "looked",
                            models.CharField(
                                choices=[
                                    ("safe", "Nothing speaks against it"),
                                    ("danger", "There is danger; the person knows it and a plan stands"),
                                    ("not_looked", "Nobody could look"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("plan", malath.foundation.sealing.SealedField(null=True)),
                        (
                            "medicine",
                            models.CharField(
                                choices=[("yes", "Ready"), ("not_needed", "Not needed"), ("no", "Not ready")], max_length=10
                            ),
                        ),
                        (
                            "transport",
                            models.CharField(
                                choices=[("yes", "Ready"), ("not_needed", "Not needed"), ("no", "Not ready")], max_length=10
                            ),
                        ),
                        (
                            "follow_up",
                            models.CharField(choices=[("yes", "Yes"), ("no", "No"), ("not_asked", "Not asked")], max_length=9),
                        ),
                        ("by", models.CharField(max_length=40)),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("how__in", ["planned", "unplanned", "moved", "expelled", "withdrew"])),
                                name="exit_how_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("destination__in", ["own", "family", "work", "shelter", "return", "hospital", "unknown"])
                                ),
                                name="exit_destination_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("looked__in", ["safe", "danger", "not_looked"])), name="exit_looked_known"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("medicine__in", ["yes", "not_needed", "no"])), name="exit_medicine_known"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("transport__in", ["yes", "not_needed", "no"])), name="exit_transport_known"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("follow_up__in", ["yes", "no", "not_asked"])), name="exit_follow_up_known"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Belonging",
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
                            "stay",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="shelter.stay"),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("money", "Money"),
                                    ("passport", "Passport or identity card"),
                                    ("papers", "Other papers"),
                                    ("phone", "Telephone"),
                                    ("jewellery", "Jewellery"),
                                    ("medicine", "Medicine"),
                                    ("other", "Something else"),
                                ],
                                max_length=9,
                            ),
                        ),
                        ("what", malath.foundation.sealing.SealedField(null=True)),
                        ("amount", models.DecimalField(decimal_places=3, max_digits=12, null=True)),
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
                        ("held", models.BooleanField()),
                        ("signed_in_by", models.CharField(max_length=40)),
                        ("signed_in_at", models.DateTimeField()),
                        ("signed_out_by", models.CharField(blank=True, max_length=40)),
                        ("signed_out_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kind__in", ["money", "passport", "papers", "phone", "jewellery", "medicine", "other"])
                                ),
                                name="belonging_kind_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("currency__in", ["", "JOD", "USD", "EUR", "SAR", "PHP", "BDT", "KES"])),
                                name="belonging_currency_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("amount__isnull", True), ("currency", "")),
                                    models.Q(("amount__gt", 0), models.Q(("currency", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="belonging_amount_with_currency",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("signed_out_at__isnull", True), ("signed_out_by", "")),
                                    models.Q(("signed_out_at__isnull", False), models.Q(("signed_out_by", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="belonging_signed_out_when_and_by_whom",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="StayReview",
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
                            "stay",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="shelter.stay"),
                        ),
                        (
                            "why_long",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("court", "Waits for a court"),
                                    ("papers", "Waits for papers"),
                                    ("fines", "Fines are not waived yet"),
                                    ("no_bed_elsewhere", "No place elsewhere"),
                                    ("security", "Danger outside"),
                                    ("choice", "The person's choice"),
                                ],
                                max_length=16,
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
                                    ("why_long__in", ["", "court", "papers", "fines", "no_bed_elsewhere", "security", "choice"])
                                ),
                                name="review_why_long_known",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Unit",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "reference",
                            models.CharField(
                                default=malath.foundation.references.new_reference, editable=False, max_length=14, unique=True
                            ),
                        ),
                        (
                            "section",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="units", to="shelter.sheltersection"
                            ),
                        ),
                        ("name", models.CharField(max_length=40)),
                    ],
                    options={
                        "constraints": [models.UniqueConstraint(fields=("section", "name"), name="unit_name_once")],
                    },
                ),
                migrations.CreateModel(
                    name="Place",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "reference",
                            models.CharField(
                                default=malath.foundation.references.new_reference, editable=False, max_length=14, unique=True
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="places", to="shelter.unit"
                            ),
                        ),
                        ("when", models.CharField(choices=[("night", "Night"), ("day", "Day")], default="night", max_length=5)),
                        ("number", models.PositiveSmallIntegerField()),
                        (
                            "closed_because",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("repair", "Repair"),
                                    ("health", "Kept empty for health"),
                                    ("reserve", "Kept for an emergency"),
                                ],
                                max_length=8,
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(condition=models.Q(("when__in", ["night", "day"])), name="place_when_known"),
                            models.CheckConstraint(
                                condition=models.Q(("closed_because__in", ["", "repair", "health", "reserve"])),
                                name="place_closed_known",
                            ),
                            models.UniqueConstraint(fields=("unit", "when", "number"), name="place_number_once"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Occupancy",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "stay",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="occupancies", to="shelter.stay"
                            ),
                        ),
                        (
                            "companion",
                            models.ForeignKey(
                                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="shelter.companion"
                            ),
                        ),
                        (
                            "place",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="occupancies",
                                to="shelter.place",
                            ),
                        ),
                        ("since", models.DateTimeField()),
                        ("until", models.DateTimeField(null=True)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("until__isnull", True)), fields=("place",), name="place_taken_once"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("companion__isnull", True), ("until__isnull", True)),
                                fields=("stay",),
                                name="stay_in_one_place",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"),
                                name="occupancy_forward",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Visit",
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
                            "stay",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="shelter.stay"),
                        ),
                        ("whom", malath.foundation.sealing.SealedField()),
                        (
                            "where",
                            models.CharField(
                                choices=[
                                    ("association", "Office of an association"),
                                    ("social", "Office of social services"),
                                    ("legal", "Office of a lawyer"),
                                    ("court", "Court or public prosecution"),
                                    ("public", "A public place that the person chose"),
                                ],
                                max_length=11,
                            ),
                        ),
                        ("on_at", models.DateTimeField()),
                        (
                            "state",
                            models.CharField(
                                choices=[("planned", "Planned"), ("held", "Took place"), ("called_off", "Called off")],
                                default="planned",
                                max_length=10,
                            ),
                        ),
                        ("by", models.CharField(max_length=40)),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("where__in", ["association", "social", "legal", "court", "public"])),
                                name="visit_where_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["planned", "held", "called_off"])), name="visit_state_known"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Refusal",
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
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="referrals.referral"
                            ),
                        ),
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
                            "desk",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="agencies.desk",
                            ),
                        ),
                        (
                            "reason",
                            models.CharField(
                                choices=[
                                    ("no_bed", "No place free"),
                                    ("no_section", "No section fits"),
                                    ("danger_here", "The person would be in danger here"),
                                    ("own_choice", "The person does not want to come"),
                                    ("not_entitled", "Neither victim, nor potential victim, nor affected person"),
                                    ("no_papers", "No papers"),
                                    ("pregnancy", "Pregnancy"),
                                    ("illness", "Illness"),
                                    ("disability", "Disability"),
                                    ("no_cooperation", "Does not co-operate with the authorities"),
                                    ("faith", "Faith"),
                                    ("sex", "Sex"),
                                    ("children", "Children with them"),
                                    ("overstay", "Stays in the country without a permit"),
                                ],
                                max_length=14,
                            ),
                        ),
                        (
                            "elsewhere",
                            models.CharField(
                                choices=[
                                    ("shelter", "Another shelter"),
                                    ("family", "Family or friends, after a look at the danger"),
                                    ("rented", "A rented room or hotel that a body pays"),
                                    ("hospital", "A hospital"),
                                    ("none", "None was found"),
                                ],
                                max_length=8,
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
                                        "reason__in",
                                        [
                                            "no_bed",
                                            "no_section",
                                            "danger_here",
                                            "own_choice",
                                            "not_entitled",
                                            "no_papers",
                                            "pregnancy",
                                            "illness",
                                            "disability",
                                            "no_cooperation",
                                            "faith",
                                            "sex",
                                            "children",
                                            "overstay",
                                        ],
                                    )
                                ),
                                name="refusal_reason_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("elsewhere__in", ["shelter", "family", "rented", "hospital", "none"])),
                                name="refusal_elsewhere_known",
                            ),
                        ],
                    },
                ),
            ]
        )
    ]
