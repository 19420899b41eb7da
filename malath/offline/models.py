"""Phones that were enrolled, the keys to which they seal, and the records that came from them."""

from django.db import models
from django.db.models import Q

from malath.foundation.acts import Guarded
from malath.foundation.references import new_reference
from malath.foundation.sealing import SealedField, SealedRow
from malath.offline.words import DeviceName, PacketState, SetAside, WhyEnded


class SealingKey(SealedRow):
    """A key pair of a body. Phones seal to the open half; the other lies under a data key of its own and never leaves. An
    older pair is kept: what was sealed to it may come late."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+")
    public = models.BinaryField(max_length=65)
    private = SealedField()
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=40)
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="sealing_key_one_in_use", fields=["agency"], condition=Q(replaced_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return self.reference


class Device(Guarded):
    """A phone of a member of staff, at one desk. `public`: the half of its signing key that it sent. `skew`: by how many
    seconds its clock was behind ours when it was here last; `sent_at` what it showed then."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=8, choices=DeviceName)
    public = models.BinaryField(max_length=65)
    enrolled_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    skew = models.IntegerField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=40, null=True)
    why_ended = models.CharField(max_length=10, choices=WhyEnded, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="device_name_known", condition=Q(name__in=DeviceName.values)),
            models.CheckConstraint(name="device_why_ended_known", condition=Q(why_ended__in=["", *WhyEnded.values])),
            models.CheckConstraint(
                name="device_ended_when_by_whom_and_why",
                condition=Q(ended_at__isnull=True, ended_by__isnull=True, why_ended="")
                | (Q(ended_at__isnull=False, ended_by__isnull=False) & ~Q(why_ended="")),
            ),
            models.UniqueConstraint(name="device_name_once", fields=["user", "name"], condition=Q(ended_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return self.reference


class Packet(Guarded):
    """A record as it came from a phone: sealed until it is read in, and then thrown away. `uid` is the phone's own mark of it:
    what comes twice is known again. `carrier` is the phone that brought it, perhaps a colleague's. `done`: steps of it that
    were read in. `reasons`: codes of why it was not, or not whole."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    uid = models.UUIDField(unique=True)
    device = models.ForeignKey(Device, on_delete=models.PROTECT, related_name="+")
    carrier = models.ForeignKey(Device, on_delete=models.PROTECT, related_name="+")
    desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, related_name="+", db_index=False)
    key = models.ForeignKey(SealingKey, on_delete=models.PROTECT, related_name="+")
    sealed = models.BinaryField(null=True)
    mark = models.BinaryField(max_length=32)
    received_at = models.DateTimeField()
    skew = models.IntegerField(null=True)
    state = models.CharField(max_length=9, choices=PacketState, default=PacketState.WAITING)
    done = models.JSONField(default=list)
    reasons = models.JSONField(default=list)
    case_reference = models.CharField(max_length=14, blank=True)
    referral_references = models.JSONField(default=list)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.CharField(max_length=40, null=True)
    set_aside = models.CharField(max_length=6, choices=SetAside, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="packet_state_known", condition=Q(state__in=PacketState.values)),
            models.CheckConstraint(name="packet_set_aside_known", condition=Q(set_aside__in=["", *SetAside.values])),
            models.CheckConstraint(
                name="packet_settled_when_by_whom",
                condition=Q(settled_at__isnull=True, settled_by__isnull=True)
                | Q(settled_at__isnull=False, settled_by__isnull=False),
            ),
            models.CheckConstraint(
                name="packet_sealed_until_settled",
                condition=Q(sealed__isnull=False, settled_at__isnull=True) | Q(sealed__isnull=True, settled_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(name="packet_waiting", fields=["id"], condition=Q(state="waiting")),
            models.Index(name="packet_held", fields=["desk", "-received_at"], condition=Q(state="held")),
            models.Index(name="packet_carried", fields=["carrier", "-received_at"]),
        ]

    def __str__(self) -> str:
        return self.reference
