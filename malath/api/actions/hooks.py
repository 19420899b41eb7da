"""Acts on addresses at which programs are told, and what becomes of what is told there."""

from datetime import datetime

from django.conf import settings
from django.db.models import F

from malath.api import hook_rules as rules
from malath.api import queries
from malath.api.actions import CannotDo
from malath.api.models import Hook, Ping, System
from malath.api.queries import hooks
from malath.api.words import PingStatus, WhyNotHook
from malath.audit import actions as audit
from malath.audit.words import Did
from malath.foundation.actor import Actor
from malath.foundation.acts import act, unguarded


@act
def ask_hook(system: System, *, address: str, by: Actor, at: datetime) -> Hook:
    """The program of a system shall be told at an address that a referral of its desk changed. Nothing leaves before somebody
    else allows it. Errors: `CannotDo`."""
    locked = queries.locked(system.pk)
    stage, has_one = queries.stage(locked, at), hooks.has_one(locked)
    _refuse(rules.why_not_ask_hook(address=address, stage=stage, has_one=has_one, networks=settings.HOOK_NETWORKS))
    hook = Hook.objects.create(system=locked, address=address, asked_by=by.reference, asked_at=at)
    _record(Did.HOOK_ASKED, hook, by=by, at=at)
    return hook


@act
def allow_hook(hook: Hook, *, by: Actor, at: datetime) -> Hook:
    """Somebody who did not ask lets an address be told. Errors: `CannotDo`."""
    locked = hooks.hook_locked(hook.pk)
    own, stage = by.reference == locked.asked_by, queries.stage(locked.system, at)
    _refuse(rules.why_not_allow_hook(waits=hooks.waits(locked), own=own, stage=stage))
    locked.allowed_by, locked.allowed_at = by.reference, at
    locked.save(update_fields=["allowed_by", "allowed_at"])
    _record(Did.HOOK_ALLOWED, locked, by=by, at=at)
    return locked


@act
def end_hook(hook: Hook, *, by: Actor, at: datetime) -> Hook:
    """Nothing is told at an address any more, and what was on its way there stays here. Errors: `CannotDo`."""
    locked = hooks.hook_locked(hook.pk)
    _refuse([WhyNotHook.NOT_WAITING] if locked.ended_at is not None else [])
    locked.ended_by, locked.ended_at = by.reference, at
    locked.save(update_fields=["ended_by", "ended_at"])
    Ping.objects.filter(hook=locked).delete()
    _record(Did.HOOK_ENDED, locked, by=by, at=at)
    return locked


@act
def send_anew(hook: Hook, *, by: Actor, at: datetime) -> int:
    """What was given up at an address is tried once more, from the first minute on; how much. Errors: `CannotDo`."""
    again = hooks.dead_of(hook).update(status=PingStatus.WAITING, tries=0, next_try_at=at, ended_at=None)
    _refuse([] if again else [WhyNotHook.NOTHING_GIVEN_UP])
    _record(Did.HOOK_SENT_ANEW, hook, by=by, at=at)
    return again


def put_on_the_way(at: datetime) -> int:
    """What arrived at desks is put on its way to their programs, and what is over is forgotten. No act: it opens nothing."""
    with unguarded():
        Ping.objects.filter(ended_at__lt=at - rules.KEPT).exclude(status=PingStatus.DEAD).delete()
        return len(Ping.objects.bulk_create(hooks.to_tell(at), ignore_conflicts=True))


def claim(ping: Ping, *, at: datetime) -> bool:
    """One of several workers takes it; when it falls in the middle, another one does a few minutes later."""
    mine = Ping.objects.filter(pk=ping.pk, ended_at__isnull=True, next_try_at=ping.next_try_at)
    with unguarded():
        return mine.update(next_try_at=at + rules.CLAIMED, tries=F("tries") + 1) == 1


def end_ping(ping: Ping, status: PingStatus, *, at: datetime) -> None:
    """It arrived, or is nobody's any more."""
    with unguarded():
        Ping.objects.filter(pk=ping.pk).update(status=status, ended_at=at)


def put_off(ping: Ping, *, at: datetime) -> None:
    """It did not arrive: later again, or given up after two days."""
    later = rules.next_try(ping.tries + 1, at)
    if later is None:
        end_ping(ping, PingStatus.DEAD, at=at)
        return
    with unguarded():
        Ping.objects.filter(pk=ping.pk).update(next_try_at=later)


def _refuse(reasons: list[WhyNotHook]) -> None:
    if reasons:
        raise CannotDo(reasons)


def _record(event: Did, hook: Hook, *, by: Actor, at: datetime) -> None:
    audit.record(event, subject=hook.system.user.reference, by=by, at=at, facts={"hook": hook.reference})
