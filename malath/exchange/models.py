"""Which files came in, which went out, and what is on its way in. What stood in those that came is not kept here."""

from django.db import models
from django.db.models import Q

from malath.exchange.package_words import Confirmed, StopWhy
from malath.exchange.words import FileState, Form, WhyRemoved
from malath.foundation.acts import Guarded
from malath.foundation.constraints import both_or_none, known
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
            models.CheckConstraint(name="incoming_state_known", condition=Q(state__in=FileState.values)),
            models.CheckConstraint(name="incoming_why_known", condition=Q(why__in=["", *WhyRemoved.values])),
            models.CheckConstraint(name="incoming_form_known", condition=Q(form__in=Form.values)),
        ]
        indexes = [
            models.Index(name="incoming_of_user", fields=["by", "-at"]),
            models.Index(name="incoming_moving", fields=["id"], condition=Q(state__in=MOVING)),
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


class HouseKey(SealedRow):
    """The key of a body: to its open half (`card`) missions seal, with its other half it signs. An older one is kept, so that
    what was sealed to it is told as old."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+", db_index=False)
    card = models.CharField(max_length=200)
    fingerprint = models.CharField(max_length=47, unique=True)
    secret = SealedField()
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=40)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="house_key_one_in_use", fields=["agency"], condition=Q(ended_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return self.reference


class MissionKey(Guarded):
    """The open key of a mission, as a body took it in: in use once two people have compared it, or the mission read it out.
    `name`: of the mission. `replaced` by a newer one of the same mission, or revoked."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+", db_index=False)
    name = models.CharField(max_length=80)
    card = models.CharField(max_length=200)
    fingerprint = models.CharField(max_length=47)
    taken_at = models.DateTimeField()
    taken_by = models.CharField(max_length=40)
    how = models.CharField(max_length=6, choices=Confirmed, blank=True)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.CharField(max_length=40, null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=40, null=True)
    revoked = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="mission_key_once", fields=["agency", "fingerprint"]),
            models.UniqueConstraint(
                name="mission_key_one_in_use",
                fields=["agency", "name"],
                condition=Q(confirmed_at__isnull=False, ended_at__isnull=True),
            ),
            models.CheckConstraint(name="mission_key_how_known", condition=Q(how__in=["", *Confirmed.values])),
            models.CheckConstraint(
                name="mission_key_confirmed_when_by_whom_and_how",
                condition=Q(confirmed_at__isnull=True, confirmed_by__isnull=True, how="")
                | (Q(confirmed_at__isnull=False, confirmed_by__isnull=False) & ~Q(how="")),
            ),
            models.CheckConstraint(
                name="mission_key_ended_when_by_whom",
                condition=Q(ended_at__isnull=True, ended_by__isnull=True) | Q(ended_at__isnull=False, ended_by__isnull=False),
            ),
            models.CheckConstraint(
                name="mission_key_revoked_has_ended", condition=Q(revoked=False) | Q(ended_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class Package(Guarded):
    """A transfer package that left, on a yes (`basis`). The file is not kept. `uid` and `mark`: by which its receipt is known.
    `receipt_due`: when the mission has had its working days; `taken_at`: since when the mission expects the person, as its
    receipt says. `stopped`: since when a file says to the mission that it is over, and why; `stop_told_at`: when somebody was
    told to send that."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    uid = models.UUIDField(unique=True)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, related_name="+", db_index=False)
    key = models.ForeignKey(MissionKey, on_delete=models.PROTECT, related_name="+")
    mark = models.CharField(max_length=64)
    health = models.BooleanField()
    word = models.BooleanField()
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
    once = models.UUIDField(null=True, unique=True)
    receipt_due = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField(null=True)
    received_by = models.CharField(max_length=40, null=True)
    taken_at = models.DateTimeField(null=True)
    basis = models.ForeignKey("privacy.Basis", on_delete=models.PROTECT, null=True, related_name="+")
    stop_told_at = models.DateTimeField(null=True)
    stop_why = models.CharField(max_length=10, choices=StopWhy, blank=True)
    stopped_at = models.DateTimeField(null=True)
    stopped_by = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            known("package_stop_why_known", "stop_why", ["", *StopWhy.values]),
            both_or_none("package_stopped_when_and_by_whom", "stopped"),
            models.CheckConstraint(
                name="package_taken_after_received",
                condition=Q(taken_at__isnull=True) | Q(received_at__isnull=False),
            ),
            models.CheckConstraint(
                name="package_received_when_by_whom",
                condition=Q(received_at__isnull=True, received_by__isnull=True, opened_at__isnull=True)
                | Q(received_at__isnull=False, received_by__isnull=False, opened_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(name="package_of_desk", fields=["desk", "-at"]),
            models.Index(name="package_may_stop", fields=["at"], condition=Q(stopped_at__isnull=True)),
            models.Index(name="package_unanswered", fields=["receipt_due"], condition=Q(received_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return self.reference


class Opened(SealedRow):
    """A transfer package that was opened here, once: what it said, sealed under the key of the person it made. `stopped`: since
    when its sender says that it stands for nothing any more, and why."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+", db_index=False)
    desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, related_name="+", db_index=False)
    uid = models.UUIDField()
    mark = models.CharField(max_length=64)
    sender = models.ForeignKey(MissionKey, on_delete=models.PROTECT, related_name="+")
    house_key = models.ForeignKey(HouseKey, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    content = SealedField()
    sent_at = models.DateTimeField()
    at = models.DateTimeField()
    by = models.CharField(max_length=40)
    taken_at = models.DateTimeField(null=True)
    taken_by = models.CharField(max_length=40, blank=True)
    stop_why = models.CharField(max_length=10, choices=StopWhy, blank=True)
    stopped_at = models.DateTimeField(null=True)
    stopped_by = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="package_opened_once", fields=["agency", "uid"]),
            known("opened_stop_why_known", "stop_why", ["", *StopWhy.values]),
            both_or_none("opened_stopped_when_and_by_whom", "stopped"),
            models.CheckConstraint(
                name="opened_taken_when_and_by_whom",
                condition=Q(taken_at__isnull=True, taken_by="") | (Q(taken_at__isnull=False) & ~Q(taken_by="")),
            ),
        ]
        indexes = [models.Index(name="opened_of_desk", fields=["desk", "-at"])]

    def __str__(self) -> str:
        return self.reference


