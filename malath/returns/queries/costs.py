"""Reads of money."""

from uuid import UUID

from malath.returns import queries
from malath.returns.models import Cost, Grant, Instalment, Return


def cost_written(once: UUID | None) -> Cost | None:
    return Cost.objects.filter(once=once).first() if once is not None else None


def cost_locked(pk: int) -> Cost:
    return Cost.objects.select_for_update().get(pk=pk)


def is_granted_elsewhere(returning: Return) -> bool:
    """Whether there is a grant already under another file of the same person: a second one is not made. Two statements."""
    others = queries.people_granted(returning.person_id)
    return len(others) > 1 and not _has_own(returning) and queries.has_grant(others, returning)


def _has_own(returning: Return) -> bool:
    return Grant.objects.filter(returning=returning).exists()


def cost_by_reference(returning: Return, reference: str) -> Cost | None:
    return Cost.objects.select_related("returning__person__key").filter(returning=returning, reference=reference).first()


def number_of_part(returning: Return, reference: str) -> int | None:
    rows = Instalment.objects.filter(grant__returning=returning, reference=reference)
    return rows.values_list("number", flat=True).first()
