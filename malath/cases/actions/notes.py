"""Writing notes."""

from datetime import datetime
from uuid import UUID

from malath.agencies.models import Desk
from malath.audit import actions as audit
from malath.audit.words import Did
from malath.cases import queries
from malath.cases.actions.common import happened_at, touch, writable
from malath.cases.models import Case, Note
from malath.cases.words import NoteKind
from malath.foundation.actor import Actor
from malath.foundation.acts import act
from malath.foundation.references import own_mark
from malath.people.earlier import Earlier, as_fact
from malath.privacy.words import Section


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
    section: Section | None = None,
    earlier: Earlier | None = None,
    once: UUID | None = None,
) -> Note:
    """Write a note, into the notes or into one compartment, which the caller has looked is open to them. What stands is never
    changed: `corrects` names the note that this one sets right, and keeps its kind and its compartment, so that the person's
    words stay words. `earlier`: when it was written on paper, if not now. The same form twice is one note. Errors:
    `CannotChange` when the case is closed, `NotThen`."""
    case = queries.locked(case.pk)
    kind = NoteKind(corrects.kind) if corrects is not None else kind
    section = (Section(corrects.section) if corrects.section else None) if corrects is not None else section
    once = own_mark(once, by.reference, case.reference, kind, text)
    if (written := queries.note_written(once)) is not None:
        _record(case, {"again": "1", **({"section": section.value} if section else {})}, by=by, at=at)
        return written
    writable(case)
    note = add_note(case, kind, text, desk=desk, corrects=corrects, section=section, by=by, at=at, earlier=earlier, once=once)
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
    section: Section | None = None,
    earlier: Earlier | None = None,
    once: UUID | None = None,
) -> Note:
    """The row of a note and its event. Called inside an act that holds the case."""
    moment = happened_at(case, earlier, at)
    note = Note(
        case=case, key=case.key, kind=kind, section=section or "", corrects=corrects, desk=desk, by=by.reference, at=moment,
        once=once,
    )  # fmt: skip
    note.seal(text=text)
    note.save(force_insert=True)
    facts = {"kind": kind.value, **({"corrects": "1"} if corrects else {}), **({"section": section.value} if section else {})}
    _record(case, facts | as_fact(earlier), by=by, at=at)
    return note


def _record(case: Case, facts: dict[str, str], *, by: Actor, at: datetime) -> None:
    """What lies in a compartment has an event of its own: trails show it to those to whom that one is open."""
    event = Did.SEALED_NOTE_WRITTEN if "section" in facts else Did.NOTE_WRITTEN
    audit.record(event, subject=case.reference, file=case.person.reference, by=by, at=at, facts=facts)
