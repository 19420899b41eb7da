"""The journey home: legs, who helps and who meets, the ticket, and the arrival. Places, flights and names lie sealed: a list of
flights leads to people."""

from django.db import models
from django.db.models import F, Q

from malath.agencies.words import Currency
from malath.foundation.constraints import both_or_none, known
from malath.foundation.references import new_reference
from malath.foundation.sealing import SealedField, SealedRow
from malath.returns.models.returning import Return
from malath.returns.words import STANDING_JOURNEY, JourneyState


class Journey(SealedRow):
    """One try to travel. `hour_there`: the hour on the clock where the person arrives; `unused_at`: since when a fare that was
    paid and not used is to be asked back; `alarm_at`: when both missions were told that nobody has confirmed the arrival;
    `missing_at`: when the mission said that the person did not come."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    returning = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="journeys")
    state = models.CharField(max_length=9, choices=JourneyState, default=JourneyState.PLANNED)
    leaves_at = models.DateTimeField()
    arrives_at = models.DateTimeField()
    hour_there = models.PositiveSmallIntegerField()
    airline_cares = models.BooleanField(default=False)
    escort = SealedField(null=True)
    meets = SealedField()
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
    ticket = SealedField(null=True)
    fare = models.DecimalField(max_digits=12, decimal_places=3, null=True)
    currency = models.CharField(max_length=3, choices=Currency, blank=True)
    bought_by = models.CharField(max_length=40, blank=True)
    bought_at = models.DateTimeField(null=True)
    left_by = models.CharField(max_length=40, blank=True)
    left_at = models.DateTimeField(null=True)
    alarm_at = models.DateTimeField(null=True)
    missing_by = models.CharField(max_length=40, blank=True)
    missing_at = models.DateTimeField(null=True)
    confirmed_by = models.CharField(max_length=40, blank=True)
    confirmed_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=40, blank=True)
    ended_at = models.DateTimeField(null=True)
    unused_at = models.DateTimeField(null=True)
    refund = models.DecimalField(max_digits=12, decimal_places=3, null=True)
    refunded_by = models.CharField(max_length=40, blank=True)
    refunded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            known("journey_state_known", "state", JourneyState.values),
            both_or_none("journey_bought_when_and_by_whom", "bought"),
            both_or_none("journey_missing_when_and_by_whom", "missing"),
            both_or_none("journey_left_when_and_by_whom", "left"),
            both_or_none("journey_confirmed_when_and_by_whom", "confirmed"),
            both_or_none("journey_ended_when_and_by_whom", "ended"),
            both_or_none("journey_refunded_when_and_by_whom", "refunded"),
            models.CheckConstraint(name="journey_arrives_after_it_leaves", condition=Q(arrives_at__gt=F("leaves_at"))),
            models.CheckConstraint(
                name="journey_fare_has_a_currency",
                condition=Q(fare__isnull=True, currency="") | Q(fare__gt=0, currency__in=Currency.values),
            ),
            models.CheckConstraint(
                name="journey_refund_at_most_the_fare", condition=Q(refund__isnull=True) | Q(refund__lte=F("fare"))
            ),
            models.UniqueConstraint(
                name="journey_one_stands", fields=["returning"], condition=Q(state__in=list(STANDING_JOURNEY))
            ),
        ]
        indexes = [
            models.Index(
                name="journey_unconfirmed",
                fields=["arrives_at"],
                condition=Q(state=JourneyState.LEFT, alarm_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return self.reference


class Leg(SealedRow):
    """One leg of a journey, and who helps in between."""

    journey = models.ForeignKey(Journey, on_delete=models.PROTECT, related_name="legs")
    leaves_at = models.DateTimeField()
    arrives_at = models.DateTimeField()
    way = SealedField()
    helper = SealedField(null=True)

    def __str__(self) -> str:
        return f"leg {self.pk}"
