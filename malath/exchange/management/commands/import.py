"""Brings a workbook into a desk's cases from the server's own keyboard."""  # noqa: N999  # the command's name

from argparse import ArgumentParser, RawDescriptionHelpFormatter
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext, ngettext

from malath.accounts import queries as accounts
from malath.accounts.models import User
from malath.agencies.models import Desk
from malath.exchange import actions, gates, mapping, queries
from malath.exchange.actions import CannotImport
from malath.exchange.archive import MAX_FILE, Refusal
from malath.exchange.headings import Trust
from malath.exchange.htcds import Sheet, read
from malath.exchange.words import GoingOn
from malath.foundation import clock
from malath.privacy.words import WITHOUT_CONSENT, BasisKind

EXAMPLE = """\
malath import htcds cases.xlsx --desk 7KQF-2M9X-4TZB --by huda@example.org --dry-run
malath import htcds cases.xlsx --desk 7KQF-2M9X-4TZB --by huda@example.org --lang ar
"""


class Command(BaseCommand):
    help = "Bring the people of a workbook into the cases of a desk: all of them, or nobody when a line has a problem."

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        parser = super().create_parser(prog_name, subcommand, **kwargs)
        parser.epilog, parser.formatter_class = EXAMPLE, RawDescriptionHelpFormatter
        return parser

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("standard", choices=["htcds"], help="the standard of the file: HTCDS 2.0")
        parser.add_argument("file", type=Path, help="an .xlsx or .xlsm workbook; macros are never run")
        parser.add_argument("--desk", required=True, help="reference of the desk that will see the cases")
        parser.add_argument("--by", required=True, help="e-mail of the member of staff in whose name it is done")
        parser.add_argument("--dry-run", action="store_true", help="look at the file only, write nothing")
        parser.add_argument("--lang", choices=["ar", "en"], help="language of what is said; else that of --by")
        parser.add_argument("--trust", choices=[one.value for one in Trust], default=Trust.NAMES.value)
        parser.add_argument("--ground", choices=[one.value for one in WITHOUT_CONSENT], help="for lines without consent")
        parser.add_argument("--because", default="", help="why that ground; needed with --ground")
        parser.add_argument("--again", action="store_true", help="even if the same file was imported before")

    def handle(self, *args: Any, **options: Any) -> None:
        at = clock.now()
        user = accounts.user_by_email(options["by"])
        if user is None or not user.is_active:
            raise CommandError("There is no member of staff with this e-mail.")
        with translation.override(options["lang"] or user.language):
            self.bring_in(user, options, at)

    def bring_in(self, user: User, options: dict[str, Any], at: datetime) -> None:
        """Read, check, and write unless this is a rehearsal. Errors: `CommandError`; then nothing was written."""
        desk, going_on = desk_of(user, options["desk"], at), ground_of(options)
        if options["file"].is_dir():
            raise CommandError(gettext("This is a folder, not a workbook."))
        with options["file"].open("rb") as file:
            content = file.read(MAX_FILE + 1)
        try:
            sheet = read(content, today=clock.in_amman(at).date(), trust=Trust(options["trust"]))
        except Refusal as refusal:
            raise CommandError(refusal.message) from None
        for warning in sheet.warnings:
            self.stderr.write(warning.line)
        mark, again = actions.mark_of(content), options["again"]
        try:
            if options["dry_run"]:
                rehearse(sheet, desk, mark, going_on, again=again, at=at)
            else:
                actions.import_workbook(sheet, desk=desk, by=user, at=at, file_mark=mark, going_on=going_on, again=again)
        except CannotImport as refused:
            for problem in refused.problems:
                self.stdout.write(problem.line)
            raise CommandError(refused.message) from None
        self.stdout.write(done(sheet, rehearsal=options["dry_run"]))


def desk_of(user: User, reference: str, at: datetime) -> Desk:
    try:
        return gates.desk_to_import_at(user, reference, at=at)
    except PermissionDenied:
        raise CommandError(gettext("They may not import workbooks at this desk.")) from None


def ground_of(options: dict[str, Any]) -> GoingOn | None:
    if options["ground"] and not options["because"].strip():
        raise CommandError(gettext("Say why you go on without consent."))
    return GoingOn(BasisKind(options["ground"]), options["because"]) if options["ground"] else None


def rehearse(sheet: Sheet, desk: Desk, mark: str, going_on: GoingOn | None, *, again: bool, at: datetime) -> None:
    """What an import would refuse. Errors: `CannotImport`."""
    today = clock.in_amman(at).date()
    grounded = mapping.grounded(sheet, going_on.kind if going_on else None, today=today)
    if refused := actions.why_not_import(grounded, queries.imported_before(desk.agency, mark), again=again):
        raise refused


def done(sheet: Sheet, *, rehearsal: bool) -> str:
    count = len(sheet.rows)
    if rehearsal:
        said = ngettext("%(count)d line is in order.", "%(count)d lines are in order.", count)
    else:
        said = ngettext(
            "Imported: %(count)d case. Your desk sees it, nobody else.",
            "Imported: %(count)d cases. Your desk sees them, nobody else.",
            count,
        )
    return said % {"count": count}
