"""Cases of many people at once, as an import opens them: ready before anything is locked, stored in few statements, seen by
nobody until the import is made live."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from malath.accounts.models import User
from malath.agencies.models import Desk
from malath.audit import actions as audit
from malath.audit.actions import First
from malath.audit.words import Did
from malath.cases import rules
from malath.cases.actions.common import refuse
from malath.cases.actions.files import FirstFacts, Ground
from malath.cases.models import Case, Imported, Member, Note, StatusChange
from malath.cases.words import CaseStatus, DecidedBy, NoteKind, Risk, TeamRole
from malath.foundation.actor import Actor
from malath.foundation.acts import act
from malath.foundation.models import new_uuid
from malath.foundation.references import new_reference
from malath.foundation.rows import delete, insert, numbers
from malath.foundation.sealing import SealedRow
from malath.people.actions import many as people
from malath.people.actions.many import FreshKey, Newcomer
from malath.privacy.actions import many as privacy
from malath.privacy.actions.many import Stands

Steps = Sequence[tuple[CaseStatus, DecidedBy | None]]
Sealed = tuple[UUID, bytes]


@dataclass(frozen=True)
class Opening:
    """A case as it will be stored, with everything of it sealed already."""

    newcomer: Newcomer
    ground: Ground
    reference: str
    governorate: str
    risk: Risk
    notes: Sequence[tuple[NoteKind, Sealed]]
    kept: Sealed
    steps: Steps

    @property
    def status(self) -> CaseStatus:
        return self.steps[-1][0] if self.steps else CaseStatus.DRAFT


@dataclass(frozen=True)
class Made:
    """An opening whose person and case have their numbers."""

    person: int
    case: int
    opening: Opening


def ready(key: FreshKey, first: FirstFacts, ground: Ground, *, kept: str, steps: Steps) -> Opening:
    """A case to be opened with `open_many`; `steps`: how it came to where it stands. Errors: `CannotChange`."""
    c1, basis = ground.answer, ground.without_consent
    refuse(rules.why_not_open(has_open_case=False, c1=c1, basis=basis, because=ground.because))
    status = CaseStatus.DRAFT
    for step, _ in steps:
        refuse(rules.why_not_set_status(status, step))
        status = step
    newcomer = people.ready(key, first.facts, first.details)
    notes = [(kind, _sealed(newcomer, Note, "text", text)) for kind, text in first.notes]
    values = _sealed(newcomer, Imported, "values", kept)
    return Opening(newcomer, ground, new_reference(), first.governorate, first.risk, notes, values, steps)


@act
def open_many(openings: Sequence[Opening], *, standard: str, desk: Desk, by: User, at: datetime) -> list[int]:
    """Open the cases of people who are new, as `open_case` does for one, and give the numbers of the people; nobody sees them
    before `open_made`. `standard`: by what the columns are named that are kept as they came."""
    newcomers = [one.newcomer for one in openings]
    numbered = people.add_many(newcomers, desk=desk, by=by, at=at)
    stand = zip(numbered, newcomers, map(_stands, openings), strict=True)
    how, wording = openings[0].ground.circumstances, openings[0].ground.wording
    privacy.begin_many(list(stand), circumstances=how, wording=wording, desk=desk, by=by, at=at)
    made = [Made(*one) for one in zip(numbered, numbers(Case, len(openings)), openings, strict=True)]
    _store_cases(made, desk, by, at)
    _store_steps(made, desk, by, at)
    _store_what_was_written(made, standard, desk, by, at)
    audit.record_first([happened for one in openings for happened in _happened(one, by)], by=by, at=at)
    return numbered


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


def _stands(one: Opening) -> Stands:
    return Stands(one.ground.answer, one.ground.without_consent, one.ground.because)


def _sealed(newcomer: Newcomer, table: type[SealedRow], field: str, text: str) -> Sealed:
    uuid = new_uuid()
    return uuid, newcomer.key.seal(table._meta.db_table, uuid, field, text)


def _store_cases(made: Sequence[Made], desk: Desk, by: User, at: datetime) -> None:
    common = {"desk_id": desk.pk, "facts_desk_id": desk.pk, "opened_by": by.reference, "opened_at": at}
    names = ["id", "uuid", "person_id", "key_id", "reference", "governorate", "risk", "status", "closed_at"]
    rows = [
        (
            one.case, new_uuid(), one.person, said.newcomer.key.id, said.reference, said.governorate, said.risk.value,
            said.status.value, at if said.status == CaseStatus.CLOSED else None,
        )
        for one, said in ((one, one.opening) for one in made)
    ]  # fmt: skip
    insert(Case, common, names, rows)
    team = {"user_id": by.pk, "desk_id": desk.pk, "role": TeamRole.KEY_WORKER.value, "from_at": at, "by": by.reference}
    insert(Member, team, ["reference", "case_id"], [(new_reference(), one.case) for one in made])


def _store_steps(made: Sequence[Made], desk: Desk, by: User, at: datetime) -> None:
    rows: list[tuple[object, ...]] = []
    for one in made:
        rows.append((one.case, CaseStatus.DRAFT.value, desk.pk, ""))
        rows += [(one.case, step.value, None, decided.value if decided else "") for step, decided in one.opening.steps]
    insert(StatusChange, {"by": by.reference, "at": at}, ["case_id", "status", "desk_id", "decided_by"], rows)


def _store_what_was_written(made: Sequence[Made], standard: str, desk: Desk, by: User, at: datetime) -> None:
    common, key = {"by": by.reference, "at": at}, "key_id"
    notes = [(one.case, one.opening.newcomer.key.id, kind.value, *text) for one in made for kind, text in one.opening.notes]
    insert(Note, {**common, "desk_id": desk.pk}, ["case_id", key, "kind", "uuid", "text"], notes)
    kept = [(one.case, one.opening.newcomer.key.id, *one.opening.kept) for one in made]
    insert(Imported, {**common, "standard": standard}, ["case_id", key, "uuid", "values"], kept)


def _happened(one: Opening, by: User) -> list[First]:
    file, case = one.newcomer.reference, one.reference
    said: list[tuple[Did, dict[str, str]]] = [
        (Did.CASE_OPENED, {}),
        (Did.CASE_TEAM_CHANGED, {"role": TeamRole.KEY_WORKER.value, "member": by.reference}),
        *((Did.NOTE_WRITTEN, {"kind": kind.value}) for kind, _ in one.notes),
        (Did.CASE_IMPORTED, {}),
        *((Did.CASE_STATUS_SET, {"status": status.value}) for status, _ in one.steps),
    ]
    return [First(file, event, case, facts) for event, facts in said]
