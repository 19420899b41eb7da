"""Reads of emergencies (break-glass): whose file may be opened by whom, what runs, what waits for review."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from malath.accounts.rules import Holdings
from malath.agencies.models import Desk
from malath.audit import queries as trail
from malath.audit.queries import Line
from malath.foundation.asking import ask
from malath.inbox import queries as inbox
from malath.people import queries as people
from malath.people.models import Person
from malath.privacy import rules
from malath.privacy.models import Access, BreakGlass, Left
from malath.privacy.queries import desk_that_opened, few_kept_from, lasting_sight
from malath.privacy.queries.standing import standing
from malath.privacy.words import Emergency, Level, Verdict, WhyNotBreak

WAITING = 100
PAGE = 25


@dataclass(frozen=True)
class GlassLine:
    """One emergency in codes and references: whose file, who opened it, why, how long, and what was found."""

    id: int
    reference: str
    file: str
    who: str
    body: str
    why: Emergency
    opened_at: datetime
    closed_at: datetime
    verdict: Verdict | None
    reviewed_at: datetime | None


@dataclass(frozen=True)
class GlassPage:
    """What waits for review, the longest first, and what was reviewed, newest first. `older`: where the next page begins."""

    waiting: tuple[GlassLine, ...]
    reviewed: tuple[GlassLine, ...]
    more_wait: bool
    older: int | None

    @property
    def files(self) -> list[str]:
        return [line.file for line in (*self.waiting, *self.reviewed)]


@dataclass(frozen=True)
class GlassReview:
    """One emergency as the data protection officer looks at it: what was opened meanwhile, never what stood there."""

    line: GlassLine
    seen: tuple[Line, ...]
    found: str
    unreviewed: int


@dataclass(frozen=True)
class Opening:
    """An emergency as those read it who see the whole file."""

    who: str
    body: str
    why: Emergency
    because: str
    opened_at: datetime
    closed_at: datetime


def file_named_to(holdings: Holdings, reference: str) -> Person | None:
    """A file whose reference this viewer holds: it is or was open to them or their desk, something of it was sent to their
    desk, or an item in their inbox names it. None for everybody else, for who is kept out, and for a reference that never
    was. One statement."""
    return next(iter(ask(_named_to, holdings, reference)), None)


def _named_to(holdings: Holdings, reference: str) -> QuerySet[Person]:
    mine = Q(desk_id__in=holdings.desk_ids) | Q(worker_id=holdings.user_id)
    open_once = Access.objects.filter(mine, person_id=OuterRef("pk"))
    sent = Left.objects.filter(person_id=OuterRef("pk"), to_desk_id__in=holdings.desk_ids)
    told = inbox.told_of(holdings.user_id, holdings.desk_ids, "reference")
    blocked, related = few_kept_from(holdings)
    rows = people.where(Q(Exists(open_once)) | Q(Exists(sent)) | Q(told)).filter(reference=reference).select_related("key")
    return rows.filter(key__erased_at__isnull=True).exclude(pk__in=blocked).exclude(pk__in=related)


def running_of(user_id: int, person_id: int, at: datetime) -> BreakGlass | None:
    """The emergency in which a file is open to somebody now."""
    rows = BreakGlass.objects.filter(user_id=user_id, person_id=person_id, until__gt=at, basis__ended_at__isnull=True)
    return rows.select_related("person__key", "user", "basis").first()


def unreviewed_of(user_id: int) -> int:
    """How many emergencies of somebody wait for review."""
    return BreakGlass.objects.filter(user_id=user_id, reviewed_at__isnull=True).count()


def waits(person_id: int) -> bool:
    """Whether an emergency of a file waits for review."""
    return BreakGlass.objects.filter(person_id=person_id, reviewed_at__isnull=True).exists()


def why_not_break(holdings: Holdings, person: Person, because: str, at: datetime) -> list[WhyNotBreak]:
    """Why somebody does not open a file in an emergency, by the same rule on the page and in the act."""
    sight = lasting_sight(holdings, person, at)
    return rules.why_not_break(
        because=because,
        seen=sight.full if sight else frozenset(),
        cap=holdings.cap,
        unreviewed=unreviewed_of(holdings.user_id),
    )


def desks_to_tell(person: Person, at: datetime) -> list[Desk]:
    """The desk that opened a file, and those that see all of it now: whose file it is."""
    rows = Access.objects.filter(standing(at), person=person, desk__isnull=False, level=Level.L4, own_writing_only=False)
    desks = {row.desk.pk: row.desk for row in rows.select_related("desk") if row.desk is not None}
    opened = desk_that_opened(person)
    return list({opened.pk: opened, **desks}.values())


def glass_by_reference(reference: str) -> BreakGlass | None:
    return _with_names(BreakGlass.objects.filter(reference=reference)).first()


def glass_locked(pk: int) -> BreakGlass:
    return BreakGlass.objects.select_for_update(of=("self",)).select_related("person__key", "key", "basis").get(pk=pk)


def count_waiting(holdings: Holdings) -> int:
    """How many emergencies wait for review, at most 100. One statement."""
    return len(ask(_waiting_pks, holdings))


def _waiting_pks(holdings: Holdings) -> QuerySet[BreakGlass, int]:
    return _waiting(holdings).values_list("pk", flat=True)[:WAITING]


def glass_page(holdings: Holdings, *, before: int | None) -> GlassPage:
    """The page of emergencies. Two statements."""
    waiting = list(_with_names(_waiting(holdings)).order_by("opened_at", "pk")[: PAGE + 1])
    done = _not_kept_from(holdings, BreakGlass.objects.filter(reviewed_at__isnull=False))
    done = done if before is None else done.filter(pk__lt=before)
    reviewed = list(_with_names(done).order_by("-pk")[: PAGE + 1])
    older = reviewed[PAGE - 1].pk if len(reviewed) > PAGE else None
    return GlassPage(_lines(waiting[:PAGE]), _lines(reviewed[:PAGE]), len(waiting) > PAGE, older)


def glass_review(glass: BreakGlass) -> GlassReview:
    """One emergency for its reviewer."""
    line = _line(glass)
    seen = trail.lines_between(glass.person.reference, by=glass.user.reference, since=glass.opened_at, until=line.closed_at)
    return GlassReview(line, tuple(seen), glass.opened("found"), unreviewed_of(glass.user_id))


def openings_of(person: Person, *, cap: int = 10) -> tuple[Opening, ...]:
    """The last emergencies of a file, with what the workers said. For who sees the whole file: the caller is a gate."""
    rows = _with_names(BreakGlass.objects.filter(person=person)).order_by("-pk")[:cap]
    return tuple(
        Opening(row.user.name, row.user.agency.name, Emergency(row.why), row.opened("because"), row.opened_at, closed_at(row))
        for row in rows
    )


def closed_at(glass: BreakGlass) -> datetime:
    """When an emergency was or will be over: by its hour, or by an act before."""
    ended = glass.basis.ended_at
    return glass.until if ended is None else min(ended, glass.until)


def is_kept_from(holdings: Holdings, glass: BreakGlass) -> bool:
    """Whether the file of an emergency is kept from this reviewer."""
    return not _not_kept_from(holdings, BreakGlass.objects.filter(pk=glass.pk)).exists()


def _waiting(holdings: Holdings) -> QuerySet[BreakGlass]:
    return _not_kept_from(holdings, BreakGlass.objects.filter(reviewed_at__isnull=True))


def _not_kept_from(holdings: Holdings, rows: QuerySet[BreakGlass]) -> QuerySet[BreakGlass]:
    blocked, related = few_kept_from(holdings)
    return rows.exclude(person_id__in=blocked).exclude(person_id__in=related)


def _with_names(rows: QuerySet[BreakGlass]) -> QuerySet[BreakGlass]:
    return rows.select_related("person__key", "key", "user__agency", "basis")


def _lines(rows: Iterable[BreakGlass]) -> tuple[GlassLine, ...]:
    return tuple(_line(row) for row in rows)


def _line(row: BreakGlass) -> GlassLine:
    return GlassLine(
        id=row.pk,
        reference=row.reference,
        file=row.person.reference,
        who=row.user.name,
        body=row.user.agency.name,
        why=Emergency(row.why),
        opened_at=row.opened_at,
        closed_at=closed_at(row),
        verdict=Verdict(row.verdict) if row.verdict else None,
        reviewed_at=row.reviewed_at,
    )
