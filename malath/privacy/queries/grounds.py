"""Reads of grounds without consent (O1–O4)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from malath.accounts import queries as accounts
from malath.accounts.rules import Holdings
from malath.people.models import Person
from malath.privacy import rules
from malath.privacy.models import Basis, File
from malath.privacy.queries.pages import BasisLine
from malath.privacy.rules import Sight
from malath.privacy.words import WITHOUT_CONSENT, BasisKind, Section


def open_without_consent(person_id: int, at: datetime) -> dict[BasisKind, int]:
    """Grounds O1–O4 on which something new may leave: open, and confirmed or still within the time to confirm."""
    return grounds(person_id, at)[0]


def grounds(person_id: int, at: datetime) -> tuple[dict[BasisKind, int], bool]:
    """Those grounds, and whether there are none although somebody goes on without consent: nobody confirmed it in time.
    One statement."""
    found = grounds_or_closed(person_id, at)
    return found.usable, found.unconfirmed


@dataclass(frozen=True)
class Grounds:
    """On what something may leave without consent; whether there is only what nobody confirmed; whether the file is closed."""

    usable: dict[BasisKind, int]
    unconfirmed: bool
    closed: bool


def grounds_or_closed(person_id: int, at: datetime) -> Grounds:
    """The same, and whether the file is closed: then its status stands on a mandate. One statement."""
    kinds = (*WITHOUT_CONSENT, BasisKind.MANDATE)
    is_closed = Exists(File.objects.filter(pk=OuterRef("person_id"), closed_at__isnull=False))
    rows = list(_open_of(person_id, kinds).filter(Q(until__isnull=True) | Q(until__gt=at)).annotate(is_closed=is_closed))
    without = [row for row in rows if row.kind != BasisKind.MANDATE]
    usable = {BasisKind(row.kind): row.pk for row in without if not is_unconfirmed(row, at)}
    return Grounds(usable, bool(without) and not usable, any(row.is_closed for row in rows))


def is_unconfirmed(basis: Basis, at: datetime) -> bool:
    """Whether a basis is a ground without consent that no supervisor confirmed within its time."""
    return basis.confirm_by is not None and basis.confirmed_at is None and basis.confirm_by <= at


def to_remind(at: datetime, *, cap: int = 500) -> list[Basis]:
    """Grounds without consent about which somebody is to be reminded, the longest due first."""
    rows = Basis.objects.filter(remind_at__lte=at, confirmed_at__isnull=True, ended_at__isnull=True)
    return list(rows.select_related("person").order_by("remind_at", "pk")[:cap])


def ground_of(person: Person, sight: Sight, holdings: Holdings, pk: int) -> Basis | None:
    """A ground O1–O4 of a person that the viewer sees, open or not."""
    rows = _seen_of(Basis.objects.filter(person=person, kind__in=WITHOUT_CONSENT, pk=pk), sight, holdings)
    return rows.select_related("key").first()


def _seen_of(grounds: QuerySet[Basis], sight: Sight, holdings: Holdings) -> QuerySet[Basis]:
    """All of them where consents are open in full; to a body that keeps its own writing only, those it opened itself: its
    supervisors are the ones who judge them."""
    if Section.CONSENTS in sight.full:
        return grounds
    return grounds.filter(opened_by__in=accounts.references_in(holdings.agency_id))


def grounds_standing(person_id: int) -> set[BasisKind]:
    """Grounds O1–O4 of a person that nobody has ended, confirmed or not."""
    return {BasisKind(kind) for kind in _grounds(person_id).values_list("kind", flat=True)}


def grounds_to_rely_on(person: Person) -> list[BasisKind]:
    """Grounds on which somebody could go on without consent now; for a child its own first."""
    standing = grounds_standing(person.pk)
    kinds = sorted(WITHOUT_CONSENT, key=lambda kind: kind != BasisKind.O2)
    return [kind for kind in kinds if not rules.why_not_ground(kind, is_child=person.is_child, stands=kind in standing)]


def waits_for_supervisor(person_id: int) -> bool:
    """Whether a ground of a person still waits to be confirmed or ended."""
    return _grounds(person_id).filter(confirmed_at__isnull=True).exists()


def _grounds(person_id: int) -> QuerySet[Basis]:
    return _open_of(person_id, WITHOUT_CONSENT)


def _open_of(person_id: int, kinds: Collection[BasisKind]) -> QuerySet[Basis]:
    return Basis.objects.filter(person_id=person_id, kind__in=kinds, ended_at__isnull=True)


def basis_lines(person: Person, sight: Sight, holdings: Holdings, at: datetime) -> tuple[BasisLine, ...]:
    """Open grounds without consent, as far as the viewer sees them; the reason for those who see the story of them."""
    rows = _seen_of(_grounds(person.pk), sight, holdings).filter(Q(until__isnull=True) | Q(until__gt=at))
    reads = Section.STORY in (sight.full if Section.CONSENTS in sight.full else sight.full | sight.own)
    return tuple(_basis_line(row, holdings, reads=reads) for row in rows.select_related("key").order_by("pk"))


def _basis_line(row: Basis, holdings: Holdings, *, reads: bool) -> BasisLine:
    return BasisLine(
        id=row.pk,
        kind=BasisKind(row.kind),
        opened_at=row.opened_at,
        confirm_by=row.confirm_by,
        confirmed_at=row.confirmed_at,
        because=row.opened("because") if reads else "",
        is_own=row.opened_by == holdings.reference,
    )
