"""The page of papers and stay: what it shows, what it refuses, and that it is no bill."""

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from django.test import Client, override_settings
from django.urls import reverse

from malath.accounts.testing import Cast, signed_in
from malath.cases.models import Case
from malath.cases.testing import make_case
from malath.foundation import clock as time
from malath.inbox.models import Item
from malath.people.models import AbscondingReport, Overstay, Person, Waiver
from malath.people.testing import make_overstay, make_report, make_waiver
from malath.privacy.testing import MONDAY
from malath.workday.tick import tick

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

TODAY = time.in_amman(MONDAY).date()
DAY = timedelta(days=1)


@pytest.fixture
def person(case: Case) -> Person:
    return case.person


@pytest.fixture
def amal(client: Client, people: Cast) -> Client:
    return signed_in(client, people.amal)


@pytest.fixture
def case(people: Cast) -> Case:
    return make_case(people.shelter, people.amal, name="Dana Alias")


def page(client: Client, person: Person) -> str:
    return client.get(reverse("workday:stay", args=[person.reference])).content.decode()


def sent(client: Client, name: str, person: Person, *args: str, **typed: str) -> "Answer":
    data = {"once": str(uuid4()), "known": "said", **typed}
    return client.post(reverse(f"workday:{name}", args=[person.reference, *args]), data)


def written(day_ago: int) -> str:
    return f"{TODAY - day_ago * DAY:%d/%m/%Y}"


def test_both_readings_stand_beside_each_other_and_it_is_no_bill(amal: Client, person: Person, people: Cast) -> None:
    make_overstay(person, people.shelter, days=212, by=people.amal)
    text = page(amal, person)
    assert all(sum_ in text for sum_ in ("636.000", "720.000", "212 days without a permit", "Not verified"))
    assert "The debt that a waiver would remove" in text
    assert all(word not in text.casefold() for word in ("pay now", "amount due", "invoice"))


@pytest.mark.parametrize(("reading", "shown"), [("day", (True, False)), ("month", (False, True))])
def test_the_setting_chooses_the_reading(
    amal: Client, person: Person, people: Cast, reading: str, shown: tuple[bool, bool]
) -> None:
    make_overstay(person, people.shelter, days=212, by=people.amal)
    with override_settings(MALATH_OVERSTAY_READING=reading):
        text = page(amal, person)
    assert ("636.000" in text, "720.000" in text) == shown


def test_it_is_told_in_arabic_too(amal: Client, person: Person, people: Cast) -> None:
    make_overstay(person, people.shelter, days=212, by=people.amal)
    amal.cookies["django_language"] = "ar"
    people.amal.language = "ar"
    people.amal.save(update_fields=["language"])
    assert "الدين الذي يزيله الإعفاء" in page(amal, person)


def test_everything_is_written_down_through_the_page(amal: Client, person: Person) -> None:
    assert sent(amal, "count_overstay", person, lawful_until=written(426)).status_code == 302
    assert sent(amal, "apply_for_waiver", person, kind="waiver", on=written(3)).status_code == 302
    waiver = Waiver.objects.get()
    decided = {"decided": "refused", "on": written(0), "after": "window"}
    assert sent(amal, "decide_waiver", person, waiver.reference, **decided).status_code == 302
    assert sent(amal, "write_report", person, reporter="employer", state="stands", words="The day she left").status_code == 302
    text = page(amal, person)
    assert all(one in text for one in ("Wait for an exemption window", "Sign of control", "The day she left", "1278.000"))
    report = AbscondingReport.objects.get()
    assert sent(amal, "cancel_report", person, report.reference, on=written(0)).status_code == 302
    assert "An absconding report stands." not in page(amal, person)
    overstay = Overstay.objects.get()
    sent(amal, "end_overstay", person, overstay.reference)
    assert "No overstay is counted." in page(amal, person)


@pytest.mark.parametrize(
    ("name", "typed", "why"),
    [
        ("count_overstay", {"lawful_until": written(0)}, "The last lawful day has not passed yet."),
        ("count_overstay", {"lawful_until": "soon"}, "Write the date as day/month/year"),
        ("write_report", {"reporter": "employer", "state": "stands", "reported_on": written(-2)}, "This day is still to come."),
        ("apply_for_waiver", {"kind": "waiver", "on": written(1), "words": "typed text"}, "there is nothing to waive"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(
    amal: Client, person: Person, name: str, typed: dict[str, str], why: str
) -> None:
    answer = sent(amal, name, person, **typed)
    assert (answer.status_code, why in answer.content.decode()) == (422, True)


def test_a_report_shows_on_the_case_as_a_sign_of_control(amal: Client, case: Case, people: Cast) -> None:
    make_report(case.person, people.shelter, by=people.amal)
    text = amal.get(reverse("workday:case", args=[case.reference])).content.decode()
    assert "Absconding report" in text
    assert "Sign of control" in text


def test_a_stranger_does_not_learn_of_it(client: Client, person: Person, people: Cast) -> None:
    signed_in(client, people.zayd)
    assert client.get(reverse("workday:stay", args=[person.reference])).status_code == 404
    assert sent(client, "count_overstay", person, lawful_until=written(9)).status_code == 404
    assert not Overstay.objects.exists()


def test_the_desk_is_told_when_an_application_waits_for_a_month(person: Person, people: Cast) -> None:
    make_overstay(person, people.shelter, days=90, by=people.amal)
    make_waiver(person, people.shelter, on=TODAY - 31 * DAY, by=people.amal)
    tick(MONDAY)
    tick(MONDAY + timedelta(minutes=1))
    item = Item.objects.get(kind="waiver_waits")
    assert item.link == reverse("workday:stay", args=[person.reference])
