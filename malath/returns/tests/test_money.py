"""Money: inside budgets, never rounded, one grant for a person under whatever files, nothing paid twice."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError

from malath.agencies.words import Currency
from malath.foundation.acts import act
from malath.linkage.models import Pair
from malath.linkage.testing import make_pairs, make_said
from malath.linkage.words import Said
from malath.returns import actions, rules
from malath.returns.actions import CannotReturn, Part, Spent
from malath.returns.models import Cost, Grant, Instalment, Project, Return
from malath.returns.queries import costs
from malath.returns.rules import Purse
from malath.returns.testing import (
    DECLARED,
    HOUR,
    LEAVES,
    make_grant,
    make_project,
    make_ready,
    make_return,
    make_ticket,
)
from malath.returns.tests.conftest import House
from malath.returns.tests.test_asking import reasons
from malath.returns.words import BudgetLine, PaidBy, ReturnState, StopReason, WhyNot

PHONE = "+962700000034"


@pytest.fixture
def project(house: House) -> Project:
    return make_project(house.office, house.lina)


def spent(actual: str | None = None, estimate: str | None = None, **more: Any) -> Spent:
    money: dict[str, Any] = {"currency": Currency.JOD, "rate": Decimal(1), "paid_by": PaidBy.PROJECT} | more
    return Spent(
        estimate=Decimal(estimate) if estimate else None, actual=Decimal(actual) if actual else None, **money
    )  # fmt: skip


def same(house: House, one: Return, other: Return) -> None:
    """Somebody says that both files are of one person."""
    make_pairs(one.person, house.office, house.omar, DECLARED)
    pair = Pair.objects.get(one_id=min(one.person_id, other.person_id))
    make_said(pair, Said.SAME, house.office, house.omar, DECLARED)


def why(call: Callable[[], object]) -> list[WhyNot]:
    with pytest.raises(CannotReturn) as refused:
        call()
    return reasons(refused)


def left_of(project: Project) -> Decimal:
    project.refresh_from_db()
    return project.budget - project.spent


def test_an_estimate_takes_nothing_and_the_real_amount_once(house: House, returning: Return, project: Project) -> None:
    who: dict[str, Any] = {"by": house.lina, "at": DECLARED}
    row = actions.record_cost(returning, BudgetLine.FARE, spent(estimate="400"), project=project, **who)
    assert left_of(project) == 50_000
    actions.settle_cost(row, Decimal("412.500"), Decimal(1), **who)
    assert left_of(project) == Decimal("49587.500")
    with pytest.raises(CannotReturn) as refused:
        actions.settle_cost(row, Decimal("412.500"), Decimal(1), **who)
    assert reasons(refused) == [WhyNot.PAID_ALREADY]


def test_the_same_form_twice_is_one_cost(house: House, returning: Return, project: Project) -> None:
    once = uuid4()
    for _ in range(2):
        actions.record_cost(
            returning, BudgetLine.EXAM, spent("25"), project=project, by=house.lina, at=DECLARED, once=once
        )  # fmt: skip
    assert Cost.objects.count() == 1
    assert left_of(project) == Decimal(49_975)


def test_another_currency_is_counted_at_its_rate_and_above_the_budget_nothing_is_paid(house: House, returning: Return) -> None:
    small = make_project(house.office, house.lina, name="Small", budget=Decimal(100))
    who: dict[str, Any] = {"project": small, "by": house.lina, "at": DECLARED}
    in_dollars: dict[str, Any] = {"currency": Currency.USD, "rate": Decimal("0.709")}
    actions.record_cost(returning, BudgetLine.TRANSIT, spent("100", **in_dollars), **who)
    assert left_of(small) == Decimal("29.100")
    with pytest.raises(CannotReturn) as refused:
        actions.record_cost(returning, BudgetLine.TRANSIT, spent("42", **in_dollars), **who)
    assert reasons(refused) == [WhyNot.ABOVE_BUDGET]
    with pytest.raises(CannotReturn) as refused:
        actions.record_cost(returning, BudgetLine.TRANSIT, spent("1.005", **in_dollars), **who)
    assert reasons(refused) == [WhyNot.DECIMALS]


def test_a_project_has_one_name_at_a_desk(house: House, project: Project) -> None:
    with pytest.raises(CannotReturn) as refused:
        make_project(house.office, house.lina, name=project.name)
    assert reasons(refused) == [WhyNot.NAME_TAKEN]


def test_a_grant_is_paid_in_order_against_receipts_and_after_the_arrival(
    house: House, returning: Return, project: Project
) -> None:
    make_ready(returning, house.mission.agency, house.lina)
    make_grant(returning, project, house.lina)
    assert left_of(project) == Decimal(49_400)
    pay: dict[str, Any] = {"by": house.lina, "at": LEAVES + 16 * HOUR}
    with pytest.raises(CannotReturn) as refused:
        actions.pay(returning, 1, "R-1", by=house.lina, at=DECLARED)
    assert reasons(refused) == [WhyNot.NOT_ARRIVED]
    make_ticket(returning, house.lina)
    actions.pay(returning, 1, "R-1", by=house.lina, at=DECLARED)
    with pytest.raises(CannotReturn) as refused:
        actions.pay(returning, 2, "R-2", by=house.lina, at=DECLARED)
    assert reasons(refused) == [WhyNot.NOT_ARRIVED]
    actions.depart(returning, says_yes=True, by=house.lina, at=LEAVES)
    actions.confirm_arrival(returning, LEAVES + 15 * HOUR, **pay)
    with pytest.raises(CannotReturn) as refused:
        actions.pay(returning, 2, " ", **pay)
    assert reasons(refused) == [WhyNot.RECEIPT_MISSING]
    actions.pay(returning, 2, "R-2", **pay)
    for number, reason in ((1, WhyNot.PAID_ALREADY), (2, WhyNot.PAID_ALREADY), (3, WhyNot.NO_SUCH_PART)):
        with pytest.raises(CannotReturn) as refused:
            actions.pay(returning, number, "R-3", **pay)
        assert reasons(refused) == [reason]
    assert [row.opened("receipt") for row in Instalment.objects.order_by("number")] == ["R-1", "R-2"]


def test_a_second_grant_for_the_same_return_is_refused(house: House, returning: Return, project: Project) -> None:
    make_grant(returning, project, house.lina)
    with pytest.raises(CannotReturn) as refused:
        make_grant(returning, project, house.lina)
    assert reasons(refused) == [WhyNot.GRANTED_ALREADY]
    assert Grant.objects.count() == 1


def test_one_person_under_two_files_has_one_grant_and_loses_nothing_else(
    house: House, returning: Return, project: Project
) -> None:
    other = make_return(house.office, house.lina, phone=PHONE)
    same(house, make_return(house.office, house.lina, phone=PHONE), other)
    make_grant(Return.objects.order_by("-pk")[0], project, house.lina)
    with pytest.raises(CannotReturn) as refused:
        make_grant(other, project, house.lina)
    assert reasons(refused) == [WhyNot.GRANTED_ALREADY]
    other.refresh_from_db()
    assert other.state == ReturnState.PREPARING


def test_of_two_grants_made_before_the_files_were_one_the_second_is_not_paid(house: House, project: Project) -> None:
    both = [make_return(house.office, house.lina, phone=PHONE) for _file in range(2)]
    for row in both:
        make_ready(row, house.mission.agency, house.lina)
        make_ticket(row, house.lina)
        make_grant(row, project, house.lina)
    older, paid_first = both
    actions.pay(paid_first, 1, "R-1", by=house.lina, at=DECLARED)
    same(house, *both)
    assert why(lambda: actions.pay(older, 1, "R-2", by=house.lina, at=DECLARED)) == [WhyNot.GRANTED_ALREADY]
    assert costs.is_granted_elsewhere(older)
    assert not costs.is_granted_elsewhere(paid_first)
    assert Instalment.objects.filter(paid_at__isnull=False).count() == 1


def test_a_stopped_return_gives_back_what_was_not_paid_and_it_is_reserved_again(
    house: House, returning: Return, project: Project
) -> None:
    make_ready(returning, house.mission.agency, house.lina)
    make_ticket(returning, house.lina)
    make_grant(returning, project, house.lina)
    actions.pay(returning, 1, "R-1", by=house.lina, at=DECLARED)
    actions.stop_return(returning, StopReason.WISH, by=house.lina, at=DECLARED)
    assert left_of(project) == Decimal("49599.500")
    assert Instalment.objects.get(number=1).paid_at is not None
    assert why(lambda: actions.reserve_again(returning, by=house.lina, at=DECLARED)) == [WhyNot.NOT_OPEN]
    actions.reopen(returning, desk=house.office, by=house.lina, at=DECLARED)
    assert why(lambda: actions.pay(returning, 2, "R-2", by=house.lina, at=DECLARED)) == [WhyNot.RELEASED]
    actions.reserve_again(returning, by=house.lina, at=DECLARED)
    assert left_of(project) == Decimal("49400.000")
    assert why(lambda: actions.reserve_again(returning, by=house.lina, at=DECLARED)) == [WhyNot.NOT_RELEASED]


def test_a_no_at_the_gate_gives_the_grant_back_too(house: House, returning: Return, project: Project) -> None:
    make_ready(returning, house.mission.agency, house.lina)
    make_ticket(returning, house.lina)
    make_grant(returning, project, house.lina)
    actions.depart(returning, says_yes=False, by=house.lina, at=LEAVES)
    assert left_of(project) == Decimal(50_000)


def test_what_a_project_does_not_have_left_is_not_reserved_again() -> None:
    purse = Purse(Currency.JOD, Decimal(10), DECLARED.date())
    given = rules.why_not_reserve(purse, Decimal(11), DECLARED.date(), released=True, state=ReturnState.PREPARING)
    assert given == [WhyNot.ABOVE_BUDGET]


def test_parts_that_do_not_add_up_are_refused_to_the_last_fils(house: House, returning: Return, project: Project) -> None:
    parts = [Part(Decimal("199.999")), Part(Decimal("200.002"))]
    with pytest.raises(CannotReturn) as refused:
        actions.make_grant(returning, Decimal(400), parts, project=project, by=house.lina, at=DECLARED)
    assert reasons(refused) == [WhyNot.SUM_DIFFERS]
    assert left_of(project) == 50_000


def test_the_database_itself_refuses_a_second_grant_and_an_overdrawn_budget(
    house: House, returning: Return, project: Project
) -> None:
    grant = make_grant(returning, project, house.lina)

    @act
    def twice() -> None:
        Grant.objects.create(returning=returning, project=project, amount=1, currency="JOD", by="x", at=DECLARED)

    @act
    def overdrawn() -> None:
        Project.objects.filter(pk=grant.project_id).update(spent=Decimal(50_001))

    for wrong in (twice, overdrawn):
        with pytest.raises(IntegrityError):
            wrong()
