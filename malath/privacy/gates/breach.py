"""The door to breaches: the register for the data protection officer, in codes and references; and one person of a breach
for the desk that makes them safe."""

from datetime import datetime

from django.http import Http404

from malath.accounts import queries as accounts
from malath.accounts.models import User
from malath.accounts.roles import Power
from malath.audit import actions as audit
from malath.audit.words import Did
from malath.privacy.gates import OpenedToWrite, person_to_write
from malath.privacy.models import Breach, Endangered
from malath.privacy.queries import breach as queries
from malath.privacy.queries.breach import BreachPage, Register, Safety
from malath.privacy.words import Section


def register_to_see(user: User, *, before: int | None, at: datetime) -> Register:
    """The register of breaches. It names nobody; that it was looked at is recorded. The role is asked for before."""
    audit.record_list(Did.BREACHES_LISTED, files=[], by=user, at=at)
    return queries.register(accounts.holdings(user, at), before=before)


def breach_to_handle(user: User, reference: str, *, at: datetime) -> Breach:
    """One breach. 404 when there is none. The role is asked for before."""
    breach = queries.breach_by_reference(reference)
    if breach is None:
        audit.record_refusal(reference, by=user, at=at)
        raise Http404
    return breach


def breach_shown(breach: Breach, user: User, *, at: datetime) -> BreachPage:
    """The page of one breach; one event names every file on it. Files that are kept from this officer are not on it. As
    long as no desk was asked, the event names the breach alone: who looked may read the trails of these files."""
    page = queries.breach_page(breach, accounts.holdings(user, at), at)
    facts = {"breach": breach.reference}
    audit.record_list(Did.BREACHES_LISTED, files=page.files if page.asked_at else [], by=user, at=at, facts=facts)
    return page


def person_to_make_safe(user: User, reference: str, *, at: datetime) -> tuple[OpenedToWrite, Safety]:
    """A person of whom something was lost, for a desk that may reach them. A stranger and a blocked viewer get 404, who may
    not reach the person 403, and 404 again where no breach names them. Recorded as a look at how to reach them."""
    opened = person_to_write(user, reference, at=at, section=Section.CONTACT, power=Power.WRITE_NOTE, event=Did.IDENTITY_VIEWED)
    page = queries.safety_page(opened.person, opened.sight)
    if page is None:
        raise Http404
    return opened, page


def endangered_to_make_safe(user: User, reference: str, breach: str, *, at: datetime) -> tuple[OpenedToWrite, Endangered]:
    """The same person in one breach, to write down what was done."""
    opened = person_to_write(user, reference, at=at, section=Section.CONTACT, power=Power.WRITE_NOTE)
    row = queries.endangered_of(opened.person, breach)
    if row is None:
        raise Http404
    return opened, row
