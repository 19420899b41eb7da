"""What a system may be given, and by whom, without a database."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malath.accounts.roles import RULES, Power, Role
from malath.accounts.rules import Holdings, Seat
from malath.agencies.testing import LONG_AGO as AT
from malath.api import rules
from malath.api.words import Stage, WhyNotSystem

SOON = AT + timedelta(days=30)
ANY_POWERS = st.frozensets(st.sampled_from(list(Power)))


def why_not(role: Role = Role.SHELTER_MANAGER, *powers: Power, days: int = 30, ended: bool = False) -> list[WhyNotSystem]:
    until = AT + timedelta(days=days)
    return rules.why_not_ask(role=role, powers=powers, desk_ended=ended, until=until, at=AT)


def test_a_system_may_answer_for_a_shelter() -> None:
    assert why_not(Role.SHELTER_MANAGER, Power.ANSWER) == []


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.DPO, Role.STATISTICIAN, Role.SUPERVISOR])
def test_no_system_checks_or_manages_others(role: Role) -> None:
    assert WhyNotSystem.FOR_PEOPLE in why_not(role, Power.ANSWER)
    assert role not in rules.roles_for_systems()


@pytest.mark.parametrize("power", [Power.SEARCH, Power.BREAK_GLASS, Power.BLOCK])
def test_no_system_searches_breaks_glass_or_blocks(power: Power) -> None:
    assert why_not(Role.SHELTER_MANAGER, Power.ANSWER, power) == [WhyNotSystem.NOT_OF_THE_ROLE]


def test_no_system_holds_what_its_role_does_not() -> None:
    assert why_not(Role.POLICE, Power.ANSWER) == [WhyNotSystem.NOT_OF_THE_ROLE]


def test_it_says_everything_that_is_wrong() -> None:
    assert why_not(days=367) == [WhyNotSystem.NO_POWER, WhyNotSystem.TOO_LONG]
    assert why_not(Role.POLICE, Power.REFER, days=0, ended=True) == [WhyNotSystem.DESK_ENDED, WhyNotSystem.OVER]


def test_it_takes_two() -> None:
    assert rules.why_not_allow(stage=Stage.ASKED, own=True, desk_ended=False) == [WhyNotSystem.OWN_REQUEST]
    assert rules.why_not_allow(stage=Stage.ASKED, own=False, desk_ended=True) == [WhyNotSystem.DESK_ENDED]
    assert rules.why_not_allow(stage=Stage.ALLOWED, own=False, desk_ended=False) == [WhyNotSystem.NOT_WAITING]
    assert rules.why_not_allow(stage=Stage.ASKED, own=False, desk_ended=False) == []


def test_one_whose_day_has_come_has_ended() -> None:
    assert rules.stage_of(allowed=True, active=True, until=AT, at=AT) == Stage.ENDED
    assert rules.stage_of(allowed=True, active=False, until=SOON, at=AT) == Stage.ENDED
    assert rules.stage_of(allowed=True, active=True, until=SOON, at=AT) == Stage.ALLOWED
    assert rules.stage_of(allowed=False, active=True, until=SOON, at=AT) == Stage.ASKED


@given(role=st.sampled_from(list(Role)), given_=ANY_POWERS, power=st.sampled_from(list(Power)))
def test_it_never_holds_more_than_its_role_nor_more_than_it_was_given(
    role: Role, given_: frozenset[Power], power: Power
) -> None:
    held = Holdings(1, "", 1, (Seat(7, role),), None, tuple(given_))
    both = power in given_ and power in RULES[role].may
    assert (held.may(power), held.may_at(7, power), held.desks_with(power)) == (both, both, (7,) if both else ())
    assert not held.works_at(7)
