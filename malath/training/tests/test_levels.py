"""Trainers earn a level, lose it and get it back; who trained whom."""

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from malath.accounts.testing import signed_in
from malath.documents import queries as documents
from malath.documents.words import Validity
from malath.foundation.actor import WORKER
from malath.foundation.testing import Clock
from malath.training import rules
from malath.training.actions import courses as course_acts
from malath.training.actions import exams as exam_acts
from malath.training.actions import levels as acts
from malath.training.actions.base import CannotTrain
from malath.training.models import Certificate, Course, Nomination, Observation, Officer, Reaction, Trains
from malath.training.queries import exams, keeping, levels
from malath.training.rules import Evidence, Lately, SinceTheLapse
from malath.training.testing import (
    MONDAY,
    make_admitted,
    make_certified,
    make_course,
    make_half_day,
    make_items,
    make_officer,
    make_sat,
    marks,
)
from malath.training.tests.conftest import Pool, account
from malath.training.words import CourseKind, Level, Moment, Part, WhyNot

L, W = Level, WhyNot
DAY = timedelta(days=1)
MEANS = st.lists(st.decimals(1, 4, places=2), max_size=5).map(tuple)
EVIDENCE = st.builds(
    Evidence, st.booleans(), st.integers(0, 9), MEANS, st.none() | st.decimals(1, 5, places=2), st.booleans()
)  # fmt: skip


def refused(act: Callable[..., object], *what: object, **how: object) -> list[WhyNot]:
    with pytest.raises(CannotTrain) as caught:
        act(*what, **{"by": WORKER, "at": MONDAY, **how})
    return caught.value.reasons


@given(st.none() | st.sampled_from(L), st.sampled_from(L), EVIDENCE, st.integers(0, 3))
def test_levels_are_reached_one_after_the_other_by_what_was_done(
    now: Level | None, to: Level, evidence: Evidence, panel: int
) -> None:
    why_not = rules.why_not_raise(now, to, evidence, panel=panel)
    good = sum(one >= 3 for one in evidence.observed)
    earned = {
        L.CANDIDATE: False,
        L.CO_TRAINER: now in {None, L.CANDIDATE} and evidence.certified,
        L.NATIONAL: now == L.CO_TRAINER and good >= 2 and evidence.rating is not None and evidence.rating >= 4,
        L.MASTER: now == L.NATIONAL and evidence.deliveries >= 6 and evidence.curriculum_work and panel >= 2,
    }
    assert (why_not == []) == earned[to]


@given(st.booleans(), st.booleans(), MEANS)
def test_a_level_that_rests_comes_back_by_a_refresher_and_one_observed_session(
    lapsed: bool, refreshed: bool, observed: tuple[Decimal, ...]
) -> None:
    why_not = rules.why_not_restore(lapsed, SinceTheLapse(refreshed, observed), False)
    assert (why_not == []) == (lapsed and refreshed and any(one >= 3 for one in observed))
    assert rules.why_not_restore(True, SinceTheLapse(True, (Decimal(3),)), True) == [W.ONESELF]


@given(st.lists(st.integers(1, 5), max_size=12))
def test_a_rating_of_fewer_than_five_is_not_told(given_marks: list[int]) -> None:
    assert (rules.rating(given_marks) is None) == (len(given_marks) < 5)


@pytest.mark.parametrize(
    ("kind", "part", "level", "why_not"),
    [
        (CourseKind.TOT, Part.LEAD, L.MASTER, []),
        (CourseKind.TOT, Part.LEAD, L.NATIONAL, [W.LEADS_NO_TOT]),
        (CourseKind.FRONT_LINE, Part.LEAD, L.NATIONAL, []),
        (CourseKind.FRONT_LINE, Part.LEAD, L.CO_TRAINER, [W.LEADS_NOT]),
        (CourseKind.FRONT_LINE, Part.CO, L.CO_TRAINER, []),
        (CourseKind.FRONT_LINE, Part.CO, None, [W.NO_TRAINER]),
    ],
)
def test_who_leads_has_the_level(kind: CourseKind, part: Part, level: Level | None, why_not: list[WhyNot]) -> None:
    assert rules.why_not_lead(kind, part, level, lapsed=False, experts=False) == why_not


