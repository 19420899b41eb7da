"""The time of a test."""

from datetime import datetime, timedelta


class Clock:
    """Stands still until it is moved. Put it in the place of `django.utils.timezone.now`."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def forward(self, **span: float) -> datetime:
        """Move on by days, hours, minutes; returns the new moment."""
        self.at += timedelta(**span)
        return self.at
