"""Reading and verifying the trail."""

import json
import secrets
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any, TypeVar

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.db import connection
from django.db.models import Count, Max, Q, QuerySet, Sum, TextField
from django.db.models.functions import Cast

from malath.audit.models import Checkpoint, Event, Filed, Head, Shown
from malath.audit.rules import GENESIS, Chains, State, event_hash, merkle_root, moment_in_body
from malath.audit.words import LISTS, VIEWS, Did, Shelf, Unlike
from malath.foundation.actor import Kind
from malath.foundation.asking import ask
from malath.foundation.keys import ring
from malath.foundation.models import DataKey
from malath.foundation.paging import front
from malath.foundation.rows import one_moment

BODY = ("chain", "number", "name", "subject", "by", "by_agency", "by_kind", "at", "received_at", "facts")
FILE = "file:"  # the chain of a file begins so
ROWS = 5_000  # read at once
Row = TypeVar("Row")


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
    """What verification found: how many events, chains and checkpoints, the first fault of each chain, and how the trail
    is unlike states of it that were kept outside."""

    events: int
    chains: int
    checkpoints: int
    faults: tuple[str, ...]
    unlike: tuple[Unlike | None, ...] = ()


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
    known = None if allowed is None else (allowed.agency, tuple(allowed.subjects))
    known_by = None if allowed is None else (_in_order(allowed.events), _in_order(allowed.about_subjects))
    kinds = (known_by, None if only is None else _in_order(only))
    first = ask(_of_file, file, f"file:{file}", before, known, shape=(kinds, limit))
    rows = ask(lambda some: Event.objects.filter(pk__in=some).order_by("-pk"), tuple(pk for (pk,) in first))
    return [_line(event) for event in rows]


def _of_file(
    file: str,
    chain: str,
    before: int | None,
    known: tuple[str, tuple[str, ...]] | None,
    kinds: tuple[tuple[tuple[Did, ...], tuple[Did, ...]] | None, tuple[Did, ...] | None],
    limit: int,
) -> QuerySet[Event, tuple[int]]:
    known_by, only = kinds
    wanted = Q() if known is None or known_by is None else _allowed(*known, *known_by)
    wanted &= Q() if only is None else Q(name__in=only)
    wanted &= Q() if before is None else Q(pk__lt=before)
    shown = Shown.objects.filter(file=file).values("event_id")
    sets = [Event.objects.filter(wanted, chain=chain), Event.objects.filter(wanted, pk__in=shown)]
    return front(sets, columns=("pk",), order=("-pk",), cap=limit)


def _in_order(events: Collection[Did]) -> tuple[Did, ...]:
    """The same events are always the same question: sets that are equal may list theirs differently."""
    return tuple(sorted(events))


def _allowed(agency: str, subjects: tuple[str, ...], events: Collection[Did], about_subjects: Collection[Did]) -> Q:
    known = Q(subject__in=subjects, name__in=about_subjects)
    return Q(by_agency=agency) | Q(name__in=events) | known


def hash_of(pk: int) -> bytes:
    """The hash of an event, by which it is known outside."""
    return bytes(Event.objects.values_list("hash", flat=True).get(pk=pk))


def why_not_known(certified: Mapping[str, Any], mark: str) -> str | None:
    """Why the trail does not stand behind a certificate of an erasure; None when it does."""
    chain = Event.objects.filter(chain=f"{FILE}{certified.get('reference')}")
    given = chain.filter(name=Did.ERASURE_CERTIFIED).values_list("facts", flat=True)
    if not any(json.loads(facts)["mark"] == mark for facts in given):
        return "The trail does not know that it was given."
    erased = chain.filter(name=Did.FILE_ERASED).values_list("hash", flat=True)
    if not any(bytes(hash_).hex() == certified["event"] for hash_ in erased):
        return "The trail does not know of this erasure."
    if DataKey.objects.filter(pk=certified["data_key"], wrapped__isnull=False).exists():
        return "The key is here again: a backup from before was put back. Erase the file anew."
    return None


def actor_lines(reference: str, *, before: int | None = None, limit: int = 50) -> list[Line]:
    """What one actor did and saw, newest first."""
    return _lines(Event.objects.filter(by=reference), before, limit)


