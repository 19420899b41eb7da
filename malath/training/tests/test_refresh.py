"""Refreshers: after a year or two, and ninety days after a change of the law."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from malath.accounts.testing import signed_in
from malath.foundation.actor import WORKER
from malath.foundation.testing import Clock
from malath.framework.testing import make_content, make_text
from malath.inbox.models import Item
from malath.training import after_rules as rules
from malath.training.actions import refresh as acts
from malath.training.actions.base import CannotTrain
from malath.training.actions.curriculum import revise_module
from malath.training.models import Certificate
from malath.training.queries import curriculum, exams, refresh
from malath.training.testing import MONDAY, make_certified
from malath.training.tests.conftest import Pool, account
from malath.training.tests.test_courses import REVISED
from malath.training.words import CourseKind, WhyNot

K = CourseKind
DAY = timedelta(days=1)
TODAY = MONDAY.date()
KINDS = st.sampled_from(K)
DAYS = st.dates(date(2024, 1, 1), date(2030, 1, 1))
LATER = MONDAY + 10 * DAY
"""When the amendment came."""


def refused(act: Callable[..., object], *what: object, **how: object) -> list[WhyNot]:
    with pytest.raises(CannotTrain) as caught:
        act(*what, **{"at": LATER, **how})
    return caught.value.reasons


def fresh(certificate: Certificate) -> Certificate:
    return Certificate.objects.select_related("nomination__course").get(pk=certificate.pk)


@given(KINDS, DAYS, st.none() | DAYS)
def test_a_refresher_is_due_after_a_year_or_two_and_ninety_days_after_a_change(
    kind: CourseKind, certified_on: date, changed_on: date | None
) -> None:
    due = rules.refresh_by(kind, certified_on, changed_on)
    assert (due is None) == (kind in {K.WORKSHOP, K.STUDY_VISIT})
    yearly = rules.months_after(certified_on, 24 if kind == K.TOT else 12)
    assert due in {None, yearly, changed_on and changed_on + 90 * DAY}
    assert due is None or (due <= yearly and (changed_on is None or due <= changed_on + 90 * DAY))


@given(KINDS, DAYS, st.none() | DAYS)
def test_what_began_before_the_change_does_not_refresh(kind: CourseKind, starts_on: date, changed_on: date | None) -> None:
    newer = changed_on is None or starts_on >= changed_on
    assert rules.is_refreshed(kind, starts_on, changed_on) == (kind in {K.REFRESHER, K.TOT} and newer)


def amended(*codes: str) -> None:
    make_text(make_content("Amendment", dated_on=LATER.date(), touches=list(codes)), at=LATER)


def test_a_change_of_the_law_leaves_certificates_and_asks_their_holders_back_in_ninety_days(pool: Pool) -> None:
    certificate = make_certified(pool.layla)
    course = certificate.nomination.course
    assert certificate.refresh_by == date(2027, 11, 2) - 28 * DAY
    amended("M1")
    assert refresh.courses_outdated(LATER) == []
    amended("M8")
    assert refresh.courses_outdated(LATER) == [course]
    acts.mark_outdated(course, at=LATER)
    now = fresh(certificate)
    assert (now.refresh_by, now.nomination.course.changed_on) == (LATER.date() + 90 * DAY, LATER.date())
    assert exams.holds(now, LATER)
    assert course.half_days.get().modules == [["M8", "1"]]
    assert refresh.courses_outdated(LATER) == []
    assert refused(acts.mark_outdated, course) == [WhyNot.SETTLED]


def test_a_version_brought_in_after_the_change_follows_it(pool: Pool) -> None:
    amended("M8")
    assert set(curriculum.outdated()) == {("M8", "1")}
    old = make_certified(pool.layla)
    acts.mark_outdated(old.nomination.course, at=LATER)
    revise_module("M8", REVISED, by=WORKER, at=LATER + DAY)
    new = make_certified(pool.sami, at=LATER + 40 * DAY)
    assert new.nomination.course.half_days.get().modules == [["M8", "2"]]
    assert refresh.courses_outdated(LATER + 41 * DAY) == []


def test_holders_and_supervisors_are_told_once_of_each_day(pool: Pool) -> None:
    course = make_certified(pool.layla).nomination.course
    assert refresh.courses_to_tell(LATER) == []
    amended("M8")
    acts.mark_outdated(course, at=LATER)
    assert refresh.courses_to_tell(LATER) == [course]
    acts.remind_of_refresher(course, at=LATER)
    told = Item.objects.filter(kind="course_due", seen_at__isnull=True).values_list("user", flat=True)
    assert set(told) == {pool.layla.user_id, pool.huda.pk}
    assert refresh.courses_to_tell(LATER + 200 * DAY) == []
    assert refused(acts.remind_of_refresher, course) == [WhyNot.SETTLED]


def test_a_refresher_settles_what_was_due(pool: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    old = make_certified(pool.layla)
    monkeypatch.setattr("malath.training.rules.TESTED", frozenset())
    new = make_certified(pool.layla, K.REFRESHER, at=LATER)
    assert (fresh(old).refresh_by, new.refresh_by) == (None, date(2027, 10, 15))


def test_the_page_shows_who_is_due_and_late_to_whom_it_concerns(clock: Clock, pool: Pool) -> None:
    course = make_certified(pool.layla).nomination.course
    amended("M8")
    acts.mark_outdated(course, at=LATER)
    clock.at = LATER + 91 * DAY
    url, officer = reverse("training:due"), reverse("training:officer", args=[pool.layla.reference])
    for user in (pool.reem, pool.huda, account(pool.layla)):
        shown = signed_in(Client(), user).get(url).content.decode()
        assert ("The law changed" in shown, "Overdue" in shown, officer in shown) == (True, True, True)
    assert b"Overdue" not in signed_in(Client(), pool.stranger).get(url).content
