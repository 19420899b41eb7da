"""Courses are announced and held; officers are nominated, admitted and sign in.

Lock order: the course, the nomination or the half-day, the trail."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from malath.agencies.models import Agency
from malath.audit import actions as audit
from malath.audit.words import Did
from malath.foundation import clock
from malath.foundation.actor import Actor
from malath.foundation.acts import act
from malath.foundation.sealing import new_data_key
from malath.training import news, rules
from malath.training.actions.base import CannotTrain, refuse
from malath.training.models import Course, HalfDay, Nomination, Officer, Presence, Trains
from malath.training.queries import courses, curriculum, officers
from malath.training.words import CourseKind, Discipline, Half, Level, Merit, NominationState, Part, Way, WhyNot


@dataclass(frozen=True)
class Plan:
    """What a course is to be."""

    kind: CourseKind
    title_en: str
    title_ar: str
    host: Agency
    place: str
    starts_on: date
    ends_on: date
    governorate: str = ""
    modules: Sequence[str] = ()
    experts: bool = False


@act
def announce(plan: Plan, *, by: Actor, at: datetime) -> Course:
    """A course is announced; from now on bodies nominate. Errors: `CannotTrain`."""
    refuse(rules.why_not_announce(plan.kind, plan.starts_on, plan.ends_on, plan.modules))
    course = Course.objects.create(
        kind=plan.kind, title_en=plan.title_en, title_ar=plan.title_ar, host=plan.host, place=plan.place,
        governorate=plan.governorate, starts_on=plan.starts_on, ends_on=plan.ends_on, modules=list(plan.modules),
        experts=plan.experts, by=by.reference, at=at,
    )  # fmt: skip
    audit.record(Did.COURSE_ANNOUNCED, subject=course.reference, by=by, at=at, facts={"kind": plan.kind.value})
    return course


@act
def call_off(course: Course, *, by: Actor, at: datetime) -> Course:
    """A course is not held. Errors: `CannotTrain` once it has begun."""
    course = courses.course_locked(course.pk)
    gone = [WhyNot.CALLED_OFF] if course.called_off_at else []
    refuse(gone or ([WhyNot.HAS_BEGUN] if courses.was_held(course) else []))
    course.called_off_by, course.called_off_at = by.reference, at
    course.save(update_fields=["called_off_by", "called_off_at"])
    audit.record(Did.COURSE_CALLED_OFF, subject=course.reference, by=by, at=at)
    news.tell_everybody(course, at=at)
    return course


@act
def name_trainer(course: Course, officer: Officer, part: Part, *, by: Actor, at: datetime) -> Trains:
    """An officer trains in a course, and is told. Errors: `CannotTrain`."""
    course, officer = courses.course_locked(course.pk), officers.officer_locked(officer.pk)
    state = courses.state_of(course, _day(at))
    named, takes_part = courses.trains_in(course, officer), courses.nomination_of(course, officer) is not None
    level, lapsed = Level(officer.level) if officer.level else None, officer.lapsed_at is not None
    why_not = rules.why_not_train(state, named=named, takes_part=takes_part)
    refuse(why_not + rules.why_not_lead(CourseKind(course.kind), part, level, lapsed=lapsed, experts=course.experts))
    trains = Trains.objects.create(course=course, officer=officer, part=part, by=by.reference, at=at)
    news.tell(officer, course, at=at)
    facts = {"officer": officer.reference, "part": part.value}
    audit.record(Did.TRAINER_NAMED, subject=course.reference, by=by, at=at, facts=facts)
    return trains


@act
def nominate(
    course: Course, officer: Officer, discipline: Discipline, *, merits: Collection[Merit] = (), by: Actor, at: datetime
) -> Nomination:
    """A body names an officer for a course. `merits`: what speaks for sending them on a study visit. Errors: `CannotTrain`."""
    course = courses.course_locked(course.pk)
    already, trains_here = courses.nomination_of(course, officer) is not None, courses.trains_in(course, officer)
    refuse(rules.why_not_nominate(courses.state_of(course, _day(at)), already=already, trains_here=trains_here))
    nomination = Nomination(
        key=new_data_key(), course=course, officer=officer, discipline=discipline, merits=sorted(merits), by=by.reference, at=at
    )  # fmt: skip
    nomination.save(force_insert=True)
    facts = {"officer": officer.reference}
    audit.record(Did.OFFICER_NOMINATED, subject=nomination.reference, by=by, at=at, facts=facts)
    return nomination


@act
def admit(nomination: Nomination, *, because: str = "", by: Actor, at: datetime) -> Nomination:
    """An officer is admitted, and told. What speaks against them is waived with a reason, by somebody who did not nominate
    them. Errors: `CannotTrain`."""
    course, now = _locked(nomination)
    against = courses.against(now)
    refuse(
        rules.why_not_admit(
            courses.state_of(course, _day(at)), NominationState(now.state), against, because=because,
            nominated=now.by == by.reference, oneself=_is_oneself(now, by),
        )
    )  # fmt: skip
    now.waived = bool(against)
    _answer(now, NominationState.ADMITTED, because=because if against else "", by=by, at=at)
    news.tell(now.officer, course, at=at)
    return now


@act
def turn_down(nomination: Nomination, *, because: str, by: Actor, at: datetime) -> Nomination:
    """An officer is not admitted, and why. Errors: `CannotTrain`."""
    _course, now = _locked(nomination)
    refuse(rules.why_not_answer(NominationState(now.state), because=because))
    _answer(now, NominationState.NOT_ADMITTED, because=because, by=by, at=at)
    return now


@act
def take_back(nomination: Nomination, *, by: Actor, at: datetime) -> Nomination:
    """The body takes a nomination back that was not answered. Errors: `CannotTrain`."""
    _course, now = _locked(nomination)
    refuse([WhyNot.ANSWERED] if now.state != NominationState.NOMINATED else [])
    _answer(now, NominationState.WITHDRAWN, because="", by=by, at=at)
    return now


@act
def open_half_day(course: Course, on: date, half: Half, modules: Collection[str] = (), *, by: Actor, at: datetime) -> HalfDay:
    """Half a day of a course begins: whoever was admitted signs in with its code. It keeps the versions of what is taught.
    Errors: `CannotTrain`."""
    course = courses.course_locked(course.pk)
    state, held = courses.state_of(course, _day(at)), courses.is_held(course, on, half)
    travels = courses.travels(course)
    refuse(rules.why_not_open(state, on, course.starts_on, course.ends_on, _day(at), held=held, travels=travels))
    half_day = HalfDay.objects.create(
        course=course, on=on, half=half, modules=curriculum.labels_now(modules or course.modules),
        code_until=at + rules.SIGN_IN_LASTS, by=by.reference, at=at,
    )  # fmt: skip
    audit.record(Did.HALF_DAY_OPENED, subject=half_day.reference, by=by, at=at, facts={"course": course.reference})
    return half_day


@act
def sign_in(course: Course, officer: Officer | None, code: str, *, by: Actor, at: datetime) -> Presence | None:
    """Somebody who was admitted is there. None for a wrong code, which is counted. Errors: `CannotTrain`."""
    course = courses.course_locked(course.pk)
    nomination = courses.nomination_of(course, officer) if officer else None
    half_days = courses.half_days_open(course, at)
    half_day = courses.opened_by(code, half_days)
    admitted = nomination is not None and nomination.state == NominationState.ADMITTED
    tries = max((one.wrong_codes for one in half_days), default=0)
    travels = nomination is None or courses.may_be_there(nomination)
    why_not = rules.why_not_sign_in(admitted=admitted, right_code=half_day is not None, tries=tries, travels=travels)
    if why_not == [WhyNot.WRONG_CODE]:
        _count_wrong(course, half_days, by=by, at=at)
        return None
    refuse(why_not)
    if nomination is None or half_day is None:
        raise CannotTrain([WhyNot.WRONG_CODE])
    given = {"way": Way.CODE, "by": by.reference, "at": at}
    presence, _new = Presence.objects.get_or_create(half_day=half_day, nomination=nomination, defaults=given)
    audit.record(Did.ATTENDANCE_SIGNED, subject=half_day.reference, by=by, at=at)
    return presence


@act
def list_present(half_day: HalfDay, references: Collection[str], *, by: Actor, at: datetime) -> int:
    """Whoever trains says who was there: the list holds, also against a code that somebody passed on. Returns how many.
    Errors: `CannotTrain` for who travelled without approval."""
    course = courses.course_locked(half_day.course_id)
    refuse([WhyNot.JOURNEY_WAITS] if courses.without_journey(course, references) else [])
    listed, there = {row.pk: row for row in courses.admitted_among(course, references)}, courses.there(half_day)
    Presence.objects.filter(pk__in=[row.pk for pk, row in there.items() if pk not in listed]).delete()
    Presence.objects.bulk_create(
        Presence(half_day=half_day, nomination=row, way=Way.LIST, by=by.reference, at=at)
        for pk, row in listed.items()
        if pk not in there
    )
    facts = {"present": str(len(listed))}
    audit.record(Did.ATTENDANCE_LISTED, subject=half_day.reference, by=by, at=at, facts=facts)
    return len(listed)


def _locked(nomination: Nomination) -> tuple[Course, Nomination]:
    course = courses.course_locked(nomination.course_id)
    return course, courses.nomination_locked(nomination.pk)


def _answer(now: Nomination, state: NominationState, *, because: str, by: Actor, at: datetime) -> None:
    now.state, now.answered_by, now.answered_at = state, by.reference, at
    now.seal(because=because)
    now.save()
    facts = {"state": state.value, "waived": str(int(now.waived))}
    audit.record(Did.NOMINATION_ANSWERED, subject=now.reference, by=by, at=at, facts=facts)


def _count_wrong(course: Course, half_days: list[HalfDay], *, by: Actor, at: datetime) -> None:
    for one in half_days:
        one.wrong_codes += 1
        one.save(update_fields=["wrong_codes"])
    audit.record(Did.ATTENDANCE_REFUSED, subject=course.reference, by=by, at=at)


def _is_oneself(nomination: Nomination, by: Actor) -> bool:
    user = nomination.officer.user
    return user is not None and user.reference == by.reference


def _day(at: datetime) -> date:
    return clock.in_amman(at).date()
