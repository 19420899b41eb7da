"""The job worker killed while it escalates, and started again until nothing is due."""

import random
import time
from typing import Final

from benchmarks.stores import Engine
from faults import kills
from faults.inside import ask
from faults.report import Finding
from faults.stores import Home, Store
from tools import children, serve

CHANCE: Final = random.Random(13)
TWO: Final = 2
MOST_ROUNDS: Final = 40
WORKS_SECONDS: Final = (1.5, 4.0)


def kill_worker(home: Home, engine: Engine) -> Finding:
    """Two workers at once, so that they also come in each other's way; both killed at moments that nobody chose."""
    with home.opened(engine) as store:
        before = due = ask(store.env, "told", "due")
        rounds = 0
        while due and rounds < MOST_ROUNDS:
            rounds += 1
            _work_for_a_while(store)
            due = ask(store.env, "told", "due")
        verdict = kills.verdict(ask(store.env, "told"))
        seen = f"{before} referrals were due, two workers at once"
        return Finding("kill -9 of the worker while it escalates", engine, rounds, verdict, seen)


def _work_for_a_while(store: Store) -> None:
    """They take a moment to start; some rounds end before anything was done, and that is a round too."""
    workers = [serve.worker(store.env, store.notes / f"log{number}", None) for number in range(TWO)]
    try:
        time.sleep(CHANCE.uniform(*WORKS_SECONDS))
    finally:
        for worker in workers:
            worker.process.kill()
        children.end(workers)
