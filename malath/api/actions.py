"""Acts on the systems of bodies."""

from collections.abc import Collection
from datetime import datetime

from malath.accounts import actions as accounts
from malath.accounts.roles import Power, Role
from malath.agencies import queries as agencies
from malath.agencies.models import Desk
from malath.api import queries, rules
from malath.api.models import System
from malath.api.words import WhyNotSystem
from malath.audit import actions as audit
from malath.audit.words import Did
from malath.foundation.actor import Actor
from malath.foundation.acts import act


class CannotDo(Exception):
    """An act on a system was refused."""

    def __init__(self, reasons: list[WhyNotSystem]) -> None:
        super().__init__(*[reason.value for reason in reasons])
        self.reasons = reasons


@act
def ask(
    *, desk: Desk, role: Role, powers: Collection[Power], name_en: str, name_ar: str, until: datetime, by: Actor, at: datetime
) -> System:
    """The system of a body shall work at one of its desks. It holds nothing before somebody else allows it. Errors:
    `CannotDo`."""
    desk = agencies.locked_desk(desk.pk)
    ended = desk.ended_at is not None
    _refuse(rules.why_not_ask(role=role, powers=powers, desk_ended=ended, until=until, at=at))
    user = accounts.add_system(agency=desk.agency, name_en=name_en, name_ar=name_ar, powers=powers, until=until, by=by, at=at)
    system = System.objects.create(user=user, desk=desk, role=role, asked_by=by.reference, asked_at=at)
    _record(Did.SYSTEM_ASKED, system, by=by, at=at)
    return system


@act
def allow(system: System, *, by: Actor, at: datetime) -> System:
    """Somebody who did not ask lets the system in: from now on it holds what was asked for, and no more. Errors:
    `CannotDo`."""
    locked = queries.locked(system.pk)
    stage, ended = queries.stage(locked, at), locked.desk.ended_at is not None
    _refuse(rules.why_not_allow(stage=stage, own=by.reference == locked.asked_by, desk_ended=ended))
    locked.allowed_by, locked.allowed_at = by.reference, at
    locked.save(update_fields=["allowed_by", "allowed_at"])
    accounts.join_desk(locked.user, locked.desk, Role(locked.role), until=locked.user.until, by=by, at=at)
    _record(Did.SYSTEM_ALLOWED, locked, by=by, at=at)
    return locked


def _refuse(reasons: list[WhyNotSystem]) -> None:
    if reasons:
        raise CannotDo(reasons)


def _record(event: Did, system: System, *, by: Actor, at: datetime) -> None:
    powers = " ".join(power.name.lower() for power in sorted(system.user.powers))
    facts = {"desk": system.desk.reference, "role": system.role, "powers": powers}
    audit.record(event, subject=system.user.reference, by=by, at=at, facts=facts)
