"""Which powers the system of a body may be given, and by whom. Pure."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final

from malath.accounts.roles import RULES, Power, Role
from malath.accounts.rules import ALONE
from malath.api.words import Stage, WhyNotSecret, WhyNotSystem

LONGEST: Final = timedelta(days=366)
FOR_SYSTEMS: Final = frozenset(
    {
        Power.OPEN_CASE, Power.RECORD_CONSENT, Power.REFER, Power.ANSWER, Power.WRITE_NOTE, Power.SCREEN, Power.EXCHANGE,
        Power.SEE_FIGURES,
    }
)  # fmt: skip
"""What a machine may do for a body. Searching people, breaking glass, blocks and whatever checks others need a person."""
SECRETS_AT_ONCE: Final = 2
"""A new secret is put in place while the old one still serves."""
TOKEN_LASTS: Final = timedelta(minutes=15)
KEYS_LAST: Final = timedelta(days=1)
FOR_PEOPLE: Final = ALONE | {Role.SUPERVISOR}


def roles_for_systems() -> list[Role]:
    """Roles that a system may hold: those with a power that it could be given."""
    return [role for role in Role if role not in FOR_PEOPLE and RULES[role].may & FOR_SYSTEMS]


def stage_of(*, allowed: bool, active: bool, until: datetime | None, at: datetime) -> Stage:
    """Where a system stands. One whose day has come has ended, also before the worker has written that down."""
    if not active or until is None or until <= at:
        return Stage.ENDED
    return Stage.ALLOWED if allowed else Stage.ASKED


def why_not_ask(
    *, role: Role, powers: Collection[Power], desk_ended: bool, until: datetime, at: datetime
) -> list[WhyNotSystem]:
    """Why the account of a system cannot be asked for."""
    chosen = frozenset(powers)
    refused = {
        WhyNotSystem.FOR_PEOPLE: role in FOR_PEOPLE,
        WhyNotSystem.NO_POWER: not chosen,
        WhyNotSystem.NOT_OF_THE_ROLE: not chosen <= RULES[role].may & FOR_SYSTEMS,
        WhyNotSystem.DESK_ENDED: desk_ended,
        WhyNotSystem.OVER: until <= at,
        WhyNotSystem.TOO_LONG: until - at > LONGEST,
    }
    return [reason for reason, holds in refused.items() if holds]


def why_not_allow(*, stage: Stage, own: bool, desk_ended: bool) -> list[WhyNotSystem]:
    """Why the account of a system cannot be allowed: it takes two."""
    if stage != Stage.ASKED:
        return [WhyNotSystem.NOT_WAITING]
    refused = {WhyNotSystem.OWN_REQUEST: own, WhyNotSystem.DESK_ENDED: desk_ended}
    return [reason for reason, holds in refused.items() if holds]


def why_not_give_secret(*, stage: Stage, in_use: int) -> list[WhyNotSecret]:
    """Why a system gets no secret: there is nothing to open, or enough opens it."""
    refused = {WhyNotSecret.NOT_ALLOWED: stage != Stage.ALLOWED, WhyNotSecret.TWO_ALREADY: in_use >= SECRETS_AT_ONCE}
    return [reason for reason, holds in refused.items() if holds]


def scopes_of(powers: Collection[Power]) -> tuple[str, ...]:
    """The names under which a program asks for powers, in the order of the powers."""
    return tuple(power.name.lower() for power in sorted(powers))


def powers_asked(scopes: str, given: Collection[Power]) -> frozenset[Power] | None:
    """The powers that a program asks for, all that it was given when it names none; None when it names one that it was not
    given, or that is none."""
    named = scopes.split()
    known = {power.name.lower(): power for power in given}
    if not named:
        return frozenset(given)
    return frozenset(known[name] for name in named) if set(named) <= set(known) else None
