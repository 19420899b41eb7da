"""What was lost and who is in danger by it; looks into files that were unlike others."""

from django.db import models

from malath.foundation.acts import Guarded
from malath.foundation.references import new_reference
from malath.foundation.sealing import SealedField, SealedRow
from malath.privacy.words import Answered, BreachKind, Order, SafetyStep, Unusual


class Breach(SealedRow):
    """Something was lost or came before the wrong eyes: of which desk or worker, since when it was there, and what came of
    it. Its texts lie under a key of its own: they are about nobody's file."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    kind = models.CharField(max_length=12, choices=BreachKind)
    desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    worker = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    since = models.DateField()
    lost_on = models.DateField()
    what = SealedField(null=True)
    known_at = models.DateTimeField()
    known_by = models.CharField(max_length=40)
    asked_at = models.DateTimeField(null=True)
    contained_at = models.DateTimeField(null=True)
    contained_by = models.CharField(max_length=40, blank=True)
    contained_how = SealedField(null=True)
    unit_at = models.DateTimeField(null=True)
    unit_by = models.CharField(max_length=40, blank=True)
    unit_number = SealedField(null=True)
    person_reminded = models.PositiveSmallIntegerField(default=0)
    unit_reminded = models.PositiveSmallIntegerField(default=0)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=40, blank=True)
    lessons = SealedField(null=True)
    once = models.UUIDField(null=True, unique=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="breach_kind_known", condition=models.Q(kind__in=BreachKind.values)),
            models.CheckConstraint(
                name="breach_of_desk_or_worker",
                condition=models.Q(desk__isnull=False, worker__isnull=True) | models.Q(desk__isnull=True, worker__isnull=False),
            ),
            models.CheckConstraint(
                name="breach_reminded_known", condition=models.Q(person_reminded__lte=2, unit_reminded__lte=2)
            ),
            models.CheckConstraint(name="breach_since_before_lost", condition=models.Q(since__lte=models.F("lost_on"))),
            *(
                models.CheckConstraint(
                    name=f"breach_{what}_when_and_by_whom",
                    condition=models.Q(**{f"{what}_at__isnull": True, f"{what}_by": ""})
                    | (models.Q(**{f"{what}_at__isnull": False}) & ~models.Q(**{f"{what}_by": ""})),
                )
                for what in ("contained", "unit", "closed")
            ),
        ]
        indexes = [models.Index(name="breach_open", fields=["known_at"], condition=models.Q(closed_at__isnull=True))]

    def __str__(self) -> str:
        return self.reference


class Endangered(Guarded):
    """One person in a breach: what was there of them, how early they come, and whether something still waits."""

    breach = models.ForeignKey(Breach, on_delete=models.PROTECT, related_name="people", db_index=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    held = models.JSONField()
    order = models.PositiveSmallIntegerField(choices=Order)
    weight = models.PositiveIntegerField()
    place = models.BooleanField()
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="endangered_order_known", condition=models.Q(order__in=Order.values)),
            models.UniqueConstraint(name="endangered_once", fields=["breach", "person"]),
        ]
        indexes = [
            models.Index(name="endangered_first", fields=["breach", "order", "-weight", "id"]),
            models.Index(name="endangered_waiting", fields=["breach"], condition=models.Q(settled_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"endangered {self.pk}"


class SafetyAct(SealedRow):
    """A step for the safety of one person after a breach: what, by whom, when."""

    endangered = models.ForeignKey(Endangered, on_delete=models.PROTECT, related_name="steps")
    step = models.CharField(max_length=16, choices=SafetyStep)
    at = models.DateTimeField()
    by = models.CharField(max_length=40)
    note = SealedField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(name="safety_step_known", condition=models.Q(step__in=SafetyStep.values))]

    def __str__(self) -> str:
        return f"safety act {self.pk}"


class Anomaly(SealedRow):
    """A look into files that was unlike others, by one member of staff on one day, and what came of asking. What was said
    lies under a key of its own: it is about nobody's file."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    kind = models.CharField(max_length=16, choices=Unusual)
    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+", db_index=False)
    on = models.DateField()
    count = models.PositiveIntegerField()
    files = models.JSONField()
    noticed_at = models.DateTimeField()
    answered = models.CharField(max_length=12, choices=Answered, blank=True)
    said = SealedField(null=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="anomaly_kind_known", condition=models.Q(kind__in=Unusual.values)),
            models.CheckConstraint(
                name="anomaly_settled_when_by_whom_and_how",
                condition=models.Q(settled_at__isnull=True, settled_by="", answered="")
                | (models.Q(settled_at__isnull=False, answered__in=Answered.values) & ~models.Q(settled_by="")),
            ),
            models.UniqueConstraint(name="anomaly_once", fields=["user", "on", "kind"]),
        ]
        indexes = [models.Index(name="anomaly_waiting", fields=["noticed_at"], condition=models.Q(settled_at__isnull=True))]

    def __str__(self) -> str:
        return self.reference
