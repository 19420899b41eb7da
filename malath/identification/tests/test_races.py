"""Two officers at once, on PostgreSQL: one after the other, whoever is first. Every race is run with its locks, and without
them, to see that it is they that keep order."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.db.models import QuerySet

from malath.accounts import queries as accounts
from malath.cases.models import StatusChange
from malath.cases.testing import make_case
from malath.cases.words import CaseStatus
from malath.foundation import asking
from malath.foundation.testing import at_once
from malath.identification import actions
from malath.identification.actions import CannotIdentify
from malath.identification.models import Decision
from malath.identification.testing import AFTER, AGAINST, make_decision, make_given, make_potential, make_proposal, make_review
from malath.identification.tests.conftest import House
from malath.identification.words import ReviewOutcome

ROUNDS = 6
WITHOUT_LOCK = 60
pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
Race = Callable[[House], bool]


@pytest.fixture(autouse=True)
def _needs_postgres() -> None:
    assert connection.vendor == "postgresql", "races are run on PostgreSQL only"


def given(house: House) -> Any:
    case = make_potential(make_case(house.desk, house.nour), house.desk, house.nour)
    make_given(case, house.desk, house.nour, house.unit, house.yusuf)
    return case


def one_counts(answers: list[Any]) -> bool:
    """Whether one was done, and the other one refused in a way that a page can tell."""
    done = [answer for answer in answers if not isinstance(answer, Exception)]
    return len(done) == 1 and sum(isinstance(answer, CannotIdentify) for answer in answers) == 1


def who(house: House, user: Any) -> dict[str, Any]:
    return {"desk": house.unit, "roles": accounts.holdings(user, AFTER).roles_at(house.unit.pk), "by": user, "at": AFTER}


def two_propose(house: House) -> bool:
    case = given(house)
    officers = (house.yusuf, house.dana)
    answers = at_once(
        *[lambda one=one: actions.propose(case, CaseStatus.INCONCLUSIVE, AGAINST, **who(house, one)) for one in officers]
    )
    return one_counts(answers) and Decision.objects.filter(case=case).count() == 1


def two_confirm(house: House) -> bool:
    case = given(house)
    proposal = make_proposal(case, house.unit, house.yusuf)
    answers = at_once(*[lambda one=one: actions.confirm(proposal, **who(house, one)) for one in (house.dana, house.karim)])
    changes = StatusChange.objects.filter(case=case, status=CaseStatus.NOT_IDENTIFIED).count()
    return one_counts(answers) and changes == 1


def one_confirms_and_one_sends_back(house: House) -> bool:
    case = given(house)
    proposal = make_proposal(case, house.unit, house.yusuf)
    answers = at_once(
        lambda: actions.confirm(proposal, **who(house, house.dana)),
        lambda: actions.send_back(proposal, because="Not yet.", **who(house, house.karim)),
    )
    decision = Decision.objects.get(case=case)
    return one_counts(answers) and (decision.confirmed_at is None) != (decision.sent_back_at is None)


def two_settle_a_review(house: House) -> bool:
    case = given(house)
    make_decision(case, house.unit, house.yusuf, house.dana)
    make_review(case, house.desk, house.nour)
    settle = lambda: actions.settle_review(case, ReviewOutcome.UPHELD, None, "Read.", **who(house, house.karim))  # noqa: E731
    return one_counts(at_once(settle, settle))


RACES: list[Race] = [two_propose, two_confirm, one_confirms_and_one_sends_back, two_settle_a_review]


@pytest.mark.parametrize("race", RACES)
def test_one_of_two_counts(house: House, race: Race) -> None:
    assert all(race(house) for _ in range(ROUNDS))


@pytest.mark.parametrize("race", [two_confirm, one_confirms_and_one_sends_back])
def test_without_the_locks_it_goes_wrong(house: House, race: Race, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, *_, **__: rows)
    monkeypatch.setattr(asking, "plan_of", lambda *_: None)  # statements are built anew, without locks

    def goes_wrong() -> bool:
        try:
            return not race(house)
        except Exception:  # noqa: BLE001  # whatever it is, it was not kept in order
            return True

    assert any(goes_wrong() for _ in range(WITHOUT_LOCK))
