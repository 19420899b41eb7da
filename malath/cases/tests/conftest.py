"""Amal works at a shelter, Basim at a police station, Huda supervises Basim's agency, Zayd has no right."""

import pytest
from django.utils import timezone

from malath.accounts.testing import Cast, cast
from malath.cases.models import Case
from malath.cases.testing import make_case
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
    """A case that Basim's desk opened, of a person with an invented name."""
    return make_case(people.station, people.basim, name="Dana Alias")
