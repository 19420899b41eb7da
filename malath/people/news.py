"""What the desks learn of papers and stay: kinds and references, never a name."""

from datetime import datetime

from django.urls import reverse

from malath.foundation.actor import Actor
from malath.inbox import actions as inbox
from malath.inbox.words import ItemKind
from malath.people.models import Person, Waiver


def tell_waiver_waits(waiver: Waiver, person: Person, *, at: datetime) -> None:
    link = reverse("workday:stay", args=[person.reference])
    inbox.leave(to=waiver.desk, kind=ItemKind.WAIVER_WAITS, subject=person.reference, link=link, at=at)


def settle_waiver(person: Person, *, by: Actor, at: datetime) -> None:
    inbox.settle(person.reference, (ItemKind.WAIVER_WAITS,), by=by, at=at)
