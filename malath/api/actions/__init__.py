"""Acts on the systems of bodies."""

import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from malath.accounts import actions as accounts
from malath.accounts.models import User
from malath.accounts.roles import Power, Role
from malath.agencies import queries as agencies
from malath.agencies.models import Desk
from malath.api import queries, rules
from malath.api.models import Done, Secret, System
from malath.api.queries import secrets as keyed
from malath.api.queries.keyed import Asked
from malath.api.words import WhyNotHook, WhyNotSecret, WhyNotSystem
from malath.audit import actions as audit
from malath.audit.words import Did
from malath.foundation.actor import Actor
from malath.foundation.acts import act, unguarded


class CannotDo(Exception):
    """An act on a system was refused."""

    def __init__(self, reasons: Sequence[WhyNotSystem | WhyNotSecret | WhyNotHook]) -> None:
        super().__init__(*[reason.value for reason in reasons])
        self.reasons = list(reasons)


@dataclass(frozen=True)
class Token:
    """What a program shows with each of its requests, until when, and for what."""

    text: str
    until: datetime
    scopes: tuple[str, ...]


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


@act
def give_secret(system: System, *, by: Actor, at: datetime) -> str:
    """The supervisor of a body takes a secret for its system, who reads more than it does. It is shown this once and kept
    nowhere; two serve beside each other, so that a new one is put in place without a stop. Errors: `CannotDo`."""
    locked = queries.locked(system.pk)
    _refuse(rules.why_not_give_secret(stage=queries.stage(locked, at), in_use=keyed.in_use(locked)))
    shown = secrets.token_urlsafe(32)
    secret = Secret.objects.create(system=locked, hash=keyed.hash_of(shown), given_by=by.reference, given_at=at)
    _record_secret(Did.SYSTEM_SECRET_GIVEN, secret, by=by, at=at)
    return shown


@act
def end_secret(secret: Secret, *, by: Actor, at: datetime) -> Secret:
    """A secret opens nothing any more, and no token that it gave. Errors: `CannotDo`."""
    locked = keyed.secret_locked(secret.pk)
    _refuse([WhyNotSecret.OVER] if locked.ended_at is not None else [])
    locked.ended_by, locked.ended_at = by.reference, at
    locked.save(update_fields=["ended_by", "ended_at"])
    _record_secret(Did.SYSTEM_SECRET_ENDED, locked, by=by, at=at)
    return locked


@act
def sign_in(secret: Secret, *, powers: Collection[Power], by: User, at: datetime) -> Token:
    """A program has shown the secret of its system and gets a token: for a quarter of an hour, and for no more than it asks."""
    until = min(at + rules.TOKEN_LASTS, by.until or at)
    Secret.objects.filter(pk=secret.pk).update(used_at=at)
    audit.record(Did.SIGNED_IN, subject=by.reference, by=by, at=at, facts={"method": "secret"})
    return Token(keyed.token_of(secret, powers, until), until, rules.scopes_of(powers))


def remember(asked: Asked, *, by: User, at: datetime) -> None:
    """A request was done under its key: another one with it does nothing. No act: it opened nothing."""
    with unguarded():
        Done.objects.filter(system=by, at__lt=at - rules.KEYS_LAST).delete()
        Done.objects.bulk_create([Done(system=by, key=asked.key, request=asked.request, at=at)], ignore_conflicts=True)


def _refuse(reasons: Sequence[WhyNotSystem | WhyNotSecret]) -> None:
    if reasons:
        raise CannotDo(reasons)


def _record(event: Did, system: System, *, by: Actor, at: datetime) -> None:
    powers = " ".join(power.name.lower() for power in sorted(system.user.powers))
    facts = {"desk": system.desk.reference, "role": system.role, "powers": powers}
    audit.record(event, subject=system.user.reference, by=by, at=at, facts=facts)


def _record_secret(event: Did, secret: Secret, *, by: Actor, at: datetime) -> None:
    facts = {"secret": secret.reference}
    audit.record(event, subject=secret.system.user.reference, by=by, at=at, facts=facts)
