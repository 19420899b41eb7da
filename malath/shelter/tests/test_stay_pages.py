"""The pages of a stay and of the night: who may, what is refused, and what stands there."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from malath.accounts.testing import signed_in
from malath.audit.models import Event
from malath.foundation.testing import Clock
from malath.privacy import actions as privacy
from malath.privacy.models import Consent
from malath.privacy.testing import make_block, make_consent
from malath.privacy.words import Answer, ConsentKind
from malath.shelter import actions
from malath.shelter.models import Belonging, Exit, HeadCount, Incident, Occupancy, Place, ShiftNote, Stay, StayReview, Visit
from malath.shelter.testing import AFTER, make_belonging, make_incident, make_stay
from malath.shelter.tests.conftest import House, accepted
from malath.shelter.tests.test_pages import client_of

HOUR = {"on": "02/11/2026", "time": "11:00"}


@pytest.fixture(autouse=True)
def _now(clock: Clock) -> None:
    clock.at = AFTER


@pytest.fixture
def host(house: House) -> Client:
    return signed_in(Client(), house.amal)


def of(name: str, stay: Stay, *more: str) -> str:
    return reverse(f"shelter:{name}", args=[stay.case.reference, *more])


def at_house(name: str, stay: Stay, *more: str) -> str:
    return reverse(f"shelter:{name}", args=[stay.shelter.reference, *more])


def test_key_worker_health_check_and_review_are_written_on_pages(house: House, host: Client, stay: Stay) -> None:
    assert host.post(of("key_worker", stay), {"one": house.rima.reference}).status_code == 302
    assert host.post(of("key_worker", stay), {"one": house.nour.reference}).status_code == 422
    assert host.post(of("health", stay), {"said": "later"}).status_code == 302
    assert host.post(of("review_stay", stay), {"words": "Sleeps well.", "why_long": ""}).status_code == 302
    page = host.get(of("file", stay)).content.decode()
    assert "Rima" in page
    assert "Sleeps well." in page
    assert StayReview.objects.count() == 1


def test_money_with_a_fourth_decimal_keeps_what_was_typed(host: Client, stay: Stay) -> None:
    typed = {"kind": "money", "what": "In an envelope", "amount": "١٠٫٥٠٠٥", "currency": "JOD", "both_signed": "on"}
    answer = host.post(of("sign_in", stay), typed)
    assert answer.status_code == 422
    assert "Too many decimals" in answer.content.decode()
    assert "In an envelope" in answer.content.decode()
    assert host.post(of("sign_in", stay), {**typed, "amount": "١٠٫٥٠٠"}).status_code == 302
    assert host.post(of("sign_in", stay), {**typed, "amount": "ten"}).status_code == 422
    thing = Belonging.objects.get()
    host.post(of("sign_out", stay, thing.reference))
    thing.refresh_from_db()
    assert thing.signed_out_at is None, "both sign"
    host.post(of("sign_out", stay, thing.reference), {"both_signed": "on"})
    thing.refresh_from_db()
    assert thing.signed_out_at == AFTER


def test_out_back_visit_and_another_place(host: Client, stay: Stay, places: list[Place]) -> None:
    for name in ("go_out", "come_back"):
        assert host.post(of(name, stay)).status_code == 302
    visit = {"whom": "Her sister", "where": "legal", "on": "03/11/2026", "time": "10:00"}
    assert host.post(of("visit", stay), visit).status_code == 422
    assert host.post(of("visit", stay), {**visit, "agreed": "on"}).status_code == 302
    planned = Visit.objects.get()
    assert host.post(of("settle_visit", stay, planned.reference), {"state": "held"}).status_code == 302
    assert host.post(of("move", stay), {"one": places[1].reference}).status_code == 302
    assert Occupancy.objects.get(stay=stay, until__isnull=True).place == places[1]


def test_an_exit_by_choice_signs_out_what_is_kept_first(house: House, host: Client, stay: Stay) -> None:
    make_belonging(stay, house.amal, what="Blue passport")
    exit_ = {
        **HOUR, "how": "planned", "destination": "family", "looked": "safe", "medicine": "yes", "transport": "yes",
    }  # fmt: skip
    asked = host.post(of("leave_house", stay), exit_)
    assert "Ask first whether they want to be contacted afterwards" in asked.content.decode()
    assert f"/people/{stay.person.reference}/consents/C17/" in asked.content.decode()
    make_consent(stay.person, ConsentKind.C17, Answer.NO, desk=house.refuge, by=house.amal, at=AFTER)
    refused = host.post(of("leave_house", stay), exit_)
    assert refused.status_code == 422
    assert "sign them out" in refused.content.decode()
    host.post(of("sign_out", stay, Belonging.objects.get().reference), {"both_signed": "on"})
    assert host.post(of("leave_house", stay), exit_).status_code == 302
    assert Exit.objects.get().follow_up == "no"
    assert host.get(of("leave_house", stay)).status_code == 404


def test_what_somebody_left_behind_is_given_back_later(house: House, host: Client, stay: Stay) -> None:
    thing = make_belonging(stay, house.amal, what="Blue passport")
    gone = {**HOUR, "how": "unplanned", "destination": "unknown", "looked": "not_looked", "medicine": "no", "transport": "no"}
    assert host.post(of("leave_house", stay), gone).status_code == 302
    assert "Kept for those who have left" in host.get(at_house("rooms", stay)).content.decode()
    assert host.post(at_house("give_back_thing", stay, thing.reference), {"both_signed": "on"}).status_code == 302
    assert "Kept for those" not in host.get(at_house("rooms", stay)).content.decode()


def test_the_house_alone_writes_of_a_stay(house: House, stay: Stay) -> None:
    for name in ("key_worker", "health", "review_stay", "sign_in", "visit", "move", "leave_house"):
        assert client_of(house.nour).get(of(name, stay)).status_code == 403
        assert client_of(house.rima).get(of(name, stay)).status_code == 200


def test_the_night_shift_sees_who_is_in_counts_and_opens_the_sheet(house: House, stay: Stay) -> None:
    night = client_of(house.rima)
    page = night.get(at_house("night", stay)).content.decode()
    assert "Person Ha" in page
    assert night.post(at_house("night", stay), {"counted": "٢"}).status_code == 302
    assert (HeadCount.objects.get().counted, HeadCount.objects.get().expected) == (2, 1)
    assert night.post(at_house("night", stay), {"counted": "many"}).status_code == 422
    assert "Person Ha" in night.get(at_house("emergency_sheet", stay)).content.decode()
    assert Event.objects.filter(name="shelter.night_sheet", by=house.rima.reference).count() == 1


def test_who_is_kept_from_a_file_counts_a_head_without_a_name(house: House, stay: Stay) -> None:
    make_block(stay.person, user=house.rima)
    night = client_of(house.rima)
    for name in ("night", "emergency_sheet", "rooms", "incidents"):
        page = night.get(at_house(name, stay)).content.decode()
        assert "Person Ha" not in page
        assert stay.case.reference not in page
    page_shown = night.get(at_house("night", stay)).context["page"]
    assert (page_shown.unseen, page_shown.expected) == (1, 1)


def test_a_note_goes_to_the_next_shift_and_is_read_once(house: House, host: Client, stay: Stay) -> None:
    about = {"resident": stay.case.reference, "words": "She asked for a lamp."}
    assert client_of(house.rima).post(at_house("hand_over", stay), about).status_code == 302
    assert "She asked for a lamp." in host.get(at_house("night", stay)).content.decode()
    note = ShiftNote.objects.get()
    assert host.post(at_house("take_over", stay, note.reference)).status_code == 302
    make_block(stay.person, user=house.rima)
    assert client_of(house.rima).post(at_house("take_over", stay, note.reference)).status_code == 404
    assert client_of(house.rima).post(at_house("hand_over", stay), about).status_code == 422


def test_an_incident_is_written_at_night_and_looked_at_by_a_supervisor(house: House, stay: Stay) -> None:
    typed = {**HOUR, "kind": "found_out", "words": "A man rang and knew the street.", "resident": ""}
    assert client_of(house.rima).post(at_house("incident", stay), typed).status_code == 302
    incident = Incident.objects.get()
    assert client_of(house.rima).post(at_house("look_at", stay, incident.reference)).status_code == 403
    assert client_of(house.huda).post(at_house("look_at", stay, incident.reference)).status_code == 302
    assert "Looked at" in client_of(house.huda).get(at_house("incidents", stay)).content.decode()


def test_after_a_withdrawal_the_place_is_freed_without_the_file(house: House, host: Client, stay: Stay, clock: Clock) -> None:
    consent = Consent.objects.get(person=stay.person, kind=ConsentKind.C8)
    privacy.withdraw(consent, stay.person, by=house.nour, at=AFTER)
    actions.stop(stay, at=AFTER)
    place = Occupancy.objects.get().place.reference
    page = host.get(at_house("rooms", stay)).content.decode()
    assert "Agreement taken back" in page
    assert stay.case.reference not in page
    assert host.get(of("file", stay)).status_code == 404
    clock.at = AFTER + timedelta(hours=2)
    assert host.post(at_house("free", stay, place)).status_code == 302
    assert host.post(at_house("free", stay, place)).status_code == 404


def test_the_night_and_the_file_ask_as_much_for_many_as_for_few(
    house: House, host: Client, stay: Stay, places: list[Place]
) -> None:
    pages = (at_house("night", stay), at_house("emergency_sheet", stay), at_house("incidents", stay), of("file", stay))

    def counted() -> list[int]:
        numbers = []
        for page in pages:
            host.get(page)
            with CaptureQueriesContext(connection) as asked:
                host.get(page)
            numbers.append(len(asked))
        return numbers

    make_incident(stay.shelter, house.rima, stay=stay)
    make_belonging(stay, house.amal)
    actions.hand_over(stay.shelter, "A lamp.", stay=stay, by=house.rima, at=AFTER)
    before = counted()
    second = make_stay(accepted(house, "Person Waw"), places[1], house.amal)
    for one in (stay, second):
        make_incident(stay.shelter, house.rima, stay=one)
        make_belonging(stay, house.amal)
        actions.hand_over(stay.shelter, "A lamp.", stay=one, by=house.rima, at=AFTER)
    assert counted() == before
