"""The job worker: one tick a minute until it is told to stop."""

import logging
import signal
from argparse import ArgumentParser
from threading import Event
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand
from django.db import DatabaseError, InterfaceError, close_old_connections

from malath.foundation import clock
from malath.workday.tick import tick

EVERY_SECONDS = 60
logger = logging.getLogger("malath.tick")


class Command(BaseCommand):
    help = "Let what is due happen: consents expire, referrals stop or escalate, the trail is signed; every minute."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="one tick, then end")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["once"]:
            self.stdout.write(str(tick(clock.now())))
            return
        told_to_stop = Event()

        def stop(_number: int, _frame: FrameType | None) -> None:
            told_to_stop.set()

        signal.signal(signal.SIGTERM, stop)
        signal.signal(signal.SIGINT, stop)
        while not told_to_stop.is_set():
            once()
            told_to_stop.wait(EVERY_SECONDS)


def once() -> None:
    """One tick; a database that does not answer now is asked again in a minute."""
    close_old_connections()
    try:
        tick(clock.now())
    except (DatabaseError, InterfaceError):
        logger.exception("The database does not answer; the next tick tries again.")
