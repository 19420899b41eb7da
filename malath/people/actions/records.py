"""Writing what stands beside the details of a person: papers, ties, other parties. Each row belongs to the desk that wrote
it, and only that desk ends it."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

from django.db.models import QuerySet

from malath.agencies.models import Desk
from malath.audit import actions as audit
from malath.audit.words import Did
from malath.foundation.actor import Actor
from malath.foundation.acts import act
from malath.foundation.references import own_mark
from malath.people import queries
from malath.people.actions import CannotWrite, add_name, end_detail
from malath.people.models import Detail, Document, Party, Person, Recorded, Tie
from malath.people.rules import why_not_end, why_not_tie
from malath.people.words import DetailKind, DocumentKind, Known, Lives, PartyKind, TieKind, Whereabouts, WhyNotWrite

NOTHING: Mapping[str, str] = {}
Row = TypeVar("Row", bound=Recorded)


@act
def write_document(
    person: Person,
    kind: DocumentKind,
    *,
    place: Whereabouts,
    known: Known,
    number: str = "",
    country: str = "",
    valid_until: date | None = None,
    holder: str = "",
    desk: Desk,
    by: Actor,
    at: datetime,
    once: UUID | None = None,
) -> Document:
    """Write down a paper of the person, and where it is now. No paper is needed to be helped, and no number to write one
    down: who withholds it has seen to that."""
    queries.locked(person.pk)
    if (begun := written_before(Document.objects.all(), person, once, Did.DOCUMENT_WRITTEN, by, at)) is not None:
        return begun
    document = Document(
        person=person, key=person.key, kind=kind, place=place, known=known, country=country, valid_until=valid_until
    )
    mark(document, once, by)
    document.number = _number(person, number, desk=desk, by=by, at=at) if number else None
    save(document, {"holder": holder}, desk, by, at)
    trace(Did.DOCUMENT_WRITTEN, person, by, at, kind=kind.value, place=place.value)
    return document


@act
def move_document(
    document: Document, *, place: Whereabouts, known: Known, holder: str = "", desk: Desk, by: Actor, at: datetime
) -> Document:
    """A paper is elsewhere now: given back, found, taken away. What stood before stays in its place, ended."""
    person = queries.locked(document.person_id)
    before = to_end(Document.objects.all(), document, desk, at)
    moved = Document(
        person=person, key=person.key, kind=before.kind, place=place, known=known, number=before.number,
        country=before.country, valid_until=before.valid_until,
    )  # fmt: skip
    save(moved, {"holder": holder}, desk, by, at)
    trace(Did.DOCUMENT_MOVED, person, by, at, kind=before.kind, place=place.value)
    return moved


@act
def end_document(document: Document, *, desk: Desk, by: Actor, at: datetime) -> None:
    """A paper was written down by mistake, or holds no longer; its number goes with it."""
    person = queries.locked(document.person_id)
    ended = to_end(Document.objects.all(), document, desk, at)
    if ended.number_id:
        end_detail(person, ended.number_id, kinds=[DetailKind.DOCUMENT], desk=desk, by=by, at=at)
    trace(Did.RECORD_ENDED, person, by, at, kind="document")


@act
def write_tie(
    person: Person,
    kind: TieKind,
    *,
    lives: Lives,
    depends: bool,
    name: str = "",
    born: int | None = None,
    note: str = "",
    other: Person | None = None,
    desk: Desk,
    by: Actor,
    at: datetime,
    once: UUID | None = None,
) -> Tie:
    """Write down somebody of the family. `other`: their own file, which the writer sees (asked
    at the gate). Refused when that file is the person's own."""
    queries.locked(person.pk)
    _refuse(why_not_tie(own=other is not None and other.pk == person.pk))
    if (begun := written_before(Tie.objects.all(), person, once, Did.TIE_WRITTEN, by, at)) is not None:
        return begun
    tie = Tie(person=person, key=person.key, kind=kind, lives=lives, depends=depends, born=born, other=other)
    mark(tie, once, by)
    save(tie, {"name": name, "note": note}, desk, by, at)
    trace(Did.TIE_WRITTEN, person, by, at, kind=kind.value)
    return tie


@act
def end_tie(tie: Tie, *, desk: Desk, by: Actor, at: datetime) -> None:
    """A tie was written down by mistake, or is no more."""
    person = queries.locked(tie.person_id)
    to_end(Tie.objects.all(), tie, desk, at)
    trace(Did.RECORD_ENDED, person, by, at, kind="tie")


@act
def write_party(
    person: Person,
    kind: PartyKind,
    *,
    texts: Mapping[str, str] = NOTHING,
    nationality: str = "",
    desk: Desk,
    by: Actor,
    at: datetime,
    once: UUID | None = None,
) -> Party:
    """Write down who else had a part in what happened. `texts`: name, aliases, phone, place, note. From now on that phone is
    never a way to the person."""
    queries.locked(person.pk)
    if (begun := written_before(Party.objects.all(), person, once, Did.PARTY_WRITTEN, by, at)) is not None:
        return begun
    party = Party(person=person, key=person.key, kind=kind, nationality=nationality)
    fields = ("name", "aliases", "phone", "place", "note")
    mark(party, once, by)
    save(party, {name: texts.get(name, "") for name in fields}, desk, by, at)
    trace(Did.PARTY_WRITTEN, person, by, at, kind=kind.value)
    return party


@act
def end_party(party: Party, *, desk: Desk, by: Actor, at: datetime) -> None:
    """Another party was written down by mistake."""
    person = queries.locked(party.person_id)
    to_end(Party.objects.all(), party, desk, at)
    trace(Did.RECORD_ENDED, person, by, at, kind="party")


def _number(person: Person, number: str, *, desk: Desk, by: Actor, at: datetime) -> Detail:
    add_name(person, DetailKind.DOCUMENT, number, certainty=None, desk=desk, by=by, at=at)
    return Detail.objects.filter(person=person, kind=DetailKind.DOCUMENT, desk=desk).latest("pk")


def save(row: Recorded, texts: Mapping[str, str], desk: Desk, by: Actor, at: datetime) -> None:
    row.desk, row.by, row.at = desk, by.reference, at
    row.seal(**texts)
    row.save(force_insert=True)


def mark(row: Recorded, once: UUID | None, by: Actor) -> None:
    row.uuid = own_mark(once, by.reference, row.person.reference) or row.uuid


def written_before(rows: QuerySet[Row], person: Person, once: UUID | None, event: Did, by: Actor, at: datetime) -> Row | None:
    """What the same form wrote when it came first. The person is locked, so a second one waits for it."""
    sign = own_mark(once, by.reference, person.reference)
    if sign is None:
        return None
    found = rows.filter(uuid=sign, person=person).first()
    if found is not None:
        trace(event, person, by, at, again="1")
    return found


def to_end(rows: QuerySet[Row], row: Row, desk: Desk, at: datetime) -> Row:
    """The row as it stands now, ended. The person is locked: nobody else ends it meanwhile."""
    stored = rows.select_related("key").get(pk=row.pk)
    _refuse(why_not_end(ended=stored.ended_at is not None, ours=stored.desk_id == desk.pk))
    stored.ended_at = at
    stored.save(update_fields=["ended_at"])
    return stored


def trace(event: Did, person: Person, by: Actor, at: datetime, **facts: str) -> None:
    audit.record(event, subject=person.reference, file=person.reference, by=by, at=at, facts=facts)


def _refuse(reasons: list[WhyNotWrite]) -> None:
    if reasons:
        raise CannotWrite(reasons)
