"""What has to be asked anew: consents that run out soon, and what a guardian agreed to for who is of age now."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from malath.accounts.rules import Holdings
from malath.foundation import clock
from malath.foundation.asking import ask
from malath.foundation.paging import front
from malath.people.words import CHILD_BANDS
from malath.privacy.models import Consent
from malath.privacy.queries import visible, visible_by_holder
from malath.privacy.words import Answer, ConsentKind, Level

ROWS_OF_ONE = 3
"""A person may stand on so many rows before a list of people comes out shorter than asked for."""


def run_out_soon(holdings: Holdings, at: datetime, *, days: int, cap: int = 20) -> list[Consent]:
    """Consents that run out soon, the first ones: what our desks asked of people whom the viewer sees, and what people agreed
    to whose file closes to the viewer unless they are asked again."""
    today = clock.in_amman(at).date()
    last = today + timedelta(days=days)
    closing = [person for _, person in ask(_closing, holdings, at, clock.end_of(last), shape=(cap * ROWS_OF_ONE,))]
    agreed = ask(_agreed, tuple(dict.fromkeys(closing))[:cap], today, last)
    found = {*ask(_asked, holdings, at, today, last, shape=(cap,)), *agreed}
    return ask(_consents, tuple(pk for _, pk in sorted(found)[:cap]))


def _closing(holdings: Holdings, at: datetime, end: datetime, cap: int) -> QuerySet[Any, tuple[Any, ...]]:
    """Whose file closes to the viewer until `end`, since a consent runs out under it."""
    soon = Q(level__gte=Level.L3, basis_until__gt=at, basis_until__lte=end)
    sets = [rows.filter(soon) for rows in visible_by_holder(holdings, at)]
    return front(sets, columns=("basis_until", "person_id"), order=("basis_until", "person_id"), cap=cap)


def _asked(holdings: Holdings, at: datetime, first: date, last: date, cap: int) -> QuerySet[Any, tuple[Any, ...]]:
    """What each of our desks asked of people whose consents the viewer may see."""
    seen = visible(holdings, at).filter(person_id=OuterRef("person_id"), level__gte=Level.L3)
    rows = _running_out(first, last).filter(Exists(seen))
    sets = [rows.filter(desk_id=desk) for desk in holdings.desk_ids] or [rows.none()]
    return front(sets, columns=("expires_on", "pk"), order=("expires_on", "pk"), cap=cap)


def _agreed(person_ids: tuple[int, ...], first: date, last: date) -> QuerySet[Consent, tuple[Any, ...]]:
    return _running_out(first, last).filter(person_id__in=person_ids).values_list("expires_on", "pk")


def _running_out(first: date, last: date) -> QuerySet[Consent]:
    rows = Consent.objects.filter(superseded_at__isnull=True, withdrawn_at__isnull=True, answer=Answer.YES)
    return rows.filter(expires_on__range=(first, last))


def _consents(pks: tuple[int, ...]) -> QuerySet[Consent]:
    return Consent.objects.filter(pk__in=pks).select_related("person", "body").order_by("expires_on", "pk")


def outgrown(holdings: Holdings, at: datetime, *, cap: int = 20) -> list[tuple[str, ConsentKind]]:
    """Of people who are of age now: what a guardian agreed to for them at our desks, and what is to be asked anew. One
    statement."""
    rows = ask(_outgrown, holdings, at, shape=(cap,))
    return [(reference, ConsentKind(kind)) for _, reference, kind in rows]


def _outgrown(holdings: Holdings, at: datetime, cap: int) -> QuerySet[Any, tuple[Any, ...]]:
    seen = visible(holdings, at).filter(person_id=OuterRef("person_id"), level__gte=Level.L3)
    rows = Consent.objects.filter(guardian__isnull=False, superseded_at__isnull=True, withdrawn_at__isnull=True)
    rows = rows.filter(Exists(seen), answer=Answer.YES).exclude(person__age_band__in=CHILD_BANDS)
    sets = [rows.filter(desk_id=desk) for desk in holdings.own_desk_ids] or [rows.none()]
    return front(sets, columns=("pk", "person__reference", "kind"), order=("pk",), cap=cap)
