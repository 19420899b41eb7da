"""Pages of breaches: reported in a minute, people in danger first, made safe by their desks; and what nobody learns."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from malath.accounts import actions as accounts
from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.accounts.testing import Cast, make_user, signed_in
from malath.accounts.words import RelationKind
from malath.agencies.models import Desk
from malath.agencies.testing import make_agency, make_desk
from malath.agencies.words import AgencyKind
from malath.audit import queries as trail
from malath.audit.words import Did
from malath.cases.models import Case
from malath.cases.testing import make_case
from malath.cases.words import Risk
from malath.foundation.testing import Clock
from malath.people import actions as persons
from malath.people.testing import make_safe_contact
from malath.people.words import DetailKind
from malath.privacy.models import Breach, Endangered
from malath.privacy.testing import MONDAY, make_block, make_breach
from malath.privacy.tests.pages import text
from malath.privacy.words import BreachKind, Held, Order
from malath.workday.breach_people import people_at_risk

BEFORE = (MONDAY - timedelta(days=30)).date()


@pytest.fixture
def desk(people: Cast) -> Desk:
    return make_desk(make_agency(AgencyKind.ASSOCIATION, "Hand in hand", "يد بيد"), name_en="Case work")


@pytest.fixture
def nour(desk: Desk) -> User:
    return make_user(Role.CASE_MANAGER, desk, name_en="Nour", name_ar="نور")


@pytest.fixture
def officer(people: Cast) -> User:
    return make_user(Role.DPO, people.station, name_en="Officer", name_ar="مسؤول")


@pytest.fixture
def known(desk: Desk, nour: User) -> Case:
    """A case in high danger of which an address was written down."""
    case = make_case(desk, nour, MONDAY, name="Dana Alias", risk=Risk.HIGH)
    persons.write_details(case.person, [(DetailKind.STREET, "Olive street 12")], desk=desk, by=nour, at=MONDAY)
    return case


def typed(**more: str) -> dict[str, str]:
    first = {
        "once": str(uuid4()), "kind": "device", "whose": "me", "since": "01/10/2026", "lost_on": "02/11/2026",
        "what": "Left in a taxi.", "named": "",
    }  # fmt: skip
    return {**first, **more}


def test_what_a_worker_opened_is_what_was_on_their_device(client: Client, known: Case, nour: User, desk: Desk) -> None:
    colleague = make_user(Role.CASE_MANAGER, desk)
    assert not people_at_risk(BreachKind.DEVICE, worker=colleague, desk=None, since=BEFORE, at=MONDAY)
    signed_in(client, colleague).get(f"/people/{known.person.reference}/")
    client.get("/cases/")
    found = people_at_risk(BreachKind.DEVICE, worker=colleague, desk=None, since=BEFORE, at=MONDAY)
    assert [(one.found.reference, one.danger) for one in found] == [(known.person.reference, 3)]
    assert found[0].found.held == {Held.IDENTITY, Held.LISTED}
    assert found[0].found.place
    assert not people_at_risk(
        BreachKind.DEVICE, worker=colleague, desk=None, since=MONDAY.date() + timedelta(days=1), at=MONDAY
    )


def test_of_a_desk_counts_what_anybody_there_opened_and_what_was_sent_there(known: Case, desk: Desk) -> None:
    found = people_at_risk(BreachKind.PAPERS, worker=None, desk=desk, since=BEFORE, at=MONDAY)
    assert [one.found.reference for one in found] == [known.person.reference]


def test_an_account_in_other_hands_means_everything_that_is_open_to_it(known: Case, desk: Desk) -> None:
    colleague = make_user(Role.CASE_MANAGER, desk)
    found = people_at_risk(BreachKind.ACCOUNT, worker=colleague, desk=None, since=BEFORE, at=MONDAY)
    assert [one.found.held for one in found] == [{Held.OPEN}]


def test_files_that_are_named_are_on_the_list_and_made_up_ones_are_not(known: Case, nour: User) -> None:
    found = people_at_risk(
        BreachKind.SENT_WRONG, worker=nour, desk=None, since=BEFORE, at=MONDAY,
        named=[known.person.reference, "7777-7777-7777"],
    )  # fmt: skip
    assert [(one.found.reference, one.found.held) for one in found] == [(known.person.reference, frozenset({Held.NAMED}))]


def test_it_asks_the_same_for_many_as_for_one(desk: Desk, nour: User) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            people_at_risk(BreachKind.DEVICE, worker=nour, desk=None, since=BEFORE, at=MONDAY)
        return len(found)

    make_case(desk, nour, MONDAY)
    before = asked()
    for _ in range(4):
        make_case(desk, nour, MONDAY)
    assert asked() == before


def test_anybody_reports_and_learns_of_nobody(client: Client, known: Case, nour: User, officer: User) -> None:
    signed_in(client, nour)
    assert "Do not call anybody yourself" in text(client.get("/lost/"))
    page = text(client.post("/lost/", typed(), follow=True))
    assert "Reported. The data protection officers were told at once" in page
    breach = Breach.objects.get()
    assert (breach.worker, breach.kind) == (nour, BreachKind.DEVICE)
    row = Endangered.objects.get(breach=breach)
    assert (row.person, row.order, row.place) == (known.person, Order.FIRST, True)
    assert client.get("/trail/breaches/").status_code == 403
    assert client.get(f"/trail/breaches/{breach.reference}/").status_code == 403


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": ""}, {"whose": ""}, {"whose": "7777-7777-7777"}, {"what": ""}, {"what": "x" * 2001}, {"lost_on": "yesterday"},
        {"lost_on": "03/11/2026"}, {"since": "03/11/2026"}, {"named": "Dana"}, {"once": "x"},
    ],
)  # fmt: skip
def test_what_cannot_be_reported_is_said_and_nothing_typed_is_lost(client: Client, nour: User, wrong: dict[str, str]) -> None:
    answer = signed_in(client, nour).post("/lost/", typed(**wrong))
    assert answer.status_code == 422
    assert "what" in wrong or "Left in a taxi." in text(answer)
    assert not Breach.objects.exists()


def test_the_officer_records_for_others(client: Client, known: Case, nour: User, desk: Desk, officer: User) -> None:
    signed_in(client, officer)
    assert client.post("/lost/", typed(whose="", worker="")).status_code == 422
    assert client.post("/lost/", typed(whose="", worker="7777-7777-7777")).status_code == 422
    answer = client.post("/lost/", typed(whose="", worker=nour.reference))
    breach = Breach.objects.get()
    assert answer["Location"] == f"/trail/breaches/{breach.reference}/"
    client.post("/lost/", typed(whose=desk.reference, kind="papers"))
    assert Breach.objects.filter(desk=desk, worker=None).exists()


def test_people_in_danger_come_first_in_codes_and_references(
    client: Client, known: Case, nour: User, desk: Desk, officer: User
) -> None:
    calm = make_case(desk, nour, MONDAY, name="Sami Alias", risk=Risk.LOW)
    breach = make_breach(nour, [calm.person], danger=1)
    reported = people_at_risk(BreachKind.DEVICE, worker=nour, desk=None, since=BEFORE, at=MONDAY)
    assert {one.found.reference for one in reported} == {known.person.reference, calm.person.reference}
    signed_in(client, officer)
    client.post(f"/trail/breaches/{breach.reference}/widen/", {"since": "01/09/2026"})
    assert "Something was lost or seen by the wrong eyes. People in danger first." in text(client.get("/"))
    page = client.get(f"/trail/breaches/{breach.reference}/")
    words = text(page)
    assert words.index(known.person.reference) < words.index(calm.person.reference)
    assert "For 1 person it has to be decided today whether they move." in words
    assert "Nobody has confirmed them: ask counsel." in words
    assert "Case work" in words
    for secret in ("Dana", "Sami", "Olive"):
        assert secret not in page.content.decode()
    line = trail.actor_lines(officer.reference)[0]
    assert (line.name, line.facts["breach"]) == (Did.BREACHES_LISTED, breach.reference)
    assert set(line.facts["shown"].split()) == {known.person.reference, calm.person.reference}


def test_the_officer_contains_tells_and_closes(client: Client, nour: User, officer: User) -> None:
    breach = make_breach(nour)
    signed_in(client, officer)
    address = f"/trail/breaches/{breach.reference}/"
    assert "The trail names nobody in this time" in text(client.get(address))
    assert client.post(f"{address}close/", {"lessons": "Less on phones."}).status_code == 422
    assert client.post(f"{address}contain/", {"how": ""}).status_code == 422
    assert "Contained." in text(client.post(f"{address}contain/", {"how": "The account was ended."}, follow=True))
    assert "was told" in text(client.post(f"{address}unit/", {"number": "2026/77"}, follow=True))
    page = text(client.post(f"{address}close/", {"lessons": "Less on phones."}, follow=True))
    assert "Less on phones." in page
    assert "Close the breach" not in page
    assert client.post(f"{address}widen/", {"since": "01/09/2026"}).status_code == 422
    assert "This breach is closed." in text(client.post(f"{address}ask/", follow=True))
    assert client.get(f"{address}close/").status_code == 405
    assert client.get("/trail/breaches/7777-7777-7777/").status_code == 404


def test_the_desk_makes_the_person_safe(
    client: Client, known: Case, nour: User, desk: Desk, officer: User, clock: Clock
) -> None:
    make_safe_contact(known.person, desk)
    breach = make_breach(nour, [known.person], place=True)
    clock.at = MONDAY + timedelta(hours=1)
    signed_in(client, nour)
    assert "A person has to be made safe" in text(client.get("/"))
    assert "This person has to be made safe" in text(client.get(f"/people/{known.person.reference}/"))
    address = f"/people/{known.person.reference}/safety/"
    page = text(client.get(address))
    for said in ("Friday, 10 to 12", "blue door", "Leave no message.", "Identity and contact"):
        assert said in page
    assert trail.file_lines(known.person.reference)[0].name == Did.IDENTITY_VIEWED
    refused = client.post(f"{address}{breach.reference}/", {"step": "told_by_phone", "note": "She was alone."})
    assert refused.status_code == 422
    assert "Not at this hour" in text(refused)
    assert "She was alone." in text(refused)
    refused = client.post(f"{address}{breach.reference}/", {"step": "told_in_danger"})
    assert (refused.status_code, "Say in a sentence why." in text(refused)) == (422, True)
    client.post(f"{address}{breach.reference}/", {"step": "told_in_danger", "note": "He has her street."})
    page = text(client.post(f"{address}{breach.reference}/", {"step": "moves"}, follow=True))
    assert "Made safe" in page
    assert "This person has to be made safe" not in text(client.get(f"/people/{known.person.reference}/"))
    signed_in(client, officer)
    assert "Everybody on the list is safe" in text(client.get(f"/trail/breaches/{breach.reference}/"))


def test_who_may_not_reach_the_person_learns_nothing(client: Client, known: Case, nour: User, people: Cast) -> None:
    breach = make_breach(nour, [known.person])
    address = f"/people/{known.person.reference}/safety/"
    signed_in(client, people.zayd)
    assert client.get(address).status_code == 404
    assert client.post(f"{address}{breach.reference}/", {"step": "told_in_person"}).status_code == 404
    make_block(known.person, user=nour)
    signed_in(client, nour)
    assert client.get(address).status_code == 404
    assert client.post(f"{address}{breach.reference}/", {"step": "told_in_person"}).status_code == 404


def test_a_file_of_which_nothing_was_lost_has_no_such_page(client: Client, known: Case, nour: User, desk: Desk) -> None:
    breach = make_breach(nour, [known.person])
    other = make_case(desk, nour, MONDAY)
    signed_in(client, nour)
    assert client.get(f"/people/{other.person.reference}/safety/").status_code == 404
    address = f"/people/{other.person.reference}/safety/{breach.reference}/"
    assert client.post(address, {"step": "told_in_person"}).status_code == 404


def test_an_officer_who_is_kept_out_sees_none_of_it(client: Client, known: Case, nour: User, officer: User) -> None:
    breach = make_breach(nour, [known.person])
    accounts.declare_relation(
        officer, person_reference=known.person.reference, kind=RelationKind.RELATIVE, by=officer, at=MONDAY
    )
    page = text(signed_in(client, officer).get(f"/trail/breaches/{breach.reference}/"))
    assert known.person.reference not in page
    assert "The trail names nobody in this time" in page


def test_pages_ask_no_more_for_many(client: Client, desk: Desk, nour: User, officer: User) -> None:
    def asked(address: str) -> int:
        with CaptureQueriesContext(connection) as found:
            client.get(address)
        return len(found)

    def people_of(number: int) -> list[object]:
        return [make_case(desk, nour, MONDAY).person for _ in range(number)]

    one, many = make_breach(nour, people_of(1)), make_breach(nour, people_of(4))  # type: ignore[arg-type]
    signed_in(client, officer)
    asked(f"/trail/breaches/{one.reference}/")
    assert asked(f"/trail/breaches/{one.reference}/") == asked(f"/trail/breaches/{many.reference}/")
    before = asked("/trail/breaches/")
    make_breach(nour, people_of(2))  # type: ignore[arg-type]
    assert asked("/trail/breaches/") == before
