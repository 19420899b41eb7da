"""A new sign-in code from the machine itself, for a house whose last administrator lost the way in."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand, CommandError

from malath.accounts import actions, queries
from malath.foundation import clock
from malath.foundation.actor import WORKER


class Command(BaseCommand):
    help = "Give a member of staff a new sign-in code, when nobody is left who could do it on the pages."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="the e-mail address with which they sign in")

    def handle(self, *_: Any, email: str, **__: Any) -> None:
        user = queries.user_by_email(email)
        if user is None:
            raise CommandError("No account has this address.")
        try:
            code = actions.invite(user, by=WORKER, at=clock.now())
        except actions.CannotChange as refused:
            raise CommandError(" ".join(str(reason.label) for reason in refused.reasons)) from refused
        self.stdout.write(f"Sign-in code, good for {actions.CODE_HOURS} hours and once: {code}")
        self.stdout.write("It is in the trail that the machine gave it.")
