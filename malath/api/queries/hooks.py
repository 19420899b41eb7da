"""Where programs are told, what waits to be told, and what was given up."""

import base64
import json
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet
from django.utils.crypto import salted_hmac

from malath.accounts import queries as accounts
from malath.api import hook_rules as rules
from malath.api import queries
from malath.api.models import Hook, Ping, System
from malath.api.words import PingStatus, Stage, WhyNotHook
from malath.inbox import queries as inbox
from malath.inbox.words import ItemKind
from malath.referrals import queries as referrals

MOST = 500
AT_ONCE = 100
TOLD = frozenset(kind for kind in ItemKind if kind.value.startswith("referral_"))


@dataclass(frozen=True)
class HookLine:
    """An address as administrators and the data protection officer see it."""

    reference: str
    system: str
    body: str
    address: str
    stage: Stage
    asked_by: str
    asked_at: datetime
    allowed_by: str
    waiting: int
    dead: int
    why_not_allow: tuple[WhyNotHook, ...]


def hook_by_reference(reference: str) -> Hook | None:
    return _hooks().filter(reference=reference).first()


def hook_locked(pk: int) -> Hook:
    return _hooks().select_for_update(of=("self",)).get(pk=pk)


def has_one(system: System) -> bool:
    """Whether a system has an address, or one is asked for."""
    return Hook.objects.filter(system=system, ended_at__isnull=True).exists()


def waits(hook: Hook) -> bool:
    """Whether somebody has to allow an address."""
    return hook.allowed_at is None and hook.ended_at is None


def dead_of(hook: Hook) -> QuerySet[Ping]:
    """What could not be told at an address."""
    return Ping.objects.filter(hook=hook, status=PingStatus.DEAD)


def hooks_to_see(viewer: str, at: datetime) -> tuple[HookLine, ...]:
    """All addresses, those that wait first. Two statements."""
    counted = _hooks().annotate(
        waiting=Count("pings", filter=Q(pings__status=PingStatus.WAITING)),
        dead=Count("pings", filter=Q(pings__status=PingStatus.DEAD)),
    )
    rows = list(counted.order_by("-asked_at", "-pk")[:MOST])
    names = accounts.names_of([who for row in rows for who in (row.asked_by, row.allowed_by) if who])
    lines = [_line(row, names, viewer, at, row.waiting, row.dead) for row in rows]
    return tuple(sorted(lines, key=lambda line: list(Stage).index(line.stage)))


def signing_key(hook: Hook) -> bytes:
    """By what the program knows that we told it. Made anew each time from our own key: it is kept nowhere."""
    return salted_hmac("malath.api.hook", hook.reference, algorithm="sha256").digest()


def keys_of_body(agency_id: int) -> dict[str, tuple[str, str]]:
    """By system of a body, the address at which it is told and the key of its signatures."""
    rows = _living().filter(system__desk__agency=agency_id)
    return {
        hook.system.user.reference: (hook.address, f"whsec_{base64.b64encode(signing_key(hook)).decode()}") for hook in rows
    }


def to_tell(at: datetime) -> list[Ping]:
    """What arrived at the desks of systems that have an address, and is not on its way yet. One statement, and two for each
    address."""
    return [ping for hook in _living() if _serves(hook, at) for ping in _new(hook, at)]


def due(at: datetime) -> list[Ping]:
    """What is to be sent now, the oldest first."""
    rows = Ping.objects.filter(ended_at__isnull=True, next_try_at__lte=at).select_related(
        "hook__system__user__agency", "hook__system__desk"
    )
    return list(rows.order_by("next_try_at", "pk")[:AT_ONCE])


def is_theirs(ping: Ping, at: datetime) -> bool:
    """Whether, at the moment of leaving, the address still serves and the system may still know of the referral."""
    hook = ping.hook
    may_know = referrals.found(accounts.holdings(hook.system.user, at), ping.subject) is not None
    return may_know and hook.ended_at is None and _serves(hook, at)


def said(ping: Ping) -> bytes:
    """All that is told: which referral to read. Never what happened to it, nor to whom."""
    told = {"type": "referral.changed", "timestamp": ping.made_at.isoformat(), "data": {"reference": ping.subject}}
    return json.dumps(told, separators=(",", ":")).encode()


def _new(hook: Hook, at: datetime) -> list[Ping]:
    since = max(at - rules.LOOK_BACK, hook.allowed_at or at)
    items = inbox.left_at(hook.system.desk_id, TOLD, since=since, cap=AT_ONCE * 5)
    known = set(Ping.objects.filter(hook=hook, item__in=[pk for pk, _ in items]).values_list("item", flat=True))
    return [Ping(hook=hook, item=pk, subject=subject, made_at=at, next_try_at=at) for pk, subject in items if pk not in known]


def _serves(hook: Hook, at: datetime) -> bool:
    return queries.stage(hook.system, at) == Stage.ALLOWED


def _living() -> QuerySet[Hook]:
    return _hooks().filter(ended_at__isnull=True, allowed_at__isnull=False).order_by("pk")


def _hooks() -> QuerySet[Hook]:
    return Hook.objects.select_related("system__user__agency", "system__desk__agency")


def _line(row: Hook, names: dict[str, tuple[str, str]], viewer: str, at: datetime, waiting: int, dead: int) -> HookLine:
    system_at = queries.stage(row.system, at)
    ended = row.ended_at is not None or system_at == Stage.ENDED
    stage = Stage.ENDED if ended else Stage.ALLOWED if row.allowed_at else Stage.ASKED
    why_not = rules.why_not_allow_hook(waits=waits(row), own=row.asked_by == viewer, stage=system_at)
    asked, allowed = (names.get(who, ("", ""))[0] for who in (row.asked_by, row.allowed_by))
    system = row.system
    return HookLine(
        row.reference, system.user.name, system.desk.agency.name, row.address, stage, asked, row.asked_at, allowed, waiting,
        dead, tuple(why_not),
    )  # fmt: skip
