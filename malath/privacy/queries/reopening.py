"""On what a closed file is opened again: the page that offers it and the act that does it ask here."""

from datetime import datetime

from malath.agencies.models import Desk
from malath.foundation import clock
from malath.people.models import Person
from malath.privacy.models import Access
from malath.privacy.queries import asked, standing_if_open
from malath.privacy.queries.grounds import grounds_or_closed
from malath.privacy.rules import Standing
from malath.privacy.words import BasisKind, ConsentKind, Purpose


def record_agreed(person_id: int, at: datetime) -> list[int]:
    """The yes to keeping a record (C1) on which something new may go on. What a guardian said carries nothing new once the
    person is of age or the guardian is suspected."""
    today = clock.in_amman(at).date()
    return [one.id for one in asked(person_id) if one.kind == ConsentKind.C1 and one.carries(today)]


def last_access(person: Person, desk: Desk) -> Access | None:
    """How a desk worked with the file before it was closed: as the one that opened it, where it is."""
    rows = Access.objects.filter(person=person, desk=desk).exclude(basis__kind=BasisKind.MANDATE)
    return rows.filter(purpose=Purpose.OPENING).order_by("-pk").first() or rows.order_by("-pk").first()


def standing_again(person_id: int, purpose: Purpose, desk: Desk, at: datetime) -> Standing:
    """How far a desk that received the file would see it, were it open."""
    found = grounds_or_closed(person_id, at)
    return standing_if_open(person_id, found, purpose=purpose, receiver=desk.agency, at=at)


def reopens(person: Person, desk: Desk, at: datetime) -> bool:
    """Whether a closed file is opened again for a desk without asking the person anew."""
    before = last_access(person, desk)
    if before is None:
        return False
    if before.purpose == Purpose.OPENING:
        return bool(record_agreed(person.pk, at) or grounds_or_closed(person.pk, at).usable)
    return standing_again(person.pk, Purpose(before.purpose), desk, at).is_open
