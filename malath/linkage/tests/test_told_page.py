"""The page of the body that was told: who may read it, what it says, and what who asked sees of the decision."""

import pytest
from django.test import Client

from malath.accounts.roles import Role
from malath.accounts.testing import make_user, signed_in
from malath.agencies.testing import make_agency, make_desk
from malath.agencies.words import AgencyKind
from malath.audit import queries as trail
from malath.audit.words import Did
from malath.cases.testing import make_case
from malath.foundation.testing import Clock
from malath.linkage.models import Telling
from malath.linkage.testing import make_compared, make_told
from malath.linkage.tests.conftest import House
from malath.linkage.words import Reply
from malath.privacy.testing import MONDAY, make_block

NAME = "Fatuma Ali Hassan"


@pytest.fixture
def telling(house: House, clock: Clock) -> Telling:
    held = make_case(house.other, house.salma, name=NAME).person
    asked = make_case(house.desk, house.nour, name=NAME).person
    make_compared(held, house.other, house.salma)
    make_compared(asked, house.desk, house.nour)
    return make_told(asked, house.desk, house.nour)[0]


def url(telling: Telling, act: str = "") -> str:
    return f"/elsewhere/{telling.reference}/{act}"


def test_a_supervisor_of_the_body_reads_who_asks_and_nothing_of_their_file(
    client: Client, house: House, telling: Telling
) -> None:
    page = signed_in(client, house.salma).get(url(telling)).content.decode()
    assert "Hope" in page
    assert telling.person.reference in page
    assert telling.inquiry.person.reference not in page
    assert "Family name" in page


def test_a_shelter_that_asks_is_not_named(client: Client, house: House, clock: Clock) -> None:
    house_of_shelter = make_agency(AgencyKind.SHELTER, "Dar al-Secret", "دار السر")
    desk = make_desk(house_of_shelter)
    manager = make_user(Role.SHELTER_MANAGER, desk)
    held = make_case(house.other, house.salma, name=NAME).person
    asked = make_case(desk, manager, name=NAME).person
    make_compared(held, house.other, house.salma)
    make_compared(asked, desk, manager)
    [telling] = make_told(asked, desk, manager)
    page = signed_in(client, house.salma).get(url(telling)).content.decode()
    assert "Dar al-Secret" not in page
    assert "whose name is not told" in page


def test_the_look_stands_in_the_trail_of_the_file_that_may_be_meant(client: Client, house: House, telling: Telling) -> None:
    signed_in(client, house.salma).get(url(telling))
    assert Did.ELSEWHERE_VIEWED in {line.name for line in trail.file_lines(telling.person.reference)}
    assert Did.ELSEWHERE_VIEWED not in {line.name for line in trail.file_lines(telling.inquiry.person.reference)}


@pytest.mark.parametrize("act", ["", "speak/", "silent/"])
def test_others_of_the_body_who_see_the_file_are_refused(client: Client, house: House, telling: Telling, act: str) -> None:
    signed_in(client, make_user(Role.SOCIAL, house.other))
    answer = client.post(url(telling, act)) if act else client.get(url(telling))
    assert answer.status_code == 403


@pytest.mark.parametrize("act", ["", "speak/", "silent/"])
@pytest.mark.parametrize("who", ["nour", "rima", "basim"])
def test_to_everybody_else_it_never_was(client: Client, house: House, telling: Telling, who: str, act: str) -> None:
    signed_in(client, getattr(house, who))
    answer = client.post(url(telling, act)) if act else client.get(url(telling))
    assert answer.status_code == 404


def test_who_is_kept_from_the_file_of_the_asker_reads_nothing(client: Client, house: House, telling: Telling) -> None:
    make_block(telling.inquiry.person, user=house.salma, by=house.rima)
    assert signed_in(client, house.salma).get(url(telling)).status_code == 404


def test_who_asked_is_shown_whom_to_turn_to(client: Client, house: House, telling: Telling) -> None:
    assert signed_in(client, house.salma).post(url(telling, "speak/")).status_code == 302
    page = signed_in(client, house.nour).get(f"/people/{telling.inquiry.person.reference}/elsewhere/").content.decode()
    assert "Salma" in page
    assert "Care" in page


def test_silence_changes_no_byte_for_who_asked(client: Client, house: House, telling: Telling) -> None:
    place = f"/people/{telling.inquiry.person.reference}/elsewhere/"
    before = signed_in(client, house.nour).get(place).context["page"]
    assert signed_in(client, house.salma).post(url(telling, "silent/")).status_code == 302
    assert Telling.objects.get().reply == Reply.SILENT
    assert signed_in(client, house.nour).get(place).context["page"] == before


def test_a_decision_is_shown_and_not_taken_twice(client: Client, house: House, telling: Telling) -> None:
    signed_in(client, house.salma).post(url(telling, "silent/"))
    again = client.post(url(telling, "speak/"))
    assert again.status_code == 409
    assert "has decided about this already" in again.content.decode()


def test_a_form_that_is_refused_keeps_what_was_typed(client: Client, house: House, clock: Clock) -> None:
    person = make_case(house.desk, house.nour, name=NAME).person
    answer = signed_in(client, house.nour).post(f"/people/{person.reference}/elsewhere/", {"because": "Told it before."})
    assert answer.status_code == 422
    assert "Told it before." in answer.content.decode()
    assert Did.REFUSED in {line.name for line in trail.actor_lines(house.nour.reference)}


def test_the_page_leads_to_the_question_of_consent(client: Client, house: House, clock: Clock) -> None:
    person = make_case(house.desk, house.nour, name=NAME).person
    page = signed_in(client, house.nour).get(f"/people/{person.reference}/elsewhere/").content.decode()
    assert f"/people/{person.reference}/consents/C16/" in page or "C16" in page
    assert client.get(f"/people/{person.reference}/elsewhere/").status_code == 200


def test_time_does_not_change_what_was_decided(client: Client, house: House, telling: Telling) -> None:
    assert signed_in(client, house.salma).get(url(telling)).context["page"].at == MONDAY


def test_where_there_is_no_supervisor_the_desk_decides_and_still_reads_what_it_decided(
    client: Client, house: House, clock: Clock
) -> None:
    desk = make_desk(make_agency(AgencyKind.LEGAL))
    lawyer = make_user(Role.LAWYER, desk)
    held = make_case(desk, lawyer, name=NAME).person
    asked = make_case(house.desk, house.nour, name=NAME).person
    make_compared(held, desk, lawyer)
    make_compared(asked, house.desk, house.nour)
    [telling] = make_told(asked, house.desk, house.nour)
    answer = signed_in(client, lawyer).post(url(telling, "speak/"), follow=True)
    assert answer.status_code == 200
    assert desk.name_en in signed_in(client, house.nour).get(f"/people/{asked.reference}/elsewhere/").content.decode()
