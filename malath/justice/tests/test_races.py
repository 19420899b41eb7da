"""Two at once, on PostgreSQL: one after the other, whoever is first."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from malath.cases.testing import make_case
from malath.foundation.testing import at_once
from malath.justice import actions
from malath.justice.actions import CannotDo
from malath.justice.models import Hearing, Mandate, Notice
from malath.justice.testing import AFTER, TODAY, make_hearing, make_proceeding
from malath.justice.tests.conftest import House
from malath.justice.tests.test_proceedings import as_
from malath.justice.words import Event, LegalAid

ROUNDS = 4
pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _needs_postgres() -> None:
    assert connection.vendor == "postgresql", "races are run on PostgreSQL only"


def one_counts(answers: list[Any]) -> bool:
    """Whether one was done, and the other one refused in a way that a page can tell."""
    done = [answer for answer in answers if not isinstance(answer, Exception)]
    return len(done) == 1 and sum(isinstance(answer, CannotDo) for answer in answers) == 1


def two_move_a_hearing(house: House) -> bool:
    """Whoever was told is told anew once, of one day."""
    case, how = make_case(house.desk, house.nour), as_(house.desk, house.nour)
    matter = make_proceeding(case, house.desk, house.nour)
    actions.choose(matter, case, [Event.HEARING], **how)
    hearing = make_hearing(matter, case, house.desk, house.nour)
    days = (AFTER + timedelta(days=12), AFTER + timedelta(days=15))
    answers = at_once(*[lambda day=day: actions.move_hearing(hearing, case, day, **how) for day in days])
    waiting = Notice.objects.filter(part__case=case, state="waiting").count()
    return one_counts(answers) and waiting == 1 and Hearing.objects.filter(proceeding=matter, state="planned").count() == 1


def two_give_a_mandate(house: House) -> bool:
    case, how = make_case(house.desk, house.nour), as_(house.desk, house.nour) | {"aid": LegalAid.FREE, "on": TODAY}
    give = lambda: actions.give_mandate(case, house.legal.agency, "Layla", **how)  # noqa: E731
    return one_counts(at_once(give, give)) and Mandate.objects.filter(case=case).count() == 1


RACES: list[Callable[[House], bool]] = [two_move_a_hearing, two_give_a_mandate]


@pytest.mark.parametrize("race", RACES)
def test_one_of_two_counts(house: House, race: Callable[[House], bool]) -> None:
    assert all(race(house) for _ in range(ROUNDS))
