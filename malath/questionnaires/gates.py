"""From a reference to a form, a filling or a phone. Who may not know it gets what a reference that never was gets."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.http import Http404

from malath.accounts import queries as accounts
from malath.accounts.models import User
from malath.accounts.roles import Power
from malath.agencies import queries as agencies
from malath.agencies.models import Desk
from malath.audit import actions as audit
from malath.audit.words import Did
from malath.questionnaires import queries
from malath.questionnaires.models import Device, Filling, Version
from malath.questionnaires.queries import FormsPage
from malath.questionnaires.words import FilledState


def forms_to_list(user: User, *, at: datetime, after: str) -> FormsPage:
    """The forms, and what was filled in. A look at fillings is recorded."""
    page = queries.forms_page(accounts.holdings(user, at), after)
    shown = [line.reference for line in (*page.open, *page.finished)]
    if shown:
        audit.record_list(Did.FILLINGS_LISTED, files=shown, by=user, at=at)
    return page


def version_to_view(user: User, reference: str, *, at: datetime) -> Version:
    """A form that is for this viewer, or that they may change; nothing personal stands in one. 404 for everybody else."""
    version = queries.version_by_reference(reference)
    if version is None or not queries.may_see_version(accounts.holdings(user, at), version):
        audit.record_refusal(reference, by=user, at=at)
        raise Http404
    return version


def version_to_change(user: User, reference: str, *, at: datetime) -> Version:
    """A form that this viewer may publish, try out or retire; 404 for everybody else."""
    version = queries.version_by_reference(reference)
    if version is None or not queries.may_author(accounts.holdings(user, at), version.questionnaire):
        audit.record_refusal(reference, by=user, at=at)
        raise Http404
    return version


def filling_to_change(user: User, reference: str, *, at: datetime) -> Filling:
    """What this viewer began and has not finished; 404 for everybody else, and once it is finished."""
    row = queries.filling_by_reference(reference)
    if row is None or row.state != FilledState.OPEN or row.by != user.reference:
        audit.record_refusal(reference, by=user, at=at)
        raise Http404
    return row


def filling_to_view(user: User, reference: str, *, at: datetime) -> Filling:
    """A filling of the viewer's desk, or their own that is open; 404 for everybody else. Records `filling.viewed`."""
    row = _filling(user, reference, at)
    audit.record_view(Did.FILLING_VIEWED, subject=reference, file=reference, by=user, at=at)
    return row


def filling_to_take_out(user: User, reference: str, *, at: datetime) -> Filling:
    """A finished filling of the viewer's desk; the act leaves the trace."""
    row = _filling(user, reference, at)
    if row.state == FilledState.OPEN:
        raise Http404
    return row


def device_to_shut_out(user: User, reference: str, *, at: datetime) -> Device:
    """A phone that this viewer looks after. 404 unknown, 403 else: that a desk has phones is no secret."""
    device = queries.device_by_reference(reference)
    if device is None:
        raise Http404
    holdings = accounts.holdings(user, at)
    if not (holdings.may(Power.MANAGE) or device.desk.agency_id == holdings.supervised_agency_id):
        audit.record_refusal(reference, by=user, at=at, facts={"power": "phones"})
        raise PermissionDenied("phones")
    return device


def desk_to_fill_for(user: User, reference: str, *, at: datetime) -> Desk:
    """A desk at which this viewer fills forms in; 404 for every other one."""
    holdings = accounts.holdings(user, at)
    desk = agencies.desk_by_reference(reference)
    if desk is None or desk.pk not in holdings.own_desk_ids:
        audit.record_refusal(reference, by=user, at=at)
        raise Http404
    return desk


def _filling(user: User, reference: str, at: datetime) -> Filling:
    row = queries.filling_by_reference(reference)
    if row is None or not queries.may_see_filling(accounts.holdings(user, at), row):
        audit.record_refusal(reference, by=user, at=at)
        raise Http404
    return row
