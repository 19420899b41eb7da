"""Reading people: details, hits of tokens, names as pages show them, and names of places and tongues."""

import random
from collections import Counter

import pytest
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from malath.agencies.models import Desk
from malath.agencies.testing import make_desk
from malath.foundation.acts import unguarded
from malath.foundation.keys import ring
from malath.people import queries
from malath.people.countries import country_choices, country_name
from malath.people.languages import language_choices, language_name
from malath.people.models import Person, SearchToken
from malath.people.queries import searching
from malath.people.rules import birth_year, display_name, full_names
from malath.people.testing import make_person
from malath.people.tokens import MOST_BITS, WEIGHT, Token, TokenKind, tokens_for_query
from malath.people.words import DetailKind

NAME, AR, LA = DetailKind.NAME, DetailKind.NAME_ARABIC, DetailKind.NAME_LATIN
EVERYBODY = Q(person_id__gt=0)
FIRST, FAMILY = DetailKind.FIRST_NAME, DetailKind.FAMILY_NAME
pytestmark = pytest.mark.usefixtures("long_tokens")


@pytest.fixture
def desk(db: None) -> Desk:
    return make_desk()


def tokens(text: str) -> frozenset[Token]:
    return tokens_for_query(ring().index, text=text, birth_year=None, bits=MOST_BITS)


def test_details_of_many_take_one_statement(desk: Desk) -> None:
    people = [make_person(desk, name=f"Dana Alias {number}").pk for number in range(3)]
    with CaptureQueriesContext(connection) as asked:
        found = queries.details_of(people, kinds=[NAME])
    assert (len(asked), len(found)) == (1, 3)


def test_only_the_kinds_that_are_asked_for_are_opened(desk: Desk) -> None:
    person = make_person(desk, name="Dana Alias", phone="+962790000012")
    (row,) = queries.details_of([person.pk], kinds=[DetailKind.PHONE])[person.pk]
    assert row.kind == DetailKind.PHONE


def test_hits_stay_among_those_who_may_be_seen(desk: Desk) -> None:
    seen, hidden = make_person(desk, name="Dana Alias"), make_person(desk, name="Dana Alias")
    found = queries.hits(tokens("Dana Alias"), among=Q(person_id=seen.pk))
    assert found == [seen.pk]
    assert hidden.pk not in found


@pytest.fixture
def crowd(desk: Desk) -> list[int]:
    """People who hold some of forty tokens each, so that many weigh the same."""
    chance = random.Random(7)
    people = [make_person(desk).pk for _ in range(30)]
    with unguarded():
        SearchToken.objects.bulk_create(
            SearchToken(person_id=pk, kind=kind, value=value)
            for pk in people
            for kind, value in chance.sample([(kind, value) for kind in TokenKind for value in range(6)], 9)
        )
    return people


@pytest.mark.parametrize("seed", range(12))
def test_hits_are_the_heaviest_of_those_who_may_be_seen_the_newest_first(crowd: list[int], seed: int) -> None:
    chance = random.Random(seed)
    asked = {Token(kind, value) for kind in chance.sample([*TokenKind], 4) for value in chance.sample(range(9), 3)}
    seen, within = (set(chance.sample(crowd, chance.randint(0, 30))) for _ in range(2))
    few, plain = Person.objects.filter(pk__in=within).values("pk"), [pk for pk in _heaviest_first(asked) if pk in seen]
    for cap in (3, len(crowd)):
        assert queries.hits(asked, among=Q(person_id__in=seen), cap=cap) == plain[:cap]
        found = queries.hits(asked, among=Q(person_id__in=seen), within=few, cap=cap)
        assert found == [pk for pk in plain if pk in within][:cap]


def _heaviest_first(asked: set[Token]) -> list[int]:
    weights: Counter[int] = Counter()
    for row in SearchToken.objects.all():
        token = Token(TokenKind(row.kind), row.value)
        weights[row.person_id] += WEIGHT[token.kind] if token in asked else 0
    return sorted((pk for pk, weight in weights.items() if weight), key=lambda pk: (-weights[pk], -pk))


def test_hits_take_two_statements_whoever_may_be_seen(crowd: list[int]) -> None:
    asked = {Token(kind, value) for kind in TokenKind for value in range(6)}
    for seen in (crowd, crowd[:1], [-1]):
        with CaptureQueriesContext(connection) as statements:
            queries.hits(asked, among=Q(person_id__in=seen), cap=2)
        assert len(statements) == 2


def test_a_token_is_counted_as_far_as_it_matters(crowd: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    asked = [Token(TokenKind.EDIT, value) for value in range(7)]
    monkeypatch.setattr(searching, "MOST_SHARED", 3)
    held = Counter(SearchToken.objects.filter(kind=TokenKind.EDIT).values_list("value", flat=True))
    assert searching._shared_by(asked) == {token: min(held[token.value], 3) for token in asked}
    assert max(held.values()) > 3


def test_the_best_hits_come_first_and_the_cap_cuts_the_rest(desk: Desk) -> None:
    make_person(desk, name="Dana Other")
    best = make_person(desk, name="Dana Samir Alias")
    found = queries.hits(tokens("Dana Samir Alias"), among=EVERYBODY, cap=1)
    assert found == [best.pk]


def test_a_phone_outweighs_any_name(desk: Desk) -> None:
    make_person(desk, name="Dana Samir Alias")
    phone = make_person(desk, phone="+962790000012")
    both = tokens("Dana Samir Alias") | tokens("+962790000012")
    assert queries.hits(both, among=EVERYBODY)[0] == phone.pk


def test_no_tokens_ask_the_database_nothing(desk: Desk) -> None:
    with CaptureQueriesContext(connection) as asked:
        assert queries.hits(frozenset(), among=EVERYBODY) == []
    assert len(asked) == 0


@pytest.mark.parametrize(
    ("details", "shown"),
    [
        ([], ""),
        ([(LA, "Dana A."), (AR, "دانا")], "دانا"),
        ([(LA, "Dana A."), (NAME, "Dani")], "Dani"),
        ([(LA, "Dana A.")], "Dana A."),
        ([(FIRST, "Dana"), (FAMILY, "Alias")], "Dana Alias"),
    ],
)
def test_the_name_a_page_shows(details: list[tuple[DetailKind, str]], shown: str) -> None:
    assert display_name(details) == shown


def test_every_spelling_is_a_full_name_of_its_own() -> None:
    details = [(NAME, "Dani"), (AR, "دانا سمير"), (FIRST, "Dana"), (FAMILY, "Samir")]
    assert full_names(details) == ["Dani", "دانا سمير", "Dana Samir"]


@pytest.mark.parametrize(
    ("text", "year"), [("1996", 1996), ("1996-05-01", 1996), ("about 1996", 1996), ("96", None), ("", None), ("21996", None)]
)
def test_the_year_in_a_birth_date(text: str, year: int | None) -> None:
    assert birth_year(text) == year


def test_countries_and_languages_are_named_in_the_language_of_the_page() -> None:
    with override("ar"):
        assert (country_name("JO"), country_name("PS"), language_name("am")) == ("الأردن", "فلسطين", "الأمهرية")
    with override("en"):
        assert (country_name("JO"), country_name("PS"), country_name("XX")) == ("Jordan", "Palestine", "XX")
        assert language_name("jos") == "Jordanian sign language"


def test_lists_of_choices_name_every_code_once() -> None:
    with override("en"):
        for choices in (country_choices(), language_choices()):
            codes = [code for code, _ in choices]
            assert len(codes) == len(set(codes))
            assert all(name for _, name in choices)
        assert len(country_choices()) >= 240
