"""What bodies agreed about sharing with each other: as rules see it, and as the page of agreements shows it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from malath.agencies import queries as agencies
from malath.agencies.models import Agency
from malath.foundation import clock
from malath.foundation.asking import ask
from malath.privacy import sharing
from malath.privacy.models import Agreement
from malath.privacy.sharing import Shared
from malath.privacy.words import Level, Purpose

PAST_SHOWN = 50


@dataclass(frozen=True)
class AgreementLine:
    """One agreement as the page shows it; `other` is "" for the protocol. `begins`: its first day is still to come."""

    reference: str
    body: str
    other: str
    purposes: tuple[Purpose, ...]
    level: Level
    from_on: date
    last_on: date | None
    ended_on: date | None
    begins: bool


@dataclass(frozen=True)
class BodyLine:
    """A body and what it may share under the protocol now; `line` is None for one that never agreed to anything else than
    what all joined under. `reference` is what ends it, "" where nothing holds."""

    name: str
    reference: str
    line: AgreementLine | None


@dataclass(frozen=True)
class AgreementsPage:
    """The bodies under the protocol, agreements between two, and what is over."""

    bodies: tuple[BodyLine, ...]
    outside: tuple[str, ...]
    between: tuple[AgreementLine, ...]
    past: tuple[AgreementLine, ...]
    may_change: bool


def shared_with(sender_id: int, receivers: Collection[int], purpose: Purpose, at: datetime) -> dict[int, Level]:
    """Up to where a body may pass on to each of several others, by their ids. One statement."""
    today = clock.in_amman(at).date()
    rows = [_shared(row) for row in ask(_agreed, sender_id, tuple(sorted({sender_id, *receivers})))]
    return {body: sharing.shared_level(rows, sender_id, body, purpose, today) for body in receivers}


def _agreed(sender_id: int, body_ids: tuple[int, ...]) -> QuerySet[Agreement]:
    under = Q(other__isnull=True, body_id__in=body_ids)
    return Agreement.objects.filter(under | Q(body_id=sender_id) | Q(other_id=sender_id))


def _shared(row: Agreement) -> Shared:
    return Shared(
        id=row.pk,
        body_id=row.body_id,
        other_id=row.other_id,
        purposes=frozenset(map(Purpose, row.purposes)),
        level=Level(row.level),
        from_on=row.from_on,
        last_on=row.last_on,
        ended_on=clock.in_amman(row.ended_at).date() if row.ended_at else None,
    )


def agreement_by_reference(reference: str) -> Agreement | None:
    return Agreement.objects.select_related("body", "other").filter(reference=reference).first()


def is_recorded(body: Agency) -> bool:
    """Whether anything was ever recorded about a body and the protocol."""
    return Agreement.objects.filter(body=body, other__isnull=True).exists()


def agreements_over(at: datetime, *, cap: int = 100) -> list[Agreement]:
    """Agreements whose last day is over and whose desks were not told yet."""
    today = clock.in_amman(at).date()
    return list(Agreement.objects.filter(last_on__lt=today, ended_at__isnull=True).order_by("last_on", "pk")[:cap])


def agreements_page(at: datetime, *, may_change: bool) -> AgreementsPage:
    """The page of agreements. Two statements, however many there are."""
    today = clock.in_amman(at).date()
    rows = list(Agreement.objects.select_related("body", "other").order_by("-from_on", "-pk"))
    coming = [row for row in rows if row.from_on > today and row.ended_at is None]
    last = _last_begun(rows, today)
    held = [row for row in last.values() if not _is_over(row, today)]
    bodies = [_body_line(body, last.get((body.pk, body.pk)), today) for body in agencies.agencies()]
    return AgreementsPage(
        bodies=tuple(line for line in bodies if line.reference),
        outside=tuple(line.name for line in bodies if not line.reference),
        between=_lines([*coming, *(row for row in held if row.other)], today),
        past=_lines([row for row in rows if row not in held and row not in coming][:PAST_SHOWN], today),
        may_change=may_change,
    )


def _last_begun(rows: Iterable[Agreement], today: date) -> dict[tuple[int, int], Agreement]:
    """What was agreed last of each two bodies, and of each under the protocol; the rows come newest first."""
    found: dict[tuple[int, int], Agreement] = {}
    for row in rows:
        pair = sorted((row.body_id, row.other_id or row.body_id))
        if _shared(row).has_begun(today):
            found.setdefault((pair[0], pair[1]), row)
    return found


def _body_line(body: Agency, row: Agreement | None, today: date) -> BodyLine:
    """What holds now under the protocol: what was recorded last, else what the body joined under."""
    if row is None:
        return BodyLine(body.name, body.reference, None)
    return BodyLine(body.name, "", None) if _is_over(row, today) else BodyLine(body.name, row.reference, _line(row, today))


def _is_over(row: Agreement, today: date) -> bool:
    return row.ended_at is not None or (row.last_on is not None and row.last_on < today)


def _lines(rows: Iterable[Agreement], today: date) -> tuple[AgreementLine, ...]:
    return tuple(_line(row, today) for row in rows)


def _line(row: Agreement, today: date) -> AgreementLine:
    return AgreementLine(
        reference=row.reference,
        body=row.body.name,
        other=row.other.name if row.other else "",
        purposes=tuple(map(Purpose, row.purposes)),
        level=Level(row.level),
        from_on=row.from_on,
        last_on=row.last_on,
        ended_on=clock.in_amman(row.ended_at).date() if row.ended_at else None,
        begins=row.from_on > today,
    )
