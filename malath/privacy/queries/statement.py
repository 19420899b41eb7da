"""The statement a person may ask for: which bodies could see their file, for what and when. Never a member of staff."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from malath.accounts.rules import Holdings
from malath.agencies.models import Agency
from malath.people import queries as people
from malath.people.models import Person
from malath.privacy.models import Access
from malath.privacy.queries import contact_seen, left_seen, may_name
from malath.privacy.queries.pages import LeftLine
from malath.privacy.rules import Sight
from malath.privacy.words import BasisKind, Purpose


@dataclass(frozen=True)
class SeenBy:
    """A body that could see the file, for what, since when, and until when; None: it still can. `body` is "" where it is
    not to be named."""

    body: str
    purpose: Purpose
    since: datetime
    until: datetime | None


@dataclass(frozen=True)
class Statement:
    """What is read aloud."""

    seen_by: tuple[SeenBy, ...]
    left: tuple[LeftLine, ...]


def statement_of(person: Person, sight: Sight, holdings: Holdings, at: datetime) -> Statement:
    """The bodies in the order in which they came, and what went out, as far as the viewer may name them. Two statements."""
    rows = Access.objects.filter(person=person).select_related("desk__agency", "worker__agency", "basis")
    ways = [row for row in rows.order_by("from_at", "pk") if row.basis.kind != BasisKind.MANDATE]
    folded = _folded(ways, at)
    lines = tuple(
        SeenBy(body.name if may_name(sight, holdings, body) else "", purpose, since, until)
        for body, purpose, since, until in folded
    )
    return Statement(lines, tuple(left_seen(person, sight, holdings)))


def code_word_of(person: Person, sight: Sight) -> str:
    """The word by which the person is known on the phone, "" where it is not open to the viewer."""
    contact = contact_seen(sight, people.contact_of(person.pk))
    return contact.code_word if contact else ""


def _folded(rows: Iterable[Access], at: datetime) -> list[tuple[Agency, Purpose, datetime, datetime | None]]:
    """One line for each body and purpose, from its first row to the end of its last one."""
    found: dict[tuple[int, str], tuple[Agency, datetime, datetime | None]] = {}
    for row in rows:
        body = row.desk.agency if row.desk else row.worker.agency if row.worker else None
        if body is None:
            continue
        ended = _ended(row, at)
        _, since, until = found.get((body.pk, row.purpose), (body, row.from_at, row.from_at))
        last = None if ended is None or until is None else max(ended, until)
        found[(body.pk, row.purpose)] = (body, since, last)
    return [(body, Purpose(purpose), since, until) for (_, purpose), (body, since, until) in found.items()]


def _ended(row: Access, at: datetime) -> datetime | None:
    """When a row opened nothing any more; None while it does."""
    ends = [moment for moment in (row.until, row.basis.until, row.basis.ended_at) if moment is not None and moment <= at]
    return min(ends, default=None)
