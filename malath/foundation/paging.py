"""The first of several sets at once: rows in order, none of the sets read to its end; people by what their rows weigh."""

from collections.abc import Sequence
from typing import Any, Final

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import Q, QuerySet

EVERYBODY: Final = 1_000_000_000
# By hand, for Django selects from tables only. Weights are added up from the index, before anything else is asked; the limit
# inside keeps databases from asking earlier. So they ask in the order of weight, until there are enough. The + keeps SQLite
# from looking each of the keys up under each row.
HEAVIEST: Final = """
SELECT person_id, weight FROM (
    SELECT person_id, SUM(weight) AS weight FROM ({sets}) AS hit {within}
    GROUP BY person_id ORDER BY weight DESC, person_id DESC LIMIT %s
) AS {table} WHERE {among} ORDER BY weight DESC, person_id DESC LIMIT %s
"""


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


def heaviest(sets: Sequence[QuerySet[Any, Any]], *, among: Q, within: QuerySet[Any, Any] | None = None, cap: int) -> list[int]:
    """The keys of the `cap` people whose rows weigh most in all `sets` together, each of `person_id` and `weight`, of those
    who fulfil `among`, a condition on the model of the sets. When `within` is given, keys of not too many people, nobody else
    is looked at. One statement; none when nobody can fulfil it."""
    try:
        statement, values = _weighed(sets, among, within, cap)
    except EmptyResultSet:
        return []
    with connections[sets[0].db].cursor() as cursor:
        cursor.execute(statement, values)
        return [key for key, _ in cursor.fetchall()]


def _weighed(
    sets: Sequence[QuerySet[Any, Any]], among: Q, within: QuerySet[Any, Any] | None, cap: int
) -> tuple[str, tuple[Any, ...]]:
    """Errors: EmptyResultSet."""
    parts = [rows.query.sql_with_params() for rows in sets]
    if not parts:
        raise EmptyResultSet
    keys, named = within.query.sql_with_params() if within is not None else ("", ())
    rows = QuerySet(sets[0].model).filter(among).query
    condition, given = rows.get_compiler(using=sets[0].db).compile(rows.where)
    statement = HEAVIEST.format(
        sets=" UNION ALL ".join(sql for sql, _ in parts),
        within=f"WHERE +person_id IN ({keys})" if keys else "",
        table=sets[0].model._meta.db_table,
        among=condition,
    )
    return statement, (*(one for _, values in parts for one in values), *named, EVERYBODY, *given, cap)
