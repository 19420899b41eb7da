"""Writing notes."""

from datetime import datetime
from uuid import UUID

from malath.agencies.models import Desk
from malath.audit import actions as audit
from malath.audit.words import Did
from malath.cases import queries
from malath.cases.actions.common import touch, writable
from malath.cases.models import Case, Note
from malath.cases.words import NoteKind
from malath.foundation.actor import Actor
from malath.foundation.acts import act
from malath.foundation.references import own_mark


@act
def write_note(
    case: Case,
    *,
    kind: NoteKind,
    text: str,
    desk: Desk,
    by: Actor,
    at: datetime,
    corrects: Note | None = None,
    once: UUID | None = None,
) -> Note:
    """Write a note. What stands is never changed: `corrects` names the note that this one sets right, and keeps its kind, so
    that the person's words stay words. The same form twice is one note. Errors: `CannotChange` when the case is closed."""
    case = queries.locked(case.pk)
    kind = NoteKind(corrects.kind) if corrects is not None else kind
    once = own_mark(once, by.reference, case.reference, kind, text)
    if (written := queries.note_written(once)) is not None:
        audit.record(Did.NOTE_WRITTEN, subject=case.reference, file=case.person.reference, by=by, at=at, facts={"again": "1"})
        return written
    writable(case)
    note = add_note(case, kind, text, desk=desk, corrects=corrects, by=by, at=at, once=once)
    touch(case, desk, at)
    return note


def add_note(
    case: Case,
    kind: NoteKind,
    text: str,
    *,
    desk: Desk,
    by: Actor,
    at: datetime,
    corrects: Note | None = None,
    once: UUID | None = None,
) -> Note:
    """The row of a note and its event. Called inside an act that holds the case."""
    note = Note(case=case, key=case.key, kind=kind, corrects=corrects, desk=desk, by=by.reference, at=at, once=once)
    note.seal(text=text)
    note.save(force_insert=True)
    facts = {"kind": kind.value, **({"corrects": "1"} if corrects else {})}
    audit.record(Did.NOTE_WRITTEN, subject=case.reference, file=case.person.reference, by=by, at=at, facts=facts)
    return note
