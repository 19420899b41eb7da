"""Who is found by search tokens: those whose tokens weigh most."""

from collections.abc import Collection
from typing import Any, Final

from django.db import connection
from django.db.models import IntegerField, Q, QuerySet, Value

from malath.foundation.paging import heaviest
from malath.people.models import SearchToken
from malath.people.tokens import MOST_SHARED, WEIGHT, Token, TokenKind, telling

CANDIDATES: Final = 200
# By hand, for Django selects from tables only.
SHARED: Final = """
WITH asked (kind, value) AS (VALUES {keys})
SELECT kind, value, (
    SELECT COUNT(*) FROM (
        SELECT 1 FROM people_searchtoken AS held WHERE held.kind = asked.kind AND held.value = asked.value LIMIT %s
    ) AS few
) FROM asked
"""


def hits(tokens: Collection[Token], *, among: Q, within: QuerySet[Any, Any] | None = None, cap: int = CANDIDATES) -> list[int]:
    """People whose tokens weigh most, before the cap only those who fulfil `among`, a condition on rows with a `person_id`.
    When `within` is given, keys of not too many people, nobody else is looked at. Otherwise tokens that very many people
    share are left out where others bring enough. Two statements; one with `within`."""
    asked = tokens if within is not None else telling(_shared_by(tokens))
    return heaviest(
        [_hit(kind, asked) for kind in sorted({token.kind for token in asked})], among=among, within=within, cap=cap
    )


def _hit(kind: TokenKind, tokens: Collection[Token]) -> QuerySet[SearchToken, Any]:
    """Who has one of the tokens of a kind: for several kinds at once PostgreSQL reads the table, not the index alone."""
    values = sorted(token.value for token in tokens if token.kind == kind)
    weight = Value(WEIGHT[kind], output_field=IntegerField())
    return (
        SearchToken.objects.filter(kind=int(kind), value__in=values).annotate(weight=weight).values_list("person_id", "weight")
    )


def _shared_by(tokens: Collection[Token]) -> dict[Token, int]:
    """How many people have each of several tokens, as far as it matters. One statement; none without tokens."""
    if not tokens:
        return {}
    statement = SHARED.format(keys=", ".join(["(%s, %s)"] * len(tokens)))
    with connection.cursor() as cursor:
        cursor.execute(statement, [*(int(part) for token in sorted(tokens) for part in token), MOST_SHARED])
        return {Token(TokenKind(kind), value): count for kind, value, count in cursor.fetchall()}
