"""The doors to tables. Whoever may ask sees all that were told, whoever may only read those that are out; nothing here leads
to a person."""

from datetime import datetime

from django.http import Http404

from malath.statistics import queries
from malath.statistics.models import OpenFile, RecordFile, Release, Table
from malath.statistics.opendata import own, reads
from malath.statistics.queries import ReportPage, years
from malath.statistics.words import Measure, OwnFile, ReleaseState


def table_to_view(reference: str, *, asks: bool) -> Table:
    """`asks`: whether the reader may ask for tables; others find what is out and the standard set alone."""
    table = queries.table_by_reference(reference, asks=asks)
    if table is None:
        raise Http404
    return table


def release_to_settle(reference: str) -> Release:
    release = queries.release_by_reference(reference)
    if release is None:
        raise Http404
    return release


def release_to_take(reference: str) -> Release:
    """The version of a table that is out."""
    release = queries.release_of(reference)
    if release is None:
        raise Http404
    return release


def year_to_view(year: int, *, at: datetime) -> int:
    """A year of which there can be figures."""
    if not years.is_a_year(year, at):
        raise Http404
    return year


def report_to_view(year: int) -> ReportPage:
    """The report on a year of which something is told."""
    page = queries.report_page(str(year))
    if page is None:
        raise Http404
    return page


def measure_to_enter(measure: str) -> Measure:
    if measure not in Measure.values:
        raise Http404
    return Measure(measure)


def records_to_view(reference: str) -> RecordFile:
    file = reads.by_reference(reference)
    if file is None:
        raise Http404
    return file


def own_file_to_view(reference: str) -> OpenFile:
    file = own.by_reference(reference)
    if file is None:
        raise Http404
    return file


def counts_to_draw_from(reference: str) -> OpenFile:
    """A file of counts with noise."""
    file = own_file_to_view(reference)
    if file.kind != OwnFile.NOISY:
        raise Http404
    return file


def own_file_to_take(reference: str, *, settles: bool) -> OpenFile:
    """Only what is out leaves the house; `settles`: whoever makes or approves files looks into one before."""
    file = own_file_to_view(reference)
    if not settles and file.state != ReleaseState.RELEASED:
        raise Http404
    return file
