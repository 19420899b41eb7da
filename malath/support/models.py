"""Protection and support of one person. What is written lies sealed."""

from django.db import models
from django.db.models import Q

from malath.foundation.acts import Guarded
from malath.foundation.references import new_reference
from malath.foundation.sealing import SealedField, SealedRow
from malath.support.words import Doer, Domain, GoalState, Pull, ReviewCause, Sphere, StepState


def both_or_none(name: str, what: str) -> models.CheckConstraint:
    """Who and when stand together, or neither does."""
    none = Q(**{f"{what}_at__isnull": True, f"{what}_by": ""})
    return models.CheckConstraint(name=name, condition=none | (Q(**{f"{what}_at__isnull": False}) & ~Q(**{f"{what}_by": ""})))


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
