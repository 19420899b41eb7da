"""Who learns of a new version, and which desk of a finding: that there is one, never what it says."""

from datetime import datetime

from django.urls import reverse

from malath.accounts.models import User
from malath.accounts.queries import answering
from malath.agencies.models import Desk
from malath.framework.models import Finding, TextVersion
from malath.inbox import actions as inbox
from malath.inbox.words import ItemKind


def tell_readers(version: TextVersion, *, at: datetime) -> None:
    """Everybody whose role has to read a text: that it stands otherwise, never what it says."""
    link = reverse("framework:text", args=[version.text.reference])
    readers = answering.hold_any(version.roles, at)
    inbox.leave_each_user(readers, kind=ItemKind.TEXT_TO_READ, subject=version.text.reference, link=link, at=at)


def settle_read(version: TextVersion, user: User, *, at: datetime) -> None:
    inbox.settle_for(user, version.text.reference, (ItemKind.TEXT_TO_READ,), at=at)


def tell_owner(finding: Finding, owner: Desk, *, at: datetime) -> None:
    link = reverse("framework:finding", args=[finding.reference])
    inbox.leave(to=owner, kind=ItemKind.FINDING_GIVEN, subject=finding.reference, link=link, at=at)
