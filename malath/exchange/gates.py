"""The doors of exchange: at which desks somebody may import, and which cases they may take out."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.http import Http404

from malath.accounts import queries as accounts
from malath.accounts.models import User
from malath.accounts.roles import Power
from malath.agencies.models import Desk
from malath.audit import actions as audit
from malath.audit.words import Did
from malath.exchange import queries
from malath.exchange.models import Incoming, MissionKey, Opened, Package, ReturnSheet
from malath.exchange.queries import Selection, Wanted, stopping
from malath.exchange.queries import packages as package_reads
from malath.exchange.queries import return_sheets as sheets
from malath.exchange.queries.packages import Sending
from malath.privacy import gates as privacy
from malath.privacy.words import Section
from malath.returns import gates as returns


def desk_to_import_at(user: User, reference: str, *, at: datetime) -> Desk:
    """A desk into whose cases somebody may bring a file. 403 for every other, whether it exists or not."""
    desks = queries.desks_to_import_at(user, accounts.holdings(user, at), at)
    desk = next((desk for desk in desks if desk.reference == reference), None)
    if desk is None:
        raise _refused(user, at)
    return desk


def return_desk(user: User, *, at: datetime) -> Desk:
    """The desk of a return office at which this viewer opens files. 403 for everybody else."""
    return returns.desk_to_open_at(user, at=at)


def sheet_of(user: User, reference: str, *, at: datetime) -> ReturnSheet:
    """A table on its way in that this user brought, while they prepare returns: for everybody else as if there were none."""
    return_desk(user, at=at)
    found = sheets.sheet_of(user, reference)
    if found is None:
        audit.record_refusal(reference, by=user, at=at)
        raise Http404
    return found


def sheet_seen(user: User, sheet: ReturnSheet, *, at: datetime) -> None:
    """What is wrong in a table is shown to who brought it: that is written down first."""
    audit.record_list(Did.IMPORT_SEEN, files=[], by=user, at=at, facts={"file": sheet.reference, "how": "page"})


def file_of(user: User, reference: str, *, at: datetime) -> Incoming:
    """A file on its way in that this user brought: for everybody else as if there were none."""
    file = queries.incoming_of(user, reference)
    if file is None:
        audit.record_refusal(reference, by=user, at=at)
        raise Http404
    return file


def cases_to_export(user: User, wanted: Wanted, *, at: datetime, cap: int) -> Selection:
    """The cases somebody may take out. What they may not know of is left out, or told as unknown when they named it."""
    holdings = accounts.holdings(user, at)
    if not holdings.may(Power.EXCHANGE):
        raise _refused(user, at)
    chosen = queries.selection(holdings, wanted, at, cap=cap)
    if chosen.unknown:
        sought = {"sought": " ".join(chosen.unknown)}
        audit.record_refusal(Power.EXCHANGE.name.lower(), by=user, at=at, facts=sought)
    return chosen


def person_to_transfer(user: User, reference: str, *, at: datetime) -> Sending:
    """A person of whom this viewer may seal a package to a mission: who they are is open to them."""
    opened = privacy.person_to_write(
        user, reference, at=at, section=Section.IDENTITY, power=Power.TRANSFER, event=Did.IDENTITY_VIEWED
    )
    return Sending(opened.person, opened.sight, frozenset(opened.holdings.own_desk_ids), opened.desk)


def key_of_mission(user: User, reference: str, *, at: datetime) -> MissionKey:
    """A key that the own body took in: for everybody else as if there were none."""
    key = package_reads.key_by_reference(user.agency, reference)
    if key is None:
        audit.record_refusal(reference, by=user, at=at)
        raise Http404
    return key


def package_opened_here(user: User, reference: str, *, at: datetime) -> Opened:
    """A package that was opened here, while the person it made is open to the viewer. 404 for everybody else."""
    row = package_reads.opened_by_reference(reference)
    if row is None or row.agency_id != user.agency_id:
        audit.record_refusal(reference, by=user, at=at)
        raise Http404
    privacy.person_to_change(
        user, row.person.reference, at=at, section=Section.IDENTITY, power=Power.TRANSFER, sought=reference
    )
    audit.record_view(Did.PACKAGE_READ, subject=reference, file=row.person.reference, by=user, at=at)
    return row


def package_to_stop(user: User, reference: str, *, at: datetime) -> Package:
    """A package that left from a desk of the viewer, to tell its mission that it is over: also when the person is not open to
    them any more, for it says nothing of them. 404 for everybody else."""
    row = stopping.of_desks(accounts.holdings(user, at)).filter(reference=reference).first()
    if row is None:
        audit.record_refusal(reference, by=user, at=at)
        raise Http404
    return row


def _refused(user: User, at: datetime) -> PermissionDenied:
    audit.record_refusal(Power.EXCHANGE.name.lower(), by=user, at=at)
    return PermissionDenied(Power.EXCHANGE.name)
