"""Screenings of a case, and what a person decided of somebody who was smuggled."""

from django.db import models
from django.db.models import F, Q

from malath.foundation.acts import Guarded
from malath.foundation.references import new_reference
from malath.foundation.sealing import SealedField, SealedRow
from malath.screening.words import Concern, Side, State, Unreferred


class Screening(SealedRow):
    """One screening of one person, by one desk. `content`: everything typed, `result`: what the rule made of it and on which
    state of the lists; both sealed under the person's key. `stop`: the page says screening comes before any action, until
    it is finished; `passed_at`: when that was read. `typed_at`: when it was typed in, where it happened earlier."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+", db_index=False)
    desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, related_name="+", db_index=False)
    state = models.CharField(max_length=8, choices=State, default=State.DRAFT)
    stop = models.BooleanField(default=False)
    passed_at = models.DateTimeField(null=True)
    content = SealedField(null=True)
    result = SealedField(null=True)
    because = SealedField(null=True)
    concern = models.CharField(max_length=10, choices=Concern, blank=True)
    begun_by = models.CharField(max_length=40)
    begun_at = models.DateTimeField()
    typed_at = models.DateTimeField(null=True)
    saved_at = models.DateTimeField()
    ended_by = models.CharField(max_length=40, blank=True)
    ended_at = models.DateTimeField(null=True)
    refer_by = models.DateTimeField(null=True)
    settled_by = models.CharField(max_length=40, blank=True)
    settled_at = models.DateTimeField(null=True)
    unreferred = models.CharField(max_length=14, choices=Unreferred, blank=True)
    told_at = models.DateTimeField(null=True)
    once = models.UUIDField(null=True, unique=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="screening_state_known", condition=Q(state__in=State.values)),
            models.CheckConstraint(name="screening_concern_known", condition=Q(concern__in=["", *Concern.values])),
            models.CheckConstraint(name="screening_unreferred_known", condition=Q(unreferred__in=["", *Unreferred.values])),
            models.CheckConstraint(
                name="screening_ended_when_and_by_whom",
                condition=Q(state="draft", ended_at__isnull=True, ended_by="")
                | (~Q(state="draft") & Q(ended_at__isnull=False) & ~Q(ended_by="")),
            ),
            models.CheckConstraint(
                name="screening_finished_with_concern",
                condition=(Q(state="finished") & ~Q(concern="")) | (~Q(state="finished") & Q(concern="")),
            ),
            models.CheckConstraint(
                name="screening_settled_when_and_by_whom",
                condition=Q(settled_at__isnull=True, settled_by="", unreferred="")
                | (Q(settled_at__isnull=False) & ~Q(settled_by="")),
            ),
            models.CheckConstraint(
                name="screening_typed_in_later", condition=Q(typed_at__isnull=True) | Q(typed_at__gte=F("begun_at"))
            ),
            models.CheckConstraint(
                name="screening_dropped_keeps_nothing", condition=~Q(state="dropped") | Q(content__isnull=True)
            ),
        ]
        indexes = [
            models.Index(name="screening_of_case", fields=["case", "id"]),
            models.Index(name="screening_draft_at_desk", fields=["desk", "saved_at", "id"], condition=Q(state="draft")),
            models.Index(
                name="screening_waits_at_desk",
                fields=["desk", "refer_by", "id"],
                condition=Q(refer_by__isnull=False, settled_at__isnull=True),
            ),
            models.Index(
                name="screening_to_tell",
                fields=["refer_by"],
                condition=Q(refer_by__isnull=False, settled_at__isnull=True, told_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class WordsCheck(Guarded):
    """That somebody stands for the words of a card in one language. `mark`: for exactly which words."""

    language = models.CharField(max_length=3)
    mark = models.CharField(max_length=16)
    side = models.CharField(max_length=12, choices=Side)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="words_check_side_known", condition=Q(side__in=Side.values)),
            models.UniqueConstraint(name="words_check_side_once", fields=["language", "mark", "side"]),
            models.UniqueConstraint(name="words_check_by_two", fields=["language", "mark", "by"]),
        ]

    def __str__(self) -> str:
        return f"check {self.pk}"


class Smuggled(SealedRow):
    """That a person decided: smuggled, not trafficked, and why. It gives no label and takes no help away; it can be taken
    back, and both are kept."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    because = SealedField()
    desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, related_name="+", db_index=False)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
    ended_by = models.CharField(max_length=40, blank=True)
    ended_at = models.DateTimeField(null=True)
    ended_because = SealedField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="smuggled_ended_when_and_by_whom",
                condition=Q(ended_at__isnull=True, ended_by="") | (Q(ended_at__isnull=False) & ~Q(ended_by="")),
            ),
            models.UniqueConstraint(name="smuggled_once", fields=["case"], condition=Q(ended_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"outcome {self.pk}"
