"""Reintegration of a returned person: the plan, its lines, the surveys. What is said of the person lies sealed."""

from django.db import models
from django.db.models import Q

from malath.foundation.constraints import both_or_none, known
from malath.foundation.references import new_reference
from malath.foundation.sealing import SealedField, SealedRow
from malath.returns.models.returning import Return
from malath.returns.words_reintegration import Band, Round, SupportKind, SupportState, WhyEnded


class ReintegrationPlan(SealedRow):
    """What the person wants to do after the return. `arrived_on` begins its clock; `months`: after how many of them each round
    is asked, as the house had it when the plan was begun; `remind_on`: the day from which somebody is told next. `flagged`:
    somebody saw signs that it happens again; a person screens, nothing is begun by itself."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    returning = models.OneToOneField(Return, on_delete=models.PROTECT, related_name="reintegration")
    words = SealedField()
    arrived_on = models.DateField()
    months = models.CharField(max_length=8, default="1,6,12")
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
    remind_on = models.DateField(null=True)
    agreed_by = models.CharField(max_length=40, blank=True)
    agreed_at = models.DateTimeField(null=True)
    flag = SealedField(null=True)
    flagged_by = models.CharField(max_length=40, blank=True)
    flagged_at = models.DateTimeField(null=True)
    why_ended = models.CharField(max_length=11, choices=WhyEnded, blank=True)
    ended_by = models.CharField(max_length=40, blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            known("reintegration_why_ended_known", "why_ended", ["", *WhyEnded.values]),
            both_or_none("reintegration_agreed_when_and_by_whom", "agreed"),
            both_or_none("reintegration_flagged_when_and_by_whom", "flagged"),
            both_or_none("reintegration_ended_when_and_by_whom", "ended"),
            models.CheckConstraint(
                name="reintegration_ended_has_a_reason",
                condition=Q(ended_at__isnull=True, why_ended="") | (Q(ended_at__isnull=False) & ~Q(why_ended="")),
            ),
        ]
        indexes = [models.Index(name="reintegration_to_remind", fields=["remind_on"], condition=Q(ended_at__isnull=True))]

    def __str__(self) -> str:
        return self.reference

    @property
    def rounds(self) -> tuple[int, ...]:
        """After how many months each round is asked."""
        return tuple(map(int, self.months.split(",")))


class SupportLine(SealedRow):
    """One kind of support in a plan. Money for it is a grant of the return, in instalments with receipts."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    plan = models.ForeignKey(ReintegrationPlan, on_delete=models.PROTECT, related_name="lines")
    kind = models.CharField(max_length=12, choices=SupportKind)
    words = SealedField()
    until_on = models.DateField()
    state = models.CharField(max_length=8, choices=SupportState, default=SupportState.PLANNED)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
    settled_by = models.CharField(max_length=40, blank=True)
    settled_at = models.DateTimeField(null=True)
    once = models.UUIDField(null=True, unique=True)

    class Meta:
        constraints = [
            known("support_line_kind_known", "kind", SupportKind.values),
            known("support_line_state_known", "state", SupportState.values),
            both_or_none("support_line_settled_when_and_by_whom", "settled"),
        ]

    def __str__(self) -> str:
        return self.reference


class Survey(SealedRow):
    """How life goes, in the person's answers: kept sealed. `filling`: in which it is asked; once it is finished its answers are
    taken over, and nothing of them is left there. `band`: how closely somebody is accompanied, for the figures."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    plan = models.ForeignKey(ReintegrationPlan, on_delete=models.PROTECT, related_name="surveys")
    round = models.CharField(max_length=8, choices=Round)
    on = models.DateField()
    filling = models.OneToOneField("questionnaires.Filling", on_delete=models.PROTECT, null=True, related_name="+")
    answers = SealedField(null=True)
    band = models.CharField(max_length=18, choices=Band, blank=True)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            known("survey_round_known", "round", Round.values),
            known("survey_band_known", "band", ["", *Band.values]),
            models.UniqueConstraint(name="survey_round_once", fields=["plan", "round"]),
            models.CheckConstraint(
                name="survey_is_asked_or_taken",
                condition=Q(answers__isnull=False) | Q(filling__isnull=False, band=""),
            ),
        ]
        indexes = [models.Index(name="survey_to_take", fields=["filling"], condition=Q(answers__isnull=True))]

    def __str__(self) -> str:
        return self.reference
