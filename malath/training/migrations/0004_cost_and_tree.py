import django.db.models.deletion
from django.db import migrations, models

import malath.foundation.references


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0001_tables"),
        ("training", "0003_posts_counted"),
    ]

    operations = [
        migrations.AddField(
            model_name="officer",
            name="trained_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="training.officer"
            ),
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
                    "line",
                    models.CharField(
                        choices=[
                            ("fees", "Trainers and experts"),
                            ("place", "Hall and equipment"),
                            ("travel", "Travel"),
                            ("lodging", "Nights away from home"),
                            ("meals", "Meals"),
                            ("materials", "Materials and print"),
                            ("interpreting", "Interpreting and translation"),
                            ("other", "Something else"),
                        ],
                        max_length=12,
                    ),
                ),
                ("funder", models.CharField(max_length=120)),
                (
                    "paid_from",
                    models.CharField(
                        choices=[
                            ("state", "Budget of the state"),
                            ("national", "Another body of the country"),
                            ("abroad", "From abroad: a donor or an international organisation"),
                        ],
                        max_length=8,
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
                ("rate", models.DecimalField(decimal_places=6, max_digits=12)),
                ("estimate", models.DecimalField(decimal_places=3, max_digits=12, null=True)),
                ("actual", models.DecimalField(decimal_places=3, max_digits=12, null=True)),
                ("paid_on", models.DateField(null=True)),
                ("by", models.CharField(max_length=40)),
                ("at", models.DateTimeField()),
                ("struck_by", models.CharField(blank=True, max_length=40)),
                ("struck_at", models.DateTimeField(null=True)),
                ("once", models.UUIDField(null=True, unique=True)),
                (
                    "course",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="costs", to="training.course"),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("line__in", ["fees", "place", "travel", "lodging", "meals", "materials", "interpreting", "other"])
                        ),
                        name="course_cost_line_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("paid_from__in", ["state", "national", "abroad"])),
                        name="course_cost_paid_from_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("currency__in", ["JOD", "USD", "EUR", "SAR", "PHP", "BDT", "KES"])),
                        name="course_cost_currency_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("struck_at__isnull", True), ("struck_by", "")),
                            models.Q(("struck_at__isnull", False), models.Q(("struck_by", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="course_cost_struck_when_by_whom",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("rate__gt", 0),
                            models.Q(models.Q(("currency", "JOD"), _negated=True), ("rate", 1), _connector="OR"),
                        ),
                        name="course_cost_rate",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("estimate__gt", 0), ("estimate__isnull", False)),
                            models.Q(("actual__gte", 0), ("actual__isnull", False)),
                            _connector="OR",
                        ),
                        name="course_cost_amounts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("actual__isnull", True), ("paid_on__isnull", True)),
                            models.Q(("actual__isnull", False), ("paid_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="course_cost_paid_when",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OwnPlan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("stands", models.BooleanField()),
                ("plan", models.CharField(blank=True, max_length=160)),
                ("on", models.DateField()),
                ("by", models.CharField(max_length=40)),
                ("at", models.DateTimeField()),
                (
                    "agency",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("stands", False), models.Q(("plan", ""), _negated=True), _connector="OR"),
                        name="own_plan_named",
                    )
                ],
            },
        ),
    ]
