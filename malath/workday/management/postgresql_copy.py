"""PostgreSQL: dumped of one moment while people write, read along on its way, put back. Nothing open touches a disk."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from threading import Thread
from typing import IO, Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.db import connection, transaction

from malath.audit.management.walls import BELT
from malath.workday.management.attached import unpacked
from malath.workday.management.contents import HEADS, Heads, contents, why_not_open
from malath.workday.management.sealed_file import Contents, NoBackup, Readable, read_through

ENGINE = "PostgreSQL"
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"
DUMP = ("--format=custom", "--compress=1", "--no-owner", "--no-privileges", f"--exclude-table={BELT}")
READ = ("--no-owner", "--no-privileges", "--file=-")
KEPT = {"PGTARGETSESSIONATTRS", "PGSSLMODE", "PGSSLROOTCERT"}
PUT_BACK = ("--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error")


@contextmanager
def copied(_folder: Path, *, at: datetime) -> Iterator[tuple[Contents, Readable]]:
    """A dump of one moment, to be read once; it ends only when what came by is what was counted. Errors: `NoBackup`."""
    with transaction.atomic():
        moment = _moment()
        held = _held(at)
        dump = Dump(held, moment)
        try:
            yield held, dump
        finally:
            dump.stop()


def put_back(backup: Path, secrets: list[Any], attachments: Path) -> Contents:
    """Put a backup into a database without tables: whole, or nothing of it is left. Errors: `NoBackup`, OSError."""
    if connection.introspection.table_names():
        raise NoBackup("There are tables in this database already. A backup is only put back into an empty place.")
    held = read_through(backup, secrets, None, unpacked(None))
    if reason := why_not_open(held, ENGINE):
        raise NoBackup(reason)
    with in_memory() as said:
        command = [program("pg_restore"), *PUT_BACK, "--dbname", connection.settings_dict["NAME"]]
        restoring = subprocess.Popen(command, env=environment(), stdin=subprocess.PIPE, stdout=said, stderr=said)
        try:
            with suppress(BrokenPipeError):
                read_through(backup, secrets, restoring.stdin, unpacked(attachments))
        except BaseException:
            restoring.kill()
            raise
        finally:
            with suppress(BrokenPipeError):
                restoring.communicate()
        if restoring.returncode:
            raise NoBackup(f"pg_restore put nothing back: {first_line(said)}")
    if differing := held.differing(_held(datetime.fromisoformat(held.made_at))):
        raise NoBackup(f"What was put back is not what it should be: {', '.join(differing)}. Throw this database away.")
    return held


@dataclass
class Seen:
    """What came by in a dump."""

    rows: dict[str, int] = field(default_factory=dict)
    heads: Heads = field(default_factory=Heads)

    def read(self, lines: Iterable[bytes]) -> None:
        """Statements of a dump as text: the rows of each COPY, and the heads of the chains among them."""
        table = ""
        for line in lines:
            if not table:
                table = self._begun(line)
            elif line == b"\\.\n":
                table = ""
            else:
                self.rows[table] += 1
                if table == HEADS:
                    chain, number, hash_ = line.decode().rstrip("\n").split("\t")
                    self.heads.add(chain, int(number), bytes.fromhex(hash_.removeprefix("\\\\x")))

    def _begun(self, line: bytes) -> str:
        if not line.startswith(b"COPY "):
            return ""
        table = line.decode().split()[1].rpartition(".")[2].strip('"')
        self.rows[table] = 0
        return table


class Dump:
    """What pg_dump writes, for whoever seals it; pg_restore reads it at the same time, so that it is known to be whole."""

    def __init__(self, held: Contents, moment: str) -> None:
        self.held, self.seen, self.said = held, Seen(), in_memory()
        env, pipe = environment(settings.MALATH_BACKUP_DATABASE), subprocess.PIPE
        dump = [program("pg_dump"), *DUMP, f"--snapshot={moment}", connection.settings_dict["NAME"]]
        self.dumping = subprocess.Popen(dump, env=env, stdin=subprocess.DEVNULL, stdout=pipe, stderr=self.said)
        read = [program("pg_restore"), *READ]
        self.reading = subprocess.Popen(read, env=env, stdin=pipe, stdout=pipe, stderr=self.said)
        self.counting = Thread(target=self.seen.read, args=(self.reading.stdout,))
        self.counting.start()

    def read(self, size: int = -1) -> bytes:
        data = _of(self.dumping.stdout).read(size)
        with suppress(BrokenPipeError):  # it then says itself why it ended
            if data:
                _of(self.reading.stdin).write(data)
            else:
                _of(self.reading.stdin).close()
        if not data:
            self.compare()
        return data

    def compare(self) -> None:
        """Errors: `NoBackup` when a program failed, or when what came by is not what the database holds."""
        self.counting.join()
        for name, running in (("pg_dump", self.dumping), ("pg_restore", self.reading)):
            if running.wait():
                raise NoBackup(f"{name} failed: {first_line(self.said)}")
        seen = replace(self.held, rows=self.seen.rows, chains=self.seen.heads.chains, heads=self.seen.heads.mark)
        if differing := self.held.differing(seen):
            raise NoBackup(f"The copy is not what it should be: {', '.join(differing)}.")

    def stop(self) -> None:
        """Nothing of it is left, whatever happened."""
        for running in (self.dumping, self.reading):
            running.kill()
            running.wait()
        self.counting.join()
        for stream in (self.dumping.stdout, self.reading.stdin, self.reading.stdout, self.said):
            with suppress(BrokenPipeError):
                _of(stream).close()


def program(name: str) -> str:
    """Where a program of PostgreSQL lies, the newest version first. Errors: `NoBackup`."""
    beside_server = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: float(path.parts[-3]))
    found = str(beside_server[-1]) if beside_server else shutil.which(name)
    if found is None:
        raise NoBackup(f"{name} is not installed here. On Debian and Ubuntu: apt install postgresql-client")
    return found


def environment(reader: str = "") -> dict[str, str]:
    """How these programs reach the database, as a role of its own where its address is named: never on their command line,
    which every user of the machine can read."""
    others = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "MALATH_"))}
    others |= {name: value for name, value in os.environ.items() if name.startswith("PGSSL")}  # how the server is known
    named = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGDATABASE": "NAME"}
    ours = {name: str(connection.settings_dict[key]) for name, key in named.items() if connection.settings_dict[key]}
    asked = {f"PG{name.replace('_', '').upper()}": str(value) for name, value in connection.settings_dict["OPTIONS"].items()}
    its = urlsplit(reader)
    role = {"PGUSER": unquote(its.username or ""), "PGPASSWORD": unquote(its.password or "")} if reader else {}
    return {**others, **ours, **{name: asked[name] for name in asked.keys() & KEPT}, **role}


def in_memory() -> IO[bytes]:
    """A place for what these programs complain of: they may quote rows, so not on a disk where the machine allows it."""
    return os.fdopen(os.memfd_create("said"), "w+b") if hasattr(os, "memfd_create") else tempfile.TemporaryFile()


def first_line(said: IO[bytes]) -> str:
    said.seek(0)
    return (said.read().decode(errors="replace").strip().splitlines() or ["it says nothing"])[0]


def _held(at: datetime) -> Contents:
    """What the database holds; thousands of rows at a time, so that the heads of a country fit into memory."""

    def ask(sql: str) -> Iterator[tuple[Any, ...]]:
        with connection.chunked_cursor() as cursor:
            cursor.execute(sql)
            while rows := cursor.fetchmany(5_000):
                yield from rows

    return contents(ask, [name for (name,) in ask(TABLES) if name != BELT], engine=ENGINE, made_at=at)


def _moment() -> str:
    """Begins to look at the database as it is now; other programs can look at the same moment by its name."""
    with connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        return str(cursor.fetchone()[0])


def _of(stream: IO[bytes] | None) -> IO[bytes]:
    if stream is None:
        raise RuntimeError("a program was started without its pipes")
    return stream
