"""Workshops and study visits: who travels, what was agreed, and what became of it."""

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
from malath.inbox.models import Item
from malath.training import after_rules as rules
from malath.training.actions import after as acts
from malath.training.actions import courses as course_acts
from malath.training.actions.after import Journey
from malath.training.actions.base import CannotTrain
from malath.training.models import Course, FollowUp, Nomination, Undertaking
from malath.training.queries import after
from malath.training.testing import MONDAY, make_agreed, make_course, make_nominated, make_officer, make_traveller
from malath.training.tests.conftest import Pool, account
from malath.training.words import CourseKind, CourseState, Outcome, Round, Sex, WhyNot

K, R, W = CourseKind, Round, WhyNot
DAY = timedelta(days=1)
JOURNEY = Journey("Canada", "A police service", "How others listen to somebody")


def refused(act: Callable[..., object], *what: object, **how: object) -> list[WhyNot]:
    with pytest.raises(CannotTrain) as caught:
        act(*what, **{"by": WORKER, "at": MONDAY, **how})
    return caught.value.reasons


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(1, 24))
def test_months_later_is_the_same_day_or_the_last_of_the_month(day: date, months: int) -> None:
    later = rules.months_after(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later.day < day.day and (later + DAY).day == 1)


def test_a_workshop_is_asked_once_and_a_visit_three_times_until_it_is_settled() -> None:
    assert rules.next_round(K.WORKSHOP, None, None) == R.DAYS_90
    assert rules.next_round(K.WORKSHOP, R.DAYS_90, Outcome.PARTLY) is None
    assert rules.next_round(K.STUDY_VISIT, None, None) == R.MONTHS_3
    assert rules.next_round(K.STUDY_VISIT, R.MONTHS_3, Outcome.PARTLY) == R.MONTHS_6
    assert rules.next_round(K.STUDY_VISIT, R.MONTHS_6, Outcome.NOT_YET) == R.MONTHS_12
    assert rules.next_round(K.STUDY_VISIT, R.MONTHS_3, Outcome.DONE) is None
    assert rules.next_round(K.STUDY_VISIT, R.MONTHS_3, Outcome.DROPPED) is None


@given(st.lists(st.sampled_from(Sex), max_size=9))
def test_a_delegation_is_uneven_when_fewer_than_a_third_are_women_or_men(sexes: list[Sex]) -> None:
    fewest = min(sexes.count(Sex.WOMAN), sexes.count(Sex.MAN))
    assert rules.is_uneven(sexes) == (len(sexes) >= 3 and fewest / len(sexes) < 1 / 3)


@pytest.mark.parametrize(
    ("kind", "state", "asked", "why_not"),
    [
        (K.WORKSHOP, CourseState.AHEAD, {}, [W.NO_VISIT]),
        (K.STUDY_VISIT, CourseState.RUNNING, {}, [W.ON_THE_WAY]),
        (K.STUDY_VISIT, CourseState.CALLED_OFF, {}, [W.CALLED_OFF]),
        (K.STUDY_VISIT, CourseState.AHEAD, {"planned": False}, [W.NO_PLAN]),
        (K.STUDY_VISIT, CourseState.AHEAD, {"waiting": 0}, [W.NO_TRAVELLERS]),
        (K.STUDY_VISIT, CourseState.AHEAD, {"oneself": True}, [W.TRAVELS_ONESELF]),
        (K.STUDY_VISIT, CourseState.AHEAD, {"because": " "}, [W.UNEVEN]),
        (K.STUDY_VISIT, CourseState.AHEAD, {}, []),
    ],
)
def test_a_journey_is_approved_beforehand_by_another(
    kind: CourseKind, state: CourseState, asked: dict[str, object], why_not: list[WhyNot]
) -> None:
    given_ = {"planned": True, "waiting": 3, "oneself": False, "because": "Only men work there.", **asked}
    assert rules.why_not_travel(kind, state, [Sex.MAN] * 3, **given_) == why_not  # type: ignore[arg-type]  # as asked


