"""What waits for a member of staff."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from malath.accounts.models import User
from malath.inbox.models import Item
from malath.inbox.words import ItemKind

CAP = 100


@dataclass(frozen=True)
class Scope:
    """Whose inbox, without which kinds, and without what is hidden from them: references, as subqueries."""

    user_id: int
    desk_ids: Sequence[int]
    without: Collection[ItemKind] = ()
    hidden: Sequence[QuerySet[Any, Any]] = ()


@dataclass(frozen=True)
class News:
    """One item as a page shows it."""

    id: int
    kind: ItemKind
    subject: str
    link: str
    at: datetime


def waiting(user_id: int, desk_ids: Sequence[int]) -> list[Item]:
    """Unseen items of a worker and their desks, newest first, at most 100."""
    return list(_unseen(user_id, desk_ids).order_by("-at", "-pk")[:CAP])


def news(scope: Scope) -> list[News]:
    """Unseen items, newest first, at most 100. One statement."""
    rows = _news(scope).order_by("-at", "-pk")[:CAP]
    return [News(row.pk, ItemKind(row.kind), row.subject, row.link, row.at) for row in rows]


def count_news(scope: Scope) -> int:
    """How many of them wait, at most 100. One statement."""
    return _news(scope)[:CAP].count()


def items_of(user: User, desk_ids: Sequence[int], numbers: Sequence[str]) -> list[Item]:
    """Those of the items that are theirs, by their numbers as a page sent them; anything else names none."""
    known = [int(number) for number in numbers[:CAP] if number.isascii() and number.isdigit() and len(number) < 19]
    return list(_for(user.pk, desk_ids).filter(pk__in=known))


def _news(scope: Scope) -> QuerySet[Item]:
    rows = _unseen(scope.user_id, scope.desk_ids).exclude(kind__in=scope.without)
    for references in scope.hidden:
        rows = rows.exclude(subject__in=references)
    return rows


def _unseen(user_id: int, desk_ids: Sequence[int]) -> QuerySet[Item]:
    return _for(user_id, desk_ids).filter(seen_at__isnull=True)


def _for(user_id: int, desk_ids: Sequence[int]) -> QuerySet[Item]:
    return Item.objects.filter(Q(user_id=user_id) | Q(desk_id__in=list(desk_ids)))
