"""Everybody compared with everybody: opens what is compared, and gives what was found to who has it judged."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from django.conf import settings

from malath.audit import actions as audit
from malath.audit.words import Did
from malath.foundation.actor import Actor
from malath.foundation.acts import act
from malath.linkage import actions, batch, queries
from malath.linkage.batch import Found
from malath.linkage.queries.finding import alike_in_one_body, sides_in
from malath.linkage.scoring import Sides
from malath.people.queries import finding


def find(*, by: Actor, at: datetime, say: Callable[[str], object]) -> list[Found]:
    """Pairs of files that may be of one person. Recorded before anything is opened."""
    batch.packages(settings.MALATH_ANALYTICS)
    begin(by=by, at=at)
    return batch.find(rows(), engine=settings.MALATH_ANALYTICS, say=say)


@act
def begin(*, by: Actor, at: datetime) -> None:
    """Names, numbers and years of everybody are about to be opened and compared, in memory, by a command."""
    audit.record(Did.FILES_COMPARED, subject="linkage", by=by, at=at)


def rows() -> Iterator[tuple[int, Sides]]:
    """Everybody of whom a name, a phone or a document is known."""
    for person, nations, written in finding.everybody():
        sides = sides_in(written, nations, readings=1)
        if sides.names or sides.phones or sides.documents:
            yield person, sides


def lay_out(pairs: Sequence[Found], *, by: Actor, at: datetime) -> int:
    """Lay each pair before a body that may read both files, for a person to judge: how many are to be judged now. An act each:
    what is cut off is found again."""
    return sum(_lay(pair.one, pair.other, by, at) for pair in pairs)


def _lay(one_id: int, other_id: int, by: Actor, at: datetime) -> bool:
    """Not where no body may read both, where that body would not find them alike, or where they stand together already."""
    seen = alike_in_one_body(one_id, other_id, at)
    if seen is None or other_id in queries.members(queries.cluster_of(one_id), one_id):
        return False
    alike, desk = seen
    return actions.lay_before(one_id, other_id, alike, desk=desk, by=by, at=at).waits
