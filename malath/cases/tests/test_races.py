"""The same form twice at once, on PostgreSQL: each test fails when the wait is taken away."""

from uuid import UUID, uuid4

import pytest
from django.db import connection

from malath.accounts.testing import cast
from malath.audit import queries as trail
from malath.cases.models import Case
from malath.cases.testing import make_case
from malath.foundation.testing import at_once

ROUNDS = 12
pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _needs_postgres() -> None:
    assert connection.vendor == "postgresql", "races are run on PostgreSQL only"


def test_a_form_sent_twice_at_once_opens_one_case_and_both_are_told_the_same() -> None:
    people = cast()
    for number in range(1, ROUNDS + 1):

        def begin(once: UUID = uuid4()) -> Case:  # noqa: B008  # one mark for both
            return make_case(people.station, people.basim, once=once)

        first, second = at_once(begin, begin)
        assert isinstance(first, Case)
        assert first == second
        assert Case.objects.count() == number
    assert trail.verify().faults == ()
