"""Events, chain heads, what a list showed, shelves, signed checkpoints. No foreign keys, on purpose."""

from django.db import models

from malath.audit.words import Shelf
from malath.foundation.acts import Guarded


class Event(Guarded):
    """One line of the trail. `chain` is `file:<reference>` or `user:<reference>`; `facts` canonical JSON of codes."""

    chain = models.CharField(max_length=40)
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=60)
    subject = models.CharField(max_length=40)
    by = models.CharField(max_length=40)
    by_agency = models.CharField(max_length=40, blank=True)
    by_kind = models.CharField(max_length=8)
    at = models.DateTimeField()
    received_at = models.DateTimeField()
    facts = models.TextField(default="{}")
    previous = models.BinaryField(max_length=32)
    hash = models.BinaryField(max_length=32)

    class Meta:
        constraints = [models.UniqueConstraint(name="event_once_in_chain", fields=["chain", "number"])]
        indexes = [
            models.Index(name="event_by_at", fields=["by", "-at"]),
            models.Index(name="event_at", fields=["-at"]),
        ]

    def __str__(self) -> str:
        return f"{self.chain}#{self.number}"


class Head(Guarded):
    """The last event of a chain; locked by whoever writes the next."""

    chain = models.CharField(max_length=40, primary_key=True)
    number = models.PositiveIntegerField(default=0)
    hash = models.BinaryField(max_length=32, default=bytes(32))

    def __str__(self) -> str:
        return f"{self.chain}#{self.number}"


class Shown(Guarded):
    """A file that a list showed: so that "who has seen this" also finds lists."""

    file = models.CharField(max_length=40)
    event_id = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(name="shown_file", fields=["file", "-event_id"])]

    def __str__(self) -> str:
        return self.file


class Filed(Guarded):
    """An event put on a shelf as it was written: so that few are found among millions, without an index that each event
    would pay for. `shown`: how many files a search showed."""

    shelf = models.CharField(max_length=10, choices=Shelf)
    event_id = models.BigIntegerField()
    by = models.CharField(max_length=40)
    shown = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(name="filed_shelf_known", condition=models.Q(shelf__in=Shelf.values))]
        indexes = [models.Index(name="filed_shelf", fields=["shelf", "-event_id"])]

    def __str__(self) -> str:
        return f"{self.event_id}"


class Checkpoint(Guarded):
    """A signed Merkle root over the events up to `last_event`, chained to the checkpoint before."""

    last_event = models.BigIntegerField(unique=True)
    root = models.BinaryField(max_length=32)
    previous = models.BinaryField(max_length=32)
    signature = models.BinaryField(max_length=64)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"up to {self.last_event}"
