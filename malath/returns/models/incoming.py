"""Who comes home to us: what the package said, and whether they came. What is said of the person lies sealed."""

from django.db import models
from django.db.models import Q

from malath.foundation.constraints import both_or_none
from malath.foundation.sealing import SealedField, SealedRow
from malath.returns.models.returning import Return


class Incoming(SealedRow):
    """What a transfer package says of a return, and no more. `source`: the reference under which the package was opened here,
    once; `needs`: their codes; `came_at`: when the person arrived, as who met them says."""

    returning = models.OneToOneField(Return, on_delete=models.PROTECT, related_name="incoming")
    source = models.CharField(max_length=14, unique=True)
    expected_on = models.DateField(null=True)
    way = SealedField(null=True)
    needs = SealedField(null=True)
    health = SealedField(null=True)
    plan = SealedField(null=True)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
    came_at = models.DateTimeField(null=True)
    confirmed_by = models.CharField(max_length=40, blank=True)
    confirmed_at = models.DateTimeField(null=True)
    alarm_at = models.DateTimeField(null=True)
    missing_by = models.CharField(max_length=40, blank=True)
    missing_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            both_or_none("incoming_missing_when_and_by_whom", "missing"),
            both_or_none("incoming_confirmed_when_and_by_whom", "confirmed"),
            models.CheckConstraint(
                name="incoming_confirmed_has_a_moment",
                condition=Q(came_at__isnull=True, confirmed_at__isnull=True)
                | Q(came_at__isnull=False, confirmed_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                name="incoming_unconfirmed",
                fields=["expected_on"],
                condition=Q(confirmed_at__isnull=True, alarm_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"incoming {self.pk}"
