"""Fills an empty database: tables, the mark of a bench, bodies, people in batches, what staff looked at."""

import json
import random
import time
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from datetime import datetime, timedelta
from multiprocessing import get_context
from pathlib import Path
from typing import Final

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.models import Max

from benchmarks import plan
from benchmarks.errands import Errand
from benchmarks.house import Station, build
from benchmarks.lives import YEARS, Frame, Life, Numbers
from benchmarks.loading import Plain, Ready, Row, count_on, in_haste, plain, ready, store
from benchmarks.trails import Happening, chained, numbered
from malath.agencies import queries as agencies
from malath.agencies.actions import load_holidays
from malath.audit import actions as audit
from malath.audit.models import Event, Shown
from malath.audit.words import Did
from malath.foundation import clock
from malath.foundation.actor import WORKER
from malath.foundation.acts import act, bulk, unguarded
from malath.foundation.models import Mark
from malath.privacy.models import Access

SEED: Final = 20261123
BATCH: Final = 1_000
ROOM: Final = 1_000_000  # numbers kept free for each batch in each table
LIST: Final = 25
PEOPLE_PER_LIST: Final = 12
READ_BY_A_DESK: Final = 2_000
BEFORE: Final = timedelta(days=90)


def fill(people: int, *, hands: int) -> None:
    """Make the tables of an empty database, fill it, say how long that took, and write beside it what it offers."""
    started, now = time.monotonic(), clock.now()
    with unguarded():
        call_command("migrate", interactive=False, verbosity=0)
    load_holidays(Path(settings.LAW) / "holidays.json")
    frame = begin(people, at=now)
    with _helpers(frame, hands) as helpers, in_haste(people):
        load(frame, helpers)
    made = plan.of(frame, seconds=time.monotonic() - started)
    plan.write(made)
    print(f"  {people:,} people, {sum(made.rows.values()):,} rows in {made.seconds:.0f} s", flush=True)


@act
def begin(people: int, *, at: datetime) -> Frame:
    """Mark a new database as a bench, and make its bodies by the real acts, long before the first person came."""
    Mark.objects.create(kind=Mark.BENCH, created_at=at)
    house = build(people, at=at - YEARS - BEFORE)
    audit.record(Did.HOUSE_PREPARED, subject=Mark.BENCH, by=WORKER, at=at)
    return Frame(house, agencies.holidays(), at, people)


def load(frame: Frame, helpers: Executor | None = None) -> None:
    """Store everybody, and what staff looked at. `helpers` invent in other processes; without them it is done here."""
    labels = {Shown._meta.label}
    for rows in _everybody(frame, helpers):
        with bulk():
            store(rows)
        labels |= rows.keys()
    with bulk():
        store(ready(_looked_at(frame)))
    count_on(sorted(labels))


@contextmanager
def _helpers(frame: Frame, hands: int) -> Iterator[Executor]:
    """Processes that begin with all that is known so far, and without a connection of their own."""
    connection.close()
    if hasattr(connection, "close_pool"):
        connection.close_pool()
    first_event = _first_event()
    connection.close()
    with ProcessPoolExecutor(hands, get_context("fork"), _remember, (frame, first_event)) as helpers:
        helpers.submit(int).result()
        yield helpers


_known: dict[str, tuple[Frame, int]] = {}


def _remember(frame: Frame, first_event: int) -> None:
    _known["here"] = frame, first_event


def _made(number: int) -> Ready:
    return _batch(*_known["here"], number)


def _everybody(frame: Frame, helpers: Executor | None) -> Iterator[Ready]:
    """All batches in order; no more are made ahead than are soon stored."""
    numbers = range(-(-frame.people // BATCH))
    if helpers is None:
        first_event = _first_event()
        yield from (_batch(frame, first_event, number) for number in numbers)
        return
    ahead: deque[Future[Ready]] = deque()
    for number in numbers:
        ahead.append(helpers.submit(_made, number))
        if len(ahead) > 6:
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
        written, happened = life.end()
        rows += written
        events += happened
    return ready([*rows, *numbered(events, first_event + number * ROOM)])


def _looked_at(frame: Frame) -> list[Row]:
    """Lists that staff opened, each naming the files it showed; in the chain of who looked."""
    chance, lists = random.Random(SEED), frame.people // PEOPLE_PER_LIST
    stations = frame.house.stations
    files = {station.desk.pk: _files_at(station) for station in stations}
    weights = [len(files[station.desk.pk]) for station in stations]
    looks: dict[str, list[Happening]] = {}
    for station in chance.choices(stations, weights=weights, k=lists) if any(weights) else []:
        look = _look(chance, station, files[station.desk.pk], frame.now)
        looks.setdefault(look.subject, []).append(look)
    rows: list[Row] = []
    events: list[Plain] = []
    for who, seen in looks.items():
        written, head = chained(f"user:{who}", seen)
        events += written
        rows.append(head)
    ordered = numbered(events, _first_event())
    return [*rows, *ordered, *_shown(ordered)]


def _look(chance: random.Random, station: Station, files: list[str], now: datetime) -> Happening:
    start = chance.randrange(max(len(files) - LIST, 1))
    who, at = station.somebody(chance), now - YEARS * chance.random()
    facts = {"status": "open", "shown": " ".join(files[start : start + LIST])}
    return Happening(at, Did.CASES_LISTED, who.reference, who, facts)


def _shown(events: list[Plain]) -> list[Plain]:
    pairs = ((file, event.values["id"]) for event in events for file in _named_in(event))
    return [plain(Shown, id=pk, file=file, event_id=event) for pk, (file, event) in enumerate(pairs, 1)]


def _named_in(event: Plain) -> list[str]:
    return str(json.loads(event.values["facts"])["shown"]).split()


def _files_at(station: Station) -> list[str]:
    rows = Access.objects.filter(desk=station.desk, basis__ended_at__isnull=True).order_by("-touched_at")
    return list(rows.values_list("person__reference", flat=True)[:READ_BY_A_DESK])
