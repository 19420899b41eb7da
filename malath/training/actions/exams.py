"""Questions, tests, teach-backs and certificates.

Lock order: the course, the nomination, the certificate, the trail."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from malath.agencies.models import Desk
from malath.audit import actions as audit
from malath.audit.words import Did
from malath.documents import actions as documents
from malath.documents.actions import About
from malath.documents.models import Letter
from malath.documents.words import LetterKind, WhyRevoked
from malath.foundation.actor import Actor
from malath.foundation.acts import act
from malath.training import news, rules
from malath.training.actions.base import CannotTrain, refuse
from malath.training.actions.refresh import begin_to_count
from malath.training.models import Certificate, Course, Item, Nomination, Officer, Paper, Sitting, TeachBack
from malath.training.queries import courses, curriculum, exams
from malath.training.words import CourseKind, Moment, NominationState, WhyNot


@dataclass(frozen=True)
class Written:
    """A question in both languages. `right`: which answer is the right one, counted from 0."""

    module: str
    words_ar: str
    words_en: str
    options_ar: Sequence[str]
    options_en: Sequence[str]
    right: int


@act
def write_item(written: Written, *, by: Actor, at: datetime) -> Item:
    """A question comes into the bank; it never tells of a real case. Errors: `CannotTrain`."""
    words = "\n".join([written.words_ar, written.words_en, *written.options_ar, *written.options_en])
    unknown = [] if written.module in curriculum.codes() else [WhyNot.UNKNOWN_MODULE]
    refuse(unknown + rules.why_not_write(words, written.options_ar, written.options_en, written.right))
    item = Item.objects.create(
        module=written.module, words_ar=written.words_ar, words_en=written.words_en, options_ar=list(written.options_ar),
        options_en=list(written.options_en), right=written.right, by=by.reference, at=at,
    )  # fmt: skip
    audit.record(Did.ITEM_WRITTEN, subject=item.reference, by=by, at=at, facts={"module": item.module})
    return item


@act
def retire_item(item: Item, *, by: Actor, at: datetime) -> Item:
    """A question is asked in no new test; tests that were prepared keep it. Errors: `CannotTrain`."""
    item = exams.item_locked(item.pk)
    refuse([WhyNot.RETIRED_ALREADY] if item.retired_at else [])
    item.retired_by, item.retired_at = by.reference, at
    item.save(update_fields=["retired_by", "retired_at"])
    audit.record(Did.ITEM_RETIRED, subject=item.reference, by=by, at=at)
    return item


@act
def prepare_tests(course: Course, per_module: int, *, by: Actor, at: datetime) -> list[Paper]:
    """Three tests of a course: before, after, once more. Each asks as many questions of each module, none is asked in two.
    Errors: `CannotTrain`."""
    course = courses.course_locked(course.pk)
    refuse([WhyNot.PREPARED_ALREADY] if exams.is_prepared(course) else [])
    found = rules.drawn(exams.bank(course.modules), per_module, course.reference)
    if found is None:
        raise CannotTrain([WhyNot.TOO_FEW_ITEMS])
    rows = [Paper(course=course, moment=moment, items=items, by=by.reference, at=at) for moment, items in found.items()]
    audit.record(Did.TESTS_PREPARED, subject=course.reference, by=by, at=at, facts={"per_module": str(per_module)})
    return Paper.objects.bulk_create(rows)


@act
def sit(nomination: Nomination, moment: Moment, answers: Mapping[str, int], *, by: Actor, at: datetime) -> Sitting:
    """Somebody sits a test, or whoever trains writes in what stands on their paper. `answers`: by question. Who does not reach
    enough after a course is told to whoever trains, and to nobody else. Errors: `CannotTrain`."""
    course = courses.course_locked(nomination.course_id)
    row, paper = courses.nomination_locked(nomination.pk), exams.paper_of(course, moment)
    refuse(exams.why_not_sit(row, moment, at, prepared=paper is not None, held=courses.was_held(course)))
    items = exams.in_own_order(row, paper) if paper else []
    refuse([WhyNot.ANSWERS_MISSING] if set(answers) != set(items) else [])
    given = [answers[item] for item in items]
    right = sum(one == other for one, other in zip(given, exams.right_answers(items), strict=True))
    sitting = Sitting.objects.create(
        nomination=row, moment=moment, items=items, answers=given, right=right, asked=len(items), by=by.reference, at=at
    )
    if moment != Moment.PRE and not rules.passed(CourseKind(course.kind), right, len(items)):
        news.tell_trainers(course, at=at)
    audit.record(Did.TEST_SAT, subject=row.reference, by=by, at=at, facts={"moment": moment.value})
    return sitting


@act
def rate_teach_back(nomination: Nomination, scores: Mapping[str, int], *, by: Actor, at: datetime) -> TeachBack:
    """How somebody taught back, from 1 to 4 for each criterion. Errors: `CannotTrain`."""
    course = courses.course_locked(nomination.course_id)
    row = courses.nomination_locked(nomination.pk)
    user = row.officer.user
    refuse(
        rules.why_not_rate(
            CourseKind(course.kind), admitted=row.state == NominationState.ADMITTED,
            rated=TeachBack.objects.filter(nomination=row).exists(),
            oneself=user is not None and user.reference == by.reference,
        )
    )  # fmt: skip
    rated = TeachBack.objects.create(nomination=row, scores=dict(scores), by=by.reference, at=at)
    audit.record(Did.TEACH_BACK_RATED, subject=row.reference, by=by, at=at)
    return rated


@act
def certify(nomination: Nomination, *, desk: Desk, by: Actor, at: datetime) -> Certificate:
    """A certificate for who took part and passed, issued by somebody who did not train there. Errors: `CannotTrain`."""
    courses.course_locked(nomination.course_id)
    row = courses.nomination_locked(nomination.pk)
    refuse(exams.why_not_certify(row, by.reference, at))
    until = at + rules.CERTIFIED_FOR
    certificate = Certificate(nomination=row, valid_until=until, by=by.reference, at=at)
    begin_to_count(certificate, at=at)
    certificate.save(force_insert=True)
    content = exams.content_of(row, certificate.reference, at)
    documents.issue(
        _about(certificate, row), kind=LetterKind.CERTIFICATE, content=content, desk=desk, for_desk=None, valid_until=until,
        by=by, at=at,
    )  # fmt: skip
    if (trainer := courses.leader_of(row.course)) is not None:
        Officer.objects.filter(pk=row.officer_id, level="").update(trained_by=trainer)
    news.tell(row.officer, row.course, at=at)
    audit.record(Did.CERTIFIED, subject=certificate.reference, by=by, at=at, facts={"nomination": row.reference})
    return certificate


@act
def take_certificate(certificate: Certificate, letter: Letter, *, by: Actor, at: datetime) -> Letter:
    """A copy is taken. Errors: `CannotTrain` when it does not hold any more."""
    refuse([] if exams.holds(certificate, at) else [WhyNot.NOT_VALID])
    audit.record(Did.CERTIFICATE_TAKEN, subject=certificate.reference, by=by, at=at)
    return documents.take(letter, _about(certificate, certificate.nomination), by=by, at=at)


@act
def revoke_certificate(
    certificate: Certificate, *, because: WhyRevoked = WhyRevoked.TAKEN_BACK, by: Actor, at: datetime
) -> Certificate:
    """A certificate does not hold any more: whoever checks its code learns that, and no reason. Errors: `CannotTrain`."""
    now = exams.certificate_locked(certificate.pk)
    refuse([] if exams.holds(now, at) else [WhyNot.NOT_VALID])
    now.ended_by, now.ended_at = by.reference, at
    now.save(update_fields=["ended_by", "ended_at"])
    documents.revoke(_about(now, certificate.nomination), because=because, by=by, at=at)
    audit.record(Did.CERTIFICATE_REVOKED, subject=now.reference, by=by, at=at, facts={"because": because.value})
    return now


def _about(certificate: Certificate, nomination: Nomination) -> About:
    return About(certificate.reference, "", nomination.key)
