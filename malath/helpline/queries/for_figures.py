"""What of contacts is counted in figures: the year, the way in, and what came of it. Nothing that was said."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from django.db.models.functions import TruncYear

from malath.foundation.clock import AMMAN
from malath.helpline.models import Contact
from malath.helpline.words import ContactResult

TOGETHER = 5_000


class CountedContact(NamedTuple):
    """One contact as it is counted; `came_of_it` is "" while it is open."""

    year: datetime
    channel: str
    triage: str
    came_of_it: str


def counted() -> Iterator[CountedContact]:
    """Every contact but those that were not meant. Nobody is named in one, so nobody was asked."""
    rows = Contact.objects.exclude(came_of_it=ContactResult.NOT_MEANT).order_by("pk")
    for row in rows.values_list(TruncYear("at", tzinfo=AMMAN), "channel", "triage", "came_of_it").iterator(chunk_size=TOGETHER):
        yield CountedContact(*row)
