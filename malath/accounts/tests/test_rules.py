from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malath.accounts.roles import RULES, Power, Role
from malath.accounts.rules import ALONE, Holdings, Seat, gaps, must_stay_apart, why_not_join, why_not_put_on_duty
from malath.accounts.words import Reason

NOW = datetime(2026, 11, 8, 7, tzinfo=UTC)
HOUR = timedelta(hours=1)
seats = st.builds(Seat, st.integers(1, 4), st.sampled_from(Role), st.booleans())


def held(*seats: Seat) -> Holdings:
    return Holdings(1, "2222-2222-2222", 1, seats)


def test_a_power_held_at_one_desk_is_not_held_at_another() -> None:
    holdings = held(Seat(1, Role.SHELTER_MANAGER), Seat(2, Role.FOCAL_POINT))
    assert holdings.may(Power.ANSWER)
    assert holdings.may_at(1, Power.ANSWER)
    assert not holdings.may_at(2, Power.ANSWER)
    assert not holdings.may_at(3, Power.ANSWER)


def test_works_at_a_desk_who_sits_there_in_a_role_that_opens_files() -> None:
    holdings = held(Seat(1, Role.SHELTER_MANAGER), Seat(2, Role.ADMINISTRATOR), Seat(3, Role.SUPERVISOR, sits=False))
    assert [holdings.works_at(desk) for desk in (1, 2, 3, 4)] == [True, False, False, False]


def test_a_cap_counts_at_its_desk_only() -> None:
    holdings = held(Seat(1, Role.CASE_MANAGER), Seat(2, Role.CTU_DUTY))
    assert (holdings.cap, holdings.cap_at(1), holdings.cap_at(2), holdings.cap_at(3)) == (4, 4, 2, 0)


def test_who_holds_nothing_may_nothing() -> None:
    assert (held().cap, held().powers, held().roles, held().desk_ids) == (0, frozenset(), frozenset(), ())


def test_supervised_desks_concern_the_supervisor_but_are_not_where_they_sit() -> None:
    holdings = held(Seat(1, Role.SUPERVISOR), Seat(1, Role.SUPERVISOR, sits=False), Seat(2, Role.SUPERVISOR, sits=False))
    assert (holdings.desk_ids, holdings.own_desk_ids) == ((1, 2), (1,))
    assert holdings.desks_with(Power.SUPERVISE) == (1, 2)


@given(st.lists(seats))
def test_nothing_at_a_desk_exceeds_what_is_held_anywhere(some: list[Seat]) -> None:
    holdings = held(*some)
    for desk_id in range(6):
        assert holdings.cap_at(desk_id) <= holdings.cap
        assert {power for power in Power if holdings.may_at(desk_id, power)} <= holdings.powers


@given(st.lists(seats), seats)
def test_another_role_never_takes_anything_away(some: list[Seat], one: Seat) -> None:
    before, after = held(*some), held(*some, one)
    assert before.powers <= after.powers
    assert before.cap <= after.cap


@pytest.mark.parametrize("role", sorted(ALONE))
def test_who_checks_others_holds_nothing_else(role: Role) -> None:
    for other in set(Role) - {role}:
        assert must_stay_apart(role, {other})
        assert must_stay_apart(other, {role})
    assert not must_stay_apart(role, set())
    assert not must_stay_apart(role, {role})


def test_roles_that_work_on_cases_may_come_together() -> None:
    assert not must_stay_apart(Role.CTU_IDENT, {Role.CTU_DUTY, Role.SUPERVISOR})


def test_roles_that_must_stay_apart_show_no_case() -> None:
    assert {RULES[role].cap for role in ALONE} == {0}


def test_every_role_has_a_rule_and_says_what_it_sees() -> None:
    assert set(RULES) == set(Role)
    assert all(str(rule.sees) for rule in RULES.values())


@pytest.mark.parametrize("promised", ["sealed notes", "therapy", "in full"])
def test_no_role_promises_what_nothing_keeps_yet(promised: str) -> None:
    assert [role for role, rule in RULES.items() if promised in str(rule.sees)] == []


def joining(**changes: Any) -> list[Reason]:
    usual: dict[str, Any] = {
        "role": Role.SOCIAL,
        "held": [],
        "account_ended": False,
        "same_agency": True,
        "desk_ended": False,
        "already_there": False,
        "stands_in_for_holder": True,
        "own_account": False,
        "from_at": NOW,
        "until": None,
    }
    return why_not_join(**usual | changes)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"account_ended": True}, Reason.ACCOUNT_ENDED),
        ({"own_account": True}, Reason.OWN_ACCOUNT),
        ({"same_agency": False}, Reason.OTHER_AGENCY),
        ({"desk_ended": True}, Reason.DESK_ENDED),
        ({"already_there": True}, Reason.ALREADY_THERE),
        ({"held": [Role.DPO]}, Reason.MUST_STAY_APART),
        ({"stands_in_for_holder": False}, Reason.NOBODY_TO_STAND_IN_FOR),
        ({"until": NOW}, Reason.ENDS_BEFORE_IT_BEGINS),
    ],
)
def test_each_reason_not_to_join_is_said(changes: dict[str, Any], reason: Reason) -> None:
    assert joining() == []
    assert joining(**changes) == [reason]


@pytest.mark.parametrize(
    ("changes", "reasons"),
    [
        ({}, []),
        ({"member": False}, [Reason.NOT_AT_DESK]),
        ({"desk_ended": True}, [Reason.DESK_ENDED]),
        ({"overlaps": True}, [Reason.OVERLAPS]),
        ({"until": NOW + HOUR}, [Reason.ENDS_BEFORE_IT_BEGINS]),
        ({"from_at": NOW - 2 * HOUR, "until": NOW}, [Reason.OVER]),
    ],
)
def test_each_reason_against_a_duty_is_said(changes: dict[str, Any], reasons: list[Reason]) -> None:
    usual: dict[str, Any] = {
        "member": True,
        "desk_ended": False,
        "overlaps": False,
        "from_at": NOW + HOUR,
        "until": NOW + 2 * HOUR,
        "at": NOW,
    }
    assert why_not_put_on_duty(**usual | changes) == reasons


def test_the_gaps_of_a_roster_are_found() -> None:
    times = [(NOW + 2 * HOUR, NOW + 4 * HOUR), (NOW + 3 * HOUR, NOW + 5 * HOUR)]
    assert gaps(times, NOW, NOW + 6 * HOUR) == [(NOW, NOW + 2 * HOUR), (NOW + 5 * HOUR, NOW + 6 * HOUR)]
    assert gaps([], NOW, NOW + HOUR) == [(NOW, NOW + HOUR)]
    assert gaps([(NOW - HOUR, NOW + 9 * HOUR)], NOW, NOW + HOUR) == []


@given(st.lists(st.tuples(st.integers(-5, 30), st.integers(1, 10))), st.integers(1, 24))
def test_every_hour_is_either_covered_or_in_a_gap(shifts: list[tuple[int, int]], length: int) -> None:
    times = [(NOW + start * HOUR, NOW + (start + long) * HOUR) for start, long in shifts]
    found = gaps(times, NOW, NOW + length * HOUR)
    for hour in range(length):
        middle = NOW + hour * HOUR + HOUR / 2
        covered = any(begins <= middle < ends for begins, ends in times)
        assert covered != any(begins <= middle < ends for begins, ends in found)
