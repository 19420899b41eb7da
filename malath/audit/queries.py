"""Reading and verifying the trail."""

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db.models import Q, QuerySet

from malath.audit.models import Checkpoint, Event, Head, Shown
from malath.audit.rules import GENESIS, event_hash, merkle_root
from malath.audit.words import Did
from malath.foundation.keys import ring
from malath.foundation.paging import front


@dataclass(frozen=True)
class Line:
    """One event as pages show it."""

    id: int
    name: str
    label: str
    subject: str
    by: str
    by_agency: str
    by_kind: str
    at: datetime
    facts: dict[str, str]


@dataclass(frozen=True)
class Verdict:
    """What verification found: how many events, chains and checkpoints, and the first fault of each chain."""

    events: int
    chains: int
    checkpoints: int
    faults: tuple[str, ...]


@dataclass(frozen=True)
class Allowed:
    """Which lines of a file somebody may see: of their own agency, of some events, some events of known subjects."""

    agency: str
    events: frozenset[Did]
    subjects: frozenset[str]
    about_subjects: frozenset[Did]


def file_lines(
    file: str,
    *,
    before: int | None = None,
    limit: int = 50,
    allowed: Allowed | None = None,
    only: Collection[Did] | None = None,
) -> list[Line]:
    """What was done to a file and who has seen it, newest first; lists that showed it included.

    `allowed` cuts the lines in SQL, so that a page is full whatever it leaves out; `only`: these events and no others.
    Two statements: joined by OR, the chain and the lists would be looked for among all events there are.
    """
    wanted = Q() if allowed is None else _allowed(allowed)
    wanted &= Q() if only is None else Q(name__in=only)
    wanted &= Q() if before is None else Q(pk__lt=before)
    shown = Shown.objects.filter(file=file).values("event_id")
    sets = [Event.objects.filter(wanted, chain=f"file:{file}"), Event.objects.filter(wanted, pk__in=shown)]
    first = [pk for (pk,) in front(sets, columns=("pk",), order=("-pk",), cap=limit)]
    return _lines(Event.objects.filter(pk__in=first), None, limit)


def _allowed(allowed: Allowed) -> Q:
    known = Q(subject__in=allowed.subjects, name__in=allowed.about_subjects)
    return Q(by_agency=allowed.agency) | Q(name__in=allowed.events) | known


def actor_lines(reference: str, *, before: int | None = None, limit: int = 50) -> list[Line]:
    """What one actor did and saw, newest first."""
    return _lines(Event.objects.filter(by=reference), before, limit)


def all_lines(
    *,
    before: int | None = None,
    limit: int = 50,
    by: str = "",
    event: Did | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
) -> list[Line]:
    """The whole trail, newest first, for the data protection officer: of an actor, an event, a span of time."""
    events = Event.objects.all()
    if by:
        events = events.filter(by=by)
    if event is not None:
        events = events.filter(name=event.value)
    if since is not None and until is not None:
        events = events.filter(at__gte=since, at__lt=until)
    return _lines(events, before, limit)


def times_done(event: Did, *, by: str, since: datetime) -> int:
    """How often an actor did something since a moment: for limits."""
    return Event.objects.filter(by=by, name=event.value, at__gt=since).count()


def last_checkpoint_at() -> datetime | None:
    """When the trail was signed last."""
    return Checkpoint.objects.order_by("last_event").values_list("at", flat=True).last()


def verify() -> Verdict:
    """Recompute every chain, every head and every checkpoint. One pass over events in order of their chains."""
    faults: list[str] = []
    heads = {head.chain: (head.number, bytes(head.hash)) for head in Head.objects.all()}
    events = 0
    ends: dict[str, tuple[int, bytes]] = {}
    for chain, number, previous, hash_, body in _bodies():
        events += 1
        last_number, last_hash = ends.get(chain, (0, GENESIS))
        if (number, previous) != (last_number + 1, last_hash) or event_hash(last_hash, body) != hash_:
            faults.append(f"{chain}#{number}")
        ends[chain] = (number, hash_)
    faults += sorted(chain for chain in heads.keys() | ends.keys() if heads.get(chain) != ends.get(chain))
    checkpoints, broken = _verify_checkpoints()
    return Verdict(events, len(ends), checkpoints, tuple(faults + broken))


def _bodies() -> Iterator[tuple[str, int, bytes, bytes, tuple[str | int | datetime, ...]]]:
    fields = (
        "chain",
        "number",
        "name",
        "subject",
        "by",
        "by_agency",
        "by_kind",
        "at",
        "received_at",
        "facts",
    )
    rows = Event.objects.order_by("chain", "number").values_list(*fields, "previous", "hash")
    for row in rows.iterator(chunk_size=5_000):
        yield row[0], row[1], bytes(row[10]), bytes(row[11]), row[:10]


def _verify_checkpoints() -> tuple[int, list[str]]:
    public = Ed25519PrivateKey.from_private_bytes(ring().signing).public_key()
    faults: list[str] = []
    after, previous, count = 0, GENESIS, 0
    for point in Checkpoint.objects.order_by("last_event"):
        count += 1
        hashes = Event.objects.filter(pk__gt=after, pk__lte=point.last_event).order_by("pk").values_list("hash", flat=True)
        root = merkle_root(bytes(hash_) for hash_ in hashes.iterator(chunk_size=5_000))
        try:
            public.verify(bytes(point.signature), previous + root)
        except InvalidSignature:
            faults.append(f"checkpoint {point.last_event}")
        after, previous = point.last_event, bytes(point.root)
    return count, faults


def _lines(events: QuerySet[Event], before: int | None, limit: int) -> list[Line]:
    if before is not None:
        events = events.filter(pk__lt=before)
    return [_line(event) for event in events.order_by("-pk")[:limit]]


def _line(event: Event) -> Line:
    label = str(Did(event.name).label) if event.name in Did.values else event.name
    facts = json.loads(event.facts)
    return Line(event.pk, event.name, label, event.subject, event.by, event.by_agency, event.by_kind, event.at, facts)
