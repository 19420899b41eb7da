"""Leaving items and marking them seen. Called from inside acts: what caused the item records the event."""

from collections.abc import Collection
from datetime import datetime

from malath.accounts.models import User
from malath.agencies.models import Desk
from malath.foundation.actor import Actor
from malath.foundation.acts import unguarded
from malath.inbox.models import Item
from malath.inbox.words import ItemKind


def leave(*, to: Desk | User, kind: ItemKind, subject: str, link: str, at: datetime) -> Item:
    """Tell a desk or a member of staff that something waits behind `link`."""
    holder = {"desk": to} if isinstance(to, Desk) else {"user": to}
    return Item.objects.create(kind=kind, subject=subject, link=link, at=at, **holder)


def leave_many(*, desks: set[int], kind: ItemKind, subject: str, link: str, at: datetime) -> None:
    """The same item for many desks, in one statement."""
    Item.objects.bulk_create(Item(desk_id=desk, kind=kind, subject=subject, link=link, at=at) for desk in sorted(desks))


def settle(subject: str, kinds: Collection[ItemKind], *, by: Actor, at: datetime) -> None:
    """What the items of these kinds waited for was done: nobody is told any more. Called from inside the act."""
    waiting = Item.objects.filter(subject=subject, kind__in=kinds, seen_at__isnull=True)
    waiting.update(seen_at=at, seen_by=by.reference)


def mark_seen(items: Collection[Item], *, by: Actor, at: datetime) -> None:
    """Take items off the list, in one statement. They opened nothing, so it leaves no event."""
    with unguarded():
        unseen = Item.objects.filter(pk__in=[item.pk for item in items], seen_at__isnull=True)
        unseen.update(seen_at=at, seen_by=by.reference)


def clear_before(moment: datetime, *, by: Actor, at: datetime) -> None:
    """Take everything older than a moment off all lists. Called from inside an act."""
    Item.objects.filter(at__lt=moment, seen_at__isnull=True).update(seen_at=at, seen_by=by.reference)
