"""Every statement of every operation, with its time and, when asked, how the database carries it out.

    python -m benchmarks.plans --engine postgresql --people 100000 --only "case list" --explain
    python -m benchmarks.plans --profile --only accept         where the processor's time goes

For whoever makes something faster; `python -m benchmarks` measures. Each operation is asked for three times in this very
process, on a copy of the bench; the last time counts.
"""

import argparse
import cProfile
import json
import os
import pstats
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlsplit

from benchmarks import stores
from benchmarks.client import Answer, Staff, Unexpected
from benchmarks.operations import OPERATIONS, Operation
from tools import serve

TIMES: Final = 3
LONGEST: Final = 400


@dataclass(frozen=True)
class Statement:
    sql: str
    params: Any
    seconds: float


@dataclass
class Inside(Staff):
    """Staff who ask this very process."""

    asked: list[Statement] = field(default_factory=list)
    profile: cProfile.Profile | None = None

    def __post_init__(self) -> None:
        from django.test import Client  # noqa: PLC0415  # once the settings are known

        self.browser: Client = Client(headers={"host": "localhost"})
        self.browser.cookies["sessionid"] = self.session

    def _ask(self, method: str, path: str, body: str | None, expect: int) -> Answer:
        from django.db import connection  # noqa: PLC0415  # once the settings are known

        self.asked.clear()
        connection.ensure_connection()
        with connection.execute_wrapper(self._note), _profiling(self.profile):
            began = time.process_time()
            response = self.browser.generic(method, path, body or "", "application/x-www-form-urlencoded")
            seconds = time.process_time() - began
        if response.status_code != expect:
            raise Unexpected(f"{method} {path} answered {response.status_code}: {urlsplit(response.get('Location', '')).path}")
        return Answer(response.status_code, response.content.decode(), seconds, len(self.asked), 0, 0, int(seconds * 1e6))

    def _note(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        began = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            self.asked.append(Statement(sql, params, time.perf_counter() - began))


@contextmanager
def _profiling(profile: cProfile.Profile | None) -> Iterator[None]:
    if profile is None:
        yield
        return
    profile.enable()
    yield
    profile.disable()


def main() -> None:
    options = read_options()
    with stores.opened(options.engine, options.people) as bench:
        serve.collect_static(bench.env, bench.var, None)
        os.environ.update(bench.env)
        import django  # noqa: PLC0415  # once the environment is that of the bench

        django.setup()
        plan = json.loads(bench.plan.read_text(encoding="utf-8"))
        for operation in OPERATIONS:
            if options.only in operation.name:
                look_at(operation, plan, explained=options.explain, profiled=options.profile)


def read_options() -> argparse.Namespace:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--people", type=int, default=10_000)
    arguments.add_argument("--engine", choices=["sqlite", "postgresql"], default="sqlite")
    arguments.add_argument("--only", default="", help="operations with this in their name")
    arguments.add_argument("--explain", action="store_true", help="print the plan of each statement")
    arguments.add_argument("--profile", action="store_true", help="print where the time goes in Python")
    return arguments.parse_args()


def look_at(operation: Operation, plan: dict[str, Any], *, explained: bool, profiled: bool) -> None:
    things = operation.things(plan)
    staff = Inside(0, plan["sessions"][operation.who][0])
    for place in range(1, TIMES):
        operation.do(staff, things[place % len(things)])
    staff.profile = cProfile.Profile() if profiled else None
    answer = operation.do(staff, things[0])
    total = sum(one.seconds for one in staff.asked)
    print(f"\n## {operation.name}: {len(staff.asked)} statements, {1000 * total:.1f} ms in them, "
          f"{1000 * answer.seconds:.1f} ms of processor in all")  # fmt: skip
    for number, one in enumerate(list(staff.asked), 1):
        print(f"{number:3} {1000 * one.seconds:8.2f} ms  {_short(one.sql)}")
        if explained:
            print("\n".join(f"                  {line}" for line in plan_of(one)))
    if staff.profile is not None:
        pstats.Stats(staff.profile).sort_stats("cumtime").print_stats(60)


def plan_of(one: Statement) -> Sequence[str]:
    """How the database carries a statement out; of what changes something, how it would."""
    from django.db import connection, transaction  # noqa: PLC0415  # once the settings are known

    from malath.foundation.acts import unguarded  # noqa: PLC0415  # the same

    reads = one.sql.lstrip().startswith(("SELECT", "WITH"))
    word = "EXPLAIN QUERY PLAN" if connection.vendor == "sqlite" else "EXPLAIN (ANALYZE, BUFFERS)" if reads else "EXPLAIN"
    if not one.sql.lstrip().startswith(("SELECT", "WITH", "UPDATE", "DELETE")):
        return []
    with unguarded(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"{word} {one.sql}", one.params)
        return [str(row[-1]) for row in cursor.fetchall()]


def _short(sql: str) -> str:
    """Without the lists of columns, which say little."""
    start, found, rest = sql.partition(" FROM ")
    text = f"{start[:60]}…{found}{rest}" if found and len(start) > 60 else sql
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}… ({len(text)} characters)"


if __name__ == "__main__":
    main()
