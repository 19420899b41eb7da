"""What a return costs, who pays, and the grant of one person."""

from django.db import models
from django.db.models import F, Q

from malath.agencies.words import Currency
from malath.foundation.acts import Guarded
from malath.foundation.constraints import both_or_none, known
from malath.foundation.references import new_reference
from malath.foundation.sealing import SealedField, SealedRow
from malath.returns.models.returning import Return
from malath.returns.words import BudgetLine, GrantKind, PaidBy


class Project(Guarded):
    """Money for returns under one name. `spent`: what was taken out of it, in its own currency; never above the budget."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    currency = models.CharField(max_length=3, choices=Currency)
    budget = models.DecimalField(max_digits=12, decimal_places=3)
    spent = models.DecimalField(max_digits=12, decimal_places=3, default=0)
    ends_on = models.DateField()
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            known("project_currency_known", "currency", Currency.values),
            models.CheckConstraint(name="project_spent_at_most_the_budget", condition=Q(spent__lte=F("budget"), spent__gte=0)),
            models.UniqueConstraint(name="project_name_once", fields=["desk", "name"]),
        ]

    def __str__(self) -> str:
        return self.reference


class Cost(Guarded):
    """A line of money of a return: what was thought and what it was. `rate`: how much of the project's currency one unit is."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    returning = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="costs")
    line = models.CharField(max_length=9, choices=BudgetLine)
    paid_by = models.CharField(max_length=8, choices=PaidBy)
    project = models.ForeignKey(Project, on_delete=models.PROTECT, null=True, related_name="costs")
    currency = models.CharField(max_length=3, choices=Currency)
    estimate = models.DecimalField(max_digits=12, decimal_places=3, null=True)
    actual = models.DecimalField(max_digits=12, decimal_places=3, null=True)
    rate = models.DecimalField(max_digits=12, decimal_places=6, default=1)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
    paid_on = models.DateField(null=True)
    once = models.UUIDField(null=True, unique=True)

    class Meta:
        constraints = [
            known("cost_line_known", "line", BudgetLine.values),
            known("cost_paid_by_known", "paid_by", PaidBy.values),
            known("cost_currency_known", "currency", Currency.values),
            models.CheckConstraint(name="cost_rate_above_zero", condition=Q(rate__gt=0)),
            models.CheckConstraint(name="cost_says_an_amount", condition=Q(estimate__isnull=False) | Q(actual__isnull=False)),
            models.CheckConstraint(
                name="cost_of_a_project_names_it",
                condition=Q(paid_by="project", project__isnull=False) | ~Q(paid_by="project") & Q(project__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class Grant(Guarded):
    """The grant of one person for one return, whatever files the person has. `released`: the return was stopped, and what was
    not paid went back to the project."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    returning = models.OneToOneField(Return, on_delete=models.PROTECT, related_name="grant")
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="+", db_index=False)
    amount = models.DecimalField(max_digits=12, decimal_places=3)
    currency = models.CharField(max_length=3, choices=Currency)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
    released_by = models.CharField(max_length=40, blank=True)
    released_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            known("grant_currency_known", "currency", Currency.values),
            both_or_none("grant_released_when_and_by_whom", "released"),
            models.CheckConstraint(name="grant_above_zero", condition=Q(amount__gt=0)),
        ]

    def __str__(self) -> str:
        return self.reference


class Instalment(SealedRow):
    """A part of a grant: in what, for what, and the receipt. Paid once, or never."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    grant = models.ForeignKey(Grant, on_delete=models.PROTECT, related_name="instalments")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=7, choices=GrantKind)
    amount = models.DecimalField(max_digits=12, decimal_places=3)
    words = SealedField(null=True)
    receipt = SealedField(null=True)
    paid_by = models.CharField(max_length=40, blank=True)
    paid_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            known("instalment_kind_known", "kind", GrantKind.values),
            both_or_none("instalment_paid_when_and_by_whom", "paid"),
            models.CheckConstraint(name="instalment_above_zero", condition=Q(amount__gt=0)),
            models.CheckConstraint(
                name="instalment_paid_has_a_receipt", condition=Q(paid_at__isnull=True) | Q(receipt__isnull=False)
            ),
            models.UniqueConstraint(name="instalment_once", fields=["grant", "number"]),
        ]

    def __str__(self) -> str:
        return self.reference
