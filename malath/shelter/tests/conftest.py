"""Amal runs a shelter and Rima works there at night; Nour manages cases at an association and refers; Huda supervises the
shelter's body; Basim is a police officer."""

from dataclasses import dataclass

import pytest

from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.accounts.testing import make_user
from malath.agencies.models import Desk
from malath.agencies.testing import ALWAYS, make_agency, make_desk
from malath.agencies.words import AgencyKind, ServiceKind
from malath.cases.models import Case
from malath.cases.testing import make_case
from malath.referrals.models import Referral
from malath.referrals.testing import make_accepted_referral
from malath.referrals.tests.conftest import clock
from malath.shelter.models import Place, Shelter, ShelterSection, Stay
from malath.shelter.testing import make_section, make_shelter, make_stay, places_in
from tests.kept import kept

__all__ = ["clock"]


@dataclass(frozen=True)
class House:
    """Who has to do with a shelter."""

    desk: Desk
    refuge: Desk
    nour: User
    amal: User
    rima: User
    huda: User


@pytest.fixture
@kept
def house(db: None) -> House:
    desk = make_desk(make_agency(AgencyKind.ASSOCIATION, "Helpline association", "جمعية خط المساعدة"))
    refuge = make_desk(
        make_agency(AgencyKind.SHELTER, "Dar al-Nakheel", "دار النخيل"), name_en="Admissions", name_ar="القبول",
        services=[ServiceKind.SHELTER], hours=ALWAYS,
    )  # fmt: skip
    return House(
        desk,
        refuge,
        make_user(Role.CASE_MANAGER, desk, name_en="Nour", name_ar="نور"),
        make_user(Role.SHELTER_MANAGER, refuge, name_en="Amal", name_ar="أمل"),
        make_user(Role.SHELTER_STAFF, refuge, name_en="Rima", name_ar="ريما"),
        make_user(Role.SUPERVISOR, refuge, name_en="Huda", name_ar="هدى"),
    )


@pytest.fixture
@kept
def shelter(house: House) -> Shelter:
    return make_shelter(house.refuge, house.amal)


@pytest.fixture
@kept
def women(house: House, shelter: Shelter) -> ShelterSection:
    """A section for women: one room with two places."""
    return make_section(shelter, house.amal)


@pytest.fixture
def places(women: ShelterSection) -> list[Place]:
    return places_in(women)


def accepted(house: House, name: str = "Person Ha", **facts: object) -> Referral:
    """Somebody of whom the association asked and whom the shelter will take in."""
    case: Case = make_case(house.desk, house.nour, name=name, phone="", **facts)  # type: ignore[arg-type]  # facts of a person
    return make_accepted_referral(house.nour, house.desk, house.amal, house.refuge, case=case)


@pytest.fixture
@kept
def referral(house: House) -> Referral:
    return accepted(house)


@pytest.fixture
@kept
def stay(house: House, referral: Referral, places: list[Place]) -> Stay:
    return make_stay(referral, places[0], house.amal)
