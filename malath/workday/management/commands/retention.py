"""Which closed files are due, in references; carries out every erasure whose fortnight is over."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import override

from malath.audit import actions as audit
from malath.audit.words import Did
from malath.foundation import clock
from malath.foundation.actor import WORKER
from malath.privacy.queries import retention as files
from malath.workday.management import erasing
from malath.workday.management.commands import erase


class Command(BaseCommand):
    help = "List closed files that are due or announced (--carry-out FOLDER erases what was announced, with certificates)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--carry-out", type=Path, metavar="FOLDER", help="erase what is ripe; certificates go into it")
        parser.add_argument("--language", choices=("en", "ar"), default="en")

    def handle(self, *args: Any, **options: Any) -> None:
        with override(options["language"]):
            if options["carry_out"]:
                self.carry_out(options["carry_out"])
            else:
                self.say()

    def say(self) -> None:
        at = clock.now()
        found = files.of_the_house(clock.in_amman(at).date())
        announced = [file.person.reference for file in found.announced]
        audit.record_list(Did.FILES_REVIEWED, files=[*found.due, *announced], by=WORKER, at=at)
        for file in found.announced:
            said = {"file": file.person.reference, "on": file.erase_on.isoformat() if file.erase_on else ""}
            self.stdout.write(_("%(file)s: announced, to be erased from %(on)s on") % said)
        for reference in found.due:
            self.stdout.write(_("%(file)s: due for review; the data protection officer decides") % {"file": reference})
        if not found.due and not announced:
            self.stdout.write(_("No closed file is due."))

    def carry_out(self, folder: Path) -> None:
        erase.need_folder(folder)
        ripe = erasing.ripe(clock.in_amman(clock.now()).date())
        erased = [erase.carried_out(file) for file in ripe]
        erase.certify(erased, folder, self.stdout)
        if not erased:
            self.stdout.write(_("Nothing that was announced may be erased today."))
