"""What of campaigns is counted in figures, year by year."""

from typing import NamedTuple

from django.db.models import Count, Sum

from malath.awareness.models import Session
from malath.awareness.words import SessionState


class Reached(NamedTuple):
    """One year: campaigns with a session in it, the sessions that were held, how many came, how often somebody told
    something that needs help."""

    campaigns: int
    sessions: int
    came: int
    disclosures: int


def reached() -> dict[int, Reached]:
    """By year. One statement."""
    held = Session.objects.filter(state=SessionState.HELD).order_by().values_list("on__year")
    rows = held.annotate(Count("campaign", distinct=True), Count("pk"), Sum("came"), Sum("disclosures"))
    return {year: Reached(*numbers) for year, *numbers in rows}
