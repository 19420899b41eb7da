"""The tables of this part, as they stood before the first release."""

import datetime

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import malath.foundation.references
from malath.foundation.tables import Tables


class Migration(migrations.Migration):
    replaces = [
        ("inbox", "0001_initial"),
        ("inbox", "0002_more_news"),
        ("inbox", "0003_tell_of_a_hand_over"),
        ("inbox", "0004_what_leaves"),
        ("inbox", "0005_exceptions"),
        ("inbox", "0006_news_of_referrals"),
        ("inbox", "0007_news_of_cases"),
        ("inbox", "0008_news_of_breaches"),
        ("inbox", "0009_news_of_agreements"),
        ("inbox", "0010_news_of_nudges"),
        ("inbox", "0011_news_of_orders_concerns_and_deadlines"),
        ("inbox", "0012_news_of_screening_forms_phones_and_other_bodies"),
        ("inbox", "0013_news_of_protection"),
        ("inbox", "0014_news_of_returns_and_the_framework"),
        ("inbox", "0015_news_of_care_training_missions_and_more"),
    ]

    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("agencies", "0001_tables"),
    ]

    operations = [
        Tables(
            [
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
                                condition=models.Q(("ended_at__isnull", True)),
                                fields=("channel", "address"),
                                name="destination_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Item",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "desk",
                            models.ForeignKey(
                                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.desk"
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
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
                                    ("notice_arrived", "An anonymous notice arrived"),
                                    ("concern_arrived", "A volunteer is worried about somebody: a concern waits for your desk"),
                                    ("concern_unseen", "A concern waits at a desk of your body and nobody looks after it"),
                                    ("contact_arrived", "Somebody turned to your desk: a contact waits"),
                                    ("contact_more", "Somebody wrote again to your desk"),
                                    ("contact_unseen", "A contact waits at a desk of your body and nobody looks after it"),
                                    (
                                        "number_stale",
                                        "A number of the public pages is hidden: it was called too long ago. Call it, renew its day",
                                    ),
                                    ("link_opened", "A link to a referral of yours was opened"),
                                    ("link_locked", "A link to a referral of yours was locked: wrong passcodes"),
                                    ("referral_asked", "A desk asks about a referral of yours"),
                                    ("referral_replied", "Your question about a referral was answered"),
                                    ("referral_held", "The clocks of a referral stand still: the person asked for time"),
                                    ("referral_resumed", "The clocks of a referral run again"),
                                    ("referral_feedback", "The sender said how a referral went"),
                                    ("agreement_changed", "What your body may share with others has changed"),
                                    ("desk_nudged", "Please look at what waits for your desk"),
                                    ("basis_ended", "Stop using a file: its basis ended"),
                                    ("basis_unconfirmed", "Going on without consent was not confirmed in time"),
                                    ("basis_to_confirm", "A file opened without consent waits for confirmation"),
                                    ("case_closing_asked", "Closing a case waits for your decision"),
                                    ("case_closing_decided", "Closing a case was decided"),
                                    ("case_given", "A case is handed over to you: acknowledge it"),
                                    ("booking_called_off", "A talk does not take place: tell the interpreter"),
                                    ("case_taken", "A case has another key worker"),
                                    ("task_given", "A task is yours"),
                                    ("task_due", "A task is due"),
                                    ("identification_due", "Something in a file is due soon: look at its clocks"),
                                    ("identification_late", "Something in a file is late: look at its clocks"),
                                    ("decision_to_confirm", "A proposed decision waits for a second officer"),
                                    ("decision_sent_back", "A decision that you proposed was sent back"),
                                    ("decision_made", "Something was decided in a file"),
                                    ("review_to_settle", "A decision waits for your review"),
                                    ("recovery_ends", "A period for recovery ends soon: ask what the person needs"),
                                    (
                                        "material_retired",
                                        "A material of your desk is shown no longer: take it down where you show it",
                                    ),
                                    ("finding_given", "Your desk answers for a gap or a recommendation"),
                                    ("text_to_read", "A text of the framework that your role has to read stands otherwise"),
                                    ("course", "A course concerns you: you take part, you train, or it was called off"),
                                    ("waiver_waits", "An application in a file waits for a month: ask after it"),
                                    ("party_recurs", "Somebody named in a file stands in another one that you see"),
                                    ("plan_due", "A plan is due soon: go through it with the person"),
                                    ("plan_late", "A plan is late: go through it with the person"),
                                    ("follow_up_due", "A contact afterwards is due: as agreed with the person"),
                                    ("care_waits", "Something in a file does not wait: open it today"),
                                    ("fund_asked", "A request to the fund waits for the committee"),
                                    ("fund_to_confirm", "A decision about a request to the fund waits for a second member"),
                                    ("fund_answered", "A request to the fund of yours has moved"),
                                    ("stay_due", "Something in a stay is due: look at its clocks"),
                                    (
                                        "stay_stopped",
                                        "A place is taken by somebody who took their agreement back: ask them what they want",
                                    ),
                                    ("package_unanswered", "A mission has not answered: ask after it"),
                                    ("reintegration_due", "Something after a return is due: look at its clocks"),
                                    ("reintegration_unsafe", "Look after somebody today: after a return something is not well"),
                                    ("incident", "Something happened that waits for your look"),
                                    ("stay_changed", "Something changed in a stay: look at the file"),
                                    ("proceeding_moved", "Something has changed in a criminal matter: look at it"),
                                    ("hearing_near", "A hearing is near, and something for it is not arranged"),
                                    ("return_silent", "Another mission has not answered in time: ask again, or another way"),
                                    ("return_unconfirmed", "An arrival was not confirmed within a day: find out at once"),
                                    ("return_to_receive", "You are asked to receive somebody: look, and answer"),
                                    ("return_answered", "Another mission has answered: look at it"),
                                    ("return_missing", "Somebody did not arrive where they were expected: find out at once"),
                                    ("return_to_approve", "A payment waits for a second look"),
                                    ("return_refund", "A fare was not used: ask it back"),
                                    ("panel_due", "A panel about a child is due"),
                                    ("complaint_to_answer", "A complaint about a service waits for your answer"),
                                    ("complaint_answered", "A complaint that you wrote down was answered"),
                                    ("measure_ends", "A measure in a criminal matter ends soon: extend it, or let it end"),
                                    ("risk_to_look_at", "A safety plan waits for your look"),
                                    ("risk_review_due", "It is time to assess danger anew"),
                                    ("posting_given_up", "Something could not leave the house"),
                                    ("destination_changed", "Where the signed state of the trail is kept has changed"),
                                    ("locked_out", "An account was tried with wrong passwords and is closed for a while"),
                                    ("file_closed", "A file was closed: your desk sees its status only"),
                                    ("glass_broken", "A file was opened in an emergency"),
                                    ("erasure_announced", "A closed file will be erased: say at once if it must be kept"),
                                    ("breach_reported", "Something was lost or seen by the wrong eyes: people come first"),
                                    (
                                        "breach_safety",
                                        "A person has to be made safe: what stood in a file may be known to others",
                                    ),
                                    ("breach_notice_near", "Somebody has to be told of a breach: the time is nearly over"),
                                    ("breach_notice_over", "Somebody was not told of a breach in time"),
                                    ("unusual_noticed", "Looks into files were unlike others: ask about them"),
                                    ("order_arrived", "An order of a court or prosecutor waits for your decision"),
                                    ("order_to_check", "What would leave on an order waits for your look"),
                                    ("order_checked", "What leaves on an order was checked: give it, or decide anew"),
                                    ("order_due", "An order has to be answered soon"),
                                    ("order_answered", "An order was answered: hand the answer over"),
                                    ("order_answer_here", "The answer to an order of yours is here"),
                                    ("screening_overdue", "Somebody should have been referred by now: look at it"),
                                    ("form_to_publish", "A form was tried out and waits for a second person to publish it"),
                                    ("phone_record_held", "A record that came from a phone needs you"),
                                    ("known_asked", "Another body asks about somebody who may be in a file of yours"),
                                    ("known_answered", "Another body wants to speak with you about somebody"),
                                    ("breach_shut_out", "An account may be in the wrong hands: end it or give it a new key"),
                                ],
                                max_length=24,
                            ),
                        ),
                        ("subject", models.CharField(max_length=14)),
                        ("link", models.CharField(blank=True, max_length=200)),
                        (
                            "pressing",
                            models.CharField(
                                choices=[("normal", "Can wait"), ("urgent", "Urgent"), ("emergency", "Emergency")],
                                default="normal",
                                max_length=9,
                            ),
                        ),
                        ("at", models.DateTimeField()),
                        ("to_tell", models.BooleanField(default=False)),
                        ("seen_at", models.DateTimeField(null=True)),
                        ("seen_by", models.CharField(blank=True, max_length=40)),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("seen_at__isnull", True)), fields=["desk", "-at"], name="item_desk_waiting"
                            ),
                            models.Index(
                                condition=models.Q(("seen_at__isnull", True)), fields=["subject"], name="item_subject_waiting"
                            ),
                            models.Index(fields=["subject"], name="item_subject"),
                            models.Index(
                                condition=models.Q(("seen_at__isnull", True)), fields=["user", "-at"], name="item_user_waiting"
                            ),
                            models.Index(
                                condition=models.Q(("seen_at__isnull", False)), fields=["desk", "-at"], name="item_desk_seen"
                            ),
                            models.Index(
                                condition=models.Q(("seen_at__isnull", False)), fields=["user", "-at"], name="item_user_seen"
                            ),
                            models.Index(condition=models.Q(("to_tell", True)), fields=["id"], name="item_to_tell"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
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
                                            "notice_arrived",
                                            "concern_arrived",
                                            "concern_unseen",
                                            "contact_arrived",
                                            "contact_more",
                                            "contact_unseen",
                                            "number_stale",
                                            "link_opened",
                                            "link_locked",
                                            "referral_asked",
                                            "referral_replied",
                                            "referral_held",
                                            "referral_resumed",
                                            "referral_feedback",
                                            "agreement_changed",
                                            "desk_nudged",
                                            "basis_ended",
                                            "basis_unconfirmed",
                                            "basis_to_confirm",
                                            "case_closing_asked",
                                            "case_closing_decided",
                                            "case_given",
                                            "booking_called_off",
                                            "case_taken",
                                            "task_given",
                                            "task_due",
                                            "identification_due",
                                            "identification_late",
                                            "decision_to_confirm",
                                            "decision_sent_back",
                                            "decision_made",
                                            "review_to_settle",
                                            "recovery_ends",
                                            "material_retired",
                                            "finding_given",
                                            "text_to_read",
                                            "course",
                                            "waiver_waits",
                                            "party_recurs",
                                            "plan_due",
                                            "plan_late",
                                            "follow_up_due",
                                            "care_waits",
                                            "fund_asked",
                                            "fund_to_confirm",
                                            "fund_answered",
                                            "stay_due",
                                            "stay_stopped",
                                            "package_unanswered",
                                            "reintegration_due",
                                            "reintegration_unsafe",
                                            "incident",
                                            "stay_changed",
                                            "proceeding_moved",
                                            "hearing_near",
                                            "return_silent",
                                            "return_unconfirmed",
                                            "return_to_receive",
                                            "return_answered",
                                            "return_missing",
                                            "return_to_approve",
                                            "return_refund",
                                            "panel_due",
                                            "complaint_to_answer",
                                            "complaint_answered",
                                            "measure_ends",
                                            "risk_to_look_at",
                                            "risk_review_due",
                                            "posting_given_up",
                                            "destination_changed",
                                            "locked_out",
                                            "file_closed",
                                            "glass_broken",
                                            "erasure_announced",
                                            "breach_reported",
                                            "breach_safety",
                                            "breach_notice_near",
                                            "breach_notice_over",
                                            "unusual_noticed",
                                            "order_arrived",
                                            "order_to_check",
                                            "order_checked",
                                            "order_due",
                                            "order_answered",
                                            "order_answer_here",
                                            "screening_overdue",
                                            "form_to_publish",
                                            "phone_record_held",
                                            "known_asked",
                                            "known_answered",
                                            "breach_shut_out",
                                        ],
                                    )
                                ),
                                name="item_kind_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("pressing__in", ["normal", "urgent", "emergency"])),
                                name="item_pressing_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("desk__isnull", False), ("user__isnull", True)),
                                    models.Q(("desk__isnull", True), ("user__isnull", False)),
                                    _connector="OR",
                                ),
                                name="item_for_desk_or_user",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("seen_at__isnull", True), ("seen_by", "")),
                                    models.Q(("seen_at__isnull", False), models.Q(("seen_by", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="item_seen_by_whom",
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
                                choices=[
                                    ("news", "What waits for a member of staff"),
                                    ("checkpoint", "The signed state of the trail"),
                                ],
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
                        (
                            "user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "destination",
                            models.ForeignKey(
                                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="inbox.destination"
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
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("ended_at__isnull", True)), fields=["next_try_at"], name="posting_due"
                            ),
                            models.Index(fields=["user", "-ended_at"], name="posting_told"),
                            models.Index(fields=["channel", "status", "-id"], name="posting_by_status"),
                            models.Index(
                                condition=models.Q(("checkpoint__isnull", False)), fields=["-id"], name="posting_checkpoint"
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["news", "checkpoint"])), name="posting_kind_known"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("channel__in", ["mail", "text", "folder", "paper"])),
                                name="posting_channel_known",
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
                            "user",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                            ),
                        ),
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
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("mail__in", ["digest", "urgent", "off"])), name="wish_mail_known"
                            )
                        ],
                    },
                ),
            ]
        )
    ]
