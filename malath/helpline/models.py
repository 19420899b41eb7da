"""Desk codes, lines, and what came in through them. Nobody who used a code has a row: no name, address or number."""

from django.db import models
from django.db.models import Q

from malath.foundation.acts import Guarded
from malath.foundation.constraints import known
from malath.foundation.references import new_reference
from malath.foundation.sealing import SealedField, SealedRow
from malath.helpline.words import CallResult, CameOfIt, Channel, ContactResult, EntryKind, HowSoon, Triage


class DeskCode(Guarded):
    """A code that opens the sign card of one desk, and nothing else. Of the code only a keyed hash is kept."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    code_hash = models.CharField(max_length=64, unique=True)
    days = models.PositiveSmallIntegerField()
    openings = models.PositiveSmallIntegerField()
    made_by = models.CharField(max_length=40)
    made_at = models.DateTimeField()
    until = models.DateTimeField()
    most = models.PositiveIntegerField()
    opened = models.PositiveIntegerField(default=0)
    phones = models.PositiveIntegerField(default=0)
    sent = models.PositiveIntegerField(default=0)
    last_on = models.DateField(null=True)
    ended_by = models.CharField(max_length=40, null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="desk_code_number_once", fields=["desk", "number"]),
            models.CheckConstraint(
                name="desk_code_ended_when_by_whom",
                condition=Q(ended_at__isnull=True, ended_by__isnull=True) | Q(ended_at__isnull=False, ended_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class SeenPhone(Guarded):
    """That a code was typed on one kind of phone from one place: a keyed hash that says nothing but "another one". Gone with
    the code."""

    code = models.ForeignKey(DeskCode, on_delete=models.PROTECT, related_name="seen")
    mark = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(name="seen_phone_once", fields=["code", "mark"])]

    def __str__(self) -> str:
        return f"{self.code_id}"


class Concern(SealedRow):
    """What somebody with the card noticed. All they said is sealed under a key of this row alone, which is thrown away."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, related_name="+")
    code = models.ForeignKey(DeskCode, on_delete=models.PROTECT, related_name="+")
    how_soon = models.CharField(max_length=8, choices=HowSoon)
    said = SealedField(null=True)
    receipt_hash = models.CharField(max_length=64, unique=True)
    once = models.UUIDField(null=True, unique=True)
    at = models.DateTimeField()
    look_by = models.DateTimeField()
    escalated_at = models.DateTimeField(null=True)
    taken_by = models.CharField(max_length=40, null=True)
    taken_at = models.DateTimeField(null=True)
    came_of_it = models.CharField(max_length=16, choices=CameOfIt, blank=True)
    settled_by = models.CharField(max_length=40, null=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            known("concern_how_soon_known", "how_soon", HowSoon.values),
            known("concern_came_of_it_known", "came_of_it", ["", *CameOfIt.values]),
            models.CheckConstraint(
                name="concern_taken_when_by_whom",
                condition=Q(taken_at__isnull=True, taken_by__isnull=True) | Q(taken_at__isnull=False, taken_by__isnull=False),
            ),
            models.CheckConstraint(
                name="concern_settled_when_by_whom",
                condition=Q(settled_at__isnull=True, settled_by__isnull=True, came_of_it="")
                | (Q(settled_at__isnull=False, settled_by__isnull=False) & ~Q(came_of_it="")),
            ),
        ]
        indexes = [
            models.Index(name="concern_page", fields=["desk", "-at", "-id"]),
            models.Index(
                name="concern_to_escalate", fields=["look_by"], condition=Q(taken_at__isnull=True, escalated_at__isnull=True)
            ),
            models.Index(name="concern_to_let_go", fields=["settled_at"], condition=Q(said__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.reference


class LetterKey(SealedRow):
    """The key pair of the helpline. The public site seals to the open half; the other lies under a data key of its own. One for
    good: what was sealed to it may come late, and a code goes with its salt."""

    public = models.CharField(max_length=64, unique=True)
    salt = models.CharField(max_length=32)
    private = SealedField()
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.public[:8]


class StaleNumber(Guarded):
    """That a number of the public pages was called too long ago, and that its owners were told. `code`: its name in the
    country's file."""

    code = models.CharField(max_length=40)
    called_on = models.DateField()
    told_at = models.DateTimeField()
    mended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="stale_number_told_once", fields=["code", "called_on"])]

    def __str__(self) -> str:
        return f"{self.pk}"


class HelpDesk(Guarded):
    """That a desk takes contacts, since when and until when."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=40)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=40, null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="help_desk_open_once", fields=["desk"], condition=Q(closed_at__isnull=True)),
            models.CheckConstraint(
                name="help_desk_closed_when_by_whom",
                condition=Q(closed_at__isnull=True, closed_by__isnull=True)
                | Q(closed_at__isnull=False, closed_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class Contact(SealedRow):
    """Somebody turned to the helpline. All they said is sealed under a key of this row alone, which is thrown away.

    `thread`: the mark of their code, which leads to no code. `likeness`: a keyed hash of the words, to know what says the same.
    `case_opened_at`: when a case was opened from it, by a person's press; which one is kept nowhere.
    `used_at`: when they wrote or read last. `heard_at`: they wrote and nobody did anything since. `news_at`: the published
    thread is behind."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=8, choices=Channel)
    triage = models.CharField(max_length=10, choices=Triage)
    rank = models.PositiveSmallIntegerField()
    said = SealedField(null=True)
    thread = models.CharField(max_length=64, unique=True, null=True)
    public = models.CharField(max_length=64, blank=True)
    mark = models.CharField(max_length=64, unique=True, null=True)
    likeness = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField()
    look_by = models.DateTimeField()
    used_at = models.DateTimeField()
    heard_at = models.DateTimeField(null=True)
    news_at = models.DateTimeField(null=True)
    escalated_at = models.DateTimeField(null=True)
    taken_by = models.CharField(max_length=40, null=True)
    taken_at = models.DateTimeField(null=True)
    came_of_it = models.CharField(max_length=16, choices=ContactResult, blank=True)
    settled_by = models.CharField(max_length=40, null=True)
    settled_at = models.DateTimeField(null=True)
    case_opened_at = models.DateTimeField(null=True)
    forgotten_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            known("helpline_contact_channel_known", "channel", Channel.values),
            known("helpline_contact_triage_known", "triage", Triage.values),
            known("helpline_contact_result_known", "came_of_it", ["", *ContactResult.values]),
            models.CheckConstraint(
                name="helpline_contact_said_or_forgotten", condition=Q(said__isnull=False) ^ Q(forgotten_at__isnull=False)
            ),
            models.CheckConstraint(
                name="helpline_contact_taken_when_by_whom",
                condition=Q(taken_at__isnull=True, taken_by__isnull=True) | Q(taken_at__isnull=False, taken_by__isnull=False),
            ),
            models.CheckConstraint(
                name="helpline_contact_settled_when_by_whom",
                condition=Q(settled_at__isnull=True, settled_by__isnull=True, came_of_it="")
                | (Q(settled_at__isnull=False, settled_by__isnull=False) & ~Q(came_of_it="")),
            ),
        ]
        indexes = [
            models.Index(
                name="helpline_contact_waits",
                fields=["desk", "rank", "at", "id"],
                condition=Q(taken_at__isnull=True, settled_at__isnull=True),
            ),
            models.Index(name="helpline_contact_page", fields=["desk", "-at", "-id"]),
            models.Index(
                name="helpline_contact_to_escalate",
                fields=["look_by"],
                condition=Q(taken_at__isnull=True, escalated_at__isnull=True),
            ),
            models.Index(name="helpline_contact_to_forget", fields=["used_at"], condition=Q(said__isnull=False)),
            models.Index(name="helpline_contact_alike", fields=["likeness", "at"], condition=~Q(likeness="")),
        ]

    def __str__(self) -> str:
        return self.reference


class Entry(SealedRow):
    """A line in the course of a contact: heard, answered, noted, called."""

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=8, choices=EntryKind)
    words = SealedField(null=True)
    result = models.CharField(max_length=12, choices=CallResult, blank=True)
    mark = models.CharField(max_length=64, unique=True, null=True)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            known("helpline_entry_kind_known", "kind", EntryKind.values),
            models.CheckConstraint(
                name="helpline_entry_result_of_a_call",
                condition=Q(kind=EntryKind.CALL, result__in=CallResult.values) | (~Q(kind=EntryKind.CALL) & Q(result="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contact_id}"
