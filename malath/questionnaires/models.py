"""Forms in their versions, what was filled in, and the phones that may send. Who a filling is about is not known here: it
belongs to the desk that filled it in, under a key of its own, until a part above takes it to a file."""

from django.db import models
from django.db.models import Q

from malath.foundation.acts import Guarded
from malath.foundation.references import new_reference
from malath.foundation.sealing import SealedField, SealedRow
from malath.questionnaires.words import FilledState, Kind, State


class Questionnaire(Guarded):
    """A form through all its versions. `agency`: whose it is; null: it is for every body of the mechanism."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    form_id = models.CharField(max_length=100, unique=True)
    kind = models.CharField(max_length=16, choices=Kind)
    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, null=True, related_name="+")
    made_by = models.CharField(max_length=40)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(name="questionnaire_kind_known", condition=Q(kind__in=Kind.values))]

    def __str__(self) -> str:
        return self.reference


class Version(Guarded):
    """A form as it was brought in. Once published nothing of it changes but its state.

    `source` is the workbook itself, `source_mark` the SHA-256 of it, `hash` the MD5 of the XForm that phones ask for (of a
    public text: it says whether to fetch it anew, and protects nothing). `mended`: codes and places of what was mended.
    """

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.PROTECT, related_name="versions", db_index=False)
    number = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=100, blank=True)
    title = models.CharField(max_length=200)
    languages = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    source = models.BinaryField()
    source_mark = models.CharField(max_length=64)
    xform = models.TextField()
    hash = models.CharField(max_length=32)
    definition = models.JSONField()
    mended = models.JSONField(default=list)
    brought_by = models.CharField(max_length=40)
    brought_at = models.DateTimeField()
    published_by = models.CharField(max_length=40, null=True)
    published_at = models.DateTimeField(null=True)
    retired_by = models.CharField(max_length=40, null=True)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="version_label_once", fields=["questionnaire", "label"]),
            models.UniqueConstraint(name="version_number_once", fields=["questionnaire", "number"]),
            models.UniqueConstraint(name="version_one_published", fields=["questionnaire"], condition=Q(state=State.PUBLISHED)),
            models.CheckConstraint(name="version_state_known", condition=Q(state__in=State.values)),
            models.CheckConstraint(
                name="version_published_when_by_whom",
                condition=Q(published_at__isnull=True, published_by__isnull=True)
                | Q(published_at__isnull=False, published_by__isnull=False),
            ),
            models.CheckConstraint(
                name="version_retired_when_by_whom",
                condition=Q(retired_at__isnull=True, retired_by__isnull=True)
                | Q(retired_at__isnull=False, retired_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class Device(Guarded):
    """A phone or tablet of a desk that may send filled forms, and do nothing else. Of its token only a keyed hash is kept."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    token_hash = models.CharField(max_length=64, unique=True)
    made_by = models.CharField(max_length=40)
    made_at = models.DateTimeField()
    until = models.DateTimeField()
    sent = models.PositiveIntegerField(default=0)
    last_on = models.DateField(null=True)
    revoked_by = models.CharField(max_length=40, null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="device_number_once", fields=["desk", "number"]),
            models.CheckConstraint(
                name="device_revoked_when_by_whom",
                condition=Q(revoked_at__isnull=True, revoked_by__isnull=True)
                | Q(revoked_at__isnull=False, revoked_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class Filling(SealedRow):
    """A form with answers in it. `answers`: what was typed, as JSON, while it is open, and what counts once it is finished.
    `xml`: the XForm instance, from a phone untouched. `mark`: keyed hash of it, to know the same bytes again. `trial`: made to
    try a form out. `leads_to`: the page of the part above for which it was begun; `taken_by`: what that part took it to."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, related_name="+", db_index=False)
    device = models.ForeignKey(Device, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    state = models.CharField(max_length=10, choices=FilledState, default=FilledState.OPEN)
    trial = models.BooleanField(default=False)
    answers = SealedField(null=True)
    xml = SealedField(null=True)
    mark = models.CharField(max_length=64, blank=True)
    instance_id = models.CharField(max_length=45, unique=True)
    deprecates = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    by = models.CharField(max_length=40)
    begun_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    leads_to = models.CharField(max_length=200, blank=True)
    taken_by = models.CharField(max_length=40, blank=True)
    once = models.UUIDField(null=True, unique=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="filling_state_known", condition=Q(state__in=FilledState.values)),
            models.CheckConstraint(
                name="filling_finished_when",
                condition=Q(state__in=[FilledState.OPEN, FilledState.THROWN])
                | Q(state__in=[FilledState.FINISHED, FilledState.SEALED], finished_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(name="filling_open_of", fields=["by", "-saved_at"], condition=Q(state="open")),
            models.Index(name="filling_of_desk", fields=["desk", "-id"], condition=Q(state__in=["finished", "sealed"])),
            models.Index(name="filling_to_throw", fields=["saved_at"], condition=Q(state="open")),
        ]

    def __str__(self) -> str:
        return self.reference


class Attachment(SealedRow):
    """A file that came with a filling, sealed under the key of the filling. `mark`: keyed hash of its name."""

    filling = models.ForeignKey(Filling, on_delete=models.PROTECT, related_name="attachments", db_index=False)
    file_name = SealedField()
    mark = models.CharField(max_length=64)
    file_content = SealedField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="attachment_once", fields=["filling", "mark"])]

    def __str__(self) -> str:
        return f"{self.filling_id}:{self.mark[:8]}"
