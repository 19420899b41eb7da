"""Refreshers: after a year or two, and after a change of the law.

Lock order: the course, the certificates, the trail."""

from datetime import datetime

from malath.audit import actions as audit
from malath.audit.words import Did
from malath.foundation import clock
from malath.foundation.actor import WORKER, Actor
from malath.foundation.acts import act
from malath.training import after_rules, news
from malath.training.actions.base import refuse
from malath.training.models import Certificate, Course
from malath.training.queries import courses, curriculum, practice, refresh
from malath.training.words import CourseKind, WhyNot


def begin_to_count(certificate: Certificate, *, at: datetime) -> None:
    """From a new certificate on its holder has a day for their next refresher; what it refreshes has none any more. Called
    from inside the act."""
    course = certificate.nomination.course
    kind, today = CourseKind(course.kind), clock.in_amman(at).date()
    certificate.refresh_by = after_rules.refresh_by(kind, today, course.changed_on)
    rows = refresh.others_of(certificate.nomination.officer, at)
    done = [row.pk for row in rows if after_rules.is_refreshed(kind, course.starts_on, row.nomination.course.changed_on)]
    Certificate.objects.filter(pk__in=done).update(refresh_by=None)


@act
def mark_outdated(course: Course, *, by: Actor = WORKER, at: datetime) -> Course:
    """The law changed what was taught here: certificates hold, and their holders come to a refresher within ninety days of the
    day on which the text came. Errors: `CannotTrain`."""
    now = courses.course_locked(course.pk)
    day = refresh.changed_on(now, curriculum.outdated())
    refuse([] if day else [WhyNot.SETTLED])
    now.changed_on = day
    now.save(update_fields=["changed_on"])
    for row in refresh.of_course(now, at).select_for_update(of=("self",)):
        row.refresh_by = after_rules.refresh_by(CourseKind(now.kind), clock.in_amman(row.at).date(), now.changed_on)
        row.save(update_fields=["refresh_by"])
    audit.record(Did.COURSE_OUTDATED, subject=now.reference, by=by, at=at)
    return now


@act
def remind_of_refresher(course: Course, *, by: Actor = WORKER, at: datetime) -> Course:
    """Holders who are due for a refresher, and their supervisors, are told once of each such day. Errors: `CannotTrain`."""
    now = courses.course_locked(course.pk)
    rows = refresh.untold(at).filter(nomination__course=now)
    told = {row.pk: row.refresh_by for row in rows.select_for_update(of=("self",))}
    refuse([] if told else [WhyNot.SETTLED])
    news.tell_holders(practice.accounts_of(Certificate.objects.filter(pk__in=told), at), now, at=at)
    for day in set(told.values()):
        Certificate.objects.filter(pk__in=[pk for pk, one in told.items() if one == day]).update(refresh_told=day)
    audit.record(Did.DUE_TOLD, subject=now.reference, by=by, at=at, facts={"what": "refresher"})
    return now
