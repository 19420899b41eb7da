"""Reads of notes."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from malath.cases.models import Case, Note
from malath.cases.words import NoteKind
from malath.foundation.asking import ask
from malath.privacy.rules import Sight
from malath.privacy.words import COMPARTMENTS, Section


@dataclass(frozen=True)
class NoteLine:
    """A note as the case page shows it."""

    kind: NoteKind
    text: str
    by: str
    desk_id: int
    at: datetime
    id: int = 0
    corrects_at: datetime | None = None
    corrected: bool = False
    section: Section | None = None


def note_written(once: UUID | None) -> Note | None:
    return Note.objects.filter(once=once).first() if once is not None else None


def note_lines(case: Case, sight: Sight, limit: int | None, kind: NoteKind | None = None) -> list[NoteLine]:
    """The notes the viewer may read, of one kind or all, newest first: everybody's, or those of the own desk; and those in
    compartments that are open to them by name."""
    named = tuple(section.value for section in COMPARTMENTS if section in sight.full)
    if not sight.sees(Section.STORY) and not named:
        return []
    desks = None if Section.STORY in sight.full else tuple(sight.own_desks) if Section.STORY in sight.own else ()
    return [note_line(row) for row in ask(_notes, case.pk, named, desks, shape=(kind, limit))]


def _notes(
    case_id: int, named: tuple[str, ...], desks: tuple[int, ...] | None, kind: NoteKind | None, limit: int | None
) -> QuerySet[Note]:
    rows = Note.objects.filter(case_id=case_id, **({"kind": kind} if kind else {}))
    rows = rows.select_related("key", "corrects").annotate(corrected=Exists(Note.objects.filter(corrects_id=OuterRef("pk"))))
    of_ladder = Q(section="") if desks is None else Q(section="", desk_id__in=desks)
    return rows.filter(of_ladder | Q(section__in=named)).order_by("-at", "-pk")[:limit]


def note_to_correct(case: Case, sight: Sight, number: str) -> Note | None:
    """A note of a case that the viewer reads, by its number as a form carries it; None for anything else."""
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        return None
    row = Note.objects.filter(case=case, pk=int(number)).first()
    section = Section(row.section) if row is not None and row.section else Section.STORY
    return row if row is not None and sight.sees_writing_of(row.desk_id, section) else None


def notes_of_desks(person_id: int, desks: Collection[int], *, cap: int) -> list[Note]:
    """Notes of the ladder that these desks wrote about a person, the newest first, none in a compartment. Nothing is
    opened: the caller names them by kind and day."""
    rows = Note.objects.filter(case__person_id=person_id, desk_id__in=desks, section="").select_related("key")
    return list(rows.order_by("-at", "-pk")[:cap])


def note_line(row: Note) -> NoteLine:
    corrects_at = row.corrects.at if row.corrects_id and row.corrects else None
    corrected = bool(getattr(row, "corrected", False))
    section = Section(row.section) if row.section else None
    return NoteLine(
        NoteKind(row.kind), row.opened("text"), row.by, row.desk_id, row.at, row.pk, corrects_at, corrected, section
    )
