"""What waits for a member of staff."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from malath.foundation.paging import front
from malath.inbox.models import Item
from malath.inbox.words import ItemKind

CAP = 100


@dataclass(frozen=True)
class Scope:
    """Whose inbox, without which kinds, and without what is hidden from them: conditions on the `subject`."""

    user_id: int
    desk_ids: Sequence[int]
    without: Collection[ItemKind] = ()
    hidden: Sequence[Exists] = ()


@dataclass(frozen=True)
class News:
    """One item as a page shows it, with its number as a form sends it."""

    id: str
    kind: ItemKind
    subject: str
    link: str
    at: datetime


def waiting(user_id: int, desk_ids: Sequence[int]) -> list[Item]:
    """Unseen items of a worker and their desks, newest first, at most 100."""
    return list(_unseen(user_id, desk_ids).order_by("-at", "-pk")[:CAP])


def newest(scope: Scope) -> QuerySet[Any, tuple[Any, ...]]:
    """Unseen items, newest first, at most 100; apart for the worker and for each desk: no inbox is read to its end."""
    holders = [Q(user_id=scope.user_id), *(Q(desk_id=desk) for desk in scope.desk_ids)]
    sets = [_shown(scope).filter(holder) for holder in holders]
    return front(sets, columns=("pk", "kind", "subject", "link", "at"), order=("-at", "-pk"), cap=CAP)


def news_in(rows: Iterable[tuple[Any, ...]]) -> list[News]:
    """Those rows as a page shows them."""
    return [News(str(pk), ItemKind(kind), subject, link, at) for pk, kind, subject, link, at in rows]


def items_of(scope: Scope, numbers: Sequence[str]) -> list[Item]:
    """Those of the items that they are shown, by their numbers as a page sent them; anything else names none."""
    known = [int(number) for number in numbers[:CAP] if number.isascii() and number.isdigit() and len(number) < 19]
    return list(_shown(scope).filter(_of(scope.user_id, scope.desk_ids), pk__in=known))


def told_of(user_id: int, desk_ids: Sequence[int], reference: str) -> Exists:
    """A condition on rows of which a column holds the `reference` of a file: an item, seen or not, tells them of it."""
    return Exists(Item.objects.filter(_of(user_id, desk_ids), subject=OuterRef(reference)))


def _shown(scope: Scope) -> QuerySet[Item]:
    """Unseen items of anybody, without what is hidden from this viewer."""
    rows = Item.objects.filter(seen_at__isnull=True).exclude(kind__in=scope.without)
    return rows.filter(*(~hidden for hidden in scope.hidden))


def _unseen(user_id: int, desk_ids: Sequence[int]) -> QuerySet[Item]:
    return Item.objects.filter(_of(user_id, desk_ids), seen_at__isnull=True)


def _of(user_id: int, desk_ids: Sequence[int]) -> Q:
    return Q(user_id=user_id) | Q(desk_id__in=list(desk_ids))
