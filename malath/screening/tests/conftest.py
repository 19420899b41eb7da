"""Basim screens at a police station, Huda supervises his agency, Zayd has no right."""

import pytest
from django.utils import timezone

from malath.accounts.testing import Cast, cast
from malath.cases.models import Case
from malath.cases.testing import make_case, make_child_case
from malath.foundation.testing import Clock
from malath.privacy.testing import MONDAY
from tests.kept import kept


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock(MONDAY)
    monkeypatch.setattr(timezone, "now", clock)
    return clock


@pytest.fixture
@kept
def people(db: None) -> Cast:
    return cast()


@pytest.fixture
@kept
def case(people: Cast) -> Case:
    """A case that Basim's desk opened."""
    return make_case(people.station, people.basim, name="Dana Alias")


@pytest.fixture
@kept
def child(people: Cast) -> Case:
    return make_child_case(people.station, people.basim)
