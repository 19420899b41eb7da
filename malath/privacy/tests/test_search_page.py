"""Searching people: who is found, why, by what may be read, and never a trace of the hidden."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from malath.accounts import queries as accounts
from malath.accounts.actions import declare_relation
from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.accounts.testing import Cast, make_user
from malath.accounts.words import RelationKind
from malath.agencies.testing import make_agency, make_desk
from malath.agencies.words import AgencyKind
from malath.audit import queries as trail
from malath.audit.words import Did
from malath.foundation.acts import unguarded
from malath.foundation.keys import ring
from malath.people import actions as people_actions
from malath.people import queries as people_queries
from malath.people.models import Person
from malath.people.tokens import TooLittle, tokens_for_query
from malath.people.words import DetailKind
from malath.privacy import queries, search
from malath.privacy.models import Access
from malath.privacy.queries import searching
from malath.privacy.search import RESULTS, SearchPage, search_page
from malath.privacy.testing import MONDAY, make_block, make_file, make_shared
from malath.privacy.tests.conftest import House
from malath.privacy.tests.statements import shapes
from malath.privacy.words import ConsentKind, Level, Purpose

LATER = MONDAY + timedelta(hours=1)
MANY = 1000


def look(user: User, text: str = "", year: int | None = None, number: str = "") -> SearchPage:
    return search_page(accounts.holdings(user, LATER), user, text, year, LATER, number=number)


def found(user: User, text: str = "", year: int | None = None, number: str = "") -> list[str]:
    return [result.reference for result in look(user, text, year, number).results]


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("Dana Samir Alias", None),
        ("samir DANA", None),
        ("دانا سمير", None),
        ("Dana", 1996),
        ("Dana", 1997),
        ("Dana Sameer Alyas", None),
    ],
)
def test_it_finds_by_two_parts_or_one_and_a_year_in_any_spelling(
    person: Person, house: House, text: str, year: int | None
) -> None:
    assert found(house.nour, text, year) == [person.reference]


@pytest.mark.parametrize("number", ["0790000012", "٠٧٩٠٠٠٠٠١٢", "+962 79 000 0012", "00962790000012", "ep 123-4567"])
def test_it_finds_a_number_however_it_is_written(person: Person, house: House, number: str) -> None:
    assert found(house.nour, number=number) == [person.reference]


@pytest.mark.parametrize("number", ["0790000013", "079000001", "EP1234568"])
def test_a_number_matches_exactly_or_not_at_all(person: Person, house: House, number: str) -> None:
    assert found(house.nour, number=number) == []


def test_somebody_else_is_not_found(person: Person, house: House) -> None:
    assert found(house.nour, "Yousef Karim") == []
    assert found(house.nour, "Dana", 1970) == []


def test_it_says_why(person: Person, house: House) -> None:
    with override("en"):
        (result,) = look(house.nour, "دانا سمير", 1997, "0790000012").results
    texts = [why.text for why in result.why]
    assert texts[0] == "Phone: the same number"
    assert "دانا" in texts[1]
    assert texts[-1] == "1 year apart"
    assert (result.name, result.birth_year) == ("Dana Samir Alias", 1996)


def test_a_name_written_as_one_word_is_found_in_two(house: House) -> None:
    whole = make_file(house.desk, name="Nurhayati Santos")
    (result,) = look(house.nour, "Nur Hayati Santos").results
    assert result.reference == whole.reference
    assert len(result.why) == 2


def test_the_nearest_comes_first(house: House) -> None:
    near = make_file(house.desk, name="Dana Samir Hadid")
    same = make_file(house.desk, name="Dana Samir Alias")
    assert found(house.nour, "Dana Samir Alias") == [same.reference, near.reference]


def test_it_shows_at_most_twenty_five(house: House) -> None:
    for _ in range(RESULTS + 1):
        make_file(house.desk, name="Dana Samir Alias")
    page = look(house.nour, "Dana Samir")
    assert (len(page.results), page.more) == (RESULTS, True)


@pytest.mark.parametrize(
    ("text", "missing"),
    [("Dana", TooLittle.ONE_PART_WITHOUT_YEAR), ("", TooLittle.NOTHING), ("...", TooLittle.NOTHING)],
)
def test_too_little_is_said_and_not_searched(person: Person, house: House, text: str, missing: TooLittle) -> None:
    page = look(house.nour, text)
    assert page.too_little == (missing,)
    assert not trail.actor_lines(house.nour.reference)


def test_nobody_finds_whom_they_may_not_see(person: Person, people: Cast) -> None:
    for user in (people.amal, people.basim, people.huda, people.zayd):
        assert found(user, "Dana Samir Alias") == found(user, number="0790000012") == []


def test_a_level_below_identity_finds_nobody(person: Person, house: House, people: Cast) -> None:
    make_shared(person, people.health_centre, asked_at=house.desk, purpose=Purpose.HEALTH)
    assert found(people.zayd, "Dana Samir Alias") == []


def test_a_role_that_never_shows_names_finds_nobody(person: Person, house: House) -> None:
    unit = make_desk(make_agency(AgencyKind.CTU))
    make_shared(person, unit, asked_at=house.desk, purpose=Purpose.IDENTIFICATION, also=[ConsentKind.C4])
    assert found(make_user(Role.CTU_DUTY, unit), "Dana Samir Alias") == []
    assert found(make_user(Role.CTU_IDENT, unit), "Dana Samir Alias") == [person.reference]


@pytest.mark.parametrize("whom", ["user", "desk", "agency"])
def test_a_blocked_viewer_finds_nobody(person: Person, house: House, whom: str) -> None:
    chosen = {"user": house.nour, "desk": house.desk, "agency": house.desk.agency}[whom]
    make_block(person, **{whom: chosen})  # type: ignore[arg-type]  # one of three
    assert found(house.nour, "Dana Samir Alias") == found(house.nour, number="EP1234567") == []


def test_a_name_or_phone_written_by_a_desk_one_may_not_read_neither_matches_nor_shows(people: Cast, house: House) -> None:
    person = make_file(people.station, own_writing_only=True, name="Dana Samir")
    theirs = [(DetailKind.NAME, "Salma Karim"), (DetailKind.PHONE, "+962790000099")]
    people_actions.write_details(person, theirs, desk=house.desk, by=house.nour, at=MONDAY)
    assert found(people.basim, "Salma Karim") == []
    assert found(people.basim, number="0790000099") == []
    (result,) = look(people.basim, "Dana Samir").results
    assert result.name == "Dana Samir"


def test_names_of_two_desks_are_never_mixed(people: Cast, house: House) -> None:
    person = make_file(house.desk, name="Dana Samir")
    people_actions.write_details(person, [(DetailKind.NAME, "Salma Karim")], desk=people.station, by=people.basim, at=MONDAY)
    assert found(house.nour, "Dana Samir") == found(house.nour, "Salma Karim") == [person.reference]
    assert found(house.nour, "Dana Karim") == []


def test_hidden_people_push_nobody_out(house: House, people: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    mine = make_file(house.desk, name="Dana Samir Alias")
    for _ in range(6):
        make_file(people.shelter, name="Dana Samir Alias")
    real = people_queries.hits
    monkeypatch.setattr(
        people_queries, "hits", lambda tokens, *, among, within: real(tokens, among=among, within=within, cap=3)
    )
    for few in (MANY, 0):
        monkeypatch.setattr(searching, "FEW", few)
        assert found(house.nour, "Dana Samir Alias") == [mine.reference]


def test_a_search_meets_just_those_whose_names_one_may_see(house: House, people: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """At a desk of few files and at one of many, whatever keeps somebody away."""
    everybody = _everybody_differently_kept(house, people)
    tokens = tokens_for_query(ring().index, text="Dana Samir Alias", birth_year=None, bits=settings.MALATH_TOKEN_BITS)
    sizes = set()
    for user in (house.nour, house.rana, people.basim, people.amal, people.huda, people.zayd):
        holdings = accounts.holdings(user, LATER)
        plain = {person.pk for person in queries.people_visible_to(holdings, LATER, level=Level.L3)}
        for few, statements in ((MANY, 2), (0, 3)):
            monkeypatch.setattr(searching, "FEW", few)
            with CaptureQueriesContext(connection) as asked:
                among, within = searching.may_be_found(holdings, LATER), searching.named_if_few(holdings)
                found = people_queries.hits(tokens, among=among, within=within)
            assert (found, len(asked)) == (sorted(plain, reverse=True), statements)
        sizes.add(len(plain))
    assert {0, 1} < sizes
    assert max(sizes) < len(everybody)


def _everybody_differently_kept(house: House, people: Cast) -> list[Person]:
    everybody = [make_file(desk, name="Dana Samir Alias") for desk in (house.desk,) * 10 + (people.station, people.shelter)]
    make_block(everybody[0], user=house.nour)
    make_block(everybody[1], desk=house.desk)
    make_block(everybody[2], agency=house.desk.agency)
    reference = everybody[3].reference
    declare_relation(house.nour, person_reference=reference, kind=RelationKind.RELATIVE, by=house.nour, at=MONDAY)
    make_shared(everybody[4], people.health_centre, asked_at=house.desk, purpose=Purpose.HEALTH)
    with unguarded():
        rows = [Access.objects.filter(person=person) for person in everybody]
        rows[5].update(worker=house.nour)
        rows[6].update(worker=people.huda)
        rows[7].update(until=LATER)
        rows[8].update(level=Level.L2)
        rows[9].update(desk=None, worker=house.nour)
    return everybody


def test_finding_hidden_people_only_takes_the_same_statements_as_finding_nobody(house: House, people: Cast) -> None:
    make_file(people.shelter, name="Dana Samir Alias", phone="+962790000012")
    look(house.nour, "Anybody Else")

    def statements(text: str, number: str) -> list[str]:
        with CaptureQueriesContext(connection) as asked:
            page = look(house.nour, text, number=number)
        assert page == SearchPage()
        return shapes(asked.captured_queries)

    assert statements("Dana Samir Alias", "0790000012") == statements("Yousef Karim Nobody", "0790000077")


def test_a_search_takes_as_many_statements_for_many_as_for_one(house: House) -> None:
    counts = []
    for _ in range(3):
        make_file(house.desk, name="Dana Samir Alias")
        holdings = accounts.holdings(house.nour, LATER)
        with CaptureQueriesContext(connection) as asked:
            search_page(holdings, house.nour, "Dana Samir", None, LATER)
        counts.append(len(asked))
    assert counts[1] == counts[2], "the first search of all also begins the searcher's chain"


def test_it_is_recorded_with_what_was_shown_and_not_with_what_was_asked(person: Person, house: House) -> None:
    look(house.nour, "Dana Samir Alias", 1996, "0790000012")
    (line,) = trail.actor_lines(house.nour.reference)
    assert (line.name, line.subject, line.facts) == (
        Did.PEOPLE_SEARCHED,
        house.nour.reference,
        {"shown": person.reference},
    )
    assert trail.file_lines(person.reference)[0].id == line.id


def test_a_search_that_finds_nobody_is_recorded_too(house: House) -> None:
    look(house.nour, "Yousef Karim")
    assert [line.facts for line in trail.actor_lines(house.nour.reference)] == [{"shown": ""}]


def test_after_many_searches_in_an_hour_nothing_more_is_searched(
    person: Person, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "SEARCHES_AN_HOUR", 2)
    for _ in range(2):
        assert not look(house.nour, "Dana Samir").too_many
    page = look(house.nour, "Dana Samir")
    assert (page.too_many, page.results) == (True, ())
    assert trail.actor_lines(house.nour.reference)[0].name == Did.REFUSED
    an_hour_on = LATER + timedelta(hours=1)
    holdings = accounts.holdings(house.nour, an_hour_on)
    assert search_page(holdings, house.nour, "Dana Samir", None, an_hour_on).results


def test_an_erased_person_is_not_found(person: Person, house: House) -> None:
    people_actions.erase(person, by=house.nour, at=MONDAY)
    assert found(house.nour, "Dana Samir Alias") == found(house.nour, number="0790000012") == []
