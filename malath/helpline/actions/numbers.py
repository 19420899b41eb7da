"""Numbers of the public pages that nobody has called for too long: those who keep the list are told, once."""

from datetime import date, datetime
from typing import Final

from malath.accounts import queries as accounts
from malath.accounts.roles import Role
from malath.audit import actions as audit
from malath.audit.words import Did
from malath.foundation.actor import WORKER, Actor
from malath.foundation.acts import act
from malath.helpline.models import StaleNumber
from malath.inbox import actions as inbox
from malath.inbox.words import ItemKind

ABOUT: Final = "number."


@act
def tell_stale(code: str, called_on: date, *, at: datetime, by: Actor = WORKER) -> StaleNumber:
    """A number left the public pages: the focal points of the mechanism, who keep the list, have to call it."""
    row, fresh = StaleNumber.objects.get_or_create(code=code, called_on=called_on, defaults={"told_at": at})
    owners = accounts.holders_of(Role.FOCAL_POINT, at) if fresh else []
    for one in owners:
        inbox.leave(to=one, kind=ItemKind.NUMBER_STALE, subject=_mark(row), link="/helpline/public/", at=at)
    audit.record(Did.NUMBER_STALE, subject=f"{ABOUT}{code}", by=by, at=at, facts={"told": str(len(owners))})
    return row


@act
def settle_stale(number: StaleNumber, *, at: datetime, by: Actor = WORKER) -> StaleNumber:
    """Somebody called it again: nobody has to be told any more."""
    number.mended_at = at
    number.save(update_fields=["mended_at"])
    inbox.settle(_mark(number), (ItemKind.NUMBER_STALE,), by=by, at=at)
    audit.record(Did.NUMBER_MENDED, subject=f"{ABOUT}{number.code}", by=by, at=at)
    return number


def _mark(number: StaleNumber) -> str:
    """What the items about a number hang on: short, whatever its code is."""
    return f"{ABOUT}{number.pk}"
