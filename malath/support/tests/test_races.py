"""Two at once, on PostgreSQL: one after the other, whoever is first, and only one counts."""

from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from django.db import connection

from malath.accounts.roles import Role
from malath.accounts.testing import make_user
from malath.agencies.testing import make_agency, make_desk
from malath.agencies.words import AgencyKind
from malath.cases.testing import make_case, make_child_case
from malath.foundation.testing import at_once
from malath.privacy.testing import make_agreement
from malath.support import actions
from malath.support.actions import CannotSupport
from malath.support.models import FundRequest, Panel, Payment, Plan
from malath.support.testing import AFTER, make_goal, make_request
from malath.support.tests.conftest import House
from malath.support.words import Domain

TODAY = AFTER.date()
ROUNDS = 4
REASON = "The rent is fair."
pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _needs_postgres() -> None:
    assert connection.vendor == "postgresql", "races are run on PostgreSQL only"


def one_counts(*acts: Callable[[], Any]) -> bool:
    """Whether one was done, and the other one refused in a way that a page can tell."""
    answers = at_once(*acts)
    done = [answer for answer in answers if not isinstance(answer, Exception)]
    return len(done) == 1 and sum(isinstance(answer, CannotSupport) for answer in answers) == 1


def granted(house: House, amount: Decimal = Decimal(480)) -> tuple[FundRequest, Any, Any]:
    committee = make_desk(make_agency(AgencyKind.FUND))
    case = make_case(house.desk, house.nour)
    make_agreement(case.person, committee.agency, desk=house.desk, by=house.nour, at=AFTER)
    row = make_request(case, committee, house.desk, house.nour)
    first, second = (make_user(Role.FUND, committee) for _ in range(2))
    return actions.propose_grant(row, amount, REASON, by=first, at=AFTER), first, second


def pay_twice(house: House) -> bool:
    row, first, second = granted(house)
    actions.confirm_grant(row, by=second, at=AFTER)
    fine = one_counts(*[partial(actions.record_payment, row, Decimal(400), TODAY, by=by, at=AFTER) for by in (first, second)])
    return fine and Payment.objects.filter(request=row).count() == 1


def confirm_and_leave(house: House) -> bool:
    row, _first, second = granted(house)
    return one_counts(
        partial(actions.confirm_grant, row, by=second, at=AFTER), partial(actions.leave_request, row, by=second, at=AFTER)
    )


def two_first_goals(house: House) -> bool:
    case = make_case(house.desk, house.nour)
    answers = at_once(*[partial(make_goal, case, house.desk, house.nour, one) for one in (Domain.LEGAL, Domain.FAMILY)])
    return not any(isinstance(one, Exception) for one in answers) and Plan.objects.filter(case=case).count() == 1


def two_panels(house: House) -> bool:
    case = make_child_case(house.desk, house.nour)
    fine = one_counts(*[partial(actions.open_panel, case, "Where does she live?", **house.nour_at()) for _time in range(2)])
    return fine and Panel.objects.filter(case=case).count() == 1


@pytest.mark.parametrize("race", [pay_twice, confirm_and_leave, two_first_goals, two_panels])
def test_of_two_at_once_one_counts(house: House, race: Callable[[House], bool]) -> None:
    assert all(race(house) for _round in range(ROUNDS))