def lines_between(file: str, *, by: str, since: datetime, until: datetime, limit: int = 50) -> list[Line]:
    """What one actor did and saw of a file between two moments, newest first."""
    events = Event.objects.filter(chain=f"file:{file}", by=by, at__gte=since, at__lte=until)
    return _lines(events, None, limit)


def had_in_hand(actors: Collection[str], *, since: datetime, until: datetime) -> dict[str, set[Did]]:
    """Which files some actors opened, changed or had in a list between two moments, by reference, and by which events. Two
    statements; they read what these actors did, however much others did."""
    events = Event.objects.filter(by__in=sorted(actors), at__gte=since, at__lte=until)
    found: dict[str, set[Did]] = {}
    for chain, name in events.filter(chain__startswith=FILE).values_list("chain", "name").distinct():
        found.setdefault(chain.removeprefix(FILE), set()).add(Did(name))
    for name, facts in events.filter(name__in=sorted(LISTS)).values_list("name", "facts"):
        for reference in json.loads(facts).get("shown", "").split():
            found.setdefault(reference, set()).add(Did(name))
    return found


def done_by(actors: Collection[str], events: Collection[Did]) -> dict[str, set[Did]]:
    """Which of these events stand in the name of each actor."""
    found: dict[str, set[Did]] = {}
    rows = Event.objects.filter(by__in=sorted(set(actors)), name__in=sorted(events)).values_list("by", "name").distinct()
    for by, name in rows:
        found.setdefault(by, set()).add(Did(name))
    return found


def looks_between(
    spans: Sequence[tuple[datetime, datetime]], kinds: Sequence[Kind] = ("staff", "system")
) -> list[tuple[str, str, str, datetime]]:
    """Who of the staff, and which system, opened which file between some moments: actor, file, what was asked for, and when
    last. Reads the events of these spans by their moments, however many there are before. One statement."""
    when = reduce(or_, (Q(at__gte=since, at__lt=until) for since, until in spans))
    rows = Event.objects.filter(when, name__in=sorted(VIEWS), by_kind__in=kinds, chain__startswith=FILE)
    seen = rows.values_list("by", "chain", "subject").annotate(last=Max("at")).order_by()
    return [(by, chain.removeprefix(FILE), subject, last) for by, chain, subject, last in seen]


def refused_between(since: datetime, until: datetime) -> list[tuple[str, str, str, datetime]]:
    """What was as if it never was, to whom: actor, their body, what they asked for, and when. Found on its shelf. Two
    statements."""
    first = Event.objects.filter(at__gte=since).order_by("at", "pk").values_list("pk", flat=True).first()
    if first is None:
        return []
    filed = Filed.objects.filter(shelf=Shelf.REFUSALS, event_id__gte=first).values("event_id")
    rows = Event.objects.filter(pk__in=filed, at__lt=until, facts="{}", by_kind__in=("staff", "system")).order_by("pk")
    return list(rows.values_list("by", "by_agency", "subject", "at"))


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


def shelf_lines(shelves: Sequence[Shelf], *, before: int | None = None, limit: int = 50, by: str = "") -> list[Line]:
    """Events on some shelves, the newest first: of everybody, or of one actor. Two statements, however much there is."""
    rows = Filed.objects.all() if before is None else Filed.objects.filter(event_id__lt=before)
    rows = rows.filter(by=by) if by else rows
    first = front([rows.filter(shelf=shelf) for shelf in shelves], columns=("event_id",), order=("-event_id",), cap=limit)
    found = Event.objects.filter(pk__in=[pk for (pk,) in first]).order_by("-pk")
    return [_line(event) for event in found]


@dataclass(frozen=True)
class Searcher:
    """How often one actor searched people, what it showed, and how often something was asked for and not shown."""

    by: str
    searches: int = 0
    shown: int = 0
    found_nobody: int = 0
    refusals: int = 0


