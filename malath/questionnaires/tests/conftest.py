"""Amal fills forms in at a shelter, Nour is her colleague, Huda supervises their body, Faris and Rana are focal points of the
mechanism, Zayd looks after staff; Basim is of the police."""

import re
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.accounts.testing import make_user, signed_in
from malath.agencies.models import Desk
from malath.agencies.testing import make_agency, make_desk
from malath.agencies.words import AgencyKind
from malath.foundation.testing import Clock
from malath.helpline.testing import MONDAY
from malath.questionnaires.models import Version
from malath.questionnaires.testing import make_needs, make_published
from tests.kept import kept


@dataclass(frozen=True)
class House:
    """Desks and who works there."""

    desk: Desk
    station: Desk
    office: Desk
    amal: User
    nour: User
    huda: User
    basim: User
    faris: User
    rana: User
    zayd: User


def alike(answer: Any) -> bytes:
    """A page without what changes with every answer: a mark of the form, and the address that was asked for."""
    return re.sub(rb'name="csrfmiddlewaretoken" value="[^"]+"|[2-9A-Z]{4}(-[2-9A-Z]{4}){2}', b"", answer.content)


@pytest.fixture
@kept
def house(db: None) -> House:
    shelter, police, mechanism = (
        make_agency(AgencyKind.ASSOCIATION),
        make_agency(AgencyKind.POLICE),
        make_agency(AgencyKind.MECHANISM),
    )
    desk, station, office = make_desk(shelter), make_desk(police), make_desk(mechanism)
    return House(
        desk, station, office,
        make_user(Role.SOCIAL, desk, name_en="Amal", name_ar="أمل"),
        make_user(Role.SOCIAL, desk, name_en="Nour", name_ar="نور"),
        make_user(Role.SUPERVISOR, desk, name_en="Huda", name_ar="هدى"),
        make_user(Role.POLICE, station, name_en="Basim", name_ar="باسم"),
        make_user(Role.FOCAL_POINT, office, name_en="Faris", name_ar="فارس"),
        make_user(Role.FOCAL_POINT, office, name_en="Rana", name_ar="رنا"),
        make_user(Role.ADMINISTRATOR, office, name_en="Zayd", name_ar="زيد"),
    )  # fmt: skip


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    moving = Clock(MONDAY)
    monkeypatch.setattr(timezone, "now", moving)
    return moving


@pytest.fixture
@kept
def published(house: House) -> Version:
    """The form about needs, published for every body."""
    return make_published(make_needs(), house.faris, house.rana, house.office, at=MONDAY)


@pytest.fixture
def amal(house: House) -> Client:
    return signed_in(Client(), house.amal)


@pytest.fixture
def nour(house: House) -> Client:
    return signed_in(Client(), house.nour)


@pytest.fixture
def basim(house: House) -> Client:
    return signed_in(Client(), house.basim)


@pytest.fixture
def faris(house: House) -> Client:
    return signed_in(Client(), house.faris)


@pytest.fixture
def rana(house: House) -> Client:
    return signed_in(Client(), house.rana)


@pytest.fixture
def huda(house: House) -> Client:
    return signed_in(Client(), house.huda)


@pytest.fixture
def zayd(house: House) -> Client:
    return signed_in(Client(), house.zayd)
