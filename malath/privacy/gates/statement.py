"""The door to the statement: for who records the person's answers and sees all of them."""

from datetime import datetime

from django.core.exceptions import PermissionDenied

from malath.accounts.models import User
from malath.audit import actions as audit
from malath.audit.words import Did
from malath.privacy.gates import OpenedToWrite, consents_to_write
from malath.privacy.words import Section


def statement_to_give(user: User, reference: str, *, at: datetime) -> OpenedToWrite:
    """A person to whom this viewer may say who has seen the file. 403 for a desk that sees its own writing only: it could
    say but a part, and would be believed."""
    opened = consents_to_write(user, reference, at=at, event=Did.CONSENTS_VIEWED)
    if Section.CONSENTS not in opened.sight.full:
        audit.record_refusal(reference, by=user, at=at, facts={"section": Section.CONSENTS.value})
        raise PermissionDenied(Section.CONSENTS.value)
    return opened
