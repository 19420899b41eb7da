"""Whom somebody sees, through which desk, how far, and why."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from malath.accounts import actions as account_actions
from malath.accounts import queries as accounts
from malath.accounts.models import User
from malath.accounts.roles import Power, Role
from malath.accounts.testing import Cast, make_user
from malath.agencies.testing import make_agency, make_desk
from malath.agencies.words import AgencyKind
from malath.foundation.actor import WORKER
from malath.foundation.acts import unguarded
from malath.people import actions as people_actions
from malath.people import queries as people_queries
from malath.people.models import Person
from malath.people.testing import make_safe_contact
from malath.people.words import DetailKind
from malath.privacy import actions, queries
from malath.privacy.models import Access
from malath.privacy.rules import Sight
from malath.privacy.testing import MONDAY, make_file, make_ground, make_shared
from malath.privacy.tests.conftest import House
from malath.privacy.words import COMPARTMENTS, BasisKind, ConsentKind, Level, Purpose, Section, WhyHidden

LATER = MONDAY + timedelta(hours=1)


def sight(user: User, person: Person) -> Sight | None:
    found = queries.sight_of(accounts.holdings(user, LATER), person.reference, LATER)
    return found[1] if found else None


def test_the_desk_that_opened_it_sees_all_of_it(person: Person, house: House) -> None:
    seen = sight(house.nour, person)
    assert seen is not None
    assert seen.full == frozenset(Section) - frozenset(COMPARTMENTS)


def test_its_supervisor_sees_it_too_and_another_desk_of_the_same_agency_does_not(person: Person, house: House) -> None:
    elsewhere = make_user(Role.CASE_MANAGER, make_desk(house.desk.agency))
    assert sight(house.rana, person) is not None
    assert sight(elsewhere, person) is None


def test_nobody_else_sees_anything(person: Person, people: Cast) -> None:
    for user in (people.amal, people.basim, people.huda, people.zayd):
        assert sight(user, person) is None


def test_a_front_line_desk_keeps_what_it_wrote_and_nothing_else(people: Cast) -> None:
    person = make_file(people.station, own_writing_only=True, name="Dana Alias")
    seen = sight(people.basim, person)
    assert seen is not None
    assert seen.full == {Section.STATUS}
    assert seen.sees_writing_of(people.station.pk, Section.IDENTITY)
    assert not seen.sees_writing_of(people.shelter.pk, Section.IDENTITY)


def test_a_role_cuts_what_the_agreement_allows(person: Person, house: House) -> None:
    unit = make_desk(make_agency(AgencyKind.CTU))
    duty, ident = make_user(Role.CTU_DUTY, unit), make_user(Role.CTU_IDENT, unit)
    make_shared(person, unit, asked_at=house.desk, purpose=Purpose.IDENTIFICATION, also=[ConsentKind.C4])
    capped, whole = sight(duty, person), sight(ident, person)
    assert capped is not None
    assert whole is not None
    assert (capped.level, whole.level) == (Level.L2, Level.L4)
    assert Section.IDENTITY not in capped.full


def test_who_leaves_a_desk_sees_nothing_more(person: Person, house: House) -> None:
    leaver = make_user(Role.CASE_MANAGER, house.desk)
    assert sight(leaver, person) is not None
    (membership,) = leaver.memberships.all()
    account_actions.leave_desk(membership, by=house.rana, at=MONDAY)
    assert sight(leaver, person) is None


def test_access_may_begin_and_end_at_a_moment(person: Person, house: House) -> None:
    for change in ({"from_at": LATER + timedelta(seconds=1)}, {"from_at": MONDAY, "until": LATER}):
        with unguarded():
            Access.objects.filter(person=person).update(**change)
        assert sight(house.nour, person) is None


def test_one_statement_answers_whether_a_viewer_sees_a_person(person: Person, people: Cast, house: House) -> None:
    for user in (house.nour, people.zayd):
        holdings = accounts.holdings(user, LATER)
        with CaptureQueriesContext(connection) as asked:
            queries.sight_of(holdings, person.reference, LATER)
        assert len(asked) == 1


def test_several_people_take_as_many_statements_as_one(house: House) -> None:
    holdings, counts = accounts.holdings(house.nour, LATER), []
    for _ in range(2):
        make_file(house.desk, name="Dana Alias")
        everybody = list(Person.objects.values_list("pk", flat=True))
        with CaptureQueriesContext(connection) as asked:
            found = queries.sights(holdings, everybody, LATER)
            names = queries.names_seen(found)
        counts.append((len(asked), len(names)))
    assert counts == [(2, 1), (2, 2)]


def test_names_written_by_a_desk_one_may_not_read_are_not_shown(people: Cast, house: House) -> None:
    person = make_file(people.station, own_writing_only=True, name="Dana Alias")
    people_actions.write_details(person, [(DetailKind.NAME, "Another Name")], desk=house.desk, by=house.nour, at=MONDAY)
    seen = sight(people.basim, person)
    assert seen is not None
    assert queries.names_seen({person.pk: seen}) == {person.pk: "Dana Alias"}


def test_a_level_is_asked_of_the_row_and_of_the_role(person: Person, house: House) -> None:
    unit = make_desk(make_agency(AgencyKind.CTU))
    duty = accounts.holdings(make_user(Role.CTU_DUTY, unit), LATER)
    make_shared(person, unit, asked_at=house.desk, purpose=Purpose.IDENTIFICATION, also=[ConsentKind.C4])
    assert list(queries.people_visible_to(duty, LATER, level=Level.L2)) == [person]
    assert list(queries.people_visible_to(duty, LATER, level=Level.L3)) == []


def test_safe_contact_agreed_elsewhere_is_no_contact_for_who_sees_own_writing_only(people: Cast, house: House) -> None:
    person = make_file(people.station, own_writing_only=True)
    seen = sight(people.basim, person)
    assert seen is not None
    make_safe_contact(person, people.station)
    rule = people_queries.contact_of(person.pk)
    assert queries.contact_seen(seen, rule) == rule
    make_safe_contact(person, house.desk)
    assert queries.contact_seen(seen, people_queries.contact_of(person.pk)) is None


def test_why_says_the_desk_the_purpose_the_ground_and_until_when(person: Person, house: House, people: Cast) -> None:
    make_shared(person, people.shelter, asked_at=house.desk, purpose=Purpose.SHELTER, also=[ConsentKind.C8])
    holdings = accounts.holdings(people.amal, LATER)
    (line,) = queries.why_lines(holdings, queries.why_visible(holdings, person, LATER))
    assert (line.desk, line.is_own_desk, line.purpose) == (people.shelter.name, True, Purpose.SHELTER)
    assert (line.basis, set(line.consents)) == (
        BasisKind.CONSENT,
        {ConsentKind.C1, ConsentKind.C3, ConsentKind.C8},
    )
    assert line.last_day == MONDAY.date() + timedelta(days=365)


def test_why_says_when_one_only_supervises_and_when_nobody_agreed(house: House) -> None:
    person = make_file(house.desk)
    elsewhere = make_desk(house.desk.agency)
    basis = make_ground(person, BasisKind.O1)
    actions.open_to(
        person.pk, desk=elsewhere, level=Level.L2, sections=frozenset({Section.FACTS}), purpose=Purpose.HEALTH,
        basis=basis, by=house.nour, at=MONDAY,
    )  # fmt: skip
    holdings = accounts.holdings(house.rana, LATER)
    own, above = queries.why_lines(holdings, queries.why_visible(holdings, person, LATER))
    assert (own.is_own_desk, above.is_own_desk) == (True, False)
    assert (above.basis, above.confirm_by, above.last_day) == (BasisKind.O1, MONDAY + timedelta(hours=24), None)


def test_why_not_says_whether_the_role_or_the_agreement_ends_there(person: Person, house: House) -> None:
    unit = make_desk(make_agency(AgencyKind.CTU))
    make_shared(person, unit, asked_at=house.desk, purpose=Purpose.IDENTIFICATION)
    ident = accounts.holdings(make_user(Role.CTU_IDENT, unit), LATER)
    rows = queries.why_visible(ident, person, LATER)
    assert queries.why_hidden(ident, rows, Section.IDENTITY) == WhyHidden.AGREEMENT


@pytest.mark.parametrize(
    ("role", "power", "writes"),
    [
        (Role.CASE_MANAGER, Power.WRITE_NOTE, True),
        (Role.SHELTER_STAFF, Power.BLOCK, False),
        (Role.DPO, Power.WRITE_NOTE, False),
    ],
)
def test_who_may_write_does_so_as_a_desk_that_sees_the_section(
    person: Person, house: House, role: Role, power: Power, writes: bool
) -> None:
    user = make_user(role, house.desk)
    holdings = accounts.holdings(user, LATER)
    desk = queries.writing_desk(holdings, person, Section.CONSENTS, power, LATER)
    rows = queries.why_visible(holdings, person, LATER)
    assert desk == (house.desk if writes else None)
    assert queries.may_write(holdings, rows, Section.CONSENTS, power) == writes


def test_a_power_held_at_another_desk_does_not_count(person: Person, house: House) -> None:
    user = make_user(Role.SHELTER_STAFF, house.desk)
    account_actions.join_desk(user, make_desk(house.desk.agency), Role.CASE_MANAGER, by=house.rana, at=MONDAY)
    holdings = accounts.holdings(user, LATER)
    assert holdings.may(Power.BLOCK)
    assert queries.writing_desk(holdings, person, Section.CONSENTS, Power.BLOCK, LATER) is None


@pytest.mark.parametrize("role", [Role.CASE_MANAGER, Role.SUPERVISOR])
def test_people_of_a_page_are_looked_up_by_their_keys_whoever_asks(people: Cast, role: Role) -> None:
    """At twelve desks too. SQLite took "no worker" for a rare value, and read what is open to whole desks in the country."""
    if connection.vendor != "sqlite":
        pytest.skip("which index is taken is the planner's choice on PostgreSQL")
    desks = [make_desk(people.shelter.agency) for _ in range(12)]
    user = make_user(role, desks[0])
    for desk in desks[1:]:
        account_actions.join_desk(user, desk, role, by=WORKER, at=MONDAY)
    plan = queries._ways_to_several(accounts.holdings(user, LATER), tuple(range(25)), LATER).explain()
    ways = [line.partition("INDEX ")[2] for line in plan.splitlines() if " privacy_access USING" in line]
    assert set(ways) == {"access_person (person_id=? AND desk_id=?)", "access_worker_page (worker_id=?)"}
    assert ways.count("access_worker_page (worker_id=?)") == 1, "their own"
