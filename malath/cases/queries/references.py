"""What is asked of cases by reference alone: nobody looks into a file by it."""

from collections.abc import Collection

from django.db.models import Exists

from malath.cases.models import BestInterests, Case
from malath.cases.words import BestInterest, Risk


def risks_of(person_ids: Collection[int]) -> dict[int, list[Risk]]:
    """The risk of each case of several people that is not closed; for whoever decides who is made safe first."""
    found: dict[int, list[Risk]] = {}
    rows = Case.objects.filter(person_id__in=person_ids, closed_at__isnull=True)
    for person_id, risk in rows.values_list("person_id", "risk"):
        found.setdefault(person_id, []).append(Risk(risk))
    return found


def files_of(references: Collection[str]) -> dict[str, str]:
    """The file of a person by the reference of a case, for those references that are of cases."""
    return dict(Case.objects.filter(reference__in=references).values_list("reference", "person__reference"))


def open_references(person_ids: Collection[int]) -> list[tuple[str, str]]:
    """References of the open cases of these people, with those of their files; the caller has asked who may see them."""
    rows = Case.objects.filter(person_id__in=person_ids, closed_at__isnull=True).order_by("pk")
    return list(rows.values_list("reference", "person__reference"))


def those_where(seen: Exists, keys: Collection[int]) -> list[int]:
    """Keys of those among these cases of which a condition on access holds."""
    return list(Case.objects.filter(seen, pk__in=keys).order_by("pk").values_list("pk", flat=True))


def person_of(pk: int) -> int:
    """Whose case it is, by keys."""
    return Case.objects.values_list("person_id", flat=True).get(pk=pk)


def best_interest_of(pk: int) -> BestInterest | None:
    """What a panel found to be best for the child of a case, by its key; None where none has decided."""
    rows = BestInterests.objects.filter(case_id=pk, superseded_at__isnull=True).order_by("-pk")
    found = rows.values_list("outcome", flat=True).first()
    return BestInterest(found) if found else None
