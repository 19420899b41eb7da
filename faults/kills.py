"""Web processes and the whole site, killed while staff accept referrals and open cases."""

import os
import random
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from benchmarks.stores import Engine
from faults import load, site
from faults.inside import ask
from faults.load import DONE, NO_ANSWER, Entry
from faults.report import Finding, Verdict
from faults.stores import Home, Store

CHANCE: Final = random.Random(7)
AFTERWARDS_SECONDS: Final = 3.0
PATIENCE_SECONDS: Final = 60.0
ALREADY: Final = (200, 409)
BLAMED: Final = (400, 403, 404, 422)


def kill_web_process(home: Home, engine: Engine) -> Finding:
    """One of the two, again and again, at moments that nobody chose."""
    rounds = 15
    with home.opened(engine) as store, site.running(store) as running:
        with load.working(store, running.port) as journal:
            until(journal, lambda entries: len(entries) > 4)
            for _ in range(rounds):
                time.sleep(CHANCE.uniform(0.5, 1.6))
                with suppress(ProcessLookupError):
                    os.kill(CHANCE.choice(running.workers), signal.SIGKILL)
            again = seconds_until_done(journal, time.monotonic())
            time.sleep(AFTERWARDS_SECONDS)
        return finding("kill -9 of a web process", store, journal, rounds, "", *too_late(again))


def kill_site(home: Home, engine: Engine) -> Finding:
    """All of it at once, and started again by hand."""
    rounds, again = 5, []
    with home.opened(engine) as store, site.running(store) as running:
        with load.working(store, running.port) as journal:
            until(journal, lambda entries: len(entries) > 4)
            for _ in range(rounds):
                time.sleep(CHANCE.uniform(0.5, 1.5))
                running.kill()
                began = time.monotonic()
                running.start()
                again.append(seconds_until_done(journal, began))
        return finding(
            "kill -9 of the whole site",
            store,
            journal,
            rounds,
            f"acts again after at most {max(again):.1f} s",
            *too_late(max(again)),
        )


def finding(fault: str, store: Store, journal: Path, rounds: int, seen: str = "", *wrong: str) -> Finding:
    """The verdict over what those at work wrote down, and what they were shown meanwhile."""
    found = verdict(ask(store.env, "judge", str(journal)))
    entries = load.read(journal)
    said = [*wrong, *unclear(entries), *([] if found.acknowledged else ["nothing was acknowledged"])]
    return Finding(fault, store.engine, rounds, found, "; ".join(filter(None, [seen, told(entries)])), tuple(said))


def verdict(found: dict[str, Any]) -> Verdict:
    """As a process beside us has told it."""
    return Verdict(found["acknowledged"], found["found"], tuple(found["lost"]), tuple(found["half"]))


def told(entries: list[Entry]) -> str:
    """What those at work saw besides their acts done."""
    broken = sum(entry.status == NO_ANSWER for entry in entries)
    not_now = sum(entry.status == load.NOT_NOW for entry in entries)
    already = sum(entry.status in ALREADY for entry in entries)
    longest = max((entry.seconds for entry in entries), default=0.0)
    counts = [f"{broken} without an answer" if broken else "", f"{not_now} × “not now”" if not_now else ""]
    counts += [f"{already} × “is done already”" if already else ""]
    return ", ".join(filter(None, [*counts, f"longest wait {longest:.1f} s"]))


def unclear(entries: list[Entry]) -> list[str]:
    """Pages that say less than they must: an error of ours, or one that has not kept what was typed."""
    errors = sum(entry.status >= 500 and entry.status != load.NOT_NOW for entry in entries)
    blamed = sum(entry.status in BLAMED for entry in entries)
    emptied = sum(not entry.kept for entry in entries)
    said = [f"{errors} pages said only that something went wrong" if errors else ""]
    said += [f"{blamed} pages blamed the one who had sent it" if blamed else ""]
    said += [f"{emptied} pages had not kept what was typed" if emptied else ""]
    return [*filter(None, said)]


def answered_since(entries: list[Entry], moment: float) -> bool:
    """Whether an act that began after this moment was acknowledged."""
    return any(entry.status == DONE and entry.at - entry.seconds > moment for entry in entries)


def seconds_until_done(journal: Path, began: float) -> float:
    """How long until an act that began after this moment was acknowledged; the whole patience when none was."""
    until(journal, lambda entries: answered_since(entries, began))
    return time.monotonic() - began


def too_late(seconds: float) -> list[str]:
    """Nothing was done again while anybody waited for it."""
    return ["nothing was done again"] if seconds >= PATIENCE_SECONDS else []


def until(journal: Path, enough: Callable[[list[Entry]], bool], seconds: float = PATIENCE_SECONDS) -> bool:
    """Wait until the journal shows it; false when it never does."""
    deadline = time.monotonic() + seconds
    while not enough(load.read(journal)):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    return True
