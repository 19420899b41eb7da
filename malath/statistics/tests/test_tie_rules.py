"""What one field says of another: what the acts write always goes together, and tables of both give nobody away."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import timedelta
from itertools import combinations

import pytest

from malath.accounts.roles import Role
from malath.cases import actions as cases
from malath.cases.words import SideState
from malath.figures.rules import STEP
from malath.figures.shapes import Tie
from malath.figures.tables import recovered
from malath.identification.testing import make_potential
from malath.privacy.testing import MONDAY
from malath.statistics import actions, compiling, queries, tie_rules
from malath.statistics.actions import CannotTell
from malath.statistics.compiling.columns import Columns
from malath.statistics.definitions import of
from malath.statistics.opendata import own
from malath.statistics.testing import add_rows, make_columns, make_compile, make_counted
from malath.statistics.tests.conftest import House
from malath.statistics.words import Unit

FIELD_TIES = [tie for tie in tie_rules.ties("JO", {"B1": "ctu"}) if isinstance(tie, Tie)]
BY_NAME = {(tie.first, tie.second): tie.goes for tie in FIELD_TIES}


def test_both_fields_of_a_tie_are_counted_of_one_unit() -> None:
    for tie in FIELD_TIES:
        assert any({tie.first, tie.second} <= {field.code for field in of(unit)} for unit in Unit), tie


@pytest.mark.parametrize(
    ("fields", "goes", "never"),
    [
        (("declined", "answered"), [("no_place", "late"), ("none", "waits")], [("no_place", "waits"), ("conflict", "ended")]),
        (
            ("status", "declined"),
            [("declined", "no_place"), ("sent", "none")],
            [("declined", "none"), ("accepted", "conflict")],
        ),
        (("status", "answered"), [("stopped", "ended"), ("stopped", "late")], [("sent", "late"), ("withdrawn", "in_time")]),
        (("taught", "declined"), [("trained_no", "no_place"), ("not_compared", "none")], [("others_yes", "no_place")]),
        (("taught", "status"), [("trained_yes", "stopped"), ("others_no", "declined")], [("trained_no", "accepted")]),
        (("found", "found_year"), [("identified", "2021"), ("none", "none")], [("none", "2021"), ("identified", "none")]),
        (("stage", "found"), [("identified", "identified"), ("closed", "none")], [("draft", "identified")]),
        (("stage", "found_year"), [("follow_up", "none"), ("draft", "none")], [("identified", "none"), ("referred", "2021")]),
        (("year", "found_year"), [("2020", "2021"), ("2021", "none")], [("2022", "2021")]),
        (("state", "stopped"), [("stopped", "wish"), ("booked", "none")], [("stopped", "none"), ("arrived", "wish")]),
        (("state", "left_year"), [("arrived", "2024"), ("preparing", "2024")], [("arrived", "none")]),
        (("body", "received_by"), [("B1", "ctu"), ("unheard", "police")], [("B1", "police")]),
    ],
)
def test_what_goes_together_and_what_never_does(
    fields: tuple[str, str], goes: Sequence[tuple[str, str]], never: Sequence[tuple[str, str]]
) -> None:
    assert [BY_NAME[fields](*pair) for pair in goes] == [True] * len(goes)
    assert [BY_NAME[fields](*pair) for pair in never] == [False] * len(never)


def test_a_value_that_no_definition_names_may_go_with_any() -> None:
    assert all(BY_NAME[one[:2]]("other", "none") for one in tie_rules.OF_RECORDS)


def attacked(*units: Unit) -> list[object]:
    """Hidden cells of everything that was told of some units that somebody works out."""
    tables = [table for unit in units for table in queries.before(unit)]
    claims = {key: one for _, said in tables for key, one in said.items() if one is not None}
    hidden = [key for _, said in tables for key, one in said.items() if one is None]
    assert hidden
    shapes = [shape for shape, _ in tables]
    return list(recovered(shapes, claims, hidden, STEP, floors=own.floors(), ties=queries.ties()))


def counts(monkeypatch: pytest.MonkeyPatch, columns: dict[Unit, Columns]) -> None:
    monkeypatch.setattr(compiling, "compiled", lambda _at: columns)
    make_compile()


def referrals() -> dict[Unit, Columns]:
    """Of 60 referrals two wait and three were declined."""
    units = make_columns([])
    said: list[Mapping[str, str]] = [{"status": "accepted", "answered": "in_time"}] * 55
    said += [{"status": "declined", "answered": "late", "declined": "no_place"}] * 3 + [
        {"status": "sent", "answered": "waits"}
    ] * 2
    add_rows(units, Unit.REFERRALS, said)
    return units


def people_of_cases() -> dict[Unit, Columns]:
    """Of 40 women and 9 men two had an earlier case."""
    units = make_columns([])
    people = [{"sex": "female", "stage": "identified", "found": "identified", "found_year": "2024"}] * 40
    people += [{"sex": "male", "stage": "draft"}] * 9
    add_rows(units, Unit.PERSONS, people)
    add_rows(units, Unit.CASES, [*people, *people[-2:]])
    return units


@pytest.mark.parametrize(
    ("made", "unit", "names"),
    [
        (referrals, Unit.REFERRALS, ("status", "answered", "declined")),
        (people_of_cases, Unit.PERSONS, ("stage", "found", "found_year")),
    ],
)
def test_tables_of_tied_fields_one_after_another_give_nobody_away(
    house: House, monkeypatch: pytest.MonkeyPatch, made: Callable[[], dict[Unit, Columns]], unit: Unit, names: Sequence[str]
) -> None:
    counts(monkeypatch, made())
    for some in (*((name,) for name in names), *combinations(names, 2)):
        with suppress(CannotTell):
            actions.ask(unit, some, by=house.sama, at=MONDAY)
    assert attacked(unit) == []


def test_tables_of_people_and_of_their_cases_give_nobody_away(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    counts(monkeypatch, people_of_cases())
    for unit in (Unit.PERSONS, Unit.CASES):
        with suppress(CannotTell):
            actions.ask(unit, ("sex",), by=house.sama, at=MONDAY)
    units = {unit for shape, _ in queries.before(Unit.CASES) for _, unit in shape.common}
    assert units == {"persons", "cases"}
    assert attacked(Unit.CASES) == []


def test_who_comes_back_to_the_way_was_found_when_they_were(house: House) -> None:
    """To come back writes the status again, which is no decision."""
    case = make_counted(house.desk, house.nour)
    make_potential(case, house.desk, house.nour)
    later = MONDAY + timedelta(days=2)
    roles, desk, nour = {Role.CASE_MANAGER}, house.desk, house.nour
    cases.set_aside(case, SideState.DECLINED, because="Wants to rest.", desk=desk, roles=roles, by=nour, at=later)
    cases.come_back(case, desk=house.desk, by=house.nour, at=later)
    columns = compiling.compiled(later)[Unit.CASES]
    assert columns.values["found"] == ["potential_victim"]
    assert columns.values["found_by"] == ["NGO"]
