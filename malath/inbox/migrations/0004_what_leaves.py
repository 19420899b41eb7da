"""How pressing an item is and whether it was told; how staff want to be told; what leaves the house."""

import datetime

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import malath.foundation.references


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "__first__"),
        ("agencies", "0002_versions_of_bodies"),
        ("inbox", "0003_tell_of_a_hand_over"),
    ]

    operations = [
        migrations.CreateModel(
            name="Destination",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "reference",
                    models.CharField(
                        default=malath.foundation.references.new_reference, editable=False, max_length=14, unique=True
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("mail", "E-mail"),
                            ("text", "Text message"),
                            ("folder", "Folder on another medium"),
                            ("paper", "Signed sheet of paper"),
                        ],
                        max_length=6,
                    ),
                ),
                ("address", models.CharField(max_length=254)),
                ("daily", models.BooleanField(default=True)),
                ("added_at", models.DateTimeField()),
                ("added_by", models.CharField(max_length=40)),
                ("ended_at", models.DateTimeField(null=True)),
                ("ended_by", models.CharField(blank=True, max_length=40)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("channel__in", ["mail", "text", "folder", "paper"])),
                        name="destination_channel_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", True), ("ended_by", "")),
                            models.Q(("ended_at__isnull", False), models.Q(("ended_by", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="destination_ended_by_whom",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)), fields=("channel", "address"), name="destination_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Posting",
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
                        choices=[("news", "What waits for a member of staff"), ("checkpoint", "The signed state of the trail")],
                        max_length=10,
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("mail", "E-mail"),
                            ("text", "Text message"),
                            ("folder", "Folder on another medium"),
                            ("paper", "Signed sheet of paper"),
                        ],
                        max_length=6,
                    ),
                ),
                ("checkpoint", models.BigIntegerField(null=True)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("sent", "Sent"),
                            ("needless", "Needless: nothing waited any more"),
                            ("given_up", "Given up"),
                            ("dropped", "Dropped"),
                        ],
                        default="waiting",
                        max_length=8,
                    ),
                ),
                ("made_at", models.DateTimeField()),
                ("next_try_at", models.DateTimeField()),
                ("at_once", models.BooleanField(default=False)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                (
                    "failure",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("away", "The server did not answer"),
                            ("later", "The server did not take it for now"),
                            ("refused", "The server refused it for good"),
                            ("folder", "The folder is not there or cannot be written"),
                            ("broken", "A fault in the system itself"),
                        ],
                        max_length=8,
                    ),
                ),
                ("receipt", models.CharField(blank=True, max_length=200)),
                ("ended_at", models.DateTimeField(null=True)),
                ("ended_by", models.CharField(blank=True, max_length=40)),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("confirmed_by", models.CharField(blank=True, max_length=40)),
                (
                    "destination",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="inbox.destination"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(condition=models.Q(("ended_at__isnull", True)), fields=["next_try_at"], name="posting_due"),
                    models.Index(fields=["user", "-ended_at"], name="posting_told"),
                    models.Index(fields=["channel", "status", "-id"], name="posting_by_status"),
                    models.Index(condition=models.Q(("checkpoint__isnull", False)), fields=["-id"], name="posting_checkpoint"),
                ],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("kind__in", ["news", "checkpoint"])), name="posting_kind_known"),
                    models.CheckConstraint(
                        condition=models.Q(("channel__in", ["mail", "text", "folder", "paper"])), name="posting_channel_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["waiting", "sent", "needless", "given_up", "dropped"])),
                        name="posting_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("failure__in", ["", "away", "later", "refused", "folder", "broken"])),
                        name="posting_failure_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("checkpoint__isnull", True),
                                ("destination__isnull", True),
                                ("kind", "news"),
                                ("user__isnull", False),
                            ),
                            models.Q(("checkpoint__isnull", False), ("kind", "checkpoint"), ("user__isnull", True)),
                            _connector="OR",
                        ),
                        name="posting_goes_where_its_kind_may",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", True), ("ended_by", ""), ("status", "waiting")),
                            models.Q(
                                models.Q(("status", "waiting"), _negated=True),
                                ("ended_at__isnull", False),
                                models.Q(("ended_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="posting_ended_by_whom",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("confirmed_at__isnull", True), ("confirmed_by", "")),
                            models.Q(("confirmed_at__isnull", False), models.Q(("confirmed_by", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="posting_confirmed_by_whom",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("user", "channel"),
                        name="posting_one_waits_for_user",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("destination",),
                        name="posting_one_waits_for_place",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Wish",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "mail",
                    models.CharField(
                        choices=[
                            ("digest", "In the morning what waits, and at once what is urgent"),
                            ("urgent", "Only what is urgent"),
                            ("off", "Nothing, save an emergency while I am on duty"),
                        ],
                        default="digest",
                        max_length=6,
                    ),
                ),
                ("quiet_from", models.TimeField(default=datetime.time(20, 0))),
                ("quiet_until", models.TimeField(default=datetime.time(7, 0))),
                ("duty_phone", models.CharField(blank=True, max_length=20)),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("mail__in", ["digest", "urgent", "off"])), name="wish_mail_known"
                    )
                ],
            },
        ),
        migrations.RemoveConstraint(
            model_name="item",
            name="item_kind_known",
        ),
        migrations.AddField(
            model_name="item",
            name="pressing",
            field=models.CharField(
                choices=[("normal", "Can wait"), ("urgent", "Urgent"), ("emergency", "Emergency")],
                default="normal",
                max_length=9,
            ),
        ),
        migrations.AddField(
            model_name="item",
            name="to_tell",
            field=models.BooleanField(default=False),
        ),
        migrations.AlterField(
            model_name="item",
            name="kind",
            field=models.CharField(
                choices=[
                    ("referral_arrived", "A referral waits for your desk"),
                    ("referral_acknowledged", "A referral was acknowledged"),
                    ("referral_answered", "A referral was answered"),
                    ("referral_outcome", "A referral has an outcome"),
                    ("referral_unanswered", "A referral is unanswered and was escalated"),
                    ("referral_withdrawn", "A referral was withdrawn"),
                    ("referral_stopped", "A referral was stopped"),
                    ("desk_closed", "A desk of your body was closed: its files are yours to see to"),
                    ("referral_handed_over", "A referral was given to another key worker"),
                    ("basis_ended", "Stop using a file: its basis ended"),
                    ("basis_unconfirmed", "Going on without consent was not confirmed in time"),
                    ("basis_to_confirm", "A file opened without consent waits for confirmation"),
                    ("posting_given_up", "Something could not leave the house"),
                    ("destination_changed", "Where the signed state of the trail is kept has changed"),
                ],
                max_length=24,
            ),
        ),
        migrations.AddIndex(
            model_name="item",
            index=models.Index(condition=models.Q(("seen_at__isnull", False)), fields=["desk", "-at"], name="item_desk_seen"),
        ),
        migrations.AddIndex(
            model_name="item",
            index=models.Index(condition=models.Q(("seen_at__isnull", False)), fields=["user", "-at"], name="item_user_seen"),
        ),
        migrations.AddIndex(
            model_name="item",
            index=models.Index(condition=models.Q(("to_tell", True)), fields=["id"], name="item_to_tell"),
        ),
        migrations.AddConstraint(
            model_name="item",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "referral_arrived",
                            "referral_acknowledged",
                            "referral_answered",
                            "referral_outcome",
                            "referral_unanswered",
                            "referral_withdrawn",
                            "referral_stopped",
                            "desk_closed",
                            "referral_handed_over",
                            "basis_ended",
                            "basis_unconfirmed",
                            "basis_to_confirm",
                            "posting_given_up",
                            "destination_changed",
                        ],
                    )
                ),
                name="item_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="item",
            constraint=models.CheckConstraint(
                condition=models.Q(("pressing__in", ["normal", "urgent", "emergency"])), name="item_pressing_known"
            ),
        ),
    ]
