"""Setting a house up, and looking for a free place in all of them."""

import pytest

from malath.audit.models import Event
from malath.foundation.sealing import unwrap
from malath.people.words import Sex
from malath.shelter import actions
from malath.shelter.actions import CannotShelter
from malath.shelter.models import Place, Shelter, ShelterSection, Stay
from malath.shelter.queries.board import find
from malath.shelter.rules import Who
from malath.shelter.testing import ADDRESS, AFTER, make_section, make_shelter
from malath.shelter.tests.conftest import House
from malath.shelter.words import ClosedPlace, Takes, When, WhyNot

A_WOMAN = Who(Sex.FEMALE, is_child=False)


def refused(act: object) -> list[WhyNot]:
    with pytest.raises(CannotShelter) as caught:
        act()  # type: ignore[operator]  # it is an act
    return caught.value.reasons


def test_a_desk_that_offers_no_shelter_keeps_no_places(house: House) -> None:
    assert refused(lambda: actions.found(house.desk, by=house.nour, at=AFTER)) == [WhyNot.NOT_A_SHELTER]


def test_a_house_is_set_up_once(house: House, shelter: Shelter) -> None:
    assert refused(lambda: actions.found(house.refuge, by=house.amal, at=AFTER)) == [WhyNot.FOUNDED]


def test_the_address_lies_sealed_under_a_key_of_its_own(house: House, shelter: Shelter, stay: Stay) -> None:
    assert ADDRESS.encode() not in bytes(shelter.address)
    assert shelter.opened("address") == ADDRESS
    assert shelter.key_id != stay.key_id
    assert unwrap(shelter.key) != unwrap(stay.key)
    assert not Event.objects.filter(facts__contains="Olive").exists()


def test_an_empty_address_takes_the_place_of_none(house: House, shelter: Shelter) -> None:
    assert refused(lambda: actions.write_address(shelter, " ", by=house.amal, at=AFTER)) == [WhyNot.ADDRESS_MISSING]


def test_two_sections_have_not_one_name(house: House, women: ShelterSection) -> None:
    again = lambda: actions.add_section(women.shelter, Takes.MEN, "A", by=house.amal, at=AFTER)  # noqa: E731
    assert refused(again) == [WhyNot.NAME_TAKEN]


def test_a_room_grows_up_to_its_limit(house: House, women: ShelterSection) -> None:
    actions.add_unit(women, "1", 28, by=house.amal, at=AFTER)
    assert refused(lambda: actions.add_unit(women, "1", 1, by=house.amal, at=AFTER)) == [WhyNot.TOO_MANY]
    actions.add_unit(women, "1", 1, when=When.DAY, by=house.amal, at=AFTER)
    assert Place.objects.filter(unit__section=women).count() == 31


def test_a_closed_place_is_found_by_nobody(house: House, places: list[Place]) -> None:
    assert find(A_WOMAN, When.NIGHT, [1]).free == 2
    actions.close_place(places[0], ClosedPlace.REPAIR, by=house.amal, at=AFTER)
    assert find(A_WOMAN, When.NIGHT, [1]).free == 1
    again = lambda: actions.close_place(places[0], ClosedPlace.REPAIR, by=house.amal, at=AFTER)  # noqa: E731
    assert refused(again) == [WhyNot.PLACE_CLOSED]
    actions.open_place(places[0], by=house.amal, at=AFTER)
    assert refused(lambda: actions.open_place(places[0], by=house.amal, at=AFTER)) == [WhyNot.NOT_CLOSED]


def test_a_taken_place_is_neither_found_nor_closed(house: House, places: list[Place], stay: Stay) -> None:
    assert find(A_WOMAN, When.NIGHT, [1]).free == 1
    close = lambda: actions.close_place(places[0], ClosedPlace.REPAIR, by=house.amal, at=AFTER)  # noqa: E731
    assert refused(close) == [WhyNot.PLACE_TAKEN]


def test_a_search_finds_only_what_fits(house: House, women: ShelterSection) -> None:
    make_section(women.shelter, house.amal, Takes.MOTHERS, "M", 3)
    assert {line.takes for line in find(A_WOMAN, When.NIGHT, [1]).lines} == {Takes.WOMEN, Takes.MOTHERS}
    assert not find(Who(Sex.MALE, is_child=False), When.NIGHT, [1]).lines
    assert not find(Who(Sex.FEMALE, is_child=False, children=1, oldest_boy=13), When.NIGHT, [1]).lines
    assert not find(A_WOMAN, When.DAY, [1]).lines


def test_a_search_says_how_many_are_missing_and_keeps_groups_together(house: House, women: ShelterSection) -> None:
    found = find(A_WOMAN, When.NIGHT, [2, 3])
    assert (found.free, found.wanted, found.missing) == (2, 5, 3)
    assert found.plan is not None
    assert found.plan.without == 3


def test_another_house_without_an_address_is_set_up_too(house: House) -> None:
    assert make_shelter(house.refuge, house.amal, address="").address_at is None
