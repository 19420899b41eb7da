"""Rana goes out with a phone; Nour works at the same desk, Hala supervises it; somebody else has a desk of another body."""

from dataclasses import dataclass
from datetime import timedelta

import pytest

from malath.accounts import actions as accounts
from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.accounts.testing import make_user
from malath.agencies.models import Desk
from malath.agencies.testing import ALWAYS, make_agency, make_desk
from malath.agencies.words import AgencyKind, ServiceKind
from malath.foundation import clock
from malath.foundation.actor import WORKER
from malath.offline.testing import Phone, make_phone
from malath.offline.words import DeviceName
from tests.kept import kept


@dataclass(frozen=True)
class Field:
    rana: User
    nour: User
    hala: User
    stranger: User
    inspection: Desk
    shelter: Desk
    elsewhere: Desk
    phone: Phone
    other_phone: Phone


@pytest.fixture
@kept
def field(db: None) -> Field:
    labour, house = make_agency(AgencyKind.LABOUR), make_agency(AgencyKind.SHELTER)
    inspection = make_desk(labour)
    shelter = make_desk(house, services=[ServiceKind.SHELTER], hours=ALWAYS)
    elsewhere = make_desk(make_agency(AgencyKind.ASSOCIATION))
    rana, nour = make_user(Role.INSPECTOR, inspection), make_user(Role.INSPECTOR, inspection)
    amal, now = make_user(Role.SHELTER_STAFF, shelter), clock.now()
    accounts.put_on_duty(
        shelter, amal, from_at=now - timedelta(hours=1), until=now + timedelta(days=2), by=WORKER, at=now - timedelta(hours=2)
    )
    return Field(
        rana=rana,
        nour=nour,
        hala=make_user(Role.SUPERVISOR, make_desk(labour)),
        stranger=make_user(Role.CASE_MANAGER, elsewhere),
        inspection=inspection,
        shelter=shelter,
        elsewhere=elsewhere,
        phone=make_phone(rana, inspection),
        other_phone=make_phone(nour, inspection, name=DeviceName.FIG),
    )
