"""Writing the trail. Codes and references only: never free text, never a name."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import connection, transaction

from malath.audit.models import Checkpoint, Event, Head, Shown
from malath.audit.rules import GENESIS, canonical, event_hash, merkle_root
from malath.audit.words import Did
from malath.foundation.actor import Actor
from malath.foundation.acts import is_acting, note_event, unguarded
from malath.foundation.keys import ring


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
    """Record what an act did, in the chain of the file it concerns, or of the actor when it concerns none."""
    if not is_acting():
        raise RuntimeError("record belongs inside an act")
    chain = f"file:{file}" if file else f"user:{by.reference}"
    written = _append(chain, event, subject=subject, by=by, at=at, received_at=received_at or at, facts=facts or {})
    note_event()
    return written


def record_view(
    event: Did, *, subject: str, file: str, by: Actor, at: datetime, facts: Mapping[str, str] | None = None
) -> None:
    """Record that a file was opened; committed before the page is made."""
    with unguarded(), transaction.atomic():
        _append(f"file:{file}", event, subject=subject, by=by, at=at, received_at=at, facts=facts or {})


def record_list(event: Did, *, files: Sequence[str], by: Actor, at: datetime, facts: Mapping[str, str] | None = None) -> None:
    """Record one event for a whole list, naming each file that it showed. Inside an act it is a trace of the act."""
    named = {**(facts or {}), "shown": " ".join(files)}
    with unguarded(), transaction.atomic():
        written = _append(f"user:{by.reference}", event, subject=by.reference, by=by, at=at, received_at=at, facts=named)
        Shown.objects.bulk_create(Shown(file=file, event_id=written.pk) for file in dict.fromkeys(files))
    note_event()


def record_refusal(sought: str, *, by: Actor, at: datetime, facts: Mapping[str, str] | None = None) -> None:
    """Record that somebody asked for what they may not know; the same whether it exists or not."""
    with unguarded(), transaction.atomic():
        _append(
            f"user:{by.reference}",
            Did.REFUSED,
            subject=sought,
            by=by,
            at=at,
            received_at=at,
            facts=facts or {},
        )


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


def _append(
    chain: str,
    event: Did,
    *,
    subject: str,
    by: Actor,
    at: datetime,
    received_at: datetime,
    facts: Mapping[str, str],
) -> Event:
    last, previous = _locked_head(chain)
    number, text = last + 1, canonical(facts)
    body = (
        chain,
        number,
        event.value,
        subject,
        by.reference,
        by.agency_reference,
        by.kind,
        at,
        received_at,
        text,
    )
    hash_ = event_hash(previous, body)
    Head.objects.filter(pk=chain).update(number=number, hash=hash_)
    return Event.objects.create(
        chain=chain,
        number=number,
        name=event.value,
        subject=subject,
        by=by.reference,
        by_agency=by.agency_reference,
        by_kind=by.kind,
        at=at,
        received_at=received_at,
        facts=text,
        previous=previous,
        hash=hash_,
    )


def _locked_head(chain: str) -> tuple[int, bytes]:
    """Number and hash of the last event of a chain, locked. Asked at every act and every view, so no row is built."""
    heads = Head.objects.select_for_update().filter(pk=chain).values_list("number", "hash")
    found = list(heads)
    if not found:
        Head.objects.bulk_create([Head(chain=chain)], ignore_conflicts=True)
        found = list(heads.all())
    number, hash_ = found[0]
    return number, bytes(hash_)
