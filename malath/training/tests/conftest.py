"""Reem runs the pool, Huda supervises labour inspectors, Kamal is one of them and trains, Layla is one and learns."""

from dataclasses import dataclass

import pytest
from django.test import Client
from django.utils import timezone

from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.accounts.testing import make_user, signed_in
from malath.agencies.models import Agency
from malath.agencies.testing import make_agency, make_desk
from malath.agencies.words import AgencyKind
from malath.foundation.testing import Clock
from malath.training.models import Course, Officer
from malath.training.testing import MONDAY, make_admitted, make_course, make_officer
from malath.training.words import Level
from tests.kept import kept


@dataclass(frozen=True)
class Pool:
    """A body with two officers who have accounts, one who has none, and who runs the pool."""

    body: Agency
    reem: User
    huda: User
    kamal: Officer
    layla: Officer
    sami: Officer
    stranger: User


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock(MONDAY)
    monkeypatch.setattr(timezone, "now", clock)
    return clock


@pytest.fixture
@kept
def pool(db: None) -> Pool:
    body = make_agency(AgencyKind.LABOUR)
    desk, office = make_desk(body), make_desk(make_agency(AgencyKind.MECHANISM))
    return Pool(
        body,
        make_user(Role.COORDINATOR, office, name_en="Reem"),
        make_user(Role.SUPERVISOR, desk, name_en="Huda"),
        make_officer(
            user=make_user(Role.INSPECTOR, desk, name_en="Kamal"), name_en="Kamal", name_ar="كمال", level=Level.MASTER
        ),
        make_officer(user=make_user(Role.INSPECTOR, desk, name_en="Layla"), name_en="Layla", name_ar="ليلى"),
        make_officer(body, name_en="Sami", name_ar="سامي"),
        make_user(Role.SUPERVISOR, make_desk(make_agency(AgencyKind.POLICE))),
    )


@pytest.fixture
@kept
def course(pool: Pool) -> Course:
    """Layla and Sami are admitted."""
    course = make_course(host=pool.body)
    make_admitted(course, pool.layla)
    make_admitted(course, pool.sami)
    return course


@pytest.fixture
def reem(pool: Pool, clock: Clock) -> Client:
    return signed_in(Client(), pool.reem)


@pytest.fixture
def huda(pool: Pool, clock: Clock) -> Client:
    return signed_in(Client(), pool.huda)


def account(officer: Officer) -> User:
    assert officer.user is not None
    return officer.user
