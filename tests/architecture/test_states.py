"""The drawings of states say what the rules say, and every state can be reached and is written by one act."""

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TypeVar

import pytest
from django.db.models import TextChoices

from malath.cases import rules as cases
from malath.cases.words import CaseStatus
from malath.referrals import actions as referral_acts
from malath.referrals import rules as referrals
from malath.referrals.words import Status
from malath.support import rules as support
from malath.support.words import FundState
from tests.architecture.sources import ROOT, assert_none, module
from tools.states import ACTS, PAGES, Drawing, lines, page

S = TypeVar("S", bound=TextChoices)
TABLES = [(referrals.NEXT, Status), (cases.NEXT, CaseStatus), (support.FUND_NEXT, FundState)]


def lost(following: Mapping[S, frozenset[S]], states: type[S]) -> Iterator[str]:
    """States that the table forgets, that nothing leads to, or that lead to themselves."""
    reached = {after for states_after in following.values() for after in states_after}
    for number, state in enumerate(states):
        if state not in following:
            yield f"{state} has no row"
        if number and state not in reached:
            yield f"nothing leads to {state}"
        if state in following.get(state, frozenset()):
            yield f"{state} leads to itself"


def written_by(where: str) -> dict[str, set[str]]:
    """Which functions of a file, or of a folder of them, give a row which status."""
    found: dict[str, set[str]] = {}
    paths = sorted((ROOT / where).glob("*.py")) or [ROOT / where]
    for function in (one for path in paths for one in functions(module(path, ROOT).tree)):
        for node in ast.walk(function):
            if isinstance(node, ast.Assign) and "referral.status" in ast.unparse(node.targets[0]):
                for name in ast.walk(node.value):
                    if isinstance(name, ast.Attribute) and ast.unparse(name.value) == "Status":
                        found.setdefault(name.attr, set()).add(function.name)
    return found


def functions(tree: ast.Module) -> list[ast.FunctionDef]:
    return [node for node in tree.body if isinstance(node, ast.FunctionDef)]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_the_drawings_are_up_to_date(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert page(path, text) == text, "python -m tools.states --write"


@pytest.mark.parametrize(("following", "states"), TABLES)
def test_no_state_is_lost(following: Mapping[S, frozenset[S]], states: type[S]) -> None:
    assert_none(lost(following, states))


def test_a_lost_state_is_found() -> None:
    following = {Status.DRAFT: frozenset({Status.SENT}), Status.SENT: frozenset({Status.SENT})}
    found = list(lost(following, Status))
    assert "sent leads to itself" in found
    assert "accepted has no row" in found
    assert "nothing leads to declined" in found


def test_each_state_of_a_referral_is_written_by_the_act_that_is_drawn() -> None:
    drawn = {state.name: {act} for state, act in ACTS.items() if state != Status.DRAFT}
    assert written_by("malath/referrals/actions") == drawn
    assert all(hasattr(referral_acts, act) for act in ACTS.values())


def test_a_drawing_begins_ends_and_names_the_acts() -> None:
    following: dict[Status, frozenset[Status]] = {Status.DRAFT: frozenset({Status.SENT}), Status.SENT: frozenset()}
    assert list(lines(Drawing("referrals", following, {Status.SENT: "send"}))) == [
        "stateDiagram-v2",
        "    [*] --> draft",
        "    draft --> sent: send",
        "    sent --> [*]",
    ]
