"""Making anew by what people are found, when names are read in another way than before."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

from django.conf import settings

from malath.audit import actions as audit
from malath.audit.words import Did
from malath.foundation.actor import Actor
from malath.foundation.acts import act
from malath.foundation.rows import insert
from malath.people import queries
from malath.people.actions import tokens_of
from malath.people.models import Indexing, Person, SearchToken
from malath.people.queries import finding
from malath.people.tokens import SCHEME

TOGETHER: Final = 200


def reindex(*, by: Actor, at: datetime) -> Iterator[int]:
    """Make everybody's search tokens anew, some people at a time, and say after each step how many were done. Where it was cut
    off, it goes on. People work meanwhile: whoever is written down in between is locked for a moment or done already."""
    while not finding.is_up_to_date():
        yield make_findable_anew(by=by, at=at)


@act
def make_findable_anew(*, by: Actor, at: datetime) -> int:
    """The next people in the order of their numbers; nobody left: done. The row of the work is locked, so that two who run it
    take turns."""
    Indexing.objects.get_or_create(scheme=SCHEME, bits=settings.MALATH_TOKEN_BITS)
    work = Indexing.objects.select_for_update().get(scheme=SCHEME, bits=settings.MALATH_TOKEN_BITS)
    rows = Person.objects.select_for_update(of=("self",)).filter(pk__gt=work.after, key__erased_at__isnull=True)
    people = list(rows.order_by("pk").values_list("pk", flat=True)[:TOGETHER])
    _put_right(people)
    work.after, work.done_at = (people[-1], None) if people else (work.after, at)
    work.save()
    if work.done_at:
        Indexing.objects.exclude(pk=work.pk).delete()
    facts = {"people": str(len(people)), "scheme": str(SCHEME)}
    audit.record(Did.PEOPLE_REINDEXED, subject="search", by=by, at=at, facts=facts)
    return len(people)


def _put_right(people: Sequence[int]) -> None:
    """Only what differs is written."""
    details = queries.details_of(people)
    wanted = {
        (token.kind, token.value, person)
        for person, written in details.items()
        for token in tokens_of((row.kind, row.value, row.desk_id) for row in written)
    }
    rows = SearchToken.objects.filter(person_id__in=people)
    stored = {(kind, value, person): pk for pk, kind, value, person in rows.values_list("pk", "kind", "value", "person_id")}
    stale = [pk for token, pk in stored.items() if token not in wanted]
    for start in range(0, len(stale), TOGETHER):
        SearchToken.objects.filter(pk__in=stale[start : start + TOGETHER]).delete()
    insert(SearchToken, {}, ["kind", "value", "person_id"], sorted(wanted - stored.keys()))
