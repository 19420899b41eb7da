"""The directory: whom one can ask for what; never where a shelter is."""

from datetime import time, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from malath.accounts import actions as accounts
from malath.accounts.roles import Role
from malath.accounts.testing import Cast, make_user, signed_in
from malath.agencies import actions as acts
from malath.agencies import queries as agencies
from malath.agencies.rules import ServiceFacts, WorkingHours
from malath.agencies.testing import ALWAYS, LONG_AGO, make_agency, make_desk
from malath.agencies.words import Accepts, AgencyKind, Cost, Governorate, ServiceKind
from malath.foundation.actor import WORKER
from malath.foundation.testing import Clock
from malath.privacy.tests.pages import text, value
from malath.workday.directory import hours_text


@pytest.fixture
def basim(client: Client, people: Cast) -> Client:
    return signed_in(client, people.basim)


def test_it_shows_bodies_desks_services_hours_and_phones(basim: Client) -> None:
    body = make_agency(AgencyKind.LEGAL, "Aid of the hill", "عون التل")
    make_desk(body, name_en="Front", services=[ServiceKind.LEGAL], phone="+96260000012")
    said = text(basim.get("/directory/"))
    assert "Aid of the hill Legal aid Front Nobody on duty Legal aid" in said
    assert "Sunday to Thursday, 08:00 to 15:00 Amman +962 6 000 0012" in said


def test_it_says_who_answers_now(basim: Client, people: Cast, clock: Clock) -> None:
    assert "Reception On duty now" in text(basim.get("/directory/"))
    clock.at = clock.at.replace(hour=20)
    signed_in(basim, people.basim)
    assert "Reception Nobody on duty" in text(basim.get("/directory/"))


@pytest.mark.parametrize("governorate", Governorate.values)
def test_a_shelter_is_listed_under_every_governorate_and_its_place_under_none(basim: Client, governorate: str) -> None:
    house = make_agency(AgencyKind.SHELTER, "Dar Irbid", "دار إربد", governorate="IR")
    make_desk(house, name_en="Gate", services=[ServiceKind.SHELTER], governorate="IR")
    said = text(basim.get("/directory/", {"governorate": governorate}))
    line = said.split("Dar Irbid Shelter house Gate")[1].split("Dar")[0]
    assert "Place not shown" in line
    assert "Irbid" not in line


def test_a_shelter_desk_of_another_body_is_hidden_as_well(basim: Client) -> None:
    ministry = make_agency(AgencyKind.SOCIAL, "Social ministry", "الوزارة", governorate="AM")
    make_desk(ministry, name_en="House desk", services=[ServiceKind.SHELTER], governorate="KA")
    make_desk(ministry, name_en="Office", services=[ServiceKind.PROTECTION], governorate="AM")
    said = text(basim.get("/directory/", {"governorate": "IR"}))
    assert "House desk" in said
    assert "Place not shown" in said
    assert "Office" not in said.split("Social ministry")[1]


def test_it_is_narrowed_to_a_service_a_governorate_and_a_name(basim: Client) -> None:
    def names(**wanted: str) -> bool:
        return "Reception" in text(basim.get("/directory/", wanted))

    assert names(service="health")
    assert not names(service="legal")
    assert names(governorate="AM")
    assert not names(governorate="KA")
    assert names(word="clinic")
    assert names(word="عيادة")
    assert not names(word="bakery")


def test_filters_nobody_offers_are_left_out(basim: Client) -> None:
    assert "Reception" in text(basim.get("/directory/", {"service": "dancing", "governorate": "XX"}))


def test_an_empty_answer_says_what_to_try(basim: Client) -> None:
    assert "No desk fits" in text(basim.get("/directory/", {"word": "bakery"}))


def test_the_service_stays_when_the_rest_is_changed(basim: Client) -> None:
    page = basim.get("/directory/", {"service": "health", "governorate": "AM"}).content.decode()
    assert '<input type="hidden" name="service" value="health"' in page
    assert "/directory/?service=legal&amp;governorate=AM" in page


def test_it_takes_as_many_statements_for_many_desks_as_for_few(basim: Client) -> None:
    counts = []
    basim.get("/directory/")  # what is read once by each process
    for _ in range(2):
        make_desk(services=[ServiceKind.HEALTH, ServiceKind.LEGAL])
        with CaptureQueriesContext(connection) as asked:
            basim.get("/directory/")
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_it_is_for_staff_of_every_role_and_for_nobody_else(client: Client, people: Cast) -> None:
    assert client.get("/directory/").status_code == 302
    for role in (Role.STATISTICIAN, Role.ADMINISTRATOR, Role.CAMP):
        assert signed_in(client, make_user(role, people.health_centre)).get("/directory/").status_code == 200


