"""The door to an agreement between bodies: it leads to nobody, so role alone decides."""

from django.http import Http404

from malath.agencies import queries as agencies
from malath.agencies.models import Agency
from malath.privacy.models import Agreement
from malath.privacy.queries import agreements as queries


def agreement_to_end(reference: str) -> Agreement | Agency:
    """What is to be ended: an agreement, or of a body about which none was recorded the protocol that it joined under."""
    found = queries.agreement_by_reference(reference) or agencies.agency_by_reference(reference)
    if found is None:
        raise Http404
    return found


def bodies_agreeing(body: str, other: str) -> tuple[Agency, Agency | None]:
    """The bodies that were chosen; without a second one, the first and the mechanism."""
    found = agencies.bodies_named([body, other])
    if body not in found:
        raise Http404
    return found[body], found.get(other)
