import django.db.models.deletion
from django.db import migrations, models

import malath.foundation.models
import malath.foundation.sealing


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "__first__"),
        ("agencies", "0002_versions_of_bodies"),
        ("cases", "0002_initial"),
        ("foundation", "0001_initial"),
        ("people", "0001_initial"),
        ("privacy", "0004_find_what_ended"),
        ("referrals", "0003_find_what_waits"),
    ]

    operations = [
        migrations.CreateModel(
            name="Feedback",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "went",
                    models.CharField(
                        choices=[
                            ("well", "Well, and in time"),
                            ("late", "Well, but late"),
                            ("not_as_asked", "Not what was asked for"),
                            ("hard_to_reach", "The desk was hard to reach"),
                            ("no_help", "No help came of it"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "person_said",
                    models.CharField(
                        choices=[("yes", "Yes, it helped"), ("no", "No, it did not help"), ("not_asked", "Not asked")],
                        max_length=10,
                    ),
                ),
                ("by", models.CharField(max_length=40)),
                ("at", models.DateTimeField()),
                (
                    "referral",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="feedback", to="referrals.referral"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("went__in", ["well", "late", "not_as_asked", "hard_to_reach", "no_help"])),
                        name="feedback_went_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("person_said__in", ["yes", "no", "not_asked"])), name="feedback_person_known"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Question",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=malath.foundation.models.new_uuid, editable=False, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("arrival", "When can the person come, and how?"),
                            ("language", "Which language does the person speak, and is there an interpreter?"),
                            ("companions", "Who comes along: children, others?"),
                            ("first_day", "What is needed on the first day?"),
                            ("danger", "Does somebody look for the person, and where not to go?"),
                            ("before", "Which help has the person had already?"),
                            ("time", "How long can it wait?"),
                            ("reach", "How and when can the person be reached safely?"),
                        ],
                        max_length=12,
                    ),
                ),
                ("words", malath.foundation.sealing.SealedField(null=True)),
                ("asked_by", models.CharField(max_length=40)),
                ("asked_at", models.DateTimeField()),
                (
                    "reply",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("told", "Answered"),
                            ("not_known", "We do not know"),
                            ("not_agreed", "The person does not want this told"),
                        ],
                        max_length=12,
                    ),
                ),
                ("reply_words", malath.foundation.sealing.SealedField(null=True)),
                ("replied_by", models.CharField(max_length=40, null=True)),
                ("replied_at", models.DateTimeField(null=True)),
                (
                    "key",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="foundation.datakey"),
                ),
                (
                    "referral",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="questions", to="referrals.referral"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                ["arrival", "language", "companions", "first_day", "danger", "before", "time", "reach"],
                            )
                        ),
                        name="question_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reply__in", ["", "told", "not_known", "not_agreed"])), name="question_reply_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("reply", ""),
                                models.Q(
                                    models.Q(("replied_at__isnull", True), ("replied_by__isnull", True)),
                                    models.Q(("replied_at__isnull", False), ("replied_by__isnull", False)),
                                    _connector="OR",
                                ),
                                ("replied_at__isnull", True),
                            ),
                            models.Q(
                                models.Q(("reply", ""), _negated=True),
                                ("replied_at__isnull", False),
                                ("replied_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="question_replied_when_by_whom",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("reply", "")), fields=("referral", "kind"), name="question_waits_once"
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="referral",
            name="alternative_desk",
            field=models.ForeignKey(
                db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.desk"
            ),
        ),
        migrations.AddField(
            model_name="referral",
            name="held_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="referral",
            name="held_because",
            field=malath.foundation.sealing.SealedField(null=True),
        ),
        migrations.AddField(
            model_name="referral",
            name="held_by",
            field=models.CharField(max_length=40, null=True),
        ),
        migrations.AddField(
            model_name="referral",
            name="stood_still",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="referral",
            name="held_until",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddIndex(
            model_name="referral",
            index=models.Index(
                condition=models.Q(("held_until__isnull", False)), fields=["held_until"], name="referral_to_resume"
            ),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("held_at__isnull", True), ("held_by__isnull", True), ("held_until__isnull", True)),
                    models.Q(("held_at__isnull", False), ("held_by__isnull", False), ("held_until__isnull", False)),
                    _connector="OR",
                ),
                name="referral_held_until_when_by_whom",
            ),
        ),
    ]
