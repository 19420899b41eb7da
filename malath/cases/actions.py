"""Opening a case and writing into it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from malath.agencies.models import Desk
from malath.agencies.words import AgencyKind
from malath.audit import actions as audit
from malath.audit.words import Did
from malath.cases import queries, rules
from malath.cases.models import Case, Imported, Note, StatusChange
from malath.cases.words import CaseStatus, DecidedBy, Need, NoteKind, Risk, WhyNot
from malath.foundation.actor import Actor
from malath.foundation.acts import act
from malath.foundation.references import own_mark
from malath.people import actions as people
from malath.people.models import Person
from malath.privacy import actions as privacy
from malath.privacy.actions import Circumstances
from malath.privacy.levels import FRONT_LINE_BODIES
from malath.privacy.models import Basis
from malath.privacy.words import Answer, BasisKind, ConsentKind


class CannotChange(Exception):
    """The case cannot be opened or changed as asked."""

    def __init__(self, reasons: list[WhyNot]) -> None:
        super().__init__(*[reason.value for reason in reasons])
        self.reasons = reasons


class Stale(Exception):
    """Somebody else changed the case meanwhile; nothing was written."""


@dataclass(frozen=True)
class Ground:
    """On what a case is opened: the person's answer to C1, or going on without consent (O1–O4) for a reason."""

    answer: Answer
    circumstances: Circumstances
    wording: str
    without_consent: BasisKind | None = None
    because: str = ""


@dataclass(frozen=True)
class FirstFacts:
    """What is known when a case is opened. Everything may be unknown."""

    facts: Mapping[str, object] = field(default_factory=dict)
    details: people.Details = ()
    governorate: str = ""
    risk: Risk = Risk.NOT_ASSESSED
    needs: Sequence[Need] = ()
    notes: Sequence[tuple[NoteKind, str]] = ()


@act
def open_case(first: FirstFacts, *, ground: Ground, desk: Desk, by: Actor, at: datetime, once: UUID | None = None) -> Case:
    """Open a case for a person who is new to the system. Needs no name; needs a ground. The same form twice is one
    case; the form brought back by the browser with another person in it is another. Errors: `CannotChange`."""
    once = own_mark(once, by.reference, repr(first))
    if (begun := queries.case_begun(once, by)) is not None:
        audit.record(Did.CASE_OPENED, subject=begun.reference, file=begun.person.reference, by=by, at=at, facts={"again": "1"})
        return begun
    reasons = rules.why_not_open(has_open_case=False, c1=ground.answer, basis=ground.without_consent, because=ground.because)
    if reasons:
        raise CannotChange(reasons)
    person = people.add(desk=desk, by=by, at=at, facts=first.facts, details=first.details)
    privacy.begin(person, desk=desk, by=by, at=at)
    basis = _basis(person, ground, desk=desk, by=by, at=at)
    own_only = AgencyKind(desk.agency.kind) in FRONT_LINE_BODIES
    privacy.open_to_opener(person, desk=desk, basis=basis, own_writing_only=own_only, by=by, at=at)
    case = Case.objects.create(
        person=person, key=person.key, governorate=first.governorate, risk=first.risk, needs=list(first.needs),
        facts_desk=desk, desk=desk, opened_by=by.reference, opened_at=at, once=once,
    )  # fmt: skip
    StatusChange.objects.create(case=case, status=CaseStatus.DRAFT, by=by.reference, at=at)
    audit.record(Did.CASE_OPENED, subject=case.reference, file=person.reference, by=by, at=at)
    for kind, text in first.notes:
        _write_note(case, kind, text, desk=desk, by=by, at=at)
    return case


@act
def change_facts(
    case: Case,
    *,
    governorate: str,
    risk: Risk,
    needs: Sequence[Need],
    version: int,
    desk: Desk,
    by: Actor,
    at: datetime,
) -> Case:
    """Change place, risk and needs. Errors: `Stale` when somebody changed them first, `CannotChange` when closed."""
    case = queries.locked(case.pk)
    if case.version != version:
        raise Stale
    _writable(case)
    case.governorate, case.risk, case.needs, case.facts_desk = governorate, risk, list(needs), desk
    case.version = version + 1
    case.save(update_fields=["governorate", "risk", "needs", "facts_desk", "version"])
    _touch(case, desk, at)
    audit.record(Did.CASE_CHANGED, subject=case.reference, file=case.person.reference, by=by, at=at)
    return case


