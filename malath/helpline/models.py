"""Desk codes and what came in through them. Nobody who used a code has a row: not a name, not an address, not a number."""

from django.db import models
from django.db.models import Q

from malath.foundation.acts import Guarded
from malath.foundation.references import new_reference
from malath.foundation.sealing import SealedField, SealedRow
from malath.helpline.words import CameOfIt, HowSoon


class DeskCode(Guarded):
    """A code that opens the sign card of one desk, and nothing else. Of the code only a keyed hash is kept."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    code_hash = models.CharField(max_length=64, unique=True)
    days = models.PositiveSmallIntegerField()
    openings = models.PositiveSmallIntegerField()
    made_by = models.CharField(max_length=40)
    made_at = models.DateTimeField()
    until = models.DateTimeField()
    most = models.PositiveIntegerField()
    opened = models.PositiveIntegerField(default=0)
    phones = models.PositiveIntegerField(default=0)
    sent = models.PositiveIntegerField(default=0)
    last_on = models.DateField(null=True)
    ended_by = models.CharField(max_length=40, null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="desk_code_number_once", fields=["desk", "number"]),
            models.CheckConstraint(
                name="desk_code_ended_when_by_whom",
                condition=Q(ended_at__isnull=True, ended_by__isnull=True) | Q(ended_at__isnull=False, ended_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class SeenPhone(Guarded):
    """That a code was typed on one kind of phone from one place: a keyed hash that says nothing but "another one". Gone with
    the code."""

    code = models.ForeignKey(DeskCode, on_delete=models.PROTECT, related_name="seen")
    mark = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(name="seen_phone_once", fields=["code", "mark"])]

    def __str__(self) -> str:
        return f"{self.code_id}"


class Concern(SealedRow):
    """What somebody with the card noticed. All they said is sealed under a key of this row alone, which is thrown away."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, related_name="+")
    code = models.ForeignKey(DeskCode, on_delete=models.PROTECT, related_name="+")
    how_soon = models.CharField(max_length=8, choices=HowSoon)
    said = SealedField(null=True)
    receipt_hash = models.CharField(max_length=64, unique=True)
    once = models.UUIDField(null=True, unique=True)
    at = models.DateTimeField()
    look_by = models.DateTimeField()
    escalated_at = models.DateTimeField(null=True)
    taken_by = models.CharField(max_length=40, null=True)
    taken_at = models.DateTimeField(null=True)
    came_of_it = models.CharField(max_length=16, choices=CameOfIt, blank=True)
    settled_by = models.CharField(max_length=40, null=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="concern_how_soon_known", condition=Q(how_soon__in=HowSoon.values)),
            models.CheckConstraint(name="concern_came_of_it_known", condition=Q(came_of_it__in=["", *CameOfIt.values])),
            models.CheckConstraint(
                name="concern_taken_when_by_whom",
                condition=Q(taken_at__isnull=True, taken_by__isnull=True) | Q(taken_at__isnull=False, taken_by__isnull=False),
            ),
            models.CheckConstraint(
                name="concern_settled_when_by_whom",
                condition=Q(settled_at__isnull=True, settled_by__isnull=True, came_of_it="")
                | (Q(settled_at__isnull=False, settled_by__isnull=False) & ~Q(came_of_it="")),
            ),
        ]
        indexes = [
            models.Index(name="concern_page", fields=["desk", "-at", "-id"]),
            models.Index(
                name="concern_to_escalate", fields=["look_by"], condition=Q(taken_at__isnull=True, escalated_at__isnull=True)
            ),
            models.Index(name="concern_to_let_go", fields=["settled_at"], condition=Q(said__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.reference
