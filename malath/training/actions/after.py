"""What follows a course: the journey of a delegation, the report, what was agreed, and what became of it.

Lock order: the course, the nominations or the undertaking, the trail."""

from dataclasses import dataclass
from datetime import date, datetime

from malath.audit import actions as audit
from malath.audit.words import Did
from malath.foundation import clock
from malath.foundation.actor import WORKER, Actor
from malath.foundation.acts import act
from malath.training import after_rules, news
from malath.training.actions.base import refuse
from malath.training.models import Course, FollowUp, Nomination, Officer, Report, Undertaking, Visit
from malath.training.queries import after, courses
from malath.training.words import CourseKind, Outcome, Round, Sex, WhyNot


@dataclass(frozen=True)
class Journey:
    """Where a study visit goes and what for."""

    country: str
    receiver: str
    objectives: str


@act
def plan_visit(course: Course, journey: Journey, *, by: Actor, at: datetime) -> Visit:
    """Where a study visit goes, whom it visits and what for; what stood there before is written over, until a journey was
    approved for it. Errors: `CannotTrain`."""
    course = courses.course_locked(course.pk)
    approved, words = after.is_approved(course), f"{journey.receiver}\n{journey.objectives}"
    refuse(after_rules.why_not_plan(CourseKind(course.kind), words, approved=approved))
    facts = {"country": journey.country, "receiver": journey.receiver, "objectives": journey.objectives}
    visit, _new = Visit.objects.update_or_create(course=course, defaults={**facts, "by": by.reference, "at": at})
    audit.record(Did.VISIT_PLANNED, subject=course.reference, by=by, at=at)
    return visit


@act
def approve_travel(course: Course, because: str = "", *, by: Actor, at: datetime) -> int:
    """The journey of all who were admitted is approved, by somebody who does not make it. `because`: why a delegation of mostly
    women or men travels all the same. Returns for how many. Errors: `CannotTrain`."""
    course = courses.course_locked(course.pk)
    delegation, visit = after.delegation_locked(course), after.visit_of(course)
    waiting = [row for row in delegation if row.travel_at is None]
    sexes = [Sex(row.officer.sex) for row in delegation]
    refuse(
        after_rules.why_not_travel(
            CourseKind(course.kind), courses.state_of(course, _day(at)), sexes, planned=visit is not None,
            waiting=len(waiting), oneself=after.travels(course, by.reference), because=because,
        )
    )  # fmt: skip
    Nomination.objects.filter(pk__in=[row.pk for row in waiting]).update(travel_by=by.reference, travel_at=at)
    if visit is not None and after_rules.is_uneven(sexes):
        visit.uneven = because
        visit.save(update_fields=["uneven"])
    news.tell_everybody(course, at=at)
    audit.record(Did.TRAVEL_APPROVED, subject=course.reference, by=by, at=at, facts={"number": str(len(waiting))})
    return len(waiting)


@act
def write_report(course: Course, words: str, *, by: Actor, at: datetime) -> Report:
    """What came out of a workshop, or was learnt on a study visit. Errors: `CannotTrain`."""
    course = courses.course_locked(course.pk)
    held, reported = courses.was_held(course), after.report_of(course) is not None
    refuse(after_rules.why_not_report(CourseKind(course.kind), words, held=held, reported=reported))
    report = Report.objects.create(course=course, words=words, by=by.reference, at=at)
    audit.record(Did.COURSE_REPORTED, subject=course.reference, by=by, at=at)
    return report


@act
def agree(course: Course, officer: Officer, words: str, due_on: date, *, by: Actor, at: datetime) -> Undertaking:
    """Somebody who took part does something by a day; later it is asked what became of it. Errors: `CannotTrain`."""
    course = courses.course_locked(course.pk)
    kind, held, takes_part = CourseKind(course.kind), courses.was_held(course), after.takes_part(course, officer)
    refuse(after_rules.why_not_agree(kind, words, due_on, course.starts_on, held=held, takes_part=takes_part))
    undertaking = Undertaking(course=course, officer=officer, words=words, due_on=due_on, by=by.reference, at=at)
    _ask_next(undertaking, after_rules.next_round(kind, None, None))
    undertaking.save()
    facts = {"course": course.reference, "officer": officer.reference}
    audit.record(Did.UNDERTAKING_AGREED, subject=undertaking.reference, by=by, at=at, facts=facts)
    return undertaking


@act
def follow_up(undertaking: Undertaking, outcome: Outcome, because: str, *, by: Actor, at: datetime) -> FollowUp:
    """What became of something agreed, and what shows it. Done or dropped settles it. Errors: `CannotTrain`."""
    now = after.undertaking_locked(undertaking.pk)
    kind, asked = CourseKind(now.course.kind), Round(now.next_round) if now.next_round else None
    refuse(after_rules.why_not_follow_up(kind, asked, now.next_on, _day(at), outcome, because))
    row = FollowUp.objects.create(
        undertaking=now, round=now.next_round, outcome=outcome, because=because, by=by.reference, at=at
    )
    _ask_next(now, after_rules.next_round(kind, asked, outcome))
    now.save(update_fields=["next_round", "next_on"])
    facts = {"round": row.round, "outcome": outcome.value}
    audit.record(Did.UNDERTAKING_FOLLOWED, subject=now.reference, by=by, at=at, facts=facts)
    return row


@act
def remind_of_undertaking(undertaking: Undertaking, *, by: Actor = WORKER, at: datetime) -> Undertaking:
    """Whoever does it, and whoever trained there, is told once in each round that it is asked what became of it. Errors:
    `CannotTrain`."""
    now = after.undertaking_locked(undertaking.pk)
    refuse([] if after.undertakings_due(_day(at)).filter(pk=now.pk).exists() else [WhyNot.ROUND_TOO_SOON])
    now.told_on = now.next_on
    now.save(update_fields=["told_on"])
    news.tell_due(after.accounts_for(now), now.course, at=at)
    audit.record(Did.DUE_TOLD, subject=now.reference, by=by, at=at, facts={"what": "undertaking"})
    return now


@act
def remind_of_report(course: Course, *, by: Actor = WORKER, at: datetime) -> Course:
    """All who were there are told once, a week before the report is late. Errors: `CannotTrain`."""
    now = courses.course_locked(course.pk)
    refuse([] if after.reports_due(_day(at)).filter(pk=now.pk).exists() else [WhyNot.REPORTED_ALREADY])
    now.report_told_at = at
    now.save(update_fields=["report_told_at"])
    news.tell_due(courses.accounts_in(now), now, at=at)
    audit.record(Did.DUE_TOLD, subject=now.reference, by=by, at=at, facts={"what": "report"})
    return now


def _ask_next(undertaking: Undertaking, asked: Round | None) -> None:
    undertaking.next_round = asked or ""
    undertaking.next_on = after_rules.asked_on(undertaking.course.ends_on, asked) if asked else None


def _day(at: datetime) -> date:
    return clock.in_amman(at).date()
