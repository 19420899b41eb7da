"""Links. Of the address and of the passcode only hashes are kept; what a link shows lies in the referral."""

from django.db import models
from django.db.models import Q

from malath.foundation.acts import Guarded
from malath.foundation.references import new_reference


class Link(Guarded):
    """One expiring way to read and to answer one referral."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    referral = models.ForeignKey("referrals.Referral", on_delete=models.PROTECT, related_name="+")
    address_hash = models.CharField(max_length=64, unique=True)
    passcode_hash = models.CharField(max_length=64)
    made_by = models.CharField(max_length=40)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    wrong = models.PositiveSmallIntegerField(default=0)
    locked_at = models.DateTimeField(null=True)
    opened = models.PositiveSmallIntegerField(default=0)
    opened_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    revoked_by = models.CharField(max_length=40, null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="link_opened_when",
                condition=Q(opened=0, opened_at__isnull=True) | Q(opened__gt=0, opened_at__isnull=False),
            ),
            models.CheckConstraint(
                name="link_revoked_when_by_whom",
                condition=Q(revoked_at__isnull=True, revoked_by__isnull=True)
                | Q(revoked_at__isnull=False, revoked_by__isnull=False),
            ),
        ]
        indexes = [models.Index(name="link_of_referral", fields=["referral", "-id"])]

    def __str__(self) -> str:
        return self.reference
