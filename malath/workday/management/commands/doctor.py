"""Looks at everything that keeps this house well, and says what to do. Nothing is changed."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import override

from malath.foundation import clock
from malath.workday.management import looks
from malath.workday.management.findings import Finding, State, findings

WIDTH = 18


class Command(BaseCommand):
    help = "Look at keys, database, disk, clock, worker, backup, trail and mail, and say what to do (--language ar)."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--language", choices=("en", "ar"), default="en")
        parser.add_argument("--certificate", type=Path, help="the certificate of the proxy, as a PEM file")
        parser.add_argument("--strict", action="store_true", help="fail also on what should only be looked at")

    def handle(self, *args: Any, **options: Any) -> None:
        with override(options["language"]):
            try:
                found = list(findings(looks.facts(clock.now(), options["certificate"])))
            except ValueError:
                raise CommandError(_("This file is no certificate.")) from None
            for one in found:
                self.stdout.write(line(one))
            failing = {State.WRONG, State.LOOK} if options["strict"] else {State.WRONG}
            if any(one.state in failing for one in found):
                raise CommandError(_("Not all is well. Begin with the first line that says so."))
            self.stdout.write(_("All is well that can be seen from this machine."))


def line(one: Finding) -> str:
    words = {State.WELL: _("well"), State.LOOK: _("look"), State.WRONG: _("WRONG")}
    parts = [f"{words[one.state]:<7}", f"{one.about!s:<{WIDTH}}", str(one.said), f"→ {one.do}" if one.do else ""]
    return " ".join(part for part in parts if part).rstrip()
