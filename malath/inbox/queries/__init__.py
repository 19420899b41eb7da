"""What waits for a member of staff, what was seen of it, and how it wants to be told."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from malath.foundation.paging import front
from malath.inbox.models import Item, Wish
from malath.inbox.rules import Wishes
from malath.inbox.words import ItemKind, MailWish, Pressing

CAP = 100
COLUMNS = ("pk", "kind", "subject", "link", "at")


@dataclass(frozen=True)
class Scope:
    """Whose inbox, without which kinds, and without what is hidden from them: conditions on the `subject`."""

    user_id: int
    desk_ids: Sequence[int]
    without: Collection[ItemKind] = ()
    hidden: Sequence[Exists] = ()


@dataclass(frozen=True)
class News:
    """One item as a page shows it, with its number as a form sends it; of a seen one also who took it off the list."""

    id: str
    kind: ItemKind
    subject: str
    link: str
    at: datetime
    pressing: Pressing = Pressing.NORMAL
    desk_id: int | None = None
    seen_at: datetime | None = None
    seen_by: str = ""

    @property
    def presses(self) -> bool:
        return self.pressing != Pressing.NORMAL


@dataclass(frozen=True)
class Place:
    """Where a page of the inbox begins: below this moment and number."""

    at: datetime
    id: int


@dataclass(frozen=True)
class HowMuch:
    """How much waits, at most 100, and what of it presses."""

    items: int = 0
    urgent: int = 0
    pressing: frozenset[Pressing] = field(default_factory=frozenset)


def waiting(user_id: int, desk_ids: Sequence[int]) -> list[Item]:
    """Unseen items of a worker and their desks, newest first, at most 100."""
    return list(_unseen(user_id, desk_ids).order_by("-at", "-pk")[:CAP])


def newest(scope: Scope) -> QuerySet[Any, tuple[Any, ...]]:
    """Unseen items, newest first, at most 100; apart for the worker and for each desk: no inbox is read to its end."""
    return front(_sets(scope, _shown(scope)), columns=COLUMNS, order=("-at", "-pk"), cap=CAP)


def page_of(scope: Scope, *, seen: bool, kind: ItemKind | None, below: Place | None, size: int) -> list[News]:
    """A page of waiting or of seen items, newest first, read in the same way. One statement."""
    rows = _not_hidden(scope).filter(seen_at__isnull=not seen)
    rows = rows if kind is None else rows.filter(kind=kind.value)
    if below is not None:
        rows = rows.filter(Q(at__lt=below.at) | Q(at=below.at, pk__lt=below.id), at__lte=below.at)
    columns = (*COLUMNS, "pressing", "desk_id", "seen_at", "seen_by")
    found = front(_sets(scope, rows), columns=columns, order=("-at", "-pk"), cap=size)
    return [
        News(str(pk), ItemKind(kind), subject, link, at, Pressing(pressing), *rest)
        for pk, kind, subject, link, at, pressing, *rest in found
    ]


def kinds_of(scope: Scope, *, seen: bool) -> Counter[ItemKind]:
    """How many of each kind stand among the newest hundred. One statement."""
    rows = _not_hidden(scope).filter(seen_at__isnull=not seen)
    found = front(_sets(scope, rows), columns=("kind", "at", "pk"), order=("-at", "-pk"), cap=CAP)
    return Counter(ItemKind(kind) for kind, *_ in found)


def how_much(scope: Scope) -> HowMuch:
    """How much waits and what of it presses. One statement."""
    rows = front(_sets(scope, _shown(scope)), columns=("pressing", "at", "pk"), order=("-at", "-pk"), cap=CAP)
    found = [Pressing(pressing) for pressing, *_ in rows]
    return HowMuch(len(found), sum(one != Pressing.NORMAL for one in found), frozenset(found))


def news_in(rows: Iterable[tuple[Any, ...]]) -> list[News]:
    """Those rows as a page shows them."""
    return [News(str(pk), ItemKind(kind), subject, link, at) for pk, kind, subject, link, at in rows]


def items_of(scope: Scope, numbers: Sequence[str]) -> list[Item]:
    """Those of the items that they are shown, by their numbers as a page sent them; anything else names none."""
    known = [int(number) for number in numbers[:CAP] if number.isascii() and number.isdigit() and len(number) < 19]
    return list(_shown(scope).filter(_of(scope.user_id, scope.desk_ids), pk__in=known))


def items_of_kind(scope: Scope, kind: ItemKind, *, until: Place) -> list[Item]:
    """The newest waiting items of a kind that they were shown: none that came since, at most 100."""
    rows = _shown(scope).filter(_of(scope.user_id, scope.desk_ids), kind=kind.value, at__lte=until.at, pk__lte=until.id)
    return list(rows.order_by("-at", "-pk")[:CAP])


def to_tell(cap: int) -> list[Item]:
    """Items of which nobody has looked yet whom they concern, the oldest first."""
    return list(Item.objects.filter(to_tell=True).order_by("pk")[:cap])


def wishes_of(users: Collection[int]) -> dict[int, Wishes]:
    """How these want to be told: as they chose, or as the defaults say. One statement."""
    chosen = {row.user_id: _wishes(row) for row in Wish.objects.filter(user_id__in=users)}
    return {user: chosen.get(user, Wishes()) for user in users}


def told_of(user_id: int, desk_ids: Sequence[int], reference: str) -> Exists:
    """A condition on rows of which a column holds the `reference` of a file: an item, seen or not, tells them of it."""
    return Exists(Item.objects.filter(_of(user_id, desk_ids), subject=OuterRef(reference)))


def _wishes(row: Wish) -> Wishes:
    return Wishes(MailWish(row.mail), row.quiet_from, row.quiet_until, row.duty_phone)


def _sets(scope: Scope, rows: QuerySet[Item]) -> list[QuerySet[Item]]:
    holders = [Q(user_id=scope.user_id), *(Q(desk_id=desk) for desk in scope.desk_ids)]
    return [rows.filter(holder) for holder in holders]


def _shown(scope: Scope) -> QuerySet[Item]:
    """Unseen items of anybody, without what is hidden from this viewer."""
    return _not_hidden(scope).filter(seen_at__isnull=True)


def _not_hidden(scope: Scope) -> QuerySet[Item]:
    rows = Item.objects.exclude(kind__in=scope.without)
    return rows.filter(*(~hidden for hidden in scope.hidden))


def _unseen(user_id: int, desk_ids: Sequence[int]) -> QuerySet[Item]:
    return Item.objects.filter(_of(user_id, desk_ids), seen_at__isnull=True)


def _of(user_id: int, desk_ids: Sequence[int]) -> Q:
    return Q(user_id=user_id) | Q(desk_id__in=list(desk_ids))


def left_at(desk_id: int, kinds: Collection[ItemKind], *, since: datetime, cap: int) -> list[tuple[int, str]]:
    """Number and subject of what was left at a desk since a moment, seen or not, the oldest first. One statement."""
    rows = Item.objects.filter(desk_id=desk_id, at__gte=since, kind__in=sorted(kind.value for kind in kinds))
    return list(rows.order_by("at", "pk").values_list("pk", "subject")[:cap])
