from datetime import timedelta

import pytest
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from malath.accounts import actions, queries
from malath.accounts.models import Membership
from malath.accounts.roles import Power, Role
from malath.accounts.testing import cast, make_user
from malath.agencies import actions as agencies
from malath.agencies.testing import LONG_AGO, make_desk
from malath.foundation.actor import WORKER

pytestmark = pytest.mark.django_db
NOW = LONG_AGO + timedelta(days=30)


def test_the_cast_sits_at_its_desks() -> None:
    people = cast()
    amal = queries.holdings(people.amal, NOW)
    assert (amal.desk_ids, amal.agency_id) == ((people.shelter.pk,), people.shelter.agency_id)
    assert amal.may_at(people.shelter.pk, Power.ANSWER)
    assert not queries.holdings(people.basim, NOW).may(Power.ANSWER)
    assert queries.holdings(people.zayd, NOW).desk_ids == (people.health_centre.pk,)


def test_it_takes_one_statement_however_many_roles(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    desk = make_desk()
    user = make_user(Role.SOCIAL, desk)
    actions.join_desk(user, make_desk(desk.agency), Role.CASE_MANAGER, by=WORKER, at=NOW)
    actions.join_desk(user, desk, Role.CASE_MANAGER, by=WORKER, at=NOW)
    with django_assert_num_queries(1):
        holdings = queries.holdings(user, NOW)
    assert len(holdings.seats) == 3


def test_a_supervisor_reaches_every_desk_of_the_agency_in_two_statements(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    people = cast()
    other = make_desk(people.station.agency)
    closed = agencies.end_desk(make_desk(people.station.agency), by=WORKER, at=LONG_AGO)
    with django_assert_num_queries(2):
        huda = queries.holdings(people.huda, NOW)
    assert set(huda.desk_ids) == {people.station.pk, other.pk, closed.pk}
    assert huda.own_desk_ids == (people.station.pk,)
    assert huda.supervised_agency_id == people.station.agency_id
    assert huda.may_at(other.pk, Power.SUPERVISE)
    assert huda.cap_at(people.shelter.pk) == 0


def test_a_closed_desk_gives_its_members_nothing_more() -> None:
    desk = make_desk()
    user = make_user(Role.CASE_MANAGER, desk)
    agencies.end_desk(desk, by=WORKER, at=NOW)
    assert queries.holdings(user, NOW).seats == ()
    assert queries.holdings(user, NOW - timedelta(seconds=1)).seats != ()


def test_members_and_inbox_desks_are_those_where_one_sits() -> None:
    people = cast()
    other = make_desk(people.station.agency)
    assert queries.members_of(people.station, NOW) == [people.basim, people.huda]
    assert queries.is_member(people.huda, people.station, NOW)
    assert not queries.is_member(people.huda, other, NOW)
    assert queries.inbox_desks(people.huda, NOW) == [people.station]


def test_holders_of_a_role_are_found_in_one_agency_or_anywhere() -> None:
    people = cast()
    stranger = make_user(Role.SUPERVISOR, people.shelter)
    assert set(queries.holders_of(Role.SUPERVISOR, NOW)) == {people.huda, stranger}
    assert queries.holders_of(Role.SUPERVISOR, NOW, agency_id=people.station.agency_id) == [people.huda]


def test_names_come_in_the_language_of_the_page_in_one_statement(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    people = cast()
    wanted = [people.amal.reference, people.zayd.reference, "worker"]
    with translation.override("ar"), django_assert_num_queries(1):
        assert queries.names_of(wanted)[people.amal.reference] == ("أمل", "دار النخيل")
    with translation.override("en"):
        assert queries.names_of(wanted)[people.zayd.reference] == ("Zayd", "Clinic of the hill")
    assert "worker" not in queries.names_of(wanted)


def test_a_membership_says_nothing_about_a_person_when_it_is_printed() -> None:
    user = make_user(Role.SOCIAL, make_desk(), name_en="Somebody")
    assert "Somebody" not in f"{user} {user!r} {Membership.objects.get(user=user)}"
