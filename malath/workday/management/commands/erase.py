"""Carries out an erasure that was announced, replaces the wrapping key, and writes the certificate. Safe to run again."""

from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, OutputWrapper
from django.utils.translation import gettext as _
from django.utils.translation import override

from malath.audit import certificates
from malath.foundation import clock, keys
from malath.foundation.actor import WORKER
from malath.privacy.actions.retention import CannotErase
from malath.privacy.queries import retention as files
from malath.workday.management import erasing


class Command(BaseCommand):
    help = "Erase a file for ever, as the data protection officer announced; replace the wrapping key; write the certificate."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("reference", help="of the file, as the officer's page names it")
        parser.add_argument("folder", type=Path, help="where the certificate is written")
        parser.add_argument("--language", choices=("en", "ar"), default="en")

    def handle(self, *args: Any, **options: Any) -> None:
        with override(options["language"]):
            need_folder(options["folder"])
            file = files.closed_file(options["reference"].upper())
            if file is None:
                raise CommandError(_("There is no closed file of this reference."))
            if file.erased_at is None:
                file = carried_out(file)
            certify([file], options["folder"], self.stdout)


def need_folder(folder: Path) -> None:
    if not folder.is_dir():
        raise CommandError(_("There is no folder %(path)s.") % {"path": folder})


def carried_out(file: Any) -> Any:
    """Errors: `CommandError`, with every reason."""
    try:
        return erasing.carry_out(file, at=clock.now())
    except CannotErase as refused:
        raise CommandError(" ".join(str(reason.label) for reason in refused.reasons)) from None
    except erasing.NotDecided:
        raise CommandError(_("Nobody announced this erasure, so it is not carried out.")) from None


def certify(erased: Sequence[Any], folder: Path, out: OutputWrapper) -> None:
    """One new wrapping key for all of them, then a certificate for each."""
    if any(map(erasing.needs_rotation, erased)):
        call_command("rotate_keys", stdout=out)
    for file in erased:
        fresh = files.closed_file(file.person.reference)
        document = erasing.certify(fresh, keys.newest(), by=WORKER, at=clock.now())
        path = erasing.write(document, folder)
        out.write(document[certificates.SIGNED]["in_words"]["en"])
        out.write(document[certificates.SIGNED]["in_words"]["ar"])
        out.write(_("Certificate: %(path)s") % {"path": path})