def searchers(since: datetime, *, cap: int) -> list[Searcher]:
    """Who searched since a moment or was refused something, the most first; at most `cap` of each. Three statements.

    Counted from the first event of that time on, in the order of writing: a shelf keeps no moments of its own.
    """
    first = Event.objects.filter(at__gte=since).order_by("at", "pk").values_list("pk", flat=True).first()
    if first is None:
        return []
    since_then = Filed.objects.filter(event_id__gte=first)
    nobody = Count("pk", filter=Q(shown=0))
    rows = since_then.filter(shelf=Shelf.SEARCHES).values("by").annotate(n=Count("pk"), sum=Sum("shown"), nobody=nobody)
    found = {row["by"]: Searcher(row["by"], row["n"], row["sum"], row["nobody"]) for row in rows.order_by("-n", "by")[:cap]}
    refused = since_then.filter(shelf=Shelf.REFUSALS).values_list("by").annotate(n=Count("pk"))
    for by, times in refused.order_by("-n", "by")[:cap]:
        found[by] = replace(found.get(by, Searcher(by)), refusals=times)
    return sorted(found.values(), key=lambda one: (-one.searches, -one.refusals, one.by))


def times_done(event: Did, *, by: str, since: datetime) -> int:
    """How often an actor did something since a moment: for limits."""
    return Event.objects.filter(by=by, name=event.value, at__gt=since).count()


def happened_since(file: str, events: Collection[Did], moment: datetime) -> bool:
    """Whether one of these events happened to a file after a moment."""
    return Event.objects.filter(chain=f"{FILE}{file}", name__in=[one.value for one in events], at__gt=moment).exists()


def last_checkpoint_at() -> datetime | None:
    """When the trail was signed last."""
    return Checkpoint.objects.order_by("last_event").values_list("at", flat=True).last()


def last_event_at() -> datetime | None:
    """When the last line of the trail arrived here."""
    return Event.objects.order_by("pk").values_list("received_at", flat=True).last()


def last_checkpoint() -> int | None:
    """Up to which event the trail was signed last."""
    return Checkpoint.objects.order_by("last_event").values_list("last_event", flat=True).last()


def state_of(checkpoint: int) -> State:
    """The signed state of the trail up to a checkpoint, as it leaves the machine."""
    points = Checkpoint.objects.filter(last_event__lte=checkpoint).order_by("last_event")
    roots = [bytes(root) for root in points.values_list("root", flat=True)]
    at = Checkpoint.objects.values_list("at", flat=True).get(last_event=checkpoint)
    key = Ed25519PrivateKey.from_private_bytes(ring().signing)
    at = at.replace(microsecond=0)  # a file says it to the second
    state = State(checkpoint, at, roots[-1], merkle_root(roots), key.public_key().public_bytes_raw())
    return replace(state, signature=key.sign(state.signed))


def mark_of(checkpoint: int) -> str:
    """What the holder of a copy reads aloud."""
    return state_of(checkpoint).mark


def verify(against: Collection[State] = ()) -> Verdict:
    """Recompute every chain, every head and every checkpoint, as they stood at one moment; and compare the trail with
    states of it that were kept outside.

    Events are read in the order in which they were written, as they lie on the disk; only when something does not fit, once
    more chain by chain, to name what.
    """
    with one_moment():
        followed = _follow()
        events, chains, faults = _name_faults() if followed is None else (*followed, [])
        stretches, broken = _verify_checkpoints()
        last = Event.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    unlike = tuple(_unlike(state, stretches, last) for state in against)
    return Verdict(events, chains, len(stretches), tuple(faults + broken), unlike)


def _follow() -> tuple[int, int] | None:
    """Recompute each event, then let the heads take up what is left: how many events and chains, None when something does
    not fit."""
    chains, events, fits = Chains(secrets.token_bytes(32)), 0, True
    for previous, hash_, body in _as_written():
        fits = fits and event_hash(previous, body) == hash_
        chains.follow(body[0], body[1], previous, hash_)
        events += 1
    for chain, number, last in _streamed(Head.objects.values_list("chain", "number", "hash")):
        chains.end(chain, number, bytes(last))
    return (events, chains.started) if fits and chains.are_whole() else None


