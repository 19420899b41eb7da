"""The way from a reference on a page of the house to the row behind it. Whoever comes here holds the power for the page."""

from django.http import Http404

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
