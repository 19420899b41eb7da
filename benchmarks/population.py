"""Fills an empty database: tables, the mark of a bench, bodies, people in batches, what staff looked at.

Helpers invent in other processes. On PostgreSQL each stores what it made by itself; SQLite has one writer, this process.
"""

import gc
import json
import random
import time
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import chain, count, islice
from multiprocessing import get_context
from pathlib import Path
from typing import Final, TypeAlias

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.models import Max

from benchmarks import indexes, plan
from benchmarks.errands import Errand
from benchmarks.house import Station, build
from benchmarks.lives import YEARS, Frame, Life, Numbers
from benchmarks.loading import Plain, Ready, Row, count_on, in_haste, plain, ready, store, without_triggers
from benchmarks.trails import Happening, chained, numbered
from benchmarks.widely_seen import open_to_many
from malath.agencies import queries as agencies
from malath.agencies.actions import load_holidays
from malath.audit import actions as audit
from malath.audit.models import Event, Shown
from malath.audit.words import Did
from malath.coordination import actions as coordination
from malath.foundation import clock
from malath.foundation.actor import WORKER
from malath.foundation.acts import act, bulk, unguarded
from malath.foundation.models import Mark
from malath.privacy.models import Access
from malath.referrals.queries.counted import all_counted

SEED: Final = 20261123
BATCH: Final = 1_000
ROOM: Final = 1_000_000  # numbers kept free for each batch in each table
LIST: Final = 25
PEOPLE_PER_LIST: Final = 12
READ_BY_A_DESK: Final = 2_000
BEFORE: Final = timedelta(days=90)
MADE_AHEAD: Final = 4
TOGETHER: Final = 50
SAY_EVERY: Final = 30.0
Made: TypeAlias = Ready | frozenset[str]


def fill(people: int, *, hands: int, thin: bool = False) -> None:
    """Make the tables of an empty database, fill it, say how long that took, and write beside it what it offers.

    Python looks for garbage after each batch only: what is made is needed until then, and there is very much of it.
    """
    started, now = time.monotonic(), clock.now()
    gc.disable()
    with unguarded():
        call_command("migrate", interactive=False, verbosity=0)
    load_holidays(Path(settings.LAW) / "holidays.json")
    frame = begin(people, at=now, thin=thin)
    with _helpers(frame, hands) as helpers, in_haste(people):
        load(frame, helpers)
    coordination.put_right(all_counted(), at=now)
    coordination.tell(at=now)
    made = plan.of(frame, seconds=time.monotonic() - started)
    plan.write(made)
    print(f"  {people:,} people, {sum(made.rows.values()):,} rows in {made.seconds:,.0f} s", flush=True)


@act
def begin(people: int, *, at: datetime, thin: bool = False) -> Frame:
    """Mark a new database as a bench, and make its bodies by the real acts, long before the first person came."""
    Mark.objects.create(kind=Mark.BENCH, created_at=at)
    house = build(people, at=at - YEARS - BEFORE)
    audit.record(Did.HOUSE_PREPARED, subject=Mark.BENCH, by=WORKER, at=at)
    return Frame(house, agencies.holidays(), at, people, thin)


def load(frame: Frame, helpers: Executor | None = None) -> None:
    """Store everybody, and what staff looked at. `helpers` invent in other processes; without them it is done
    here, and for so few the indexes stay."""
    said, labels = Progress(frame.people), {Shown._meta.label}
    with indexes.made_afterwards() if helpers else nullcontext():
        for done, stored in enumerate(_stored_together(_everybody(frame, helpers)), 1):
            labels |= stored
            said.after(done * BATCH)
    for rows in _looked_at(frame):
        _store(rows)
    count_on(sorted(labels))


@dataclass
class Progress:
    """Says now and then how far it is: nothing where it soon ends."""

    people: int
    began: float = field(default_factory=time.monotonic)
    said: float = field(default_factory=time.monotonic)

    def after(self, done: int) -> None:
        now = time.monotonic()
        if now - self.said < SAY_EVERY:
            return
        self.said, took = now, now - self.began
        left = took / done * (self.people - done)
        print(f"  {done:,} of {self.people:,} people after {took:,.0f} s; about {left:,.0f} s to go", flush=True)


def _store(rows: Ready) -> frozenset[str]:
    """In one transaction; returns the labels of the tables."""
    with bulk(), without_triggers():
        store(rows)
    return frozenset(rows)


