"""Cases of many people at once, as an import opens them: ready before anything is locked, stored in few statements, seen by
nobody until the import is made live."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from malath.accounts.models import User
from malath.agencies.models import Desk
from malath.audit import actions as audit
from malath.audit.actions import First
from malath.audit.words import Did
from malath.cases import rules
from malath.cases.actions.common import refuse
from malath.cases.actions.files import FirstFacts, Ground
from malath.cases.models import Case, Imported, Member, Note, StatusChange
from malath.cases.words import CaseStatus, DecidedBy, TeamRole
from malath.foundation.actor import Actor
from malath.foundation.acts import act
from malath.foundation.models import DataKey
from malath.foundation.rows import delete, insert
from malath.people.actions import many as people
from malath.people.actions.many import Newcomer
from malath.privacy.actions import many as privacy
from malath.privacy.actions.many import Stands


@dataclass(frozen=True)
class Opening:
    """A case as it will be stored, with everything of it sealed already."""

    newcomer: Newcomer
    ground: Ground
    case: Case
    notes: Sequence[Note]
    kept: Imported
    steps: Sequence[tuple[CaseStatus, DecidedBy | None]]


def ready(
    key: DataKey,
    first: FirstFacts,
    ground: Ground,
    *,
    standard: str,
    kept: str,
    steps: Sequence[tuple[CaseStatus, DecidedBy | None]],
    desk: Desk,
    by: User,
    at: datetime,
) -> Opening:
    """A case to be opened with `open_many`; `steps`: how it came to where it stands. Errors: `CannotChange`."""
    c1, basis = ground.answer, ground.without_consent
    refuse(rules.why_not_open(has_open_case=False, c1=c1, basis=basis, because=ground.because))
    newcomer = people.ready(key, first.facts, first.details, desk=desk, by=by, at=at)
    status = CaseStatus.DRAFT
    for step, _ in steps:
        refuse(rules.why_not_set_status(status, step))
        status = step
    case = Case(key=key, status=status, governorate=first.governorate, risk=first.risk, facts_desk=desk, desk=desk)
    case.opened_by, case.opened_at, case.closed_at = by.reference, at, at if status == CaseStatus.CLOSED else None
    notes = [Note(key=key, kind=kind, desk=desk, by=by.reference, at=at) for kind, _ in first.notes]
    for note, (_, text) in zip(notes, first.notes, strict=True):
        note.seal(text=text)
    row = Imported(key=key, standard=standard, at=at, by=by.reference)
    row.seal(values=kept)
    return Opening(newcomer, ground, case, notes, row, steps)


@act
def open_many(openings: Sequence[Opening], *, desk: Desk, by: User, at: datetime) -> list[Case]:
    """Open the cases of people who are new, as `open_case` does for one; nobody sees them before `open_made`."""
    people.add_many([one.newcomer for one in openings], by=by, at=at)
    stand = [(one.newcomer.person, _stands(one.ground)) for one in openings]
    how, wording = openings[0].ground.circumstances, openings[0].ground.wording
    privacy.begin_many(stand, circumstances=how, wording=wording, desk=desk, by=by, at=at)
    for one in openings:
        one.case.person = one.newcomer.person
    cases = Case.objects.bulk_create(one.case for one in openings)
    insert(Member(case=case, user=by, desk=desk, role=TeamRole.KEY_WORKER, from_at=at, by=by.reference) for case in cases)
    _store_what_hangs_on(openings, desk, by, at)
    audit.record_first([happened for one in openings for happened in _happened(one, by)], by=by, at=at)
    return cases


@act
def take_away(people_ids: Collection[int], *, by: Actor, at: datetime, subject: str) -> None:
    """Remove cases that were opened with `open_many` and that nobody has ever seen, with everything of their people.
    Errors: `privacy.AlreadyOpen`; then nothing is removed."""
    privacy.take_away(people_ids, by=by, at=at, subject=subject)
    gone = (
        Imported.objects.filter(case__person_id__in=people_ids),
        Note.objects.filter(case__person_id__in=people_ids),
        Member.objects.filter(case__person_id__in=people_ids),
        StatusChange.objects.filter(case__person_id__in=people_ids),
        Case.objects.filter(person_id__in=people_ids),
    )
    for rows in gone:
        delete(rows)
    people.take_away(people_ids, by=by, at=at, subject=subject)
    audit.record(Did.IMPORT_REMOVED, subject=subject, by=by, at=at, facts={"cases": str(len(people_ids))})


def _stands(ground: Ground) -> Stands:
    return Stands(ground.answer, ground.without_consent, ground.because)


def _store_what_hangs_on(openings: Sequence[Opening], desk: Desk, by: User, at: datetime) -> None:
    changes = []
    for one in openings:
        one.kept.case = one.case
        for note in one.notes:
            note.case = one.case
        changes.append(StatusChange(case=one.case, status=CaseStatus.DRAFT, desk=desk, by=by.reference, at=at))
        changes += [
            StatusChange(case=one.case, status=status, decided_by=decided or "", by=by.reference, at=at)
            for status, decided in one.steps
        ]
    insert(changes)
    insert(note for one in openings for note in one.notes)
    insert(one.kept for one in openings)


def _happened(one: Opening, by: User) -> list[First]:
    file, case = one.newcomer.person.reference, one.case.reference
    said: list[tuple[Did, dict[str, str]]] = [
        (Did.CASE_OPENED, {}),
        (Did.CASE_TEAM_CHANGED, {"role": TeamRole.KEY_WORKER.value, "member": by.reference}),
        *((Did.NOTE_WRITTEN, {"kind": str(note.kind)}) for note in one.notes),
        (Did.CASE_IMPORTED, {}),
        *((Did.CASE_STATUS_SET, {"status": status.value}) for status, _ in one.steps),
    ]
    return [First(file, event, case, facts) for event, facts in said]
