"""The dashboard: told as far as tables are told, each figure with its definition."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from malath.accounts.roles import Role
from malath.accounts.testing import make_user, signed_in
from malath.accounts.words import Language
from malath.foundation.actor import WORKER
from malath.privacy.testing import MONDAY
from malath.statistics import actions, compiling
from malath.statistics.compiling.columns import Columns
from malath.statistics.definitions import NONE, SCORECARD, of
from malath.statistics.queries.dashboard import dashboard
from malath.statistics.testing import make_columns
from malath.statistics.tests.conftest import House
from malath.statistics.words import Unit

SHOWN = ((Unit.CASES, ("governorate",)), *((Unit.REFERRALS, fields) for fields in SCORECARD[:2]))


@pytest.fixture
def counted(house: House, monkeypatch: pytest.MonkeyPatch) -> House:
    """Forty cases in Amman, thirty in Irbid, two in Mafraq; of referrals to shelters 30 in time, 20 late, one declined."""
    units = make_columns([{"governorate": "AM" if n < 40 else "IR" if n < 70 else "MA"} for n in range(72)])
    referrals, blank = Columns([field.code for field in of(Unit.REFERRALS)]), {f.code: NONE for f in of(Unit.REFERRALS)}
    some = [{"received_by": "shelter", "answered": "in_time" if n < 30 else "late"} for n in range(50)]
    referrals.add_all((n, blank | one) for n, one in enumerate([*some[1:], some[0] | {"declined": "no_place"}]))
    units[Unit.REFERRALS] = referrals
    monkeypatch.setattr(compiling, "compiled", lambda _at: units)
    actions.compile_figures(by=WORKER, at=MONDAY, standard=SHOWN)
    return house


def test_the_map_tells_the_forty_and_not_the_two(counted: House) -> None:
    places = {place.outline.governorate.value: (place.told, place.shade) for place in dashboard().places}
    assert len(places) == 12
    assert places["AM"] == (40, 4)
    assert places["MA"] == (None, 0)


def test_numbers_stand_on_the_map_in_both_languages(counted: House, client: Client) -> None:
    """A comma in a place would take the digits of a number apart, and markup within a picture is not shown."""
    for language in Language:
        page = signed_in(client, make_user(Role.COMMITTEE, counted.desk, language=language)).get(
            reverse("statistics:dashboard")
        )
        (drawn,) = re.findall(r'<text x="([^"]+)" y="([^"]+)">40</text>', page.content.decode())
        assert all(re.fullmatch(r"[0-9.]+", place) for place in drawn)


def test_the_scorecard_says_how_many_were_answered_and_hides_the_one_refusal(counted: House) -> None:
    answered, declined = dashboard().scorecard
    for figure in (answered, declined):
        told = [number for row in figure.sheet.rows for _, number in row.cells if number is not None]
        assert max(told) == 50
        assert all(number >= 5 for number in told)


def test_the_national_committee_reads_it_with_every_definition(counted: House, client: Client) -> None:
    page = signed_in(client, make_user(Role.COMMITTEE, counted.desk)).get(reverse("statistics:dashboard")).content.decode()
    meanings = client.get(reverse("statistics:definitions")).content.decode()
    for anchor in ("cases-governorate", "referrals-received_by", "referrals-answered", "referrals-declined"):
        assert f"#{anchor}" in page
        assert f'id="{anchor}"' in meanings


def test_before_anything_is_counted_it_says_so(house: House, client: Client) -> None:
    page = signed_in(client, house.omar).get(reverse("statistics:dashboard")).content.decode()
    assert "No figure can be shown yet" in page
