"""Recording many people at once, as an import does: what takes long is done before anything is locked."""

import secrets
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from malath.agencies.models import Desk
from malath.audit import actions as audit
from malath.audit.actions import First
from malath.audit.words import Did
from malath.foundation.actor import Actor
from malath.foundation.acts import act
from malath.foundation.keys import newest
from malath.foundation.models import DataKey, new_uuid
from malath.foundation.references import new_reference
from malath.foundation.rows import delete, insert, numbers
from malath.foundation.sealing import bound_to, sealed, wrap
from malath.people.actions import Details, known, tokens_of
from malath.people.models import Detail, Person, SearchToken
from malath.people.rules import FACTS
from malath.people.words import CHILD_BANDS, DetailKind

KNOWN: Final = tuple(sorted(FACTS))
UNKNOWN: Final = {field.attname: field.get_default() for field in Person._meta.concrete_fields if field.attname in FACTS}
StoredToken = tuple[int, int, int]


@dataclass(frozen=True)
class FreshKey:
    """The key of somebody new, for whoever seals much of them at once. Throw it away with the rows."""

    id: UUID
    version: int
    wrapped: bytes
    cipher: AESGCM

    def seal(self, table: str, row: UUID, field: str, text: str) -> bytes:
        """As `SealedRow.seal` does it."""
        return sealed(self.cipher, text.encode(), bound_to(table, row, field))


def fresh_keys(count: int) -> list[FreshKey]:
    version = newest().current
    pairs = [(new_uuid(), secrets.token_bytes(32)) for _ in range(count)]
    return [FreshKey(key_id, version, wrap(secret, key_id, version), AESGCM(secret)) for key_id, secret in pairs]


@dataclass(frozen=True)
class Newcomer:
    """A person as they will be stored, their details sealed. Nothing is stored yet."""

    key: FreshKey
    reference: str
    facts: Mapping[str, object]
    details: Sequence[tuple[str, UUID, bytes]]

    @property
    def is_child(self) -> bool:
        return self.facts["age_band"] in CHILD_BANDS


def ready(key: FreshKey, facts: Mapping[str, object], details: Details) -> Newcomer:
    """A person to be recorded with `add_many`, under a key that is not stored yet."""
    table = Detail._meta.db_table
    said = [(DetailKind(kind).value, new_uuid(), value.strip()) for kind, value in details if value.strip()]
    sealed = [(kind, uuid, key.seal(table, uuid, "value", value)) for kind, uuid, value in said]
    return Newcomer(key, new_reference(), {**UNKNOWN, **known(facts)}, sealed)


@act
def add_many(newcomers: Sequence[Newcomer], *, desk: Desk, by: Actor, at: datetime) -> list[int]:
    """Record people who are new to the system, and give their numbers: the same as `add` for each, in a few statements. Nobody
    finds them before `make_findable`."""
    keys = [(one.key.id, one.key.wrapped, one.key.version) for one in newcomers]
    insert(DataKey, {}, ["id", "wrapped", "wrapping_version"], keys)
    people = numbers(Person, len(newcomers))
    rows = [
        (person, new_uuid(), one.key.id, one.reference, *map(one.facts.__getitem__, KNOWN))
        for person, one in zip(people, newcomers, strict=True)
    ]
    insert(Person, {"facts_desk_id": desk.pk}, ["id", "uuid", "key_id", "reference", *KNOWN], rows)
    details = [(person, one.key.id, *detail) for person, one in zip(people, newcomers, strict=True) for detail in one.details]
    written = {"desk_id": desk.pk, "by": by.reference, "at": at}
    insert(Detail, written, ["person_id", "key_id", "kind", "uuid", "value"], details)
    audit.record_first([First(one.reference, Did.PERSON_ADDED, one.reference) for one in newcomers], by=by, at=at)
    return people


def tokens_to_store(people: Iterable[tuple[int, Details]], desk: Desk) -> list[StoredToken]:
    """By what people are found whose details one desk wrote, in the order in which the index keeps it: whoever stores many at
    once touches each of its pages once."""
    found = ((person, [(DetailKind(kind), value.strip(), desk.pk) for kind, value in said]) for person, said in people)
    return sorted((token.kind, token.value, person) for person, said in found for token in tokens_of(said))


@act
def make_findable(tokens: Sequence[StoredToken], *, by: Actor, at: datetime, subject: str) -> None:
    """Store by what people are found; what is stored already stays. `subject`: with what the people came."""
    insert(SearchToken, {}, ["kind", "value", "person_id"], tokens, once="kind, value, person_id")
    audit.record(Did.IMPORT_MADE, subject=subject, by=by, at=at, facts={"tokens": str(len(tokens))})


@act
def take_away(people: Collection[int], *, by: Actor, at: datetime, subject: str) -> None:
    """Remove people whom nobody has ever seen, with their keys. Whoever calls this has made sure of it. `subject`: what they
    were to come with."""
    rows = Person.objects.filter(pk__in=people)
    keys = list(rows.values_list("key_id", flat=True))
    for gone in (SearchToken.objects.filter(person_id__in=people), Detail.objects.filter(person_id__in=people), rows):
        delete(gone)
    delete(DataKey.objects.filter(pk__in=keys))
    audit.record(Did.IMPORT_REMOVED, subject=subject, by=by, at=at, facts={"people": str(len(people))})
