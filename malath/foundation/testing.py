"""The time of a test, and two at once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier
from typing import TYPE_CHECKING, Any

from django.db import connections

from malath.foundation import sealing
from malath.foundation.keys import Ring

if TYPE_CHECKING:
    import pytest


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


def hold(ring: Ring, monkeypatch: "pytest.MonkeyPatch") -> None:
    """Seal and open under this ring until the end of the test, whatever lies in the file."""
    monkeypatch.setattr(sealing, "newest", lambda: ring)
    monkeypatch.setattr(sealing, "wrapping_key", ring.wrapping.__getitem__)


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Run acts at the same moment, each on its own connection; an act that refuses gives its exception."""
    barrier = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        try:
            barrier.wait()
            return act()
        except Exception as refused:  # noqa: BLE001  # the refusal is the answer looked at
            return refused
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))
