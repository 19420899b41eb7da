import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import malath.foundation.references


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_shared_cache"),
        ("agencies", "0002_versions_of_bodies"),
    ]

    operations = [
        migrations.CreateModel(
            name="CodeRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("asked_by", models.CharField(max_length=40)),
                ("asked_at", models.DateTimeField()),
                ("until", models.DateTimeField()),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="code_requests", to=settings.AUTH_USER_MODEL
                    ),
                ),
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
            name="SignIn",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "reference",
                    models.CharField(
                        default=malath.foundation.references.new_reference, editable=False, max_length=14, unique=True
                    ),
                ),
                ("session_key", models.CharField(max_length=40)),
                ("device", models.CharField(blank=True, max_length=40)),
                ("at", models.DateTimeField()),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="sign_ins", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["user", "-at"], name="sign_in_user")],
            },
        ),
        migrations.AddField(
            model_name="membership",
            name="confirmed_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="membership",
            name="confirmed_by",
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AddField(
            model_name="relation",
            name="end_asked_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="user",
            name="until",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddIndex(
            model_name="user",
            index=models.Index(
                condition=models.Q(("ended_at__isnull", True), ("until__isnull", False)), fields=["until"], name="user_runs_out"
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("confirmed_at__isnull", True), ("confirmed_by", "")),
                    models.Q(("confirmed_at__isnull", False), models.Q(("confirmed_by", ""), _negated=True)),
                    _connector="OR",
                ),
                name="membership_confirmed_by_somebody",
            ),
        ),
    ]
