"""Reads of consents and bases that came to their end: for the worker's minute."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from malath.foundation import clock
from malath.privacy.models import Basis, Consent
from malath.privacy.words import Answer


def bases_ended(since: datetime, at: datetime) -> tuple[QuerySet[Basis, Any], ...]:
    """Bases that ended between two moments, by an act and by their last day; fit for subqueries, each with an index."""
    ran_out = Basis.objects.filter(ended_at__isnull=True, until__gt=since, until__lte=at)
    return (Basis.objects.filter(ended_at__gt=since).values("pk"), ran_out.values("pk"))


def has_run_out(pk: int, at: datetime) -> bool:
    """Whether a consent stands on paper only: its last day has passed and nobody has written that down yet."""
    return _run_out(at).filter(pk=pk).exists()


def run_out(at: datetime, *, cap: int = 500) -> list[Consent]:
    """Standing consents whose last day has passed, the longest first."""
    return list(_run_out(at).select_related("person__key").order_by("expires_on", "pk")[:cap])


def _run_out(at: datetime) -> QuerySet[Consent]:
    standing = Consent.objects.filter(superseded_at__isnull=True, withdrawn_at__isnull=True, answer=Answer.YES)
    return standing.filter(expires_on__lt=clock.in_amman(at).date())
