"""Nour manages cases at an association and Rana supervises it; Amal answers at a shelter, Yusuf identifies for the Unit."""

from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client

from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.accounts.testing import make_user, signed_in
from malath.agencies.models import Desk
from malath.agencies.testing import ALWAYS, make_agency, make_desk
from malath.agencies.words import AgencyKind, ServiceKind
from malath.cases.models import Case
from malath.cases.testing import make_case
from malath.referrals.tests.conftest import clock
from malath.support.testing import AFTER
from tests.kept import kept

__all__ = ["clock"]


@dataclass(frozen=True)
class House:
    """Who helps a person here."""

    desk: Desk
    shelter: Desk
    unit: Desk
    nour: User
    rana: User
    amal: User
    yusuf: User

    def nour_at(self, at: Any = AFTER, **more: object) -> dict[str, Any]:
        return {"desk": self.desk, "by": self.nour, "at": at, **more}


@pytest.fixture
@kept
def house(db: None) -> House:
    desk = make_desk(make_agency(AgencyKind.ASSOCIATION), services=[ServiceKind.PROTECTION])
    shelter = make_desk(make_agency(AgencyKind.SHELTER), services=[ServiceKind.SHELTER], hours=ALWAYS)
    unit = make_desk(make_agency(AgencyKind.CTU), services=[ServiceKind.IDENTIFICATION], hours=ALWAYS)
    return House(
        desk,
        shelter,
        unit,
        make_user(Role.CASE_MANAGER, desk, name_en="Nour", name_ar="نور"),
        make_user(Role.SUPERVISOR, desk, name_en="Rana", name_ar="رنا"),
        make_user(Role.SHELTER_MANAGER, shelter, name_en="Amal", name_ar="أمل"),
        make_user(Role.CTU_IDENT, unit, name_en="Yusuf", name_ar="يوسف"),
    )


@pytest.fixture
@kept
def case(house: House) -> Case:
    return make_case(house.desk, house.nour, name="Mariam Alias", phone="+962700000034")


@pytest.fixture
def at_desk(house: House) -> Client:
    return signed_in(Client(), house.nour)
