"""Nour manages cases at an association, Layla is a lawyer, Amal answers at a shelter; Yusuf is an officer of the Unit, Hadi a
prosecutor, Basim stands at a police station."""

from dataclasses import dataclass

import pytest

from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.accounts.testing import Cast, make_user
from malath.accounts.testing import cast as make_cast
from malath.agencies.models import Desk
from malath.agencies.testing import ALWAYS, make_agency, make_desk
from malath.agencies.words import AgencyKind, ServiceKind
from malath.cases.models import Case
from malath.cases.testing import make_case
from malath.justice.models import Proceeding
from malath.justice.testing import make_co_operation, make_opened_to, make_proceeding
from malath.privacy.testing import make_consent
from malath.privacy.words import ConsentKind
from malath.referrals.tests.conftest import clock
from tests.kept import kept

__all__ = ["clock"]


@dataclass(frozen=True)
class House:
    """Who has to do with a criminal matter."""

    desk: Desk
    unit: Desk
    court: Desk
    legal: Desk
    shelter: Desk
    nour: User
    yusuf: User
    hadi: User
    layla: User
    amal: User


@pytest.fixture
@kept
def people(db: None) -> Cast:
    return make_cast()


@pytest.fixture
@kept
def house(people: Cast) -> House:
    desk = make_desk(make_agency(AgencyKind.ASSOCIATION, "Helpline association", "جمعية خط المساعدة"))
    ctu = make_agency(AgencyKind.CTU, "Counter-Trafficking Unit")
    unit = make_desk(ctu, services=[ServiceKind.IDENTIFICATION], hours=ALWAYS)
    court = make_desk(make_agency(AgencyKind.PROSECUTION), services=[ServiceKind.LEGAL], hours=ALWAYS)
    legal = make_desk(make_agency(AgencyKind.LEGAL), services=[ServiceKind.LEGAL], hours=ALWAYS)
    return House(
        desk,
        unit,
        court,
        legal,
        people.shelter,
        make_user(Role.CASE_MANAGER, desk, name_en="Nour"),
        make_user(Role.CTU_IDENT, unit, name_en="Yusuf"),
        make_user(Role.PROSECUTOR, court, name_en="Hadi"),
        make_user(Role.LAWYER, legal, name_en="Layla"),
        people.amal,
    )


@pytest.fixture
@kept
def alone(house: House) -> Case:
    """Somebody who agreed to nobody else."""
    return make_case(house.desk, house.nour, name="Person Waw")


@pytest.fixture
@kept
def case(alone: Case, house: House) -> Case:
    """The same person, who agreed to the Unit and to co-operate, to a prosecutor, a lawyer and a shelter."""
    make_co_operation(alone, house.desk, house.nour)
    make_consent(alone.person, ConsentKind.C4, desk=house.desk, by=house.nour)
    make_consent(alone.person, ConsentKind.C8, desk=house.desk, by=house.nour)
    let_in = (
        (house.unit, house.yusuf, ServiceKind.IDENTIFICATION), (house.court, house.hadi, ServiceKind.LEGAL),
        (house.legal, house.layla, ServiceKind.LEGAL), (house.shelter, house.amal, ServiceKind.SHELTER),
    )  # fmt: skip
    for other, officer, service in let_in:
        make_opened_to(alone, other, officer, service, desk=house.desk, by=house.nour)
    alone.refresh_from_db()
    return alone


@pytest.fixture
@kept
def matter(case: Case, house: House) -> Proceeding:
    """A complaint that the Unit wrote down."""
    return make_proceeding(case, house.unit, house.yusuf)
