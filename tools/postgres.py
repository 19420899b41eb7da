"""A throw-away PostgreSQL for tests and measurements: in a temporary folder, reachable only through a socket
in that folder, gone afterwards, whatever happens.

    with postgres.running() as url: ...          MALATH_DATABASE=url
"""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg

from tools import children

NAME = "malath"
START_SECONDS = 30.0
# Lower-case and short: the folder is the host name of the address, and the path of a socket has a limit.
SHORT = "/tmp"  # noqa: S108  # each server gets a private folder in it
UNPRIVILEGED = ("postgres", "nobody")
FORGETFUL = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
# Tests take back what they wrote. A server that looks at its tables in between finds them empty and plans for that: one
# question of the next test then takes minutes instead of milliseconds, now and then.
UNCOUNTED = ("autovacuum=off",)


class CannotStart(Exception):
    """Why there is no server, as one sentence."""


@dataclass(frozen=True)
class Owner:
    """As whom the server runs; None: as we are. It refuses to run as root."""

    uid: int | None = None
    gid: int | None = None


def programs() -> Path | None:
    """The folder with the server's own programs, the newest version first; None when it is not installed."""
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    on_path = shutil.which("initdb")
    if installed:
        return installed[-1].parent
    return Path(on_path).resolve().parent if on_path else None


@contextmanager
def running(*, durable: bool = False) -> Iterator[str]:
    """The address of a fresh, empty database, as MALATH_DATABASE takes it.

    `durable`: every commit waits for the disk, as in real life. Errors: `CannotStart`.
    """
    bin_folder, owner = programs(), unprivileged_owner()
    if bin_folder is None:
        raise CannotStart("PostgreSQL's server programs are not installed.")
    folder = Path(tempfile.mkdtemp(prefix="malath-pg-", dir=SHORT))  # mkdtemp makes it private
    try:
        give(folder, owner)
        make_cluster(bin_folder, folder, owner)
        with served(bin_folder, folder, owner, () if durable else (*FORGETFUL, *UNCOUNTED)):
            yield address(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def unprivileged_owner() -> Owner:
    if os.geteuid() != 0:
        return Owner()
    users = {user.pw_name: user for user in pwd.getpwall()}
    for name in UNPRIVILEGED:
        if name in users:
            return Owner(users[name].pw_uid, users[name].pw_gid)
    raise CannotStart("PostgreSQL refuses to run as root, and there is no user postgres or nobody.")


def give(folder: Path, owner: Owner) -> None:
    """A folder and all that is in it belongs to whom the server runs as."""
    if owner.uid is not None and owner.gid is not None:
        for path in (folder, *folder.rglob("*")):
            os.chown(path, owner.uid, owner.gid)


def address(folder: Path) -> str:
    """Where the server in a folder answers, as MALATH_DATABASE takes it."""
    return f"postgresql://{NAME}@{quote(str(folder), safe='')}/{NAME}"


def make_cluster(bin_folder: Path, folder: Path, owner: Owner) -> None:
    options = [
        "--username",
        NAME,
        "--auth",
        "trust",
        "--encoding",
        "UTF8",
        "--locale",
        "C.UTF-8",
        "--no-sync",
    ]
    done = subprocess.run(
        [str(bin_folder / "initdb"), "--pgdata", str(folder / "data"), *options],
        user=owner.uid,
        group=owner.gid,
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise CannotStart(f"PostgreSQL could not be prepared: {done.stderr.strip().splitlines()[-1]}")


@contextmanager
def served(bin_folder: Path, folder: Path, owner: Owner, settings: Sequence[str]) -> Iterator[None]:
    server = launch(bin_folder, folder, owner, settings)
    try:
        create_database(server, folder)
        yield
    finally:
        server.send_signal(signal.SIGINT)
        server.wait()


def launch(bin_folder: Path, folder: Path, owner: Owner, settings: Sequence[str]) -> "subprocess.Popen[bytes]":
    """Start the server of a cluster; it answers a moment later. It ends with whoever started it."""
    places = ("listen_addresses=", f"unix_socket_directories={folder}")
    options = [word for setting in (*places, *settings) for word in ("-c", setting)]
    with (folder / "server.log").open("wb") as log:
        return subprocess.Popen(
            [str(bin_folder / "postgres"), "-D", str(folder / "data"), *options],
            user=owner.uid,
            group=owner.gid,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=children.die_with_parent(signal.SIGQUIT),  # noqa: PLW1509  # this program has one thread
        )


def create_database(server: "subprocess.Popen[bytes]", folder: Path) -> None:
    """As soon as the server answers; a cluster that was kept has its database already."""
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            with psycopg.connect(host=str(folder), user=NAME, dbname="postgres", autocommit=True) as connection:
                with suppress(psycopg.errors.DuplicateDatabase):
                    connection.execute(f"CREATE DATABASE {NAME}")
                return
        except psycopg.OperationalError:
            if server.poll() is not None or time.monotonic() > deadline:
                said = (folder / "server.log").read_text(encoding="utf-8", errors="replace").strip()
                raise CannotStart(f"PostgreSQL does not start: {said.splitlines()[-1:]}") from None
        time.sleep(0.05)
