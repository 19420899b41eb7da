"""What goes on by itself with transfer packages: a mission that is silent is told to the supervisors of the sender."""

import logging
from collections.abc import Callable
from datetime import datetime

from malath.exchange.actions import packages
from malath.exchange.actions.packages import CannotPackage
from malath.exchange.queries import packages as queries

AT_ONCE = 200
logger = logging.getLogger("malath.package")


def go_on(at: Callable[[], datetime], *, stop: Callable[[], bool] = lambda: False) -> int:
    """Ask after what nobody acknowledged; how many. One that fails leaves the others alone and is tried again later."""
    found = queries.unanswered(at())[:AT_ONCE]
    for package in found:
        if stop():
            break
        try:
            packages.remind(package, at=at())
        except CannotPackage:
            continue
        except Exception:  # one that fails must not stop the others; the log says where, and nothing of the file
            logger.exception("A package was not asked after.")
    return len(found)