def _as_written() -> Iterator[tuple[bytes, bytes, tuple[Any, ...]]]:
    """Every event in the order of writing. Moments are read as texts: to make times of them takes longer than all else."""
    moments = {"moment": Cast("at", TextField()), "received": Cast("received_at", TextField())}
    rows = Event.objects.order_by("pk").annotate(**moments).values_list(*BODY[:7], *moments, "facts", "previous", "hash")
    for *who, at, received_at, facts, previous, hash_ in _streamed(rows):
        moment = moment_in_body(at)
        received = moment if received_at == at else moment_in_body(received_at)
        yield bytes(previous), bytes(hash_), (*who, moment, received, facts)


def _streamed(rows: QuerySet[Any, Row]) -> Iterator[Row]:
    """All rows, without anybody waiting: PostgreSQL reads the next ones while these are looked at. Read to the end: what is
    broken off ends the transaction. Columns as the driver gives them."""
    if connection.vendor != "postgresql":
        yield from rows.iterator(chunk_size=ROWS)
        return
    statement, values = rows.query.sql_with_params()
    with connection.cursor() as cursor, connection.wrap_database_errors:
        yield from cursor.stream(statement, values, size=ROWS)


def _name_faults() -> tuple[int, int, list[str]]:
    """One pass over events in order of their chains: how many, how many chains, and what does not fit."""
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
    return events, len(ends), faults


def _bodies() -> Iterator[tuple[str, int, bytes, bytes, tuple[str | int | datetime, ...]]]:
    rows = Event.objects.order_by("chain", "number").values_list(*BODY, "previous", "hash")
    for row in rows.iterator(chunk_size=ROWS):
        yield row[0], row[1], bytes(row[10]), bytes(row[11]), row[:10]


def _verify_checkpoints() -> tuple[list[tuple[int, bytes]], list[str]]:
    """Up to which event each stretch goes and its root, computed anew; and the checkpoints that do not fit. One pass over
    the hashes of all events, however many checkpoints there are."""
    public = Ed25519PrivateKey.from_private_bytes(ring().signing).public_key()
    faults: list[str] = []
    stretches: list[tuple[int, bytes]] = []
    previous, leaves = GENESIS, Leaves(Event.objects.order_by("pk").values_list("pk", "hash").iterator(ROWS))
    points = Checkpoint.objects.order_by("last_event").values_list("last_event", "root", "signature")
    for last, root, signature in points.iterator(ROWS):
        found = merkle_root(leaves.up_to(last))
        stretches.append((last, found))
        try:
            public.verify(bytes(signature), previous + found)
        except InvalidSignature:
            faults.append(f"checkpoint {last}")
        previous = bytes(root)
    return stretches, faults


def _unlike(state: State, stretches: list[tuple[int, bytes]], last: int) -> Unlike | None:
    """How the trail is unlike a state that was kept outside; None when it is as it was then."""
    try:
        Ed25519PublicKey.from_public_bytes(state.key).verify(state.signature, state.signed)
    except InvalidSignature:
        return Unlike.FILE_CHANGED
    if state.key != Ed25519PrivateKey.from_private_bytes(ring().signing).public_key().public_bytes_raw():
        return Unlike.OTHER_KEY
    if last < state.until:
        return Unlike.SHORTER
    roots = [root for until, root in stretches if until <= state.until]
    if state.until not in {until for until, _root in stretches}:
        return Unlike.NO_CHECKPOINT
    if merkle_root(roots) == state.whole:
        return None
    return Unlike.LAST_STRETCH if roots[-1] != state.last else Unlike.EARLIER


class Leaves:
    """The hashes of events in their order, up to one event after the other."""

    def __init__(self, hashes: Iterator[tuple[int, bytes | memoryview]]) -> None:
        self.hashes = hashes
        self.next = next(hashes, None)

    def up_to(self, last: int) -> Iterator[bytes]:
        while self.next is not None and self.next[0] <= last:
            yield bytes(self.next[1])
            self.next = next(self.hashes, None)


def _lines(events: QuerySet[Event], before: int | None, limit: int) -> list[Line]:
    if before is not None:
        events = events.filter(pk__lt=before)
    return [_line(event) for event in events.order_by("-pk")[:limit]]


def _line(event: Event) -> Line:
    label = str(Did(event.name).label) if event.name in Did.values else event.name
    facts = json.loads(event.facts)
    return Line(event.pk, event.name, label, event.subject, event.by, event.by_agency, event.by_kind, event.at, facts)
