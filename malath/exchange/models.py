"""Which files came in, and which went out. What stood in them is not kept here."""

from django.db import models

from malath.foundation.acts import Guarded
from malath.foundation.references import new_reference
from malath.foundation.sealing import SealedField, SealedRow


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
