"""Which tests run on PostgreSQL again."""

import re
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT, assert_none
from tests.engines import runs_on_each

RACES = re.compile(r"\bat_once\(")
MARK = "pytest.mark.postgres"


@pytest.mark.parametrize(
    "path",
    [
        "malath/referrals/tests/test_races.py", "malath/privacy/tests/test_withdraw.py",
        "malath/people/tests/test_constraints.py",
        "tests/journeys/test_scenarios_of_return.py", "tests/journeys/test_every_page_asks.py", "config/tests/test_demo.py",
        "malath/workday/tests/test_tick.py", "malath/shelter/tests/test_append_only.py",
    ],
)  # fmt: skip
def test_what_the_database_decides_runs_on_each(path: str) -> None:
    assert runs_on_each(Path(path))


@pytest.mark.parametrize(
    "path",
    ["malath/privacy/tests/test_consents_view.py", "malath/cases/tests/test_notes.py", "tests/security/test_authorisation.py"],
)  # fmt: skip
def test_what_is_decided_before_it_runs_once(path: str) -> None:
    assert not runs_on_each(Path(path))


def test_what_races_runs_where_it_is_decided() -> None:
    """By the name of its file, or by the mark of its tests."""
    files = [*ROOT.glob("malath/*/tests/test_*.py"), *ROOT.glob("tests/journeys/test_*.py"), *ROOT.glob("tests/security/*.py")]
    racing = [one for one in files if RACES.search(one.read_text(encoding="utf-8"))]
    assert_none(str(one) for one in racing if not runs_on_each(one.relative_to(ROOT)) and MARK not in one.read_text("utf-8"))