def test_what_became_of_it_is_asked_in_its_time_and_shown() -> None:
    on, asked = date(2027, 2, 2), R.MONTHS_12
    assert rules.why_not_follow_up(K.STUDY_VISIT, None, None, on, Outcome.DONE, "x") == [W.SETTLED]
    assert rules.why_not_follow_up(K.STUDY_VISIT, asked, on, on - DAY, Outcome.DONE, "Seen.") == [W.ROUND_TOO_SOON]
    assert rules.why_not_follow_up(K.STUDY_VISIT, asked, on, on, Outcome.NOT_YET, "") == [W.SAY_IN_THE_END]
    assert rules.why_not_follow_up(K.STUDY_VISIT, R.MONTHS_6, on, on, Outcome.NOT_YET, "") == []
    assert rules.why_not_follow_up(K.STUDY_VISIT, asked, on, on, Outcome.DROPPED, " ") == [W.WHAT_SHOWS_IT]
    assert rules.why_not_follow_up(K.STUDY_VISIT, asked, on, on, Outcome.DONE, "Ring 0790000012") == [W.LEADS_TO_SOMEBODY]


def visit(pool: Pool) -> Course:
    return make_course(K.STUDY_VISIT, starts_on=MONDAY.date() + 30 * DAY, modules=(), host=pool.body)


def test_whoever_is_sent_has_everything_speak_for_them_or_a_reason(pool: Pool) -> None:
    nomination = make_nominated(visit(pool), pool.layla, by=pool.huda)
    assert refused(course_acts.admit, nomination, by=pool.reem) == [W.MERIT_MISSING]
    assert course_acts.admit(nomination, because="Founds the new unit.", by=pool.reem, at=MONDAY).waived
    assert not make_traveller(nomination.course, pool.sami).waived


def test_nobody_approves_their_own_journey(pool: Pool) -> None:
    course = visit(pool)
    make_traveller(course, pool.layla)
    acts.plan_visit(course, JOURNEY, by=pool.reem, at=MONDAY)
    assert refused(acts.approve_travel, course, by=account(pool.layla)) == [W.TRAVELS_ONESELF]
    assert acts.approve_travel(course, by=pool.reem, at=MONDAY) == 1
    row = Nomination.objects.get(course=course)
    assert (row.travel_by, row.travel_at) == (pool.reem.reference, MONDAY)
    assert refused(acts.approve_travel, course, by=pool.reem) == [W.NO_TRAVELLERS]


def test_a_workshop_has_no_journey_and_a_plan_leads_to_nobody(pool: Pool) -> None:
    assert refused(acts.plan_visit, make_course(K.WORKSHOP, modules=(), host=pool.body), JOURNEY) == [W.NO_VISIT]
    leads = Journey("Canada", "A police service", "Ring 0790000012")
    assert refused(acts.plan_visit, visit(pool), leads) == [W.LEADS_TO_SOMEBODY]


def test_something_is_agreed_by_who_was_there_and_reported_once(pool: Pool) -> None:
    course = make_agreed(officer=pool.layla).course
    assert refused(acts.agree, course, pool.sami, "x", course.starts_on) == [W.NOT_OF_THE_COURSE]
    assert refused(acts.agree, course, pool.layla, "x", course.starts_on - DAY) == [W.BEFORE_THE_COURSE]
    acts.write_report(course, "A common form.", by=pool.reem, at=MONDAY)
    assert refused(acts.write_report, course, "Again.") == [W.REPORTED_ALREADY]
    training = make_course(host=pool.body)
    assert refused(acts.write_report, training, "x") == [W.NOTHING_AGREED_HERE, W.NOT_HELD]


