"""Two who make files at once, on PostgreSQL: one after the other, so that no budget is spent twice."""

from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.accounts.testing import make_user
from malath.agencies.testing import make_agency, make_desk
from malath.agencies.words import AgencyKind
from malath.foundation import keys
from malath.foundation.acts import unguarded
from malath.foundation.testing import at_once
from malath.privacy.testing import MONDAY
from malath.statistics import compiling, rules
from malath.statistics.actions import own_files
from malath.statistics.actions.records import CannotOpen
from malath.statistics.models import OpenFile, Spending
from malath.statistics.testing import make_columns, make_compile, records_of

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
FIELDS = ["sex", "age"]


@pytest.fixture
def sama(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> User:
    """A statistician, beside four hundred people who are counted."""
    assert connection.vendor == "postgresql", "races are run on PostgreSQL only"
    monkeypatch.setattr(timezone, "now", lambda: MONDAY)
    monkeypatch.setattr(keys, "var_folder", lambda: tmp_path)
    monkeypatch.setattr(compiling, "compiled", lambda _at: make_columns([{"sex": "female"}] * 400))
    monkeypatch.setattr(own_files, "records", lambda _at: records_of(men=500, women=700))
    make_compile()
    return make_user(Role.STATISTICIAN, make_desk(make_agency(AgencyKind.MECHANISM)))


def noisy(by: User) -> OpenFile:
    return own_files.make_noisy(FIELDS, Decimal(4), by=by, at=MONDAY)


def test_two_who_spend_the_last_of_the_budget_at_once_spend_it_once(sama: User, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("opendp")
    monkeypatch.setattr(rules, "EPSILON_IN_ALL", Decimal(4))
    answers = at_once(partial(noisy, sama), partial(noisy, sama))
    assert sum(isinstance(answer, CannotOpen) for answer in answers) == 1, answers
    assert (OpenFile.objects.count(), Spending.objects.count()) == (1, 1)


def test_two_who_make_records_at_once_make_one_file(sama: User) -> None:
    make = partial(own_files.make_records, by=sama, at=MONDAY)
    answers = at_once(make, make)
    assert sum(isinstance(answer, CannotOpen) for answer in answers) == 1, answers
    assert OpenFile.objects.count() == 1


def test_what_was_spent_is_never_changed_here_either(sama: User) -> None:
    pytest.importorskip("opendp")
    noisy(sama)
    with pytest.raises(DatabaseError, match="epsilon is spent once"), unguarded(), transaction.atomic():
        Spending.objects.update(epsilon=Decimal("0.01"))
