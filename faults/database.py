"""PostgreSQL killed, and restarted politely, while staff work. The site is left alone: it must find its way back."""

import random
import time
from typing import Final

from benchmarks.stores import Engine
from faults import kills, load, site
from faults.kills import seconds_until_done, too_late, until
from faults.report import Finding
from faults.stores import Home, Server
from tools import children, serve

CHANCE: Final = random.Random(11)
ROUNDS: Final = 4
AWAY_SECONDS: Final = (0.0, 3.0)


def kill_database(home: Home, engine: Engine) -> Finding:
    """The server and all its processes, at moments that nobody chose; started again on what it left."""
    return _without(home, engine, "kill -9 of PostgreSQL", hard=True)


def restart_database(home: Home, engine: Engine) -> Finding:
    """As after an update of its packages: it breaks off what runs, and is back a moment later."""
    return _without(home, engine, "PostgreSQL restarted under load", hard=False)


def _without(home: Home, engine: Engine, fault: str, *, hard: bool) -> Finding:
    again = []
    with home.opened(engine) as store, site.running(store) as running:
        assert store.server is not None  # noqa: S101  # this fault is for PostgreSQL only
        master, before = running.child.process.pid, set(running.workers)
        worker = serve.worker(store.env, store.notes, None)
        try:
            with load.working(store, running.port) as journal:
                until(journal, lambda entries: len(entries) > 4)
                for _ in range(ROUNDS):
                    time.sleep(CHANCE.uniform(1.0, 2.0))
                    again.append(seconds_until_done(journal, _taken_away(store.server, hard=hard)))
            kept_running = running.child.process.pid == master and before <= set(running.workers)
            wrong = [] if kept_running else ["web processes had to be started again"]
            wrong += [] if worker.process.poll() is None else ["the worker ended by itself"]
            wrong += too_late(max(again))
        finally:
            children.end([worker])
        return kills.finding(fault, store, journal, ROUNDS, f"acts again after at most {max(again):.1f} s", *wrong)


def _taken_away(server: Server, *, hard: bool) -> float:
    """Stop it, leave it away for a while, start it; gives the moment at which it answers."""
    if hard:
        server.kill()
    else:
        server.stop()
    time.sleep(CHANCE.uniform(*AWAY_SECONDS))
    server.start()
    return time.monotonic()