def test_a_level_that_rests_delivers_together_with_another() -> None:
    assert rules.why_not_lead(CourseKind.TOT, Part.LEAD, L.MASTER, lapsed=True, experts=False) == [W.RESTS]
    assert rules.why_not_lead(CourseKind.TOT, Part.CO, L.MASTER, lapsed=True, experts=False) == []
    assert rules.why_not_lead(CourseKind.TOT, Part.LEAD, L.CO_TRAINER, lapsed=False, experts=True) == []


def delivered(officer: Officer, *scores: int, part: Part = Part.CO, body: Pool) -> Course:
    """A day that an officer delivered, and how it was rated."""
    course = make_course(days=1, host=body.body)
    course_acts.name_trainer(course, officer, part, by=WORKER, at=MONDAY)
    make_half_day(course)
    if scores:
        trains, observer = Trains.objects.get(course=course, officer=officer), body.kamal
        observer = make_officer(body.body, level=L.MASTER) if officer == observer else observer
        acts.observe(trains, observer, marks(*scores), by=WORKER, at=MONDAY)
    return course


def certified(pool: Pool, officer: Officer) -> Certificate:
    """Kamal trains somebody to train others."""
    make_items("T1", number=15)
    course = make_course(CourseKind.TOT, modules=["T1"], host=pool.body)
    course_acts.name_trainer(course, pool.kamal, Part.LEAD, by=WORKER, at=MONDAY)
    exam_acts.prepare_tests(course, 5, by=WORKER, at=MONDAY)
    row = make_admitted(course, officer)
    course_acts.list_present(make_half_day(course), [row.reference], by=WORKER, at=MONDAY)
    make_sat(row, Moment.POST, 4)
    exam_acts.rate_teach_back(row, marks(3, 3, 3, 4), by=WORKER, at=MONDAY)
    desk = make_certified(pool.sami).nomination.course.host.desks.first()
    return exam_acts.certify(row, desk=desk or pool.huda.memberships.get().desk, by=WORKER, at=MONDAY + 6 * DAY)


def fresh(officer: Officer) -> Officer:
    return Officer.objects.get(pk=officer.pk)


def test_a_level_from_before_is_entered_with_a_reason_by_another(pool: Pool) -> None:
    assert refused(acts.enter_level, pool.kamal, L.CO_TRAINER, "x") == [W.HAS_A_LEVEL]
    assert refused(acts.enter_level, pool.layla, L.NATIONAL, " ", by=account(pool.layla)) == [W.REASON_MISSING, W.ONESELF]
    step = pool.kamal.steps.get()
    assert step.opened("because") == "Trained in 2017 by the project."


def test_a_certificate_makes_a_co_trainer_one_generation_further_on(pool: Pool) -> None:
    assert refused(acts.raise_level, pool.layla, L.CO_TRAINER) == [W.NO_TRAINERS_CERTIFICATE]
    certified(pool, pool.layla)
    raised = acts.raise_level(pool.layla, L.CO_TRAINER, by=WORKER, at=MONDAY + 7 * DAY)
    assert (raised.level, pool.kamal.generation, raised.generation) == ("co_trainer", 1, 2)
    page = levels.level_page(fresh(pool.kamal), MONDAY + 7 * DAY)
    assert [one.reference for one in page.trained] == [pool.layla.reference]
    assert [one.reference for one in levels.level_page(raised, MONDAY).by] == [pool.kamal.reference]


def test_two_observed_deliveries_and_a_rating_make_a_national_trainer(pool: Pool) -> None:
    officer = make_officer(pool.body, level=L.CO_TRAINER)
    first = delivered(officer, 3, 3, 3, 4, body=pool)
    delivered(officer, 4, 3, 3, 4, body=pool)
    assert refused(acts.raise_level, officer, L.NATIONAL) == [W.RATING_MISSING]
    assert refused(acts.raise_level, officer, L.MASTER, second="x")[0] == W.NOT_THE_NEXT
    for _ in range(5):
        _rated(first)
    raised = acts.raise_level(officer, L.NATIONAL, by=WORKER, at=MONDAY)
    assert raised.level == "national"


