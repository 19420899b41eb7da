"""Constraints that many tables share."""

from collections.abc import Iterable

from django.db import models
from django.db.models import Q


def both_or_none(name: str, what: str) -> models.CheckConstraint:
    """Who and when stand together, or neither does."""
    none = Q(**{f"{what}_at__isnull": True, f"{what}_by": ""})
    return models.CheckConstraint(name=name, condition=none | (Q(**{f"{what}_at__isnull": False}) & ~Q(**{f"{what}_by": ""})))


def known(name: str, column: str, values: Iterable[str]) -> models.CheckConstraint:
    """A column holds one of its values."""
    return models.CheckConstraint(name=name, condition=Q(**{f"{column}__in": [str(value) for value in values]}))
