"""Cases, their status history, notes, and what came with an import."""

from django.db import models

from malath.agencies.words import Governorate
from malath.cases.words import CaseStatus, DecidedBy, NoteKind, Risk
from malath.foundation.acts import Guarded
from malath.foundation.references import new_reference
from malath.foundation.sealing import SealedField, SealedRow


class Case(SealedRow):
    """The protection case of one person. Its criminal track is another record with a life of its own.

    `facts_desk` wrote place, risk and needs last: a desk that keeps only its own writing stops seeing them after that.
    """

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    version = models.PositiveIntegerField(default=1)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=24, choices=CaseStatus, default=CaseStatus.DRAFT)
    governorate = models.CharField(max_length=2, choices=Governorate, blank=True)
    risk = models.CharField(max_length=12, choices=Risk, default=Risk.NOT_ASSESSED)
    needs = models.JSONField(default=list)
    facts_desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, related_name="+", db_index=False)
    desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, related_name="+")
    opened_by = models.CharField(max_length=40)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    once = models.UUIDField(null=True, unique=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="case_governorate_known", condition=models.Q(governorate__in=["", *Governorate.values])
            ),
            models.CheckConstraint(name="case_status_known", condition=models.Q(status__in=CaseStatus.values)),
            models.CheckConstraint(name="case_risk_known", condition=models.Q(risk__in=Risk.values)),
            models.CheckConstraint(
                name="case_closed_when",
                condition=models.Q(status="closed", closed_at__isnull=False)
                | (~models.Q(status="closed") & models.Q(closed_at__isnull=True)),
            ),
            models.UniqueConstraint(
                name="case_one_open_for_person", fields=["person"], condition=models.Q(closed_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class StatusChange(Guarded):
    """Who set which status, and what kind of body decided."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="changes")
    status = models.CharField(max_length=24, choices=CaseStatus)
    decided_by = models.CharField(max_length=40, choices=DecidedBy, blank=True)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="change_decided_by_known", condition=models.Q(decided_by__in=["", *DecidedBy.values])),
            models.CheckConstraint(name="change_status_known", condition=models.Q(status__in=CaseStatus.values)),
        ]

    def __str__(self) -> str:
        return self.status


class Note(SealedRow):
    """Something written down, as one desk wrote it."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="notes")
    kind = models.CharField(max_length=12, choices=NoteKind)
    text = SealedField()
    desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, related_name="+")
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
    once = models.UUIDField(null=True, unique=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="note_kind_known", condition=models.Q(kind__in=NoteKind.values)),
        ]

    def __str__(self) -> str:
        return self.kind


class Imported(SealedRow):
    """Columns of an import whose part does not exist yet, kept sealed as they came."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="imported")
    standard = models.CharField(max_length=20)
    values = SealedField()
    at = models.DateTimeField()
    by = models.CharField(max_length=40)

    def __str__(self) -> str:
        return self.standard
