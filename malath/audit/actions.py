"""Writing the trail. Codes and references only: never free text, never a name."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Any, Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import connection, transaction
from django.db.models import QuerySet

from malath.audit.models import Checkpoint, Event, Filed, Head, Shown
from malath.audit.rules import GENESIS, canonical, event_hash, merkle_root
from malath.audit.words import SHELF_OF, Did, Shelf
from malath.foundation import rows
from malath.foundation.actor import Actor
from malath.foundation.acts import before_end, is_acting, note_event, unguarded
from malath.foundation.asking import ask
from malath.foundation.keys import ring

WHAT: Final = ("chain", "number", "name", "subject")
BY_WHOM: Final = ("by", "by_agency", "by_kind", "at", "received_at")


def record(
    event: Did,
    *,
    subject: str,
    by: Actor,
    at: datetime,
    file: str | None = None,
    facts: Mapping[str, str] | None = None,
    received_at: datetime | None = None,
) -> Event:
    """Record what an act did, in the chain of the file it concerns, or of the actor when it concerns none. All events of
    an act are written together before it ends, so that a chain is held for no longer than that."""
    if not is_acting():
        raise RuntimeError("record belongs inside an act")
    chain = f"file:{file}" if file else f"user:{by.reference}"
    line = _line(chain, event, subject=subject, by=by, at=at, received_at=received_at, facts=facts)
    before_end(_append, line)
    note_event()
    return line


@dataclass(frozen=True)
class First:
    """Something that happened to a file of which nothing has happened before."""

    file: str
    event: Did
    subject: str
    facts: Mapping[str, str] = field(default_factory=dict)


def record_first(happened: Sequence[First], *, by: Actor, at: datetime) -> None:
    """Record the first events of files that were begun in this act, many at once: nobody else knows these chains yet, so
    none has to be waited for. Fails when one of the files has a trail already. The caller is an act."""
    for one in happened:
        before_end(_begin_chains, (one, by, at))
    note_event()


def record_view(
    event: Did, *, subject: str, file: str, by: Actor, at: datetime, facts: Mapping[str, str] | None = None
) -> None:
    """Record that a file was opened; committed before the page is made."""
    with unguarded(), transaction.atomic():
        _append([_line(f"file:{file}", event, subject=subject, by=by, at=at, facts=facts)])


def record_list(event: Did, *, files: Sequence[str], by: Actor, at: datetime, facts: Mapping[str, str] | None = None) -> None:
    """Record one event for a whole list, naming each file that it showed. Inside an act it is a trace of the act."""
    named = {**(facts or {}), "shown": " ".join(files)}
    line = _line(f"user:{by.reference}", event, subject=by.reference, by=by, at=at, facts=named)
    with unguarded(), transaction.atomic():
        _append([line])
        Shown.objects.bulk_create(Shown(file=file, event_id=line.pk) for file in dict.fromkeys(files))
    note_event()


def record_refusal(sought: str, *, by: Actor, at: datetime, facts: Mapping[str, str] | None = None) -> None:
    """Record that somebody asked for what they may not know; the same whether it exists or not."""
    with unguarded(), transaction.atomic():
        _append([_line(f"user:{by.reference}", Did.REFUSED, subject=sought, by=by, at=at, facts=facts)])


def checkpoint(*, at: datetime) -> Checkpoint | None:
    """Sign a Merkle root over the events since the last checkpoint; None when there is nothing new. Nobody who writes
    waits for it longer than it takes to see which event is the last."""
    last, newest = Checkpoint.objects.order_by("last_event").last(), _last_event()
    if newest <= (last.last_event if last else 0):
        return None
    new = Event.objects.filter(pk__gt=last.last_event if last else 0, pk__lte=newest).order_by("pk")
    root = merkle_root(bytes(hash_) for hash_ in new.values_list("hash", flat=True).iterator(chunk_size=10_000))
    previous = bytes(last.root) if last else GENESIS
    signature = Ed25519PrivateKey.from_private_bytes(ring().signing).sign(previous + root)
    with unguarded(), transaction.atomic():
        _lock("audit_checkpoint", "SHARE ROW EXCLUSIVE")
        if Checkpoint.objects.order_by("last_event").last() != last:
            return None  # another worker signed meanwhile
        return Checkpoint.objects.create(last_event=newest, root=root, previous=previous, signature=signature, at=at)


def _last_event() -> int:
    """The number of the last event, below which no other one comes later: PostgreSQL numbers events before they are
    committed, so those who write now are waited for."""
    with transaction.atomic():
        _lock("audit_event", "SHARE")
        return Event.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def _lock(table: str, mode: str) -> None:
    """Keep others away until the transaction ends. SQLite has one writer anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {table} IN {mode} MODE")


