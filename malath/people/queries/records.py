"""Reading what stands beside the details of a person: papers, ties, other parties, tries to reach them. Opened; decides
nothing about who may see it: the caller filters by the desk that wrote it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet

from malath.foundation.asking import ask
from malath.people.models import ContactTry, Document, Party, Person, Tie
from malath.people.names import parts, skeleton
from malath.people.rules import is_withheld
from malath.people.words import DocumentKind, Known, Lives, PartyKind, TieKind, Tried, Whereabouts

MOST = 50


@dataclass(frozen=True)
class Paper:
    """A paper of the person. `number_id`: the detail that holds its number."""

    reference: str
    kind: DocumentKind
    number: str
    number_id: int | None
    country: str
    valid_until: date | None
    place: Whereabouts
    known: Known
    holder: str
    desk_id: int
    at: datetime

    @property
    def withheld(self) -> bool:
        return is_withheld(self.place)


@dataclass(frozen=True)
class Tied:
    """Somebody close to the person. `other_id`, `other`: the file of their own, when they have one."""

    reference: str
    kind: TieKind
    lives: Lives
    depends: bool
    name: str
    born: int | None
    note: str
    other_id: int | None
    other: str
    desk_id: int
    at: datetime


@dataclass(frozen=True)
class OtherParty:
    """Who else had a part in what happened."""

    reference: str
    kind: PartyKind
    name: str
    aliases: str
    phone: str
    place: str
    nationality: str
    note: str
    desk_id: int
    at: datetime


@dataclass(frozen=True)
class Try:
    """A try to reach the person under the agreement that stands."""

    result: Tried
    note: str
    at: datetime
    desk_id: int
    by: str
    as_agreed: bool


def papers_of(person_id: int) -> list[Paper]:
    """Papers of a person, the newest first. One statement."""
    return [_paper(row) for row in ask(_papers, person_id)]


def ties_of(person_id: int) -> list[Tied]:
    """Family and others close to a person, in the order of their writing. One statement."""
    return [_tied(row) for row in ask(_ties, person_id)]


def parties_of(person_id: int) -> list[OtherParty]:
    """Others who had a part in what happened to a person. One statement."""
    return [_party(row) for row in ask(_parties, person_id)]


def numbers_of_others(person_id: int) -> frozenset[str]:
    """Phone numbers of other parties, whichever desk wrote them: none of them is ever a way to the person."""
    return frozenset(party.phone for party in parties_of(person_id) if party.phone)


def names_somebody(person_id: int, *, names: Collection[str], phones: Collection[str]) -> bool:
    """Whether another party or somebody of the family has one of these names, however it is spelled, or one of these
    numbers. Two statements."""
    parties, ties = parties_of(person_id), ties_of(person_id)
    held = [name for party in parties for name in (party.name, party.aliases)] + [tie.name for tie in ties]
    known = {sound for name in held if (sound := _sound(name))}
    return not known.isdisjoint(map(_sound, names)) or any(party.phone and party.phone in phones for party in parties)


def _sound(name: str) -> frozenset[str]:
    """What all spellings of a full name share; nothing for a single name, which too many people have."""
    found = frozenset(skeleton(part) for part in parts(name))
    return found if len(found) > 1 else frozenset()


def last_try(person_id: int, version: int) -> Try | None:
    """The newest try under one version of the agreement. One statement."""
    return next(map(_try, ask(_tries, person_id, version)), None)


def tries_of(person_id: int) -> list[Try]:
    """The tries under the agreement that stands, the newest first: whoever agrees anew was reached. One statement."""
    rows = ContactTry.objects.filter(person_id=person_id, version=F("person__safe_contact__version"))
    return [_try(row) for row in rows.filter(key__erased_at__isnull=True).select_related("key").order_by("-at", "-pk")[:MOST]]


def try_written(once: UUID | None) -> ContactTry | None:
    return ContactTry.objects.filter(once=once).first() if once is not None else None


def _try(row: ContactTry) -> Try:
    return Try(Tried(row.result), row.opened("note"), row.at, row.desk_id, row.by, row.as_agreed)


def document_by_reference(person: Person, reference: str) -> Document | None:
    return Document.objects.select_related("key").filter(person=person, reference=reference).first()


def tie_by_reference(person: Person, reference: str) -> Tie | None:
    return Tie.objects.select_related("key").filter(person=person, reference=reference).first()


def party_by_reference(person: Person, reference: str) -> Party | None:
    return Party.objects.select_related("key").filter(person=person, reference=reference).first()


@dataclass(frozen=True)
class PartyTexts:
    """Another party as its marks are made: whose file, its names and its number."""

    person_id: int
    name: str
    aliases: str
    phone: str


def party_with_texts(pk: int) -> PartyTexts:
    """Another party by its key. The caller makes keyed marks of it and shows nothing."""
    row = Party.objects.select_related("key").get(pk=pk)
    return PartyTexts(row.person_id, row.opened("name"), row.opened("aliases"), row.opened("phone"))


def parties_after(pk: int, *, without: QuerySet[Any, Any], cap: int = 500) -> list[int]:
    """Keys of other parties that stand, written after one, save those in the subquery."""
    rows = Party.objects.filter(pk__gt=pk, ended_at__isnull=True, key__erased_at__isnull=True).exclude(pk__in=without)
    return list(rows.order_by("pk").values_list("pk", flat=True)[:cap])


def _papers(person_id: int) -> QuerySet[Document]:
    rows = Document.objects.filter(person_id=person_id, ended_at__isnull=True, key__erased_at__isnull=True)
    return rows.select_related("key", "number__key").order_by("-pk")[:MOST]


def _ties(person_id: int) -> QuerySet[Tie]:
    rows = Tie.objects.filter(person_id=person_id, ended_at__isnull=True, key__erased_at__isnull=True)
    return rows.select_related("key", "other").order_by("pk")[:MOST]


def _parties(person_id: int) -> QuerySet[Party]:
    rows = Party.objects.filter(person_id=person_id, ended_at__isnull=True, key__erased_at__isnull=True)
    return rows.select_related("key").order_by("pk")[:MOST]


def _tries(person_id: int, version: int) -> QuerySet[ContactTry]:
    rows = ContactTry.objects.filter(person_id=person_id, version=version, key__erased_at__isnull=True)
    return rows.select_related("key").order_by("-at", "-pk")[:1]


def _paper(row: Document) -> Paper:
    return Paper(
        reference=row.reference,
        kind=DocumentKind(row.kind),
        number=row.number.opened("value") if row.number else "",
        number_id=row.number_id,
        country=row.country,
        valid_until=row.valid_until,
        place=Whereabouts(row.place),
        known=Known(row.known),
        holder=row.opened("holder"),
        desk_id=row.desk_id,
        at=row.at,
    )


def _tied(row: Tie) -> Tied:
    return Tied(
        reference=row.reference,
        kind=TieKind(row.kind),
        lives=Lives(row.lives),
        depends=row.depends,
        name=row.opened("name"),
        born=row.born,
        note=row.opened("note"),
        other_id=row.other_id,
        other=row.other.reference if row.other else "",
        desk_id=row.desk_id,
        at=row.at,
    )


def _party(row: Party) -> OtherParty:
    return OtherParty(
        reference=row.reference,
        kind=PartyKind(row.kind),
        name=row.opened("name"),
        aliases=row.opened("aliases"),
        phone=row.opened("phone"),
        place=row.opened("place"),
        nationality=row.nationality,
        note=row.opened("note"),
        desk_id=row.desk_id,
        at=row.at,
    )