@pytest.mark.parametrize(
    ("hours", "english", "arabic"),
    [
        (ALWAYS, "Day and night", "ليلًا ونهارًا"),
        (
            WorkingHours(time(8), time(15), frozenset({6, 0, 1, 2, 3})),
            "Sunday to Thursday, 08:00 to 15:00",
            "من الأحد إلى الخميس، من 08:00 إلى 15:00",
        ),
        (WorkingHours(time(9), time(12, 30), frozenset({6, 2})), "Sunday and Wednesday, 09:00 to 12:30", None),
        (WorkingHours(time(9), time(12), frozenset({5})), "Saturday, 09:00 to 12:00", None),
    ],
)
def test_hours_are_said_as_people_say_them(hours: WorkingHours, english: str, arabic: str | None) -> None:
    with override("en"):
        assert hours_text(hours) == english
    with override("ar"):
        assert arabic is None or hours_text(hours) == arabic


def test_a_map_and_its_list_say_how_many_desks_are_where(basim: Client) -> None:
    make_desk(make_agency(AgencyKind.LEGAL), services=[ServiceKind.LEGAL], governorate="KA")
    make_desk(make_agency(AgencyKind.SHELTER), services=[ServiceKind.SHELTER], governorate="KA")
    response = basim.get("/directory/", {"service": "legal"})
    assert "Karak 1" in text(response)
    assert "Boundaries are illustrative." in text(response)
    assert response.content.decode().count("<path ") >= 12
    chosen = basim.get("/directory/", {"governorate": "KA"})
    assert "Boundaries are illustrative." not in text(chosen)


def test_the_picture_has_each_governorate_once() -> None:
    assert sorted(one.governorate for one in agencies.picture().outlines) == sorted(Governorate)


def test_what_is_said_of_a_service_is_shown_and_searched(basim: Client) -> None:
    desk = make_desk(make_agency(AgencyKind.LEGAL, "Aid of the hill", "عون التل"), services=[ServiceKind.LEGAL])
    facts = ServiceFacts(("am",), frozenset({Accepts.WOMEN}), frozenset({Governorate.IRBID}), Cost.FREE, needed="Nothing")
    acts.describe_service(desk, ServiceKind.LEGAL, facts, version=1, by=WORKER, at=LONG_AGO)
    said = text(basim.get("/directory/", {"language": "am", "who": "women", "governorate": "IR"}))
    assert "For whom Women Languages Amharic Serves Irbid Cost Free of charge What is needed to come Nothing" in said
    assert "Aid of the hill" not in text(basim.get("/directory/", {"language": "bn"}))


def test_only_who_answers_now_when_that_is_asked(basim: Client, people: Cast, clock: Clock) -> None:
    assert "Reception" in text(basim.get("/directory/", {"on_duty": "on"}))
    clock.at = clock.at.replace(hour=20)
    signed_in(basim, people.basim)
    assert "Reception" not in text(basim.get("/directory/", {"on_duty": "on"}))


def test_a_supervisor_describes_the_services_of_their_body(client: Client, people: Cast) -> None:
    page = f"/manage/desks/{people.station.reference}/services/protection/"
    signed_in(client, people.huda)
    assert "Describe Protection of Front office" in text(client.get("/directory/"))
    typed = {"version": "1", "accepts": ["women"], "languages": ["am"], "cost": "free", "needed": "Nothing"}
    assert client.post(page, typed).status_code == 302
    late = client.post(page, {**typed, "needed": "Slower"})
    assert late.status_code == 409
    assert value(late, "needed") == "Slower"
    assert client.post(page, {**typed, "version": value(late, "version"), "cost": ""}).status_code == 422
    other = f"/manage/desks/{people.shelter.reference}/services/shelter/"
    assert client.get(other).status_code == 403
    assert client.get(f"/manage/desks/{people.station.reference}/services/health/").status_code == 404


def test_a_liaison_post_says_where_it_stands_and_who_is_there(basim: Client, people: Cast, clock: Clock) -> None:
    post = make_desk(post_of=people.station, name_en="Arrivals", hours=ALWAYS, services=[ServiceKind.PROTECTION])
    hazem = make_user(Role.LIAISON, post, name_en="Hazem")
    said = text(basim.get("/directory/"))
    assert "Arrivals Airport liaison post of Front office Nobody on duty" in said
    accounts.put_on_duty(post, hazem, from_at=clock.at, until=clock.at + timedelta(days=1), by=WORKER, at=clock.at)
    assert "Arrivals Airport liaison post of Front office On duty now Hazem" in text(basim.get("/directory/"))
