"""Cases and screenings over the network: what the desk sees on its pages and no more, each look in the trail."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from malath.accounts import actions as accounts
from malath.accounts.roles import Power, Role
from malath.accounts.testing import Cast
from malath.accounts.words import RelationKind
from malath.api.models import System
from malath.api.testing import make_allowed_system
from malath.api.tests.conftest import Ask, asking
from malath.audit.models import Event
from malath.audit.words import Did
from malath.cases import queries
from malath.cases.models import Case
from malath.cases.testing import make_case, make_note
from malath.foundation.testing import Clock
from malath.privacy.testing import MONDAY, make_block
from malath.referrals.testing import make_sent_referral
from malath.screening.models import Screening
from malath.screening.testing import make_finished, make_screening
from tests.kept import kept

POWERS = [Power.OPEN_CASE, Power.WRITE_NOTE, Power.SCREEN, Power.REFER]
WORDS = "Saw that the door was locked from outside."


@pytest.fixture
@kept
def case(people: Cast) -> Case:
    return make_case(people.station, people.basim, MONDAY, name="Dana Alias")


@pytest.fixture
@kept
def screening(case: Case, people: Cast) -> Screening:
    return make_finished(case, desk=people.station, by=people.basim)


@pytest.fixture
@kept
def records(people: Cast) -> System:
    """The system of the station, which works in its files."""
    return make_allowed_system(people.station, at=MONDAY, role=Role.POLICE, powers=POWERS)


@pytest.fixture
def look(records: System, clock: Clock) -> Ask:
    return asking(records)


def test_it_lists_the_cases_of_the_desk_without_a_name(look: Ask, case: Case, records: System) -> None:
    page = look("/cases").json()
    assert [(one["reference"], one["status"]) for one in page["items"]] == [(case.reference, "draft")]
    assert "Dana" not in str(page)
    listed = Event.objects.get(name=Did.CASES_LISTED)
    assert (listed.by, listed.by_kind) == (records.user.reference, "system")
    assert case.person.reference in listed.facts


def test_a_list_of_cases_goes_on_where_it_stopped(look: Ask, case: Case, people: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(queries.case_list.__kwdefaults__ or {}, "size", 1)
    make_case(people.station, people.basim, MONDAY - timedelta(days=1))
    first = look("/cases").json()
    second = look(f"/cases?after={first['next']}").json()
    assert [len(first["items"]), len(second["items"])] == [1, 1]
    assert (first["items"] != second["items"], second["next"]) == (True, None)
    assert look("/cases?after=elsewhere").status_code == 422


def test_it_reads_a_case_as_the_page_shows_it(look: Ask, case: Case, people: Cast, screening: Screening) -> None:
    make_note(case, WORDS, desk=people.station, by=people.basim)
    read = look(f"/cases/{case.reference}").json()
    assert (read["facts"]["sex"], read["risk"], read["governorate"]) == (case.person.sex, case.risk, "AM")
    assert [one["text"] for one in read["notes"]] == [WORDS]
    assert [(one["reference"], one["concern"]) for one in read["screenings"]] == [(screening.reference, "refer")]
    assert "Dana" not in str(read)
    assert case.person.reference not in str(read)
    seen = Event.objects.get(name=Did.CASE_VIEWED, subject=case.reference)
    assert (seen.by_kind, "purpose" in seen.facts) == ("system", True)


def test_it_asks_the_database_as_often_for_many_notes_as_for_one(look: Ask, case: Case, people: Cast) -> None:
    asked = []
    for many in (1, 5):
        for _ in range(many):
            make_note(case, WORDS, desk=people.station, by=people.basim)
        with CaptureQueriesContext(connection) as statements:
            look(f"/cases/{case.reference}")
        asked.append(len(statements))
    assert asked[0] == asked[1]


def test_who_accepted_a_referral_reads_what_was_opened_and_not_the_story(people: Cast, clock: Clock) -> None:
    sent = make_sent_referral(people.basim, people.station, people.shelter)
    make_note(sent.case, WORDS, desk=people.station, by=people.basim)
    ask = asking(make_allowed_system(people.shelter, at=MONDAY, powers=[Power.ANSWER, Power.WRITE_NOTE]))
    assert ask(f"/cases/{sent.case.reference}").status_code == 404
    ask(f"/referrals/{sent.reference}/accept", {"key_worker": people.amal.reference})
    read = ask(f"/cases/{sent.case.reference}")
    assert (read.status_code, read.json()["facts"]["sex"], read.json()["notes"]) == (200, sent.person.sex, [])
    assert WORDS not in read.content.decode()


def test_a_case_and_a_screening_are_known_by_their_marks(look: Ask, case: Case, screening: Screening, people: Cast) -> None:
    for at in (f"/cases/{case.reference}", f"/screenings/{screening.reference}"):
        mark = look(at)["ETag"]
        assert look(at, **{"if-none-match": mark}).status_code == 304
    mark = look(f"/cases/{case.reference}")["ETag"]
    make_note(case, WORDS, desk=people.station, by=people.basim)
    assert look(f"/cases/{case.reference}", **{"if-none-match": mark}).status_code == 200


def test_it_reads_a_screening_by_its_codes(look: Ask, case: Case, screening: Screening) -> None:
    read = look(f"/screenings/{screening.reference}").json()
    result = read["result"]
    assert (read["case"], read["state"], result["concern"]) == (case.reference, "finished", "refer")
    assert next(one for one in result["found"] if one["dimension"] == "EX")["present"] == ["EX01", "EX02"]
    assert result["because"]
    assert Event.objects.filter(name=Did.SCREENING_VIEWED, subject=screening.reference, by_kind="system").count() == 1


def test_one_under_way_has_no_result(look: Ask, case: Case, people: Cast) -> None:
    begun = make_screening(case, desk=people.station, by=people.basim, present="EX01")
    assert look(f"/screenings/{begun.reference}").json()["result"] is None


@pytest.mark.parametrize("kept_out", ["stranger", "relation", "block"])
def test_to_who_is_kept_out_there_is_nothing(
    look: Ask, case: Case, screening: Screening, people: Cast, records: System, kept_out: str
) -> None:
    if kept_out == "relation":
        accounts.declare_relation(
            records.user, person_reference=case.person.reference, kind=RelationKind.RELATIVE, by=people.amal, at=MONDAY
        )
    elif kept_out == "block":
        make_block(case.person, agency=people.station.agency)
    else:
        look = asking(make_allowed_system(people.health_centre, at=MONDAY, role=Role.SOCIAL, powers=POWERS))
    assert look("/cases").json()["items"] == []
    for kind, reference, rest in (
        ("cases", case.reference, ""),
        ("cases", case.reference, "/desks?type=shelter"),
        ("screenings", screening.reference, ""),
    ):
        answer = look(f"/{kind}/{reference}{rest}")
        assert (answer.status_code, answer.content) == (404, look(f"/{kind}/ZZZZ-ZZZZ-ZZZ2{rest}").content)


def test_a_program_without_the_power_reads_neither(people: Cast, case: Case, screening: Screening, clock: Clock) -> None:
    ask = asking(make_allowed_system(people.station, at=MONDAY, role=Role.POLICE, powers=[Power.REFER]))
    assert ask("/cases").status_code == 403
    assert ask(f"/cases/{case.reference}").status_code == 403
    assert ask(f"/screenings/{screening.reference}").status_code == 403
    assert not Event.objects.filter(name=Did.CASE_VIEWED).exists()


def test_it_learns_which_desks_could_be_asked_and_what_stands_in_the_way(look: Ask, case: Case, people: Cast) -> None:
    desks = look(f"/cases/{case.reference}/desks?type=shelter").json()
    found = next(one for one in desks if one["reference"] == people.shelter.reference)
    assert (found["agreed"], found["asks"]) == (False, ["C3", "C8"])
    assert "no_consent_for_body" in found["why_not"]
