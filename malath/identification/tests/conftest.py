"""Nour manages cases at an association and Rana supervises it; Yusuf, Dana and Karim are officers of the Unit who decide, Sami
is on duty there; Amal answers at a shelter, Layla is a lawyer."""

from dataclasses import dataclass

import pytest
from django.test import Client

from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.accounts.testing import Cast, make_user, signed_in
from malath.accounts.testing import cast as make_cast
from malath.agencies.models import Desk
from malath.agencies.testing import ALWAYS, make_agency, make_desk
from malath.agencies.words import AgencyKind, ServiceKind
from malath.cases.models import Case
from malath.cases.testing import make_case
from malath.identification.testing import make_given, make_potential
from malath.people.models import Party
from malath.people.testing import make_party
from malath.referrals.tests.conftest import clock
from tests.kept import kept

__all__ = ["clock"]


@dataclass(frozen=True)
class House:
    """Who has to do with an identification."""

    desk: Desk
    unit: Desk
    nour: User
    rana: User
    yusuf: User
    dana: User
    karim: User
    sami: User


@pytest.fixture
@kept
def people(db: None) -> Cast:
    return make_cast()


@pytest.fixture
@kept
def house(people: Cast) -> House:
    desk = make_desk(make_agency(AgencyKind.ASSOCIATION, "Helpline association", "جمعية خط المساعدة"))
    ctu = make_agency(AgencyKind.CTU, "Counter-Trafficking Unit", "وحدة مكافحة الاتجار بالبشر")
    unit = make_desk(ctu, name_en="Identification", services=[ServiceKind.IDENTIFICATION], hours=ALWAYS)
    return House(
        desk,
        unit,
        make_user(Role.CASE_MANAGER, desk, name_en="Nour", name_ar="نور"),
        make_user(Role.SUPERVISOR, desk, name_en="Rana", name_ar="رنا"),
        make_user(Role.CTU_IDENT, unit, name_en="Yusuf"),
        make_user(Role.CTU_IDENT, unit, name_en="Dana"),
        make_user(Role.CTU_IDENT, unit, name_en="Karim"),
        make_user(Role.CTU_DUTY, unit, name_en="Sami"),
    )


@pytest.fixture
@kept
def alone(house: House) -> Case:
    """A potential victim who did not agree to the Unit."""
    return make_potential(make_case(house.desk, house.nour, name="Person Ha", phone="+962700000034"), house.desk, house.nour)


@pytest.fixture
@kept
def case(alone: Case, house: House) -> Case:
    """The same person, once they agreed to the Unit and to share the story with it."""
    make_given(alone, house.desk, house.nour, house.unit, house.yusuf)
    alone.refresh_from_db()
    return alone


@pytest.fixture
@kept
def employer(case: Case, house: House) -> Party:
    return make_party(case.person, house.desk, name="Thread & Sons", by=house.nour)


@pytest.fixture
def at_desk(house: House) -> Client:
    return signed_in(Client(), house.nour)


@pytest.fixture
def at_unit(house: House) -> Client:
    return signed_in(Client(), house.yusuf)
