"""What was compiled."""

from django.db import models
from django.db.models import Q

from malath.foundation.references import new_reference
from malath.foundation.sealing import SealedRow


class Compile(SealedRow):
    """One compile. Its columns lie in a file sealed under `key`, which is erased with the next one. `unnamed`: of each field,
    how many rows had a value that no definition names."""

    reference = models.CharField(max_length=14, unique=True, default=new_reference, editable=False)
    unnamed = models.JSONField(default=dict)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
    stands = models.BooleanField(null=True, default=True, unique=True)
    """True of the last one alone, None of all before it."""

    class Meta:
        constraints = [models.CheckConstraint(name="compile_stands_or_not", condition=~Q(stands=False))]

    def __str__(self) -> str:
        return self.reference
