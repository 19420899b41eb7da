"""What a course costs and who pays.

Lock order: the course, the line, the trail."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from malath.audit import actions as audit
from malath.audit.words import Did
from malath.foundation import clock
from malath.foundation.actor import Actor
from malath.foundation.acts import act
from malath.foundation.references import own_mark
from malath.training import cost_rules
from malath.training.actions.base import refuse
from malath.training.cost_rules import Spending
from malath.training.models import Cost, Course
from malath.training.queries import costs, courses
from malath.training.words import WhyNot

__all__ = ["Spending", "settle_cost", "strike_cost", "write_cost"]


@act
def write_cost(course: Course, spending: Spending, *, by: Actor, at: datetime, once: UUID | None = None) -> Cost:
    """A line of what a course is thought to cost, or did cost. The same form twice is one. Errors: `CannotTrain`."""
    mark = own_mark(once, course.reference, repr(spending))
    if (before := costs.cost_written(mark)) is not None:
        audit.record(Did.COURSE_COST_WRITTEN, subject=course.reference, by=by, at=at, facts={"again": "1"})
        return before
    course = courses.course_locked(course.pk)
    called_off, here = course.called_off_at is not None, courses.trains_here(course, by.reference)
    refuse(cost_rules.why_not_write_cost(spending, _day(at), called_off=called_off, trains_here=here))
    cost = Cost.objects.create(course=course, **vars(spending), by=by.reference, at=at, once=mark)
    facts = {"line": spending.line.value, "paid_from": spending.paid_from.value}
    audit.record(Did.COURSE_COST_WRITTEN, subject=course.reference, by=by, at=at, facts=facts)
    return cost


@act
def settle_cost(cost: Cost, actual: Decimal, paid_on: date, *, by: Actor, at: datetime) -> Cost:
    """What was paid for a line in the end. Errors: `CannotTrain`."""
    course = courses.course_locked(cost.course_id)
    now, here = costs.cost_locked(cost.pk), courses.trains_here(course, by.reference)
    struck = now.struck_at is not None
    refuse(cost_rules.why_not_settle(costs.spending(now), actual, paid_on, _day(at), struck=struck, trains_here=here))
    now.actual, now.paid_on = actual, paid_on
    now.save(update_fields=["actual", "paid_on"])
    audit.record(Did.COURSE_COST_SETTLED, subject=course.reference, by=by, at=at, facts={"line": now.line})
    return now


@act
def strike_cost(cost: Cost, *, by: Actor, at: datetime) -> Cost:
    """A wrong line counts no longer, and stays to be seen. Errors: `CannotTrain`."""
    now = costs.cost_locked(cost.pk)
    refuse([WhyNot.STRUCK_COST] if now.struck_at is not None else [])
    now.struck_by, now.struck_at = by.reference, at
    now.save(update_fields=["struck_by", "struck_at"])
    audit.record(Did.COURSE_COST_STRUCK, subject=now.course.reference, by=by, at=at, facts={"line": now.line})
    return now


def _day(at: datetime) -> date:
    return clock.in_amman(at).date()
