"""The door to the guardians of a child."""

from datetime import datetime

from django.http import Http404

from malath.accounts.models import User
from malath.audit.words import Did
from malath.privacy import gates
from malath.privacy.gates import OpenedToWrite
from malath.privacy.models import Guardian
from malath.privacy.queries import guardians as queries


def guardian_to_change(
    user: User, reference: str, guardian: str, *, at: datetime, event: Did | None = None
) -> tuple[OpenedToWrite, Guardian]:
    """A guardian of this child whom the viewer sees and may change something about. 404 where they see none of it."""
    opened = gates.consents_to_write(user, reference, at=at, event=event)
    found = queries.guardian_of(opened.person, opened.sight, guardian)
    if found is None:
        raise Http404
    return opened, found
