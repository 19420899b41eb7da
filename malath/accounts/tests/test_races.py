"""Two at once, on PostgreSQL: each test fails when its lock is taken away."""

from datetime import timedelta

import pytest
from django.db import connection

from malath.accounts import actions, queries
from malath.accounts.models import Duty, Membership, User
from malath.accounts.roles import Role
from malath.accounts.testing import PASSWORD, make_user
from malath.agencies.testing import ALWAYS, LONG_AGO, make_desk
from malath.audit import queries as trail
from malath.foundation.actor import WORKER
from malath.foundation.testing import at_once

NOW = LONG_AGO + timedelta(days=30)
ROUNDS = 12
pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _needs_postgres() -> None:
    assert connection.vendor == "postgresql", "races are run on PostgreSQL only"


def test_roles_that_must_stay_apart_are_not_given_at_once() -> None:
    desk = make_desk()
    for _ in range(ROUNDS):
        user = make_user(agency=desk.agency)

        def give(role: Role, user: User = user) -> Membership:
            return actions.join_desk(user, desk, role, by=WORKER, at=NOW)

        answers = at_once(lambda: give(Role.DPO), lambda: give(Role.CASE_MANAGER))  # run in this round
        assert sorted(type(answer).__name__ for answer in answers) == ["CannotChange", "Membership"]
        assert len(queries.holdings(user, NOW).roles) == 1
    assert trail.verify().faults == ()


def test_a_code_used_twice_at_once_opens_once() -> None:
    for _ in range(ROUNDS):
        user = make_user()
        code = actions.invite(user, by=WORKER, at=NOW)

        def accept(user: User = user, code: str = code) -> User | None:
            return actions.accept_invitation(user.email, code, PASSWORD, at=NOW)

        assert sum(isinstance(answer, User) for answer in at_once(accept, accept)) == 1


def test_wrong_tries_at_once_are_all_counted() -> None:
    user = make_user()
    code = actions.invite(user, by=WORKER, at=NOW)
    at_once(*[lambda: actions.accept_invitation(user.email, "1", PASSWORD, at=NOW)] * actions.CODE_TRIES)
    assert actions.accept_invitation(user.email, code, PASSWORD, at=NOW) is None


def test_an_address_that_two_administrators_add_at_once_is_added_once() -> None:
    agency = make_desk().agency
    for number in range(ROUNDS):
        typed = {"agency": agency, "email": f"new{number}@example.org", "name_en": "New", "name_ar": "جديدة"}
        answers = at_once(*[lambda typed=typed: actions.add_staff(**typed, by=WORKER, at=NOW)] * 2)
        assert sorted(type(answer).__name__ for answer in answers) == ["CannotChange", "User"]


def test_nobody_is_on_a_roster_twice_at_once() -> None:
    desk = make_desk(hours=ALWAYS)
    for _ in range(ROUNDS):
        user = make_user(Role.CTU_DUTY, desk)

        def enter(user: User = user) -> Duty:
            return actions.put_on_duty(desk, user, from_at=NOW, until=NOW + timedelta(hours=1), by=WORKER, at=NOW)

        at_once(enter, enter)
        assert Duty.objects.filter(user=user).count() == 1
