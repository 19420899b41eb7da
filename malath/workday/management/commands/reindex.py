"""Makes anew by what people are found. Safe while people work, to cut off, and to run again."""

from typing import Any

from django.core.management.base import BaseCommand

from malath.foundation import clock
from malath.foundation.actor import WORKER
from malath.people.actions import finding


class Command(BaseCommand):
    help = "Make search tokens anew after an update that reads names in another way; goes on where it was cut off."

    def handle(self, *args: Any, **options: Any) -> None:
        done = 0
        for some in finding.reindex(by=WORKER, at=clock.now()):
            done += some
            if done % 10_000 == 0 and some:
                self.stdout.write(f"{done:,} people …")
        self.stdout.write(f"{done:,} people are found by the new reading now." if done else "Search was up to date already.")
