"""Replaces the wrapping key while people work; safe to cut off at any moment and to run again."""

from argparse import ArgumentParser
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from config import unlock
from key_service.passphrase import WrongPassphrase
from malath.foundation import clock, keys
from malath.foundation.keys import Ring
from malath.workday.management import rotation


class Command(BaseCommand):
    help = "Replace the key under which the data keys of people lie (--forget throws old ones away once it is time)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        kinds = parser.add_mutually_exclusive_group()
        kinds.add_argument("--forget", action="store_true", help="only throw away old keys that no backup needs any more")
        kinds.add_argument("--to-service", action="store_true", help="from here on the key service holds the wrapping keys")

    def handle(self, *args: Any, **options: Any) -> None:
        passphrase = passphrase_again() if keys.mode(keys.var_folder()) == "sealed" else None
        try:
            if options["forget"]:
                self.forget(passphrase)
            else:
                self.rotate(passphrase, to_service=options["to_service"])
        except keys.Busy:
            raise CommandError("Somebody is changing the keys just now. Nothing was done; wait until it has ended.") from None
        except rotation.StillUsed:
            raise CommandError("Something was written under the old key this moment. Nothing is lost; run it again.") from None

    def rotate(self, passphrase: str | None, *, to_service: bool) -> None:
        done = rotation.rotate(keys.var_folder(), passphrase, say=self.stdout.write, to_service=to_service)
        self.stdout.write(
            f"Wrapping key {done.ring.current} is in use: {done.data_keys:,} data keys and {done.secrets:,} secrets of"
            " accounts were wrapped anew. Programs that run go on; none needs a restart."
        )
        if done.ring.is_elsewhere:
            self.stdout.write("It lies at the key service. Older ones that lay here stay in the ring until --forget.")
        self.stdout.write("Make a new copy of the keyring now: the old copy does not open what is written from here on.")
        self.say_what_is_kept(done.ring)

    def forget(self, passphrase: str | None) -> None:
        ring, gone = rotation.forget(keys.var_folder(), passphrase, kept=kept(), say=self.stdout.write)
        for version in gone:
            self.stdout.write(f"Wrapping key {version} was thrown away. Destroy the copies of the keyring that hold it.")
        if gone and ring.is_elsewhere:
            self.stdout.write("What lies at the key service is thrown away there: python -m key_service forget FOLDER VERSION")
        if not gone:
            self.stdout.write("No old wrapping key may go yet. Nothing was changed.")
        self.say_what_is_kept(ring)

    def say_what_is_kept(self, ring: Ring) -> None:
        for version, since in sorted(ring.retired.items()):
            self.stdout.write(f"Wrapping key {version} is kept for backups until {day(since + kept())}: then --forget.")


def kept() -> timedelta:
    return timedelta(days=settings.MALATH_BACKUP_DAYS)


def day(moment: datetime) -> str:
    return clock.in_amman(moment).date().isoformat()


def passphrase_again() -> str:
    """The keyring is sealed anew, so its passphrase is needed a second time. Errors: `CannotOpen`."""
    given = unlock.passphrase_from_file()
    if given is None:
        given = unlock.passphrase_from_terminal("The same passphrase again, to seal the keys anew: ")
    try:
        keys.unlocked(keys.var_folder(), given)
    except WrongPassphrase:
        raise unlock.CannotOpen("The passphrase does not open the keys.") from None
    return given
