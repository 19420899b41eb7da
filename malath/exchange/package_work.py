"""What goes on by itself with transfer packages: a mission that is silent is told to the supervisors of the sender, and that a
mission has to be told that a transfer is over to its desk."""

import logging
from collections.abc import Callable
from datetime import datetime
from typing import Any

from malath.exchange.actions import packages
from malath.exchange.actions.packages import CannotPackage
from malath.exchange.actions.stopping import tell_of_stop
from malath.exchange.queries import packages as queries
from malath.exchange.queries.stopping import to_tell

AT_ONCE = 200
Act = Callable[..., object]
logger = logging.getLogger("malath.package")


def go_on(at: Callable[[], datetime], *, stop: Callable[[], bool] = lambda: False) -> int:
    """Ask after what nobody acknowledged, and tell what is over; how many. One that fails leaves the others alone and is tried
    again later."""
    moment = at()
    waits: list[tuple[Act, Any]] = [(packages.remind, row) for row in queries.unanswered(moment)[:AT_ONCE]]
    waits += [(tell_of_stop, row) for row in to_tell(moment)[:AT_ONCE]]
    for act, package in waits:
        if stop():
            break
        try:
            act(package, at=at())
        except CannotPackage:
            continue
        except Exception:  # one that fails must not stop the others; the log says where, and nothing of the file
            logger.exception("Nobody was told of a package.")
    return len(waits)
