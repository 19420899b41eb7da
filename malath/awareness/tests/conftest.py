"""Who runs awareness in these tests: Dana at her desk; Rami at another one."""

from pathlib import Path

import pytest
from django.utils import timezone

from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.accounts.testing import make_user
from malath.agencies.models import Desk
from malath.agencies.testing import make_agency, make_desk
from malath.agencies.words import AgencyKind
from malath.awareness.models import Campaign
from malath.awareness.testing import MONDAY, make_campaign, make_officer


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(timezone, "now", lambda: MONDAY)
    monkeypatch.setattr("malath.documents.queries.attachments.folder", lambda: tmp_path)


@pytest.fixture
def desk(db: None) -> Desk:
    return make_desk(make_agency(AgencyKind.ASSOCIATION))


@pytest.fixture
def dana(desk: Desk) -> User:
    return make_officer(desk)


@pytest.fixture
def rami(db: None) -> User:
    return make_officer(make_desk(make_agency(AgencyKind.SOCIAL)), "Rami")


@pytest.fixture
def focal(db: None) -> User:
    return make_user(Role.FOCAL_POINT, make_desk(make_agency(AgencyKind.MECHANISM)), name_en="Focal")


@pytest.fixture
def campaign(desk: Desk, dana: User) -> Campaign:
    return make_campaign(desk, by=dana)
