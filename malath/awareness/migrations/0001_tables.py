"""The tables of this part, as they stood before the first release."""

import django.db.models.deletion
from django.db import migrations, models

import malath.foundation.models
import malath.foundation.references
import malath.foundation.sealing
from malath.foundation.tables import Tables


class Migration(migrations.Migration):
    replaces = [("awareness", "0001_initial"), ("awareness", "0002_materials"), ("awareness", "0003_surveys")]

    initial = True

    dependencies = [
        ("agencies", "0001_tables"),
        ("foundation", "0001_initial"),
    ]

    operations = [
        Tables(
            [
                migrations.CreateModel(
                    name="Campaign",
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
                        ("title_ar", models.CharField(max_length=120)),
                        ("title_en", models.CharField(max_length=120)),
                        ("objective", models.TextField()),
                        ("message", models.TextField()),
                        ("measures", models.TextField(blank=True)),
                        ("audiences", models.JSONField(default=list)),
                        ("channels", models.JSONField(default=list)),
                        ("languages", models.JSONField(default=list)),
                        ("begins_on", models.DateField()),
                        ("ends_on", models.DateField()),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("planned", "Planned"),
                                    ("running", "Running"),
                                    ("ended", "Ended"),
                                    ("called_off", "Called off"),
                                ],
                                default="planned",
                                max_length=10,
                            ),
                        ),
                        ("because", models.CharField(blank=True, max_length=300)),
                        ("by", models.CharField(max_length=40)),
                        ("at", models.DateTimeField()),
                        ("changed_by", models.CharField(blank=True, max_length=40)),
                        ("changed_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["planned", "running", "ended", "called_off"])),
                                name="campaign_state_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("ends_on__gte", models.F("begins_on"))),
                                name="campaign_ends_after_it_begins",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("changed_at__isnull", True), ("changed_by", "")),
                                    models.Q(("changed_at__isnull", False), models.Q(("changed_by", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="campaign_changed_when_and_by_whom",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "called_off"), _negated=True),
                                    models.Q(("because", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="campaign_called_off_says_why",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Material",
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
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("video", "Video"),
                                    ("audio", "Sound"),
                                    ("poster", "Poster"),
                                    ("card", "Card"),
                                    ("leaflet", "Leaflet"),
                                    ("comic", "Comic"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("title_ar", models.CharField(max_length=120)),
                        ("title_en", models.CharField(max_length=120)),
                        ("about_ar", models.TextField()),
                        ("about_en", models.TextField()),
                        ("audiences", models.JSONField(default=list)),
                        ("languages", models.JSONField(default=list)),
                        (
                            "suits",
                            models.CharField(
                                choices=[
                                    ("all", "Anybody, also children"),
                                    ("teens", "From 13 years"),
                                    ("adults", "Adults only"),
                                ],
                                max_length=6,
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField()),
                        ("seconds", models.PositiveIntegerField(default=0)),
                        ("licence", models.CharField(max_length=80)),
                        ("consents", models.JSONField(default=list)),
                        ("consents_stand", models.BooleanField(null=True)),
                        ("review_on", models.DateField()),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "Draft"),
                                    ("tested", "Tested with its audience"),
                                    ("approved", "Approved"),
                                    ("live", "Live"),
                                    ("retired", "Retired"),
                                ],
                                default="draft",
                                max_length=8,
                            ),
                        ),
                        ("testers", models.PositiveIntegerField(default=0)),
                        ("tested_said", models.TextField(blank=True)),
                        ("checks", models.JSONField(default=list)),
                        ("approved_by", models.CharField(blank=True, max_length=40)),
                        ("approved_at", models.DateTimeField(null=True)),
                        ("live_at", models.DateTimeField(null=True)),
                        ("retired_at", models.DateTimeField(null=True)),
                        (
                            "retired_because",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("consent_ended", "Somebody shown in it agrees no longer"),
                                    ("outdated", "What it says holds no longer"),
                                    ("harm", "It does harm"),
                                    ("replaced", "Replaced by a newer one"),
                                ],
                                max_length=14,
                            ),
                        ),
                        ("because", models.CharField(blank=True, max_length=300)),
                        ("by", models.CharField(max_length=40)),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "indexes": [models.Index(fields=["state"], name="material_state")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["video", "audio", "poster", "card", "leaflet", "comic"])),
                                name="material_kind_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("suits__in", ["all", "teens", "adults"])), name="material_suits_known"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["draft", "tested", "approved", "live", "retired"])),
                                name="material_state_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("retired_because__in", ["", "consent_ended", "outdated", "harm", "replaced"])
                                ),
                                name="material_end_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("approved_at__isnull", True), ("approved_by", "")),
                                    models.Q(("approved_at__isnull", False), models.Q(("approved_by", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="material_approved_when_and_by_whom",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["approved", "live"]), _negated=True),
                                    models.Q(
                                        ("approved_at__isnull", False), models.Q(("approved_by", models.F("by")), _negated=True)
                                    ),
                                    _connector="OR",
                                ),
                                name="material_live_was_approved_by_another",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("retired_at__isnull", False),
                                        ("state", "retired"),
                                        models.Q(("retired_because", ""), _negated=True),
                                    ),
                                    models.Q(
                                        models.Q(("state", "retired"), _negated=True),
                                        ("retired_at__isnull", True),
                                        ("retired_because", ""),
                                    ),
                                    _connector="OR",
                                ),
                                name="material_retired_when_and_why",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MaterialFile",
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
                            "material",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="files", to="awareness.material"
                            ),
                        ),
                        (
                            "part",
                            models.CharField(
                                choices=[
                                    ("main", "The material itself"),
                                    ("captions", "Captions (WebVTT)"),
                                    ("sign", "The same in sign language"),
                                    ("described", "The same with audio description"),
                                    ("poster", "Still picture for a video"),
                                ],
                                max_length=9,
                            ),
                        ),
                        (
                            "language",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("ar", "Arabic"),
                                    ("en", "English"),
                                    ("bn", "Bengali"),
                                    ("fil", "Filipino"),
                                    ("si", "Sinhala"),
                                    ("ta", "Tamil"),
                                    ("ne", "Nepali"),
                                    ("hi", "Hindi"),
                                    ("am", "Amharic"),
                                    ("om", "Oromo"),
                                    ("sw", "Swahili"),
                                    ("lg", "Luganda"),
                                    ("ak", "Twi"),
                                    ("id", "Indonesian"),
                                    ("ur", "Urdu"),
                                    ("my", "Burmese"),
                                    ("zh", "Chinese"),
                                    ("so", "Somali"),
                                    ("ti", "Tigrinya"),
                                    ("ku", "Kurdish"),
                                ],
                                max_length=3,
                            ),
                        ),
                        ("attachment", models.CharField(blank=True, max_length=14)),
                        ("text", malath.foundation.sealing.SealedField(null=True)),
                        ("name", models.CharField(max_length=40)),
                        ("type", models.CharField(max_length=40)),
                        ("size", models.PositiveIntegerField()),
                        ("by", models.CharField(max_length=40)),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("part__in", ["main", "captions", "sign", "described", "poster"])),
                                name="materialfile_part_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "language__in",
                                        [
                                            "",
                                            "ar",
                                            "en",
                                            "bn",
                                            "fil",
                                            "si",
                                            "ta",
                                            "ne",
                                            "hi",
                                            "am",
                                            "om",
                                            "sw",
                                            "lg",
                                            "ak",
                                            "id",
                                            "ur",
                                            "my",
                                            "zh",
                                            "so",
                                            "ti",
                                            "ku",
                                        ],
                                    )
                                ),
                                name="materialfile_language_known",
                            ),
                            models.UniqueConstraint(fields=("material", "part", "language"), name="materialfile_one_of_each"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Money",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "reference",
                            models.CharField(
                                default=malath.foundation.references.new_reference, editable=False, max_length=14, unique=True
                            ),
                        ),
                        (
                            "campaign",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="money", to="awareness.campaign"
                            ),
                        ),
                        ("kind", models.CharField(choices=[("budget", "Budget"), ("spent", "Spent")], max_length=6)),
                        ("what", models.CharField(max_length=120)),
                        (
                            "audience",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("students", "School students, 13 to 18"),
                                    ("university", "University students"),
                                    ("teachers", "Teachers"),
                                    ("employers", "Employers and families"),
                                    ("recruiters", "Recruitment offices"),
                                    ("volunteers", "Refugees and volunteers"),
                                    ("migrants", "Migrant workers"),
                                    ("at_risk", "People at risk"),
                                    ("demand", "Men and boys, buyers and users"),
                                ],
                                max_length=10,
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
                        ("on", models.DateField()),
                        ("by", models.CharField(max_length=40)),
                        ("at", models.DateTimeField()),
                        ("struck_by", models.CharField(blank=True, max_length=40)),
                        ("struck_at", models.DateTimeField(null=True)),
                        ("once", models.UUIDField(null=True, unique=True)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["budget", "spent"])), name="money_kind_known"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "audience__in",
                                        [
                                            "",
                                            "students",
                                            "university",
                                            "teachers",
                                            "employers",
                                            "recruiters",
                                            "volunteers",
                                            "migrants",
                                            "at_risk",
                                            "demand",
                                        ],
                                    )
                                ),
                                name="money_audience_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("currency__in", ["JOD", "USD", "EUR", "SAR", "PHP", "BDT", "KES"])),
                                name="money_currency_known",
                            ),
                            models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="money_above_nothing"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("struck_at__isnull", True), ("struck_by", "")),
                                    models.Q(("struck_at__isnull", False), models.Q(("struck_by", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="money_struck_when_and_by_whom",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Session",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "reference",
                            models.CharField(
                                default=malath.foundation.references.new_reference, editable=False, max_length=14, unique=True
                            ),
                        ),
                        (
                            "campaign",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="sessions", to="awareness.campaign"
                            ),
                        ),
                        (
                            "desk",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.desk"
                            ),
                        ),
                        ("on", models.DateField()),
                        (
                            "audience",
                            models.CharField(
                                choices=[
                                    ("students", "School students, 13 to 18"),
                                    ("university", "University students"),
                                    ("teachers", "Teachers"),
                                    ("employers", "Employers and families"),
                                    ("recruiters", "Recruitment offices"),
                                    ("volunteers", "Refugees and volunteers"),
                                    ("migrants", "Migrant workers"),
                                    ("at_risk", "People at risk"),
                                    ("demand", "Men and boys, buyers and users"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "governorate",
                            models.CharField(
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
                            "place",
                            models.CharField(
                                choices=[
                                    ("school", "School"),
                                    ("university", "University"),
                                    ("workplace", "Workplace"),
                                    ("office", "Recruitment office"),
                                    ("camp", "Camp"),
                                    ("centre", "Community centre"),
                                    ("airport", "Airport or border"),
                                    ("street", "Public place"),
                                    ("online", "Online"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("facilitators", models.JSONField(default=list)),
                        (
                            "state",
                            models.CharField(
                                choices=[("planned", "Planned"), ("held", "Held"), ("called_off", "Called off")],
                                default="planned",
                                max_length=10,
                            ),
                        ),
                        ("came", models.PositiveIntegerField(null=True)),
                        ("counts", models.JSONField(default=dict)),
                        ("disclosures", models.PositiveIntegerField(default=0)),
                        ("cards", models.PositiveIntegerField(default=0)),
                        ("because", models.CharField(blank=True, max_length=300)),
                        ("by", models.CharField(max_length=40)),
                        ("at", models.DateTimeField()),
                        ("changed_by", models.CharField(blank=True, max_length=40)),
                        ("changed_at", models.DateTimeField(null=True)),
                        ("once", models.UUIDField(null=True, unique=True)),
                    ],
                    options={
                        "indexes": [models.Index(fields=["on"], name="awareness_session_day")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "audience__in",
                                        [
                                            "students",
                                            "university",
                                            "teachers",
                                            "employers",
                                            "recruiters",
                                            "volunteers",
                                            "migrants",
                                            "at_risk",
                                            "demand",
                                        ],
                                    )
                                ),
                                name="awareness_session_audience_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "governorate__in",
                                        ["AJ", "AM", "AQ", "AT", "AZ", "BA", "IR", "JA", "KA", "MA", "MD", "MN"],
                                    )
                                ),
                                name="awareness_session_governorate_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "place__in",
                                        [
                                            "school",
                                            "university",
                                            "workplace",
                                            "office",
                                            "camp",
                                            "centre",
                                            "airport",
                                            "street",
                                            "online",
                                        ],
                                    )
                                ),
                                name="awareness_session_place_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["planned", "held", "called_off"])),
                                name="awareness_session_state_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("came__gt", 0), ("state", "held")),
                                    models.Q(models.Q(("state", "held"), _negated=True), ("came__isnull", True)),
                                    _connector="OR",
                                ),
                                name="awareness_session_held_is_counted",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("came__isnull", True), ("disclosures", 0)),
                                    ("disclosures__lte", models.F("came")),
                                    _connector="OR",
                                ),
                                name="awareness_session_no_more_than_came",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("changed_at__isnull", True), ("changed_by", "")),
                                    models.Q(("changed_at__isnull", False), models.Q(("changed_by", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="awareness_session_changed_when_and_by_whom",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Showing",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "reference",
                            models.CharField(
                                default=malath.foundation.references.new_reference, editable=False, max_length=14, unique=True
                            ),
                        ),
                        (
                            "material",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="showings", to="awareness.material"
                            ),
                        ),
                        (
                            "session",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="showings",
                                to="awareness.session",
                            ),
                        ),
                        ("on", models.DateField()),
                        (
                            "governorate",
                            models.CharField(
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
                            "place",
                            models.CharField(
                                choices=[
                                    ("school", "School"),
                                    ("university", "University"),
                                    ("workplace", "Workplace"),
                                    ("office", "Recruitment office"),
                                    ("camp", "Camp"),
                                    ("centre", "Community centre"),
                                    ("airport", "Airport or border"),
                                    ("street", "Public place"),
                                    ("online", "Online"),
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
                                condition=models.Q(
                                    (
                                        "governorate__in",
                                        ["AJ", "AM", "AQ", "AT", "AZ", "BA", "IR", "JA", "KA", "MA", "MD", "MN"],
                                    )
                                ),
                                name="showing_governorate_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "place__in",
                                        [
                                            "school",
                                            "university",
                                            "workplace",
                                            "office",
                                            "camp",
                                            "centre",
                                            "airport",
                                            "street",
                                            "online",
                                        ],
                                    )
                                ),
                                name="showing_place_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Survey",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "reference",
                            models.CharField(
                                default=malath.foundation.references.new_reference, editable=False, max_length=14, unique=True
                            ),
                        ),
                        (
                            "campaign",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="surveys", to="awareness.campaign"
                            ),
                        ),
                        (
                            "desk",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.desk"
                            ),
                        ),
                        (
                            "audience",
                            models.CharField(
                                choices=[
                                    ("students", "School students, 13 to 18"),
                                    ("university", "University students"),
                                    ("teachers", "Teachers"),
                                    ("employers", "Employers and families"),
                                    ("recruiters", "Recruitment offices"),
                                    ("volunteers", "Refugees and volunteers"),
                                    ("migrants", "Migrant workers"),
                                    ("at_risk", "People at risk"),
                                    ("demand", "Men and boys, buyers and users"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("items", models.CharField(max_length=20)),
                        ("door", models.CharField(blank=True, db_index=True, max_length=64)),
                        (
                            "door_wave",
                            models.CharField(
                                blank=True,
                                choices=[("before", "Before"), ("after", "Right after"), ("later", "Three months later")],
                                max_length=6,
                            ),
                        ),
                        ("door_until", models.DateTimeField(null=True)),
                        ("by", models.CharField(max_length=40)),
                        ("at", models.DateTimeField()),
                        ("closed_by", models.CharField(blank=True, max_length=40)),
                        ("closed_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "audience__in",
                                        [
                                            "students",
                                            "university",
                                            "teachers",
                                            "employers",
                                            "recruiters",
                                            "volunteers",
                                            "migrants",
                                            "at_risk",
                                            "demand",
                                        ],
                                    )
                                ),
                                name="survey_audience_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("door_wave__in", ["", "before", "after", "later"])),
                                name="survey_door_wave_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("closed_at__isnull", True), ("closed_by", "")),
                                    models.Q(("closed_at__isnull", False), models.Q(("closed_by", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="survey_closed_when_and_by_whom",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Answers",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "survey",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="answers", to="awareness.survey"
                            ),
                        ),
                        (
                            "wave",
                            models.CharField(
                                choices=[("before", "Before"), ("after", "Right after"), ("later", "Three months later")],
                                max_length=6,
                            ),
                        ),
                        (
                            "arm",
                            models.CharField(
                                choices=[("took_part", "Took part"), ("compared", "Did not take part, for comparison")],
                                max_length=9,
                            ),
                        ),
                        ("code", models.CharField(blank=True, max_length=64)),
                        ("values", models.JSONField(default=dict)),
                        (
                            "entry",
                            models.CharField(choices=[("paper", "From paper"), ("phone", "On a shared phone")], max_length=5),
                        ),
                        ("on", models.DateField()),
                        ("once", models.UUIDField(null=True, unique=True)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("wave__in", ["before", "after", "later"])), name="answers_wave_known"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("arm__in", ["took_part", "compared"])), name="answers_arm_known"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("entry__in", ["paper", "phone"])), name="answers_entry_known"
                            ),
                        ],
                    },
                ),
            ]
        )
    ]