@act
def write_note(case: Case, *, kind: NoteKind, text: str, desk: Desk, by: Actor, at: datetime, once: UUID | None = None) -> Note:
    """Write a note. The same form twice is one note. Errors: `CannotChange` when the case is closed."""
    case = queries.locked(case.pk)
    once = own_mark(once, by.reference, case.reference, kind, text)
    if (written := queries.note_written(once)) is not None:
        audit.record(Did.NOTE_WRITTEN, subject=case.reference, file=case.person.reference, by=by, at=at, facts={"again": "1"})
        return written
    _writable(case)
    note = _write_note(case, kind, text, desk=desk, by=by, at=at, once=once)
    _touch(case, desk, at)
    return note


@act
def set_status(case: Case, status: CaseStatus, *, by: Actor, at: datetime, decided_by: DecidedBy | None = None) -> Case:
    """Set the status somebody decided. Errors: `CannotChange` when it cannot follow the one before."""
    case = queries.locked(case.pk)
    reasons = rules.why_not_set_status(CaseStatus(case.status), status)
    if reasons:
        raise CannotChange(reasons)
    case.status = status
    case.closed_at = at if status == CaseStatus.CLOSED else None
    case.save(update_fields=["status", "closed_at"])
    StatusChange.objects.create(case=case, status=status, decided_by=decided_by or "", by=by.reference, at=at)
    privacy.touch(case.person_id, at=at, status_only=True)
    facts = {"status": status.value}
    audit.record(Did.CASE_STATUS_SET, subject=case.reference, file=case.person.reference, by=by, at=at, facts=facts)
    return case


def move_on(case: Case, status: CaseStatus, *, by: Actor, at: datetime) -> None:
    """Take the case to `status` if it may go there; where it stands further already, it stays. Called inside an act that
    has locked the case and read it since."""
    if not rules.why_not_set_status(CaseStatus(case.status), status):
        set_status(case, status, by=by, at=at)


@act
def keep_as_imported(case: Case, *, standard: str, values: str, by: Actor, at: datetime) -> Imported:
    """Keep what an import brought and no part can hold yet, sealed and labelled so."""
    row = Imported(case=case, key=case.key, standard=standard, at=at, by=by.reference)
    row.seal(values=values)
    row.save(force_insert=True)
    audit.record(Did.CASE_IMPORTED, subject=case.reference, file=case.person.reference, by=by, at=at)
    return row


def _write_note(
    case: Case, kind: NoteKind, text: str, *, desk: Desk, by: Actor, at: datetime, once: UUID | None = None
) -> Note:
    note = Note(case=case, key=case.key, kind=kind, desk=desk, by=by.reference, at=at, once=once)
    note.seal(text=text)
    note.save(force_insert=True)
    facts = {"kind": kind.value}
    audit.record(Did.NOTE_WRITTEN, subject=case.reference, file=case.person.reference, by=by, at=at, facts=facts)
    return note


def _basis(person: Person, ground: Ground, *, desk: Desk, by: Actor, at: datetime) -> Basis:
    if ground.without_consent is not None:
        return privacy.rely_on(person, ground.without_consent, because=ground.because, desk=desk, by=by, at=at)
    consent = privacy.record_consent(
        person, kind=ConsentKind.C1, answer=ground.answer, circumstances=ground.circumstances, wording=ground.wording,
        desk=desk, by=by, at=at,
    )  # fmt: skip
    return privacy.rest_on(person, [consent.pk], by=by, at=at)


def _writable(case: Case) -> None:
    reasons = rules.why_not_write(CaseStatus(case.status))
    if reasons:
        raise CannotChange(reasons)


def _touch(case: Case, desk: Desk, at: datetime) -> None:
    privacy.touch(case.person_id, at=at)
    privacy.touch_desk(case.person_id, desk, at=at)
