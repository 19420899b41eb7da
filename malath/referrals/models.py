"""Referrals."""

from typing import Any, Final

from django.db import models
from django.db.models import Case, F, Q, When

from malath.agencies.words import ServiceKind
from malath.foundation.acts import Guarded
from malath.foundation.references import new_reference
from malath.foundation.sealing import SealedField, SealedRow
from malath.referrals.words import (
    WAITING,
    Alternative,
    AnsweredHow,
    DeclineReason,
    Escalation,
    HowItWent,
    Outcome,
    PersonSaid,
    QuestionKind,
    ReplyKind,
    Status,
    Turn,
    Urgency,
)

UNANSWERED: Final = Q(turn__isnull=False, escalated_at__isnull=False)


def _both_or_neither(*fields: str) -> Q:
    return Q(**{f"{f}__isnull": True for f in fields}) | Q(**{f"{f}__isnull": False for f in fields})


class Referral(SealedRow):
    """One request of a sending desk to a receiving desk, about one person."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    version = models.PositiveIntegerField(default=1)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    type = models.CharField(max_length=24, choices=ServiceKind)
    urgency = models.CharField(max_length=10, choices=Urgency)
    sending_desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, related_name="+", db_index=False)
    receiving_desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    basis = models.ForeignKey("privacy.Basis", on_delete=models.PROTECT, null=True, related_name="+")
    status = models.CharField(max_length=12, choices=Status, default=Status.DRAFT)
    reason = SealedField(null=True)
    drafted_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    sent_by = models.CharField(max_length=40, null=True)
    sent_at = models.DateTimeField(null=True)
    acknowledge_due = models.DateTimeField(null=True)
    answer_due = models.DateTimeField(null=True)
    acknowledged_by = models.CharField(max_length=40, null=True)
    acknowledged_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=40, null=True)
    answered_at = models.DateTimeField(null=True)
    answered_how = models.CharField(max_length=10, choices=AnsweredHow, default=AnsweredHow.DESK)
    key_worker = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")
    decline_reason = models.CharField(max_length=20, choices=DeclineReason, blank=True)
    alternative = models.CharField(max_length=12, choices=Alternative, blank=True)
    alternative_desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    answer_note = SealedField(null=True)
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=20, choices=Outcome, blank=True)
    outcome_by = models.CharField(max_length=40, null=True)
    outcome_at = models.DateTimeField(null=True)
    escalated = models.PositiveSmallIntegerField(choices=Escalation, default=Escalation.NONE)
    escalated_at = models.DateTimeField(null=True)
    clock_step = models.PositiveSmallIntegerField(choices=Escalation, default=Escalation.NONE)
    escalate_at = models.DateTimeField(null=True)
    held_by = models.CharField(max_length=40, null=True)
    held_at = models.DateTimeField(null=True)
    held_until = models.DateTimeField(null=True)
    held_because = SealedField(null=True)
    stood_still = models.BooleanField(default=False)
    """The clocks stood still once, so they are no longer those of the moment it was sent."""
    turn = models.GeneratedField(
        expression=Case(
            When(status__in=WAITING, urgency=Urgency.EMERGENCY, then=Turn.FIRST.value),
            When(status__in=WAITING, then=Turn.BY_CLOCK.value),
        ),
        output_field=models.PositiveSmallIntegerField(null=True),
        db_persist=True,
    )
    """While it waits for an answer: before everything else, or when its clock says. None otherwise."""
    due = models.GeneratedField(
        expression=Case(
            When(status=Status.SENT, then=F("acknowledge_due")), When(status=Status.ACKNOWLEDGED, then=F("answer_due"))
        ),
        output_field=models.DateTimeField(null=True),
        db_persist=True,
    )
    """The deadline of the clock that runs, as `rules.due` says it. The database keeps both, whatever is written."""
    touched_at = models.DateTimeField()
    once = models.UUIDField(null=True, unique=True)

    was: Any = None
    """Where it stood in the counts when it was locked (`queries.counted`)."""

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="referral_decline_reason_known", condition=Q(decline_reason__in=["", *DeclineReason.values])
            ),
            models.CheckConstraint(name="referral_alternative_known", condition=Q(alternative__in=["", *Alternative.values])),
            models.CheckConstraint(name="referral_outcome_known", condition=Q(outcome__in=["", *Outcome.values])),
            models.CheckConstraint(name="referral_escalation_known", condition=Q(escalated__in=Escalation.values)),
            models.CheckConstraint(name="referral_clock_step_known", condition=Q(clock_step__in=Escalation.values)),
            models.CheckConstraint(name="referral_status_known", condition=Q(status__in=Status.values)),
            models.CheckConstraint(name="referral_type_known", condition=Q(type__in=ServiceKind.values)),
            models.CheckConstraint(name="referral_urgency_known", condition=Q(urgency__in=Urgency.values)),
            models.CheckConstraint(name="referral_sent_when_by_whom", condition=_both_or_neither("sent_at", "sent_by")),
            models.CheckConstraint(
                name="referral_sent_has_desk_basis_clocks",
                condition=Q(sent_at__isnull=True)
                | Q(
                    receiving_desk__isnull=False,
                    basis__isnull=False,
                    acknowledge_due__isnull=False,
                    answer_due__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="referral_acknowledged_when_by_whom",
                condition=_both_or_neither("acknowledged_at", "acknowledged_by"),
            ),
            models.CheckConstraint(
                name="referral_answered_when_by_whom", condition=_both_or_neither("answered_at", "answered_by")
            ),
            models.CheckConstraint(
                name="referral_accepted_has_key_worker",
                condition=~Q(status__in=["accepted", "completed"])
                | (Q(answered_at__isnull=False) & (Q(key_worker__isnull=False) | ~Q(answered_how="desk"))),
            ),
            models.CheckConstraint(name="referral_answered_how_known", condition=Q(answered_how__in=AnsweredHow.values)),
            models.CheckConstraint(
                name="referral_declined_has_reason_and_alternative",
                condition=~Q(status="declined") | (~Q(decline_reason="") & ~Q(alternative="") & Q(answered_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="referral_held_until_when_by_whom", condition=_both_or_neither("held_at", "held_by", "held_until")
            ),
            models.CheckConstraint(
                name="referral_outcome_when_by_whom",
                condition=(Q(outcome="", outcome_at__isnull=True, outcome_by__isnull=True))
                | (~Q(outcome="") & Q(outcome_at__isnull=False, outcome_by__isnull=False)),
            ),
        ]
        indexes = [
            models.Index(
                name="referral_inbound", fields=["receiving_desk", "-touched_at", "-id"],
                condition=~Q(status="draft"),
            ),
            models.Index(name="referral_outbound", fields=["sending_desk", "-touched_at", "-id"]),
            models.Index(
                name="referral_drafts", fields=["sending_desk", "-touched_at", "-id"], condition=Q(status="draft")
            ),
            # Of what waits alone. SQLite sees that in `turn`; it sees in no list of values that they are those of a condition.
            models.Index(
                name="referral_in_turn", fields=["receiving_desk", "turn", "due", "id"], condition=Q(turn__isnull=False)
            ),
            models.Index(
                name="referral_silent", fields=["escalated", "turn", "-escalated_at", "-id"], condition=UNANSWERED
            ),
            models.Index(
                name="referral_silent_inbound", fields=["receiving_desk", "-escalated_at", "-id"], condition=UNANSWERED
            ),
            models.Index(
                name="referral_silent_outbound", fields=["sending_desk", "-escalated_at", "-id"], condition=UNANSWERED
            ),
            models.Index(name="referral_to_escalate", fields=["escalate_at"], condition=Q(escalate_at__isnull=False)),
            models.Index(name="referral_taken_on", fields=["type", "answered_at"], condition=Q(key_worker__isnull=False)),
            models.Index(name="referral_to_resume", fields=["held_until"], condition=Q(held_until__isnull=False)),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.reference


class Question(SealedRow):
    """Something the receiving desk asked the sender before it answers, and what the sender replied."""

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="questions")
    kind = models.CharField(max_length=12, choices=QuestionKind)
    words = SealedField(null=True)
    asked_by = models.CharField(max_length=40)
    asked_at = models.DateTimeField()
    reply = models.CharField(max_length=12, choices=ReplyKind, blank=True)
    reply_words = SealedField(null=True)
    replied_by = models.CharField(max_length=40, null=True)
    replied_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="question_kind_known", condition=Q(kind__in=QuestionKind.values)),
            models.CheckConstraint(name="question_reply_known", condition=Q(reply__in=["", *ReplyKind.values])),
            models.CheckConstraint(
                name="question_replied_when_by_whom",
                condition=(Q(reply="") & _both_or_neither("replied_at", "replied_by") & Q(replied_at__isnull=True))
                | (~Q(reply="") & Q(replied_at__isnull=False, replied_by__isnull=False)),
            ),
            # One question of a kind waits at a time, so that a form sent twice asks once.
            models.UniqueConstraint(name="question_waits_once", fields=["referral", "kind"], condition=Q(reply="")),
        ]

    def __str__(self) -> str:
        return self.kind


class Feedback(Guarded):
    """How it went: as the sender saw it, and whether it helped, as the person says. Codes only."""

    referral = models.OneToOneField(Referral, on_delete=models.PROTECT, related_name="feedback")
    went = models.CharField(max_length=16, choices=HowItWent)
    person_said = models.CharField(max_length=10, choices=PersonSaid)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="feedback_went_known", condition=Q(went__in=HowItWent.values)),
            models.CheckConstraint(name="feedback_person_known", condition=Q(person_said__in=PersonSaid.values)),
        ]

    def __str__(self) -> str:
        return f"feedback {self.pk}"
