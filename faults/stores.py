"""A small world of its own for each fault: a folder with keys, and SQLite in it or a PostgreSQL server beside it.

The world is made once for each engine and size, and copied. Every commit waits for the disk, as in real life.
"""

import json
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from benchmarks.stores import Engine, environment
from faults.inside import ask
from malath.foundation import keys
from tools import children, postgres, serve

LARGE, SMALL = 200, 12
PLAN: Final = "plan.json"


@dataclass
class Server:
    """A PostgreSQL server that can be killed, and started again on what it left."""

    folder: Path
    process: "subprocess.Popen[bytes] | None" = None

    def start(self) -> None:
        """Start it and wait until it answers. Errors: `postgres.CannotStart`."""
        self.process = postgres.launch(programs(), self.folder, postgres.unprivileged_owner(), ())
        postgres.create_database(self.process, self.folder)

    def kill(self) -> None:
        """As a cut of power would end it, but for the disk: the postmaster first, then everything that it started."""
        if self.process is not None:
            for number in (self.process.pid, *children.of(self.process.pid)):
                with suppress(ProcessLookupError):
                    os.kill(number, signal.SIGKILL)
            self.process.wait()

    def stop(self) -> None:
        """Politely: what runs is broken off, what was committed is kept ("fast shutdown")."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait()

    @property
    def runs(self) -> bool:
        return self.process is not None and self.process.poll() is None


@dataclass(frozen=True)
class Store:
    """One copy of the world. `notes`: a folder beside it for what those who try it write down."""

    engine: Engine
    var: Path
    env: dict[str, str]
    plan: dict[str, Any]
    notes: Path
    server: Server | None = None

    @property
    def data(self) -> Path:
        """Where its rows are kept."""
        return self.var if self.server is None else self.server.folder


@dataclass(frozen=True)
class Home:
    """The folder of one run; all that it makes is gone afterwards."""

    folder: Path

    @contextmanager
    def opened(self, engine: Engine, waiting: int = LARGE, *, at: Path | None = None) -> Iterator[Store]:
        """A copy of the world to try something on; its rows lie in the folder `at`, when one is named."""
        made = self.folder / f"{engine}-{waiting}"
        if not made.exists():
            _make(engine, made, waiting)
        with tempfile.TemporaryDirectory(prefix="try-", dir=self.folder) as name:
            var = (at if at and engine == "sqlite" else Path(name)) / "var"
            notes = Path(name) / "notes"
            notes.mkdir()
            shutil.copytree(made / "var", var)
            with _database(engine, made / "data", at) as (url, server):
                yield Store(engine, var, environment(var, url), _plan(var), notes, server)


def _plan(var: Path) -> dict[str, Any]:
    """Sessions and references of the world, as `world` wrote them down."""
    return dict(json.loads((var / PLAN).read_text(encoding="utf-8")))


def _make(engine: Engine, made: Path, waiting: int) -> None:
    print(f"Making a world with {waiting} waiting referrals on {engine} …", flush=True)
    var = made / "var"
    keys.create(var, "demo")
    with _database(engine, None, None, keep=made / "data") as (url, _server):
        env = environment(var, url)
        serve.collect_static(env, var, None)
        (var / PLAN).write_text(json.dumps(ask(env, "world", str(waiting))), encoding="utf-8")


@contextmanager
def _database(
    engine: Engine, data: Path | None, at: Path | None, *, keep: Path | None = None
) -> Iterator[tuple[str, Server | None]]:
    """Its address, and its server. `data`: begin with this; `keep`: leave it there at the end. SQLite lies in the folder."""
    if engine == "sqlite":
        yield "", None
        return
    with tempfile.TemporaryDirectory(prefix="malath-pg-", dir=at or postgres.SHORT, ignore_cleanup_errors=True) as name:
        server, owner = Server(Path(name)), postgres.unprivileged_owner()
        postgres.give(server.folder, owner)
        if data is None:
            postgres.make_cluster(programs(), server.folder, owner)
        else:
            shutil.copytree(data, server.folder / "data")
            postgres.give(server.folder, owner)
        try:
            server.start()
            yield postgres.address(server.folder), server
        finally:
            server.stop()
        if keep is not None:
            shutil.copytree(server.folder / "data", keep)


def programs() -> Path:
    """The folder of the server's programs. Errors: `postgres.CannotStart`."""
    found = postgres.programs()
    if found is None:
        raise postgres.CannotStart("PostgreSQL's server programs are not installed.")
    return found