def _stored_together(made: Iterator[Made]) -> Iterator[frozenset[str]]:
    """Store what is not stored yet, many batches in a transaction: SQLite writes every changed page when it ends, and the
    next batch changes most of them again."""
    for first in made:
        with bulk(), without_triggers():
            for one in chain([first], islice(made, TOGETHER - 1)):
                if isinstance(one, dict):
                    store(one)
                yield frozenset(one)


@contextmanager
def _helpers(frame: Frame, hands: int) -> Iterator[Executor]:
    """Processes that begin with all that is known so far, and without a connection of ours."""
    first_event = _first_event()
    connection.close()
    if hasattr(connection, "close_pool"):
        connection.close_pool()
    with ProcessPoolExecutor(hands, get_context("fork"), _remember, (frame, first_event)) as helpers:
        helpers.submit(int).result()
        yield helpers


_known: dict[str, tuple[Frame, int]] = {}


def _remember(frame: Frame, first_event: int) -> None:
    _known["here"] = frame, first_event
    gc.freeze()


def _made(number: int) -> Made:
    """In a helper: a batch; where several processes can write at once, only the labels of what was stored already."""
    rows = _batch(*_known["here"], number)
    gc.collect()
    return _store(rows) if connection.vendor == "postgresql" else rows


def _everybody(frame: Frame, helpers: Executor | None) -> Iterator[Made]:
    """All batches in order; no more are made ahead than are soon stored."""
    numbers = range(-(-frame.people // BATCH))
    if helpers is None:
        first_event = _first_event()
        yield from (_batch(frame, first_event, number) for number in numbers)
        return
    ahead: deque[Future[Made]] = deque()
    for number in numbers:
        ahead.append(helpers.submit(_made, number))
        if len(ahead) > MADE_AHEAD:
            yield ahead.popleft().result()
    yield from (future.result() for future in ahead)


def _first_event() -> int:
    return (Event.objects.aggregate(last=Max("pk"))["last"] or 0) + 1


def _batch(frame: Frame, first_event: int, number: int) -> Ready:
    """A thousand people, their events numbered as they happened."""
    chance, numbers = random.Random(f"{SEED}.{number}"), Numbers(number * ROOM)
    rows: list[Row] = []
    events: list[Plain] = []
    for person in range(number * BATCH + 1, min(frame.people, (number + 1) * BATCH) + 1):
        life = Life(frame, chance, numbers, person)
        life.begin()
        for second in (False, True):
            Errand(life, second=second).run()
        if life.is_widely_seen:
            open_to_many(life)
        written, happened = life.end()
        rows += written
        events += happened
    return ready([*rows, *numbered(events, first_event + number * ROOM)])


def _looked_at(frame: Frame) -> Iterator[Ready]:
    """Lists that staff opened, each naming the files it showed; in the chain of who looked."""
    chance, lists = random.Random(SEED), frame.people // PEOPLE_PER_LIST
    stations = frame.house.stations
    files = {station.desk.pk: _files_at(station) for station in stations}
    weights = [len(files[station.desk.pk]) for station in stations]
    looks: dict[str, list[Happening]] = {}
    for station in chance.choices(stations, weights=weights, k=lists) if any(weights) else []:
        look = _look(chance, station, files[station.desk.pk], frame.now)
        looks.setdefault(look.subject, []).append(look)
    heads: list[Row] = []
    events: list[Plain] = []
    for who, seen in looks.items():
        written, head = chained(f"user:{who}", seen)
        events += written
        heads.append(head)
    ordered = numbered(events, _first_event())
    yield ready([*heads, *ordered])
    numbers = count(1)
    for start in range(0, len(ordered), BATCH):
        yield ready(_shown(ordered[start : start + BATCH], numbers))


def _look(chance: random.Random, station: Station, files: list[str], now: datetime) -> Happening:
    start = chance.randrange(max(len(files) - LIST, 1))
    who, at = station.somebody(chance), now - YEARS * chance.random()
    facts = {"status": "open", "shown": " ".join(files[start : start + LIST])}
    return Happening(at, Did.CASES_LISTED, who.reference, who, facts)


def _shown(events: Sequence[Plain], numbers: Iterator[int]) -> list[Plain]:
    pairs = ((file, event.values["id"]) for event in events for file in _named_in(event))
    return [plain(Shown, id=next(numbers), file=file, event_id=event) for file, event in pairs]


def _named_in(event: Plain) -> list[str]:
    return str(json.loads(event.values["facts"])["shown"]).split()


def _files_at(station: Station) -> list[str]:
    rows = Access.objects.filter(desk=station.desk, basis__ended_at__isnull=True).order_by("-touched_at")
    return list(rows.values_list("person__reference", flat=True)[:READ_BY_A_DESK])
