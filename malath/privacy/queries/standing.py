"""When an access row opens something: the one place that says it of rows in the database."""

from datetime import datetime

from django.db.models import Q


def standing(at: datetime) -> Q:
    """A condition on access rows: neither they nor the basis they stand on have ended."""
    return Q(
        Q(until__isnull=True) | Q(until__gt=at),
        Q(basis__until__isnull=True) | Q(basis__until__gt=at),
        basis__ended_at__isnull=True,
    )
