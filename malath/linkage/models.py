"""Two files that may be of one person, what was said of them, who stands together, and questions to other bodies."""

from django.db import models
from django.db.models import F, Q

from malath.foundation.acts import Guarded
from malath.foundation.references import new_reference
from malath.foundation.sealing import SealedField, SealedRow
from malath.linkage.words import Reply, Said

TO_JUDGE = Q(said__in=["", "unsure"])


class Pair(Guarded):
    """Two files that are alike, found for a desk. `parts`: what agreed when somebody was asked last; `said`: what stands, ""
    while nobody has said anything."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    one = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    other = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    parts = models.JSONField(default=list)
    said = models.CharField(max_length=9, choices=Said, blank=True)
    desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, related_name="+", db_index=False)
    found_by = models.CharField(max_length=40)
    found_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="pair_in_order", condition=Q(one__lt=F("other"))),
            models.UniqueConstraint(name="pair_once", fields=["one", "other"]),
            models.CheckConstraint(name="pair_said_known", condition=Q(said__in=["", *Said.values])),
        ]
        indexes = [models.Index(name="pair_to_judge", fields=["desk", "-found_at", "-id"], condition=TO_JUDGE)]

    def __str__(self) -> str:
        return self.reference

    @property
    def waits(self) -> bool:
        """Whether somebody has to judge it."""
        return self.said in {"", Said.UNSURE}


class Judgement(SealedRow):
    """What somebody said of two files, and how they know. Never changed: a later one takes its place."""

    pair = models.ForeignKey(Pair, on_delete=models.PROTECT, related_name="judgements")
    said = models.CharField(max_length=9, choices=Said)
    parted = models.BooleanField(default=False)
    because = SealedField()
    desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, related_name="+")
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="judgement_said_known", condition=Q(said__in=Said.values)),
            models.CheckConstraint(name="judgement_parts_to_no_same", condition=Q(parted=False) | ~Q(said="same")),
        ]

    def __str__(self) -> str:
        return f"judgement {self.pk}"


class Member(Guarded):
    """A file that stands together with others: all of one `cluster` are of one person, as it was said of two at a time. Each
    keeps its number, its desks and its history; nothing opens by it."""

    person = models.OneToOneField("people.Person", on_delete=models.PROTECT, related_name="+")
    cluster = models.UUIDField(db_index=True)

    def __str__(self) -> str:
        return "member"


class Inquiry(SealedRow):
    """A body asks whether a person is known to others. `worked_at`: when the worker compared, whatever came of it."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, related_name="+")
    because = SealedField()
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
    worked_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(name="inquiry_of_person", fields=["person", "-at"]),
            models.Index(name="inquiry_to_work", fields=["at"], condition=Q(worked_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return self.reference


class Telling(Guarded):
    """That a body was told: another one asks about somebody who may be in this file of yours. `desk`: which one was told where
    no supervisor could be; None else."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    inquiry = models.ForeignKey(Inquiry, on_delete=models.PROTECT, related_name="tellings")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+")
    desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, null=True, related_name="+")
    parts = models.JSONField(default=list)
    at = models.DateTimeField()
    reply = models.CharField(max_length=7, choices=Reply, blank=True)
    replied_by = models.CharField(max_length=40, blank=True)
    replied_desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, null=True, related_name="+")
    replied_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="telling_once", fields=["inquiry", "person", "body"]),
            models.CheckConstraint(name="telling_reply_known", condition=Q(reply__in=["", *Reply.values])),
            models.CheckConstraint(
                name="telling_replied_when_by_whom",
                condition=Q(reply="", replied_by="", replied_at__isnull=True)
                | (~Q(reply="") & ~Q(replied_by="") & Q(replied_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return self.reference
