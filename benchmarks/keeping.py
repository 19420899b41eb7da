"""What keeps the house going, while somebody opens one case after the other: a new wrapping key for everybody, a backup.

python -m benchmarks.keeping --people 10000 --engine sqlite
"""

import argparse
import json
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread
from typing import Any, Final

from pyrage import x25519

from benchmarks import site, stores
from benchmarks.client import Staff
from benchmarks.operations import create_case
from benchmarks.stores import Bench

BEFORE: Final = 20
MEGABYTE: Final = 1_000_000
COPIES: Final = {"sqlite": 2.2, "postgresql": 1.2}
REWRAPPED: Final = re.compile(r"([\d,]+) data keys and")
Rows = list[tuple[str, str]]


class Failed(Exception):
    """A command did not do what is measured; what it said."""


@dataclass(frozen=True)
class Meanwhile:
    """What a command said, how long it took, and how long each case took that was opened beside it."""

    said: str
    seconds: float
    answers: Sequence[float]

    @property
    def case(self) -> str:
        return _told(self.answers)


def measured(bench: Bench, plan: dict[str, Any], port: int) -> Rows:
    """Rows to print: what, and the figure."""
    staff = Staff(port, plan["sessions"]["front"][0])
    alone = [create_case(staff, None).seconds for _ in range(BEFORE)]
    return [("opening a case, nothing beside it", _told(alone)), *_rotating(bench, staff), *_backing_up(bench, staff)]


def _rotating(bench: Bench, staff: Staff) -> Rows:
    _use_the_kept_keyring(bench)
    done = _beside(bench, staff, "rotate-keys")
    found = REWRAPPED.search(done.said)
    if found is None:
        raise Failed(done.said)
    count = int(found[1].replace(",", ""))
    figure = f"{done.seconds:.1f} s for {count:,} data keys: {count / done.seconds:,.0f} a second"
    return [("malath rotate-keys", figure), ("opening a case beside it", done.case)]


def _backing_up(bench: Bench, staff: Staff) -> Rows:
    if shutil.disk_usage(bench.var).free < COPIES[bench.engine] * bench.bytes:
        return [("malath backup", "not measured: the disk has no room for a copy")]
    path, nobody = bench.var / "copy.age", x25519.Identity.generate().to_public()
    try:
        done = _beside(bench, staff, "backup", str(path), "--to", str(nobody))
        size = path.stat().st_size
    finally:
        path.unlink(missing_ok=True)
    figure = f"{done.seconds:.1f} s, {size / MEGABYTE:,.0f} MB: {size / MEGABYTE / done.seconds:.1f} MB a second, verified"
    return [("malath backup", figure), ("opening a case beside it", done.case)]


def _use_the_kept_keyring(bench: Bench) -> None:
    """A new wrapping key must outlive the run where the database does. The ring only grows, so the kept copy opens too."""
    here, kept = bench.var / "keys", bench.plan.parent / "keys"
    if not here.is_symlink():
        shutil.rmtree(here)
        here.symlink_to(kept)


def _beside(bench: Bench, staff: Staff, *words: str) -> Meanwhile:
    """Run a command of Malath while somebody opens cases until it ends. Errors: `Failed`."""
    ended, answers, failures = Event(), list[float](), list[Exception]()

    def open_cases() -> None:
        try:
            while not ended.is_set():
                answers.append(create_case(staff, None).seconds)
        except Exception as failure:  # noqa: BLE001  # told below, by the one who waits
            failures.append(failure)

    working = Thread(target=open_cases)
    working.start()
    began = time.perf_counter()
    try:
        command = [sys.executable, "-P", "-m", "config.command", *words]
        done = subprocess.run(command, env=dict(bench.env), capture_output=True, text=True, check=False)
        seconds = time.perf_counter() - began
    finally:
        ended.set()
        working.join()
    if done.returncode or failures:
        raise Failed(f"{words[0]}: {done.stderr} {failures}")
    return Meanwhile(done.stdout, seconds, answers)


def _told(answers: Sequence[float]) -> str:
    ordered = sorted(answers)
    middle, slowest = 1000 * ordered[len(ordered) // 2], 1000 * ordered[-1]
    return f"{len(ordered)} cases, half within {middle:.0f} ms, the slowest {slowest:.0f} ms"


def main() -> int:
    arguments = argparse.ArgumentParser(prog="benchmarks.keeping", description=__doc__)
    arguments.add_argument("--people", type=int, default=10_000)
    arguments.add_argument("--engine", choices=stores.engines(), default="sqlite")
    options = arguments.parse_args()
    with stores.opened(options.engine, options.people) as bench, site.running(bench) as running:
        plan = json.loads(Path(bench.plan).read_text(encoding="utf-8"))
        for what, figure in measured(bench, plan, running.port):
            print(f"{what}: {figure}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
