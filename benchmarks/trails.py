"""Chains of the trail for rows that no act wrote: the same body and the same hash as `audit` makes, numbered in order."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from benchmarks.loading import Plain, plain
from malath.audit.models import Event, Head
from malath.audit.rules import GENESIS, canonical, event_hash
from malath.audit.words import Did
from malath.foundation.actor import Actor

ENDS: Final = 3  # how many of the first and of the last events of a file a thin trail keeps


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that was done or seen, before it has its place in a chain."""

    at: datetime
    did: Did
    subject: str
    by: Actor
    facts: Mapping[str, str] = field(default_factory=dict)


def chained(chain: str, happenings: Iterable[Happening], *, thin: bool = False) -> tuple[list[Plain], Plain]:
    """The events of one chain in order of time, and its head. Their own numbers come later: events of many chains mix.

    `thin`: as if only the first few and the last few had happened; the chain of those is whole.
    """
    events: list[Plain] = []
    previous, number = GENESIS, 0
    ordered = sorted(happenings, key=lambda one: one.at)
    for number, one in enumerate(_ends(ordered) if thin else ordered, 1):
        event = _event(chain, number, one, previous)
        events.append(event)
        previous = event.values["hash"]
    return events, plain(Head, chain=chain, number=number, hash=previous)


def _ends(ordered: list[Happening]) -> list[Happening]:
    return ordered if len(ordered) <= 2 * ENDS else [*ordered[:ENDS], *ordered[-ENDS:]]


def numbered(events: Iterable[Plain], first: int) -> list[Plain]:
    """Events of many chains in the order in which they happened, as a database in use would hold them."""
    ordered = sorted(events, key=lambda event: event.values["at"])
    for pk, event in enumerate(ordered, first):
        event.values["id"] = pk
    return ordered


def _event(chain: str, number: int, one: Happening, previous: bytes) -> Plain:
    by, facts = one.by, canonical(one.facts)
    who = (by.reference, by.agency_reference, by.kind)
    body = (chain, number, one.did.value, one.subject, *who, one.at, one.at, facts)
    return plain(
        Event, chain=chain, number=number, name=one.did.value, subject=one.subject, by=by.reference,
        by_agency=by.agency_reference, by_kind=by.kind, at=one.at, received_at=one.at, facts=facts, previous=previous,
        hash=event_hash(previous, body),
    )  # fmt: skip
