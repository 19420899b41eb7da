from typing import Any

from django.core.management.base import BaseCommand, CommandError

from malath.audit import queries as audit


class Command(BaseCommand):
    help = "Recompute every chain of the trail; names the first event that does not fit."

    def handle(self, *args: Any, **options: Any) -> None:
        verdict = audit.verify()
        self.stdout.write(f"{verdict.events} events, {verdict.chains} chains, {verdict.checkpoints} checkpoints")
        if verdict.faults:
            raise CommandError("The trail was changed: " + ", ".join(verdict.faults[:20]))
        self.stdout.write("The trail is whole.")
