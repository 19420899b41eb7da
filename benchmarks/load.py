"""The crowded hour: everybody at work at once, reading and writing, on the sites and the worker as they run in life.

    make load                                        10,000 people, 8 at once for a minute, PostgreSQL where it is installed
    make load ARGS="--people 100000 --at-once 16 --seconds 300 --workers 4"
    make load ARGS="--engine sqlite"

Prints a table and leaves it in var/bench/load.md. Ends with 1 when an answer was not the one asked for, or when anything that was
acknowledged is not in the database afterwards. Nothing is timed against a limit: machines differ.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Final

from benchmarks import report, site, stores
from benchmarks.chores import CHORES, Asked, Hand, Told, World
from benchmarks.stores import Bench
from malath.foundation import keys
from tools import children, serve, smoke

HEADS: Final = ("Milliseconds", "asked", "p50", "p95", "p99", "longest", "wrong", "acknowledged", "found")
KINDS: Final = {
    "open a case, ask for consent": "case", "write a note": "note", "refer: ask for consents, send": "referral",
    "accept a referral": "answer",
}  # fmt: skip
MILLI: Final = 1000


@dataclass(frozen=True)
class Outcome:
    """Everything that was asked and told in so many seconds, and how much of what was told is there."""

    asked: Sequence[Asked]
    told: Sequence[Told]
    found: Mapping[str, int]
    seconds: float

    @property
    def wrong(self) -> list[Asked]:
        return [one for one in self.asked if one.wrong]

    @property
    def lost(self) -> int:
        return len(self.told) - sum(self.found.values())


def main() -> int:
    options = read_options()
    engine = options.engine or stores.engines()[-1]
    with stores.opened(engine, options.people) as bench, served(bench, options.workers) as ports:
        print(f"{options.at_once} at once for {options.seconds} s, among {options.people:,} people on {engine} …", flush=True)
        outcome = under_load(bench, ports, options.at_once, options.seconds)
    text = page(outcome, options, engine)
    (keys.var_folder() / "bench" / "load.md").write_text(text, encoding="utf-8")
    print(f"\n{text}")
    return 1 if outcome.wrong or outcome.lost else 0


def read_options() -> argparse.Namespace:
    arguments = argparse.ArgumentParser(prog="load", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--people", type=int, default=10_000, help="among how many people")
    arguments.add_argument("--at-once", type=int, default=8, help="how many work at the same time")
    arguments.add_argument("--seconds", type=int, default=60, help="for how long")
    arguments.add_argument("--workers", type=int, default=2, help="web processes of the staff site")
    arguments.add_argument("--engine", choices=["sqlite", "postgresql"], default="", help="one of them only")
    return arguments.parse_args()


@contextmanager
def served(bench: Bench, workers: int) -> Iterator[tuple[int, int]]:
    """Both sites and the worker until the end of the block; the ports of the staff site and of the public one."""
    serve.collect_static(bench.env, bench.var, None)
    port, running = smoke.free_port(), []
    try:
        running.append(serve.worker(bench.env, bench.var, None))
        for name, number, env, count in (
            ("staff site", port, dict(bench.env), workers),
            ("public site", port + 1, serve.public_environment(bench.env), 1),
        ):
            sockets = serve.listen(number, name.split()[0])
            running.append(serve.site(name, env, bench.var / f"{name}.log", sockets, count, []))
            site.wait(number, running[-1])
        yield port, port + 1
    finally:
        children.end(running)


def under_load(bench: Bench, ports: tuple[int, int], hands: int, seconds: int) -> Outcome:
    """All hands at work for so long; then it is asked what is there."""
    world = World.of(json.loads(bench.plan.read_text(encoding="utf-8")), ports)
    people = [Hand(world, place, Random(place)) for place in range(hands)]
    began = time.monotonic()

    def work(hand: Hand) -> None:
        while time.monotonic() < began + seconds:
            hand.work()

    with ThreadPoolExecutor(hands) as pool:
        list(pool.map(work, people))
    taken = time.monotonic() - began
    told = [one for hand in people for one in hand.told]
    return Outcome([one for hand in people for one in hand.asked], told, found(bench, told), taken)


def found(bench: Bench, told: Sequence[Told]) -> dict[str, int]:
    """How many of each kind of act are in the database."""
    with tempfile.TemporaryDirectory(dir=bench.var) as folder:
        file = Path(folder) / "told.json"
        file.write_text(json.dumps([(one.kind, one.reference, one.mark) for one in told]), encoding="utf-8")
        command = [sys.executable, "-P", "-m", "benchmarks.found", str(file)]
        return dict(json.loads(subprocess.run(command, env=bench.env, stdout=subprocess.PIPE, check=True).stdout))


def page(outcome: Outcome, options: argparse.Namespace, engine: str) -> str:
    """The table as Markdown, with what is needed to read it later."""
    command = " ".join(["make load", *([f'ARGS="{" ".join(sys.argv[1:])}"'] if sys.argv[1:] else [])])
    how = f"{options.people:,} people on {report.NAMES[engine]}, {options.at_once} at once, {options.workers} web processes"
    busy = f"load of the machine {os.getloadavg()[0]:.1f}"
    asked, done = len(outcome.asked), len(outcome.told)
    each = f"{asked / outcome.seconds:.1f} answers and {done / outcome.seconds:.1f} acts a second for {outcome.seconds:.0f} s"
    said = [f"- {count} × {what}" for what, count in Counter(one.wrong for one in outcome.wrong).most_common(10)]
    lines = [report.row(HEADS, ruled=True), *(line(outcome, name) for name in [*(one.name for one in CHORES), "all"])]
    head = [f"`{command}`, {datetime.now(UTC).date()}", "", report.machine(), "", f"{how}; {busy}. {each}.", ""]
    return "\n".join([*head, *lines, "", *said])


def line(outcome: Outcome, name: str) -> str:
    """One row; `all`: of everything together."""
    mine = [one for one in outcome.asked if name in (one.chore, "all")]
    kinds = [KINDS.get(name)] if name != "all" else list(KINDS.values())
    told = sum(one.kind in kinds for one in outcome.told)
    there = sum(count for kind, count in outcome.found.items() if kind in kinds)
    acts = [str(told), str(there)] if any(kinds) else ["–", "–"]
    return report.row([name, str(len(mine)), *quantiles(mine), str(sum(bool(one.wrong) for one in mine)), *acts])


def quantiles(asked: Sequence[Asked]) -> list[str]:
    ordered = sorted(one.seconds for one in asked)
    if not ordered:
        return ["–"] * 4
    return [f"{MILLI * ordered[min(int(share * len(ordered)), len(ordered) - 1)]:.0f}" for share in (0.5, 0.95, 0.99, 1)]


if __name__ == "__main__":
    sys.exit(main())
