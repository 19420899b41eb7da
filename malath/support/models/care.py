"""Care after sexual violence that does not wait. All of it lies in that compartment; no column tells an hour of it."""

from django.db import models

from malath.foundation.references import new_reference
from malath.foundation.sealing import SealedField, SealedRow


class UrgentCare(SealedRow):
    """What is offered within hours of an event. `happened`: the moment (ISO 8601); `hiv`, `contraception`: codes of `CareSaid`.
    `look_at` is counted from when it was written down, never from the event."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+", db_index=False)
    happened = SealedField()
    hiv = SealedField()
    contraception = SealedField()
    desk = models.ForeignKey("agencies.Desk", on_delete=models.PROTECT, related_name="+", db_index=False)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
    look_at = models.DateTimeField(null=True)
    once = models.UUIDField(null=True, unique=True)

    class Meta:
        indexes = [
            models.Index(name="urgent_care_of_case", fields=["case", "at"]),
            models.Index(name="urgent_care_look", fields=["look_at"], condition=models.Q(look_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.reference
