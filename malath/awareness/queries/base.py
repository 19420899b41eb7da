"""What all pages of awareness read alike: titles, words as a line, and numbers as far as they are told."""

from collections.abc import Iterable

from django.utils.translation import get_language

from malath.accounts.roles import Power
from malath.accounts.rules import Holdings
from malath.awareness.models import Campaign, Material, Session, Spread, Survey
from malath.awareness.words import Audience, Channel, Tongue
from malath.figures.rules import Told, exactly, tell
from malath.ui.times import list_text


def title_of(row: Campaign | Material) -> str:
    return row.title_en if get_language() == "en" else row.title_ar


def names(values: Iterable[str], kind: type[Audience] | type[Channel] | type[Tongue]) -> str:
    """Several words as one line."""
    return list_text([str(kind(value).label) for value in values])


def told_of(number: int, *, exact: bool) -> Told:
    return exactly(number) if exact else tell(number)


def sees_exactly(holdings: Holdings, row: Session | Spread | Survey) -> bool:
    """Whether the viewer works at the desk that counted; others learn ranges."""
    return holdings.may_at(row.desk_id, Power.RUN_AWARENESS)
