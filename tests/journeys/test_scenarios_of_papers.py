"""Scenarios 1 (steps 4 and 10) and 3 (step 4): the absconding report, overstay and its waiver; papers that are attached.

With the pages, without a browser.
"""

from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from malath.accounts.models import User
from malath.accounts.testing import signed_in
from malath.cases.models import Case
from malath.documents.testing import PLACE, make_photograph
from malath.foundation import clock as time
from malath.foundation.testing import Clock
from malath.identification.tests.conftest import House, alone, case, house, people
from malath.inbox.models import Item
from malath.people.models import Waiver
from malath.people.queries import stay as stays
from malath.people.words import WhyNotTravel
from malath.privacy.testing import MONDAY
from malath.referrals.tests.conftest import clock
from malath.workday.tick import tick

__all__ = ["alone", "case", "clock", "house", "people"]
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("malath.documents.queries.attachments.folder", lambda: tmp_path)
    return tmp_path


def look(user: User, name: str, *args: str) -> str:
    return signed_in(Client(), user).get(reverse(name, args=args)).content.decode()


def press(user: User, name: str, *args: str, **typed: object) -> int:
    data = {"once": str(uuid4()), "known": "said", **typed}
    return signed_in(Client(), user).post(reverse(name, args=args), data).status_code


def ago(days: int) -> str:
    return f"{time.in_amman(MONDAY).date() - days * DAY:%d/%m/%Y}"


def test_an_absconding_report_is_a_sign_and_the_debt_stands_in_both_readings(case: Case, house: House, clock: Clock) -> None:
    person = case.person.reference
    assert press(house.nour, "workday:write_report", person, reporter="employer", state="stands", reported_on=ago(3)) == 302
    page = look(house.nour, "workday:case", case.reference)
    assert "Sign of control" in page
    assert press(house.nour, "workday:count_overstay", person, lawful_until=ago(212)) == 302
    page = look(house.nour, "workday:stay", person)
    assert all(one in page for one in ("636.000", "720.000", "No waiver applied for", "Write down an application"))
    assert "<form" in page
    assert not any(word in page.casefold() for word in ("checkout", "pay now", "payment"))


def test_a_refused_waiver_leaves_three_ways_and_the_ticket_waits(case: Case, house: House, clock: Clock) -> None:
    person = case.person.reference
    press(house.nour, "workday:count_overstay", person, lawful_until=ago(426))
    assert "1278.000" in look(house.nour, "workday:stay", person)
    assert press(house.nour, "workday:apply_for_waiver", person, kind="waiver", on=ago(31)) == 302
    tick(MONDAY)
    assert Item.objects.filter(kind="waiver_waits", subject=person).exists()
    page = look(house.nour, "workday:stay", person)
    assert all(one in page for one in ("Paid from a project line, with approval", "Ask again", "Wait for an exemption window"))
    waiver = Waiver.objects.get()
    decided = {"decided": "refused", "on": ago(0), "after": "window"}
    assert press(house.nour, "workday:decide_waiver", person, waiver.reference, **decided) == 302
    assert stays.stay_of(case.person_id, MONDAY).why_not_travel == [WhyNotTravel.OVERSTAY]
    assert press(house.nour, "workday:apply_for_waiver", person, kind="window", on=ago(0)) == 302


def test_a_photograph_of_a_contract_is_kept_without_the_place_and_nobody_else_sees_it(
    case: Case, house: House, clock: Clock, folder: Path
) -> None:
    file = SimpleUploadedFile("IMG_0001.jpg", make_photograph())
    kept = press(house.nour, "cases:attachments", case.reference, kind="work", section="story", title="Her contract", file=file)
    assert kept == 302
    assert "Her contract" in look(house.nour, "cases:attachments", case.reference)
    lying = [path.read_bytes() for path in folder.glob("*/*")]
    assert len(lying) == 1
    assert PLACE not in lying[0]
    assert signed_in(Client(), house.yusuf).get(reverse("cases:attachments", args=[case.reference])).status_code in {403, 404}
