"""Who is in the room: the cast of every test, systems of the shelter and of the station, and a clock that stands still."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from malath.accounts.roles import Power, Role
from malath.accounts.testing import Cast, cast
from malath.api.models import System
from malath.api.testing import make_allowed_system, token_for
from malath.foundation.testing import Clock
from malath.privacy.testing import MONDAY
from malath.referrals.models import Referral
from malath.referrals.testing import make_sent_referral
from tests.kept import kept


@pytest.fixture
@kept
def people(db: None) -> Cast:
    return cast()


@pytest.fixture
@kept
def sent(people: Cast) -> Referral:
    """A referral for shelter that waits at Amal's desk."""
    return make_sent_referral(people.basim, people.station, people.shelter)


@pytest.fixture
@kept
def shelter(people: Cast) -> System:
    """The system of the shelter, which answers."""
    return make_allowed_system(people.shelter, at=MONDAY, powers=[Power.ANSWER])


@pytest.fixture
@kept
def station(people: Cast) -> System:
    """The system of the station, which refers."""
    return make_allowed_system(people.station, at=MONDAY, role=Role.POLICE, powers=[Power.REFER])


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock(MONDAY)
    monkeypatch.setattr(timezone, "now", clock)
    return clock


Ask = Callable[..., Any]


def asking(system: System) -> Ask:
    """Requests of a system, in English."""
    client, token = Client(enforce_csrf_checks=True), token_for(system, at=MONDAY)

    def ask(path: str, said: object = None, **headers: str) -> Any:
        sent = {"authorization": f"Bearer {token}", "accept-language": "en", **headers}
        if said is None:
            return client.get(f"/api/v1{path}", headers=sent)
        return client.post(f"/api/v1{path}", said, content_type="application/json", headers=sent)

    return ask


@pytest.fixture
def ask(shelter: System, clock: Clock) -> Ask:
    """The shelter's program asks."""
    return asking(shelter)
