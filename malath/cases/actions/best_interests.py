"""What was found to be best for a child, written by the procedure that found it."""

from datetime import date, datetime

from malath.agencies.models import Desk
from malath.audit import actions as audit
from malath.audit.words import Did
from malath.cases import queries
from malath.cases.actions.common import touch, writable
from malath.cases.models import BestInterests, Case
from malath.cases.words import BestInterest
from malath.foundation.actor import Actor
from malath.foundation.acts import act


@act
def record_best_interests(
    case: Case, outcome: BestInterest, *, review_on: date, desk: Desk, by: Actor, at: datetime
) -> BestInterests:
    """A panel has found what is best for the child. What was found before stays as history. Errors: `CannotChange` when the
    case is closed."""
    case = queries.locked(case.pk)
    writable(case)
    BestInterests.objects.filter(case=case, superseded_at__isnull=True).update(superseded_at=at)
    row = BestInterests.objects.create(case=case, outcome=outcome, review_on=review_on, desk=desk, by=by.reference, at=at)
    touch(case, desk, at)
    facts = {"outcome": outcome.value}
    audit.record(Did.BEST_INTERESTS_FOUND, subject=case.reference, file=case.person.reference, by=by, at=at, facts=facts)
    return row
