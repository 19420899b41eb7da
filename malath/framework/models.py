"""Texts of the framework, their versions, who has read them; findings. Nothing here points at a person."""

from django.db import models
from django.db.models import Q

from malath.foundation.acts import Guarded
from malath.foundation.references import new_reference
from malath.foundation.sealing import SealedField, SealedRow
from malath.framework.words import FindingKind, FindingState, Matter, Proof, Source, TextKind


class FrameText(Guarded):
    """A law, a by-law, the mechanism, a procedure or a form: the same text through all its versions."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    kind = models.CharField(max_length=10, choices=TextKind)
    title_en = models.CharField(max_length=200)
    title_ar = models.CharField(max_length=200)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(name="frametext_kind_known", condition=Q(kind__in=TextKind.values))]

    def __str__(self) -> str:
        return self.reference


class TextVersion(Guarded):
    """How a text stood from a day on. `touches`: codes of forms and training modules that have to follow it; `roles`: who has
    to read it, everybody where none is named; `attachment`: the file with it, "" for none."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    text = models.ForeignKey(FrameText, on_delete=models.PROTECT, related_name="versions")
    label = models.CharField(max_length=60)
    source = models.CharField(max_length=300)
    dated_on = models.DateField()
    proof = models.CharField(max_length=8, choices=Proof)
    words = models.TextField(blank=True)
    changes = models.TextField(blank=True)
    attachment = models.CharField(max_length=14, blank=True)
    touches = models.JSONField(default=list)
    roles = models.JSONField(default=list)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="textversion_proof_known", condition=Q(proof__in=Proof.values)),
            models.UniqueConstraint(name="textversion_label_once", fields=["text", "label"]),
        ]
        indexes = [models.Index(name="textversion_changed", fields=["at"])]

    def __str__(self) -> str:
        return self.reference


class Read(Guarded):
    """A member of staff read a version and says that they understood it."""

    version = models.ForeignKey(TextVersion, on_delete=models.PROTECT, related_name="reads")
    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="read_once", fields=["version", "user"])]

    def __str__(self) -> str:
        return f"read {self.pk}"


class Finding(SealedRow):
    """A gap noticed at work, or a recommendation. Sealed under a key of its own: what is written must lead to nobody, and lies
    sealed in case it does."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    kind = models.CharField(max_length=14, choices=FindingKind)
    source = models.CharField(max_length=8, choices=Source)
    matter = models.CharField(max_length=8, choices=Matter)
    words = SealedField()
    state = models.CharField(max_length=8, choices=FindingState, default=FindingState.NEW)
    owner = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, null=True, related_name="+")
    due_on = models.DateField(null=True)
    because = SealedField(null=True)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
    changed_by = models.CharField(max_length=40, blank=True)
    changed_at = models.DateTimeField(null=True)
    once = models.UUIDField(null=True, unique=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="finding_kind_known", condition=Q(kind__in=FindingKind.values)),
            models.CheckConstraint(name="finding_source_known", condition=Q(source__in=Source.values)),
            models.CheckConstraint(name="finding_matter_known", condition=Q(matter__in=Matter.values)),
            models.CheckConstraint(name="finding_state_known", condition=Q(state__in=FindingState.values)),
            models.CheckConstraint(name="finding_at_work_has_an_owner", condition=Q(state="new") | Q(owner__isnull=False)),
            models.CheckConstraint(
                name="finding_changed_when_and_by_whom",
                condition=Q(changed_at__isnull=True, changed_by="") | (Q(changed_at__isnull=False) & ~Q(changed_by="")),
            ),
        ]
        indexes = [models.Index(name="finding_open", fields=["state", "-id"])]

    def __str__(self) -> str:
        return self.reference
