"""The only place that reads the time. Doors read it once and pass it down as `at`."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

AMMAN = ZoneInfo("Asia/Amman")


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return timezone.now()


def in_amman(moment: datetime) -> datetime:
    """The same moment as a clock on a wall in Amman shows it."""
    return moment.astimezone(AMMAN)
