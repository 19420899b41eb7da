"""SQLite locked by another process for longer than anybody waits for it."""

import subprocess
import time
from typing import Final

from benchmarks.stores import Engine
from faults import inside, kills, load, site
from faults.kills import seconds_until_done, too_late, until
from faults.report import Finding
from faults.stores import Home

HELD_SECONDS: Final = 30  # longer than the timeout in the settings


def lock_database(home: Home, engine: Engine) -> Finding:
    """Nobody can write: each page says so after a while, keeps what was typed, and all goes on afterwards."""
    with home.opened(engine) as store, site.running(store) as running:
        with load.working(store, running.port) as journal:
            until(journal, lambda entries: len(entries) > 4)
            subprocess.run(inside.command("holder", str(HELD_SECONDS)), env=store.env, check=True, stdout=subprocess.DEVNULL)
            again = seconds_until_done(journal, time.monotonic())
        refused = sum(entry.status == load.NOT_NOW for entry in load.read(journal))
        wrong = [*too_late(again), *([] if refused else ["nobody was told “not now”"])]
        seen = f"held for {HELD_SECONDS} s, acts again after {again:.1f} s"
        return kills.finding("SQLite locked by another process", store, journal, 1, seen, *wrong)
