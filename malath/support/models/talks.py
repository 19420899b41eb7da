"""What is talked over about a person, and what they say of the help: panels, conferences, complaints, feedback."""

from django.db import models
from django.db.models import Q

from malath.cases.words import BestInterest
from malath.foundation.constraints import both_or_none, known
from malath.foundation.references import new_reference
from malath.foundation.sealing import SealedField, SealedRow
from malath.support.words import (
    ComplaintKind,
    ComplaintOutcome,
    ConferenceState,
    FeedbackGiven,
    Heard,
    PanelRole,
    Route,
)


class Panel(SealedRow):
    """A best-interests procedure: who sits in it, what the child says, which options there are, what is best and why."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    question = SealedField()
    due_at = models.DateTimeField()
    heard = models.CharField(max_length=9, choices=Heard, blank=True)
    view = SealedField(null=True)
    outcome = models.CharField(max_length=10, choices=BestInterest, blank=True)
    reasons = SealedField(null=True)
    review_on = models.DateField(null=True)
    desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, related_name="+", db_index=False)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
    remind_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=40, blank=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            known("panel_heard_known", "heard", ["", *Heard.values]),
            known("panel_outcome_known", "outcome", ["", *BestInterest.values]),
            both_or_none("panel_decided_when_and_by_whom", "decided"),
            models.CheckConstraint(
                name="panel_decided_after_the_child_was_heard",
                condition=Q(decided_at__isnull=True, outcome="")
                | (Q(decided_at__isnull=False) & ~Q(outcome="") & ~Q(heard="")),
            ),
            models.UniqueConstraint(name="panel_one_open", fields=["case"], condition=Q(decided_at__isnull=True)),
        ]
        indexes = [models.Index(name="panel_remind", fields=["remind_at"], condition=Q(remind_at__isnull=False))]

    def __str__(self) -> str:
        return self.reference


class Panelist(SealedRow):
    """Somebody who sits in a panel, and where they saw it differently."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="members")
    name = SealedField()
    role = models.CharField(max_length=16, choices=PanelRole)
    dissent = SealedField(null=True)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        constraints = [known("panelist_role_known", "role", PanelRole.values)]

    def __str__(self) -> str:
        return self.reference


class PanelOption(SealedRow):
    """One of the ways that a panel looked at: what speaks for and against it."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="options")
    outcome = models.CharField(max_length=10, choices=BestInterest)
    words = SealedField()
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        constraints = [known("panel_option_known", "outcome", BestInterest.values)]

    def __str__(self) -> str:
        return self.reference


class Conference(SealedRow):
    """A case conference: called for a day, held with minutes, or called off."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    who = SealedField()
    minutes = SealedField(null=True)
    state = models.CharField(max_length=6, choices=ConferenceState, default=ConferenceState.CALLED)
    desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, related_name="+", db_index=False)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
    settled_by = models.CharField(max_length=40, blank=True)
    settled_at = models.DateTimeField(null=True)
    once = models.UUIDField(null=True, unique=True)

    class Meta:
        constraints = [
            known("conference_state_known", "state", ConferenceState.values),
            both_or_none("conference_settled_when_and_by_whom", "settled"),
        ]

    def __str__(self) -> str:
        return self.reference


class Resolution(SealedRow):
    """What a conference decided. With a day it is a task of the case: `task` is its number."""

    conference = models.ForeignKey(Conference, on_delete=models.PROTECT, related_name="resolutions")
    words = SealedField()
    task = models.CharField(max_length=14, blank=True)

    def __str__(self) -> str:
        return f"resolution {self.pk}"


class Complaint(SealedRow):
    """A complaint about a service. `handler` answers it: never whom it is about. `whom`: the member of staff, if it is one."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=ComplaintKind)
    about = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+", db_index=False)
    whom = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    words = SealedField()
    route = models.CharField(max_length=7, choices=Route)
    handler = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=9, choices=ComplaintOutcome, blank=True)
    answer = SealedField(null=True)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
    answered_by = models.CharField(max_length=40, blank=True)
    answered_at = models.DateTimeField(null=True)
    once = models.UUIDField(null=True, unique=True)

    class Meta:
        constraints = [
            known("complaint_kind_known", "kind", ComplaintKind.values),
            known("complaint_route_known", "route", Route.values),
            known("complaint_outcome_known", "outcome", ["", *ComplaintOutcome.values]),
            both_or_none("complaint_answered_when_and_by_whom", "answered"),
            models.CheckConstraint(
                name="complaint_outside_is_another_body", condition=Q(route="inside") | ~Q(handler=models.F("about"))
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class FeedbackRow(SealedRow):
    """That the person was asked what they think of the help, and what they said. Nothing follows from it."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    given = models.CharField(max_length=8, choices=FeedbackGiven)
    words = SealedField(null=True)
    desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, related_name="+", db_index=False)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
    once = models.UUIDField(null=True, unique=True)

    class Meta:
        constraints = [known("feedback_given_known", "given", FeedbackGiven.values)]

    def __str__(self) -> str:
        return f"feedback {self.pk}"
