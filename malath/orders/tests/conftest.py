"""Nour manages cases at an association and Rana supervises it; Jamil is its data protection officer; Faris is a prosecutor."""

import re
from dataclasses import dataclass

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.accounts.testing import Cast, make_user, signed_in
from malath.accounts.testing import cast as make_cast
from malath.agencies.models import Desk
from malath.agencies.testing import make_agency, make_desk
from malath.agencies.words import AgencyKind
from malath.cases.models import Case
from malath.cases.testing import make_case, make_note
from malath.orders.models import Order
from malath.orders.testing import make_order
from malath.people.models import Person
from malath.people.testing import make_tie
from malath.privacy.tests.statements import shapes
from malath.referrals.tests.conftest import clock
from tests.kept import kept

__all__ = ["clock"]
NOWHERE = "ZZZZ-ZZZZ-ZZZZ"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')


def answered(client: Client, name: str, reference: str) -> tuple[int, str, list[str]]:
    """Status, page without what differs in every request, and statements: all from which somebody could tell."""
    with CaptureQueriesContext(connection) as asked:
        response = client.get(reverse(name, args=[reference]))
    page = TOKEN.sub("", response.content.decode()).replace(reference, "")
    return response.status_code, page, shapes(asked.captured_queries)


@dataclass(frozen=True)
class House:
    """Who has to do with an order."""

    desk: Desk
    office: Desk
    nour: User
    rana: User
    jamil: User
    faris: User


@pytest.fixture
def people(db: None) -> Cast:
    return make_cast()


@pytest.fixture
@kept
def house(people: Cast) -> House:
    desk = make_desk(make_agency(AgencyKind.ASSOCIATION, "Helpline association", "جمعية خط المساعدة"))
    office = make_desk(make_agency(AgencyKind.PROSECUTION, "Public prosecution", "النيابة العامة"))
    return House(
        desk,
        office,
        make_user(Role.CASE_MANAGER, desk, name_en="Nour", name_ar="نور"),
        make_user(Role.SUPERVISOR, desk, name_en="Rana", name_ar="رنا"),
        make_user(Role.DPO, make_desk(desk.agency), name_en="Jamil", name_ar="جميل"),
        make_user(Role.PROSECUTOR, office, name_en="Faris", name_ar="فارس"),
    )


@pytest.fixture
@kept
def case(house: House) -> Case:
    case = make_case(house.desk, house.nour, name="Person Dal", phone="+962700000034")
    make_note(case, "He said: my sister Salma knows the broker.", desk=house.desk, by=house.nour)
    make_tie(case.person, house.desk, name="Salma Demo", by=house.nour)
    return case


@pytest.fixture
def person(case: Case) -> Person:
    return case.person


@pytest.fixture
@kept
def order(person: Person, house: House) -> Order:
    return make_order(person, house.desk, by=house.nour, to_desk=house.office)


@pytest.fixture
def nour(house: House) -> Client:
    return signed_in(Client(), house.nour)


@pytest.fixture
def rana(house: House) -> Client:
    return signed_in(Client(), house.rana)


@pytest.fixture
def jamil(house: House) -> Client:
    return signed_in(Client(), house.jamil)


@pytest.fixture
def faris(house: House) -> Client:
    return signed_in(Client(), house.faris)
