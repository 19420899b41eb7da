"""Who is in the room of every test of a referral: Amal answers, Basim sends, Huda supervises, Zayd has no right."""

import pytest

from malath.accounts.testing import Cast, cast
from malath.referrals.models import Referral
from malath.referrals.testing import make_sent_referral


@pytest.fixture
def people(db: None) -> Cast:
    return cast()


@pytest.fixture
def sent(people: Cast) -> Referral:
    """A referral for shelter that waits at Amal's desk."""
    return make_sent_referral(people.basim, people.station, people.shelter)
