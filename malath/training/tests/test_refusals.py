"""What nobody gets round: journeys that nobody approved, plans changed afterwards, one's own session, false certificates."""

from collections.abc import Callable
from datetime import timedelta
from itertools import product

import pytest
from django.test import Client
from django.urls import reverse

from malath.accounts.testing import signed_in
from malath.foundation.actor import WORKER
from malath.foundation.testing import Clock
from malath.training import after_rules, rules
from malath.training.actions import after as acts
from malath.training.actions import courses as course_acts
from malath.training.actions import exams as exam_acts
from malath.training.actions.after import Journey
from malath.training.actions.base import CannotTrain
from malath.training.models import Certificate, Course, HalfDay, Nomination, Presence, Visit
from malath.training.queries import courses, exams
from malath.training.testing import (
    MONDAY,
    make_admitted,
    make_course,
    make_half_day,
    make_items,
    make_officer,
    make_sat,
    make_traveller,
)
from malath.training.tests.conftest import Pool, account
from malath.training.words import CourseKind, Half, Level, Moment, NoGain, NominationState, Part, WhyNot

W = WhyNot
DAY = timedelta(days=1)
JOURNEY, OTHER = Journey("Canada", "A police service", "How others listen"), Journey("France", "A city", "Something else")


def refused(act: Callable[..., object], *what: object, **how: object) -> list[WhyNot]:
    with pytest.raises(CannotTrain) as caught:
        act(*what, **{"by": WORKER, "at": MONDAY, **how})
    return caught.value.reasons


@pytest.fixture
def visit(pool: Pool) -> Course:
    """A visit of tomorrow to which Layla and Sami were admitted, with its plan; nobody approved a journey."""
    course = make_course(CourseKind.STUDY_VISIT, starts_on=MONDAY.date() + DAY, days=2, modules=(), host=pool.body)
    make_traveller(course, pool.layla)
    acts.plan_visit(course, JOURNEY, by=pool.reem, at=MONDAY)
    return course


def test_who_may_be_there_on_a_visit_was_admitted_and_their_journey_approved() -> None:
    for kind, state, approved in product(CourseKind, NominationState, (False, True)):
        may = state == NominationState.ADMITTED and (approved or kind != CourseKind.STUDY_VISIT)
        assert rules.may_be_there(kind, state, approved=approved) == may


def test_no_half_day_is_opened_for_travellers_whom_nobody_approved(visit: Course, pool: Pool) -> None:
    assert refused(course_acts.open_half_day, visit, visit.starts_on, Half.MORNING, at=MONDAY + DAY) == [W.NO_JOURNEY]
    acts.approve_travel(visit, by=pool.reem, at=MONDAY)
    assert make_half_day(visit, at=MONDAY + DAY).course == visit


def test_who_joined_without_approval_is_neither_listed_nor_signed_in(visit: Course, pool: Pool) -> None:
    acts.approve_travel(visit, by=pool.reem, at=MONDAY)
    late = make_traveller(visit, pool.kamal)
    half_day, there = make_half_day(visit, at=MONDAY + DAY), visit.nominations.get(officer=pool.layla)
    assert refused(course_acts.list_present, half_day, [there.reference, late.reference]) == [W.JOURNEY_WAITS]
    code = courses.sign_in_code(half_day)
    assert refused(course_acts.sign_in, visit, pool.kamal, code, at=MONDAY + DAY) == [W.JOURNEY_WAITS]
    assert [one.reference for one in courses.presence_page(half_day, MONDAY + DAY).participants] == [there.reference]
    assert not Presence.objects.exists()
    course_acts.list_present(half_day, [there.reference], by=WORKER, at=MONDAY + DAY)
    assert Presence.objects.count() == 1


def test_the_plan_stands_once_a_journey_was_approved_for_it(clock: Clock, reem: Client, visit: Course, pool: Pool) -> None:
    acts.plan_visit(visit, OTHER, by=pool.reem, at=MONDAY)
    acts.plan_visit(visit, JOURNEY, by=pool.reem, at=MONDAY)
    acts.approve_travel(visit, by=pool.reem, at=MONDAY)
    assert refused(acts.plan_visit, visit, OTHER, by=pool.reem) == [W.PLAN_STANDS]
    answer = reem.post(reverse("training:plan_visit", args=[visit.reference]), vars(OTHER))
    assert (answer.status_code, b"the plan stands" in answer.content) == (422, True)
    assert Visit.objects.get().country == "Canada"
    assert after_rules.why_not_plan(CourseKind.WORKSHOP, "Ring 0790000012", approved=True) == [
        W.NO_VISIT, W.PLAN_STANDS, W.LEADS_TO_SOMEBODY,
    ]  # fmt: skip


def test_who_runs_the_pool_and_trained_there_issues_no_certificate(clock: Clock, reem: Client, pool: Pool) -> None:
    course = make_course(CourseKind.CAMP, days=1, modules=["M8"], host=pool.body)
    row = make_admitted(course, pool.layla)
    course_acts.name_trainer(
        course, make_officer(user=pool.reem, level=Level.NATIONAL), Part.LEAD, by=WORKER, at=MONDAY
    )  # fmt: skip
    course_acts.list_present(make_half_day(course), [row.reference], by=WORKER, at=MONDAY)
    clock.forward(days=2)
    answer = signed_in(reem, pool.reem).post(reverse("training:certify", args=[row.reference]), follow=True)
    assert "Nobody certifies their own session" in answer.content.decode()
    assert "Issue the certificate" not in answer.content.decode()
    assert not Certificate.objects.exists()


def test_without_the_test_before_no_gain_is_told_and_it_is_not_sat_afterwards(pool: Pool) -> None:
    make_items("M1", number=15)
    course = make_course(modules=["M1"], host=pool.body)
    row = make_admitted(course, pool.layla)
    exam_acts.prepare_tests(course, 5, by=WORKER, at=MONDAY)
    assert refused(exam_acts.sit, row, Moment.POST, {}) == [W.NOT_BEGUN]
    assert HalfDay.objects.count() == 0
    make_half_day(course)
    make_sat(row, Moment.POST, 4)
    assert refused(exam_acts.sit, row, Moment.PRE, {}) == [W.AFTER_THE_COURSE]
    [result] = exams.results_page(course, runs=True, user=account(pool.kamal), at=MONDAY).results
    assert (result.gain, result.passed) == (NoGain.NOT_SAT, True)
    assert Nomination.objects.count() == 1
