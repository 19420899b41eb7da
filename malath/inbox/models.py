"""Items, how staff want to be told, and what leaves the house. Kinds, references and codes, nothing else."""

from datetime import time

from django.db import models

from malath.foundation.acts import Guarded
from malath.foundation.references import new_reference
from malath.inbox.words import (
    Channel,
    Failure,
    ItemKind,
    MailWish,
    PostingKind,
    PostingStatus,
    Pressing,
)


class Item(Guarded):
    """Something that waits for a desk or for one member of staff. `to_tell`: nobody has looked yet whom it concerns."""

    desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, null=True, related_name="+")
    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=24, choices=ItemKind)
    subject = models.CharField(max_length=14)
    link = models.CharField(max_length=200, blank=True)
    pressing = models.CharField(max_length=9, choices=Pressing, default=Pressing.NORMAL)
    at = models.DateTimeField()
    to_tell = models.BooleanField(default=False)
    seen_at = models.DateTimeField(null=True)
    seen_by = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="item_kind_known", condition=models.Q(kind__in=ItemKind.values)),
            models.CheckConstraint(name="item_pressing_known", condition=models.Q(pressing__in=Pressing.values)),
            models.CheckConstraint(
                name="item_for_desk_or_user",
                condition=models.Q(desk__isnull=False, user__isnull=True) | models.Q(desk__isnull=True, user__isnull=False),
            ),
            models.CheckConstraint(
                name="item_seen_by_whom",
                condition=models.Q(seen_at__isnull=True, seen_by="")
                | (models.Q(seen_at__isnull=False) & ~models.Q(seen_by="")),
            ),
        ]
        indexes = [
            models.Index(name="item_desk_waiting", fields=["desk", "-at"], condition=models.Q(seen_at__isnull=True)),
            models.Index(name="item_subject_waiting", fields=["subject"], condition=models.Q(seen_at__isnull=True)),
            models.Index(name="item_subject", fields=["subject"]),
            models.Index(name="item_user_waiting", fields=["user", "-at"], condition=models.Q(seen_at__isnull=True)),
            models.Index(name="item_desk_seen", fields=["desk", "-at"], condition=models.Q(seen_at__isnull=False)),
            models.Index(name="item_user_seen", fields=["user", "-at"], condition=models.Q(seen_at__isnull=False)),
            models.Index(name="item_to_tell", fields=["id"], condition=models.Q(to_tell=True)),
        ]

    def __str__(self) -> str:
        return self.kind


class Wish(Guarded):
    """How a member of staff wants to be told. Without a row: as the defaults say."""

    user = models.OneToOneField("accounts.User", on_delete=models.PROTECT, related_name="+")
    mail = models.CharField(max_length=6, choices=MailWish, default=MailWish.DIGEST)
    quiet_from = models.TimeField(default=time(20))
    quiet_until = models.TimeField(default=time(7))
    duty_phone = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(name="wish_mail_known", condition=models.Q(mail__in=MailWish.values))]

    def __str__(self) -> str:
        return f"{self.user_id}"


class Destination(Guarded):
    """Where the signed state of the trail is kept, off this machine: the mail of another body, or a mounted folder."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    channel = models.CharField(max_length=6, choices=Channel)
    address = models.CharField(max_length=254)
    daily = models.BooleanField(default=True)
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=40)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="destination_channel_known", condition=models.Q(channel__in=Channel.values)),
            models.CheckConstraint(
                name="destination_ended_by_whom",
                condition=models.Q(ended_at__isnull=True, ended_by="")
                | (models.Q(ended_at__isnull=False) & ~models.Q(ended_by="")),
            ),
            models.UniqueConstraint(
                name="destination_once", fields=["channel", "address"], condition=models.Q(ended_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class Posting(Guarded):
    """Something that leaves the house: to a member of staff how much waits, to a destination the state of the trail.

    What it says is written when it leaves, so that it says what is so then. `next_try_at`: not before. `at_once`: before all
    others. It has no address: the account or the destination has one, and nothing else can be written to.
    """

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    kind = models.CharField(max_length=10, choices=PostingKind)
    channel = models.CharField(max_length=6, choices=Channel)
    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")
    destination = models.ForeignKey(Destination, on_delete=models.PROTECT, null=True, related_name="+")
    checkpoint = models.BigIntegerField(null=True)
    status = models.CharField(max_length=8, choices=PostingStatus, default=PostingStatus.WAITING)
    made_at = models.DateTimeField()
    next_try_at = models.DateTimeField()
    at_once = models.BooleanField(default=False)
    tries = models.PositiveSmallIntegerField(default=0)
    failure = models.CharField(max_length=8, choices=Failure, blank=True)
    receipt = models.CharField(max_length=200, blank=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=40, blank=True)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="posting_kind_known", condition=models.Q(kind__in=PostingKind.values)),
            models.CheckConstraint(name="posting_channel_known", condition=models.Q(channel__in=Channel.values)),
            models.CheckConstraint(name="posting_status_known", condition=models.Q(status__in=PostingStatus.values)),
            models.CheckConstraint(name="posting_failure_known", condition=models.Q(failure__in=["", *Failure.values])),
            models.CheckConstraint(
                name="posting_goes_where_its_kind_may",
                condition=models.Q(kind=PostingKind.NEWS, user__isnull=False, destination__isnull=True, checkpoint__isnull=True)
                | models.Q(kind=PostingKind.CHECKPOINT, user__isnull=True, checkpoint__isnull=False),
            ),
            models.CheckConstraint(
                name="posting_ended_by_whom",
                condition=models.Q(status=PostingStatus.WAITING, ended_at__isnull=True, ended_by="")
                | (~models.Q(status=PostingStatus.WAITING) & models.Q(ended_at__isnull=False) & ~models.Q(ended_by="")),
            ),
            models.CheckConstraint(
                name="posting_confirmed_by_whom",
                condition=models.Q(confirmed_at__isnull=True, confirmed_by="")
                | (models.Q(confirmed_at__isnull=False) & ~models.Q(confirmed_by="")),
            ),
            models.UniqueConstraint(
                name="posting_one_waits_for_user", fields=["user", "channel"], condition=models.Q(ended_at__isnull=True)
            ),
            models.UniqueConstraint(
                name="posting_one_waits_for_place", fields=["destination"], condition=models.Q(ended_at__isnull=True)
            ),
        ]
        indexes = [
            models.Index(name="posting_due", fields=["next_try_at"], condition=models.Q(ended_at__isnull=True)),
            models.Index(name="posting_told", fields=["user", "-ended_at"]),
            models.Index(name="posting_by_status", fields=["channel", "status", "-id"]),
            models.Index(name="posting_checkpoint", fields=["-id"], condition=models.Q(checkpoint__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.reference
