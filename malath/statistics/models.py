"""What was compiled, what was told, what was released. Numbers as they were told, and never of whom."""

from django.db import models
from django.db.models import F, Q

from malath.foundation.acts import Guarded
from malath.foundation.constraints import both_or_none, known
from malath.foundation.references import new_reference
from malath.foundation.sealing import SealedRow
from malath.statistics.words import Measure, OwnFile, ReleaseState, Unit


class Compile(SealedRow):
    """One compile. Its columns lie in a file sealed under `key`, which is erased with the next one. `unnamed`: of each field,
    how many rows had a value that no definition names. `beside`: what is told with it of money and of campaigns."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    unnamed = models.JSONField(default=dict)
    beside = models.JSONField(default=dict)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
    stands = models.BooleanField(null=True, default=True, unique=True)
    """True of the last one alone, None of all before it."""

    class Meta:
        constraints = [models.CheckConstraint(name="compile_stands_or_not", condition=~Q(stands=False))]

    def __str__(self) -> str:
        return self.reference


class Table(Guarded):
    """A table that was told to somebody: of what, by which fields, and what was told of each cell. Whoever asks for it again
    before the next compile gets the same; what was told once is told to all.
    `cells`: of each the values it fixes, the least and the most that was told, or None; `shown`: the same in words, in each
    language, so that a table says for ever what it said."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    compile = models.ForeignKey(Compile, on_delete=models.PROTECT, related_name="tables")
    unit = models.CharField(max_length=9, choices=Unit)
    fields = models.CharField(max_length=60)
    cells = models.JSONField()
    shown = models.JSONField()
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            known("table_unit_known", "unit", Unit.values),
            models.UniqueConstraint(name="table_once", fields=["compile", "unit", "fields"]),
        ]
        indexes = [models.Index(name="table_asked_by", fields=["by", "at"])]

    def __str__(self) -> str:
        return self.reference


class YearEntry(Guarded):
    """Figures of one year as a source gives them, for a year of which nothing was counted here. Written once: a correction is
    the next revision, and the last one stands. `splits`: of each split that the source has its numbers; `told`: what is told
    of the total and of each number to whoever did not enter them."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    year = models.PositiveSmallIntegerField()
    measure = models.CharField(max_length=12, choices=Measure)
    revision = models.PositiveSmallIntegerField()
    total = models.PositiveIntegerField()
    splits = models.JSONField(default=dict)
    told = models.JSONField()
    source = models.CharField(max_length=300)
    because = models.CharField(max_length=300, blank=True)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "year entries"
        constraints = [
            known("yearentry_measure_known", "measure", Measure.values),
            models.UniqueConstraint(name="yearentry_once", fields=["year", "measure", "revision"]),
            models.CheckConstraint(name="yearentry_revised_why", condition=Q(revision=1) | ~Q(because="")),
        ]

    def __str__(self) -> str:
        return self.reference


class YearClosing(Guarded):
    """A year that two close: one asks, another closes it. It can be opened again, with a reason; then this row is history."""

    year = models.PositiveSmallIntegerField()
    asked_by = models.CharField(max_length=40)
    asked_at = models.DateTimeField()
    closed_by = models.CharField(max_length=40, blank=True)
    closed_at = models.DateTimeField(null=True)
    opened_by = models.CharField(max_length=40, blank=True)
    opened_at = models.DateTimeField(null=True)
    because = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="yearclosing_one_stands", fields=["year"], condition=Q(opened_at__isnull=True)),
            models.CheckConstraint(name="yearclosing_by_another", condition=~Q(asked_by=F("closed_by"))),
            both_or_none("yearclosing_closed_when_and_by_whom", "closed"),
            both_or_none("yearclosing_opened_when_and_by_whom", "opened"),
        ]

    def __str__(self) -> str:
        return f"{self.year}"


class Proposed(Guarded):
    """What one person proposes for release, and somebody else settles."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    state = models.CharField(max_length=9, choices=ReleaseState, default=ReleaseState.PROPOSED)
    because = models.TextField(blank=True)
    proposed_by = models.CharField(max_length=40)
    proposed_at = models.DateTimeField()
    settled_by = models.CharField(max_length=40, blank=True)
    settled_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=40, blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True
        constraints = [
            known("%(class)s_state_known", "state", ReleaseState.values),
            models.CheckConstraint(
                name="%(class)s_settled_when_and_by_whom",
                condition=Q(state="proposed", settled_at__isnull=True, settled_by="")
                | (~Q(state="proposed") & Q(settled_at__isnull=False) & ~Q(settled_by="")),
            ),
            models.CheckConstraint(
                name="%(class)s_approved_by_another", condition=~Q(proposed_by=F("settled_by")) | Q(state="sent_back")
            ),
            both_or_none("%(class)s_ended_when_and_by_whom", "ended"),
        ]

    def __str__(self) -> str:
        return self.reference


class Release(Proposed):
    """A version of a table that is proposed, or out. `title`: its series, of which one version is out and one may wait."""

    title = models.CharField(max_length=60)
    version = models.PositiveSmallIntegerField()
    table = models.ForeignKey(Table, on_delete=models.PROTECT, related_name="+")
    method_en = models.TextField()
    method_ar = models.TextField()

    class Meta(Proposed.Meta):
        constraints = [
            *Proposed.Meta.constraints,
            models.UniqueConstraint(name="release_version_once", fields=["title", "version"]),
            models.UniqueConstraint(name="release_one_waits", fields=["title"], condition=Q(state="proposed")),
            models.UniqueConstraint(name="release_one_is_out", fields=["title"], condition=Q(state="released")),
        ]


class OpenFile(Proposed):
    """A file of our own that is made to leave the house. `held`: what it tells, as its kind has it: of records the groups, each
    with how many are told; of counts what was measured with noise; of synthetic records the rows, drawn from `source`."""

    kind = models.CharField(max_length=9, choices=OwnFile)
    source = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    held = models.JSONField()

    class Meta(Proposed.Meta):
        constraints = [*Proposed.Meta.constraints, known("openfile_kind_known", "kind", OwnFile.values)]


class Spending(Guarded):
    """What a file took of the budget of epsilon. Written once: what was told with it is never told back."""

    file = models.ForeignKey(OpenFile, on_delete=models.PROTECT, related_name="+")
    epsilon = models.DecimalField(max_digits=5, decimal_places=2)
    delta = models.FloatField()
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(name="spending_above_zero", condition=Q(epsilon__gt=0))]

    def __str__(self) -> str:
        return f"{self.epsilon}"


class RecordFile(SealedRow):
    """A file of anonymised records of others, in the published shape of CTDC. Its columns lie in a file sealed under `key`,
    which is erased when it is put away. `told`: each table of it that was told, as `Table` keeps it; `mark`: known again by."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    source = models.CharField(max_length=200)
    mark = models.CharField(max_length=64)
    rows = models.PositiveIntegerField()
    told = models.JSONField(default=list)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
    ended_by = models.CharField(max_length=40, blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="record_file_once", fields=["mark"], condition=Q(ended_at__isnull=True)),
            both_or_none("record_file_ended_when_and_by_whom", "ended"),
        ]

    def __str__(self) -> str:
        return self.reference
