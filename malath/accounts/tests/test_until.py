"""Accounts that end by themselves."""

from datetime import timedelta

import pytest
from django.test import Client

from malath.accounts import actions, queries
from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.accounts.testing import PASSWORD, make_user, signed_in
from malath.accounts.words import Reason
from malath.agencies.testing import LONG_AGO
from malath.foundation.actor import WORKER
from malath.foundation.clock import now
from malath.workday.tick import Tally, tick

pytestmark = pytest.mark.django_db
NOW = LONG_AGO + timedelta(days=30)


@pytest.fixture
def user() -> User:
    return make_user(password=PASSWORD)


def test_it_ends_on_its_day_and_not_before(user: User) -> None:
    actions.set_until(user, NOW + timedelta(days=1), by=WORKER, at=NOW)
    assert queries.staff_run_out(NOW) == []
    assert queries.staff_run_out(NOW + timedelta(days=1)) == [user]


def test_the_day_may_be_taken_back(user: User) -> None:
    actions.set_until(user, NOW + timedelta(days=1), by=WORKER, at=NOW)
    actions.set_until(user, None, by=WORKER, at=NOW)
    assert queries.staff_run_out(NOW + timedelta(days=9)) == []


@pytest.mark.parametrize("reason", [Reason.OVER, Reason.OWN_ACCOUNT, Reason.ACCOUNT_ENDED])
def test_it_is_refused(user: User, reason: Reason) -> None:
    if reason == Reason.ACCOUNT_ENDED:
        actions.end_staff(user, by=WORKER, at=NOW)
    until = NOW if reason == Reason.OVER else NOW + timedelta(days=1)
    with pytest.raises(actions.CannotChange) as refusal:
        actions.set_until(user, until, by=user if reason == Reason.OWN_ACCOUNT else WORKER, at=NOW)
    assert refusal.value.reasons == [reason]


def test_a_session_does_not_outlast_it(client: Client, user: User) -> None:
    signed_in(client, user)
    User.objects.filter(pk=user.pk).update(until=now() - timedelta(seconds=1))
    assert client.get("/settings/")["Location"].startswith("/sign-in/")


def test_who_comes_afterwards_meets_a_wrong_password(client: Client, user: User) -> None:
    User.objects.filter(pk=user.pk).update(until=now() - timedelta(seconds=1))
    response = client.post("/sign-in/", {"login": user.email, "password": PASSWORD}, headers={"accept-language": "en"})
    assert "is not right" in response.content.decode()


def test_the_worker_ends_it_for_good(user: User) -> None:
    User.objects.filter(pk=user.pk).update(until=now() - timedelta(seconds=1))
    assert tick(now()).accounts == Tally(done=1)
    user.refresh_from_db()
    assert not user.is_active
    assert tick(now()).accounts == Tally()


def test_an_administrator_sets_it_on_the_page_of_the_member(client: Client, user: User) -> None:
    page = f"/manage/staff/{user.reference}/"
    signed_in(client, make_user(Role.ADMINISTRATOR))
    assert client.post(f"{page}until/", {"until": "31/12/2099"}).status_code == 302
    user.refresh_from_db()
    assert user.until is not None
    assert "31/12/2099" in client.get(page).content.decode()
    response = client.post(f"{page}until/", {"until": "31/12/2020"})
    assert response.status_code == 422
    assert "This lies in the past" in response.content.decode()


def test_settings_say_when(client: Client, user: User) -> None:
    User.objects.filter(pk=user.pk).update(until=now() + timedelta(days=3))
    assert "This account ends on" in signed_in(client, user).get("/settings/").content.decode()
