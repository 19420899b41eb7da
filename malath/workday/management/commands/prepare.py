"""Makes the database ready: tables, then demo data or the first administrator. Safe to run at every start."""

import os
import sys
from argparse import ArgumentParser
from collections.abc import Callable, Mapping
from datetime import datetime
from getpass import getpass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from config import demo as demo_data
from malath.accounts import actions as accounts
from malath.accounts import queries as account_queries
from malath.accounts.roles import Role
from malath.agencies import actions as agencies
from malath.agencies.rules import AgencyFacts, DeskFacts
from malath.agencies.testing import EIGHT_TO_THREE
from malath.agencies.words import AgencyKind
from malath.audit import actions as audit
from malath.audit.words import Did
from malath.coordination import actions as coordination
from malath.coordination import queries as coordination_queries
from malath.foundation import clock, keys, marks
from malath.foundation.actor import WORKER
from malath.foundation.acts import act
from malath.foundation.models import Mark
from malath.people.actions.finding import reindex
from malath.people.queries import finding
from malath.referrals.queries.counted import all_counted
from malath.workday.management import tables

FEW = 2_000


class Command(BaseCommand):
    help = "Make keys and tables ready; fill a new database (--demo, --training) or ask for an administrator (--empty)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        kinds = parser.add_mutually_exclusive_group(required=True)
        kinds.add_argument("--demo", action="store_true", help="a new database is filled with invented people")
        kinds.add_argument("--training", action="store_true", help="the same, as a house to train in: nothing leaves it")
        kinds.add_argument("--empty", action="store_true", help="a new database starts empty")

    def handle(self, *args: Any, **options: Any) -> None:
        if keys.mode(keys.var_folder()) is None:
            keys.create(keys.var_folder(), "demo")
        need_no_upgrade()
        tables.bring_up()
        load_holidays()
        if not Mark.objects.exists():
            self.begin(Mark.TRAINING if options["training"] else Mark.DEMO if options["demo"] else Mark.LIVE)
        need_what_it_is(options)
        make_ready(say=self.stdout.write)
        self.say_how_to_sign_in()

    def begin(self, kind: str) -> None:
        """Fill a new database, all or nothing; the mark is written here and never again."""
        if kind == Mark.LIVE:
            asked = self.asked()
            begin(Mark.LIVE, lambda at: first_administrator(*asked, at=at), at=clock.now())
            return
        self.stdout.write(f"Inventing {settings.MALATH_DEMO_PEOPLE} people …")
        begin(kind, lambda at: demo_data.load(at, people=settings.MALATH_DEMO_PEOPLE), at=clock.now())

    def asked(self) -> tuple[str, str, str]:
        """E-mail, name and password of the first administrator: from the environment, or from the keyboard."""
        email = os.environ.get("MALATH_ADMIN_EMAIL") or ask("E-mail of the first administrator: ")
        name = os.environ.get("MALATH_ADMIN_NAME") or ask("Name: ", default=email.split("@")[0])
        password = os.environ.get("MALATH_ADMIN_PASSWORD") or ask_twice("Password (12 letters or more): ")
        try:
            validate_email(email)
            validate_password(password)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from None
        return email.lower(), name, password

    def say_how_to_sign_in(self) -> None:
        if not marks.is_demo():
            self.stdout.write("Sign in with the administrator's e-mail and password.")
            return
        what = "Training: nothing here is real." if marks.is_training() else "Demonstration: invented people only."
        self.stdout.write(f"{what} Sign in with one key on the first page, for example as")
        for agency in account_queries.demo_staff(clock.now())[:5]:
            for person in agency.staff[:1]:
                self.stdout.write(f"  {person.name}: {person.role}, {agency.name}")


@act
def begin(kind: str, fill: Callable[[datetime], object], *, at: datetime) -> None:
    """Mark a new database as what it is, and fill it."""
    Mark.objects.create(kind=kind, created_at=at)
    fill(at)
    audit.record(Did.HOUSE_PREPARED, subject=kind, by=WORKER, at=at)


def first_administrator(email: str, name: str, password: str, *, at: datetime) -> None:
    """A body, a desk and an account to begin with; everything else is made on the pages."""
    facts = AgencyFacts(AgencyKind.MECHANISM, "Secretariat", "الأمانة", "")
    agency = agencies.add_agency(facts, by=WORKER, at=at)
    desk = agencies.add_desk(agency, DeskFacts("Administration", "الإدارة", EIGHT_TO_THREE), by=WORKER, at=at)
    user = accounts.add_staff(agency=agency, email=email, name_en=name, name_ar=name, by=WORKER, at=at)
    accounts.join_desk(user, desk, Role.ADMINISTRATOR, by=WORKER, at=at)
    user.set_password(password)
    user.save(update_fields=["password"])


def need_no_upgrade() -> None:
    """Real people are not brought to another version without a backup. Errors: `CommandError`."""
    if tables.are_there() and not marks.is_demo() and tables.waiting():
        raise CommandError("This house is of an earlier version. Stop it and run: malath upgrade FOLDER")


def make_ready(*, say: Callable[[str], object]) -> None:
    """What stands beside the tables and is of a version: holidays, counts, by what people are found, the sign of a
    demonstration. Safe to run again."""
    load_holidays()
    if coordination_queries.telling() is None:
        coordination.put_right(all_counted(), at=clock.now())
        coordination.tell(at=clock.now())
    keep_findable(say)
    marks.tell(keys.var_folder())


def load_holidays() -> None:
    agencies.load_holidays(Path(settings.LAW) / "holidays.json")


def keep_findable(say: Callable[[str], object]) -> None:
    """Few people are made findable by a new reading of names here; of many the administrator is told."""
    if finding.is_up_to_date():
        return
    if finding.how_many() > FEW:
        say("Names are read in another way now. Until you run `malath reindex`, searches may miss people.")
        return
    for _ in reindex(by=WORKER, at=clock.now()):
        pass


def need_what_it_is(wanted: Mapping[str, Any]) -> None:
    """What a house was made as it stays: nobody trains in a real one, and nobody works in one for training. Errors:
    `CommandError`."""
    if wanted["empty"] and marks.is_demo():
        raise CommandError("This folder holds invented people. For real work choose another one: MALATH_VAR=/some/folder.")
    if wanted["training"] != marks.is_training() and not wanted["empty"]:
        raise CommandError("This folder was not made for what you start now. Choose another one: MALATH_VAR=/some/folder.")


def ask(question: str, default: str = "") -> str:
    if not sys.stdin.isatty():
        raise CommandError("Nobody is here to ask: set MALATH_ADMIN_EMAIL and MALATH_ADMIN_PASSWORD.")
    return input(question).strip() or default


def ask_twice(question: str) -> str:
    if not sys.stdin.isatty():
        raise CommandError("Nobody is here to ask: set MALATH_ADMIN_EMAIL and MALATH_ADMIN_PASSWORD.")
    password = getpass(question)
    if password != getpass("Again: "):
        raise CommandError("The two passwords differ; nothing was made.")
    return password
