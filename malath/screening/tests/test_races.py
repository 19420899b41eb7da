"""Two officers at the same step at once, on PostgreSQL: one is told, nothing is written over. It fails when the wait is taken
away."""

from typing import Any

import pytest
from django.db import connection
from django.db.models import QuerySet

from malath.accounts.testing import Cast, cast
from malath.audit import queries as trail
from malath.cases.testing import make_case
from malath.foundation import asking
from malath.foundation.testing import at_once
from malath.privacy.testing import MONDAY
from malath.screening import actions, queries
from malath.screening.actions import Stale
from malath.screening.models import Screening
from malath.screening.testing import make_screening
from malath.screening.words import Answer

ROUNDS = 10
WITHOUT_LOCK = 60
pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _needs_postgres() -> None:
    assert connection.vendor == "postgresql", "races are run on PostgreSQL only"


def both_write(people: Cast) -> bool:
    """One of them writes, the other is told that they were second."""
    case = make_case(people.station, people.basim)
    screening = make_screening(case, desk=people.station, by=people.basim)
    answers = at_once(
        lambda: actions.save(screening, "EX", {"EX01": Answer.PRESENT}, state=0, by=people.basim, at=MONDAY),
        lambda: actions.save(screening, "EX", {"EX01": Answer.ABSENT}, state=0, by=people.huda, at=MONDAY),
    )
    stale = sum(isinstance(one, Stale) for one in answers)
    return stale == 1 and queries.content_of(queries.fresh(screening)).state("EX") == 1


def test_two_officers_at_one_step_never_write_over_each_other() -> None:
    people = cast()
    assert all(both_write(people) for _ in range(ROUNDS))
    assert trail.verify().faults == ()


def test_without_the_lock_one_would_be_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    people, lock = cast(), QuerySet.select_for_update

    def no_lock(rows: QuerySet[Any], **named: Any) -> QuerySet[Any]:
        return rows if rows.model is Screening else lock(rows, **named)

    monkeypatch.setattr(QuerySet, "select_for_update", no_lock)
    monkeypatch.setattr(asking, "plan_of", lambda *_: None)  # statements are built anew, without locks
    assert not all(both_write(people) for _ in range(WITHOUT_LOCK))


def both_kept(people: Cast) -> bool:
    """Two officers at two steps of one screening."""
    screening = make_screening(make_case(people.station, people.basim), desk=people.station, by=people.basim)
    at_once(
        lambda: actions.save(screening, "EX", {"EX01": Answer.PRESENT}, state=0, by=people.basim, at=MONDAY),
        lambda: actions.save(screening, "CD", {"CD01": Answer.PRESENT}, state=0, by=people.huda, at=MONDAY),
    )
    return set(queries.content_of(queries.fresh(screening)).answers) == {"EX01", "CD01"}


def test_two_steps_at_once_are_both_kept() -> None:
    people = cast()
    assert all(both_kept(people) for _ in range(ROUNDS))
