"""Which desks see a file now: for what ends or moves with it."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from malath.agencies.models import Agency, Desk
from malath.agencies.words import AgencyKind
from malath.people.models import Person
from malath.privacy.models import Access, Basis, Consent
from malath.privacy.queries.standing import standing
from malath.privacy.words import ConsentKind, EndedBecause, Level, Purpose


def another_body_sees(person: Person, body: Agency, at: datetime) -> bool:
    """Whether a body other than this one was let in and sees more than the status, and not only what it wrote itself. The fund
    decides about money and takes nobody on."""
    others = _open_now(person, at).filter(desk__isnull=False, own_writing_only=False, level__gte=Level.L2)
    return others.exclude(desk__agency=body).exclude(desk__agency__kind=AgencyKind.FUND).exists()


def is_one_workers(person: Person, desk: Desk, at: datetime) -> bool:
    """Whether a file is open to one worker of a desk alone: it then goes from hand to hand with its referral."""
    return _open_now(person, at).filter(desk=desk, worker__isnull=False).exists()


def desks_seeing(person: Person, at: datetime) -> list[Desk]:
    """The desks that were let into a file and see more than its status, and not only what they wrote; the longest first. Not
    the fund's, which helps nobody itself and is told nothing of a file."""
    rows = _seeing(at).exclude(desk__agency__kind=AgencyKind.FUND).filter(person=person)
    rows = rows.select_related("desk__agency").order_by("from_at", "pk")
    return list({row.desk_id: row.desk for row in rows if row.desk is not None}.values())


def is_seen_by_its_desk(at: datetime) -> Exists:
    """A condition on rows with a `person_id` and a `desk_id`: whether that desk still sees that file."""
    return Exists(_seeing(at).filter(person_id=OuterRef("person_id"), desk_id=OuterRef("desk_id")))


def is_seen_by_a_body(kinds: Collection[AgencyKind], at: datetime) -> Exists:
    """A condition on rows with a `person_id`: whether a body of one of these kinds sees that file."""
    return Exists(_seeing(at).filter(person_id=OuterRef("person_id"), desk__agency__kind__in=kinds))


def _seeing(at: datetime) -> QuerySet[Access]:
    rows = Access.objects.filter(standing(at), from_at__lte=at, desk__isnull=False, own_writing_only=False)
    return rows.filter(level__gte=Level.L2).exclude(purpose=Purpose.BREAK_GLASS)


def has_withdrawn_record(person_id: int) -> bool:
    """Whether the person has taken back that a record is kept, and has not agreed anew."""
    return _standing_on_record().filter(person_id=person_id, withdrawn_at__isnull=False).exists()


def withdrew_record(since: datetime | None, at: datetime) -> QuerySet[Consent, int]:
    """The people who took it back between two moments, or ever; fit for a subquery. Begins at the grounds that ended."""
    ended = Basis.objects.filter(ended_at__lte=at, ended_because=EndedBecause.WITHDRAWN)
    people = (ended if since is None else ended.filter(ended_at__gt=since)).values("person_id")
    rows = _standing_on_record().filter(withdrawn_at__isnull=False, person_id__in=people)
    return rows.values_list("person_id", flat=True)


def _standing_on_record() -> QuerySet[Consent]:
    return Consent.objects.filter(kind=ConsentKind.C1, superseded_at__isnull=True)


def _open_now(person: Person, at: datetime) -> QuerySet[Access]:
    return Access.objects.filter(standing(at), person=person, from_at__lte=at)
