"""Whether bodies have training in their own plans."""

from datetime import date, datetime

from malath.agencies.models import Agency
from malath.audit import actions as audit
from malath.audit.words import Did
from malath.foundation import clock
from malath.foundation.actor import Actor
from malath.foundation.acts import act
from malath.training import rules
from malath.training.actions.base import refuse
from malath.training.models import OwnPlan


@act
def note_own_plan(agency: Agency, *, stands: bool, plan: str, on: date, by: Actor, at: datetime) -> OwnPlan:
    """Whether training stands in a plan of a body, as was known on a day; a newer answer counts from now on. Errors:
    `CannotTrain`."""
    refuse(rules.why_not_note_plan(stands=stands, plan=plan, on=on, today=clock.in_amman(at).date()))
    row = OwnPlan.objects.create(agency=agency, stands=stands, plan=plan if stands else "", on=on, by=by.reference, at=at)
    audit.record(Did.OWN_PLAN_NOTED, subject=agency.reference, by=by, at=at, facts={"stands": "1" if stands else "0"})
    return row
