"""Lina prepares returns at an office and Omar supervises it; Nour manages cases at an association; another mission receives."""

from dataclasses import dataclass

import pytest

from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.accounts.testing import make_user
from malath.agencies.models import Desk
from malath.agencies.testing import ALWAYS, make_agency, make_desk
from malath.agencies.words import AgencyKind, ServiceKind
from malath.referrals.tests.conftest import clock
from malath.returns.models import Return
from malath.returns.testing import make_return
from tests.kept import kept

__all__ = ["clock"]


@dataclass(frozen=True)
class House:
    """Who takes part in a return here."""

    office: Desk
    mission: Desk
    helpers: Desk
    unit: Desk
    lina: User
    omar: User
    nour: User
    yusuf: User


@pytest.fixture
@kept
def house(db: None) -> House:
    office = make_desk(make_agency(AgencyKind.RETURNS), services=[ServiceKind.AVRR], hours=ALWAYS)
    mission = make_desk(make_agency(AgencyKind.RETURNS, name_en="Mission there"), hours=ALWAYS)
    helpers = make_desk(make_agency(AgencyKind.ASSOCIATION), services=[ServiceKind.PROTECTION])
    unit = make_desk(make_agency(AgencyKind.CTU), services=[ServiceKind.IDENTIFICATION], hours=ALWAYS)
    return House(
        office,
        mission,
        helpers,
        unit,
        make_user(Role.RETURN, office, name_en="Lina", name_ar="لينا"),
        make_user(Role.SUPERVISOR, office, name_en="Omar", name_ar="عمر"),
        make_user(Role.CASE_MANAGER, helpers, name_en="Nour", name_ar="نور"),
        make_user(Role.CTU_IDENT, unit, name_en="Yusuf", name_ar="يوسف"),
    )


@pytest.fixture
@kept
def returning(house: House) -> Return:
    return make_return(house.office, house.lina)
