"""What became practice at work: officers and their supervisors say it after three and after six months.

Lock order: the course, the certificate, the trail."""

from collections.abc import Mapping
from datetime import datetime

from malath.audit import actions as audit
from malath.audit.words import Did
from malath.foundation.actor import WORKER, Actor
from malath.foundation.acts import act
from malath.training import after_rules, news
from malath.training.actions.base import refuse
from malath.training.models import Certificate, Course, Practised
from malath.training.queries import courses, exams, levels, practice
from malath.training.words import CourseKind, HowOften, Practice, Said, WhyNot


@act
def say_practice(
    certificate: Certificate, said: Said, answers: Mapping[Practice, HowOften], *, by: Actor, at: datetime
) -> Practised:
    """How often an officer does at work what they learnt, once in each round by themselves and once by whoever supervises them.
    For learning: neither reads the other's answers, whoever trained them reads both. Errors: `CannotTrain`."""
    course = courses.course_locked(certificate.nomination.course_id)
    row = exams.certificate_locked(certificate.pk)
    asked = practice.round_of(course, at)
    refuse(
        after_rules.why_not_say(
            CourseKind(course.kind), asked, said, holds=exams.holds(row, at), already=practice.was_said(row, asked, said),
            oneself=levels.account_reference(row.nomination.officer) == by.reference,
        )
    )  # fmt: skip
    given = {one.value: how.value for one, how in answers.items()}
    made = Practised.objects.create(certificate=row, round=asked or "", said=said, answers=given, by=by.reference, at=at)
    news.settle_practice(row.nomination.officer, course, at=at)
    audit.record(Did.PRACTICE_SAID, subject=row.reference, by=by, at=at, facts={"round": made.round, "said": said.value})
    return made


@act
def remind_of_practice(course: Course, *, by: Actor = WORKER, at: datetime) -> Course:
    """Holders of a certificate and the supervisors of their bodies are told once in each round that it is asked. Errors:
    `CannotTrain`."""
    now = courses.course_locked(course.pk)
    refuse([] if practice.courses_to_ask(at).filter(pk=now.pk).exists() else [WhyNot.NOT_ASKED_NOW])
    now.practice_told = practice.round_of(now, at) or ""
    now.save(update_fields=["practice_told"])
    news.tell_holders(practice.accounts_of(practice.holding(at).filter(nomination__course=now), at), now, at=at)
    audit.record(Did.DUE_TOLD, subject=now.reference, by=by, at=at, facts={"what": "practice"})
    return now
