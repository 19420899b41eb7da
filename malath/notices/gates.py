"""The Unit's door to the notices. Each look at the list is recorded."""

from datetime import datetime

from malath.accounts.models import User
from malath.audit import actions as audit
from malath.audit.words import Did
from malath.notices import queries
from malath.notices.queries import NoticeList


def notices_to_list(user: User, *, at: datetime, after: str) -> NoticeList:
    """A page of what has arrived."""
    page = queries.notice_list(at, after)
    audit.record_list(Did.NOTICES_LISTED, files=[], by=user, at=at)
    return page
