"""The legal track: proceedings with a life of their own, and each person's part in them. What is written lies sealed."""

from django.db import models
from django.db.models import Q

from malath.foundation.acts import Guarded
from malath.foundation.references import new_reference
from malath.foundation.sealing import SealedField, SealedRow
from malath.justice.words import Capacity, Side, State
from malath.people.words import PartyKind


class Proceeding(SealedRow):
    """One criminal matter. It belongs to nobody's file and lies under a key of its own; people have a `Part` in it."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    state = models.CharField(max_length=24, choices=State)
    state_on = models.DateField()
    number = SealedField(null=True)
    court = SealedField(null=True)
    desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, related_name="+", db_index=False)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
    once = models.UUIDField(null=True, unique=True)

    class Meta:
        constraints = [models.CheckConstraint(name="proceeding_state_known", condition=Q(state__in=State.values))]

    def __str__(self) -> str:
        return self.reference


class StateStep(SealedRow):
    """One step of a proceeding. Never changed, never taken out."""

    proceeding = models.ForeignKey(Proceeding, on_delete=models.PROTECT, related_name="steps")
    state = models.CharField(max_length=24, choices=State)
    on = models.DateField()
    because = SealedField(null=True)
    desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, related_name="+", db_index=False)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(name="state_step_known", condition=Q(state__in=State.values))]

    def __str__(self) -> str:
        return f"step {self.pk}"


class Part(Guarded):
    """That a person has a part in a proceeding. `agreed_at`: they agreed to co-operate with what investigates; `stopped_at`:
    they took that back, and it asks nothing of them any more. `until`: it was written down by mistake."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    proceeding = models.ForeignKey(Proceeding, on_delete=models.PROTECT, related_name="parts")
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    capacity = models.CharField(max_length=8, choices=Capacity)
    agreed_at = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)
    desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, related_name="+", db_index=False)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="part_capacity_known", condition=Q(capacity__in=Capacity.values)),
            models.CheckConstraint(
                name="part_agreed_or_stopped", condition=Q(agreed_at__isnull=True) | Q(stopped_at__isnull=True)
            ),
            models.UniqueConstraint(name="part_once", fields=["proceeding", "case"], condition=Q(until__isnull=True)),
        ]
        indexes = [models.Index(name="part_of_case", fields=["case", "id"])]

    def __str__(self) -> str:
        return self.reference


class AllegedParty(SealedRow):
    """Somebody accused, or an employer or office that has a part in it, as one side of the wall knows them: `party` of the
    person's file, or a name of their own. `what` is what that side knows, and is read there alone."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    proceeding = models.ForeignKey(Proceeding, on_delete=models.PROTECT, related_name="alleged")
    kind = models.CharField(max_length=12, choices=PartyKind)
    side = models.CharField(max_length=13, choices=Side)
    party = models.ForeignKey("people.Party", on_delete=models.PROTECT, null=True, related_name="+")
    name = SealedField(null=True)
    what = SealedField(null=True)
    desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, related_name="+", db_index=False)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
    struck_by = models.CharField(max_length=40, blank=True)
    struck_at = models.DateTimeField(null=True)
    once = models.UUIDField(null=True, unique=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="alleged_kind_known", condition=Q(kind__in=PartyKind.values)),
            models.CheckConstraint(name="alleged_side_known", condition=Q(side__in=Side.values)),
            models.CheckConstraint(
                name="alleged_struck_when_and_by_whom",
                condition=Q(struck_at__isnull=True, struck_by="") | (Q(struck_at__isnull=False) & ~Q(struck_by="")),
            ),
        ]

    def __str__(self) -> str:
        return self.reference
