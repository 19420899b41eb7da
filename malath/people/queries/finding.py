"""Whether everybody is found by the reading of names that this version has, and everybody at once for who compares all."""

from collections.abc import Iterator

from django.conf import settings

from malath.people import queries
from malath.people.models import Indexing, Person
from malath.people.queries import Written
from malath.people.tokens import SCHEME
from malath.people.words import NAME_KINDS, NAME_PART_KINDS, PHONE_KINDS, DetailKind

TOGETHER = 500
COMPARED = sorted({*NAME_KINDS, *NAME_PART_KINDS, *PHONE_KINDS, DetailKind.BIRTH_DATE, DetailKind.DOCUMENT})


def is_up_to_date() -> bool:
    """Whether all search tokens were made by this version's reading and in the length that is set."""
    return Indexing.objects.filter(scheme=SCHEME, bits=settings.MALATH_TOKEN_BITS, done_at__isnull=False).exists()


def how_many() -> int:
    """People, those among them whom nobody may open any more."""
    return Person.objects.count()


def everybody() -> Iterator[tuple[int, list[str], list[Written]]]:
    """Number, nationalities, and what is compared of everybody who was not erased, opened some at a time. Shows nothing to
    anybody: the caller compares."""
    last = 0
    rows = Person.objects.filter(key__erased_at__isnull=True).order_by("pk").values_list("pk", "nationalities")
    while some := list(rows.filter(pk__gt=last)[:TOGETHER]):
        details = queries.details_of([pk for pk, _ in some], kinds=COMPARED)
        yield from ((pk, nations, details.get(pk, [])) for pk, nations in some)
        last = some[-1][0]
