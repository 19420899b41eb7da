"""Transfer packages from a keyboard: in the house, or at a mission that has nothing but this command and a folder."""

from argparse import ArgumentParser, RawDescriptionHelpFormatter
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any, Final
from uuid import uuid4

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError
from django.http import Http404
from django.utils import translation
from django.utils.translation import gettext

from malath.accounts import queries as accounts
from malath.accounts.models import User
from malath.accounts.roles import Power
from malath.agencies.models import Desk
from malath.exchange import gates
from malath.exchange import sealed_package as files
from malath.exchange.actions import packages
from malath.exchange.actions.packages import CannotPackage
from malath.exchange.package_folder import Folder
from malath.exchange.queries import packages as queries
from malath.exchange.queries.packages import Letter
from malath.exchange.sealed_package import NoPackage
from malath.foundation import clock
from malath.returns.words import MissionAnswer
from malath.returns.words_mission import Known, MissionQuestion, Need

EXAMPLE = """\
In the house:
  malath package make PERSON --to KEY --by sara@example.org --plan plan.txt --file out.malath
  malath package open in.malath --by dawit@example.org --receipt receipt.malath
  malath package verify in.malath --by dawit@example.org
  malath package receipt receipt.malath --by sara@example.org
With nothing but this command, keys in a folder of your own:
  malath package key --folder KEYS
  malath package open in.malath --folder KEYS --from SENDER.txt --receipt receipt.malath
  malath package answer KEYS/FOLDER-OF-THE-PACKAGE --folder KEYS --from SENDER.txt --file answers.malath \\
    --say meets=yes --say place=not_known … --told told.txt --reception confirmed
  malath package answer KEYS/FOLDER-OF-THE-PACKAGE --folder KEYS --from SENDER.txt --file answers.malath \\
    --came 2026-11-20T14:30
"""
RECEPTION: Final = [one.value for one in MissionAnswer if one != MissionAnswer.WAITING]


class Command(BaseCommand):
    help = "Make, open and verify transfer packages to missions, and take their receipts in."
    requires_system_checks = ()

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        parser = super().create_parser(prog_name, subcommand, **kwargs)
        parser.epilog, parser.formatter_class = EXAMPLE, RawDescriptionHelpFormatter
        return parser

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=["make", "open", "verify", "receipt", "key", "answer"])
        parser.add_argument("subject", nargs="?", default="", help="the file; for make: reference of the person")
        parser.add_argument("--by", default="", help="e-mail of the member of staff in whose name it is done")
        parser.add_argument("--to", default="", help="reference of the mission's key")
        parser.add_argument("--file", type=Path, help="where the package, or the answers, are written")
        parser.add_argument("--receipt", type=Path, help="where the receipt is written")
        parser.add_argument("--letter", type=Path, help="a PDF that goes along")
        parser.add_argument("--agreed", action="store_true", help="the person agreed that the letter goes along")
        parser.add_argument("--plan", type=Path, help="a text file: the plan agreed with the person")
        parser.add_argument("--arrives", type=date.fromisoformat, help="day of arrival, such as 2026-11-20")
        parser.add_argument("--journey", default="")
        parser.add_argument("--need", action="append", default=[], choices=Need.values)
        parser.add_argument("--folder", type=Path, help="keys and marks of a mission without a house")
        parser.add_argument("--from", dest="sender", type=Path, help="a file with the sender's key")
        parser.add_argument("--say", action="append", default=[], type=one_answer, help=f"{'|'.join(MissionQuestion)}=ANSWER")
        parser.add_argument("--told", type=Path, help="a text file: what else has to be known of the danger there")
        parser.add_argument("--reception", choices=RECEPTION, default="", help="whether you receive the person")
        parser.add_argument("--words", default="", help="what has to be known of the reception, such as who meets and where")
        arrival = parser.add_mutually_exclusive_group()
        arrival.add_argument("--came", type=datetime.fromisoformat, help="when the person came, on the clock of this machine")
        arrival.add_argument("--missing", action="store_true", help="the person did not come")
        parser.add_argument("--lang", choices=["ar", "en"], help="language of what is said; else that of --by")

    def handle(self, *args: Any, **options: Any) -> None:
        user = None if options["folder"] else member(options["by"])
        with translation.override(options["lang"] or (user.language if user else "en")):
            try:
                self.stdout.write(told(user, options, clock.now()))
            except NoPackage as refused:
                raise CommandError(str(refused.reason.label)) from None
            except CannotPackage as refused:
                raise CommandError(" ".join(str(reason.label) for reason in refused.reasons)) from None


