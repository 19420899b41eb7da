"""Makes the counts of the control room anew from the referrals. Safe while people work, and to run again."""

from typing import Any

from django.core.management.base import BaseCommand

from malath.coordination import actions as coordination
from malath.foundation import clock
from malath.referrals.queries.counted import all_counted


class Command(BaseCommand):
    help = "Count anew what waits with which desk, and say how many counts were wrong."

    def handle(self, *args: Any, **options: Any) -> None:
        wrong = coordination.put_right(all_counted(), at=clock.now())
        self.stdout.write(f"{wrong:,} counts were wrong and are right now." if wrong else "All counts were right.")
