"""Leaving items and marking them seen. Called from inside acts: what caused the item records the event."""

from collections.abc import Collection, Sequence
from datetime import datetime

from malath.accounts.models import User
from malath.agencies.models import Desk
from malath.foundation.actor import WORKER, Actor
from malath.foundation.acts import unguarded
from malath.inbox.models import Item
from malath.inbox.words import ItemKind, Pressing


def leave(
    *,
    to: Desk | User,
    kind: ItemKind,
    subject: str,
    link: str,
    at: datetime,
    pressing: Pressing = Pressing.NORMAL,
    instead_of: Collection[ItemKind] = (),
) -> Item:
    """Tell a desk or a member of staff that something waits behind `link`.

    `instead_of`: what they were told of the same thing before, and have not seen, goes off their list.
    """
    desk, user = (to, None) if isinstance(to, Desk) else (None, to)
    if instead_of:
        before = _told_before(subject, instead_of, desk, user)
        Item.objects.filter(pk__in=before).update(seen_at=at, seen_by=WORKER.reference)
    return Item.objects.create(
        kind=kind, subject=subject, link=link, at=at, pressing=pressing, desk=desk, user=user, to_tell=True
    )


def _told_before(subject: str, kinds: Collection[ItemKind], desk: Desk | None, user: User | None) -> list[int]:
    """Keys of what they have not seen of the same thing. Asked for by the thing alone, of which few are told: SQLite would go
    through all that waits at a desk instead."""
    rows = Item.objects.filter(subject=subject, kind__in=kinds, seen_at__isnull=True)
    to = (desk.pk if desk else None, user.pk if user else None)
    return [pk for pk, *whom in rows.values_list("pk", "desk_id", "user_id") if tuple(whom) == to]


def leave_many(
    *, desks: set[int], kind: ItemKind, subject: str, link: str, at: datetime, pressing: Pressing = Pressing.NORMAL
) -> None:
    """The same item for many desks, in one statement."""
    row = {"kind": kind, "subject": subject, "link": link, "at": at, "pressing": pressing, "to_tell": True}
    Item.objects.bulk_create(Item(desk_id=desk, **row) for desk in sorted(desks))


def leave_each_user(users: set[int], *, kind: ItemKind, subject: str, link: str, at: datetime) -> None:
    """The same item for many members of staff, in place of what they were told of the same thing and have not seen. Two
    statements."""
    before = Item.objects.filter(subject=subject, kind=kind, seen_at__isnull=True)
    before.update(seen_at=at, seen_by=WORKER.reference)
    row = {"kind": kind, "subject": subject, "link": link, "at": at, "pressing": Pressing.NORMAL, "to_tell": True}
    Item.objects.bulk_create(Item(user_id=user, **row) for user in sorted(users))


def settle_for(user: User, subject: str, kinds: Collection[ItemKind], *, at: datetime) -> None:
    """One member of staff did what an item of theirs waited for. Called from inside the act."""
    waiting = Item.objects.filter(user=user, subject=subject, kind__in=kinds, seen_at__isnull=True)
    waiting.update(seen_at=at, seen_by=user.reference)


def leave_each(
    places: Sequence[tuple[int, str, str]], *, kind: ItemKind, at: datetime, pressing: Pressing = Pressing.NORMAL
) -> None:
    """Items of one kind about many subjects, each by its desk, subject and link, in one statement."""
    row = {"kind": kind, "at": at, "pressing": pressing, "to_tell": True}
    Item.objects.bulk_create(Item(desk_id=desk, subject=subject, link=link, **row) for desk, subject, link in places)


def settle(subject: str, kinds: Collection[ItemKind], *, by: Actor, at: datetime, but_desks: bool = False) -> None:
    """What the items of these kinds waited for was done: nobody is told any more, or with `but_desks` only desks still are.
    Called from inside the act."""
    waiting = Item.objects.filter(subject=subject, kind__in=kinds, seen_at__isnull=True)
    (waiting.filter(user__isnull=False) if but_desks else waiting).update(seen_at=at, seen_by=by.reference)


def mark_seen(items: Collection[Item], *, by: Actor, at: datetime) -> None:
    """Take items off the list, in one statement. They opened nothing, so it leaves no event."""
    with unguarded():
        unseen = Item.objects.filter(pk__in=[item.pk for item in items], seen_at__isnull=True)
        unseen.update(seen_at=at, seen_by=by.reference)


def clear_before(moment: datetime, *, by: Actor, at: datetime) -> None:
    """Take everything older than a moment off all lists. Called from inside an act."""
    Item.objects.filter(at__lt=moment, seen_at__isnull=True).update(seen_at=at, seen_by=by.reference)
