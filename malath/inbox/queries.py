"""What waits for a member of staff."""

from collections.abc import Sequence

from django.db.models import Q, QuerySet

from malath.accounts.models import User
from malath.inbox.models import Item

CAP = 100


def waiting(user_id: int, desk_ids: Sequence[int]) -> list[Item]:
    """Unseen items of a worker and their desks, newest first, at most 100."""
    return list(_for(user_id, desk_ids).filter(seen_at__isnull=True).order_by("-at", "-pk")[:CAP])


def count_waiting(user_id: int, desk_ids: Sequence[int]) -> int:
    """How many unseen items wait, at most 100."""
    return _for(user_id, desk_ids).filter(seen_at__isnull=True)[:CAP].count()


def item_of(user: User, desk_ids: Sequence[int], pk: int) -> Item | None:
    """One item, if it is theirs."""
    return _for(user.pk, desk_ids).filter(pk=pk).first()


def _for(user_id: int, desk_ids: Sequence[int]) -> QuerySet[Item]:
    return Item.objects.filter(Q(user_id=user_id) | Q(desk_id__in=list(desk_ids)))
