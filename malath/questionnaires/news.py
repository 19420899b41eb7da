"""Those who may publish a form are told that it was tried out and waits for a second person."""

from datetime import datetime

from django.urls import reverse

from malath.foundation.actor import Actor
from malath.inbox import actions as inbox
from malath.inbox.words import ItemKind
from malath.questionnaires import queries
from malath.questionnaires.models import Version

WAITS = (ItemKind.FORM_TO_PUBLISH,)


def tell_publishers(version: Version, *, at: datetime) -> None:
    """Whoever may publish it and did not bring it in."""
    link = reverse("questionnaires:version", args=[version.reference])
    for user in queries.publishers_of(version, at):
        inbox.leave(to=user, kind=ItemKind.FORM_TO_PUBLISH, subject=version.reference, link=link, at=at)


def settle(version: Version, *, by: Actor, at: datetime) -> None:
    inbox.settle(version.reference, WAITS, by=by, at=at)
