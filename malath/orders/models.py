"""Orders of courts and of the public prosecution, and what each of them names."""

from django.db import models
from django.db.models import Q

from malath.foundation.references import new_reference
from malath.foundation.sealing import SealedField, SealedRow
from malath.orders.words import Issuer, NotGiven, OrderState, Telling


class Order(SealedRow):
    """An order that came to a desk about one person. `package` is what was checked, word for word: what is given is that.

    `to_us`: it is addressed to this body. `whole`: it names no papers and asks for everything.
    """

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    issuer = models.CharField(max_length=12, choices=Issuer)
    body = SealedField()
    number = SealedField(null=True)
    dated_on = models.DateField()
    valid_until = models.DateField(null=True)
    due_at = models.DateTimeField()
    to_us = models.BooleanField()
    whole = models.BooleanField()
    to_desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, null=True, related_name="+")
    desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=40)
    state = models.CharField(max_length=10, choices=OrderState, default=OrderState.RECEIVED)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=40, blank=True)
    checked_at = models.DateTimeField(null=True)
    checked_by = models.CharField(max_length=40, blank=True)
    package = SealedField(null=True)
    objection = SealedField(null=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=40, blank=True)
    refused_because = models.JSONField(default=list)
    telling = models.CharField(max_length=12, choices=Telling, blank=True)
    told_at = models.DateTimeField(null=True)
    told_by = models.CharField(max_length=40, blank=True)
    ask_on = models.DateField(null=True)
    task = models.CharField(max_length=14, blank=True)
    reminded_at = models.DateTimeField(null=True)
    once = models.UUIDField(null=True, unique=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="order_issuer_known", condition=Q(issuer__in=Issuer.values)),
            models.CheckConstraint(name="order_state_known", condition=Q(state__in=OrderState.values)),
            models.CheckConstraint(name="order_telling_known", condition=Q(telling__in=["", *Telling.values])),
            *(
                models.CheckConstraint(
                    name=f"order_{what}_when_and_by_whom",
                    condition=Q(**{f"{what}_at__isnull": True, f"{what}_by": ""})
                    | (Q(**{f"{what}_at__isnull": False}) & ~Q(**{f"{what}_by": ""})),
                )
                for what in ("decided", "checked", "answered", "told")
            ),
            models.CheckConstraint(
                name="order_answered_when_it_ends",
                condition=Q(state__in=("released", "refused"), answered_at__isnull=False)
                | (~Q(state__in=("released", "refused")) & Q(answered_at__isnull=True)),
            ),
            # What leaves was checked by another than who wrote the order down (domain §6: a supervisor as well).
            models.CheckConstraint(
                name="order_checked_by_another", condition=Q(checked_by="") | ~Q(checked_by=models.F("recorded_by"))
            ),
            models.CheckConstraint(
                name="order_given_only_checked", condition=~Q(state="released") | Q(checked_at__isnull=False)
            ),
        ]
        indexes = [
            models.Index(
                name="order_waiting",
                fields=["due_at", "id"],
                condition=Q(state__in=("received", "decided", "checked")),
            ),
            models.Index(name="order_of_person", fields=["person", "-id"]),
        ]

    def __str__(self) -> str:
        return self.reference


class Asked(SealedRow):
    """One thing that an order names, in its words, and what is given on it: codes of things of the file, or why nothing."""

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="asked")
    number = models.PositiveSmallIntegerField()
    words = SealedField()
    given = models.JSONField(default=list)
    because = models.CharField(max_length=12, choices=NotGiven, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="asked_because_known", condition=Q(because__in=["", *NotGiven.values])),
            models.UniqueConstraint(name="asked_once", fields=["order", "number"]),
        ]

    def __str__(self) -> str:
        return str(self.number)
