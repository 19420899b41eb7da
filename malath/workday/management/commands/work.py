"""The job worker: one tick a minute until it is told to stop, and between two ticks what was brought in as a file."""

import logging
import signal
from argparse import ArgumentParser
from collections.abc import Callable
from threading import Event
from time import monotonic
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import DatabaseError, InterfaceError, close_old_connections
from django.utils.module_loading import import_string

from malath.foundation import clock, keys
from malath.workday.management import rounds, serving
from malath.workday.tick import tick

EVERY_SECONDS = 60
LOOK_EVERY = 2
logger = logging.getLogger("malath.tick")


class Command(BaseCommand):
    help = "Let what is due happen: consents expire, referrals stop or escalate, the trail is signed; every minute."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="one tick, then end")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["once"]:
            self.stdout.write(str(tick(clock.now())))
            rounds.done(rounds.WORKER, clock.now())
            for go_on in between_ticks():
                go_on(clock.now)
            return
        serving.serve(keys.var_folder())
        told_to_stop = Event()

        def stop(_number: int, _frame: FrameType | None) -> None:
            told_to_stop.set()

        signal.signal(signal.SIGTERM, stop)
        signal.signal(signal.SIGINT, stop)
        while not told_to_stop.is_set():
            once()
            between(told_to_stop)


def between(told_to_stop: Event) -> None:
    """The time until the next tick: files are looked for every other second, and left in the middle when the tick is due."""
    until, jobs = monotonic() + EVERY_SECONDS, between_ticks()

    def is_over() -> bool:
        return told_to_stop.is_set() or monotonic() >= until

    while not is_over():
        try:
            for go_on in jobs:
                go_on(clock.now, stop=is_over)
        except (DatabaseError, InterfaceError):
            logger.exception("The database does not answer; the next tick tries again.")
            told_to_stop.wait(EVERY_SECONDS)
            return
        told_to_stop.wait(LOOK_EVERY)


def between_ticks() -> list[Callable[..., object]]:
    """What goes on between ticks, by the settings: parts beside this one, which it does not know."""
    return [import_string(name) for name in settings.MALATH_BETWEEN_TICKS]


def once() -> None:
    """One tick; a database that does not answer now is asked again in a minute."""
    close_old_connections()
    try:
        tick(clock.now())
        rounds.done(rounds.WORKER, clock.now())
    except (DatabaseError, InterfaceError):
        logger.exception("The database does not answer; the next tick tries again.")
