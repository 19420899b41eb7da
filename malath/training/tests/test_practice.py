"""Three and six months after a course: what became practice, by oneself and by who supervises."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from malath.accounts.rules import Holdings
from malath.accounts.testing import signed_in
from malath.foundation.actor import WORKER
from malath.foundation.testing import Clock
from malath.inbox.models import Item
from malath.training import after_rules as rules
from malath.training.actions import exams
from malath.training.actions import practice as acts
from malath.training.actions.base import CannotTrain
from malath.training.models import Certificate, Course, Practised
from malath.training.queries import practice
from malath.training.testing import MONDAY, make_certified, make_officer
from malath.training.tests.conftest import Pool, account
from malath.training.words import CourseKind, HowOften, Practice, Round, Said, WhyNot

R, S, W = Round, Said, WhyNot
DAY = timedelta(days=1)
DAYS = st.dates(date(2020, 1, 1), date(2040, 1, 1))
ALWAYS = dict.fromkeys(Practice, HowOften.ALWAYS)
ENDED = MONDAY.date() - 30 * DAY
"""The last day of the course of `make_certified`."""
THIRD = MONDAY.replace(year=2027, month=1, day=3)
SIXTH = MONDAY.replace(year=2027, month=4, day=3)


def refused(act: Callable[..., object], *what: object, **how: object) -> list[WhyNot]:
    with pytest.raises(CannotTrain) as caught:
        act(*what, **{"by": WORKER, "at": THIRD, **how})
    return caught.value.reasons


@pytest.fixture
def certificate(pool: Pool) -> Certificate:
    """Layla spent half a day in a camp in October."""
    return make_certified(pool.layla)


def course_of(certificate: Certificate) -> Course:
    return certificate.nomination.course


@given(DAYS, st.integers(1, 12))
def test_the_last_day_before_is_the_last_from_which_so_many_months_have_passed(today: date, months: int) -> None:
    last = rules.last_day_before(today, months)
    assert rules.months_after(last, months) <= today < rules.months_after(last + DAY, months)


@given(DAYS, st.integers(0, 400))
def test_a_round_is_open_for_three_months_and_one_at_a_time(ends_on: date, days: int) -> None:
    today = ends_on + days * DAY
    third, sixth, ninth = (rules.months_after(ends_on, months) for months in (3, 6, 9))
    expected = R.MONTHS_3 if third <= today < sixth else R.MONTHS_6 if sixth <= today < ninth else None
    assert rules.practice_round(ends_on, today) == expected


@given(st.dictionaries(st.sampled_from(Practice.values), st.sampled_from(HowOften.values)))
def test_that_there_was_no_occasion_counts_against_nobody(answers: dict[str, str]) -> None:
    always, had = rules.became_practice(answers)
    assert had == sum(one != "no_occasion" for one in answers.values())
    assert 0 <= always <= had


@pytest.mark.parametrize(
    ("how", "why_not"),
    [
        ({}, []),
        ({"holds": False}, [W.NOT_VALID]),
        ({"asked": None}, [W.NOT_ASKED_NOW]),
        ({"kind": CourseKind.TOT}, [W.NOT_ASKED_NOW]),
        ({"already": True}, [W.SAID_ALREADY]),
        ({"said": S.SUPERVISOR, "oneself": True}, [W.ONESELF]),
        ({"oneself": True}, []),
    ],
)
def test_why_it_is_not_kept(how: dict[str, object], why_not: list[WhyNot]) -> None:
    given_ = {
        "kind": CourseKind.CAMP,
        "asked": R.MONTHS_3,
        "said": S.OFFICER,
        "holds": True,
        "already": False,
        "oneself": False,
    }
    assert rules.why_not_say(**{**given_, **how}) == why_not  # type: ignore[arg-type]  # as given


def test_officer_and_supervisor_each_say_it_once_in_each_round(certificate: Certificate, pool: Pool) -> None:
    layla = account(pool.layla)
    assert refused(acts.say_practice, certificate, S.OFFICER, ALWAYS, at=THIRD - DAY) == [W.NOT_ASKED_NOW]
    acts.say_practice(certificate, S.OFFICER, ALWAYS, by=layla, at=THIRD)
    assert refused(acts.say_practice, certificate, S.OFFICER, ALWAYS, by=layla) == [W.SAID_ALREADY]
    assert refused(acts.say_practice, certificate, S.SUPERVISOR, ALWAYS, by=layla) == [W.ONESELF]
    acts.say_practice(certificate, S.SUPERVISOR, {**ALWAYS, Practice.ALONE: HowOften.NEVER}, by=pool.huda, at=THIRD)
    acts.say_practice(certificate, S.OFFICER, ALWAYS, by=layla, at=SIXTH)
    told = [(one.round, one.said, one.always, one.had) for one in practice.of_course(course_of(certificate))]
    assert told == [(R.MONTHS_3, S.OFFICER, 5, 5), (R.MONTHS_3, S.SUPERVISOR, 4, 5), (R.MONTHS_6, S.OFFICER, 5, 5)]


def test_after_a_certificate_that_does_not_hold_nothing_is_asked(certificate: Certificate, pool: Pool) -> None:
    exams.revoke_certificate(certificate, by=pool.reem, at=MONDAY)
    assert refused(acts.say_practice, certificate, S.OFFICER, ALWAYS) == [W.NOT_VALID]
    assert practice.courses_to_tell(THIRD) == []


def asked_again(certificate: Certificate, at: datetime) -> set[int | None]:
    acts.remind_of_practice(course_of(certificate), at=at)
    assert practice.courses_to_tell(at) == []
    assert refused(acts.remind_of_practice, course_of(certificate), at=at) == [W.NOT_ASKED_NOW]
    return set(Item.objects.filter(kind="course_due", seen_at__isnull=True).values_list("user", flat=True))


def test_holders_and_their_supervisors_are_told_once_in_each_round(certificate: Certificate, pool: Pool) -> None:
    assert practice.courses_to_tell(THIRD - DAY) == []
    assert practice.courses_to_tell(THIRD) == [course_of(certificate)]
    assert asked_again(certificate, THIRD) == {pool.layla.user_id, pool.huda.pk}
    acts.say_practice(certificate, S.OFFICER, ALWAYS, by=account(pool.layla), at=THIRD)
    assert not Item.objects.filter(user=pool.layla.user_id, kind="course_due", seen_at__isnull=True).exists()
    assert practice.courses_to_tell(SIXTH - DAY) == []
    assert asked_again(certificate, SIXTH) == {pool.layla.user_id, pool.huda.pk}


def test_an_interrupted_answer_leaves_nothing(certificate: Certificate, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("malath.training.actions.practice.audit.record", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        acts.say_practice(certificate, S.OFFICER, ALWAYS, by=WORKER, at=THIRD)
    assert not Practised.objects.exists()


def test_each_reads_their_own_answers_and_who_runs_the_pool_reads_both(
    clock: Clock, certificate: Certificate, pool: Pool
) -> None:
    clock.at = THIRD
    url, due = reverse("training:practice", args=[certificate.reference]), reverse("training:due")
    layla, huda, reem = (signed_in(Client(), one) for one in (account(pool.layla), pool.huda, pool.reem))
    wrong = layla.post(url, {"notices": "never"})
    assert (wrong.status_code, b"checked" in wrong.content) == (422, True)
    assert layla.post(url, dict.fromkeys(Practice.values, "never")).status_code == 302
    assert ("Never" in layla.get(url).content.decode(), b"Their supervisor" in layla.get(due).content) == (True, True)
    assert huda.post(url, dict.fromkeys(Practice.values, "sometimes")).status_code == 302
    read = huda.get(url).content.decode()
    assert (read.count("Sometimes"), read.count("Never")) == (5, 0)
    read = reem.get(url).content.decode()
    assert (read.count("Sometimes"), read.count("Never")) == (5, 5)
    assert b"Both said it" in reem.get(due).content
    for user in (pool.stranger, account(pool.kamal)):
        assert signed_in(Client(), user).get(url).status_code == 403
        assert b"Layla" not in signed_in(Client(), user).get(due).content


def test_who_has_no_account_says_it_on_paper_and_who_trained_them_writes_it_in(pool: Pool) -> None:
    sami, layla = pool.sami, pool.layla
    trainer = Holdings(1, "TRAINER", pool.body.pk, (), None, None)
    assert practice.who_says(sami, trainer, delivers=True) == S.OFFICER
    assert practice.who_says(layla, trainer, delivers=True) is None
    assert practice.who_says(make_officer(pool.body), trainer, delivers=False) is None
