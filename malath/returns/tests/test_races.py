"""What a lock decides, on PostgreSQL: nothing is paid, granted or shown twice, and nobody travels on what
was taken back."""

from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from django.db import connection

from malath.agencies.words import Currency
from malath.foundation.testing import at_once
from malath.privacy.models import Left
from malath.privacy.testing import make_consent
from malath.privacy.words import ConsentKind
from malath.returns import actions
from malath.returns.actions import CannotReturn
from malath.returns.actions.showing import let_see
from malath.returns.models import Declaration, Grant, Instalment, Journey, Return
from malath.returns.rules import Spent
from malath.returns.testing import DECLARED, LEAVES, make_grant, make_project, make_ready, make_return, make_ticket
from malath.returns.tests.conftest import House
from malath.returns.tests.test_money import PHONE, same
from malath.returns.words import BudgetLine, JourneyState, PaidBy

ROUNDS = 3
pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _needs_postgres() -> None:
    assert connection.vendor == "postgresql", "races are run on PostgreSQL only"


def one_counts(*acts: Callable[[], Any]) -> bool:
    """Whether one was done, and the other one refused in a way that a page can tell."""
    answers = at_once(*acts)
    done = [answer for answer in answers if not isinstance(answer, Exception)]
    return len(done) == 1 and sum(isinstance(answer, CannotReturn) for answer in answers) == 1


def pay_twice(house: House, name: str) -> bool:
    row = make_ready(make_return(house.office, house.lina), house.mission.agency, house.lina)
    make_grant(row, make_project(house.office, house.lina, name=name), house.lina)
    make_ticket(row, house.lina)
    fine = one_counts(*[partial(actions.pay, row, 1, "R-1", by=by, at=DECLARED) for by in (house.lina, house.omar)])
    return fine and Instalment.objects.filter(grant__returning=row, paid_at__isnull=False).count() == 1


def two_grants_under_two_files(house: House, name: str) -> bool:
    both = [make_return(house.office, house.lina, phone=f"{PHONE[:-1]}{len(name)}") for _file in range(2)]
    same(house, *both)
    project = make_project(house.office, house.lina, name=name)
    fine = one_counts(*[partial(make_grant, one, project, house.lina) for one in both])
    return fine and Grant.objects.filter(returning__in=both).count() == 1


def pay_under_two_files(house: House, name: str) -> bool:
    both = [make_return(house.office, house.lina, phone=f"{PHONE[:-1]}{len(name)}") for _file in range(2)]
    project = make_project(house.office, house.lina, name=name)
    for row in both:
        make_ready(row, house.mission.agency, house.lina)
        make_ticket(row, house.lina)
        make_grant(row, project, house.lina)
    same(house, *both)
    pays = [partial(actions.pay, row, 1, "R-1", by=house.lina, at=DECLARED) for row in both]
    fine = one_counts(*pays)
    return fine and Instalment.objects.filter(grant__returning__in=both, paid_at__isnull=False).count() == 1


def show_twice(house: House, _name: str) -> bool:
    row = make_return(house.office, house.lina)
    actions.ask_mission(row, house.mission.agency, "Can you meet him?", by=house.lina, at=DECLARED)
    make_consent(row.person, ConsentKind.C12, desk=house.office, by=house.lina, at=DECLARED)
    fine = one_counts(*[partial(let_see, row, by=by, at=DECLARED) for by in (house.lina, house.omar)])
    return fine and Left.objects.filter(how="mission", person=row.person).count() == 1


def two_costs_above_the_budget(house: House, name: str) -> bool:
    row = make_return(house.office, house.lina)
    project = make_project(house.office, house.lina, name=name, budget=Decimal(500))
    spent = Spent(Currency.JOD, None, Decimal(400), Decimal(1), PaidBy.PROJECT)
    act = partial(actions.record_cost, row, BudgetLine.FARE, spent, project=project, by=house.lina, at=DECLARED)
    return one_counts(act, act)


def leave_and_take_back(house: House, _name: str) -> bool:
    row = make_ready(make_return(house.office, house.lina), house.mission.agency, house.lina)
    make_ticket(row, house.lina)
    fine = one_counts(
        partial(actions.depart, row, says_yes=True, by=house.lina, at=LEAVES),
        partial(actions.withdraw_declaration, row, by=house.omar, at=LEAVES),
    )
    left = Journey.objects.get(returning=row).state == JourneyState.LEFT
    return fine and left == Declaration.objects.filter(returning=row, withdrawn_at__isnull=True).exists()


RACES = [
    pay_twice, two_grants_under_two_files, pay_under_two_files, show_twice, two_costs_above_the_budget, leave_and_take_back,
]  # fmt: skip


@pytest.mark.parametrize("race", RACES)
def test_of_two_at_once_one_counts(house: House, race: Callable[[House, str], bool]) -> None:
    assert all(race(house, "x" * (number + 1)) for number in range(ROUNDS))
    assert Return.objects.exists()
