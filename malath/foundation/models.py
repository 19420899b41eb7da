"""Data keys, and the mark of what this database is."""

import uuid

import uuid_utils
from django.db import models

from malath.foundation.acts import Guarded


def new_uuid() -> uuid.UUID:
    """A time-ordered UUID (v7): kind to indexes. Never shown in an address."""
    return uuid.UUID(bytes=uuid_utils.uuid7().bytes)


class DataKey(Guarded):
    """One key per person (or per staff member for their own declarations), wrapped under the keyring.

    Erasing a person empties `wrapped`: what was sealed under it never opens again.
    """

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    wrapped = models.BinaryField(null=True)
    wrapping_version = models.PositiveSmallIntegerField()
    erased_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="datakey_wrapped_or_erased",
                condition=models.Q(wrapped__isnull=False, erased_at__isnull=True)
                | models.Q(wrapped__isnull=True, erased_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return "data key"


class Mark(models.Model):
    """What this database was created as; written once, when it is created."""

    DEMO, BENCH, LIVE, TRAINING = "demo", "bench", "live", "training"
    kind = models.CharField(max_length=8, primary_key=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="mark_kind_known", condition=models.Q(kind__in=["demo", "bench", "live", "training"]))
        ]

    def __str__(self) -> str:
        return self.kind
