"""Recording many people at once, as an import does: what takes long is done before anything is locked."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from malath.agencies.models import Desk
from malath.audit import actions as audit
from malath.audit.actions import First
from malath.audit.words import Did
from malath.foundation.actor import Actor
from malath.foundation.acts import act
from malath.foundation.models import DataKey
from malath.foundation.rows import delete, insert
from malath.people.actions import Details, known, tokens_of
from malath.people.models import Detail, Person, SearchToken
from malath.people.tokens import Token
from malath.people.words import DetailKind

PUT_TOKENS = {
    "sqlite": "INSERT INTO people_searchtoken (person_id, kind, value) VALUES (%s, %s, %s)",
    "postgresql": "INSERT INTO people_searchtoken (person_id, kind, value)"
    " SELECT * FROM unnest(%s::bigint[], %s::smallint[], %s::bigint[])",
}


@dataclass(frozen=True)
class Newcomer:
    """A person as they will be stored: sealed, with the tokens of their details. Nothing is stored yet."""

    person: Person
    details: Sequence[Detail]
    tokens: frozenset[Token]


def ready(key: DataKey, facts: Mapping[str, object], details: Details, *, desk: Desk, by: Actor, at: datetime) -> Newcomer:
    """A person to be recorded with `add_many`, under a key that is not stored yet."""
    person = Person(key=key, facts_desk=desk, **known(facts))
    common = {"person": person, "key": key, "desk": desk, "by": by.reference, "at": at}
    said = [(kind, value.strip()) for kind, value in details if value.strip()]
    rows = [Detail(kind=kind, **common) for kind, _ in said]
    for row, (_, value) in zip(rows, said, strict=True):
        row.seal(value=value)
    return Newcomer(person, rows, tokens_of((DetailKind(kind), value, desk.pk) for kind, value in said))


@act
def add_many(newcomers: Sequence[Newcomer], *, by: Actor, at: datetime) -> list[Person]:
    """Record people who are new to the system: the same as `add` for each, in seven statements."""
    insert(one.person.key for one in newcomers)
    people = Person.objects.bulk_create(one.person for one in newcomers)
    for one in newcomers:
        for row in one.details:
            row.person = one.person
    insert(row for one in newcomers for row in one.details)
    _put_tokens([(one.person.pk, token.kind, token.value) for one in newcomers for token in sorted(one.tokens)])
    audit.record_first([First(one.reference, Did.PERSON_ADDED, one.reference) for one in people], by=by, at=at)
    return people


@act
def take_away(people: Collection[int], *, by: Actor, at: datetime, subject: str) -> None:
    """Remove people whom nobody has ever seen, with their keys. Whoever calls this has made sure of it. `subject`: what
    they were to come with."""
    rows = Person.objects.filter(pk__in=people)
    keys = list(rows.values_list("key_id", flat=True))
    for gone in (SearchToken.objects.filter(person_id__in=people), Detail.objects.filter(person_id__in=people), rows):
        delete(gone)
    delete(DataKey.objects.filter(pk__in=keys))
    audit.record(Did.IMPORT_REMOVED, subject=subject, by=by, at=at, facts={"people": str(len(people))})


def _put_tokens(rows: Sequence[tuple[int, int, int]]) -> None:
    """Forty rows a person, so the quickest way that an engine has."""
    if not rows:
        return
    with connection.cursor() as cursor:
        statement = PUT_TOKENS[connection.vendor]
        if connection.vendor == "postgresql":
            cursor.execute(statement, [list(column) for column in zip(*rows, strict=True)])
        else:
            cursor.executemany(statement, rows)
