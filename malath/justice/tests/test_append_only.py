"""What was written of a matter, a claim or a piece of evidence only grows: the database refuses anything else."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, models, transaction

from malath.cases.models import Case
from malath.foundation.acts import unguarded
from malath.justice import actions
from malath.justice.actions import Handed
from malath.justice.models import ClaimStep, Handing, Proceeding, StateStep
from malath.justice.testing import AFTER, TODAY, make_claim
from malath.justice.tests.conftest import House
from malath.justice.words import ExhibitKind


@pytest.fixture
def _written(case: Case, house: House, matter: Proceeding) -> None:
    make_claim(case, house.desk, house.nour)
    how: dict[str, Any] = {"desk": house.unit, "by": house.yusuf, "at": AFTER}
    actions.take(matter, case, ExhibitKind.OBJECT, "A key.", Handed("Safe", TODAY), **how)


def refused(write: Callable[[], Any]) -> None:
    with pytest.raises(DatabaseError, match="append-only"), unguarded(), transaction.atomic():
        write()


@pytest.mark.usefixtures("_written")
@pytest.mark.parametrize("model", [StateStep, ClaimStep, Handing])
def test_nothing_is_changed_nor_taken_out(model: type[models.Model]) -> None:
    rows = model._default_manager.all()
    count = rows.count()
    refused(lambda: rows.update(by="SOMEBODY-ELSE"))
    refused(lambda: rows._raw_delete("default"))
    assert model._default_manager.filter(by="SOMEBODY-ELSE").count() == 0
    assert rows.count() == count > 0
