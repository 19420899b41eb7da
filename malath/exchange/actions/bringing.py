"""Bringing a file in step by step: received, columns chosen, rows checked and staged, cases made, opened in one moment, or
removed. Each step is one short act, so that nobody waits long, and a cut leaves what was done before.

Everything of a file is sealed under a key of its own. It is thrown away in the act that opens the cases or gives the file up;
what it sealed is unreadable from then on, and is deleted afterwards, some at a time.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from malath.accounts.models import User
from malath.agencies.models import Desk
from malath.audit import actions as audit
from malath.audit.words import Did
from malath.cases.actions import many as cases
from malath.cases.actions.files import Ground
from malath.cases.actions.many import Opening
from malath.exchange import checking, queries
from malath.exchange.checking import Checked, Rules
from malath.exchange.mapping import CONSENT_WORDS, STANDARD, Arrival
from malath.exchange.models import Import, Incoming, Piece, SavedMapping, Staged
from malath.exchange.standard import FieldName
from malath.exchange.tables import Head
from malath.exchange.words import FileState, WhyNotBring, WhyRemoved
from malath.foundation import clock, sealing
from malath.foundation.actor import Actor
from malath.foundation.acts import act
from malath.foundation.references import own_mark
from malath.people.actions import many as people
from malath.people.actions.many import StoredToken, fresh_keys
from malath.privacy.actions import Circumstances
from malath.privacy.actions import many as privacy
from malath.privacy.actions.many import Waiting
from malath.privacy.words import Answer, BasisKind, Method

KEPT_FOR: Final = timedelta(days=7)
AT_ONCE: Final = 250
"""Rows in one short act."""
FOUND_AT_ONCE: Final = 8_000
"""Tokens in one short act."""
CLEARED_AT_ONCE: Final = 20
IMPORTED: Final = Circumstances(Method.IMPORTED)
CHOOSING: Final = frozenset({FileState.MAPPING, FileState.FAULTY, FileState.READY, FileState.CHECKING})
LIVE: Final = frozenset({FileState.OPENED, FileState.DONE})
GIVEN_UP: Final = frozenset({FileState.REMOVING, FileState.REMOVED})


class CannotBring(Exception):
    """A step is refused; nothing was written."""

    def __init__(self, why: WhyNotBring) -> None:
        super().__init__(why.value)
        self.reasons = [why]


class MovedOn(Exception):
    """Somebody else, or another worker, went on with the file meanwhile."""


@act
def receive(
    head: Head,
    pieces: Iterable[bytes],
    *,
    name: str,
    size: int,
    file_mark: str,
    desk: Desk,
    by: User,
    at: datetime,
    once: UUID | None = None,
) -> Incoming:
    """Take a file in, sealed. Nothing of it is understood yet. The same form twice is one file."""
    once = own_mark(once, by.reference, desk.reference, file_mark)
    if (begun := queries.incoming_begun(once, by)) is not None:
        audit.record(Did.IMPORT_BEGUN, subject=begun.reference, by=by, at=at, facts={"again": "1"})
        return begun
    file = Incoming(key=sealing.new_data_key(), agency=desk.agency, desk=desk, by=by.reference, at=at, once=once)
    file.form, file.encoding, file.separator = head.shape.form, head.shape.encoding, head.shape.separator
    file.sheet, file.heading_row = head.shape.sheet, head.shape.heading_row
    file.columns = {str(number): field for number, field in head.fields.items()}
    file.file_mark, file.size, file.changed_at = file_mark, size, at
    file.seal(name=name, headings=checking.headings_as_json(head.headings))
    file.save(force_insert=True)
    cipher = AESGCM(sealing.unwrap(file.key))
    for number, data in enumerate(pieces):
        Piece.objects.create(file=file, number=number, data=queries.sealed_piece(cipher, file, number, data))
    facts = {"mark": file_mark, "desk": desk.reference, "size": str(size), "form": file.form}
    audit.record(Did.IMPORT_BEGUN, subject=file.reference, by=by, at=at, facts=facts)
    return file


@act
def choose_columns(
    file: Incoming,
    columns: Mapping[int, FieldName],
    *,
    ground: BasisKind | None,
    because: str,
    by: User,
    at: datetime,
    save_as: str = "",
) -> Incoming:
    """Say which column is which field, and on what lines stand that bring no agreement: every row is checked, from the first.
    Errors: `CannotBring`."""
    file = _locked(file, CHOOSING)
    if not columns:
        raise CannotBring(WhyNotBring.NO_MAPPING)
    Staged.objects.filter(file=file).delete()
    file.columns = {str(number): field for number, field in columns.items()}
    file.ground = ground.value if ground else ""
    file.seal(because=because if ground else "")
    file.state, file.changed_at = FileState.CHECKING, at
    file.read_to = file.row_count = file.faulty_count = file.fault_count = file.on_ground_count = file.share = 0
    file.save()
    if save_as:
        _save_mapping(file, columns, save_as, by=by, at=at)
    facts = {"columns": str(len(columns)), **({"ground": file.ground} if file.ground else {})}
    audit.record(Did.IMPORT_MAPPED, subject=file.reference, by=by, at=at, facts=facts)
    return file


@act
def stage(file: Incoming, found: Checked, *, read_to: int, share: int, by: Actor, at: datetime) -> Incoming:
    """Keep some rows that were read behind those that are staged already. Errors: `MovedOn` when they are not the next."""
    before = file.read_to
    file = _locked(file, {FileState.CHECKING})
    if file.read_to != before:
        raise MovedOn
    found = checking.too_many(found, file.on_ground_count, rules_of(file, at)) if file.ground else found
    row = Staged(key=file.key, file=file, number=read_to)
    _fill(row, found)
    row.save(force_insert=True)
    file.read_to, file.share, file.changed_at = read_to, share, at
    file.row_count += row.row_count
    file.faulty_count += row.faulty_count
    file.fault_count += row.fault_count
    file.on_ground_count += sum(map(checking.stands_on_ground, found.rows))
    file.save()
    facts = {"rows": str(row.row_count), "faulty": str(row.faulty_count)}
    audit.record(Did.IMPORT_CHECKED, subject=file.reference, by=by, at=at, facts=facts)
    return file


@act
def end_check(file: Incoming, *, by: Actor, at: datetime) -> Incoming:
    """All rows were read: they can be made live, or some are to be mended. A file without rows is given up."""
    before = file.read_to
    file = _locked(file, {FileState.CHECKING})
    if file.read_to != before:
        raise MovedOn
    if not file.row_count:
        return _give_up(file, WhyRemoved.UNREADABLE, by=by, at=at, refused="no_rows")
    file.state, file.changed_at, file.share = _judged(file), at, 100
    file.save()
    facts = {"rows": str(file.row_count), "faulty": str(file.faulty_count), "ended": "1"}
    audit.record(Did.IMPORT_CHECKED, subject=file.reference, by=by, at=at, facts=facts)
    return file


@act
def mend(file: Incoming, texts: Mapping[tuple[int, int, int], str], *, by: User, at: datetime) -> Incoming:
    """Type other values for cells that were wrong, named by batch, row and column. What is still wrong stays, as it was typed
    now. Errors: `CannotBring`."""
    file = _locked(file, {FileState.FAULTY})
    rules = rules_of(file, at)
    for number in sorted({place[0] for place in texts}):
        row = Staged.objects.select_for_update().select_related("key").filter(file=file, number=number).first()
        if row is None:
            raise CannotBring(WhyNotBring.NOT_NOW)
        wanted = {place[1:]: text for place, text in texts.items() if place[0] == number}
        _mend(file, row, wanted, rules)
    file.state, file.changed_at = _judged(file), at
    file.save()
    audit.record(Did.IMPORT_MENDED, subject=file.reference, by=by, at=at, facts={"cells": str(len(texts))})
    return file


@act
def make_live(file: Incoming, *, again: bool, by: User, at: datetime) -> Incoming:
    """Have cases made of all rows. Nobody sees one before the last is made. Errors: `CannotBring`."""
    file = _locked(file, {FileState.READY, FileState.FAULTY})
    if file.state == FileState.FAULTY:
        raise CannotBring(WhyNotBring.STILL_FAULTY)
    if not again and queries.imported_before(file.agency, file.file_mark) is not None:
        raise CannotBring(WhyNotBring.REPEATED)
    file.state, file.again, file.changed_at, file.share = FileState.MAKING, again, at, 0
    file.save()
    audit.record(Did.IMPORT_MADE, subject=file.reference, by=by, at=at, facts={"rows": str(file.row_count), "begun": "1"})
    return file


def ready(file: Incoming, rows: Sequence[Arrival]) -> list[Opening]:
    """Cases of some rows, sealed and waiting for `make`: all that takes long, before anything is locked."""
    kind = BasisKind(file.ground) if file.ground else None
    because = file.opened("because")
    return [
        cases.ready(
            key,
            row.first,
            _ground(row.answer, kind, because),
            kept=row.kept,
            steps=[(step.status, step.decided_by) for step in row.steps],
        )
        for key, row in zip(fresh_keys(len(rows)), rows, strict=True)
    ]


@act
def make(file: Incoming, number: int, openings: Sequence[Opening], *, by: User, at: datetime) -> Incoming:
    """Store the cases of one batch, seen and found by nobody. Errors: `MovedOn` when that was done already."""
    file = _locked(file, {FileState.MAKING})
    staged = Staged.objects.select_for_update().filter(file=file, number=number, people__isnull=True).first()
    if staged is None or len(openings) != staged.row_count:
        raise MovedOn
    staged.people = cases.open_many(openings, standard=STANDARD, desk=file.desk, by=by, at=at)
    staged.save(update_fields=["people"])
    file.made_count += len(staged.people)
    file.share, file.changed_at = 99 * file.made_count // file.row_count, at
    file.save(update_fields=["made_count", "share", "changed_at"])
    audit.record(Did.IMPORT_MADE, subject=file.reference, by=by, at=at, facts={"rows": str(len(staged.people))})
    return file


@act
def make_findable(
    file: Incoming, tokens: Sequence[StoredToken], *, batches: Sequence[int] = (), by: User, at: datetime
) -> Incoming:
    """Store some of that by which the people of these cases are found; with the last of it, `batches` are ready to be opened.
    Once more does no harm. Errors: `CannotBring` when the file was given up."""
    file = _locked(file, {FileState.MAKING})
    people.make_findable(tokens, by=by, at=at, subject=file.reference)
    Staged.objects.filter(file=file, number__in=batches, people__isnull=False).update(findable=True)
    file.changed_at = at
    file.save(update_fields=["changed_at"])
    audit.record(Did.IMPORT_MADE, subject=file.reference, by=by, at=at, facts={"batches": str(len(batches))})
    return file


def waiting(file: Incoming) -> Waiting:
    """All that `open_all` opens, before anything is locked. Errors: `MovedOn` when some are not made yet."""
    if Staged.objects.filter(file=file, findable=False).exists():
        raise MovedOn
    batches = Staged.objects.filter(file=file).values_list("people", flat=True)
    return privacy.waiting([person for some in batches for person in some or ()])


@act
def open_all(file: Incoming, made: Waiting, *, by: User, at: datetime) -> Incoming:
    """Open every case of the file in one moment, and throw its key away. Errors: `MovedOn` when some are not made yet."""
    file = _locked(file, {FileState.MAKING})
    if made.files != file.row_count:
        raise MovedOn
    privacy.open_made(made, desk=file.desk, by=by, at=at, subject=file.reference)
    row = _imported(file, made.files, at)
    facts = {"lines": str(row.line_count), "mark": file.file_mark, "desk": file.desk.reference, "time": str(row.time)}
    facts |= {"ground": file.ground} if file.ground else {}
    audit.record(Did.FILE_IMPORTED, subject=file.reference, by=by, at=at, facts=facts)
    return _end(file, FileState.OPENED, at)


@act
def give_up(file: Incoming, why: WhyRemoved, *, by: Actor, at: datetime, refused: str = "") -> Incoming:
    """Give a file up: nothing of it becomes a case, and what was made of it unseen is removed. Errors: `CannotBring` when it is
    live or was given up before."""
    file = _locked(file, frozenset(FileState) - LIVE - GIVEN_UP, else_why=WhyNotBring.IS_LIVE)
    return _give_up(file, why, by=by, at=at, refused=refused)


@act
def clear(file: Incoming, *, by: Actor, at: datetime) -> Incoming:
    """Delete some of what a file left behind that is live or given up, cases that nobody ever saw first; at last it is done."""
    file = _locked(file, {FileState.OPENED, FileState.REMOVING})
    rows = Staged.objects.filter(file=file).order_by("pk")
    if file.state == FileState.REMOVING and (made := rows.exclude(people__isnull=True).first()) is not None:
        cases.take_away(made.people or [], by=by, at=at, subject=file.reference)
        some = [made.pk]
    else:
        some = list(rows.values_list("pk", flat=True)[:CLEARED_AT_ONCE])
    Staged.objects.filter(pk__in=some).delete()
    pieces = [] if some else list(Piece.objects.filter(file=file).values_list("pk", flat=True)[:CLEARED_AT_ONCE])
    Piece.objects.filter(pk__in=pieces).delete()
    if not some and not pieces:
        file.state = FileState.DONE if file.state == FileState.OPENED else FileState.REMOVED
        file.save(update_fields=["state"])
    audit.record(Did.IMPORT_REMOVED, subject=file.reference, by=by, at=at, facts={"batches": str(len(some))})
    return file


def rules_of(file: Incoming, at: datetime) -> Rules:
    """By what the rows of a file are checked."""
    columns = {int(number): name for number, name in file.columns.items()}
    return Rules(columns, BasisKind(file.ground) if file.ground else None, clock.in_amman(at).date())


def _locked(file: Incoming, states: Collection[str], *, else_why: WhyNotBring = WhyNotBring.NOT_NOW) -> Incoming:
    rows = Incoming.objects.select_for_update(of=("self",)).select_related("key", "agency", "desk__agency")
    row = rows.get(pk=file.pk)
    if row.state not in states:
        raise CannotBring(else_why if row.state in LIVE else WhyNotBring.NOT_NOW)
    return row


def _fill(row: Staged, found: Checked) -> None:
    row.row_count, row.faulty_count, row.fault_count = len(found.rows), found.faulty, len(found.wrong)
    row.seal(rows=checking.rows_as_json(found.rows), faults=checking.wrong_as_json(found.wrong))


def _mend(file: Incoming, row: Staged, texts: Mapping[tuple[int, int], str], rules: Rules) -> None:
    found = Checked(checking.rows_in(row.opened("rows")), checking.wrong_in(row.opened("faults")))
    places = {(one.row, one.column) for one in found.wrong}
    before = row.faulty_count, row.fault_count
    for place, text in texts.items():
        if place not in places or place[1] not in rules.columns:
            raise CannotBring(WhyNotBring.NOT_NOW)
        found = checking.mended(found, place, text, rules)
    _fill(row, found)
    row.save()
    file.faulty_count += row.faulty_count - before[0]
    file.fault_count += row.fault_count - before[1]


def _judged(file: Incoming) -> FileState:
    return FileState.FAULTY if file.fault_count else FileState.READY


def _ground(answer: Answer, kind: BasisKind | None, because: str) -> Ground:
    """A yes carries its case by itself, whatever was chosen for the other lines."""
    if answer == Answer.YES or kind is None:
        return Ground(answer, IMPORTED, CONSENT_WORDS)
    return Ground(answer, IMPORTED, CONSENT_WORDS, kind, because)


def _save_mapping(file: Incoming, columns: Mapping[int, FieldName], name: str, *, by: User, at: datetime) -> None:
    headings = dict(checking.headings_in(file.opened("headings")))
    said = {headings[number]: field for number, field in columns.items() if headings.get(number)}
    row = SavedMapping.objects.filter(agency=file.agency, name=name).first() or SavedMapping(agency=file.agency, name=name)
    row.columns, row.by, row.at = said, by.reference, at
    row.save()


def _imported(file: Incoming, count: int, at: datetime) -> Import:
    """Counted as every import is: whoever brings the same file again is told."""
    before = queries.imported_before(file.agency, file.file_mark)
    row = Import(agency=file.agency, desk=file.desk, file_mark=file.file_mark, time=before.time + 1 if before else 1)
    row.line_count, row.by, row.at = count, file.by, at
    row.save(force_insert=True)
    return row


def _give_up(file: Incoming, why: WhyRemoved, *, by: Actor, at: datetime, refused: str = "") -> Incoming:
    file.why, file.refused = why, refused
    facts = {"why": why.value, "made": str(file.made_count), **({"refused": refused} if refused else {})}
    audit.record(Did.IMPORT_STOPPED, subject=file.reference, by=by, at=at, facts=facts)
    return _end(file, FileState.REMOVING, at)


def _end(file: Incoming, state: FileState, at: datetime) -> Incoming:
    """The key goes in the same act: from now on nothing of the file can be read."""
    file.state, file.ended_at, file.changed_at = state, at, at
    file.name = file.headings = file.because = None
    file.save()
    sealing.erase(file.key, at=at)
    return file
