"""Desk codes and concerns, made by the real acts."""

from datetime import UTC, datetime

from malath.accounts.models import User
from malath.agencies.models import Desk
from malath.helpline import actions
from malath.helpline.actions import Given, Received
from malath.helpline.models import DeskCode
from malath.helpline.queries import Said
from malath.helpline.words import Soon, Who

MONDAY = datetime(2026, 11, 2, 7, tzinfo=UTC)


def make_code(desk: Desk, by: User, at: datetime, *, days: int = 30, openings: int = 100) -> Given:
    """A fresh code of a desk."""
    return actions.give_code(desk, days=days, openings=openings, by=by, at=at)


def make_concern(
    code: DeskCode,
    at: datetime,
    *signs: str,
    words: str = "",
    where: str = "",
    who: Who = Who.CHILD,
    soon: Soon = Soon.NOT_SAID,
) -> Received:
    """Something that came in through a code."""
    received = actions.send_concern(code, Said(signs, who, soon, where, words), at=at)
    assert received is not None  # noqa: S101  # the code was made a moment ago
    return received
