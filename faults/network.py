"""The network between the site and PostgreSQL is cut while staff work, shortly and for long: nothing arrives, nobody is told.

The server lives in a network of its own, at the other end of a cable of the kernel; that end is unplugged. Only root may do so.
"""

import ctypes
import os
import random
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Final

from benchmarks.stores import Engine
from faults import kills, load, site
from faults.kills import seconds_until_done, too_late, until
from faults.report import Finding
from faults.stores import Home, Server, programs
from tools import children, postgres, serve

FAULT: Final = "the network to PostgreSQL is cut"
CHANCE: Final = random.Random(17)
AWAY_SECONDS: Final = ((2.0, 5.0), (2.0, 5.0), (70.0, 80.0))
"""The last one is longer than anybody waits for an answer, so that what hangs is broken off at both ends."""
NEW_NETWORK: Final = 0x40000000  # CLONE_NEWNET
HERE, THERE = "10.213.77.1", "10.213.77.2"


class Cable:
    """Between this machine and the one with the database."""

    def __init__(self) -> None:
        self.name = f"malath{os.getpid()}"
        self.near, self.far = f"mh{os.getpid()}", f"md{os.getpid()}"

    def lay(self) -> None:
        for words in (
            f"netns add {self.name}",
            f"link add {self.near} type veth peer name {self.far} netns {self.name}",
            f"addr add {HERE}/30 dev {self.near}",
            f"link set {self.near} up",
            f"-n {self.name} addr add {THERE}/30 dev {self.far}",
        ):
            ip(words)
        self.plug(there=True)

    def plug(self, *, there: bool) -> None:
        ip(f"-n {self.name} link set {self.far} {'up' if there else 'down'}")

    def take_away(self) -> None:
        subprocess.run(["ip", "netns", "del", self.name], check=False, capture_output=True)

    @contextmanager
    def other_end(self) -> Iterator[None]:
        """What is started inside the block lives at the other end."""
        with Path("/proc/self/ns/net").open() as mine, Path(f"/run/netns/{self.name}").open() as other:
            enter(other.fileno())
            try:
                yield
            finally:
                enter(mine.fileno())


def ip(words: str) -> None:
    subprocess.run(["ip", *words.split()], check=True, capture_output=True)


def enter(descriptor: int) -> None:
    if ctypes.CDLL(None, use_errno=True).setns(descriptor, NEW_NETWORK):
        raise OSError(ctypes.get_errno(), "no network of its own")


def cut_network(home: Home, engine: Engine) -> Finding:
    """Three cuts; the site and the worker are left alone, and what the cut left hanging must hold nobody up afterwards."""
    if reason := why_not():
        return Finding(FAULT, engine, not_run=reason)
    cable = Cable()
    try:
        cable.lay()
        return _cut(home, engine, cable)
    except subprocess.CalledProcessError:
        return Finding(FAULT, engine, not_run="this machine lets nobody make a network")
    finally:
        cable.take_away()


def why_not() -> str:
    """Why no network can be made here; empty where one can."""
    root = os.geteuid() == 0 and shutil.which("ip") is not None
    return "" if root else "a network of its own can be made by root only, with iproute2"


def _cut(home: Home, engine: Engine, cable: Cable) -> Finding:
    again = []
    with home.opened(engine) as near:
        assert near.server is not None  # noqa: S101  # this fault is for PostgreSQL only
        move(near.server, cable)
        store = replace(near, env={**near.env, "MALATH_DATABASE": f"postgresql://{postgres.NAME}@{THERE}/{postgres.NAME}"})
        with site.running(store) as running:
            worker = serve.worker(store.env, store.notes, None)
            try:
                with load.working(store, running.port) as journal:
                    until(journal, lambda entries: len(entries) > 4)
                    again = [seconds_until_done(journal, _unplugged(cable, *away)) for away in AWAY_SECONDS]
                unanswered = any(entry.status == load.NO_ANSWER for entry in load.read(journal))
                wrong = [*too_late(max(again)), *(["somebody got no answer"] if unanswered else [])]
                wrong += [] if worker.process.poll() is None else ["the worker ended by itself"]
            finally:
                children.end([worker])
            seen = f"acts again {max(again):.1f} s after it was mended at most"
            return kills.finding(FAULT, store, journal, len(again), seen, *wrong)


def move(server: Server, cable: Cable) -> None:
    """To the other end, on what it has; it answers there, and through its socket to whoever looks afterwards."""
    server.stop()
    with (server.folder / "data" / "pg_hba.conf").open("a", encoding="ascii") as rules:
        rules.write(f"host all all {HERE}/32 trust\nhost replication all {HERE}/32 trust\n")
    with cable.other_end():
        server.process = postgres.launch(
            programs(), server.folder, postgres.unprivileged_owner(), (f"listen_addresses={THERE}", "port=5432")
        )
    postgres.create_database(server.process, server.folder)


def _unplugged(cable: Cable, least: float, most: float) -> float:
    """At a moment that nobody chose; gives the moment at which the network is back."""
    time.sleep(CHANCE.uniform(1.0, 2.0))
    cable.plug(there=False)
    time.sleep(CHANCE.uniform(least, most))
    cable.plug(there=True)
    return time.monotonic()
