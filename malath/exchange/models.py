"""Which files came in, which went out, and what is on its way in. What stood in those that came is not kept here."""

from django.db import models

from malath.exchange.words import FileState, Form, WhyRemoved
from malath.foundation.acts import Guarded
from malath.foundation.references import new_reference
from malath.foundation.sealing import SealedField, SealedRow

MOVING = [FileState.CHECKING, FileState.MAKING, FileState.OPENED, FileState.REMOVING]
"""Where a file goes on by itself."""


class Import(Guarded):
    """A workbook whose lines became cases of a desk. `file_mark` is the SHA-256 of its bytes; `time` counts how often a
    body has imported the very same file."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+", db_index=False)
    desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, related_name="+")
    file_mark = models.CharField(max_length=64)
    time = models.PositiveSmallIntegerField(default=1)
    line_count = models.PositiveIntegerField()
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
    once = models.UUIDField(null=True, unique=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="import_of_file_each_time", fields=["agency", "file_mark", "time"])]

    def __str__(self) -> str:
        return self.reference


class Export(SealedRow):
    """A workbook that was taken out, and why. The reason is sealed under a key of its own: it may name somebody."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    case_count = models.PositiveIntegerField()
    because = SealedField()
    by = models.CharField(max_length=40, db_index=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.reference


class SavedMapping(Guarded):
    """Which heading is which field, as a body saved it under a name. `columns`: fields by heading; no heading is a person's."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+", db_index=False)
    name = models.CharField(max_length=80)
    columns = models.JSONField()
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="saved_mapping_once", fields=["agency", "name"])]

    def __str__(self) -> str:
        return self.reference


class Incoming(SealedRow):
    """A file on its way in, sealed with its rows under a key of its own, which is thrown away when it is live or removed.

    `headings`: number and text of each column, as JSON. `columns`: fields by number. `read_to`: the last row that was
    checked. `share`: how much of the file that is, in percent. `refused`: the code of what made it unreadable.
    """

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+", db_index=False)
    desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, related_name="+", db_index=False)
    state = models.CharField(max_length=10, choices=FileState, default=FileState.MAPPING)
    why = models.CharField(max_length=12, choices=WhyRemoved, blank=True)
    refused = models.CharField(max_length=24, blank=True)
    name = SealedField(null=True)
    headings = SealedField(null=True)
    because = SealedField(null=True)
    ground = models.CharField(max_length=8, blank=True)
    columns = models.JSONField(default=dict)
    form = models.CharField(max_length=4, choices=Form)
    encoding = models.CharField(max_length=12, blank=True)
    separator = models.CharField(max_length=1, blank=True)
    sheet = models.PositiveSmallIntegerField(default=0)
    heading_row = models.PositiveIntegerField()
    file_mark = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    share = models.PositiveSmallIntegerField(default=0)
    read_to = models.PositiveIntegerField(default=0)
    row_count = models.PositiveIntegerField(default=0)
    faulty_count = models.PositiveIntegerField(default=0)
    fault_count = models.PositiveIntegerField(default=0)
    on_ground_count = models.PositiveIntegerField(default=0)
    made_count = models.PositiveIntegerField(default=0)
    again = models.BooleanField(default=False)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
    changed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    once = models.UUIDField(null=True, unique=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="incoming_state_known", condition=models.Q(state__in=FileState.values)),
            models.CheckConstraint(name="incoming_why_known", condition=models.Q(why__in=["", *WhyRemoved.values])),
            models.CheckConstraint(name="incoming_form_known", condition=models.Q(form__in=Form.values)),
        ]
        indexes = [
            models.Index(name="incoming_of_user", fields=["by", "-at"]),
            models.Index(name="incoming_moving", fields=["id"], condition=models.Q(state__in=MOVING)),
        ]

    def __str__(self) -> str:
        return self.reference


class Piece(Guarded):
    """A stretch of an uploaded file, sealed."""

    file = models.ForeignKey(Incoming, on_delete=models.PROTECT, related_name="pieces", db_index=False)
    number = models.PositiveIntegerField()
    data = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(name="piece_once", fields=["file", "number"])]

    def __str__(self) -> str:
        return f"{self.file_id}:{self.number}"


class Staged(SealedRow):
    """Some rows of a file, read and checked, sealed together. `people`: of whom cases were made, not yet to be seen;
    `findable`: a search will find them once they are."""

    file = models.ForeignKey(Incoming, on_delete=models.PROTECT, related_name="staged", db_index=False)
    number = models.PositiveIntegerField()
    rows = SealedField()
    faults = SealedField(null=True)
    row_count = models.PositiveIntegerField()
    faulty_count = models.PositiveIntegerField()
    fault_count = models.PositiveIntegerField()
    people = models.JSONField(null=True)
    findable = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(name="staged_once", fields=["file", "number"])]

    def __str__(self) -> str:
        return f"{self.file_id}:{self.number}"
