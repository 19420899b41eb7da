"""Messages are read in English here; where Arabic is meant, the test says so. And who is in the room."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.utils import translation

from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.accounts.testing import make_user
from malath.agencies.models import Desk
from malath.agencies.testing import ALWAYS, make_agency, make_desk
from malath.agencies.words import AgencyKind, ServiceKind
from tests.kept import kept


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@dataclass(frozen=True)
class House:
    """Maha manages cases at an association; Layla gives legal aid; Huda supervises a police station."""

    association: Desk
    legal: Desk
    station: Desk
    maha: User
    layla: User
    huda: User


@pytest.fixture
@kept
def house(db: None) -> House:
    association = make_desk(make_agency(AgencyKind.ASSOCIATION), services=[ServiceKind.PROTECTION])
    legal = make_desk(make_agency(AgencyKind.LEGAL), services=[ServiceKind.LEGAL], hours=ALWAYS)
    station = make_desk(make_agency(AgencyKind.POLICE))
    return House(
        association,
        legal,
        station,
        maha=make_user(Role.CASE_MANAGER, association),
        layla=make_user(Role.CASE_MANAGER, legal),
        huda=make_user(Role.SUPERVISOR, station),
    )
