"""The only place that reads the time. Doors read it once and pass it down as `at`."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

AMMAN = ZoneInfo("Asia/Amman")


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return timezone.now()


def in_amman(moment: datetime) -> datetime:
    """The same moment as a clock on a wall in Amman shows it."""
    return moment.astimezone(AMMAN)


def end_of(day: date) -> datetime:
    """The first moment in Amman that is no longer part of a day."""
    return datetime.combine(day + timedelta(days=1), time(), tzinfo=AMMAN)
