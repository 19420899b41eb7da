"""What of the matrix is counted in figures: which purposes and which means a file names."""

from malath.identification.models import Element
from malath.identification.words import ElementKind


def purposes() -> dict[int, frozenset[str]]:
    """For which purposes each case names a person as exploited, by the number of the case; codes of the country's law."""
    return _named([ElementKind.PURPOSE])


def purposes_and_means() -> dict[int, frozenset[str]]:
    """The same, with the means that the case names."""
    return _named([ElementKind.PURPOSE, ElementKind.MEANS])


def _named(kinds: list[ElementKind]) -> dict[int, frozenset[str]]:
    found: dict[int, set[str]] = {}
    rows = Element.objects.filter(kind__in=kinds, struck_at__isnull=True).values_list("case_id", "code")
    for case_id, code in rows.iterator():
        found.setdefault(case_id, set()).add(code)
    return {case_id: frozenset(codes) for case_id, codes in found.items()}
