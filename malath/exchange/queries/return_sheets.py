"""Reads of a return office's table on its way in."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from malath.accounts.models import User
from malath.agencies.models import Desk
from malath.documents.streams import PIECE, Pieces
from malath.exchange.checking import headings_in
from malath.exchange.models import ReturnSheet
from malath.exchange.return_sheets import CheckedSheet, check
from malath.exchange.tables import Shape, lines
from malath.exchange.words import Form
from malath.foundation import clock

JOINED: Final = ("key", "desk__agency")
KEPT_FOR: Final = timedelta(days=7)
SHOWN: Final = 20


def sheet_of(user: User, reference: str) -> ReturnSheet | None:
    return ReturnSheet.objects.select_related(*JOINED).filter(by=user.reference, reference=reference).first()


def sheet_locked(pk: int) -> ReturnSheet:
    return ReturnSheet.objects.select_for_update(of=("self",)).select_related(*JOINED).get(pk=pk)


def sheet_begun(once: UUID | None) -> ReturnSheet | None:
    return ReturnSheet.objects.select_related(*JOINED).filter(once=once).first() if once is not None else None


def sheets_coming(user: User) -> list[ReturnSheet]:
    """What somebody brought and has not ended, the newest first."""
    return list(ReturnSheet.objects.filter(by=user.reference, ended_at__isnull=True).order_by("-at")[:SHOWN])


def was_brought(desk: Desk, file_mark: str) -> bool:
    """Whether this very table came into the returns of a desk before."""
    return ReturnSheet.objects.filter(desk=desk, file_mark=file_mark, made_count__gt=0).exists()


def to_give_up(at: datetime, *, cap: int = 50) -> list[ReturnSheet]:
    """Tables that nobody went on with for a week. One statement."""
    rows = ReturnSheet.objects.filter(ended_at__isnull=True, at__lte=at - KEPT_FOR)
    return list(rows.select_related(*JOINED).order_by("pk")[:cap])


@contextmanager
def content_of(sheet: ReturnSheet) -> Iterator[Pieces]:
    content = sheet.opened("content").encode("latin-1")
    yield Pieces(len(content), lambda number: content[number * PIECE : (number + 1) * PIECE])


def headings_of(sheet: ReturnSheet) -> list[tuple[int, str]]:
    return headings_in(sheet.opened("headings"))


def columns_of(sheet: ReturnSheet) -> dict[int, str]:
    return {int(number): name for number, name in sheet.columns.items()}


def mended_in(sheet: ReturnSheet) -> dict[tuple[int, int], str]:
    kept: Mapping[str, str] = json.loads(sheet.opened("mended") or "{}")
    places = ((place.partition(":"), text) for place, text in kept.items())
    return {(int(row), int(column)): text for (row, _colon, column), text in places}


def checked(sheet: ReturnSheet, at: datetime) -> CheckedSheet:
    """Every row as it is understood now. Errors: `Refusal` where the table cannot be read to its end."""
    shape = Shape(Form(sheet.form), sheet.encoding, sheet.separator, sheet.sheet, sheet.heading_row)
    with content_of(sheet) as pieces:
        return check(lines(pieces, shape, after=0), columns_of(sheet), mended_in(sheet), clock.in_amman(at).date())
