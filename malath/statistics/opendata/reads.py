"""Reads of open data: which files are here, and what was told of each."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.translation import gettext_lazy as _

from malath.figures.shapes import Shape
from malath.figures.tables import Said
from malath.statistics.models import RecordFile
from malath.statistics.published import Sheet, sheet_from
from malath.statistics.queries import told_as

RECORDS: Final = "records"
FOLDER: Final = "records"
NUMBER: Final = _("Anonymised records")


@dataclass(frozen=True)
class FileLine:
    """A file in a list."""

    reference: str
    source: str
    rows: int
    at: datetime
    ended_at: datetime | None


@dataclass(frozen=True)
class FilePage:
    """One file, and every table that was told of it, the newest first."""

    line: FileLine
    tables: tuple[Sheet, ...]


def files() -> tuple[FileLine, ...]:
    """Every file that was brought in, the newest first. One statement."""
    return tuple(_line(row) for row in RecordFile.objects.defer("told").order_by("-at", "-pk"))


def file_page(file: RecordFile) -> FilePage:
    return FilePage(_line(file), tuple(sheet_from(one["cells"], one["shown"]) for one in reversed(file.told)))


def by_reference(reference: str) -> RecordFile | None:
    return RecordFile.objects.filter(reference=reference).first()


def locked(pk: int) -> RecordFile:
    return RecordFile.objects.select_for_update(of=("self",)).select_related("key").get(pk=pk)


def stands(mark: str) -> bool:
    """Whether the same bytes are here already."""
    return RecordFile.objects.filter(mark=mark, ended_at__isnull=True).exists()


def told_of(file: RecordFile) -> list[tuple[Shape, Said]]:
    """What was told of a file, the oldest first."""
    return [told_as(one["fields"], RECORDS, one["cells"]) for one in file.told]


def _line(row: RecordFile) -> FileLine:
    return FileLine(row.reference, row.source, row.rows, row.at, row.ended_at)
