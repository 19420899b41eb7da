import datetime

import django.db.models.deletion
from django.db import migrations, models

import malath.agencies.models
import malath.foundation.references


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0003_bodies_without_accounts"),
    ]

    operations = [
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
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="interpreters", to="agencies.agency"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "name_en"), name="interpreter_name_once"),
                    models.CheckConstraint(condition=models.Q(("voice__in", ["woman", "man"])), name="interpreter_voice_known"),
                    models.CheckConstraint(
                        condition=models.Q(("opens_at__lt", models.F("closes_at"))), name="interpreter_begins_before_the_end"
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="holiday",
            name="cancelled",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="holiday",
            name="changed_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="holiday",
            name="changed_by",
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AddField(
            model_name="service",
            name="accepts",
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name="service",
            name="capacity",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name="service",
            name="cost",
            field=models.CharField(
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
        migrations.AddField(
            model_name="service",
            name="described_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="service",
            name="governorates",
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name="service",
            name="languages",
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name="service",
            name="needed",
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AddField(
            model_name="service",
            name="reach",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name="service",
            name="version",
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.AddConstraint(
            model_name="holiday",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("changed_at__isnull", True), ("changed_by", "")),
                    models.Q(("changed_at__isnull", False), models.Q(("changed_by", ""), _negated=True)),
                    _connector="OR",
                ),
                name="holiday_changed_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="service",
            constraint=models.CheckConstraint(
                condition=models.Q(("cost__in", ["not_said", "free", "arranged", "paid"])), name="service_cost_known"
            ),
        ),
    ]