def _line(
    chain: str,
    event: Did,
    *,
    subject: str,
    by: Actor,
    at: datetime,
    received_at: datetime | None = None,
    facts: Mapping[str, str] | None,
) -> Event:
    """An event that has no place in its chain yet."""
    return Event(
        chain=chain, name=event.value, subject=subject, by=by.reference, by_agency=by.agency_reference, by_kind=by.kind,
        at=at, received_at=received_at or at, facts=canonical(facts or {}),
    )  # fmt: skip


def _append(lines: list[Event]) -> None:
    """Write events to the ends of their chains, in their order: two statements, and one for each chain."""
    heads, steps = {chain: _locked_head(chain) for chain in sorted({line.chain for line in lines})}, []
    for line in lines:
        last, line.previous = heads[line.chain]
        line.number = last + 1
        line.hash = event_hash(line.previous, _body(line))
        heads[line.chain] = line.number, line.hash
        steps.append((line.number, line.hash, line.chain))
    with connection.cursor() as cursor:
        cursor.executemany("UPDATE audit_head SET number = %s, hash = %s WHERE chain = %s", steps)
    Event.objects.bulk_create(lines)
    _put_on_shelves(lines)


def _begin_chains(happened: list[tuple[First, Actor, datetime]]) -> None:
    """Write the first events of new chains: two statements for all that somebody did in one moment."""
    heads: dict[str, tuple[int, bytes]] = {}
    for (by, at), some in groupby(happened, key=itemgetter(1, 2)):
        who, lines = (by.reference, by.agency_reference, str(by.kind), at, at), []
        for one, _, _ in some:
            chain, facts = f"file:{one.file}", _canonical(tuple(one.facts.items()))
            last, previous = heads.get(chain, (0, GENESIS))
            what = chain, last + 1, one.event.value, one.subject
            heads[chain] = last + 1, event_hash(previous, (*what, *who, facts))
            lines.append((*what, facts, previous, heads[chain][1]))
        rows.insert(Event, dict(zip(BY_WHOM, who, strict=True)), [*WHAT, "facts", "previous", "hash"], lines)
    rows.insert(Head, {}, ["chain", "number", "hash"], [(chain, *end) for chain, end in heads.items()])


@lru_cache(maxsize=1_000)
def _canonical(facts: tuple[tuple[str, str], ...]) -> str:
    return canonical(dict(facts))


def _put_on_shelves(lines: list[Event]) -> None:
    """The few events that are wanted together; most lines have none, and no statement."""
    wanted = [(line, SHELF_OF[Did(line.name)]) for line in lines if line.name in SHELF_OF]
    filed = [Filed(shelf=shelf, event_id=line.pk, by=line.by, shown=_shown(line, shelf)) for line, shelf in wanted]
    if filed:
        Filed.objects.bulk_create(filed)


def _shown(line: Event, shelf: Shelf) -> int:
    return len(json.loads(line.facts)["shown"].split()) if shelf == Shelf.SEARCHES else 0


def _body(line: Event) -> tuple[str | int | datetime, ...]:
    return (
        line.chain, line.number, line.name, line.subject, line.by, line.by_agency, line.by_kind, line.at, line.received_at,
        line.facts,
    )  # fmt: skip


def _locked_head(chain: str) -> tuple[int, bytes]:
    """Number and hash of the last event of a chain, locked. Asked at every act and every view, so no row is built."""
    found = ask(_head, chain)
    if not found:
        Head.objects.bulk_create([Head(chain=chain)], ignore_conflicts=True)
        found = ask(_head, chain)
    number, hash_ = found[0]
    return number, bytes(hash_)


def _head(chain: str) -> QuerySet[Head, Any]:
    return Head.objects.select_for_update().filter(pk=chain).values_list("number", "hash")
