"""Who learns of a course: officers with an account, that there is something; never what."""

from datetime import datetime

from django.urls import reverse

from malath.inbox import actions as inbox
from malath.inbox.words import ItemKind
from malath.training.models import Course, Officer
from malath.training.queries import courses


def tell(officer: Officer, course: Course, *, at: datetime) -> None:
    """An officer takes part or trains in a course."""
    if officer.user_id is not None:
        _leave({officer.user_id}, course, at)


def tell_everybody(course: Course, *, at: datetime) -> None:
    """All who take part or train in a course: it is not held."""
    _leave(courses.accounts_in(course), course, at)


def tell_due(users: set[int], course: Course, *, at: datetime) -> None:
    """Something after a course is due."""
    link = reverse("training:after", args=[course.reference])
    inbox.leave_each_user(users, kind=ItemKind.COURSE_DUE, subject=course.reference, link=link, at=at)


def tell_holders(users: set[int], course: Course, *, at: datetime) -> None:
    """Holders of a certificate and their supervisors: it is asked what became practice, or a refresher is due."""
    link = reverse("training:due")
    inbox.leave_each_user(users, kind=ItemKind.COURSE_DUE, subject=course.reference, link=link, at=at)


def settle_practice(officer: Officer, course: Course, *, at: datetime) -> None:
    """An officer said it, or somebody wrote it in for them."""
    if officer.user is not None:
        inbox.settle_for(officer.user, course.reference, [ItemKind.COURSE_DUE], at=at)


def _leave(users: set[int], course: Course, at: datetime) -> None:
    link = reverse("training:course", args=[course.reference])
    inbox.leave_each_user(users, kind=ItemKind.COURSE, subject=course.reference, link=link, at=at)


def tell_trainers(course: Course, *, at: datetime) -> None:
    """Somebody in a course did not reach enough: for whoever trains there, never for who supervises the officer."""
    _leave(courses.accounts_of_trainers(course), course, at)
