"""Reads of money."""

from uuid import UUID

from malath.returns import queries
from malath.returns.models import Cost, Instalment, Return


def cost_written(once: UUID | None) -> Cost | None:
    return Cost.objects.filter(once=once).first() if once is not None else None


def cost_locked(pk: int) -> Cost:
    return Cost.objects.select_for_update().get(pk=pk)


def is_granted_elsewhere(returning: Return) -> bool:
    """Whether the grant that counts is one under another file of the same person: a second one is neither made nor paid. Two
    statements."""
    files = queries.people_granted(returning.person_id)
    return len(files) > 1 and queries.yields(files, returning)


def cost_by_reference(returning: Return, reference: str) -> Cost | None:
    return Cost.objects.select_related("returning__person__key").filter(returning=returning, reference=reference).first()


def number_of_part(returning: Return, reference: str) -> int | None:
    rows = Instalment.objects.filter(grant__returning=returning, reference=reference)
    return rows.values_list("number", flat=True).first()
