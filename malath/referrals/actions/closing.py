"""Closing a case: no referral of it may be under way."""

from datetime import datetime

from malath.agencies.models import Desk
from malath.audit import actions as audit
from malath.audit.words import Did
from malath.cases import actions as cases
from malath.cases import queries as case_queries
from malath.cases.models import Case, Closure
from malath.cases.rules import Closing
from malath.foundation.actor import Actor
from malath.foundation.acts import act
from malath.privacy import actions as privacy
from malath.referrals import queries
from malath.referrals.actions.base import CannotCloseCase
from malath.referrals.words import Reason


@act
def ask_to_close_case(case: Case, closing: Closing, *, desk: Desk, by: Actor, at: datetime) -> Closure:
    """The key worker asks for the closing of a case: no referral of it may be under way. Errors: `CannotCloseCase`; those of
    the case."""
    _refuse_under_way(case, by=by, at=at)
    return cases.ask_to_close(case, closing, desk=desk, by=by, at=at)


@act
def close_case(case: Case, *, by: Actor, at: datetime) -> Case:
    """A supervisor approves the closing: looked at once more, under the lock of the file. Errors: as asking for it."""
    _refuse_under_way(case, by=by, at=at)
    return cases.close(case, by=by, at=at)


def _refuse_under_way(case: Case, *, by: Actor, at: datetime) -> None:
    """That none is under way was looked at under the lock, and is kept in the trail."""
    privacy.lock(case.person_id)
    case_queries.locked_status(case.pk)
    if queries.are_under_way(case.pk):
        raise CannotCloseCase([Reason.UNDER_WAY])
    audit.record(Did.REFERRALS_SETTLED, subject=case.reference, file=case.person.reference, by=by, at=at)
