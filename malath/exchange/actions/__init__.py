"""Bringing a file in, and taking one out. Each line goes through the acts of the parts below, one by one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Final
from uuid import UUID

from django.db import IntegrityError

from malath.accounts.models import User
from malath.agencies.models import Desk
from malath.audit import actions as audit
from malath.audit.words import Did
from malath.cases import actions as cases
from malath.cases.actions import Ground
from malath.exchange import mapping, queries
from malath.exchange.htcds import Row, Sheet
from malath.exchange.mapping import CONSENT_WORDS, STANDARD, Arrival
from malath.exchange.models import Export, Import
from malath.exchange.queries import Selection, Taken
from malath.exchange.reasons import Code, Finding, WhyNotExport, WhyNotImport, sentence
from malath.exchange.words import GoingOn
from malath.exchange.writing import LABELS_ROW, Watermark
from malath.foundation import clock, sealing
from malath.foundation.actor import Actor
from malath.foundation.acts import act
from malath.foundation.references import own_mark
from malath.privacy import actions as privacy
from malath.privacy.actions import Circumstances
from malath.privacy.words import Answer, ConsentKind, Level, Method

CASES_AT_ONCE: Final = 1_000
IMPORTED: Final = Circumstances(Method.IMPORTED)


class CannotExchange(Exception):
    """A file is not imported, or none is made. Carries a code and numbers, never anything that stood in the file."""

    def __init__(self, code: WhyNotImport | WhyNotExport, **facts: object) -> None:
        super().__init__(code.value)
        self.code: Code = code
        self.facts: Mapping[str, object] = facts

    @property
    def message(self) -> str:
        """Why, in the language that is active now."""
        return sentence(self.code, self.facts)


class CannotImport(CannotExchange):
    """Nothing of the file was imported."""

    def __init__(self, code: WhyNotImport, *, problems: Sequence[Finding] = (), **facts: object) -> None:
        super().__init__(code, **facts)
        self.problems = tuple(problems)


class CannotExport(CannotExchange):
    """No file was made."""


@dataclass(frozen=True)
class Exported:
    """What left: lines to be written, pieces of notes that need a sheet of their own, and the mark of who took it."""

    reference: str
    rows: tuple[Row, ...]
    continued: Mapping[int, Sequence[str]]
    watermark: Watermark


def mark_of(content: bytes) -> str:
    """By which a file is known again without keeping it."""
    return sha256(content).hexdigest()


def why_not_import(sheet: Sheet, before: Import | None, *, again: bool = False) -> CannotImport | None:
    """Why a sheet is not imported now. `before`: the last time the same body imported the same file."""
    if sheet.problems:
        return CannotImport(WhyNotImport.WITH_PROBLEMS, problems=sheet.problems)
    return None if before is None or again else _repeated(before.at)


@act
def import_workbook(
    sheet: Sheet,
    *,
    desk: Desk,
    by: Actor,
    at: datetime,
    file_mark: str,
    going_on: GoingOn | None = None,
    again: bool = False,
    once: UUID | None = None,
) -> Import:
    """Open a case for each line, seen by the importing desk alone: all or nothing. The consent of a line becomes C1,
    and nothing more: whoever refers the person asks anew. Errors: `CannotImport` when the file has a problem, when a
    line stands on nothing, or when the body imported the very same file before and nobody said `again`."""
    once = own_mark(once, by.reference, desk.reference, file_mark)
    if (begun := queries.import_begun(once, by)) is not None:
        audit.record(Did.FILE_IMPORTED, subject=begun.reference, by=by, at=at, facts={"again": "1"})
        return begun
    today = clock.in_amman(at).date()
    sheet = mapping.grounded(sheet, going_on.kind if going_on else None, today=today)
    before = queries.imported_before(desk.agency, file_mark)
    if refused := why_not_import(sheet, before, again=again):
        raise refused
    row = _begin(sheet, before, desk, file_mark, by=by, at=at, once=once)
    for line in sheet.rows:
        _open_case(mapping.arrival(line, today=today), desk, going_on, by=by, at=at)
    facts = {"lines": str(row.line_count), "mark": file_mark, "desk": desk.reference, "time": str(row.time)}
    facts |= {"ground": going_on.kind.value} if going_on else {}
    audit.record(Did.FILE_IMPORTED, subject=row.reference, by=by, at=at, facts=facts)
    return row


@act
def export_workbook(chosen: Selection, *, because: str, by: User, at: datetime) -> Exported:
    """Take cases out, each as far as the one who takes it may see it at this moment. It is written down for each person
    that something left and cannot be called back. Errors: `CannotExport` when nothing is left to take, or too much."""
    if len(chosen.cases) > CASES_AT_ONCE:
        raise CannotExport(WhyNotExport.TOO_MANY_CASES, limit=CASES_AT_ONCE)
    for person_id in sorted({case.person_id for case in chosen.cases}):
        privacy.lock(person_id)
    taken = queries.taken(chosen, at)
    if not taken:
        raise CannotExport(WhyNotExport.NO_CASES)
    row = Export(key=sealing.new_data_key(), case_count=len(taken), by=by.reference, at=at)
    row.seal(because=because)
    row.save(force_insert=True)
    for one in {one.person.pk: one for one in taken}.values():
        privacy.record_left(one.person, how="export", level=Level(one.level), reference=row.reference, by=by, at=at)
    facts = {"export": row.reference, "cases": str(len(taken))}
    files = [one.person.reference for one in taken]
    audit.record_list(Did.FILE_EXPORTED, files=files, by=by, at=at, facts=facts)
    return _exported(row, taken, Watermark(f"{by.name} · {by.agency.name} · {by.reference}", at, because))


def _begin(
    sheet: Sheet, before: Import | None, desk: Desk, file_mark: str, *, by: Actor, at: datetime, once: UUID | None
) -> Import:
    """The row of the import, first of all: whoever imports the same file at the same moment waits and is refused."""
    row = Import(agency=desk.agency, desk=desk, file_mark=file_mark, time=before.time + 1 if before else 1, once=once)
    row.line_count, row.by, row.at = len(sheet.rows), by.reference, at
    try:
        row.save(force_insert=True)
    except IntegrityError as error:
        raise _repeated(at) from error
    return row


def _repeated(at: datetime) -> CannotImport:
    return CannotImport(WhyNotImport.REPEATED, day=queries.day_of(at))


def _open_case(line: Arrival, desk: Desk, going_on: GoingOn | None, *, by: Actor, at: datetime) -> None:
    case = cases.open_case(line.first, ground=_ground(line.answer, going_on), desk=desk, by=by, at=at)
    if line.answer == Answer.NO:
        privacy.record_consent(
            case.person,
            kind=ConsentKind.C1,
            answer=Answer.NO,
            circumstances=IMPORTED,
            wording=CONSENT_WORDS,
            desk=desk,
            by=by,
            at=at,
        )
    cases.keep_as_imported(case, standard=STANDARD, values=line.kept, by=by, at=at)
    for step in line.steps:
        cases.set_status(case, step.status, decided_by=step.decided_by, by=by, at=at)


def _ground(answer: Answer, going_on: GoingOn | None) -> Ground:
    """A yes carries its case by itself, whatever was chosen for the other lines."""
    if answer == Answer.YES or going_on is None:
        return Ground(answer, IMPORTED, CONSENT_WORDS)
    return Ground(answer, IMPORTED, CONSENT_WORDS, going_on.kind, going_on.because)


def _exported(row: Export, taken: Sequence[Taken], watermark: Watermark) -> Exported:
    lines = [(number, one.known) for number, one in enumerate(taken, start=LABELS_ROW + 1)]
    continued = {number: mapping.comment(known.notes)[1] for number, known in lines}
    return Exported(
        row.reference,
        tuple(mapping.line(known, number) for number, known in lines),
        {number: pieces for number, pieces in continued.items() if pieces},
        watermark,
    )
