"""The door of a mission that receives somebody: no access row, only the yes to the transfer (C12), asked for at each look."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.http import Http404

from malath.accounts import queries as accounts
from malath.accounts.models import User
from malath.accounts.roles import Power
from malath.audit import actions as audit
from malath.audit.words import Did
from malath.people.models import Person
from malath.privacy import queries
from malath.privacy.gates import Opened
from malath.privacy.queries.received import sight


def person_received(user: User, person: Person, basis_id: int | None, *, at: datetime, event: Did, sought: str) -> Opened:
    """Somebody whom this viewer's mission is asked to receive: name, language and safe contact, no case and no story. 404 once
    the person took the transfer back or keeps the viewer out; 403 for a role that opens no packages either."""
    holdings = accounts.holdings(user, at)
    if basis_id is None or not queries.is_open(basis_id, at) or queries.is_kept_out(holdings, person):
        audit.record_refusal(sought, by=user, at=at)
        raise Http404
    if not holdings.may(Power.TRANSFER):
        audit.record_refusal(sought, by=user, at=at, facts={"power": Power.TRANSFER.name.lower()})
        raise PermissionDenied(Power.TRANSFER.name)
    found = sight(person, holdings)
    audit.record_view(event, subject=sought, file=person.reference, by=user, at=at, facts=found.why)
    return Opened(person, found, holdings)
