import re
from datetime import UTC, datetime

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import Count

from benchmarks import indexes, population
from benchmarks.lives import PEOPLE_PER_WIDELY_SEEN
from benchmarks.loading import built
from benchmarks.trails import ENDS
from benchmarks.widely_seen import ACCESSES
from malath.audit import queries as trail
from malath.audit.models import Event
from malath.cases.models import Case, Note
from malath.foundation.acts import NotABench, bulk, guarded_tables
from malath.foundation.references import is_reference
from malath.people import queries as people
from malath.people.models import Detail, Person
from malath.people.words import DetailKind
from malath.privacy.models import Access, Basis
from malath.referrals.models import Referral

NOW = datetime(2026, 11, 8, 7, tzinfo=UTC)
PEOPLE = PEOPLE_PER_WIDELY_SEEN  # as few as have one whom very many see


@pytest.fixture
def _filled(db: None) -> None:
    population.load(population.begin(PEOPLE, at=NOW, thin=True))


@pytest.mark.usefixtures("_filled")
def test_a_bench_with_a_thin_trail_is_whole() -> None:
    assert (Person.objects.count(), Case.objects.count(), Referral.objects.count()) == (PEOPLE, PEOPLE, 2 * PEOPLE)
    assert trail.verify().faults == ()
    longest = Event.objects.filter(chain__startswith="file:").values("chain").annotate(many=Count("pk")).order_by("-many")
    assert [row["many"] for row in longest[:1]] == [2 * ENDS]
    names = people.details_of([1, PEOPLE], kinds=[DetailKind.NAME])
    assert all(row.value for rows in names.values() for row in rows)


@pytest.mark.usefixtures("_filled")
def test_one_person_in_so_many_is_seen_by_very_many() -> None:
    open_to = Access.objects.filter(basis__ended_at__isnull=True).values("person").annotate(many=Count("pk"))
    most, next_most = open_to.order_by("-many").values_list("many", flat=True)[:2]
    assert most >= ACCESSES > 10 * next_most


@pytest.mark.usefixtures("_filled")
def test_access_says_when_its_basis_ends() -> None:
    rows = list(Access.objects.values_list("basis_until", "basis__until"))
    assert all(said == until for said, until in rows)
    assert any(until for _, until in rows)


@pytest.mark.django_db
def test_a_database_that_is_no_bench_is_not_filled() -> None:
    with pytest.raises(NotABench), bulk():
        pytest.fail("bulk() let somebody in")


@pytest.mark.parametrize("table", [Access, Basis, Case, Detail, Note, Person, Referral])
def test_a_row_built_fast_is_the_row_that_the_model_makes(table: type) -> None:
    mine: dict[str, object] = built(table).__dict__
    theirs: dict[str, object] = table().__dict__
    made_anew = {"_state", "uuid", "reference", "id"}
    assert mine.keys() | {"id"} == theirs.keys()
    assert all(mine[name] == theirs[name] for name in theirs.keys() - made_anew)
    assert is_reference(built(Person).reference)


def test_a_row_built_fast_knows_what_it_points_at() -> None:
    person = built(Person, pk=7)
    case = built(Case, pk=8, person=person)
    assert (case.pk, case.person_id, case.person) == (8, 7, person)


def said() -> list[tuple[str, str]]:
    """All indexes, without the brackets and casts that PostgreSQL writes anew in the conditions of partial ones."""
    return [(one.drop, re.sub(r"::(character varying|text)(\[\])?|[()]", "", one.create)) for one in indexes.standing()]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_the_indexes_made_afterwards_are_those_that_stood_before() -> None:
    assert connection.vendor == "postgresql", "SQLite keeps its indexes"
    before = said()
    tables = [table for table in apps.get_models() if table._meta.db_table in guarded_tables()]
    assert len(before) > len(tables)
    with indexes.made_afterwards():
        assert indexes.standing() == []
    assert said() == before
