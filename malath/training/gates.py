"""The doors to training. Any member of staff sees which courses there are; who takes part is for whoever trains there, runs the
pool, or supervises the officer."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.http import Http404

from malath.accounts import queries as accounts
from malath.accounts.models import User
from malath.audit import actions as audit
from malath.training.models import Certificate, Cost, Course, HalfDay, Item, Nomination, Officer, Trains, Undertaking
from malath.training.queries import after, costs, courses, exams, levels, officers, practice, tree
from malath.training.words import NominationState


def course_to_view(reference: str) -> Course:
    course = courses.course_by_reference(reference)
    if course is None:
        raise Http404
    return course


def course_to_deliver(user: User, reference: str, *, at: datetime) -> Course:
    """A course in which this member of staff trains, or whose pool they run. 403 for everybody else."""
    course = course_to_view(reference)
    _only(delivers(user, course, at), user, reference, at)
    return course


def half_day_to_fill(user: User, reference: str, *, at: datetime) -> HalfDay:
    """A half-day whose list this member of staff keeps."""
    half_day = courses.half_day_by_reference(reference)
    if half_day is None:
        raise Http404
    _only(delivers(user, half_day.course, at), user, reference, at)
    return half_day


def officer_to_view(user: User, reference: str, *, at: datetime) -> Officer:
    """An officer, for themselves, whoever supervises them, and whoever runs the pool."""
    officer = officers.officer_by_reference(reference)
    if officer is None:
        raise Http404
    may = officer.user_id == user.pk or officers.may_nominate(accounts.holdings(user, at), officer)
    _only(may, user, reference, at)
    return officer


def trainer_to_view(user: User, reference: str, *, at: datetime) -> Officer:
    """A trainer, also for a master trainer who rates how they deliver."""
    officer, holdings = officers.officer_by_reference(reference), accounts.holdings(user, at)
    if officer is None:
        raise Http404
    may = officer.user_id == user.pk or officers.may_nominate(holdings, officer)
    _only(may or bool(officer.level and levels.observers_for(officer, holdings)), user, reference, at)
    return officer


def officer_to_change(user: User, reference: str, *, at: datetime) -> Officer:
    """An officer whom this member of staff writes down and nominates."""
    officer = officers.officer_by_reference(reference)
    if officer is None:
        raise Http404
    _only(officers.may_nominate(accounts.holdings(user, at), officer), user, reference, at)
    return officer


def trainer_in_tree(reference: str) -> Officer:
    """For whoever runs the pool: the door asks for the power first."""
    trainer = tree.trainer_in_tree(reference)
    if trainer is None:
        raise Http404
    return trainer


def nomination_to_take_back(user: User, reference: str, *, at: datetime) -> Nomination:
    nomination = nomination_to_view(reference)
    _only(officers.may_nominate(accounts.holdings(user, at), nomination.officer), user, reference, at)
    return nomination


def nomination_to_view(reference: str) -> Nomination:
    """For whoever runs the pool: the door asks for the power first."""
    nomination = courses.nomination_by_reference(reference)
    if nomination is None:
        raise Http404
    return nomination


def nomination_to_sit(user: User, reference: str, *, at: datetime) -> Nomination:
    """One's own part in a course, or that of somebody whom this member of staff trains."""
    nomination = nomination_to_view(reference)
    _only(nomination.officer.user_id == user.pk or delivers(user, nomination.course, at), user, reference, at)
    return nomination


def nomination_to_rate(user: User, reference: str, *, at: datetime) -> Nomination:
    """The part of somebody whom this member of staff trains."""
    nomination = nomination_to_view(reference)
    _only(delivers(user, nomination.course, at), user, reference, at)
    return nomination


def course_to_rate(user: User, reference: str, *, at: datetime) -> Course:
    """A course in which this member of staff takes part."""
    course = course_to_view(reference)
    officer = officers.officer_of(user)
    nomination = courses.nomination_of(course, officer) if officer else None
    _only(nomination is not None and nomination.state == NominationState.ADMITTED, user, reference, at)
    return course


def course_to_go_on(user: User, reference: str, *, at: datetime) -> Course:
    """What follows a course, for whoever takes part or trains in it and whoever runs the pool. 403 for everybody else."""
    course = course_to_view(reference)
    officer = officers.officer_of(user)
    may = delivers(user, course, at) or (officer is not None and after.takes_part(course, officer))
    _only(may, user, reference, at)
    return course


def cost_to_settle(reference: str) -> Cost:
    """For whoever runs the pool: the door asks for the power first."""
    cost = costs.cost_by_reference(reference)
    if cost is None:
        raise Http404
    return cost


def officer_in(course: Course, reference: str) -> Officer:
    """Somebody who was admitted to a course: the door asks for the course first."""
    officer = officers.officer_by_reference(reference)
    if officer is None or not after.takes_part(course, officer):
        raise Http404
    return officer


def undertaking_to_follow(user: User, reference: str, *, at: datetime) -> Undertaking:
    """Something agreed, for whoever does it, and whoever trained there or runs the pool."""
    undertaking = after.undertaking_by_reference(reference)
    if undertaking is None:
        raise Http404
    _only(undertaking.officer.user_id == user.pk or delivers(user, undertaking.course, at), user, reference, at)
    return undertaking


def trains_to_observe(officer: Officer, key: int) -> Trains:
    """One of the courses that this officer delivered: the door asks for the power first."""
    found = levels.trains_by_key(key, officer)
    if found is None:
        raise Http404
    return found


def item_to_retire(reference: str) -> Item:
    """For whoever runs the pool: the door asks for the power first."""
    item = exams.item_by_reference(reference)
    if item is None:
        raise Http404
    return item


def certificate_to_view(reference: str) -> Certificate:
    """For whoever runs the pool: the door asks for the power first."""
    certificate = exams.certificate_by_reference(reference)
    if certificate is None:
        raise Http404
    return certificate


def certificate_to_take(user: User, reference: str, *, at: datetime) -> Certificate:
    """One's own certificate, or that of an officer whom this member of staff supervises."""
    certificate = certificate_to_view(reference)
    officer = certificate.nomination.officer
    may = officer.user_id == user.pk or officers.may_nominate(accounts.holdings(user, at), officer)
    _only(may, user, reference, at)
    return certificate


def certificate_to_say(user: User, reference: str, *, at: datetime) -> Certificate:
    """A certificate after which this member of staff says or reads what became practice: the holder, whoever supervises them,
    trained them, or runs the pool."""
    certificate = certificate_to_view(reference)
    trained = delivers(user, certificate.nomination.course, at)
    says = practice.who_says(certificate.nomination.officer, accounts.holdings(user, at), delivers=trained)
    _only(trained or says is not None, user, reference, at)
    return certificate


def delivers(user: User, course: Course, at: datetime) -> bool:
    return officers.runs(accounts.holdings(user, at)) or courses.is_trainer(course, user.pk)


def _only(may: bool, user: User, reference: str, at: datetime) -> None:  # the answer itself
    if not may:
        audit.record_refusal(reference, by=user, at=at)
        raise PermissionDenied(reference)
