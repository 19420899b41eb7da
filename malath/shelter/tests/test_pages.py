"""The pages of the shelter: who sees what, and that where it is stands on none of them."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.accounts.testing import make_user, signed_in
from malath.agencies.testing import make_agency, make_desk
from malath.agencies.words import AgencyKind
from malath.audit.models import Event
from malath.foundation.testing import Clock
from malath.privacy.testing import make_block, make_compartment
from malath.privacy.words import Section
from malath.referrals.models import Referral
from malath.shelter.models import Place, Refusal, Shelter, ShelterSection, Stay
from malath.shelter.queries.measures import measures
from malath.shelter.testing import ADDRESS, AFTER, make_exit, make_incident, make_stay
from malath.shelter.tests.conftest import House, accepted

NOWHERE = "ZZZZ-ZZZZ-ZZZZ"


@pytest.fixture(autouse=True)
def _now(clock: Clock) -> None:
    clock.at = AFTER


def client_of(user: User) -> Client:
    return signed_in(Client(), user)


def typed(place: Place, **more: str) -> dict[str, str]:
    return {
        "once": str(uuid4()), "place": place.reference, "came_on": "02/11/2026", "came_time": "10:55",
        "entitled": "potential", "voluntary": "on", "rights": "on", "language": "am", "told": "interpreter",
        "care": "Penicillin", **more,
    }  # fmt: skip


def test_a_house_is_set_up_on_pages(house: House) -> None:
    client = client_of(house.amal)
    assert house.refuge.reference in client.get(reverse("shelter:board")).content.decode()
    assert client.post(reverse("shelter:found", args=[house.refuge.reference]), {"boys_until": "12"}).status_code == 302
    shelter = Shelter.objects.get()
    there = [shelter.reference]
    assert client.post(reverse("shelter:set_up", args=there), {"takes": "women", "name": "A"}).status_code == 302
    section = ShelterSection.objects.get().reference
    room = {"section": section, "name": "1", "places": "٣", "when": "night"}
    assert client.post(reverse("shelter:add_unit", args=there), room).status_code == 302
    assert client.post(reverse("shelter:add_unit", args=there), {**room, "places": "40"}).status_code == 422
    assert client.post(reverse("shelter:write_address", args=there), {"address": ADDRESS}).status_code == 302
    assert ADDRESS not in client.get(reverse("shelter:write_address", args=there)).content.decode()
    place = Place.objects.first()
    assert place is not None
    one = [shelter.reference, place.reference]
    assert client.post(reverse("shelter:place", args=one), {"because": "repair"}).status_code == 302
    assert client.post(reverse("shelter:open_place", args=one)).status_code == 302
    assert client.get(reverse("shelter:rooms", args=there)).status_code == 200


def test_only_who_runs_the_house_sets_it_up(house: House, shelter: Shelter) -> None:
    for name in ("set_up", "add_unit", "write_address"):
        assert client_of(house.rima).get(reverse(f"shelter:{name}", args=[shelter.reference])).status_code == 403
        assert client_of(house.nour).get(reverse(f"shelter:{name}", args=[shelter.reference])).status_code == 404
    assert client_of(house.nour).get(reverse("shelter:rooms", args=[shelter.reference])).status_code == 404
    assert client_of(house.nour).get(reverse("shelter:found", args=[house.refuge.reference])).status_code == 404


def test_a_person_is_taken_in_by_the_night_shift(house: House, referral: Referral, places: list[Place]) -> None:
    client, here = client_of(house.rima), [referral.case.reference]
    assert "Person Ha" in client.get(reverse("shelter:rooms", args=[places[0].unit.section.shelter.reference])).content.decode()
    refused = client.post(reverse("shelter:admit", args=here), typed(places[0], voluntary=""))
    assert refused.status_code == 422
    assert "Penicillin" in refused.content.decode(), "what was typed stays"
    assert client.post(reverse("shelter:admit", args=here), typed(places[0])).status_code == 302
    page = client.get(reverse("shelter:file", args=here)).content.decode()
    assert "Penicillin" in page
    assert client.get(reverse("shelter:admit", args=here)).status_code == 404


def test_a_child_without_a_year_is_asked_for_it(house: House, referral: Referral, places: list[Place]) -> None:
    here = [referral.case.reference]
    answer = client_of(house.amal).post(reverse("shelter:admit", args=here), typed(places[0], child1_name="Sami"))
    assert answer.status_code == 422
    assert "Sami" in answer.content.decode()


def test_not_taken_in_needs_another_place_on_the_page_too(house: House, referral: Referral, shelter: Shelter) -> None:
    client, here = client_of(house.amal), [referral.case.reference]
    words = {"words": "No bed tonight.", "reason": "no_bed"}
    assert client.post(reverse("shelter:turn_away", args=here), {**words, "elsewhere": "none"}).status_code == 422
    never = client.post(reverse("shelter:turn_away", args=here), {**words, "reason": "faith", "elsewhere": "shelter"})
    assert "never a reason" in never.content.decode()
    assert client.post(reverse("shelter:no_place", args=here)).status_code == 302
    assert client.post(reverse("shelter:turn_away", args=here), {**words, "elsewhere": "shelter"}).status_code == 302
    assert Refusal.objects.count() == 1


def test_who_refers_sees_that_somebody_stays_and_no_more(house: House, stay: Stay) -> None:
    page = client_of(house.nour).get(reverse("shelter:file", args=[stay.case.reference])).content.decode()
    assert "Stays at a shelter" in page
    assert "1 · 1" not in page
    for name in ("admit", "turn_away"):
        answer = client_of(house.nour).get(reverse(f"shelter:{name}", args=[stay.case.reference]))
        assert answer.status_code == 404


def test_a_stranger_and_a_blocked_worker_get_what_a_case_that_never_was_gets(house: House, stay: Stay) -> None:
    stranger = make_user(Role.CASE_MANAGER, make_desk(make_agency(AgencyKind.ASSOCIATION, "Another", "أخرى")))
    make_block(stay.person, user=house.rima)
    for user in (stranger, house.rima):
        for name in ("file", "admit", "turn_away"):
            for reference in (stay.case.reference, NOWHERE):
                assert client_of(user).get(reverse(f"shelter:{name}", args=[reference])).status_code == 404


def test_a_blocked_worker_sees_a_taken_place_and_nobody(house: House, stay: Stay) -> None:
    make_block(stay.person, user=house.rima)
    page = client_of(house.rima).get(reverse("shelter:rooms", args=[stay.shelter.reference])).content.decode()
    assert stay.case.reference not in page
    assert "Person Ha" not in page
    assert "not open to you" in page


def test_where_it_is_is_read_by_name_only_and_each_reading_is_written_down(house: House, stay: Stay) -> None:
    there = reverse("shelter:address", args=[stay.case.reference])
    for user in (house.nour, house.amal, house.rima, house.huda):
        assert client_of(user).post(there).status_code == 403
    assert client_of(house.nour).get(there).status_code == 405
    nour = make_user(Role.SUPERVISOR, house.desk, name_en="Rana")
    make_compartment(stay.person, Section.PLACE, house.desk, house.nour, giver=nour, at=AFTER)
    answer = client_of(house.nour).post(there)
    assert "Olive Road" in answer.content.decode()
    assert answer.headers["Cache-Control"] == "no-store"
    assert Event.objects.filter(name="shelter.place_read", by=house.nour.reference).count() == 1


def test_the_search_is_for_who_refers(house: House, women: ShelterSection) -> None:
    asked = f"{reverse('shelter:search')}?sex=female&age=adult&when=night&groups=4+2"
    page = client_of(house.nour).get(asked).content.decode()
    assert "Dar al-Nakheel" in page
    assert "Nowhere together" in page
    assert client_of(house.nour).get(f"{asked}+900").status_code == 422
    assert client_of(house.rima).get(asked).status_code == 403


def test_the_board_and_the_house_ask_as_much_for_many_as_for_few(house: House, places: list[Place], stay: Stay) -> None:
    client = client_of(house.amal)
    pages = (reverse("shelter:board"), reverse("shelter:rooms", args=[stay.shelter.reference]))

    def counted() -> list[int]:
        numbers = []
        for page in pages:
            client.get(page)
            with CaptureQueriesContext(connection) as asked:
                client.get(page)
            numbers.append(len(asked))
        return numbers

    before = counted()
    make_stay(accepted(house, "Person Waw"), places[1], house.amal)
    accepted(house, "Person Zay")
    assert counted() == before


def test_who_runs_a_house_reads_it_in_numbers(house: House, stay: Stay) -> None:
    make_incident(stay.shelter, house.amal, stay=stay)
    make_exit(stay, house.amal, AFTER + timedelta(days=3))
    page = measures(stay.shelter, AFTER + timedelta(days=4))
    assert (page.nights, page.taken_in, page.planned) == (3, 1, 100)
    assert [count for _label, count in (*page.incidents, *page.exits)] == [1, 1]
    assert measures(stay.shelter, AFTER + timedelta(days=200)).nights == 0
    where = reverse("shelter:measures", args=[stay.shelter.reference])
    assert signed_in(Client(), house.amal).get(where).status_code == 200
    assert signed_in(Client(), house.rima).get(where).status_code == 403
    assert signed_in(Client(), house.nour).get(where).status_code == 404
