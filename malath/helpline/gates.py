"""The desk's door to what came in through its codes. Who holds a code meets no gate here: the card shows nothing of anybody."""

from datetime import datetime

from django.http import Http404

from malath.accounts import queries as accounts
from malath.accounts.models import User
from malath.accounts.roles import Power
from malath.agencies.models import Desk
from malath.audit import actions as audit
from malath.audit.words import Did
from malath.helpline import queries
from malath.helpline.models import Concern, Contact, DeskCode
from malath.helpline.queries import ConcernList, contacts
from malath.helpline.queries.contacts import ContactList


def concerns_to_list(user: User, *, at: datetime, after: str) -> ConcernList:
    """A page of what came in. Each look at the list is recorded."""
    page = queries.concern_list(accounts.holdings(user, at), after)
    audit.record_list(Did.CONCERNS_LISTED, files=[], by=user, at=at)
    return page


def concern_to_view(user: User, reference: str, *, at: datetime) -> Concern:
    """What came in at a desk whose concerns this viewer hears; 404 for everybody else, as for one that never was. Records
    `concern.viewed`."""
    concern = concern_to_change(user, reference, at=at)
    audit.record_view(Did.CONCERN_VIEWED, subject=reference, file=reference, by=user, at=at)
    return concern


def concern_to_change(user: User, reference: str, *, at: datetime) -> Concern:
    """The same for an act: it leaves the trace."""
    concern = queries.by_reference(reference)
    if concern is None or not queries.may_see(accounts.holdings(user, at), concern.desk):
        audit.record_refusal(reference, by=user, at=at)
        raise Http404
    return concern


def code_to_change(user: User, reference: str, *, at: datetime) -> DeskCode:
    """A code of a desk at which this viewer may give them; 404 for everybody else."""
    code = queries.code_by_reference(reference)
    if code is None or not accounts.holdings(user, at).may_at(code.desk_id, Power.HEAR_CONCERNS):
        audit.record_refusal(reference, by=user, at=at)
        raise Http404
    return code


def contacts_to_list(user: User, *, at: datetime) -> ContactList:
    """Who turned to the viewer's desks. Each look at the list is recorded."""
    page = contacts.contact_list(accounts.holdings(user, at))
    audit.record_list(Did.CONTACTS_LISTED, files=[], by=user, at=at)
    return page


def contact_to_view(user: User, reference: str, *, at: datetime) -> Contact:
    """A contact of a desk at which this viewer hears them; 404 for everybody else, as for one that never was. Records
    `contact.viewed`."""
    contact = contact_to_change(user, reference, at=at)
    audit.record_view(Did.CONTACT_VIEWED, subject=reference, file=reference, by=user, at=at)
    return contact


def contact_to_change(user: User, reference: str, *, at: datetime) -> Contact:
    """The same for an act: it leaves the trace."""
    contact = contacts.by_reference(reference)
    if contact is None or not contacts.may_hear(accounts.holdings(user, at), contact):
        audit.record_refusal(reference, by=user, at=at)
        raise Http404
    return contact


def desk_to_open(user: User, reference: str, *, at: datetime) -> Desk:
    """A desk of the body that this viewer supervises; 404 for any other."""
    desk = contacts.desk_supervised(accounts.holdings(user, at), reference)
    if desk is None:
        audit.record_refusal(reference, by=user, at=at)
        raise Http404
    return desk
