"""Places, unmet needs and what people say of services, told to who sees no rows."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from malath.accounts.roles import Role
from malath.accounts.testing import Cast, make_user, signed_in
from malath.agencies.testing import ALWAYS, make_agency, make_desk
from malath.agencies.words import AgencyKind, ServiceKind
from malath.cases.actions import answer_need
from malath.cases.queries import need_standing
from malath.cases.testing import make_case
from malath.cases.words import Need, NeedState, UnmetReason
from malath.figures.rules import tell
from malath.privacy.testing import MONDAY
from malath.shelter.testing import make_section, make_shelter
from malath.shelter.words import Takes
from malath.support.testing import make_service
from malath.support.words import Satisfaction
from malath.workday.protection_queries import protection
from malath.workday.protection_rules import HOUSES, together

SETS = st.dictionaries(st.sampled_from(Takes), st.frozensets(st.integers(1, 5), min_size=1))


@pytest.fixture(autouse=True)
def _nothing_counted_yet() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@given(houses=SETS)
def test_no_number_is_of_fewer_than_three_houses(houses: dict[Takes, frozenset[int]]) -> None:
    groups = together(houses)
    assert all(len(frozenset().union(*(houses[one] for one in group))) >= HOUSES for group in groups)
    told = [one for group in groups for one in group]
    assert len(told) == len(set(told))
    assert set(told) in (set(), set(houses))


def house(takes: Takes, number: int) -> None:
    desk = make_desk(make_agency(AgencyKind.SHELTER, f"House {number}"), services=[ServiceKind.SHELTER], hours=ALWAYS)
    manager = make_user(Role.SHELTER_MANAGER, desk)
    make_section(make_shelter(desk, manager, address=""), manager, takes, places=4)


def test_places_are_told_of_three_houses_and_more(people: Cast) -> None:
    house(Takes.WOMEN, 1)
    house(Takes.WOMEN, 2)
    assert protection(MONDAY).places == ()
    cache.clear()
    house(Takes.WOMEN, 3)
    [(group, taken, free, _share)] = protection(MONDAY).places
    assert (group, taken, free) == (frozenset({Takes.WOMEN}), tell(0), tell(12))


def test_an_unmet_need_and_what_people_say_are_told_in_steps(people: Cast) -> None:
    case = make_case(people.station, people.basim)
    who = {"desk": people.station, "by": people.basim, "at": MONDAY}
    need = need_standing(case, Need.SAFE_PLACE)
    assert need is not None
    answer_need(need, NeedState.UNMET, reason=UnmetReason.NO_BED, **who)  # type: ignore[arg-type]  # as named
    make_service(case, people.shelter, people.amal, satisfaction=Satisfaction.GOOD)
    page = protection(MONDAY)
    assert [told for _place, told in page.unmet] == [tell(1)]
    assert [row for _kind, row in page.said] == [(tell(1), tell(0), tell(0), tell(0))]


def test_within_the_hour_it_is_not_counted_anew(people: Cast) -> None:
    before = protection(MONDAY)
    for number in (1, 2, 3):
        house(Takes.WOMEN, number)
    assert protection(MONDAY) == before


def test_the_page_is_for_who_coordinates(client: Client, people: Cast) -> None:
    coordinator = make_user(Role.COORDINATOR, make_desk(make_agency(AgencyKind.MECHANISM)))
    page = signed_in(client, coordinator).get("/coordination/protection/")
    assert page.status_code == 200
    assert "too few shelters to tell of" in page.content.decode()
    assert signed_in(client, people.basim).get("/coordination/protection/").status_code == 403