class OpenedPiece(Guarded):
    """A stretch of a file that travelled in a package, sealed under the key of the person."""

    package = models.ForeignKey(Opened, on_delete=models.PROTECT, related_name="pieces", db_index=False)
    name = models.CharField(max_length=80)
    number = models.PositiveIntegerField()
    data = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(name="opened_piece_once", fields=["package", "name", "number"])]

    def __str__(self) -> str:
        return f"{self.package_id}:{self.number}"


class WordTaken(Guarded):
    """Answers of a mission that came as a file and were taken in, once. `mark`: the SHA-256 of what they say."""

    package = models.ForeignKey(Package, on_delete=models.PROTECT, related_name="words", db_index=False)
    mark = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    at = models.DateTimeField()
    by = models.CharField(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(name="word_taken_once", fields=["package", "mark"])]

    def __str__(self) -> str:
        return f"word {self.pk}"


class ReturnSheet(SealedRow):
    """The running table of a return office on its way in, sealed under a key of its own, which is thrown away when all of its
    people are in, or none. `columns`: what each holds, by number. `mended`: cells that were typed anew."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, related_name="+", db_index=False)
    name = SealedField(null=True)
    content = SealedField(null=True)
    headings = SealedField(null=True)
    mended = SealedField(null=True)
    columns = models.JSONField(default=dict)
    form = models.CharField(max_length=4, choices=Form)
    encoding = models.CharField(max_length=12, blank=True)
    separator = models.CharField(max_length=1, blank=True)
    sheet = models.PositiveSmallIntegerField(default=0)
    heading_row = models.PositiveIntegerField()
    file_mark = models.CharField(max_length=64)
    made_count = models.PositiveIntegerField(default=0)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    once = models.UUIDField(null=True, unique=True)

    class Meta:
        constraints = [models.CheckConstraint(name="return_sheet_form_known", condition=Q(form__in=Form.values))]
        indexes = [models.Index(name="return_sheet_of_user", fields=["by", "-at"])]

    def __str__(self) -> str:
        return self.reference
