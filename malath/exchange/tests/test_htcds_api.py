"""One case leaves as a record of the standard: by the same gate and act as the workbook, and written down as having left."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from malath.accounts.roles import Power, Role
from malath.accounts.testing import Cast, cast
from malath.api.testing import make_allowed_system, token_for
from malath.audit.models import Event
from malath.audit.words import Did
from malath.cases.models import Case
from malath.cases.testing import make_case
from malath.exchange.models import Export
from malath.exchange.standard import FIELDS
from malath.foundation.testing import Clock
from malath.privacy.models import Left
from malath.privacy.testing import MONDAY, make_block
from tests.kept import kept

pytestmark = pytest.mark.django_db
WHY = {"because": "Our own records"}


@pytest.fixture
@kept
def people() -> Cast:
    return cast()


@pytest.fixture
@kept
def case(people: Cast) -> Case:
    return make_case(people.shelter, people.amal, MONDAY, name="Dana Alias")


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", Clock(MONDAY))


def take(people: Cast, reference: str, said: object = WHY, power: Power = Power.EXCHANGE, desk: str = "shelter") -> Any:
    system = make_allowed_system(getattr(people, desk), at=MONDAY, role=Role.CASE_MANAGER, powers=[power])
    headers = {"authorization": f"Bearer {token_for(system, at=MONDAY)}", "accept-language": "en"}
    at = f"/api/v1/cases/{reference}/htcds"
    return Client(enforce_csrf_checks=True).post(at, said, content_type="application/json", headers=headers)


def test_it_leaves_in_the_standard_s_own_names_with_who_took_it_when_and_why(people: Cast, case: Case) -> None:
    taken = take(people, case.reference).json()
    assert (taken["standard"], taken["case"], taken["because"]) == ("HTCDS 2.0", case.reference, WHY["because"])
    assert taken["taken_by"].startswith("Records (system)")
    assert set(taken["record"]) <= set(FIELDS)
    assert (taken["record"]["prs_FirstName"], taken["record"]["con_Consent"]) == ("Dana Alias", True)
    assert case.person.reference not in str(taken)


def test_it_is_written_down_as_having_left(people: Cast, case: Case) -> None:
    reference = take(people, case.reference).json()["export"]
    assert Left.objects.get(person=case.person).reference == reference
    event = Event.objects.get(name=Did.FILE_EXPORTED)
    assert (event.by_kind, case.person.reference in event.facts) == ("system", True)
    assert Export.objects.get().opened("because") == WHY["because"]


@pytest.mark.parametrize("said", [{}, {"because": ""}, {"because": "x" * 501}, {"because": 1}])
def test_without_a_reason_that_can_be_read_nothing_leaves(people: Cast, case: Case, said: dict[str, Any]) -> None:
    assert take(people, case.reference, said).status_code == 422
    assert not Left.objects.exists()


@pytest.mark.parametrize("kept_out", ["stranger", "block"])
def test_to_who_is_kept_out_there_is_no_such_case(people: Cast, case: Case, kept_out: str) -> None:
    if kept_out == "block":
        make_block(case.person, agency=people.shelter.agency)
    desk = "health_centre" if kept_out == "stranger" else "shelter"
    answers = [take(people, one, desk=desk) for one in (case.reference, "ZZZZ-ZZZZ-ZZZ2")]
    assert [one.status_code for one in answers] == [404, 404]
    assert answers[0].content == answers[1].content
    assert not Left.objects.exists()


def test_a_program_that_may_not_exchange_takes_nothing_out(people: Cast, case: Case) -> None:
    assert take(people, case.reference, power=Power.WRITE_NOTE).status_code == 403
