"""From one version to the next: a backup, the tables, the files of the pages, the roles of PostgreSQL, then a look at all."""

from argparse import ArgumentParser
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import Error
from django.utils.translation import gettext as _
from django.utils.translation import override

from malath.audit import actions as audit
from malath.audit.words import Did
from malath.foundation import clock, keys, marks
from malath.foundation.actor import WORKER, Actor
from malath.foundation.acts import act
from malath.workday.management import looks, serving, tables
from malath.workday.management.commands import backup, doctor, prepare
from malath.workday.management.ending import ends_tidily
from malath.workday.management.findings import State, findings, worker
from malath.workday.management.sealed_file import NoBackup


class Command(BaseCommand):
    help = "Bring a house to this version: backup first, then tables, files of the pages and roles; all said by the doctor."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("backup", nargs="?", type=Path, help="folder or new file for the backup that comes first")
        parser.add_argument("--to", action="append", default=[], help="age recipient that may open it; may be given again")
        parser.add_argument("--language", choices=("en", "ar"), default="en")

    def handle(self, *args: Any, **options: Any) -> None:
        with override(options["language"]):
            try:
                with serving.alone(keys.var_folder()), ends_tidily():
                    self.upgrade(options["backup"], options["to"])
            except serving.StillServes:
                raise CommandError(
                    _("Malath runs here. Stop it first: %(command)s")
                    % {"command": "systemctl stop malath-staff malath-worker malath-public"}
                ) from None
            self.look()
            self.stdout.write(
                _("This house is of this version now. Start it: %(command)s")
                % {"command": "systemctl start malath-worker malath-staff malath-public"}
            )

    def upgrade(self, folder: Path | None, to: Sequence[str]) -> None:
        """Until the tables are changed all is as it was; after that the same command goes on where it was cut off."""
        if not tables.are_there():
            raise CommandError(_("There is no house here yet. Run: malath prepare --empty"))
        if changes := tables.waiting():
            self.back_up(folder, to, told="audit" not in changes)
            self.bring_up()
        try:
            self.make_ready(len(changes))
        except (Error, OSError, CommandError) as reason:
            raise CommandError(
                _("The tables are of this version now, and something after them failed. Run it again: %(reason)s")
                % {"reason": reason}
            ) from None

    def back_up(self, folder: Path | None, to: Sequence[str], *, told: bool) -> None:
        """Errors: `CommandError`, when there is none: then nothing is changed."""
        if folder is None:
            if marks.is_demo():
                return
            raise CommandError(_("A backup comes first. Say where to: malath upgrade FOLDER"))
        at = clock.now()
        try:
            path = backup.place(folder, at)
            backup.written(path, backup.recipients(to), at=at, told=told)
        except (CommandError, NoBackup, OSError, Error) as reason:
            raise CommandError(_("No backup could be made, so nothing was changed: %(reason)s") % {"reason": reason}) from None
        self.stdout.write(_("Backup made and verified: %(path)s") % {"path": path})

    def bring_up(self) -> None:
        """Errors: `CommandError`, when the tables stayed as they were."""
        try:
            tables.bring_up()
        except (CommandError, Error) as reason:
            raise CommandError(
                _("The tables could not be changed, so the version before goes on as it was: %(reason)s") % {"reason": reason}
            ) from None
        self.stdout.write(_("The tables are of this version."))

    def make_ready(self, changes: int) -> None:
        prepare.make_ready(say=self.stdout.write)
        call_command("collectstatic", interactive=False, verbosity=0)
        self.stdout.write(_("The files of the pages are in their place."))
        if tables.has_roles():
            tables.renew_roles()
            self.stdout.write(_("The roles of PostgreSQL have their rights."))
        upgraded(changes, by=WORKER, at=clock.now())

    def look(self) -> None:
        """What the doctor would say; left out are the worker, which was stopped on purpose, and that here the owner asks."""
        facts = replace(looks.facts(clock.now(), None), one_role=False)
        for one in findings(facts):
            if one.state is not State.WELL and one != worker(facts):
                self.stdout.write(doctor.line(one))


@act
def upgraded(changes: int, *, by: Actor, at: datetime) -> None:
    """The house is of another version from now on."""
    audit.record(Did.HOUSE_UPGRADED, subject="house", by=by, at=at, facts={"changes": str(changes)})
