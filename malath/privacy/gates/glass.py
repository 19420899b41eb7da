"""The door to a file in an emergency, and to its review."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.http import Http404

from malath.accounts import queries as accounts
from malath.accounts.models import User
from malath.accounts.roles import Power
from malath.accounts.rules import Holdings
from malath.audit import actions as audit
from malath.audit.words import Did
from malath.people.models import Person
from malath.privacy.models import BreakGlass
from malath.privacy.queries import glass
from malath.privacy.queries.glass import GlassPage, GlassReview


def file_to_break(user: User, reference: str, *, at: datetime) -> tuple[Person, Holdings]:
    """A file that this viewer may open in an emergency because they hold its reference. Everybody else, and whoever is
    kept out, gets 404 as for a reference that never existed; 403 for a role that may not."""
    holdings = accounts.holdings(user, at)
    person = glass.file_named_to(holdings, reference)
    if person is None:
        audit.record_refusal(reference, by=user, at=at)
        raise Http404
    if not holdings.may(Power.BREAK_GLASS):
        audit.record_refusal(reference, by=user, at=at, facts={"power": Power.BREAK_GLASS.name.lower()})
        raise PermissionDenied(Power.BREAK_GLASS.name)
    return person, holdings


def glasses_to_review(user: User, *, before: int | None, at: datetime) -> GlassPage:
    """The emergencies that wait for review; one event names every file the page shows. The role is asked for before."""
    page = glass.glass_page(accounts.holdings(user, at), before=before)
    audit.record_list(Did.GLASS_LISTED, files=page.files, by=user, at=at)
    return page


def glass_to_review(user: User, reference: str, *, at: datetime) -> BreakGlass:
    """One emergency that this officer may review. 404 when there is none, or when the file is kept from them."""
    row = glass.glass_by_reference(reference)
    if row is None or glass.is_kept_from(accounts.holdings(user, at), row):
        audit.record_refusal(reference, by=user, at=at)
        raise Http404
    return row


def review_shown(row: BreakGlass, user: User, *, at: datetime) -> GlassReview:
    """The page of one emergency; recorded as shown."""
    audit.record_list(Did.GLASS_LISTED, files=[row.person.reference], by=user, at=at)
    return glass.glass_review(row)
