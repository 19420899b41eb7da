"""What becomes of acts when something breaks: each fault is done to the real site, and the database is asked afterwards.

    make faults                                      all faults, SQLite and PostgreSQL
    make faults ARGS="--only kill --engine sqlite"   those with this in their name, on one engine

Prints a table and leaves it in var/faults/last.md. Ends with 1 when anything acknowledged is lost or anything is half done.
"""

import argparse
import os
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType
from typing import Final

from benchmarks.stores import Engine, engines
from faults import clocks, database, disk, failover, halves, kills, locked, network, power, report, steps, workers
from faults.report import Finding
from faults.stores import Home
from malath.foundation import keys

Fault = Callable[[Home, Engine], Finding]
FAULTS: Final[dict[str, Fault]] = {
    "kill web process": kills.kill_web_process,
    "kill site": kills.kill_site,
    "kill worker": workers.kill_worker,
    "kill database": database.kill_database,
    "restart database": database.restart_database,
    "fail over": failover.fail_over,
    "network": network.cut_network,
    "two halves": halves.cut_in_two,
    "every step": steps.stop_at_each_step,
    "lock": locked.lock_database,
    "disk": disk.fill_disk,
    "clock": clocks.jump_clock,
    "power": power.count_syncs,
}
SERVERS: Final = ("kill database", "restart database", "fail over", "network", "two halves")
ONLY: Final[dict[str, Engine]] = {**dict.fromkeys(SERVERS, "postgresql"), "lock": "sqlite"}


def main() -> int:
    options = read_options()
    os.umask(0o077)
    signal.signal(signal.SIGTERM, leave)
    known = engines()
    if "postgresql" not in known and options.engine != "sqlite":
        print("PostgreSQL is not installed here: SQLite only.", flush=True)
    if not any(options.only in name for name in FAULTS):
        sys.exit(f"There is no fault with “{options.only}” in its name: {', '.join(FAULTS)}.")
    wanted = [engine for engine in known if options.engine in ("", engine)]
    with tempfile.TemporaryDirectory(prefix="malath-faults-") as folder:
        findings = list(tried(Home(Path(folder)), wanted, options.only))
    command = " ".join(["make faults", *([f'ARGS="{" ".join(sys.argv[1:])}"'] if sys.argv[1:] else [])])
    text = report.page(findings, command, datetime.now(UTC).date())
    place = keys.var_folder() / "faults"
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    (place / "last.md").write_text(text, encoding="utf-8")
    print(f"\n{text}")
    return report.code(findings)


def leave(_number: int, _frame: FrameType | None) -> None:
    """End by an exception, so that disks, servers and folders are put away."""
    sys.exit(143)


def tried(home: Home, wanted: list[Engine], only: str) -> Iterator[Finding]:
    """One fault after the other, each told at once."""
    for name, fault in FAULTS.items():
        for engine in (engine for engine in wanted if only in name and ONLY.get(name, engine) == engine):
            began = time.monotonic()
            try:
                found = fault(home, engine)
            except Exception as error:  # noqa: BLE001  # the others are tried all the same
                traceback.print_exc()
                found = Finding(name, engine, wrong=(f"could not be tried: {type(error).__name__}",))
            found = replace(found, seconds=time.monotonic() - began)
            print(report.line(found), flush=True)
            yield found


def read_options() -> argparse.Namespace:
    arguments = argparse.ArgumentParser(
        prog="faults", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("--only", default="", help=f"faults with this in their name: {', '.join(FAULTS)}")
    arguments.add_argument("--engine", choices=["sqlite", "postgresql"], default="", help="one of them only")
    return arguments.parse_args()


if __name__ == "__main__":
    sys.exit(main())
