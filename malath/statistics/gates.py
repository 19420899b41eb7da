"""The doors to tables. Whoever sees figures at all sees all that were told; nothing here leads to a person."""

from django.http import Http404

from malath.statistics import queries
from malath.statistics.models import Release, Table


def table_to_view(reference: str) -> Table:
    table = queries.table_by_reference(reference)
    if table is None:
        raise Http404
    return table


def release_to_settle(reference: str) -> Release:
    release = queries.release_by_reference(reference)
    if release is None:
        raise Http404
    return release
