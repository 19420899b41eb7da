"""What goes on by itself with files that are brought in: batch after batch, each a short act, until there is nothing left to do
or the worker is told to stop. Whatever is cut goes on where it was."""

import logging
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import islice
from time import monotonic, sleep
from typing import TYPE_CHECKING, Final, TypeVar

from django.db import connection

from malath.exchange import checking, queries, tables
from malath.exchange.actions import bringing
from malath.exchange.actions import return_sheets as sheet_acts
from malath.exchange.actions.bringing import AT_ONCE, FOUND_AT_ONCE, CannotBring, MovedOn
from malath.exchange.actions.return_sheets import CannotBringSheet
from malath.exchange.archive import Refusal
from malath.exchange.queries import return_sheets as sheets
from malath.exchange.words import FileState, WhyRemoved
from malath.foundation import clock
from malath.foundation.actor import WORKER
from malath.people.actions import many as people

if TYPE_CHECKING:
    from malath.accounts.models import User
    from malath.exchange.models import Incoming

BREATH: Final = 0.02
"""Between two acts before which something is made ready, so that others who wait for the one writer of SQLite come in."""
LONG_BREATH: Final = 0.11
"""Between two acts that follow each other at once: SQLite lets those who wait look every 0.1 s."""
LONG_ACT: Final = 0.4
"""Seconds after which an act that stores tokens is too long for those who wait."""
FOUND_AT_LEAST: Final = 2_500
FOUND_TOGETHER: Final = 40
"""Batches whose tokens are sorted together: an index page is then written once for many people, not once for each."""
logger = logging.getLogger("malath.import")
Stop = Callable[[], bool]
Thing = TypeVar("Thing")


def go_on(at: Callable[[], datetime], *, stop: Stop = lambda: False) -> int:
    """Go on with every file that waits for it; how many. One that fails leaves the others alone and is tried again later."""
    found = queries.moving(at(), bringing.KEPT_FOR)
    for file in found:
        try:
            _go_on(file, at, stop)
        except (MovedOn, CannotBring):
            continue
        except Exception:  # one that fails must not stop the others; the log says where, and nothing of the file
            logger.exception("An import did not go on.")
    return len(found) + _left_lying(at())


def _left_lying(at: datetime) -> int:
    """Tables of return offices that nobody went on with for a week leave nothing."""
    left = sheets.to_give_up(at)
    for sheet in left:
        try:
            sheet_acts.give_sheet_up(sheet, at=at)
        except CannotBringSheet:
            continue
    return len(left)


def _go_on(file: "Incoming", at: Callable[[], datetime], stop: Stop) -> None:
    while not stop():
        if file.state in (FileState.OPENED, FileState.REMOVING):
            file = _rested(bringing.clear(file, by=WORKER, at=at()), LONG_BREATH)
        elif file.state == FileState.MAKING:
            file = _make(file, at, stop)
        elif file.state == FileState.CHECKING:
            file = _check(file, at, stop)
        elif queries.lies(file, at(), bringing.KEPT_FOR):
            file = bringing.give_up(file, WhyRemoved.LEFT_LYING, by=WORKER, at=at())
        else:
            return
        if file.state in (FileState.DONE, FileState.REMOVED):
            return


def _check(file: "Incoming", at: Callable[[], datetime], stop: Stop) -> "Incoming":
    """Read and stage what is left. A worker that is told to stop leaves the rest."""
    pieces = queries.pieces_of(file)
    try:
        lines = tables.lines(pieces, queries.shape_of(file), after=file.read_to)
        for some in _batches(lines, AT_ONCE):
            if stop():
                return file
            if _who_may(file, at()) is None:
                return _lost(file, at())
            found = checking.check(some, bringing.rules_of(file, at()))
            file = _rested(bringing.stage(file, found, read_to=some[-1][0], share=pieces.share, by=WORKER, at=at()))
    except Refusal as refusal:
        return bringing.give_up(file, WhyRemoved.UNREADABLE, by=WORKER, at=at(), refused=refusal.code.value)
    return bringing.end_check(file, by=WORKER, at=at())


def _make(file: "Incoming", at: Callable[[], datetime], stop: Stop) -> "Incoming":
    """Make what is left, have it found, then open everything at once."""
    for number in queries.batches_to_make(file):
        if stop():
            return file
        sender = _who_may(file, at())
        if sender is None:
            return _lost(file, at())
        today = clock.in_amman(at()).date()
        openings = bringing.ready(file, [checking.arriving(row, today) for row in queries.rows_of(file, number)])
        file = _rested(bringing.make(file, number, openings, by=sender, at=at()))
    for batches in _batches(iter(queries.batches_to_find(file)), FOUND_TOGETHER):
        if stop():
            return file
        sender = _who_may(file, at())
        if sender is None:
            return _lost(file, at())
        file = _make_findable(file, batches, sender, at)
    sender, made = _who_may(file, at()), bringing.waiting(file)
    return _lost(file, at()) if sender is None else bringing.open_all(file, made, by=sender, at=at())


def _make_findable(file: "Incoming", batches: list[int], sender: "User", at: Callable[[], datetime]) -> "Incoming":
    """The tokens of many people, sorted, in acts that are short."""
    found = ((person, checking.details_of(row)) for n in batches for person, row in queries.people_of(file, n))
    tokens = people.tokens_to_store(found, file.desk)
    size, start = FOUND_AT_ONCE, 0
    while len(tokens) - start > size:
        began = monotonic()
        file = bringing.make_findable(file, tokens[start : start + size], by=sender, at=at())
        start, size = start + size, _fitting(size, monotonic() - began)
        _rested(file, LONG_BREATH)
    return _rested(bringing.make_findable(file, tokens[start:], batches=batches, by=sender, at=at()))


def _fitting(size: int, took: float) -> int:
    """How many tokens the next act stores, by how long the last one took: where the machine is busy or the index large, it is
    fewer, so that nobody else waits longer."""
    if took > LONG_ACT:
        return max(size // 2, FOUND_AT_LEAST)
    return min(size * 2, FOUND_AT_ONCE) if took < LONG_ACT / 4 else size


def _who_may(file: "Incoming", at: datetime) -> "User | None":
    """Who brought the file in, if they may still do so."""
    sender = queries.sender_of(file)
    return sender if queries.may_still(sender, file, at) else None


def _lost(file: "Incoming", at: datetime) -> "Incoming":
    return bringing.give_up(file, WhyRemoved.RIGHT_LOST, by=WORKER, at=at)


def _batches(things: Iterator[Thing], at_once: int) -> Iterator[list[Thing]]:
    while some := list(islice(things, at_once)):
        yield some


def _rested(file: "Incoming", seconds: float = BREATH) -> "Incoming":
    """On PostgreSQL nobody waits for a writer of other rows."""
    if connection.vendor == "sqlite":
        sleep(seconds)
    return file
