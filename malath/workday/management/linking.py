"""Everybody compared with everybody: opens what is compared, and gives what was found to who has it judged."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from django.conf import settings

from malath.audit import actions as audit
from malath.audit.words import Did
from malath.foundation.actor import Actor
from malath.foundation.acts import act
from malath.linkage import batch
from malath.linkage.batch import Found
from malath.linkage.queries.finding import sides_in
from malath.linkage.scoring import Sides
from malath.people import queries as people
from malath.people.queries import finding


def find(*, by: Actor, at: datetime, say: Callable[[str], object]) -> list[Found]:
    """Pairs of files that may be of one person. Recorded before anything is opened."""
    batch.packages(settings.MALATH_LINK_ENGINE)
    begin(by=by, at=at)
    return batch.find(rows(), engine=settings.MALATH_LINK_ENGINE, say=say)


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


def found(pairs: Sequence[Found], write: Callable[[str], object]) -> None:
    """Give on what was found: references and how alike they are, for a person to judge. Never a name."""
    references = people.references_of({person for pair in pairs for person in (pair.one, pair.other)})
    write("one,other,score")
    for pair in pairs:
        write(f"{references[pair.one]},{references[pair.other]},{pair.score:.3f}")
