"""A case closes while somebody writes into it, on PostgreSQL: nothing is written after it, and no request is lost by it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.accounts.testing import make_user
from malath.agencies.testing import make_agency, make_desk
from malath.agencies.words import AgencyKind
from malath.audit.models import Event
from malath.audit.words import Did
from malath.cases.actions import CannotChange
from malath.cases.models import Case
from malath.cases.testing import make_case
from malath.foundation.testing import at_once
from malath.justice.models import Claim
from malath.justice.testing import make_claim
from malath.privacy.testing import make_consent
from malath.privacy.words import ConsentKind
from malath.shelter.testing import AFTER
from malath.shelter.tests.conftest import House
from malath.support.models import FundRequest
from malath.support.testing import make_request
from malath.workday import actions
from malath.workday.actions import CannotCloseBeside
from malath.workday.tests.test_closing_beside import ask, eyes, house

__all__ = ["house"]
ROUNDS = 4
pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _needs_postgres() -> None:
    assert connection.vendor == "postgresql", "races are run on PostgreSQL only"


def against_closing(house: House, above: User, prepare: Callable[[Case], Callable[[], object]]) -> tuple[Case, list[Any]]:
    """A case whose closing waits for approval: it is given while somebody writes."""
    case = make_case(house.desk, house.nour)
    write, looks = prepare(case), eyes(above, case)
    ask(case, house)
    return case, at_once(lambda: actions.close_case(case, looks, by=above, at=AFTER), write)


def test_a_request_to_the_fund_keeps_it_open_or_comes_too_late(house: House) -> None:
    above, fund = make_user(Role.SUPERVISOR, house.desk), make_desk(make_agency(AgencyKind.FUND))

    def prepare(case: Case) -> Callable[[], object]:
        make_consent(case.person, ConsentKind.C3, body=fund.agency, desk=house.desk, by=house.nour)
        return lambda: make_request(case, fund, house.desk, house.nour)

    for _ in range(ROUNDS):
        case, answers = against_closing(house, above, prepare)
        failed = [answer for answer in answers if isinstance(answer, Exception)]
        assert len(failed) == 1, answers
        closed = Case.objects.get(pk=case.pk).closed_at is not None
        assert isinstance(failed[0], CannotChange if closed else CannotCloseBeside), failed
        assert FundRequest.objects.filter(case=case).exists() is not closed


def test_a_claim_is_written_before_it_closes_or_not_at_all(house: House) -> None:
    above = make_user(Role.SUPERVISOR, house.desk)
    for _ in range(ROUNDS):
        case, answers = against_closing(house, above, lambda case: lambda: make_claim(case, house.desk, house.nour))
        assert not isinstance(answers[0], Exception), answers
        events = list(Event.objects.filter(subject=case.reference).order_by("pk").values_list("name", flat=True))
        written = Claim.objects.filter(case=case).exists()
        assert written is not isinstance(answers[1], CannotChange)
        assert not written or events.index(Did.CLAIM_OPENED) < events.index(Did.CASE_CLOSED)
