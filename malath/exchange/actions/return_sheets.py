"""Bringing the running table of a return office in: received, columns chosen, mended, and all of its people or none."""

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from uuid import UUID

from malath.accounts.models import User
from malath.agencies.models import Desk
from malath.audit import actions as audit
from malath.audit.words import Did
from malath.exchange import return_sheets
from malath.exchange.checking import headings_as_json
from malath.exchange.models import ReturnSheet
from malath.exchange.queries import return_sheets as queries
from malath.exchange.return_sheets import LARGEST, NEEDED, SheetRow
from malath.exchange.tables import Head
from malath.exchange.words import WhyNotSheet
from malath.foundation import sealing
from malath.foundation.actor import WORKER, Actor
from malath.foundation.acts import act
from malath.foundation.references import own_mark
from malath.privacy.actions import Circumstances
from malath.privacy.words import ConsentKind, Method
from malath.returns import actions as returns
from malath.returns.actions import Met, Request
from malath.returns.words import AskedBy, ReturnKind

IMPORTED = Circumstances(Method.IMPORTED)
WORDS = "A table of the office: the words that were read are not known."


class CannotBringSheet(Exception):
    """A step with a table is refused; nothing was written."""

    def __init__(self, why: WhyNotSheet) -> None:
        super().__init__(why.value)
        self.reasons = [why]


@act
def receive_sheet(
    head: Head, pieces: Callable[[], Iterable[bytes]], *, size: int, name: str, file_mark: str, desk: Desk, by: User,
    at: datetime, once: UUID | None = None,
) -> ReturnSheet:  # fmt: skip
    """Take a table in, sealed; nothing of it is understood yet. The same form twice is one. Errors: `CannotBringSheet`."""
    once = own_mark(once, by.reference, file_mark)
    if (before := queries.sheet_begun(once)) is not None:
        _record(Did.RETURN_SHEET_BROUGHT, before, by=by, at=at, again="1")
        return before
    _refuse(WhyNotSheet.TOO_LARGE, size > LARGEST)
    _refuse(WhyNotSheet.REPEATED, queries.was_brought(desk, file_mark))
    shape = head.shape
    row = ReturnSheet(
        key=sealing.new_data_key(), desk=desk, form=shape.form, encoding=shape.encoding, separator=shape.separator,
        sheet=shape.sheet, heading_row=shape.heading_row, file_mark=file_mark, by=by.reference, at=at, once=once,
        columns={str(number): column for number, column in return_sheets.suggested(head.headings).items()},
    )  # fmt: skip
    row.seal(name=name, content=b"".join(pieces()).decode("latin-1"), headings=headings_as_json(head.headings))
    row.save(force_insert=True)
    _record(Did.RETURN_SHEET_BROUGHT, row, by=by, at=at)
    return row


@act
def choose_sheet_columns(sheet: ReturnSheet, columns: Mapping[int, str], *, by: User, at: datetime) -> ReturnSheet:
    """Say which column holds what. What was typed anew before is forgotten. Errors: `CannotBringSheet`."""
    row = _locked(sheet)
    _refuse(WhyNotSheet.NO_COLUMNS, not set(NEEDED) <= set(columns.values()))
    _refuse(WhyNotSheet.TWICE, len(set(columns.values())) != len(columns))
    row.columns = {str(number): column for number, column in columns.items()}
    row.mended = None
    row.save(update_fields=["columns", "mended"])
    _record(Did.RETURN_SHEET_CHANGED, row, by=by, at=at)
    return row


@act
def mend_sheet(sheet: ReturnSheet, typed: Mapping[tuple[int, int], str], *, by: User, at: datetime) -> ReturnSheet:
    """Type other values for cells that were wrong. Errors: `CannotBringSheet`."""
    row = _locked(sheet)
    columns = queries.columns_of(row)
    kept = queries.mended_in(row) | {place: text for place, text in typed.items() if place[1] in columns}
    row.seal(mended=json.dumps({f"{number}:{column}": text for (number, column), text in kept.items()}, ensure_ascii=False))
    row.save(update_fields=["mended"])
    _record(Did.RETURN_SHEET_CHANGED, row, by=by, at=at)
    return row


@act
def bring_sheet_in(sheet: ReturnSheet, *, by: User, at: datetime) -> ReturnSheet:
    """Everybody in the table gets a file on their own two answers and a return that waits before the first gate: all of them or
    none. The table goes with its key. Errors: `CannotBringSheet`, `CannotReturn`."""
    row = _locked(sheet)
    _refuse(WhyNotSheet.NO_COLUMNS, not set(NEEDED) <= set(row.columns.values()))
    found = queries.checked(row, at)
    _refuse(WhyNotSheet.FAULTY, bool(found.faults) or not found.rows)
    for one in found.rows:
        returns.ask_first(_met(one), _request(one), desk=row.desk, by=by, at=at)
    row.made_count = len(found.rows)
    _record(Did.RETURN_SHEET_DONE, row, by=by, at=at, rows=str(row.made_count))
    return _end(row, at)


@act
def give_sheet_up(sheet: ReturnSheet, *, at: datetime, by: Actor = WORKER) -> ReturnSheet:
    """Nothing of the table becomes anything. Errors: `CannotBringSheet`."""
    row = _locked(sheet)
    _record(Did.RETURN_SHEET_DONE, row, by=by, at=at, rows="0")
    return _end(row, at)


def _met(row: SheetRow) -> Met:
    return Met(IMPORTED, dict.fromkeys((ConsentKind.C1, ConsentKind.C11), WORDS), row.facts, row.details)


def _request(row: SheetRow) -> Request:
    stands = str(row.values.get("stands", ""))
    return Request(ReturnKind.STRANDED, str(row.values["country"]), AskedBy.SELF, row.asked_on, words=stands)


def _locked(sheet: ReturnSheet) -> ReturnSheet:
    row = queries.sheet_locked(sheet.pk)
    _refuse(WhyNotSheet.ENDED, row.ended_at is not None)
    return row


def _end(row: ReturnSheet, at: datetime) -> ReturnSheet:
    row.ended_at = at
    row.name = row.content = row.headings = row.mended = None
    row.save()
    sealing.erase(row.key, at=at)
    return row


def _record(event: Did, row: ReturnSheet, *, by: Actor, at: datetime, **facts: str) -> None:
    audit.record(event, subject=row.reference, by=by, at=at, facts={"desk": row.desk.reference, **facts})


def _refuse(why: WhyNotSheet, holds: bool) -> None:  # a reason and whether it holds
    if holds:
        raise CannotBringSheet(why)
