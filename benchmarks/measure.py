"""Asks a site for every operation, some at once, and keeps how long each answer took and what it cost."""

import json
import sys
import traceback
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import cycle, islice
from typing import Any, Final

from benchmarks import site
from benchmarks.client import Answer, Staff
from benchmarks.operations import MANY_ACCESSES, OPERATIONS, Operation
from benchmarks.stores import Bench, Engine, opened

WARM_UP: Final = 12
FAILED: Final = "**could not be measured**"
Besides = Callable[[Bench, dict[str, Any], int], list[tuple[str, str]]]
"""What is measured otherwise than by asking for pages: from a bench, its plan and the port of its site, rows to print."""


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
    besides: list[tuple[str, str]] = field(default_factory=list)


def run(engine: Engine, people: int, *, at_once: Sequence[int], times: int, only: str = "") -> Run:
    """Open a bench, start the site, measure. Operations whose name contains `only`."""
    with opened(engine, people) as bench, site.running(bench) as running:
        plan = json.loads(bench.plan.read_text(encoding="utf-8"))
        series = _all_series(bench, plan, running.port, [one for one in OPERATIONS if only in one.name], at_once, times)
        return _run(bench, plan, running.memory(), series, [])


def run_in_place(
    engine: Engine, people: int, *, at_once: Sequence[int], times: int, only: str = "", besides: Sequence[Besides] = ()
) -> Run:
    """The same on a bench with a thin trail, which keeps what is done to it; and what is measured besides."""
    with opened(engine, people, thin=True) as bench, site.running(bench) as running:
        plan = json.loads(bench.plan.read_text(encoding="utf-8"))
        wanted = [one for one in (*OPERATIONS, MANY_ACCESSES) if only in one.name]
        series = _all_series(bench, plan, running.port, wanted, at_once, times)
        memory = running.memory()
        return _run(bench, plan, memory, series, [row for one in besides for row in _beside(one, bench, plan, running.port)])


def _beside(measured: Besides, bench: Bench, plan: dict[str, Any], port: int) -> list[tuple[str, str]]:
    """What was measured before, for hours, is not lost to what goes wrong here."""
    try:
        return measured(bench, plan, port)
    except Exception:  # noqa: BLE001  # told below and in the table; the command fails at the end
        traceback.print_exc()
        return [(measured.__module__, FAILED)]


def _run(bench: Bench, plan: dict[str, Any], memory: list[int], series: list[Series], besides: list[tuple[str, str]]) -> Run:
    return Run(bench.engine, bench.people, plan["seconds"], bench.bytes, plan["rows"], memory, series, besides)


def _all_series(
    bench: Bench, plan: dict[str, Any], port: int, wanted: Sequence[Operation], at_once: Sequence[int], times: int
) -> list[Series]:
    found = []
    for operation in wanted:
        used = _used(bench).get(operation.name, 0)
        found += _series(operation, operation.things(plan)[used:], plan["sessions"][operation.who], port, at_once, times)
        _note_used(bench, operation, used + WARM_UP + len(at_once) * min(times, operation.most))
    return found


def _used(bench: Bench) -> dict[str, int]:
    """How many things of each operation are used up already, in a bench that is measured in place."""
    if bench.used is None or not bench.used.exists():
        return {}
    return dict(json.loads(bench.used.read_text(encoding="utf-8")))


def _note_used(bench: Bench, operation: Operation, count: int) -> None:
    if bench.used is not None and operation.once:
        bench.used.write_text(json.dumps({**_used(bench), operation.name: count}), encoding="utf-8")


def _series(
    operation: Operation, found: Sequence[Any], sessions: list[str], port: int, at_once: Sequence[int], times: int
) -> list[Series]:
    staff = [Staff(port, session) for session in sessions]
    things = iter(found if operation.once else cycle(found))
    for one, thing in zip(cycle(staff), islice(things, WARM_UP), strict=False):
        operation.do(one, thing)
    series = []
    for hands in at_once:
        answers = _ask(operation, staff, list(islice(things, min(times, operation.most))), hands)
        series.append(_told(operation, hands, answers))
    return series


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
