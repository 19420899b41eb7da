"""The tables of this part, as they stood before the first release."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import malath.foundation.models
import malath.foundation.references
import malath.foundation.sealing
from malath.foundation.tables import Tables


class Migration(migrations.Migration):
    replaces = [("training", "0001_initial"), ("training", "0002_tests_and_certificates"), ("training", "0003_levels")]

    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("agencies", "0001_tables"),
        ("foundation", "0001_initial"),
    ]

    operations = [
        Tables(
            [
                migrations.CreateModel(
                    name="Course",
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
                                    ("tot", "Training of trainers"),
                                    ("front_line", "Training of front-line officers"),
                                    ("refresher", "Refresher"),
                                    ("camp", "Session in a camp"),
                                    ("workshop", "Workshop"),
                                    ("study_visit", "Study visit"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("title_en", models.CharField(max_length=160)),
                        ("title_ar", models.CharField(max_length=160)),
                        (
                            "host",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                            ),
                        ),
                        ("place", models.CharField(max_length=160)),
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
                        ("starts_on", models.DateField()),
                        ("ends_on", models.DateField()),
                        ("modules", models.JSONField(default=list)),
                        ("experts", models.BooleanField(default=False)),
                        ("by", models.CharField(max_length=40)),
                        ("at", models.DateTimeField()),
                        ("called_off_by", models.CharField(blank=True, max_length=40)),
                        ("called_off_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "indexes": [models.Index(fields=["-starts_on", "-id"], name="course_days")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kind__in", ["tot", "front_line", "refresher", "camp", "workshop", "study_visit"])
                                ),
                                name="course_kind_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "governorate__in",
                                        ["", "AJ", "AM", "AQ", "AT", "AZ", "BA", "IR", "JA", "KA", "MA", "MD", "MN"],
                                    )
                                ),
                                name="course_governorate_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("starts_on__lte", models.F("ends_on"))), name="course_begins_before_it_ends"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("called_off_at__isnull", True), ("called_off_by", "")),
                                    models.Q(("called_off_at__isnull", False), models.Q(("called_off_by", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="course_called_off_when_by_whom",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HalfDay",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "reference",
                            models.CharField(
                                default=malath.foundation.references.new_reference, editable=False, max_length=14, unique=True
                            ),
                        ),
                        (
                            "course",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="half_days", to="training.course"
                            ),
                        ),
                        ("on", models.DateField()),
                        ("half", models.CharField(choices=[("morning", "Morning"), ("afternoon", "Afternoon")], max_length=9)),
                        ("modules", models.JSONField(default=list)),
                        ("code_until", models.DateTimeField()),
                        ("wrong_codes", models.PositiveSmallIntegerField(default=0)),
                        ("by", models.CharField(max_length=40)),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("course", "on", "half"), name="half_day_once"),
                            models.CheckConstraint(
                                condition=models.Q(("half__in", ["morning", "afternoon"])), name="half_day_half_known"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Item",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "reference",
                            models.CharField(
                                default=malath.foundation.references.new_reference, editable=False, max_length=14, unique=True
                            ),
                        ),
                        ("module", models.CharField(max_length=8)),
                        ("words_ar", models.TextField()),
                        ("words_en", models.TextField()),
                        ("options_ar", models.JSONField()),
                        ("options_en", models.JSONField()),
                        ("right", models.PositiveSmallIntegerField()),
                        ("by", models.CharField(max_length=40)),
                        ("at", models.DateTimeField()),
                        ("retired_by", models.CharField(blank=True, max_length=40)),
                        ("retired_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("retired_at__isnull", True)), fields=["module"], name="item_in_use"
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("retired_at__isnull", True), ("retired_by", "")),
                                    models.Q(("retired_at__isnull", False), models.Q(("retired_by", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="item_retired_when_by_whom",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ModuleVersion",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "reference",
                            models.CharField(
                                default=malath.foundation.references.new_reference, editable=False, max_length=14, unique=True
                            ),
                        ),
                        ("code", models.CharField(max_length=8)),
                        ("label", models.CharField(max_length=40)),
                        ("title_en", models.CharField(max_length=120)),
                        ("title_ar", models.CharField(max_length=120)),
                        ("hours", models.PositiveSmallIntegerField()),
                        ("holds_from", models.DateField()),
                        (
                            "proof",
                            models.CharField(
                                choices=[
                                    ("verified", "Read in the official text"),
                                    ("press", "Read in the press only"),
                                    ("memory", "Not checked"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("changes", models.TextField(blank=True)),
                        ("by", models.CharField(max_length=40)),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("proof__in", ["verified", "press", "memory"])),
                                name="moduleversion_proof_known",
                            ),
                            models.UniqueConstraint(fields=("code", "label"), name="moduleversion_label_once"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Officer",
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
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                            ),
                        ),
                        ("directorate", models.CharField(blank=True, max_length=80)),
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
                            "job",
                            models.CharField(
                                choices=[
                                    ("inspector", "Labour inspector"),
                                    ("police", "Police officer"),
                                    ("social", "Social worker"),
                                    ("health", "Health worker"),
                                    ("teacher", "Teacher or counsellor"),
                                    ("prosecution", "Prosecutor or judge"),
                                    ("shelter", "Shelter staff"),
                                    ("camp", "Partner or volunteer in a camp"),
                                    ("lawyer", "Lawyer"),
                                    ("other", "Other work"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("sex", models.CharField(choices=[("woman", "Woman"), ("man", "Man")], max_length=5)),
                        ("field_since", models.DateField()),
                        (
                            "user",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "level",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("candidate", "Candidate"),
                                    ("co_trainer", "Co-trainer"),
                                    ("national", "National trainer"),
                                    ("master", "Master trainer"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("level_at", models.DateTimeField(null=True)),
                        ("lapsed_at", models.DateTimeField(null=True)),
                        ("generation", models.PositiveSmallIntegerField(default=0)),
                        ("by", models.CharField(max_length=40)),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("lapsed_at__isnull", True), models.Q(("level", ""), _negated=True)),
                                fields=["level_at"],
                                name="officer_counts",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "job__in",
                                        [
                                            "inspector",
                                            "police",
                                            "social",
                                            "health",
                                            "teacher",
                                            "prosecution",
                                            "shelter",
                                            "camp",
                                            "lawyer",
                                            "other",
                                        ],
                                    )
                                ),
                                name="officer_job_known",
                            ),
                            models.CheckConstraint(condition=models.Q(("sex__in", ["woman", "man"])), name="officer_sex_known"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "governorate__in",
                                        ["", "AJ", "AM", "AQ", "AT", "AZ", "BA", "IR", "JA", "KA", "MA", "MD", "MN"],
                                    )
                                ),
                                name="officer_governorate_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("level__in", ["", "candidate", "co_trainer", "national", "master"])),
                                name="officer_level_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("level", ""), ("level_at__isnull", True)),
                                    ("level_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="officer_level_since_when",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Nomination",
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
                            "course",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="nominations", to="training.course"
                            ),
                        ),
                        (
                            "officer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="nominations", to="training.officer"
                            ),
                        ),
                        (
                            "discipline",
                            models.CharField(
                                choices=[
                                    ("none", "Nothing is pending"),
                                    ("pending", "Something is pending"),
                                    ("not_asked", "Not asked yet"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("nominated", "Nominated"),
                                    ("admitted", "Admitted"),
                                    ("not_admitted", "Not admitted"),
                                    ("withdrawn", "Taken back"),
                                ],
                                default="nominated",
                                max_length=12,
                            ),
                        ),
                        ("waived", models.BooleanField(default=False)),
                        ("because", malath.foundation.sealing.SealedField(null=True)),
                        ("by", models.CharField(max_length=40)),
                        ("at", models.DateTimeField()),
                        ("answered_by", models.CharField(blank=True, max_length=40)),
                        ("answered_at", models.DateTimeField(null=True)),
                        ("reacted", models.BooleanField(default=False)),
                    ],
                    options={
                        "indexes": [models.Index(fields=["course", "state"], name="nomination_of_course")],
                        "constraints": [
                            models.UniqueConstraint(fields=("course", "officer"), name="nomination_once"),
                            models.CheckConstraint(
                                condition=models.Q(("discipline__in", ["none", "pending", "not_asked"])),
                                name="nomination_discipline_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["nominated", "admitted", "not_admitted", "withdrawn"])),
                                name="nomination_state_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("answered_at__isnull", True), ("answered_by", ""), ("state", "nominated")),
                                    models.Q(
                                        models.Q(("state", "nominated"), _negated=True),
                                        ("answered_at__isnull", False),
                                        models.Q(("answered_by", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="nomination_answered_when_by_whom",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("waived", False), ("because__isnull", False), _connector="OR"),
                                name="nomination_waived_with_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Certificate",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "reference",
                            models.CharField(
                                default=malath.foundation.references.new_reference, editable=False, max_length=14, unique=True
                            ),
                        ),
                        (
                            "nomination",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="certificate",
                                to="training.nomination",
                            ),
                        ),
                        ("valid_until", models.DateTimeField()),
                        ("by", models.CharField(max_length=40)),
                        ("at", models.DateTimeField()),
                        ("ended_by", models.CharField(blank=True, max_length=40)),
                        ("ended_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("ended_at__isnull", True), ("ended_by", "")),
                                    models.Q(("ended_at__isnull", False), models.Q(("ended_by", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="certificate_ended_when_by_whom",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LevelStep",
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
                            "officer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="training.officer"
                            ),
                        ),
                        (
                            "level",
                            models.CharField(
                                choices=[
                                    ("candidate", "Candidate"),
                                    ("co_trainer", "Co-trainer"),
                                    ("national", "National trainer"),
                                    ("master", "Master trainer"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "how",
                            models.CharField(
                                choices=[
                                    ("earned", "Earned"),
                                    ("entered", "Trainer since before this system"),
                                    ("lapsed", "Rests"),
                                    ("restored", "Counts again"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("because", malath.foundation.sealing.SealedField(null=True)),
                        ("by", models.CharField(max_length=40)),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("level__in", ["candidate", "co_trainer", "national", "master"])),
                                name="levelstep_level_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("how__in", ["earned", "entered", "lapsed", "restored"])),
                                name="levelstep_how_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Paper",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "course",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="papers", to="training.course"
                            ),
                        ),
                        (
                            "moment",
                            models.CharField(
                                choices=[("pre", "Before the course"), ("post", "After the course"), ("resit", "Once more")],
                                max_length=5,
                            ),
                        ),
                        ("items", models.JSONField()),
                        ("by", models.CharField(max_length=40)),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("course", "moment"), name="paper_once"),
                            models.CheckConstraint(
                                condition=models.Q(("moment__in", ["pre", "post", "resit"])), name="paper_moment_known"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Presence",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "half_day",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="presences", to="training.halfday"
                            ),
                        ),
                        (
                            "nomination",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="presences", to="training.nomination"
                            ),
                        ),
                        (
                            "way",
                            models.CharField(
                                choices=[("code", "Signed in with the code"), ("list", "Ticked by the trainer")], max_length=4
                            ),
                        ),
                        ("by", models.CharField(max_length=40)),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("half_day", "nomination"), name="presence_once"),
                            models.CheckConstraint(
                                condition=models.Q(("way__in", ["code", "list"])), name="presence_way_known"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Reaction",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "course",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="reactions", to="training.course"
                            ),
                        ),
                        ("marks", models.JSONField()),
                        ("on", models.DateField()),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Sitting",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "nomination",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="sittings", to="training.nomination"
                            ),
                        ),
                        (
                            "moment",
                            models.CharField(
                                choices=[("pre", "Before the course"), ("post", "After the course"), ("resit", "Once more")],
                                max_length=5,
                            ),
                        ),
                        ("items", models.JSONField()),
                        ("answers", models.JSONField()),
                        ("right", models.PositiveSmallIntegerField()),
                        ("asked", models.PositiveSmallIntegerField()),
                        ("by", models.CharField(max_length=40)),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("nomination", "moment"), name="sitting_once"),
                            models.CheckConstraint(
                                condition=models.Q(("moment__in", ["pre", "post", "resit"])), name="sitting_moment_known"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("right__lte", models.F("asked"))), name="sitting_right_of_asked"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TeachBack",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "nomination",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT, related_name="teach_back", to="training.nomination"
                            ),
                        ),
                        ("scores", models.JSONField()),
                        ("by", models.CharField(max_length=40)),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Trains",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "course",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="trainers", to="training.course"
                            ),
                        ),
                        (
                            "officer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="trains", to="training.officer"
                            ),
                        ),
                        (
                            "part",
                            models.CharField(
                                choices=[("lead", "Leads"), ("co", "Delivers together with another")], max_length=4
                            ),
                        ),
                        ("by", models.CharField(max_length=40)),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("course", "officer"), name="trains_once"),
                            models.CheckConstraint(condition=models.Q(("part__in", ["lead", "co"])), name="trains_part_known"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Observation",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "trains",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT, related_name="observation", to="training.trains"
                            ),
                        ),
                        ("scores", models.JSONField()),
                        ("by", models.CharField(max_length=40)),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
            ]
        )
    ]
