"""The machine with the database is lost while staff work, and the one that follows it takes over: three times, to and fro.

What is done is what `docs/guide/administrator.md` says, in the same words; a test holds both together.
"""

import random
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import psycopg

from benchmarks.stores import Engine
from faults import kills, load, site
from faults.kills import seconds_until_done, too_late, until
from faults.report import Finding
from faults.stores import Home, Server, programs
from tools import postgres

ROUNDS: Final = 3
CHANCE: Final = random.Random(13)
FOLLOW_SECONDS: Final = 30.0
COPY: Final = ("--wal-method=stream", "--write-recovery-conf", "--checkpoint=fast")
WAIT_FOR_IT: Final = "ALTER SYSTEM SET synchronous_standby_names = '*'"
DO_NOT_WAIT: Final = "ALTER SYSTEM SET synchronous_standby_names = ''"
READ_AGAIN: Final = "SELECT pg_reload_conf()"
TAKE_OVER: Final = "SELECT pg_promote()"
FOLLOWS: Final = "SELECT count(*) FROM pg_stat_replication WHERE state = 'streaming' AND sync_state = 'sync'"


class DoesNotFollow(Exception):
    """The second server did not catch up in time."""


@dataclass
class Pair:
    """Who serves, who follows. The folders are the hosts, in the order in which the site tries them."""

    serves: Server
    follows: Server

    def change(self) -> float:
        """The one that serves is gone, all its processes at once, and the other takes over. Gives the moment at
        which nobody served."""
        gone = time.monotonic()
        self.serves.kill()
        take_over(self.follows)
        self.serves, self.follows = self.follows, self.serves
        return gone

    def follow_again(self) -> None:
        """The lost machine is back: what it has is thrown away, and it follows from a fresh copy."""
        begin_to_follow(self.serves, self.follows)


def fail_over(home: Home, engine: Engine) -> Finding:
    """Three changes under load; every act waited for both disks, so none that was acknowledged may be missing."""
    again = []
    with home.opened(engine) as alone, second() as other:
        assert alone.server is not None  # noqa: S101  # this fault is for PostgreSQL only
        pair = Pair(alone.server, other)
        begin_to_follow(pair.serves, pair.follows)
        store = replace(alone, env={**alone.env, "MALATH_DATABASE": address(pair)})
        with site.running(store) as running, load.working(store, running.port) as journal:
            until(journal, lambda entries: len(entries) > 4)
            for _ in range(ROUNDS):
                time.sleep(CHANCE.uniform(1.0, 2.0))
                again.append(seconds_until_done(journal, pair.change()))
                pair.follow_again()
        pair.follows.stop()
        seen = f"acts again {max(again):.1f} s after the loss at most"
        return kills.finding(
            "the database's machine lost, the other takes over", store, journal, ROUNDS, seen, *too_late(max(again))
        )


def address(pair: Pair) -> str:
    """Both, as MALATH_DATABASE takes them: whoever asks finds the one that may be written."""
    hosts = ",".join(str(server.folder).replace("/", "%2F") for server in (pair.serves, pair.follows))
    return f"postgresql://{postgres.NAME}@{hosts}/{postgres.NAME}"


def begin_to_follow(serves: Server, follows: Server, host: str = "") -> None:
    """Copy everything, follow, and from then on make each act wait for both disks; through the socket, or the network when a
    `host` is named. Errors: `DoesNotFollow`."""
    said(serves, DO_NOT_WAIT, READ_AGAIN)
    follows.stop()
    copy(host or str(serves.folder), follows.folder)
    follows.process = postgres.launch(programs(), follows.folder, postgres.unprivileged_owner(), ())
    said(serves, WAIT_FOR_IT, READ_AGAIN)
    deadline = time.monotonic() + FOLLOW_SECONDS
    while said(serves, FOLLOWS) != 1:
        if time.monotonic() > deadline:
            raise DoesNotFollow
        time.sleep(0.05)


def take_over(server: Server) -> None:
    """It may be written from now on, and waits for nobody until another follows."""
    said(server, DO_NOT_WAIT, READ_AGAIN, TAKE_OVER)


def copy(source: str, to: Path) -> None:
    """A copy of a running server, made ready to follow it; what lay there before is gone."""
    owner = postgres.unprivileged_owner()
    shutil.rmtree(to / "data", ignore_errors=True)
    command = [str(programs() / "pg_basebackup"), "-h", source, "-U", postgres.NAME, "-D", str(to / "data"), *COPY]
    subprocess.run(command, user=owner.uid, group=owner.gid, cwd=to, check=True, capture_output=True)


def said(server: Server, *statements: str) -> object:
    """The answer to the last of them."""
    with psycopg.connect(host=str(server.folder), user=postgres.NAME, dbname="postgres", autocommit=True) as connection:
        rows = [
            connection.execute(statement).fetchone() if _asks(statement) else connection.execute(statement)
            for statement in statements
        ]
        return rows[-1][0] if isinstance(rows[-1], tuple) else None


def _asks(statement: str) -> bool:
    return statement.startswith("SELECT")


@contextmanager
def second() -> Iterator[Server]:
    """A folder for the second server; it is stopped and gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="malath-pg-", dir=postgres.SHORT, ignore_cleanup_errors=True) as name:
        server = Server(Path(name))
        postgres.give(server.folder, postgres.unprivileged_owner())
        try:
            yield server
        finally:
            server.stop()
