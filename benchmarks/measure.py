"""Asks a site for every operation, some at once, and keeps how long each answer took and what it cost."""

import json
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import cycle, islice
from typing import Any, Final

from benchmarks import site
from benchmarks.client import Answer, Staff
from benchmarks.operations import OPERATIONS, Operation
from benchmarks.stores import Bench, Engine, opened

WARM_UP: Final = 12


@dataclass(frozen=True)
class Series:
    """The answers to one operation, so many asked for at once."""

    operation: str
    at_once: int
    seconds: list[float]
    statements: tuple[int, int]
    events: tuple[int, int]
    shown: tuple[int, int]
    micros: int

    def quantile(self, share: float) -> float:
        """Milliseconds within which that share of the answers came."""
        ordered = sorted(self.seconds)
        return 1000 * ordered[min(int(share * len(ordered)), len(ordered) - 1)]


@dataclass(frozen=True)
class Run:
    """Everything measured on one bench."""

    engine: Engine
    people: int
    fill_seconds: float
    bytes: int
    rows: dict[str, int]
    memory: list[int]
    series: list[Series]


def run(engine: Engine, people: int, *, at_once: Sequence[int], times: int, only: str = "") -> Run:
    """Open a bench, start the site, measure. Operations whose name contains `only`."""
    with opened(engine, people) as bench, site.running(bench) as running:
        plan = json.loads(bench.plan.read_text(encoding="utf-8"))
        wanted = [operation for operation in OPERATIONS if only in operation.name]
        series = [one for operation in wanted for one in _series(operation, plan, running.port, at_once, times)]
        return _run(bench, plan, running.memory(), series)


def _run(bench: Bench, plan: dict[str, Any], memory: list[int], series: list[Series]) -> Run:
    return Run(bench.engine, bench.people, plan["seconds"], bench.bytes, plan["rows"], memory, series)


def _series(operation: Operation, plan: dict[str, Any], port: int, at_once: Sequence[int], times: int) -> list[Series]:
    sessions = plan["sessions"][operation.who]
    staff = [Staff(port, session) for session in sessions]
    things = iter(operation.things(plan) if operation.once else cycle(operation.things(plan)))
    for one, thing in zip(cycle(staff), islice(things, WARM_UP), strict=False):
        operation.do(one, thing)
    found = []
    for hands in at_once:
        answers = _ask(operation, staff, list(islice(things, times)), hands)
        found.append(_told(operation, hands, answers))
    return found


def _ask(operation: Operation, staff: list[Staff], things: list[Any], hands: int) -> list[Answer]:
    """`hands` people ask, each one thing after the other; nobody sits at two browsers."""

    def sit(place: int) -> list[Answer]:
        mine = cycle(staff[place::hands])
        return [operation.do(one, thing) for one, thing in zip(mine, things[place::hands], strict=False)]

    with ThreadPoolExecutor(hands) as pool:
        return [answer for answers in pool.map(sit, range(hands)) for answer in answers]


def _told(operation: Operation, hands: int, answers: list[Answer]) -> Series:
    if not answers:
        sys.exit(f"Nothing left to do for “{operation.name}”: measure fewer times, or among more people.")
    counts = [sorted({getattr(answer, name) for answer in answers}) for name in ("statements", "events", "shown")]
    statements, events, shown = ((found[0], found[-1]) for found in counts)
    return Series(operation.name, hands, [answer.seconds for answer in answers], statements, events, shown, _middle(answers))


def _middle(answers: list[Answer]) -> int:
    return sorted(answer.micros for answer in answers)[len(answers) // 2]
