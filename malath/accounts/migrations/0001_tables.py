"""The tables of this part, as they stood before the first release."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import malath.foundation.references
from malath.foundation.tables import Tables


class Migration(migrations.Migration):
    replaces = [
        ("accounts", "0001_initial"),
        ("accounts", "0003_what_takes_two"),
        ("accounts", "0004_national_coordinator"),
        ("accounts", "0005_lock_out"),
        ("accounts", "0006_members_of_the_fund"),
        ("accounts", "0007_awareness_officer"),
    ]

    initial = True

    dependencies = [
        ("agencies", "0001_tables"),
    ]

    operations = [
        Tables(
            [
                migrations.CreateModel(
                    name="User",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("password", models.CharField(max_length=128, verbose_name="password")),
                        ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                        (
                            "reference",
                            models.CharField(
                                default=malath.foundation.references.new_reference, editable=False, max_length=14, unique=True
                            ),
                        ),
                        ("email", models.EmailField(max_length=254, unique=True)),
                        ("name_en", models.CharField(max_length=120)),
                        ("name_ar", models.CharField(max_length=120)),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="staff", to="agencies.agency"
                            ),
                        ),
                        (
                            "language",
                            models.CharField(choices=[("ar", "العربية"), ("en", "English")], default="ar", max_length=2),
                        ),
                        (
                            "theme",
                            models.CharField(
                                choices=[("auto", "As the device"), ("light", "Light"), ("dark", "Dark")],
                                default="auto",
                                max_length=5,
                            ),
                        ),
                        ("is_active", models.BooleanField(default=True)),
                        ("until", models.DateTimeField(null=True)),
                        ("ended_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("ended_at__isnull", True), ("until__isnull", False)),
                                fields=["until"],
                                name="user_runs_out",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("language__in", ["ar", "en"])), name="user_language_known"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("theme__in", ["auto", "light", "dark"])), name="user_theme_known"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("ended_at__isnull", True), ("is_active", True)),
                                    models.Q(("ended_at__isnull", False), ("is_active", False)),
                                    _connector="OR",
                                ),
                                name="user_active_until_ended",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CodeRequest",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="code_requests",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("asked_by", models.CharField(max_length=40)),
                        ("asked_at", models.DateTimeField()),
                        ("until", models.DateTimeField()),
                        ("closed_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("until__gt", models.F("asked_at"))), name="code_request_from_before_until"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("closed_at__isnull", True)), fields=("user",), name="code_request_one_open"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Duty",
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
                                on_delete=django.db.models.deletion.PROTECT, related_name="duties", to="agencies.desk"
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="duties", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                        ("from_at", models.DateTimeField()),
                        ("until", models.DateTimeField()),
                    ],
                    options={
                        "indexes": [models.Index(fields=["desk", "until"], name="duty_desk_until")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("until__gt", models.F("from_at"))), name="duty_from_before_until"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Invitation",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="invitations",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("code_hash", models.CharField(max_length=64)),
                        ("made_at", models.DateTimeField()),
                        ("made_by", models.CharField(max_length=40)),
                        ("until", models.DateTimeField()),
                        ("tries", models.PositiveSmallIntegerField(default=0)),
                        ("closed_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("until__gt", models.F("made_at"))), name="invitation_from_before_until"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("closed_at__isnull", True)), fields=("user",), name="invitation_one_open"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="KeptForm",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "reference",
                            models.CharField(
                                default=malath.foundation.references.new_reference, editable=False, max_length=14, unique=True
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="kept_forms",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("sealed", models.TextField()),
                        ("at", models.DateTimeField()),
                        ("until", models.DateTimeField()),
                    ],
                    options={
                        "indexes": [models.Index(fields=["until"], name="kept_form_until")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("until__gt", models.F("at"))), name="kept_form_from_before_until"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LockOut",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "reference",
                            models.CharField(
                                default=malath.foundation.references.new_reference, editable=False, max_length=14, unique=True
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="lock_outs",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("at", models.DateTimeField()),
                        ("until", models.DateTimeField()),
                        ("opened_by", models.CharField(blank=True, max_length=40)),
                        ("opened_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("opened_at__isnull", True)), fields=["until"], name="lock_out_open"
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("opened_at__isnull", True), ("opened_by", "")),
                                    models.Q(("opened_at__isnull", False), models.Q(("opened_by", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="lock_out_opened_by_somebody",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Membership",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "reference",
                            models.CharField(
                                default=malath.foundation.references.new_reference, editable=False, max_length=14, unique=True
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="memberships",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "desk",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="memberships", to="agencies.desk"
                            ),
                        ),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("inspector", "Labour inspector"),
                                    ("police", "Police officer"),
                                    ("liaison", "Liaison officer"),
                                    ("camp", "Camp focal point"),
                                    ("social", "Social worker"),
                                    ("ctu_duty", "Counter-Trafficking Unit duty officer"),
                                    ("ctu_ident", "Counter-Trafficking Unit identification officer"),
                                    ("case_manager", "Case manager"),
                                    ("shelter_manager", "Shelter manager"),
                                    ("shelter_staff", "Shelter staff"),
                                    ("lawyer", "Lawyer"),
                                    ("prosecutor", "Prosecutor"),
                                    ("return", "Return caseworker"),
                                    ("supervisor", "Supervisor"),
                                    ("fund", "Member of the fund's committee"),
                                    ("focal_point", "Focal point of the mechanism"),
                                    ("coordinator", "National coordinator of the mechanism"),
                                    ("awareness", "Awareness officer"),
                                    ("dpo", "Data protection officer"),
                                    ("statistician", "Statistician"),
                                    ("administrator", "Administrator"),
                                ],
                                max_length=16,
                            ),
                        ),
                        (
                            "deputy_for",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="deputies",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("from_at", models.DateTimeField()),
                        ("until", models.DateTimeField(null=True)),
                        ("confirmed_by", models.CharField(blank=True, max_length=40)),
                        ("confirmed_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["user", "until"], name="membership_user"),
                            models.Index(fields=["desk", "until"], name="membership_desk"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("confirmed_at__isnull", True), ("confirmed_by", "")),
                                    models.Q(("confirmed_at__isnull", False), models.Q(("confirmed_by", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="membership_confirmed_by_somebody",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "role__in",
                                        [
                                            "inspector",
                                            "police",
                                            "liaison",
                                            "camp",
                                            "social",
                                            "ctu_duty",
                                            "ctu_ident",
                                            "case_manager",
                                            "shelter_manager",
                                            "shelter_staff",
                                            "lawyer",
                                            "prosecutor",
                                            "return",
                                            "supervisor",
                                            "fund",
                                            "focal_point",
                                            "coordinator",
                                            "awareness",
                                            "dpo",
                                            "statistician",
                                            "administrator",
                                        ],
                                    )
                                ),
                                name="membership_role_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("until__isnull", True), ("until__gte", models.F("from_at")), _connector="OR"
                                ),
                                name="membership_from_before_until",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("until__isnull", True)),
                                fields=("user", "desk", "role"),
                                name="membership_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Relation",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="relations",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("person_reference", models.CharField(max_length=14)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("relative", "Relative"),
                                    ("neighbour", "Neighbour or acquaintance"),
                                    ("employer", "Linked to the employer"),
                                    ("other", "Other link"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("declared_at", models.DateTimeField()),
                        ("declared_by", models.CharField(max_length=40)),
                        ("end_asked_at", models.DateTimeField(null=True)),
                        ("ended_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["relative", "neighbour", "employer", "other"])),
                                name="relation_kind_known",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("ended_at__isnull", True)),
                                fields=("user", "person_reference"),
                                name="relation_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SignIn",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "reference",
                            models.CharField(
                                default=malath.foundation.references.new_reference, editable=False, max_length=14, unique=True
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sign_ins",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("session_key", models.CharField(max_length=40)),
                        ("device", models.CharField(blank=True, max_length=40)),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "indexes": [models.Index(fields=["user", "-at"], name="sign_in_user")],
                    },
                ),
            ]
        )
    ]
