"""Letters and files. What they say is sealed; the row alone leads to nobody."""

from django.db import models
from django.db.models import Q

from malath.documents.words import AttachmentKind, Format, LetterKind, WhyRevoked, WhyTakenAway
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


class Attachment(SealedRow):
    """A file that was taken in. Its bytes lie sealed under `place` in the folder of files; here stands what they are.

    `about`: what it belongs to, `file`: in whose trail it stands; `section`: which part of the file it belongs to, as the
    part that owns it names them. `came`: the SHA-256 of the bytes as they came. `gone_at`: when the bytes were thrown away.
    """

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    about = models.CharField(max_length=14)
    file = models.CharField(max_length=14, blank=True)
    kind = models.CharField(max_length=8, choices=AttachmentKind)
    section = models.CharField(max_length=16, blank=True)
    format = models.CharField(max_length=4, choices=Format)
    title = SealedField()
    came = SealedField()
    size = models.PositiveIntegerField()
    place = models.CharField(max_length=32, unique=True)
    desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
    ended_by = models.CharField(max_length=40, blank=True)
    ended_at = models.DateTimeField(null=True)
    ended_because = models.CharField(max_length=12, choices=WhyTakenAway, blank=True)
    gone_at = models.DateTimeField(null=True)
    once = models.UUIDField(null=True, unique=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="attachment_kind_known", condition=Q(kind__in=AttachmentKind.values)),
            models.CheckConstraint(name="attachment_format_known", condition=Q(format__in=Format.values)),
            models.CheckConstraint(name="attachment_end_known", condition=Q(ended_because__in=["", *WhyTakenAway.values])),
            models.CheckConstraint(
                name="attachment_ended_when_by_whom_and_why",
                condition=Q(ended_at__isnull=True, ended_by="", ended_because="")
                | (Q(ended_at__isnull=False) & ~Q(ended_by="") & ~Q(ended_because="")),
            ),
        ]
        indexes = [
            models.Index(name="attachment_about", fields=["about", "-id"]),
            models.Index(name="attachment_lies_there", fields=["id"], condition=Q(gone_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return self.reference
