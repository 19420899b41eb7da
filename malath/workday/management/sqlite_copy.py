"""The encrypted SQLite file: copied in one step while people write, looked through, put back."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import connection

from malath.foundation import keys
from malath.foundation.sqlcipher.base import beside
from malath.workday.management.attached import unpacked
from malath.workday.management.contents import contents, why_not_open
from malath.workday.management.sealed_file import Contents, NoBackup, Readable, for_its_owner, read_through

ENGINE = "SQLite"
TABLES = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"


@contextmanager
def copied(folder: Path, *, at: datetime) -> Iterator[tuple[Contents, Readable]]:
    """A copy of one moment in a folder that is thrown away, looked through and compared; encrypted as the database is.

    All pages in one step, in the transaction in which they are counted: nobody who writes is held up, and the copy is
    not begun anew after each of them. Errors: `NoBackup`, DatabaseError.
    """
    path = folder / "copy.sqlite"
    path.touch(mode=0o600, exist_ok=False)
    connection.ensure_connection()
    source = connection.connection
    with connection.wrap_database_errors:
        source.execute("BEGIN")
        try:
            held = _held(source, at)
            with beside(path) as copy:
                source.backup(copy, pages=-1)
        finally:
            source.execute("ROLLBACK")
        look_through(path, held)
    with path.open("rb") as file:
        yield held, file


def look_through(path: Path, held: Contents) -> None:
    """Open a copy, examine it, and compare it with what it should hold. Errors: `NoBackup`, `WrongDatabaseKey`.

    The quick check reads every page in its order. The slow one looks each row up in each index besides, which takes a
    quarter of an hour and more for a million people, and finds what a copy of pages does not do.
    """
    with beside(path) as copy:
        broken = copy.execute("PRAGMA cipher_integrity_check").fetchall()
        structure = copy.execute("PRAGMA quick_check(1)").fetchall()
        if broken or structure != [("ok",)]:
            raise NoBackup("The copy is not sound. The disk may be failing, or the database itself is damaged.")
        if differing := held.differing(_held(copy, datetime.fromisoformat(held.made_at))):
            raise NoBackup(f"The copy is not what it should be: {', '.join(differing)}.")


def put_back(backup: Path, secrets: list[Any], target: Path, attachments: Path) -> Contents:
    """Put a backup where there is no database yet: whole, or nothing of it is left. Errors: `NoBackup`, OSError."""
    if target.exists():
        raise NoBackup(f"There is a database already: {target}. A backup is only put back into an empty place.")
    fresh = target.with_name(f".{target.name}.restored")
    try:
        fresh.unlink(missing_ok=True)
        with for_its_owner(fresh) as file:
            held = read_through(backup, secrets, file, unpacked(attachments))
        if reason := why_not_open(held, ENGINE):
            raise NoBackup(reason)
        look_through(fresh, held)
        os.link(fresh, target)  # unlike a renaming, it never takes the place of another
    finally:
        for path in target.parent.glob(f"{fresh.name}*"):
            path.unlink()
    keys.sync(target.parent)
    return held


def _held(opened: Any, at: datetime) -> Contents:
    tables = [name for (name,) in opened.execute(TABLES)]
    return contents(opened.execute, tables, engine=ENGINE, made_at=at)
