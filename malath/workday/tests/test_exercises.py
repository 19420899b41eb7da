"""Exercises and accounts of trainees, in a house for training only."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from malath.accounts.queries import holdings
from malath.accounts.queries.trainees import trainees
from malath.accounts.roles import RULES, Power, Role
from malath.accounts.testing import Cast, cast, make_user
from malath.agencies.testing import make_desk
from malath.audit import actions as audit
from malath.audit.words import Did
from malath.foundation import marks
from malath.foundation.acts import act
from malath.foundation.clock import now
from malath.foundation.models import Mark
from malath.workday import actions
from malath.workday.exercise_queries import ALL, exercises_page
from malath.workday.words import WhyNotTrain

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Iterator[Cast]:
    Mark.objects.create(kind=Mark.TRAINING, created_at=now())
    marks.forget()
    yield cast()
    marks.forget()


def come_in(client: Client, reference: str) -> Client:
    client.post("/demo/sign-in/", {"user": reference})
    return client


@act
def did(event: Did, people: Cast) -> None:
    audit.record(event, subject=people.amal.reference, by=people.amal, at=now())


def test_a_task_is_done_when_its_event_stands_in_the_trail_of_the_trainee(people: Cast) -> None:
    before = exercises_page(people.amal.reference, holdings(people.amal, now()), now())
    did(Did.REFERRAL_DECLINED, people)
    after = exercises_page(people.amal.reference, holdings(people.amal, now()), now())
    other = exercises_page(people.basim.reference, holdings(people.basim, now()), now())
    done = [[task.text for one in page.exercises for task in one.tasks if task.is_done] for page in (before, after, other)]
    assert [len(texts) for texts in done] == [0, 1, 0]


def test_everybody_is_asked_what_their_role_may_do_and_nothing_else(people: Cast) -> None:
    page = exercises_page(people.basim.reference, holdings(people.basim, now()), now())
    may = RULES[Role.POLICE].may
    assert len(page.exercises) == sum(one.power in may for one in ALL)
    assert not page.leads


def test_each_exercise_is_for_somebody_and_leads_to_a_page(people: Cast) -> None:
    powers = {power for role in Role for power in RULES[role].may}
    assert all(one.power in powers and reverse(one.page) and one.tasks for one in ALL)


def test_who_leads_makes_accounts_and_sees_how_far_each_has_come(people: Cast, client: Client) -> None:
    come_in(client, people.huda.reference)
    typed = {"course": "Amman 3", "many": "2", "role": Role.POLICE.value}
    assert client.post(reverse("workday:add_trainees"), typed)["Location"] == reverse("workday:exercises")
    seats = trainees(now())
    assert [seat.name for seat in seats] == ["متدرب 1 · Amman 3", "متدرب 2 · Amman 3"]
    assert {(seat.desk, seat.role) for seat in seats} == {(people.station.name, Role.POLICE)}
    assert "Trainee 2 · Amman 3" in client.get(reverse("workday:exercises")).content.decode()
    assert seats[0].reference in Client().get(reverse("account_login")).content.decode()


def test_more_accounts_of_a_course_are_numbered_on(people: Cast) -> None:
    for _ in range(2):
        actions.add_trainees("Amman 3", 1, Role.POLICE, by=people.huda, at=now())
    assert [seat.name[:6] for seat in trainees(now())] == ["متدرب ", "متدرب "]


@pytest.mark.parametrize("wrong", [{"many": "0"}, {"many": "41"}, {"course": ""}, {"role": "fund"}])
def test_what_cannot_be_made_is_said_and_what_was_typed_stays(people: Cast, client: Client, wrong: dict[str, str]) -> None:
    come_in(client, people.huda.reference)
    answer = client.post(reverse("workday:add_trainees"), {"course": "Amman 3", "many": "2", "role": "police"} | wrong)
    assert answer.status_code == 422
    assert answer.context["form"].errors
    assert trainees(now()) == []


def test_who_does_not_lead_makes_none(people: Cast, client: Client) -> None:
    answer = come_in(client, people.amal.reference).post(reverse("workday:add_trainees"), {})
    assert answer.status_code == 403


def test_a_role_that_nobody_has_here_is_refused(people: Cast) -> None:
    with pytest.raises(actions.CannotTrain) as refused:
        actions.add_trainees("Amman 3", 1, Role.FUND, by=people.huda, at=now())
    assert refused.value.reason == WhyNotTrain.NO_DESK


def test_a_real_house_has_neither_the_address_nor_the_act(client: Client) -> None:
    marks.forget()
    user = make_user(Role.SUPERVISOR, make_desk())
    client.force_login(user)
    assert client.get("/exercises/").status_code == client.get("/no/such/").status_code == 404
    with pytest.raises(actions.CannotTrain) as refused:
        actions.add_trainees("Amman 3", 1, Role.SUPERVISOR, by=user, at=now())
    assert refused.value.reason == WhyNotTrain.REAL
    assert trainees(now()) == []


@pytest.mark.parametrize("many", [0, 5])
def test_the_page_takes_two_statements(people: Cast, many: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    if many:
        actions.add_trainees("Amman 3", many, Role.POLICE, by=people.huda, at=now())
    held = holdings(people.huda, now())
    assert Power.SUPERVISE in held.powers
    with django_assert_num_queries(2):
        exercises_page(people.huda.reference, held, now())
