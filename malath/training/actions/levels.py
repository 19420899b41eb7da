"""Trainers earn a level, lose it and get it back.

Lock order: the officer, the trail."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from malath.audit import actions as audit
from malath.audit.words import Did
from malath.documents.words import WhyRevoked
from malath.foundation import clock
from malath.foundation.actor import WORKER, Actor
from malath.foundation.acts import act
from malath.foundation.sealing import new_data_key
from malath.training import rules
from malath.training.actions.base import refuse
from malath.training.actions.exams import revoke_certificate
from malath.training.models import Course, LevelStep, Observation, Officer, Reaction, Trains
from malath.training.queries import courses, levels, officers
from malath.training.words import HowLevel, Level, WhyNot


@act
def observe(trains: Trains, observer: Officer, scores: Mapping[str, int], *, by: Actor, at: datetime) -> Observation:
    """A master trainer sat in a course and rated how somebody delivered it; they write it in, or whoever runs the pool does
    from paper. Errors: `CannotTrain`."""
    courses.course_locked(trains.course_id)
    user = trains.officer.user
    refuse(
        rules.why_not_observe(
            held=courses.was_held(trains.course), observed=Observation.objects.filter(trains=trains).exists(),
            oneself=observer == trains.officer or (user is not None and user.reference == by.reference),
            master=levels.is_master(observer),
        )
    )  # fmt: skip
    observation = Observation.objects.create(trains=trains, observer=observer, scores=dict(scores), by=by.reference, at=at)
    facts = {"officer": trains.officer.reference}
    audit.record(Did.DELIVERY_OBSERVED, subject=trains.course.reference, by=by, at=at, facts=facts)
    return observation


@act
def react(course: Course, marks: Sequence[int], *, by: Actor, at: datetime) -> Reaction:
    """What somebody who took part says of a course, from 1 to 5. Kept without whose it is; only that they said it. Errors:
    `CannotTrain`."""
    course = courses.course_locked(course.pk)
    nomination = levels.own_nomination(course, by.reference)
    reacted, held = nomination is not None and nomination.reacted, courses.was_held(course)
    refuse(rules.why_not_react(admitted=nomination is not None, reacted=reacted, held=held))
    if nomination is not None:
        nomination.reacted = True
        nomination.save(update_fields=["reacted"])
    audit.record(Did.COURSE_RATED, subject=course.reference, by=by, at=at)
    return Reaction.objects.create(course=course, marks=list(marks), on=clock.in_amman(at).date())


@act
def raise_level(officer: Officer, to: Level, *, second: str = "", by: Actor, at: datetime) -> Officer:
    """A trainer reached what the next level asks for. A master trainer is assessed by two: `second` is the reference of the
    other. Errors: `CannotTrain`."""
    now = officers.officer_locked(officer.pk)
    panel = {one for one in (by.reference, second) if one and one != levels.account_reference(now)}
    refuse(rules.why_not_raise(Level(now.level) if now.level else None, to, levels.evidence(now, at), panel=len(panel)))
    return _step(now, to, HowLevel.EARNED, "", by=by, at=at)


@act
def enter_level(officer: Officer, to: Level, because: str, *, by: Actor, at: datetime) -> Officer:
    """Somebody was a trainer before this system knew of it: who says so, and from what. Errors: `CannotTrain`."""
    now = officers.officer_locked(officer.pk)
    oneself = levels.account_reference(now) == by.reference
    refuse(rules.why_not_enter(has_one=bool(now.level), because=because, oneself=oneself))
    return _step(now, to, HowLevel.ENTERED, because, by=by, at=at)


@act
def lapse(officer: Officer, *, by: Actor = WORKER, at: datetime) -> Officer:
    """Two years without a session: the level rests, and certificates of a training of trainers are not current any more.
    Errors: `CannotTrain`."""
    now = officers.officer_locked(officer.pk)
    refuse([] if levels.to_lapse(at).filter(pk=now.pk).exists() else [WhyNot.NOT_LAPSED])
    now.lapsed_at = at
    for certificate in levels.certificates_of_trainer(now, at):
        revoke_certificate(certificate, because=WhyRevoked.LAPSED, by=by, at=at)
    return _step(now, Level(now.level), HowLevel.LAPSED, "", by=by, at=at)


@act
def restore(officer: Officer, *, by: Actor, at: datetime) -> Officer:
    """A refresher and one observed session since: the level counts again. Errors: `CannotTrain`."""
    now = officers.officer_locked(officer.pk)
    refuse(
        rules.why_not_restore(
            now.lapsed_at is not None, levels.since_the_lapse(now), levels.account_reference(now) == by.reference
        )
    )
    now.lapsed_at = None
    return _step(now, Level(now.level), HowLevel.RESTORED, "", by=by, at=at)


def _step(now: Officer, to: Level, how: HowLevel, because: str, *, by: Actor, at: datetime) -> Officer:
    now.level = to
    if not now.generation:
        now.trained_by = levels.who_trained(now)
        now.generation = now.trained_by.generation + 1 if now.trained_by else 1
    if how != HowLevel.LAPSED:
        now.level_at = at
    now.save()
    step = LevelStep(key=new_data_key(), officer=now, level=to, how=how, by=by.reference, at=at)
    step.seal(because=because)
    step.save(force_insert=True)
    audit.record(Did.LEVEL_CHANGED, subject=now.reference, by=by, at=at, facts={"level": to.value, "how": how.value})
    return now
