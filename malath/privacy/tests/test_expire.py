"""A consent runs out: at read time at once, and written down by the worker."""

from datetime import timedelta

import pytest

from malath.accounts import queries as accounts
from malath.accounts.models import User
from malath.accounts.testing import Cast
from malath.audit import queries as trail
from malath.audit.words import Did
from malath.inbox import queries as inbox
from malath.people.models import Person
from malath.privacy import actions, queries
from malath.privacy.actions import CannotRecord
from malath.privacy.models import Basis, Consent
from malath.privacy.queries.expiring import expiring
from malath.privacy.testing import MONDAY, make_consent, make_shared
from malath.privacy.tests.conftest import House
from malath.privacy.words import ConsentKind, EndedBecause, Level, Purpose

TODAY = MONDAY.date()
AFTER = MONDAY + timedelta(days=8)


@pytest.fixture
def shared(person: Person, house: House, people: Cast) -> Person:
    """Amal's shelter sees the person, for a week."""
    make_consent(person, ConsentKind.C8, desk=house.desk, expires_on=TODAY + timedelta(days=7))
    make_shared(person, people.shelter, asked_at=house.desk, purpose=Purpose.SHELTER)
    return person


def test_access_ends_with_the_last_day_before_anybody_writes_it_down(shared: Person, people: Cast) -> None:
    last_evening = MONDAY + timedelta(days=7, hours=13)
    assert queries.sight_of(accounts.holdings(people.amal, last_evening), shared.reference, last_evening)
    assert queries.sight_of(accounts.holdings(people.amal, AFTER), shared.reference, AFTER) is None


def test_the_worker_finds_what_ran_out_and_nothing_else(shared: Person) -> None:
    assert queries.run_out(MONDAY + timedelta(days=7)) == []
    assert [consent.kind for consent in queries.run_out(AFTER)] == ["C8"]


def test_it_ends_what_stood_on_it_and_tells_the_desk(shared: Person, people: Cast) -> None:
    (consent,) = queries.run_out(AFTER)
    actions.expire(consent, shared, at=AFTER)
    ended = Basis.objects.get(grounds__consent=consent)
    assert (ended.ended_at, ended.ended_because) == (AFTER, EndedBecause.EXPIRED)
    assert Consent.objects.get(pk=consent.pk).superseded_at == AFTER
    assert [item.subject for item in inbox.waiting(people.amal.pk, [people.shelter.pk])] == [shared.reference]
    assert queries.run_out(AFTER) == []


def test_it_is_written_down_once(shared: Person) -> None:
    (consent,) = queries.run_out(AFTER)
    actions.expire(consent, shared, at=AFTER)
    with pytest.raises(CannotRecord):
        actions.expire(consent, shared, at=AFTER)


def test_it_leaves_an_event_of_the_worker(shared: Person) -> None:
    (consent,) = queries.run_out(AFTER)
    actions.expire(consent, shared, at=AFTER)
    line = trail.file_lines(shared.reference)[0]
    assert (line.name, line.by_kind, line.facts) == (Did.CONSENT_EXPIRED, "worker", {"kind": "C8", "bases": "1"})


def test_what_runs_out_soon_is_shown_to_who_sees_the_consents(shared: Person, house: House, people: Cast) -> None:
    def soon(user: User, days: int) -> list[str]:
        holdings = accounts.holdings(user, MONDAY)
        return [consent.kind for consent in expiring(holdings, MONDAY, days=days)]

    assert soon(house.nour, 7) == ["C8"]
    assert soon(house.nour, 6) == []
    assert soon(people.zayd, 7) == []


def test_nothing_opens_again_by_itself(shared: Person, house: House) -> None:
    (consent,) = queries.run_out(AFTER)
    actions.expire(consent, shared, at=AFTER)
    standing = queries.standing_for(shared.pk, purpose=Purpose.SHELTER, receiver=house.desk.agency, at=AFTER)
    assert standing.level == Level.L0
