from datetime import UTC, datetime

import pytest

from benchmarks import besides, population
from malath.audit.models import Event
from malath.audit.testing import erasable
from malath.audit.words import Did
from malath.foundation import clock
from malath.referrals import queries as referrals

NOW = datetime(2026, 11, 8, 7, tzinfo=UTC)
PEOPLE = 60


@pytest.fixture(autouse=True)
def _filled(db: None) -> None:
    population.load(population.begin(PEOPLE, at=NOW, thin=True))


def test_what_waits_is_escalated_until_nothing_is_due() -> None:
    rows = dict(besides.escalation())
    escalated = Event.objects.filter(name=Did.REFERRAL_ESCALATED).count()
    (found,) = [name for name in rows if name.startswith("escalating")]
    assert escalated >= int(found.split()[1]) >= PEOPLE // 10
    assert not referrals.to_escalate(clock.now())
    assert "a tick in which nothing is due" in rows


def test_the_whole_trail_is_verified() -> None:
    rows = dict(besides.verification())
    assert any(name.startswith(f"verify-audit of {Event.objects.count():,} events") for name in rows)


def test_a_trail_that_is_not_whole_is_not_measured() -> None:
    with erasable():
        Event.objects.filter(chain__startswith="file:", number=2).update(subject="2222-2222-2222")
    with pytest.raises(SystemExit, match="not whole"):
        besides.verification()