def _rated(course: Course) -> None:
    """Whoever takes part has an account: here the mark alone is of use."""
    from malath.foundation.acts import unguarded  # noqa: PLC0415

    with unguarded():
        Reaction.objects.create(course=course, marks=[4, 4, 4, 4], on=MONDAY.date())


def test_nobody_rates_their_own_delivery_and_each_is_rated_once(pool: Pool) -> None:
    course = delivered(pool.kamal, 3, 3, 3, 3, body=pool)
    trains, four = Trains.objects.get(course=course), marks(4, 4, 4, 4)
    assert refused(acts.observe, trains, pool.kamal, four, by=account(pool.kamal)) == [W.OBSERVED_ALREADY, W.ONESELF]


def test_a_delivery_is_rated_by_a_master_trainer_whose_level_counts(pool: Pool) -> None:
    trainer = make_officer(pool.body, level=L.CO_TRAINER)
    trains = Trains.objects.get(course=delivered(trainer, body=pool))
    national, rests = (make_officer(pool.body, level=one) for one in (L.NATIONAL, L.MASTER))
    acts.lapse(rests, at=MONDAY + 738 * DAY)
    for observer in (national, fresh(rests), pool.layla):
        assert refused(acts.observe, trains, observer, marks(4, 4, 4, 4)) == [W.NO_MASTER]
    assert refused(acts.observe, trains, trainer, marks(4, 4, 4, 4)) == [W.ONESELF, W.NO_MASTER]
    assert acts.observe(trains, pool.kamal, marks(4, 4, 4, 4), by=pool.reem, at=MONDAY).observer == pool.kamal


def test_a_master_trainer_rates_a_delivery_from_the_page_of_the_trainer(clock: Clock, pool: Pool) -> None:
    trainer = make_officer(pool.body, level=L.CO_TRAINER)
    course = delivered(trainer, body=pool)
    kamal, layla = (signed_in(Client(), account(one)) for one in (pool.kamal, pool.layla))
    url = reverse("training:level", args=[trainer.reference])
    assert url in kamal.get(reverse("training:course", args=[course.reference])).content.decode()
    assert url not in layla.get(reverse("training:course", args=[course.reference])).content.decode()
    assert (kamal.get(url).status_code, layla.get(url).status_code) == (200, 403)
    typed = {"trains": course.trainers.get().pk, "content": 4, "clarity": 4, "taking_part": 4, "safety": 3}
    post = reverse("training:observe", args=[trainer.reference])
    assert (layla.post(post, typed).status_code, kamal.post(post, typed).status_code) == (403, 422)
    assert kamal.post(post, {**typed, "observer": pool.kamal.reference}).status_code == 302
    assert Observation.objects.get().observer == pool.kamal


LATELY = st.builds(Lately, st.integers(0, 4), st.integers(0, 2), st.integers(0, 4), st.booleans())


@given(st.none() | st.sampled_from(L), LATELY)
def test_what_keeps_a_level_for_a_year(level: Level | None, lately: Lately) -> None:
    two = lately.delivered >= 2
    kept = {
        None: True, L.CANDIDATE: True, L.CO_TRAINER: two, L.NATIONAL: two and lately.refreshed,
        L.MASTER: lately.tots >= 1 or lately.mentored >= 2,
    }  # fmt: skip
    assert (rules.why_not_kept(level, lately) == []) == kept[level]


def lacks(officer: Officer, at: datetime) -> tuple[WhyNot, ...]:
    found = keeping.of_officer(officer, at)
    assert found is not None
    return found.lacking


def test_two_courses_and_two_who_were_observed_keep_levels_for_a_year(clock: Clock, pool: Pool) -> None:
    first, second = (make_officer(pool.body, level=L.CO_TRAINER) for _ in range(2))
    assert lacks(first, MONDAY) == (W.TWO_A_YEAR,)
    for one in (first, first, second):
        delivered(one, 3, 3, 3, 3, body=pool)
    assert lacks(first, MONDAY) == ()
    assert lacks(second, MONDAY) == (W.TWO_A_YEAR,)
    assert lacks(pool.kamal, MONDAY) == ()
    later = MONDAY + 367 * DAY
    assert lacks(first, later) == (W.TWO_A_YEAR,)
    assert lacks(pool.kamal, later) == (W.TOT_OR_MENTORING,)
    assert keeping.of_officer(pool.layla, MONDAY) is None
    clock.at = later
    for user, sees in ((pool.reem, True), (account(pool.kamal), True), (pool.huda, False)):
        assert ("Levels not kept" in signed_in(Client(), user).get(reverse("training:due")).content.decode()) == sees


