"""Notices. No column leads to a person, a file or who sent it."""

from django.db import models
from django.db.models import Q

from malath.agencies.words import Governorate
from malath.foundation.acts import Guarded
from malath.foundation.references import new_reference
from malath.notices.words import Others, Sector


class Notice(Guarded):
    """What the Unit reads: where, in which sector, whether others are in danger. `release_at` is when it reaches the Unit."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    governorate = models.CharField(max_length=2, choices=Governorate)
    sector = models.CharField(max_length=16, choices=Sector)
    others = models.CharField(max_length=8, choices=Others)
    life_in_danger = models.BooleanField()
    release_at = models.DateTimeField()
    delivered_at = models.DateTimeField(null=True)
    once = models.UUIDField(null=True, unique=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="notice_governorate_known", condition=Q(governorate__in=Governorate.values)),
            models.CheckConstraint(name="notice_sector_known", condition=Q(sector__in=Sector.values)),
            models.CheckConstraint(name="notice_others_known", condition=Q(others__in=Others.values)),
        ]
        indexes = [
            models.Index(name="notice_page", fields=["-release_at", "-id"]),
            models.Index(name="notice_to_deliver", fields=["release_at"], condition=Q(delivered_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return self.reference
