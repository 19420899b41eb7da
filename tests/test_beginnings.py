"""What tests begin with is what the acts would have written, where nothing else has happened; and it is gone afterwards."""

from collections.abc import Callable

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from malath.accounts.testing import Cast, cast
from malath.agencies.testing import make_agency
from malath.audit.models import Event
from malath.audit.queries import verify
from malath.audit.testing import empty
from malath.foundation.acts import unguarded
from malath.foundation.testing import Clock, guarded_rows
from malath.privacy.testing import MONDAY
from malath.referrals.models import Referral
from malath.referrals.testing import make_sent_referral
from tests import kept as beginnings
from tests.kept import kept

Begin = Callable[[], Cast]


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Which acts were done; nothing is kept from before."""
    monkeypatch.setattr(beginnings, "_kept", {})
    return []


@pytest.fixture
def people(done: list[str]) -> Begin:
    @kept
    def begin() -> Cast:
        done.append("people")
        return cast()

    return begin


@pytest.mark.django_db
def test_the_next_test_gets_the_same_rows_and_no_act_is_done(done: list[str], people: Begin) -> None:
    @kept
    def sent(people: Cast) -> Referral:
        done.append("sent")
        return make_sent_referral(people.basim, people.station, people.shelter)

    seen = []
    for _time in range(2):
        before = transaction.savepoint()
        referral = sent(people())
        seen.append((guarded_rows(), referral))
        assert verify().faults == ()
        transaction.savepoint_rollback(before)
    assert done == ["people", "sent"]
    assert seen[0] == seen[1]
    assert seen[0][1] is not seen[1][1], "each changes its own"


@pytest.mark.django_db
@pytest.mark.parametrize("other", ["something happened", "another time"])
def test_where_anything_is_otherwise_the_acts_are_done(
    done: list[str], people: Begin, other: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = transaction.savepoint()
    people()
    transaction.savepoint_rollback(before)
    if other == "something happened":
        make_agency()
    else:
        monkeypatch.setattr(timezone, "now", Clock(MONDAY))
    people()
    assert done == ["people", "people"]


@pytest.mark.django_db(transaction=True)
def test_what_was_committed_is_taken_back(people: Begin) -> None:
    people()
    assert Event.objects.exists()
    empty()
    assert {table: rows for table, rows in guarded_rows().items() if rows} == {}
    people()
    with pytest.raises(DatabaseError, match="append-only"), unguarded():
        Event.objects.update(name="x")
