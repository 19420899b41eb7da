"""Amal answers at a shelter, Basim refers from a police station, Huda supervises Basim's agency, Zayd has no right."""

import pytest
from django.utils import timezone

from malath.accounts.testing import Cast, cast
from malath.cases.models import Case
from malath.cases.testing import make_case
from malath.foundation.testing import Clock
from malath.privacy.testing import MONDAY
from malath.referrals.models import Referral
from malath.referrals.testing import make_sent_referral
from tests.kept import kept


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock(MONDAY)
    monkeypatch.setattr(timezone, "now", clock)
    return clock


@pytest.fixture
@kept
def people(db: None) -> Cast:
    return cast()


@pytest.fixture
@kept
def case(people: Cast) -> Case:
    return make_case(people.station, people.basim, name="Dana Alias")


@pytest.fixture
@kept
def sent(people: Cast) -> Referral:
    """A referral for shelter that waits at Amal's desk."""
    return make_sent_referral(people.basim, people.station, people.shelter)
