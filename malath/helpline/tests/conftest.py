"""Samar hears concerns at a camp desk, Huda supervises its body; Basim is of the police and has nothing to do with it."""

from dataclasses import dataclass

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
from malath.helpline.actions import Given
from malath.helpline.testing import MONDAY, make_code, quick_letters
from tests.kept import kept


@dataclass(frozen=True)
class Camp:
    """A camp desk, who works there, and who does not."""

    desk: Desk
    samar: User
    huda: User
    basim: User


@pytest.fixture
@kept
def camp(db: None) -> Camp:
    partner = make_agency(AgencyKind.CAMP)
    desk = make_desk(partner, name_en="Child desk", name_ar="مكتب الطفل", phone="+96260000177")
    station = make_desk(make_agency(AgencyKind.POLICE))
    return Camp(
        desk,
        make_user(Role.CAMP, desk, name_en="Samar", name_ar="سمر"),
        make_user(Role.SUPERVISOR, make_desk(partner), name_en="Huda", name_ar="هدى"),
        make_user(Role.POLICE, station, name_en="Basim", name_ar="باسم"),
    )


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock(MONDAY)
    monkeypatch.setattr(timezone, "now", clock)
    return clock


@pytest.fixture
@kept
def given(camp: Camp, clock: Clock) -> Given:
    return make_code(camp.desk, camp.samar, MONDAY)


@pytest.fixture
def samar(camp: Camp) -> Client:
    return signed_in(Client(), camp.samar)


@pytest.fixture(autouse=True)
def _codes_are_cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Here a code is stretched in no time: how long it takes is nobody's concern in these tests."""
    quick_letters(monkeypatch)
