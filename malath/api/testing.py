"""Systems of bodies, made by the real acts."""

from collections.abc import Collection
from datetime import datetime, timedelta

from malath.accounts.roles import Power, Role
from malath.agencies.models import Desk
from malath.api import actions
from malath.api.actions import hooks
from malath.api.models import System
from malath.api.queries import secrets
from malath.foundation.actor import Actor, Machine


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


def make_allowed_system(
    desk: Desk, *, at: datetime, role: Role = Role.SHELTER_MANAGER, powers: Collection[Power] = ()
) -> System:
    """A system that one asked for and another allowed, for three months."""
    asked = actions.ask(
        desk=desk, role=role, powers=powers or [Power.ANSWER], name_en="Records", name_ar="سجل",
        until=at + timedelta(days=90), by=Machine("one"), at=at,
    )  # fmt: skip
    return actions.allow(asked, by=Machine("another"), at=at)


def token_for(system: System, *, at: datetime) -> str:
    """A token for all that a system was given."""
    shown = actions.give_secret(system, by=Machine("supervisor"), at=at)
    secret = secrets.secret_that_fits(system.user.reference, shown, at)
    assert secret is not None  # noqa: S101  # it was given a moment ago
    return actions.sign_in(secret, powers=system.user.powers, by=system.user, at=at).text


def make_program(desk: Desk, *, at: datetime) -> System:
    """A system that has a secret, and for which an address is asked for."""
    system = make_allowed_system(desk, at=at, role=Role.CASE_MANAGER)
    actions.give_secret(system, by=Machine("supervisor"), at=at)
    hooks.ask_hook(system, address="https://records.invalid/told", by=Machine("one"), at=at)
    return system
