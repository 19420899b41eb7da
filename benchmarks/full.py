"""A register ten years on: a million people, measured in place, with what no page shows besides, and whether the aims are met.

    make bench-full                                   1,000,000 people, SQLite and then PostgreSQL
    make bench-full ARGS="--engine postgresql"        one of them only
    make bench-full ARGS="--people 20000"             a quick try
    make bench-full ARGS="--drop"                     throw the filled databases away at the end

A bench of a million people is kept for the next time, and measured where it lies: what measuring adds to it stays and does
not matter, since things that an act uses up are not offered again. Of each file only the first and the last few events are
written; their chains and heads are whole. Where the disk has no room for both engines, the other one's is thrown away.
Prints a page of Markdown and leaves it in var/bench/last-full.md.
"""

import argparse
import sys
import time
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Final

from benchmarks import besides, keeping, measure, report, stores
from benchmarks.__main__ import numbers
from benchmarks.measure import Besides, Run, Series
from benchmarks.operations import MANY_ACCESSES, OPERATIONS, WITHDRAWAL
from benchmarks.stores import Engine
from malath.foundation import keys

BESIDES: Final[tuple[Besides, ...]] = (besides.measured, keeping.measured)
MOST_MEGABYTES: Final = 200
SQLITE_TAKES: Final = 2  # times as long as PostgreSQL may


def main() -> int:
    options = read_options()
    engines = [engine for engine in stores.engines() if options.engine in ("", engine)]
    if "postgresql" not in stores.engines() and options.engine != "sqlite":
        print("PostgreSQL is not installed here: SQLite only.", flush=True)
    runs, left_out = [], []
    for engine in engines:
        try:
            runs.append(measured(engine, options))
        except (stores.NoRoom, stores.NotFilled) as reason:
            left_out.append(engine)
            print(reason, file=sys.stderr, flush=True)
    if not runs:
        return 1
    command = " ".join(["make bench-full", *([f'ARGS="{" ".join(sys.argv[1:])}"'] if sys.argv[1:] else [])])
    text = page(runs, command, datetime.now(UTC).date())
    (keys.var_folder() / "bench" / "last-full.md").write_text(text, encoding="utf-8")
    print(f"\n{text}")
    return 1 if left_out or any(value == measure.FAILED for run in runs for _, value in run.besides) else 0


def read_options() -> argparse.Namespace:
    arguments = argparse.ArgumentParser(
        prog="make bench-full", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("--people", type=int, default=1_000_000, help="how many")
    arguments.add_argument("--engine", choices=["sqlite", "postgresql"], default="", help="one of them only")
    arguments.add_argument("--at-once", type=numbers, default=[1, 8], help="how many ask at the same time")
    arguments.add_argument("--times", type=int, default=100, help="how often each operation is asked for")
    arguments.add_argument("--only", default="", help="operations with this in their name, and nothing besides")
    arguments.add_argument("--drop", action="store_true", help="throw each database away once it was measured")
    return arguments.parse_args()


def measured(engine: Engine, options: argparse.Namespace) -> Run:
    """One engine, filled when it is not there. Errors: `NoRoom`."""
    stores.make_room(engine, options.people)
    began = time.monotonic()
    print(f"Measuring {options.people:,} people on {engine} …", flush=True)
    extra = () if options.only else BESIDES
    run = measure.run_in_place(
        engine, options.people, at_once=options.at_once, times=options.times, only=options.only, besides=extra
    )
    print(f"  done after {time.monotonic() - began:,.0f} s", flush=True)
    if options.drop:
        stores.drop(engine, options.people)
    return run


def page(runs: Sequence[Run], command: str, on: date) -> str:
    """The whole page."""
    tables = [table(run, at_once) for run in runs for at_once in dict.fromkeys(series.at_once for series in run.series)]
    parts = [f"`{command}`, {on.isoformat()}", report.machine(), *tables, *_besides(runs), report.volume(runs), thin(runs)]
    return "\n\n".join([*parts, *map(memory, runs)]) + "\n"


def thin(runs: Sequence[Run]) -> str:
    """How these benches are not like others."""
    events = max(run.rows["audit_event"] / run.people for run in runs)
    return (
        f"Of each file only the first and the last few events were written ({events:.1f} for each person); chains and heads are "
        "whole. Measured in place: what earlier measurements added is still there."
    )


def table(run: Run, at_once: int) -> str:
    """Every operation of one engine, so many at once, with its aim."""
    columns = ["p50", "p95", "max", "CPU", "SQL", "audit events", "files named", "aim for p95", "met"]
    lines = [f"### {report.NAMES[run.engine]}, {at_once} at once", "", report.row(["Milliseconds", *columns], ruled=True)]
    for series in run.series:
        if series.at_once == at_once:
            aim = aim_of(series, run.engine)
            cells = [*report.times(series), *report.costs([series]), str(aim), _met(series.quantile(0.95) <= aim)]
            lines.append(report.row([series.operation, *cells]))
    return "\n".join(lines)


def aim_of(series: Series, engine: Engine) -> int:
    """Milliseconds. SQLite may take twice as long, except when a person takes a consent back."""
    aim = next(one.aim for one in (*OPERATIONS, MANY_ACCESSES) if one.name == series.operation)
    return aim if engine == "postgresql" or aim == WITHDRAWAL else SQLITE_TAKES * aim


def memory(run: Run) -> str:
    """What the web processes hold after all that."""
    held = " and ".join(map(str, run.memory))
    met = _met(max(run.memory, default=0) < MOST_MEGABYTES)
    return f"Web processes on {report.NAMES[run.engine]}: {held} MB (aim: under {MOST_MEGABYTES} MB each; met: {met})."


def _besides(runs: Sequence[Run]) -> list[str]:
    found = [(run, name, value) for run in runs for name, value in run.besides]
    lines = [report.row([report.NAMES[run.engine], name, value]) for run, name, value in found]
    head = "| Engine | What | Measured |\n|---|---|---|"
    return ["\n".join(["### Besides", "", head, *lines])] if lines else []


def _met(yes: bool) -> str:
    return "yes" if yes else "**no**"


if __name__ == "__main__":
    sys.exit(main())
