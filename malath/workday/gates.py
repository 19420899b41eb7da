"""The way from a reference on a page of the house to the row behind it. Whoever comes here holds the power for the page."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.http import Http404

from malath.accounts.models import User
from malath.accounts.roles import Power
from malath.accounts.rules import Holdings
from malath.agencies import queries as agencies
from malath.agencies.models import Desk
from malath.audit import actions as audit
from malath.inbox.models import Destination, Posting
from malath.inbox.queries import posting as postings
from malath.inbox.queries.posting import Copy


def posting_to_judge(reference: str) -> Posting:
    """Something that could not leave."""
    posting = postings.posting_by_reference(reference)
    if posting is None:
        raise Http404
    return posting


def destination_to_end(reference: str) -> Destination:
    """A place where the signed state of the trail is kept."""
    place = postings.destination_by_reference(reference)
    if place is None:
        raise Http404
    return place


def copy_to_see(reference: str) -> Copy:
    """A copy of the trail's state that left."""
    copy = postings.copy_by_reference(reference)
    if copy is None:
        raise Http404
    return copy


def desk_to_coordinate(user: User, holdings: Holdings, reference: str, *, at: datetime) -> Desk:
    """A desk for whoever coordinates the mechanism, or supervises this body. 404 unknown, 403 else: that a desk exists is no
    secret, the directory lists it."""
    desk = agencies.desk_by_reference(reference)
    if desk is None:
        raise Http404
    if not holdings.may(Power.COORDINATE) and not holdings.may_at(desk.pk, Power.SUPERVISE):
        audit.record_refusal(reference, by=user, at=at, facts={"power": "coordinate"})
        raise PermissionDenied("coordinate")
    return desk
