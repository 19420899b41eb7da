"""The first rows of several sets at once, without reading any of them to its end."""

from collections.abc import Sequence
from typing import Any

from django.db import connections
from django.db.models import QuerySet


def front(
    sets: Sequence[QuerySet[Any, Any]], *, columns: Sequence[str], order: Sequence[str], cap: int
) -> QuerySet[Any, tuple[Any, ...]]:
    """The first `cap` rows of all `sets` of one model, as tuples of `columns`, of which `order` names some.

    Each set has a condition that one index serves in that order, such as one desk. Joined by OR they would be read
    whole and sorted: a desk with a quarter of a million files would pay for all of them on every page. A row of two
    sets comes twice. One statement; at least one set.
    """
    tops = [rows.order_by(*order)[:cap] for rows in sets]
    if len(tops) == 1:
        return tops[0].values_list(*columns)
    first, *others = [_alone(top).values_list(*columns) for top in tops]
    return first.union(*others, all=True).order_by(*order)[:cap]


def _alone(top: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
    """The rows as an engine takes them into a sum of several: SQLite without their order and number."""
    if connections[top.db].features.supports_slicing_ordering_in_compound:
        return top
    return QuerySet(top.model).filter(pk__in=top.values("pk"))
