"""Nour manages cases at an association and opened a file; the cast of every test stands around it."""

from dataclasses import dataclass

import pytest
from django.test import Client
from django.utils import timezone

from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.accounts.testing import Cast, cast, make_user, signed_in
from malath.agencies.models import Desk
from malath.agencies.testing import make_agency, make_desk
from malath.agencies.words import AgencyKind
from malath.foundation.testing import Clock
from malath.people.models import Person
from malath.privacy.testing import MONDAY, make_file
from tests.kept import kept


@dataclass(frozen=True)
class House:
    """The association: Nour manages cases at its desk, Rana supervises it."""

    desk: Desk
    nour: User
    rana: User


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock(MONDAY)
    monkeypatch.setattr(timezone, "now", clock)
    return clock


@pytest.fixture
@kept
def people(db: None) -> Cast:
    return cast()


@pytest.fixture
@kept
def house(people: Cast) -> House:
    desk = make_desk(make_agency(AgencyKind.ASSOCIATION, "Hand in hand", "يد بيد"), name_en="Case work")
    nour = make_user(Role.CASE_MANAGER, desk, name_en="Nour", name_ar="نور")
    return House(desk, nour, make_user(Role.SUPERVISOR, desk, name_en="Rana", name_ar="رنا"))


@pytest.fixture
@kept
def person(house: House) -> Person:
    """Somebody whose file Nour's desk opened, with an invented name and phone."""
    return make_file(house.desk, name="Dana Samir Alias", born="1996", phone="+962790000012", document="EP1234567")


@pytest.fixture
def nour(client: Client, house: House) -> Client:
    """Nour's browser."""
    return signed_in(client, house.nour)
