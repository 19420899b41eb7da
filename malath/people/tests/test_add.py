"""Recording a person: a name is not needed, everything that leads to them is sealed."""

import pytest
from django.db import connection

from malath.agencies.models import Desk
from malath.agencies.testing import make_desk
from malath.audit import queries as trail
from malath.audit.words import Did
from malath.foundation.acts import WriteOutsideAct
from malath.people import queries
from malath.people.models import Detail, Person, SearchToken
from malath.people.testing import make_person, make_safe_contact
from malath.people.tokens import TokenKind
from malath.people.words import AgeBand, DetailKind


@pytest.fixture
def desk(db: None) -> Desk:
    return make_desk()


def test_nothing_is_needed(desk: Desk) -> None:
    person = make_person(desk, facts={})
    assert (person.sex, person.age_band, person.language, person.version) == ("unknown", "unknown", "", 1)
    assert not queries.details_of([person.pk])
    assert not SearchToken.objects.exists()


def test_facts_are_kept_and_the_desk_that_wrote_them(desk: Desk) -> None:
    person = make_person(desk, facts={"sex": "female", "children": 2})
    stored = Person.objects.get(pk=person.pk)
    assert (stored.sex, stored.children, stored.facts_desk) == ("female", 2, desk)


def test_what_is_no_fact_is_refused(desk: Desk) -> None:
    with pytest.raises(ValueError, match="not a fact"):
        make_person(desk, facts={"reference": "AAAA-BBBB-CCCC"})


def test_details_open_again_and_say_who_wrote_them(desk: Desk) -> None:
    person = make_person(desk, name="Dana Alias", phone="+962790000012")
    rows = queries.details_of([person.pk])[person.pk]
    assert {(row.kind, row.value, row.desk_id) for row in rows} == {
        (DetailKind.NAME, "Dana Alias", desk.pk),
        (DetailKind.PHONE, "+962790000012", desk.pk),
    }


def test_nothing_that_leads_to_the_person_lies_open_in_any_table(desk: Desk) -> None:
    person = make_person(desk, name="Dana Alias", phone="+962790000012", document="EP1234567", born="1996")
    make_safe_contact(person, desk, hours="Friday noon", code_word="blue door", who_else="Her cousin")
    with connection.cursor() as cursor:
        found = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608  # names from the database itself
            found += [bytes(part) if isinstance(part, memoryview) else str(part).encode() for row in cursor for part in row]
    everything = b"\n".join(found)
    for secret in (b"Dana", b"Alias", b"790000012", b"EP1234567", b"Friday noon", b"blue door", b"cousin"):
        assert secret not in everything
    assert person.reference.encode() in everything, "the search itself works"


def test_each_person_has_a_key_of_their_own(desk: Desk) -> None:
    one, other = make_person(desk, name="Dana Alias"), make_person(desk, name="Dana Alias")
    assert one.key_id != other.key_id
    values = [bytes(value) for value in Detail.objects.values_list("value", flat=True)]
    assert len(set(values)) == 2, "the same name never gives the same ciphertext"


def test_names_are_searchable_in_combinations_and_never_alone(desk: Desk) -> None:
    make_person(desk, name="Dana")
    assert not SearchToken.objects.exists()
    make_person(desk, name="Dana Alias", phone="+962790000012")
    kinds = set(SearchToken.objects.values_list("kind", flat=True))
    assert {TokenKind.PAIR_STRICT, TokenKind.PHONE} <= kinds
    assert TokenKind.DOCUMENT not in kinds


def test_the_trail_says_that_somebody_was_recorded_and_nothing_about_them(desk: Desk) -> None:
    person = make_person(desk, name="Dana Alias")
    (line,) = trail.file_lines(person.reference)
    assert (line.name, line.subject, line.facts) == (Did.PERSON_ADDED, person.reference, {})


def test_the_person_shows_as_a_reference_only(desk: Desk) -> None:
    person = make_person(desk, name="Dana Alias")
    assert str(person) == person.reference
    assert "Dana" not in "".join(str(detail) for detail in person.details.all())


@pytest.mark.parametrize(
    ("band", "is_child"),
    [(AgeBand.B9, True), (AgeBand.CHILD, True), (AgeBand.DOUBT, True), (AgeBand.B18, False), (AgeBand.UNKNOWN, False)],
)
def test_in_doubt_about_age_somebody_is_a_child(desk: Desk, band: AgeBand, is_child: bool) -> None:
    assert make_person(desk, facts={"age_band": band}).is_child == is_child


def test_nothing_is_written_outside_an_act(desk: Desk) -> None:
    person = make_person(desk)
    with pytest.raises(WriteOutsideAct):
        Person.objects.filter(pk=person.pk).update(sex="male")
