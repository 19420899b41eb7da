"""Two desks at once, on PostgreSQL: the last place is given once, and whoever is second is told."""

from typing import Any

import pytest
from django.db import IntegrityError, connection
from django.db.models import QuerySet

from malath.foundation import asking
from malath.foundation.testing import at_once
from malath.shelter.actions import CannotShelter
from malath.shelter.models import Occupancy
from malath.shelter.queries import shelter_of
from malath.shelter.testing import make_section, make_shelter, make_stay, places_in
from malath.shelter.tests.conftest import House, accepted
from malath.shelter.words import Takes, WhyNot

ROUNDS = 6
WITHOUT_LOCK = 60
pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _needs_postgres() -> None:
    assert connection.vendor == "postgresql", "races are run on PostgreSQL only"


def two_take_the_last_place(house: House, number: int) -> list[Any]:
    """Two people and one place: Amal gives it to one, Huda to the other."""
    shelter = shelter_of(house.refuge) or make_shelter(house.refuge, house.amal)
    place = places_in(make_section(shelter, house.amal, Takes.WOMEN, f"last {number}", 1))[0]
    first, second = accepted(house, "Person Ha"), accepted(house, "Person Waw")
    return at_once(lambda: make_stay(first, place, house.amal), lambda: make_stay(second, place, house.huda))


def test_one_of_two_gets_the_last_place_and_the_other_is_told(house: House) -> None:
    for number in range(ROUNDS):
        answers = two_take_the_last_place(house, number)
        refused = [answer for answer in answers if isinstance(answer, CannotShelter)]
        assert [one.reasons for one in refused] == [[WhyNot.PLACE_TAKEN]], answers
    assert Occupancy.objects.count() == ROUNDS


def test_without_the_lock_the_database_refuses_and_nobody_is_told_why(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, *_, **__: rows)
    monkeypatch.setattr(asking, "plan_of", lambda *_: None)  # statements are built anew, without locks

    def is_untold(number: int) -> bool:
        return any(isinstance(answer, IntegrityError) for answer in two_take_the_last_place(house, number))

    assert any(is_untold(number) for number in range(WITHOUT_LOCK))
    assert not Occupancy.objects.values("place").filter(until__isnull=True).distinct().count() < Occupancy.objects.count()
