"""Puts a backup back where there is nothing yet, and verifies the trail."""

from argparse import ArgumentParser
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from malath.audit import actions as audit
from malath.audit.words import Did
from malath.foundation import clock
from malath.foundation.actor import WORKER, Actor
from malath.foundation.acts import act
from malath.workday.management import attached, postgresql_copy, sealed_file, sqlite_copy
from malath.workday.management.ending import ends_tidily
from malath.workday.management.sealed_file import Contents, NoBackup


class Command(BaseCommand):
    help = "Put a backup back into an empty place, and verify the trail in it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="what `malath backup` wrote")
        parser.add_argument("--identity", type=Path, required=True, help="file with the secret age key (AGE-SECRET-KEY-1…)")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with ends_tidily():
                held = put_back(options["file"], sealed_file.identities(options["identity"]))
        except NoBackup as reason:
            raise CommandError(str(reason)) from None
        open_again(by=WORKER, at=clock.now())
        self.stdout.write(
            f"Put back as it was at {held.made_at}: {sum(held.rows.values()):,} rows in {len(held.rows)} tables"
            f" and the heads of {held.chains:,} chains, as they were counted when the backup was made."
        )
        call_command("verify_audit", stdout=self.stdout)
        self.stdout.write("Everybody signs in anew. What was done after that moment is gone: also accounts that were ended.")


def put_back(file: Path, secrets: list[Any]) -> Contents:
    """The database and the attachments, each in its place, or nothing."""
    with attached.put_back() as folder:
        if connection.vendor == "sqlite":
            return sqlite_copy.put_back(file, secrets, Path(settings.DATABASES["default"]["NAME"]), folder)
        return postgresql_copy.put_back(file, secrets, folder)


@act
def open_again(*, by: Actor, at: datetime) -> None:
    """Nobody comes in on a session of the time before; what was put back says since when."""
    Session.objects.all().delete()
    audit.record(Did.RESTORED, subject="backup", by=by, at=at)