def test_whoever_does_it_is_told_once_that_it_is_asked(pool: Pool) -> None:
    agreed = make_agreed(officer=pool.layla)
    assert after.undertakings_to_tell(MONDAY - 11 * DAY) == []
    assert after.undertakings_to_tell(MONDAY) == [agreed]
    acts.remind_of_undertaking(agreed, at=MONDAY)
    assert Item.objects.filter(user=account(pool.layla), kind="course_due", seen_at__isnull=True).count() == 1
    assert after.undertakings_to_tell(MONDAY + DAY) == []
    assert refused(acts.remind_of_undertaking, agreed) == [W.ROUND_TOO_SOON]


def test_a_missing_report_is_told_of_once_a_week_before_it_is_late(pool: Pool) -> None:
    course = make_agreed(officer=pool.layla).course
    assert after.reports_to_tell(MONDAY - 78 * DAY) == []
    assert after.reports_to_tell(MONDAY - 77 * DAY) == [course]
    acts.remind_of_report(course, at=MONDAY)
    assert after.reports_to_tell(MONDAY) == []
    assert refused(acts.remind_of_report, course) == [W.REPORTED_ALREADY]


def test_an_interrupted_follow_up_leaves_nothing(pool: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    agreed = make_agreed(officer=pool.layla)
    monkeypatch.setattr("malath.training.actions.after.audit.record", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        acts.follow_up(agreed, Outcome.DONE, "Seen.", by=WORKER, at=MONDAY)
    assert not FollowUp.objects.exists()
    assert Undertaking.objects.get().next_round == R.DAYS_90


def test_the_pages_keep_what_was_typed_and_show_what_became_of_it(clock: Clock, pool: Pool) -> None:
    agreed = make_agreed(officer=pool.layla)
    layla = signed_in(Client(), account(pool.layla))
    url = reverse("training:follow_up", args=[agreed.reference])
    wrong = layla.post(url, {"outcome": "dropped", "because": ""})
    assert wrong.status_code == 422
    assert "Say what shows it" in wrong.content.decode()
    assert layla.post(url, {"outcome": "dropped", "because": "No room is free."}).status_code == 302
    page = reverse("training:after", args=[agreed.course.reference])
    assert "No room is free." in layla.get(page).content.decode()
    typed = {"what": "A sign in four languages", "who": pool.layla.reference, "due_on": "01/01/2020"}
    early = layla.post(reverse("training:agree", args=[agreed.course.reference]), typed)
    assert early.status_code == 422
    assert "A sign in four languages" in early.content.decode()
    assert signed_in(Client(), pool.huda).get(page).status_code == 403


def test_a_visit_is_planned_and_approved_on_its_page(reem: Client, pool: Pool) -> None:
    course = visit(pool)
    for number in range(3):
        make_traveller(course, make_officer(pool.body, name_en=f"Traveller {number}"))
    page, approve = (reverse(f"training:{name}", args=[course.reference]) for name in ("after", "approve_travel"))
    assert "Write down first" in reem.get(page).content.decode()
    typed = {"country": "Canada", "receiver": "Police", "objectives": "Listening"}
    assert reem.post(reverse("training:plan_visit", args=[course.reference]), typed).status_code == 302
    assert reem.post(approve, {"because": ""}).status_code == 422
    assert reem.post(approve, {"because": "Only women listen there."}).status_code == 302
    assert "Journey approved" in reem.get(page).content.decode()


@pytest.mark.parametrize("more", [0, 4])
def test_the_page_takes_the_same_statements_however_much_was_agreed(
    pool: Pool, more: int, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    agreed = make_agreed(officer=pool.layla)
    for _ in range(more):
        acts.agree(agreed.course, pool.layla, "More", MONDAY.date(), by=WORKER, at=MONDAY)
    course = Course.objects.select_related("host").get(pk=agreed.course.pk)
    with django_assert_max_num_queries(9):  # type: ignore[attr-defined]  # a context
        after.after_page(course, pool.reem, MONDAY)
