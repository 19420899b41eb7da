"""Whether everybody is found by the reading of names that this version has."""

from django.conf import settings

from malath.people.models import Indexing, Person
from malath.people.tokens import SCHEME


def is_up_to_date() -> bool:
    """Whether all search tokens were made by this version's reading and in the length that is set."""
    return Indexing.objects.filter(scheme=SCHEME, bits=settings.MALATH_TOKEN_BITS, done_at__isnull=False).exists()


def how_many() -> int:
    """People, those among them whom nobody may open any more."""
    return Person.objects.count()
