"""Letters. What one says is sealed; the row alone leads to nobody."""

from django.db import models
from django.db.models import Q

from malath.documents.words import LetterKind, WhyRevoked
from malath.foundation.references import new_reference
from malath.foundation.sealing import SealedField, SealedRow


class Letter(SealedRow):
    """Something that was put on paper, about one referral or case."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    code = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    kind = models.CharField(max_length=10, choices=LetterKind)
    about = models.CharField(max_length=14)
    desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, related_name="+")
    for_desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    content = SealedField()
    issued_by = models.CharField(max_length=40)
    issued_at = models.DateTimeField()
    valid_until = models.DateTimeField()
    taken = models.PositiveSmallIntegerField(default=0)
    revoked_by = models.CharField(max_length=40, null=True)
    revoked_at = models.DateTimeField(null=True)
    revoked_because = models.CharField(max_length=12, choices=WhyRevoked, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="letter_kind_known", condition=Q(kind__in=LetterKind.values)),
            models.CheckConstraint(name="letter_end_known", condition=Q(revoked_because__in=["", *WhyRevoked.values])),
            models.CheckConstraint(
                name="letter_revoked_when_by_whom_and_why",
                condition=Q(revoked_at__isnull=True, revoked_by__isnull=True, revoked_because="")
                | (Q(revoked_at__isnull=False, revoked_by__isnull=False) & ~Q(revoked_because="")),
            ),
        ]
        indexes = [
            models.Index(name="letter_about", fields=["about", "-id"]),
            models.Index(name="letter_until", fields=["valid_until"]),
        ]

    def __str__(self) -> str:
        return self.reference
