"""Protection and support of one person. What is written lies sealed."""

from django.db import models
from django.db.models import F, Q

from malath.agencies.words import Currency
from malath.foundation.acts import Guarded
from malath.foundation.constraints import both_or_none, known
from malath.foundation.references import new_reference
from malath.foundation.sealing import SealedField, SealedRow
from malath.support.models.care import UrgentCare
from malath.support.models.talks import Complaint, Conference, FeedbackRow, Panel, Panelist, PanelOption, Resolution
from malath.support.words import (
    After,
    Doer,
    Domain,
    FollowUpState,
    Funder,
    FundPurpose,
    FundState,
    GivenKind,
    GoalState,
    Pull,
    ReviewCause,
    Satisfaction,
    Sphere,
    StepState,
    Unit,
)

__all__ = [
    "Complaint",
    "Conference",
    "Factor",
    "FeedbackRow",
    "FollowUp",
    "FundRequest",
    "Goal",
    "Panel",
    "PanelOption",
    "Panelist",
    "Payment",
    "Plan",
    "PlanReview",
    "Quote",
    "Recusal",
    "Resolution",
    "ServiceGiven",
    "Step",
    "UrgentCare",
]


class Plan(Guarded):
    """The protection plan of one case, and when it is due. `desk` keeps it, None while no helping body sees the file;
    `next_due` and `remind_at` follow from the rest and are kept for the reminders."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    case = models.OneToOneField("cases.Case", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, null=True, related_name="+")
    since = models.DateTimeField()
    due_at = models.DateTimeField()
    agreed_by = models.CharField(max_length=40, blank=True)
    agreed_at = models.DateTimeField(null=True)
    review_at = models.DateTimeField(null=True)
    next_due = models.DateTimeField(null=True)
    remind_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            both_or_none("plan_agreed_when_and_by_whom", "agreed"),
            models.CheckConstraint(
                name="plan_agreed_has_a_review",
                condition=Q(agreed_at__isnull=True, review_at__isnull=True)
                | Q(agreed_at__isnull=False, review_at__isnull=False),
            ),
        ]
        indexes = [models.Index(name="plan_remind", fields=["remind_at"], condition=Q(remind_at__isnull=False))]

    def __str__(self) -> str:
        return self.reference


class Goal(SealedRow):
    """What the person wants, in their words; or what was offered and refused. A refused one stays refused."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="goals")
    domain = models.CharField(max_length=14, choices=Domain)
    words = SealedField()
    state = models.CharField(max_length=8, choices=GoalState)
    raised = models.BooleanField(default=False)
    desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, related_name="+", db_index=False)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
    settled_by = models.CharField(max_length=40, blank=True)
    settled_at = models.DateTimeField(null=True)
    once = models.UUIDField(null=True, unique=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="goal_domain_known", condition=Q(domain__in=Domain.values)),
            models.CheckConstraint(name="goal_state_known", condition=Q(state__in=GoalState.values)),
            both_or_none("goal_settled_when_and_by_whom", "settled"),
        ]

    def __str__(self) -> str:
        return self.reference


class Step(SealedRow):
    """An action of the plan: what is done for a goal, by whom and by when. What our own desk does is a task of the case:
    `task` is its number, and what became of it is read there."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="steps")
    words = SealedField()
    doer = models.CharField(max_length=6, choices=Doer)
    due_on = models.DateField()
    task = models.CharField(max_length=14, blank=True)
    state = models.CharField(max_length=7, choices=StepState, default=StepState.OPEN)
    desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, related_name="+", db_index=False)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
    settled_by = models.CharField(max_length=40, blank=True)
    settled_at = models.DateTimeField(null=True)
    once = models.UUIDField(null=True, unique=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="step_doer_known", condition=Q(doer__in=Doer.values)),
            models.CheckConstraint(name="step_state_known", condition=Q(state__in=StepState.values)),
            models.CheckConstraint(
                name="step_of_ours_is_a_task", condition=(Q(doer="ours") & ~Q(task="")) | (~Q(doer="ours") & Q(task=""))
            ),
            both_or_none("step_settled_when_and_by_whom", "settled"),
        ]

    def __str__(self) -> str:
        return self.reference


class Factor(SealedRow):
    """A determinant: what makes the person vulnerable, or protects them."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="factors")
    sphere = models.CharField(max_length=10, choices=Sphere)
    pull = models.CharField(max_length=10, choices=Pull)
    words = SealedField()
    desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, related_name="+", db_index=False)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
    struck_by = models.CharField(max_length=40, blank=True)
    struck_at = models.DateTimeField(null=True)
    once = models.UUIDField(null=True, unique=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="factor_sphere_known", condition=Q(sphere__in=Sphere.values)),
            models.CheckConstraint(name="factor_pull_known", condition=Q(pull__in=Pull.values)),
            both_or_none("factor_struck_when_and_by_whom", "struck"),
        ]

    def __str__(self) -> str:
        return self.reference


