"""Two bodies that help and a police station: Nour opens cases at Hope, Rima supervises there, Salma supervises Dar."""

from dataclasses import dataclass

import pytest
from django.utils import timezone

from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.accounts.testing import make_user
from malath.agencies.models import Desk
from malath.agencies.testing import make_agency, make_desk
from malath.agencies.words import AgencyKind
from malath.foundation.testing import Clock
from malath.privacy.testing import MONDAY
from tests.kept import kept


@dataclass(frozen=True)
class House:
    nour: User
    colleague: User
    rima: User
    salma: User
    basim: User
    desk: Desk
    second: Desk
    other: Desk
    station: Desk


def build() -> House:
    hope, dar = make_agency(AgencyKind.ASSOCIATION, "Hope", "أمل"), make_agency(AgencyKind.SOCIAL, "Care", "رعاية")
    desk, second, other = make_desk(hope), make_desk(hope), make_desk(dar)
    station = make_desk(make_agency(AgencyKind.POLICE))
    return House(
        nour=make_user(Role.CASE_MANAGER, desk, name_en="Nour"),
        colleague=make_user(Role.CASE_MANAGER, desk, name_en="Colleague"),
        rima=make_user(Role.SUPERVISOR, second, name_en="Rima"),
        salma=make_user(Role.SUPERVISOR, other, name_en="Salma"),
        basim=make_user(Role.POLICE, station),
        desk=desk,
        second=second,
        other=other,
        station=station,
    )


@pytest.fixture
@kept
def house(db: None) -> House:
    return build()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock(MONDAY)
    monkeypatch.setattr(timezone, "now", clock)
    return clock
