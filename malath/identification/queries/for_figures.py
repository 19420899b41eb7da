"""What of the matrix is counted in figures: which purposes and which means a file names."""

from itertools import groupby
from operator import itemgetter

from malath.identification.models import Element
from malath.identification.words import ElementKind


def purposes() -> dict[int, frozenset[str]]:
    """For which purposes each case names a person as exploited, by the number of the case; codes of the country's law."""
    return _named([ElementKind.PURPOSE])


def purposes_and_means() -> dict[int, frozenset[str]]:
    """The same, with the means that the case names."""
    return _named([ElementKind.PURPOSE, ElementKind.MEANS])


def _named(kinds: list[ElementKind]) -> dict[int, frozenset[str]]:
    """Cases that name the same share one set: of millions there are few."""
    rows = Element.objects.filter(kind__in=kinds, struck_at__isnull=True).order_by("case_id").values_list("case_id", "code")
    same: dict[frozenset[str], frozenset[str]] = {}
    named = ((case_id, frozenset(code for _, code in some)) for case_id, some in groupby(rows.iterator(), key=itemgetter(0)))
    return {case_id: same.setdefault(codes, codes) for case_id, codes in named}