class PlanReview(SealedRow):
    """That a plan was looked at again with the person; or, not `done`, that something critical happened and it has to be.
    `until`: when the next look is due."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="reviews")
    cause = models.CharField(max_length=8, choices=ReviewCause)
    words = SealedField()
    done = models.BooleanField()
    until = models.DateTimeField()
    desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, related_name="+", db_index=False)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
    once = models.UUIDField(null=True, unique=True)

    class Meta:
        constraints = [models.CheckConstraint(name="plan_review_cause_known", condition=Q(cause__in=ReviewCause.values))]

    def __str__(self) -> str:
        return f"review {self.pk}"


class ServiceGiven(SealedRow):
    """Something that a person received. `agency` gave it, or somebody written down; an amount always has its currency."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=12, choices=GivenKind)
    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    provider = SealedField(null=True)
    on = models.DateField()
    units = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=7, choices=Unit)
    cost = models.DecimalField(max_digits=12, decimal_places=3, null=True)
    currency = models.CharField(max_length=3, choices=Currency, blank=True)
    funder = models.CharField(max_length=9, choices=Funder)
    satisfaction = models.CharField(max_length=9, choices=Satisfaction)
    words = SealedField(null=True)
    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, related_name="+", db_index=False)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
    struck_by = models.CharField(max_length=40, blank=True)
    struck_at = models.DateTimeField(null=True)
    once = models.UUIDField(null=True, unique=True)

    class Meta:
        constraints = [
            known("given_kind_known", "kind", GivenKind.values),
            known("given_unit_known", "unit", Unit.values),
            known("given_funder_known", "funder", Funder.values),
            known("given_satisfaction_known", "satisfaction", Satisfaction.values),
            models.CheckConstraint(
                name="given_cost_has_a_currency",
                condition=Q(cost__isnull=True, currency="") | Q(cost__gte=0, currency__in=Currency.values),
            ),
            models.CheckConstraint(name="given_once_at_least", condition=Q(units__gte=1)),
            both_or_none("given_struck_when_and_by_whom", "struck"),
        ]
        indexes = [models.Index(name="given_of_case", fields=["case", "-on", "-id"])]

    def __str__(self) -> str:
        return self.reference


class FollowUp(SealedRow):
    """A contact with the person afterwards, in the way they agreed to. Not reached, it stays due: silence ends nothing."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    after = models.CharField(max_length=9, choices=After)
    due_on = models.DateField()
    state = models.CharField(max_length=10, choices=FollowUpState, default=FollowUpState.DUE)
    attempts = models.PositiveSmallIntegerField(default=0)
    words = SealedField(null=True)
    desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, related_name="+", db_index=False)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
    remind_at = models.DateTimeField(null=True)
    settled_by = models.CharField(max_length=40, blank=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            known("follow_up_after_known", "after", After.values),
            known("follow_up_state_known", "state", FollowUpState.values),
            both_or_none("follow_up_settled_when_and_by_whom", "settled"),
            models.UniqueConstraint(name="follow_up_once", fields=["case", "after"], condition=Q(state="due")),
        ]
        indexes = [
            models.Index(name="follow_up_of_case", fields=["case", "due_on"]),
            models.Index(name="follow_up_remind", fields=["remind_at"], condition=Q(remind_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.reference


class FundRequest(SealedRow):
    """Money asked for from the fund. `desk` is the fund's, `from_desk` the one that asks. `what` is read by the committee: no
    name, no story. Granted is not paid."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, related_name="+", db_index=False)
    from_desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, related_name="+", db_index=False)
    purpose = models.CharField(max_length=10, choices=FundPurpose)
    what = SealedField()
    amount = models.DecimalField(max_digits=12, decimal_places=3)
    currency = models.CharField(max_length=3, choices=Currency)
    state = models.CharField(max_length=9, choices=FundState, default=FundState.SENT)
    granted = models.DecimalField(max_digits=12, decimal_places=3, null=True)
    because = SealedField(null=True)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
    proposed_by = models.CharField(max_length=40, blank=True)
    proposed_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=40, blank=True)
    decided_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    once = models.UUIDField(null=True, unique=True)

    class Meta:
        constraints = [
            known("fund_purpose_known", "purpose", FundPurpose.values),
            known("fund_state_known", "state", FundState.values),
            known("fund_currency_known", "currency", Currency.values),
            models.CheckConstraint(name="fund_amount_above_zero", condition=Q(amount__gt=0)),
            models.CheckConstraint(
                name="fund_granted_at_most_what_was_asked", condition=Q(granted__isnull=True) | Q(granted__lte=F("amount"))
            ),
            both_or_none("fund_proposed_when_and_by_whom", "proposed"),
            both_or_none("fund_decided_when_and_by_whom", "decided"),
            models.CheckConstraint(
                name="fund_decided_has_its_words",
                condition=(Q(state__in=["granted", "refused"]) & Q(decided_at__isnull=False, because__isnull=False))
                | ~Q(state__in=["granted", "refused"]),
            ),
            # Never one member alone (domain §2: nobody approves their own act).
            models.CheckConstraint(
                name="fund_decided_by_another", condition=Q(decided_by="") | ~Q(decided_by=F("proposed_by"))
            ),
        ]
        indexes = [models.Index(name="fund_of_desk", fields=["desk", "-at", "-id"])]

    def __str__(self) -> str:
        return self.reference


class Quote(SealedRow):
    """What somebody would take for it."""

    request = models.ForeignKey(FundRequest, on_delete=models.PROTECT, related_name="quotes")
    supplier = SealedField()
    amount = models.DecimalField(max_digits=12, decimal_places=3)

    def __str__(self) -> str:
        return f"quote {self.pk}"


class Recusal(Guarded):
    """That a member of the committee left a decision, because something links them with it."""

    request = models.ForeignKey(FundRequest, on_delete=models.PROTECT, related_name="recusals")
    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="recusal_once", fields=["request", "user"])]

    def __str__(self) -> str:
        return f"recusal {self.pk}"


class Payment(Guarded):
    """Money that the fund has paid on a request."""

    request = models.ForeignKey(FundRequest, on_delete=models.PROTECT, related_name="payments")
    amount = models.DecimalField(max_digits=12, decimal_places=3)
    on = models.DateField()
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(name="payment_above_zero", condition=Q(amount__gt=0))]

    def __str__(self) -> str:
        return f"payment {self.pk}"