def test_what_somebody_says_of_a_course_is_kept_once_and_not_whose_it_is(course: Course, pool: Pool) -> None:
    layla = account(pool.layla)
    assert refused(acts.react, course, [5, 5, 5, 5], by=layla) == [W.NOT_HELD]
    make_half_day(course)
    acts.react(course, [5, 5, 5, 4], by=layla, at=MONDAY)
    assert refused(acts.react, course, [5, 5, 5, 4], by=layla) == [W.RATED_THE_COURSE]
    assert refused(acts.react, course, [5, 5, 5, 4], by=pool.huda) == [W.NOT_ADMITTED]
    assert {field.name for field in Reaction._meta.get_fields()} == {"id", "course", "marks", "on"}


def test_two_years_without_a_session_and_the_level_rests_until_it_is_refreshed(pool: Pool) -> None:
    certificate = certified(pool, pool.layla)
    acts.raise_level(pool.layla, L.CO_TRAINER, by=WORKER, at=MONDAY + 7 * DAY)
    later = MONDAY + 729 * DAY
    assert levels.trainers_to_lapse(later) == []
    assert refused(acts.lapse, pool.layla, at=later) == [W.NOT_LAPSED]
    lapses = MONDAY + 738 * DAY
    assert fresh(pool.layla) in levels.trainers_to_lapse(lapses)
    acts.lapse(pool.layla, at=lapses)
    assert fresh(pool.layla) not in levels.trainers_to_lapse(lapses)
    letter = exams.letter_of(certificate)
    assert letter is not None
    assert documents.validity_of(letter, lapses) == Validity.NOT_VALID
    assert refused(acts.restore, pool.layla, at=lapses) == [W.NO_REFRESHER, W.NOT_OBSERVED_SINCE]


def test_who_taught_lately_does_not_lapse(pool: Pool) -> None:
    make_officer(pool.body, level=L.NATIONAL)
    teaches = make_officer(pool.body, level=L.NATIONAL)
    later = MONDAY + 800 * DAY
    course = make_course(days=1, starts_on=(MONDAY + 700 * DAY).date(), at=MONDAY + 700 * DAY)
    course_acts.name_trainer(course, teaches, Part.LEAD, by=WORKER, at=MONDAY + 700 * DAY)
    make_half_day(course, at=MONDAY + 700 * DAY)
    assert teaches not in levels.trainers_to_lapse(later)


def test_the_pages_show_the_way_to_the_next_level(clock: Clock, reem: Client, pool: Pool) -> None:
    shown = reem.get(reverse("training:level", args=[pool.layla.reference])).content.decode()
    assert "A certificate of a training of trainers is needed." in shown
    url = reverse("training:enter_level", args=[pool.layla.reference])
    assert reem.post(url, {"level": "national", "because": ""}).status_code == 422
    assert reem.post(url, {"level": "national", "because": "Trained in 2017."}).status_code == 302
    assert reem.post(reverse("training:raise_level", args=[pool.layla.reference]), {}).status_code == 422
    assert "National trainer" in reem.get(reverse("training:pool")).content.decode()


def test_whoever_took_part_says_what_they_think_on_the_phone(clock: Clock, course: Course, pool: Pool) -> None:
    make_half_day(course)
    url, layla = reverse("training:react", args=[course.reference]), signed_in(Client(), account(pool.layla))
    assert layla.post(url, {"useful": "5"}).status_code == 422
    assert layla.post(url, {"useful": "5", "clear": "4", "safe": "5", "trainer": "4"}).status_code == 302
    assert signed_in(Client(), pool.huda).get(url).status_code == 403
    assert Nomination.objects.get(officer=pool.layla).reacted
