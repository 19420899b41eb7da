"""What goes on by itself: records that arrived are read in, phones without a holder at their desk are ended."""

import logging
from collections.abc import Callable
from datetime import datetime

from django.db import DatabaseError, InterfaceError

from malath.foundation.actor import WORKER
from malath.offline import actions, queries
from malath.offline.replay import replay
from malath.offline.words import WhyHeld

logger = logging.getLogger("malath.offline")


def go_on(at: Callable[[], datetime], *, stop: Callable[[], bool] = lambda: False) -> int:
    """Read in what waits, each record by itself; how many. One that fails in a way nobody foresaw waits at its desk, and the
    log says where, and nothing of what it holds."""
    actions.end_of_seats(at())
    count = 0
    for packet in queries.waiting():
        if stop():
            break
        try:
            replay(packet, at=at())
        except (DatabaseError, InterfaceError):
            raise
        except Exception:  # one that fails must not stop the others
            logger.exception("A record from a phone was not read in.")
            actions.hold(packet, [WhyHeld.SHAPE], by=WORKER, at=at())
        count += 1
    return count
