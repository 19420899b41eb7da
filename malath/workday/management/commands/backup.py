"""A copy of the database and the attachments while people work, sealed to a key that is not on this machine."""

import tempfile
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from malath.audit import actions as audit
from malath.audit.words import Did
from malath.foundation import clock, keys
from malath.foundation.actor import WORKER, Actor
from malath.foundation.acts import act
from malath.workday.management import attached, postgresql_copy, rounds, sealed_file, sqlite_copy
from malath.workday.management.attached import Attached
from malath.workday.management.ending import ends_tidily
from malath.workday.management.sealed_file import Contents, NoBackup

EXAMPLE = """\
malath backup /media/backup --to age1...
malath backup /media/backup/before-the-move.age
"""


class Command(BaseCommand):
    help = "Write a sealed copy of the database and the attachments, looked through and compared, while people work."

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        parser = super().create_parser(prog_name, subcommand, **kwargs)
        parser.epilog, parser.formatter_class = EXAMPLE, RawDescriptionHelpFormatter
        return parser

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="where to: a new file, or a folder, in which it is named after the time")
        parser.add_argument("--to", action="append", default=[], help="age recipient that may open it; may be given again")

    def handle(self, *args: Any, **options: Any) -> None:
        at = clock.now()
        path = place(options["file"], at)
        try:
            to = recipients(options["to"])
            with ends_tidily():
                size, held = written(path, to, at=at)
        except NoBackup as reason:
            raise CommandError(str(reason)) from None
        self.stdout.write(f"Backup written: {path}, {size / 1_000_000:,.1f} MB, sealed to {len(to)} recipient(s).")
        self.stdout.write(
            "Verified: the copy was opened and is sound;"
            f" {sum(held.rows.values()):,} rows in {len(held.rows)} tables and the heads of {held.chains:,} chains"
            f" are those of the database at {held.made_at}; the sealed file was read back from the disk."
        )
        self.stdout.write(
            f"The keyring is not in it, and nobody opens it without: keep a copy of {keys.var_folder() / 'keys'} elsewhere."
        )


def recipients(given: Sequence[str]) -> list[Any]:
    """Errors: `NoBackup` when nobody could open it."""
    return sealed_file.recipients(given or settings.MALATH_BACKUP_RECIPIENT)


def written(path: Path, to: list[Any], *, at: datetime, told: bool = True) -> tuple[int, Contents]:
    """A verified backup. `told`: whether the trail says so before, which it cannot while its own tables wait for a change.
    Errors: `NoBackup`, OSError."""
    if told:
        begin(by=WORKER, at=at)
    made = copy(path, to, at=at)
    rounds.done(rounds.BACKUP, at)
    return made


def place(given: Path, at: datetime) -> Path:
    """The file to write. Errors: `CommandError` when there is one already, or no folder for it."""
    path = given / f"malath-{at:%Y%m%d-%H%M%S}.age" if given.is_dir() else given
    if path.exists():
        raise CommandError(f"There is a file {path} already. A backup is never written over another.")
    if not path.parent.is_dir():
        raise CommandError(f"There is no folder {path.parent}.")
    return path


def copy(path: Path, to: list[Any], *, at: datetime) -> tuple[int, Contents]:
    """What lies beside the backup while it is made is encrypted like the database, and goes away whatever happens."""
    copied = sqlite_copy.copied if connection.vendor == "sqlite" else postgresql_copy.copied
    with (
        tempfile.TemporaryDirectory(prefix=".malath-", dir=path.parent) as folder,
        copied(Path(folder), at=at) as (held, copy),
    ):
        parts = [Attached(attached.lying()), copy]
        return sealed_file.seal(path, replace(held, attachments=True), parts, to), held


@act
def begin(*, by: Actor, at: datetime) -> None:
    """All that is known of everybody is about to leave the machine, sealed: recorded before, so that the copy says it."""
    audit.record(Did.BACKUP_BEGUN, subject="backup", by=by, at=at)
