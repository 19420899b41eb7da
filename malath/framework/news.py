"""Which desk learns of a finding: that one is theirs, never what it says."""

from datetime import datetime

from django.urls import reverse

from malath.agencies.models import Desk
from malath.framework.models import Finding
from malath.inbox import actions as inbox
from malath.inbox.words import ItemKind


def tell_owner(finding: Finding, owner: Desk, *, at: datetime) -> None:
    link = reverse("framework:finding", args=[finding.reference])
    inbox.leave(to=owner, kind=ItemKind.FINDING_GIVEN, subject=finding.reference, link=link, at=at)
