"""Whom transfer packages tell. References only: never a name, and not to which mission."""

from datetime import datetime

from django.urls import reverse

from malath.accounts import queries as accounts
from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.agencies.models import Desk
from malath.exchange.models import Package
from malath.foundation.actor import Actor
from malath.inbox import actions as inbox
from malath.inbox.words import ItemKind
from malath.privacy import queries as privacy

SILENT = (ItemKind.PACKAGE_UNANSWERED,)
STOPS = (ItemKind.PACKAGE_TO_STOP,)


def tell_of_silence(package: Package, *, at: datetime) -> None:
    """The supervisors of the sender whom nothing keeps from the file; where there are none, the desk."""
    above = accounts.holders_of(Role.SUPERVISOR, at, agency_id=package.desk.agency_id)
    told: list[User | Desk] = [*privacy.whom_nothing_keeps_from(package.person, above, at)]
    for one in told or [package.desk]:
        inbox.leave(to=one, kind=SILENT[0], subject=package.reference, link=reverse("exchange:packages"), at=at)


def tell_of_stop(package: Package, *, at: datetime) -> None:
    """The desk that sent a package: its mission has to be told that it is over. Also who does not see the person any more."""
    where = reverse("exchange:packages") + "#stops"
    inbox.leave(to=package.desk, kind=STOPS[0], subject=package.reference, link=where, at=at)


def settle_stop(package: Package, *, by: Actor, at: datetime) -> None:
    """The file was made."""
    inbox.settle(package.reference, (*STOPS, *SILENT), by=by, at=at)


def settle_silence(package: Package, *, by: Actor, at: datetime) -> None:
    """The receipt came."""
    inbox.settle(package.reference, SILENT, by=by, at=at)
