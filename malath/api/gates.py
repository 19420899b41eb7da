"""The way from a reference to the system of a body, and to what opens it."""

from datetime import datetime

from django.http import Http404

from malath.accounts import queries as accounts
from malath.accounts.models import User
from malath.api import queries
from malath.api.models import Hook, Secret, System
from malath.api.queries import hooks, secrets
from malath.audit import actions as audit


def system_to_answer(reference: str) -> System:
    """A system, for administrators and the data protection officer (asked for at the door)."""
    system = queries.system_by_reference(reference)
    if system is None:
        raise Http404
    return system


def own_system(user: User, reference: str, *, at: datetime) -> System:
    """A system of the body that this viewer supervises; any other is as if it never was."""
    system = queries.system_by_reference(reference)
    if system is None or system.desk.agency_id != accounts.holdings(user, at).supervised_agency_id:
        audit.record_refusal(reference, by=user, at=at)
        raise Http404
    return system


def own_secret(user: User, reference: str, *, at: datetime) -> Secret:
    """A secret of a system of the body that this viewer supervises; any other is as if it never was."""
    body = accounts.holdings(user, at).supervised_agency_id
    secret = secrets.secret_of_body(body, reference) if body else None
    if secret is None:
        audit.record_refusal(reference, by=user, at=at)
        raise Http404
    return secret


def hook_to_answer(reference: str) -> Hook:
    """An address, for administrators and the data protection officer (asked for at the door)."""
    hook = hooks.hook_by_reference(reference)
    if hook is None:
        raise Http404
    return hook
