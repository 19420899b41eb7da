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
from malath.linkage.scoring import Sides
from malath.people import queries as people
from malath.people.queries import Written, finding
from malath.people.rules import birth_year, full_names
from malath.people.tokens import document_readings, phone_readings
from malath.people.words import PHONE_KINDS, DetailKind


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
        sides = sides_of(nations, written)
        if sides.names or sides.phones or sides.documents:
            yield person, sides


def sides_of(nations: Sequence[str], written: Sequence[Written]) -> Sides:
    """What is compared of one file; parts of a name that two desks wrote are never mixed."""
    by_desk: dict[int, list[tuple[DetailKind, str]]] = {}
    for row in written:
        by_desk.setdefault(row.desk_id, []).append((row.kind, row.value))
    years = [year for row in written if row.kind == DetailKind.BIRTH_DATE and (year := birth_year(row.value))]
    return Sides(
        names=tuple(dict.fromkeys(name for details in by_desk.values() for name in full_names(details))),
        born=next(iter(years), None),
        nationality=next(iter(nations), None),
        phones=tuple(one for row in written if row.kind in PHONE_KINDS for one in phone_readings(row.value)[:1]),
        documents=tuple(
            number for row in written if row.kind == DetailKind.DOCUMENT for number in document_readings(row.value)[:1]
        ),
    )


def found(pairs: Sequence[Found], write: Callable[[str], object]) -> None:
    """Give on what was found: references and how alike they are, for a person to judge. Never a name."""
    references = people.references_of({person for pair in pairs for person in (pair.one, pair.other)})
    write("one,other,score")
    for pair in pairs:
        write(f"{references[pair.one]},{references[pair.other]},{pair.score:.3f}")
