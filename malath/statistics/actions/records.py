"""Acts of open data: bring a file of anonymised records in, tell a table of it, put it away."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.db import IntegrityError

from malath.audit import actions as audit
from malath.audit.words import Did
from malath.foundation.actor import Actor
from malath.foundation.acts import act
from malath.foundation.sealing import erase, new_data_key, unwrap
from malath.statistics import rules
from malath.statistics.actions import CannotTell, cells_of, controlled, said_why, shown_of
from malath.statistics.compiling import store
from malath.statistics.models import RecordFile
from malath.statistics.opendata import ctdc, reads, shape
from malath.statistics.opendata.ctdc import Fault
from malath.statistics.opendata.reads import RECORDS
from malath.statistics.words import WhyNotOpen

MOST_TABLES: Final = 40


class CannotOpen(Exception):
    """An act is refused, for reasons that the page can show. `faults`: what must be mended in a file."""

    def __init__(self, reasons: Sequence[WhyNotOpen], faults: Sequence[Fault] = (), more: int = 0) -> None:
        super().__init__(*[reason.value for reason in reasons])
        self.reasons, self.faults, self.more = list(reasons), list(faults), more


@act
def bring_in(content: bytes, source: str, *, by: Actor, at: datetime) -> RecordFile:
    """A file of records that somebody else made anonymous, for comparison. All of it or nothing: nothing but codes of the
    published shape comes in, so no name can."""
    mark = hashlib.sha256(content).hexdigest()
    if not source.strip():
        raise CannotOpen([WhyNotOpen.NO_SOURCE])
    if reads.stands(mark):
        raise CannotOpen([WhyNotOpen.THERE_ALREADY])
    found = ctdc.read(content)
    if found.columns is None:
        raise CannotOpen([WhyNotOpen.FAULTY], found.faults, found.more)
    key = new_data_key()
    row = RecordFile(key=key, source=source.strip(), mark=mark, rows=len(found.columns), by=by.reference, at=at)
    _save(row)
    store.write(row.reference, unwrap(key), {RECORDS: found.columns}, reads.FOLDER)
    audit.record(Did.RECORDS_BROUGHT, subject=row.reference, by=by, at=at)
    return row


@act
def tell(file: RecordFile, names: Sequence[str], *, by: Actor, at: datetime) -> int:
    """A table of a file by up to three columns, as far as it may be told beside those that were. Which one of the file it
    is. The same is told again as it was."""
    file = reads.locked(file.pk)
    chosen = [name for name in shape.kinds() if name in names]
    _refuse(file, names)
    there = next((place for place, one in enumerate(file.told) if one["fields"] == chosen), None)
    if there is None:
        if len(file.told) >= MOST_TABLES:
            raise CannotOpen([WhyNotOpen.SPENT])
        file.told.append(_table(file, chosen))
        file.save(update_fields=["told"])
    audit.record(Did.RECORDS_TOLD, subject=file.reference, by=by, at=at)
    return len(file.told) - 1 if there is None else there


@act
def put_away(file: RecordFile, *, by: Actor, at: datetime) -> RecordFile:
    """The records of a file are erased with their key; that it was here, and what was told of it, stays."""
    file = reads.locked(file.pk)
    if file.ended_at is not None:
        raise CannotOpen([WhyNotOpen.PUT_AWAY])
    file.ended_by, file.ended_at = by.reference, at
    file.save(update_fields=["ended_by", "ended_at"])
    erase(file.key, at=at)
    store.path_of(file.reference, reads.FOLDER).unlink(missing_ok=True)
    audit.record(Did.RECORDS_ENDED, subject=file.reference, by=by, at=at)
    return file


def _save(row: RecordFile) -> None:
    """Before its file is written: of two who bring the same one in at once the second leaves nothing behind."""
    try:
        row.save(force_insert=True)
    except IntegrityError:
        raise CannotOpen([WhyNotOpen.THERE_ALREADY]) from None


def _refuse(file: RecordFile, names: Sequence[str]) -> None:
    if file.ended_at is not None:
        raise CannotOpen([WhyNotOpen.PUT_AWAY])
    reasons = rules.why_not_ask(names, shape.kinds())
    if reasons:
        raise CannotTell(reasons)


def _table(file: RecordFile, names: list[str]) -> dict[str, object]:
    """Disclosure control as for our own tables, beside every other table of the file."""
    with said_why():
        counts = store.counts(file.reference, file.key, RECORDS, names, reads.FOLDER)
    values = {
        name: tuple(sorted({value for one in counts if (value := one[place]) is not None})) for place, name in enumerate(names)
    }
    said, made = controlled(counts, RECORDS, values, reads.told_of(file))
    return {"fields": names, "cells": cells_of(said, names), "shown": shown_of(reads.NUMBER, made, shape.fields())}
