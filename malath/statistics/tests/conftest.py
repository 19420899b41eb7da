"""A house with a desk whose people are counted, and a folder of its own."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from django.utils import timezone

from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.accounts.testing import make_user
from malath.agencies.models import Desk
from malath.agencies.testing import make_agency, make_desk
from malath.agencies.words import AgencyKind
from malath.foundation import keys
from malath.privacy.testing import MONDAY


@dataclass(frozen=True)
class House:
    desk: Desk
    nour: User
    sama: User
    omar: User


@pytest.fixture
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setattr(timezone, "now", lambda: MONDAY)
    monkeypatch.setattr(keys, "var_folder", lambda: tmp_path)
    return tmp_path / "statistics"


@pytest.fixture
def house(db: None, folder: Path) -> House:
    """Nour meets people at an association. Sama is a statistician, Omar coordinates the mechanism."""
    desk, office = make_desk(make_agency(AgencyKind.ASSOCIATION)), make_desk(make_agency(AgencyKind.MECHANISM))
    return House(
        desk,
        make_user(Role.CASE_MANAGER, desk, name_en="Nour"),
        make_user(Role.STATISTICIAN, office, name_en="Sama"),
        make_user(Role.COORDINATOR, office, name_en="Omar"),
    )
