"""Who is in the room of every test of a referral: Amal answers, Basim sends, Huda supervises, Zayd has no right."""

import pytest
from django.test import Client
from django.utils import timezone

from malath.accounts.testing import Cast, cast, signed_in
from malath.cases.models import Case
from malath.cases.testing import make_case
from malath.foundation.testing import Clock
from malath.privacy.testing import MONDAY
from malath.referrals.models import Referral
from malath.referrals.testing import make_draft, make_sent_referral
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
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock(MONDAY)
    monkeypatch.setattr(timezone, "now", clock)
    return clock


@pytest.fixture
@kept
def case(people: Cast) -> Case:
    return make_case(people.station, people.basim, name="Dana Alias")


@pytest.fixture
@kept
def draft(people: Cast, case: Case) -> Referral:
    """A draft with desk and reason; the person was not asked about the shelter yet."""
    return make_draft(people.basim, people.station, people.shelter, case=case)


@pytest.fixture
def basim(client: Client, people: Cast) -> Client:
    return signed_in(client, people.basim)


@pytest.fixture
def amal(people: Cast) -> Client:
    return signed_in(Client(), people.amal)
