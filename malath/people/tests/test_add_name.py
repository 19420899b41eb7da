"""Names beside the first: aliases, nicknames, earlier names, spellings; and from where each is known."""

import pytest
from django.conf import settings

from malath.agencies.models import Desk
from malath.agencies.testing import LONG_AGO, make_desk
from malath.foundation.actor import WORKER
from malath.foundation.keys import ring
from malath.people import actions, queries
from malath.people.actions import CannotWrite
from malath.people.models import Person, SearchToken
from malath.people.rules import display_name, script_of
from malath.people.testing import make_person
from malath.people.tokens import tokens_for_query
from malath.people.words import OTHER_NAME_KINDS, Certainty, DetailKind, Script, WhyNotWrite

pytestmark = pytest.mark.usefixtures("long_tokens")


@pytest.fixture
def desk(db: None) -> Desk:
    return make_desk()


def add(person: Person, desk: Desk, value: str, kind: DetailKind = DetailKind.ALIAS) -> int:
    actions.add_name(person, kind, value, certainty=Certainty.TOLD, desk=desk, by=WORKER, at=LONG_AGO)
    return queries.details_of([person.pk])[person.pk][-1].id


def is_found(person: Person, name: str) -> bool:
    tokens = tokens_for_query(ring().index, text=name, birth_year=None, bits=settings.MALATH_TOKEN_BITS)
    return SearchToken.objects.filter(person=person, value__in=[token.value for token in tokens]).exists()


def test_several_stand_beside_each_other(desk: Desk) -> None:
    person = make_person(desk, name="Dana Alias")
    add(person, desk, "Um Sami")
    add(person, desk, "Danah Aliass", DetailKind.SPELLING)
    written = queries.details_of([person.pk])[person.pk]
    assert [(row.value, row.certainty) for row in written[1:]] == [("Um Sami", "told"), ("Danah Aliass", "told")]
    assert queries.name_in(written) == "Dana Alias"


def test_a_person_is_found_by_them_until_they_end(desk: Desk) -> None:
    person = make_person(desk, name="Dana Alias")
    number = add(person, desk, "Rahel Tesfaye")
    assert is_found(person, "Rahel Tesfaye")
    actions.end_detail(person, number, kinds=OTHER_NAME_KINDS, desk=desk, by=WORKER, at=LONG_AGO)
    assert not is_found(person, "Rahel Tesfaye")


def test_only_the_desk_that_wrote_one_ends_it(desk: Desk) -> None:
    person = make_person(desk, name="Dana Alias")
    number = add(person, desk, "Um Sami")
    with pytest.raises(CannotWrite) as refused:
        actions.end_detail(person, number, kinds=OTHER_NAME_KINDS, desk=make_desk(), by=WORKER, at=LONG_AGO)
    assert refused.value.reasons == [WhyNotWrite.NOT_OURS]


def test_another_detail_is_not_ended_in_its_place(desk: Desk) -> None:
    person = make_person(desk, phone="+962790000012")
    (phone,) = queries.details_of([person.pk])[person.pk]
    with pytest.raises(CannotWrite):
        actions.end_detail(person, phone.id, kinds=OTHER_NAME_KINDS, desk=desk, by=WORKER, at=LONG_AGO)


def test_from_where_a_name_is_known_is_kept_and_may_change(desk: Desk) -> None:
    person = make_person(desk)
    for certain in (Certainty.GUESSED, Certainty.PAPER):
        details = [(DetailKind.NAME, "Dana Alias")]
        actions.write_details(person, details, desk=desk, by=WORKER, at=LONG_AGO, certain={DetailKind.NAME: certain})
    assert [row.certainty for row in queries.details_of([person.pk])[person.pk]] == ["paper"]


def test_who_is_known_by_an_alias_only_is_shown_by_it() -> None:
    assert display_name([(DetailKind.NICKNAME, "Um Sami")]) == "Um Sami"


@pytest.mark.parametrize(
    ("name", "script"),
    [("فاطمة علي", Script.ARABIC), ("Rahel", Script.LATIN), ("ራሔል", Script.ETHIOPIC), ("রহিমা", Script.BENGALI),
     ("सीता", Script.DEVANAGARI), ("සීතා", Script.SINHALA), ("சீதா", Script.TAMIL), ("Анна", Script.OTHER), ("12", None)],
)  # fmt: skip
def test_letters_are_known_by_themselves(name: str, script: Script | None) -> None:
    assert script_of(name) == script
