"""Writing what identifies or reaches a person, as one desk knows it."""

from datetime import timedelta

import pytest
from django.db.models import Q
from hypothesis import given
from hypothesis import strategies as st

from malath.agencies.models import Desk
from malath.agencies.testing import LONG_AGO, make_desk
from malath.audit import queries as trail
from malath.foundation.actor import WORKER
from malath.foundation.keys import ring
from malath.people import actions, queries
from malath.people.actions import Stale, tokens_of
from malath.people.models import Detail, Person, SearchToken
from malath.people.testing import make_person
from malath.people.tokens import MOST_BITS, phone_token, tokens_for_query
from malath.people.words import DetailKind

EVERYBODY = Q(person_id__gt=0)
LATER = LONG_AGO + timedelta(days=1)
pytestmark = pytest.mark.usefixtures("long_tokens")


@pytest.fixture
def desk(db: None) -> Desk:
    return make_desk()


@pytest.fixture
def person(desk: Desk) -> Person:
    return make_person(desk, name="Dana Alias", phone="+962790000012")


def write(person: Person, desk: Desk, *details: tuple[DetailKind, str], seen: set[int] | None = None) -> None:
    actions.write_details(person, details, desk=desk, by=WORKER, at=LATER, seen=seen)


def values(person: Person) -> dict[DetailKind, str]:
    return {row.kind: row.value for row in queries.details_of([person.pk]).get(person.pk, [])}


def finds(text: str) -> set[int]:
    tokens = tokens_for_query(ring().index, text=text, birth_year=None, bits=MOST_BITS)
    return set(queries.hits(tokens, among=EVERYBODY))


def test_it_replaces_the_kinds_that_are_named(person: Person, desk: Desk) -> None:
    write(person, desk, (DetailKind.NAME, "Yousef Karim"))
    assert values(person) == {DetailKind.NAME: "Yousef Karim", DetailKind.PHONE: "+962790000012"}


def test_an_empty_value_only_ends(person: Person, desk: Desk) -> None:
    write(person, desk, (DetailKind.PHONE, " "))
    assert values(person) == {DetailKind.NAME: "Dana Alias"}


def test_what_was_written_before_stays_in_the_rows(person: Person, desk: Desk) -> None:
    write(person, desk, (DetailKind.NAME, "Yousef Karim"))
    ended = Detail.objects.select_related("key").get(kind=DetailKind.NAME, ended_at__isnull=False)
    assert (ended.opened("value"), ended.ended_at) == ("Dana Alias", LATER)


def test_what_another_desk_wrote_stays(person: Person, desk: Desk) -> None:
    other = make_desk()
    write(person, other, (DetailKind.NAME, "Their Name"))
    write(person, desk, (DetailKind.NAME, ""))
    assert values(person)[DetailKind.NAME] == "Their Name"


def test_what_did_not_change_is_not_written_again(person: Person, desk: Desk) -> None:
    before = Detail.objects.get(kind=DetailKind.NAME).pk
    write(person, desk, (DetailKind.NAME, "Dana Alias"), (DetailKind.CITY, "Zarqa"))
    assert Detail.objects.get(kind=DetailKind.NAME, ended_at__isnull=True).pk == before
    assert trail.file_lines(person.reference)[0].facts == {"changed": "city"}


def test_search_follows_what_is_written_now(person: Person, desk: Desk) -> None:
    assert finds("Dana Alias") == {person.pk}
    write(person, desk, (DetailKind.NAME, "Yousef Karim"), (DetailKind.PHONE, "+962790000099"))
    assert finds("Dana Alias") == set()
    assert finds("Yousef Karim") == {person.pk}
    gone, new = phone_token(ring().index, "+962790000012"), phone_token(ring().index, "+962790000099")
    stored = set(SearchToken.objects.values_list("value", flat=True))
    assert new.value in stored
    assert gone.value not in stored


def test_a_birth_year_joins_the_names_of_the_same_desk_only(person: Person, desk: Desk) -> None:
    write(person, make_desk(), (DetailKind.BIRTH_DATE, "1996"))
    tokens = tokens_for_query(ring().index, text="Dana", birth_year=1996, bits=MOST_BITS)
    assert not queries.hits(tokens, among=EVERYBODY)
    write(person, desk, (DetailKind.BIRTH_DATE, "about 1996"))
    assert queries.hits(tokens, among=EVERYBODY) == [person.pk]


def test_who_did_not_see_what_stands_changes_nothing(person: Person, desk: Desk) -> None:
    seen = {row.id for row in queries.details_of([person.pk], kinds=[DetailKind.NAME])[person.pk]}
    write(person, desk, (DetailKind.NAME, "Faster"), seen=seen)
    with pytest.raises(Stale):
        write(person, desk, (DetailKind.NAME, "Slower"), seen=seen)
    assert values(person)[DetailKind.NAME] == "Faster"


def test_what_another_desk_wrote_meanwhile_is_no_conflict(person: Person, desk: Desk) -> None:
    seen = {row.id for row in queries.details_of([person.pk], kinds=[DetailKind.NAME])[person.pk]}
    write(person, make_desk(), (DetailKind.NAME, "Theirs"))
    write(person, desk, (DetailKind.NAME, "Ours"), seen=seen)


@given(st.lists(st.tuples(st.sampled_from([1, 2]), st.sampled_from(["Dana Alias", "Sami Karim", "Noor Hadid"])), max_size=4))
def test_names_of_two_desks_never_make_a_token_together(rows: list[tuple[int, str]]) -> None:
    together = tokens_of([(DetailKind.NAME, name, desk) for desk, name in rows])
    apart = [tokens_of([(DetailKind.NAME, name, desk) for desk, name in rows if desk == one]) for one in (1, 2)]
    assert together == apart[0] | apart[1]
