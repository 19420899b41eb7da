"""Secrets of systems and the tokens that they give: what fits, what a token opens, and the systems of a body."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import QuerySet
from django.utils.crypto import constant_time_compare, salted_hmac

from malath.accounts import queries as accounts
from malath.accounts.models import User
from malath.accounts.roles import Power
from malath.api import rules
from malath.api.models import Secret, System
from malath.api.queries import hooks, stage
from malath.api.words import Stage, WhyNotSecret
from malath.foundation.references import is_reference

MOST = 500


@dataclass(frozen=True)
class SecretLine:
    """A secret in use: who took it and when, and when it gave a token last."""

    reference: str
    given_by: str
    given_at: datetime
    used_at: datetime | None


@dataclass(frozen=True)
class OwnSystem:
    """A system as the supervisor of its body sees it."""

    reference: str
    name: str
    desk: str
    powers: tuple[str, ...]
    until: datetime | None
    secrets: tuple[SecretLine, ...]
    why_not_give: tuple[WhyNotSecret, ...]
    address: str
    signing_key: str


def hash_of(secret: str) -> str:
    """As a secret is kept: nothing that could be tried without our own key."""
    return salted_hmac("malath.api.secret", secret, algorithm="sha256").hexdigest()


def in_use(system: System) -> int:
    """How many secrets open a system."""
    return Secret.objects.filter(system=system, ended_at__isnull=True).count()


def secret_that_fits(reference: str, secret: str, at: datetime) -> Secret | None:
    """The secret that was shown for a system, if it opens it now. One statement."""
    found = _living().filter(hash=hash_of(secret), system__user__reference=reference).first()
    return found if found is not None and stage(found.system, at) == Stage.ALLOWED else None


def secret_of_body(agency_id: int, reference: str) -> Secret | None:
    """A secret of a system of this body, whether it ended or not."""
    return Secret.objects.filter(reference=reference, system__desk__agency=agency_id).select_related("system__user").first()


def secret_locked(pk: int) -> Secret:
    return Secret.objects.select_for_update(of=("self",)).select_related("system__user").get(pk=pk)


def token_of(secret: Secret, powers: Collection[Power], until: datetime) -> str:
    """A token: whose secret gave it, until when, for what, signed. It is kept nowhere and ends with its secret."""
    said = f"{secret.reference}~{int(until.timestamp())}~{'+'.join(rules.scopes_of(powers))}"
    return f"{said}~{_signature(secret, said)}"


def user_behind(token: str, at: datetime) -> User | None:
    """Who asks with a token, with what it holds now and for what the token was given; None when it opens nothing (any
    more). Two statements."""
    said, _, signature = token.rpartition("~")
    reference, until, scopes = [*said.split("~"), "", "", ""][:3]
    secret = _living().filter(reference=reference).first() if is_reference(reference) else None
    if secret is None or not constant_time_compare(signature, _signature(secret, said)):
        return None
    system, over = secret.system, int(until) <= at.timestamp()
    powers = rules.powers_asked(scopes.replace("+", " "), system.user.powers)
    if over or not powers or stage(system, at) != Stage.ALLOWED:
        return None
    user: User = system.user
    user.held = replace(accounts.holdings(user, at), only=tuple(sorted(powers)))
    return user


def system_of(user: User) -> System:
    """The system behind an account that asked with a token."""
    return System.objects.select_related("user__agency", "desk__agency").get(user=user)


def systems_of_body(agency_id: int, at: datetime) -> tuple[OwnSystem, ...]:
    """The systems of a body that are allowed and have not ended, with the secrets that open them and where they are told. Four
    statements."""
    rows = System.objects.filter(desk__agency=agency_id, allowed_at__isnull=False, user__is_active=True, user__until__gt=at)
    systems = list(rows.select_related("user__agency", "desk__agency").order_by("pk")[:MOST])
    secrets = list(Secret.objects.filter(system__in=systems, ended_at__isnull=True).order_by("given_at", "pk"))
    names = accounts.names_of([one.given_by for one in secrets])
    told = hooks.keys_of_body(agency_id)
    return tuple(
        _own(row, [one for one in secrets if one.system_id == row.pk], names, told.get(row.user.reference, ("", "")), at)
        for row in systems
    )


def _living() -> QuerySet[Secret]:
    return Secret.objects.filter(ended_at__isnull=True).select_related("system__user__agency", "system__desk__agency")


def _signature(secret: Secret, said: str) -> str:
    """With our own key and the kept hash: who has only one of them makes no token."""
    return salted_hmac(f"malath.api.token.{secret.hash}", said, algorithm="sha256").hexdigest()


def _own(
    row: System, secrets: list[Secret], names: dict[str, tuple[str, str]], told: tuple[str, str], at: datetime
) -> OwnSystem:
    lines = [SecretLine(one.reference, names.get(one.given_by, ("", ""))[0], one.given_at, one.used_at) for one in secrets]
    why_not = rules.why_not_give_secret(stage=stage(row, at), in_use=len(lines))
    powers = tuple(str(power.label) for power in sorted(row.user.powers))
    user = row.user
    return OwnSystem(user.reference, user.name, row.desk.name, powers, user.until, tuple(lines), tuple(why_not), *told)
