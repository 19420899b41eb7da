"""Whom a search may find, as a database is asked for it (decision 0021)."""

from datetime import datetime
from typing import Any, Final

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.lookups import IsNull

from malath.accounts.rules import Holdings
from malath.foundation.asking import ask
from malath.privacy.models import Access
from malath.privacy.queries import reached
from malath.privacy.words import Level

FEW: Final = 20_000


def may_be_found(holdings: Holdings, at: datetime) -> Q:
    """A condition on rows with a `person_id`: the viewer may see the name. Most people whom the tokens meet are nobody's here:
    whether anything at all names the viewer or their desks is found in the index alone, and asked first."""
    at_desks = Access.objects.filter(person_id=OuterRef("person_id"), desk_id__in=holdings.desk_ids).values("desk_id")[:1]
    is_named = Q(IsNull(Subquery(at_desks), False)) | Q(person_id__in=_named_alone(holdings))
    seen = reached(holdings, at, level=Level.L3).filter(person_id=OuterRef("person_id")).values("level")[:1]
    return is_named & Q(IsNull(Subquery(seen), False))


def named_if_few(holdings: Holdings) -> QuerySet[Access, Any] | None:
    """Keys of everybody whom an access row names together with the viewer or their desks, open or not: a search then looks at
    nobody else. None when they are many and it is faster to look at the heaviest, whoever they are. One statement."""
    return None if ask(_named_beyond, holdings, shape=(FEW,)) else _named(holdings)


def _named_beyond(holdings: Holdings, few: int) -> QuerySet[Access, Any]:
    return _named(holdings)[few : few + 1]


def _named(holdings: Holdings) -> QuerySet[Access, Any]:
    """Each holder by itself: an index answers alone."""
    at_desks = Access.objects.filter(desk_id__in=holdings.desk_ids).values_list("person_id")
    return at_desks.union(_named_alone(holdings), all=True)


def _named_alone(holdings: Holdings) -> QuerySet[Access, Any]:
    return Access.objects.filter(worker_id=holdings.user_id).values_list("person_id")
