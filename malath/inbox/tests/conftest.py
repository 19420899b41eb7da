"""Amal answers at a shelter, Basim refers from a police station, Huda supervises Basim's agency, Zayd has no right."""

from pathlib import Path

import pytest
from pytest_django import Settings

from malath.accounts.testing import Cast, cast
from tests.kept import kept


@pytest.fixture
@kept
def people(db: None) -> Cast:
    return cast()


@pytest.fixture
def outbox(settings: Settings, tmp_path: Path) -> Path:
    """Where what leaves is written."""
    settings.MALATH_OUTBOX = tmp_path / "outbox"
    return tmp_path / "outbox"
