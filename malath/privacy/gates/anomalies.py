"""The door to what was unlike others: for the data protection officer, in codes and references."""

from datetime import datetime

from django.http import Http404

from malath.accounts import queries as accounts
from malath.accounts.models import User
from malath.audit import actions as audit
from malath.audit.words import Did
from malath.privacy.models import Anomaly
from malath.privacy.queries import anomalies as queries
from malath.privacy.queries.anomalies import UnusualFile, UnusualPage


def unusual_to_see(user: User, *, before: int | None, at: datetime) -> UnusualPage:
    """What waits to be asked about and what was settled. It names no file; that it was looked at is recorded. The role is
    asked for before."""
    audit.record_list(Did.UNUSUAL_LISTED, files=[], by=user, at=at)
    return queries.unusual_page(before=before)


def unusual_to_settle(user: User, reference: str, *, at: datetime) -> Anomaly:
    """One line. 404 when there is none. The role is asked for before."""
    row = queries.anomaly_by_reference(reference)
    if row is None:
        audit.record_refusal(reference, by=user, at=at)
        raise Http404
    return row


def unusual_shown(row: Anomaly, user: User, *, at: datetime) -> UnusualFile:
    """One line with its files. The event names the line alone: whom it is about may read the trails of these files."""
    page = queries.unusual_file(row, accounts.holdings(user, at))
    audit.record_list(Did.UNUSUAL_LISTED, files=[], by=user, at=at, facts={"unusual": row.reference})
    return page