def told(user: User | None, options: dict[str, Any], at: datetime) -> str:
    """Do it, and say what was done. Errors: `NoPackage`, `CannotPackage`, `CommandError`."""
    if user is None:
        return in_folder(Folder(options["folder"]), options, at)
    if options["what"] == "make":
        return make(user, options, at)
    if options["what"] == "key":
        own = queries.own_key(user.agency)
        return f"{own.card}\n{own.fingerprint}" if own else gettext("There is none yet. Make one on the page.")
    with read(options["subject"]) as file:
        if options["what"] == "receipt":
            row = packages.take_receipt(file.read(files.HEAD * 10), agency=user.agency, by=user, at=at)
            return gettext("The receipt is genuine: the mission has the package.") + f" {row.reference}"
        if options["what"] == "verify":
            packages.verified(file, user.agency, at=at)
            return gettext("The package is whole, and signed by who it names. Nothing was opened.")
        opened = packages.open_package(file, desk=desk_of(user, at), by=user, at=at)
    if options["receipt"]:
        options["receipt"].write_bytes(packages.receipt_of(opened))
    return gettext("Opened: a person of your desk.") + f" {opened.person.reference}"


def make(user: User, options: dict[str, Any], at: datetime) -> str:
    key = queries.key_by_reference(user.agency, options["to"])
    try:
        opened = gates.person_to_transfer(user, options["subject"], at=at)
    except (PermissionDenied, Http404):
        raise CommandError(gettext("There is no such person whom they may transfer.")) from None
    if key is None or options["file"] is None:
        raise CommandError(gettext("Name the mission's key with --to, and the file with --file."))
    plan = text_in(options["plan"]) if options["plan"] else ""
    needs = tuple(Need(one) for one in options["need"])
    letter = Letter(options["arrives"], options["journey"], needs, plan, "", options["agreed"])
    attached = {"letter.pdf": options["letter"].open("rb")} if options["letter"] else {}
    part = options["file"].with_name(f".{options['file'].name}.part")
    try:
        with part.open("w+b") as out:
            row = packages.make_package(opened, letter, out, key=key, by=user, at=at, files=attached)
        part.replace(options["file"])
    finally:
        part.unlink(missing_ok=True)
    return gettext("Sealed. It is written down that this left and cannot be called back.") + f" {row.reference}"


def in_folder(folder: Folder, options: dict[str, Any], at: datetime) -> str:
    """At a mission that has no house: the package is verified, printed and marked as opened."""
    if options["what"] == "key":
        key = folder.key(new=True)
        return f"{key.card}\n{key.card.fingerprint}"
    if options["what"] not in {"open", "verify", "answer"} or options["sender"] is None:
        raise CommandError(
            gettext("With --folder a package is opened, verified or answered: name the sender's key with --from.")
        )
    sender = files.card_of(options["sender"].read_text(encoding="utf-8"))
    if options["what"] == "answer":
        return answer(folder, sender, options, at)
    with read(options["subject"]) as file:
        if options["what"] == "verify":
            folder.verified(file, sender, at=at)
            return gettext("The package is whole, and signed by who it names. Nothing was opened.")
        content, receipt, kept = folder.open(file, sender, at=at)
    place = options["receipt"] or folder.path / f"receipt-{uuid4().hex[:8]}.malath"
    place.write_bytes(receipt)
    return "\n".join([*(f"{name}: {value}" for name, value in content.items() if value), f"→ {place}", f"→ {kept}"])


def answer(folder: Folder, sender: files.Card, options: dict[str, Any], at: datetime) -> str:
    """What a mission without a house says goes back as a file; what it said before goes along."""
    if options["file"] is None:
        raise CommandError(gettext("Name the file for the answers with --file."))
    options["file"].write_bytes(folder.answer(options["subject"], said(options, at), sender, at=at))
    return gettext("Sealed to who sent the package. Send it back by any channel.") + f" {options['file']}"


def said(options: dict[str, Any], at: datetime) -> dict[str, Any]:
    """What is said now, as it travels; what is not said stays as it was."""
    came = options["came"]
    typed = {
        "answers": dict(options["say"]),
        "told": text_in(options["told"]).strip() if options["told"] else "",
        "reception": options["reception"],
        "words": options["words"],
        "came_at": (came if came.tzinfo else came.astimezone()).isoformat() if came else "",
        "missing_at": at.isoformat() if options["missing"] else "",
    }
    return {name: value for name, value in typed.items() if value}


def one_answer(text: str) -> tuple[str, str]:
    """A question and what is known of it. Errors: `ValueError`, which the parser tells."""
    question, _sign, known = text.partition("=")
    return MissionQuestion(question).value, Known(known).value


def text_in(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError:
        raise CommandError(gettext("There is no such file.")) from None
    except UnicodeDecodeError:
        raise CommandError(gettext("This is no text in UTF-8.")) from None


def read(path: str) -> IO[bytes]:
    try:
        return Path(path).open("rb")
    except OSError:
        raise CommandError(gettext("There is no such file.")) from None


def member(email: str) -> User:
    user = accounts.user_by_email(email)
    if user is None or not user.is_active:
        raise CommandError("There is no member of staff with this e-mail.")
    if not accounts.holdings(user, clock.now()).may(Power.TRANSFER):
        raise CommandError("They may not seal or open transfer packages.")
    return user


def desk_of(user: User, at: datetime) -> Desk:
    return accounts.inbox_desks(user, at)[0]
