"""Systems of bodies, made by the real acts."""

from datetime import datetime, timedelta

from malath.accounts.roles import Power, Role
from malath.agencies.models import Desk
from malath.api import actions
from malath.api.models import System
from malath.foundation.actor import Actor


def make_system(desk: Desk, by: Actor, *, at: datetime) -> System:
    """A system that somebody asked for and nobody has allowed yet."""
    return actions.ask(
        desk=desk,
        role=Role.SOCIAL,
        powers=[Power.REFER],
        name_en="Records",
        name_ar="سجل",
        until=at + timedelta(days=90),
        by=by,
        at=at,
    )
