"""A new wrapping key in the place of the old one while people work; and old ones thrown away once no backup needs them.

The keyring with the new key is on disk before the first data key lies under it, and the old key stays in it until long
after the last one. So whenever this is cut off, every data key lies under a key that is kept; run again, it goes on
where it was (decision 0018).
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.db import connection

from malath.accounts import actions as accounts
from malath.audit import actions as audit
from malath.audit.words import Did
from malath.foundation import clock, keys, sealing
from malath.foundation.actor import WORKER, Actor
from malath.foundation.acts import act
from malath.foundation.keys import Ring
from malath.foundation.models import DataKey
from malath.foundation.sealing import Rewrapped

BATCH = 1_000
Say = Callable[[str], object]


@dataclass(frozen=True)
class Rotation:
    """What a rotation did: the newest version now, the older ones that are kept, how much was wrapped anew."""

    ring: Ring
    data_keys: int
    secrets: int


def rotate(var: Path, passphrase: str | None, *, say: Say, to_service: bool = False) -> Rotation:
    """Replace the wrapping key, or bring an earlier rotation to its end. `to_service`: the new one is made at the key
    service, where all later ones are made then. Errors: `keys.Busy`, `keys.NoKeys`, `NotNow` of the service."""
    with keys.only_one(var):
        ring = keys.from_bytes(keys.unlocked(var, passphrase))
        if not ring.retiring:
            elsewhere = to_service or ring.is_elsewhere
            ring = ring.with_key_of(keys.key_service()) if elsewhere else ring.with_new_wrapping_key()
            keys.put(var, ring, passphrase)
        data_keys, secrets = wrap_all_anew(say)
        finish(ring, data_keys + secrets, by=WORKER, at=clock.now())
        ring = ring.with_old_ones_retired(clock.now())
        keys.put(var, ring, passphrase)
    return Rotation(ring, data_keys, secrets)


def forget(var: Path, passphrase: str | None, *, kept: timedelta, say: Say) -> tuple[Ring, list[int]]:
    """Throw away wrapping keys that no backup needs any more; returns the ring and the versions that went.

    What a program wrote under one of them at the last moment is wrapped anew first. Errors: as `rotate`.
    """
    with keys.only_one(var):
        ring = keys.from_bytes(keys.unlocked(var, passphrase))
        due = [version for version, at in ring.retired.items() if at + kept <= clock.now()]
        if due:
            wrap_all_anew(say)
            throw_away(due, by=WORKER, at=clock.now())
            ring = ring.without(due)
            keys.put(var, ring, passphrase)
    return ring, due


def wrap_all_anew(say: Say) -> tuple[int, int]:
    """Every data key and secret under the newest key: how many data keys and secrets that were."""
    data_keys = secrets = 0
    while changed := _one_pass(say):
        data_keys += changed
    while changed := accounts.reseal_factors():
        secrets += changed
    return data_keys, secrets


def _one_pass(say: Say) -> int:
    """From the oldest data key to the newest, in short transactions with a pause after each for those who wait."""
    changed = 0
    for batch in batches():
        started = time.perf_counter()
        changed += rewrap(batch, by=WORKER, at=clock.now())
        if connection.vendor == "sqlite":  # where one writes at a time, and who waits looks again only now and then
            time.sleep(time.perf_counter() - started)
        if changed // 100_000 > (changed - len(batch)) // 100_000:
            say(f"{changed:,} data keys …")
    return changed


def batches() -> Iterator[list[Rewrapped]]:
    """Data keys wrapped anew, in the order in which they were made; made here, outside any transaction."""
    newest, after = keys.newest().current, None
    wanted = DataKey.objects.exclude(wrapping_version=newest).filter(wrapped__isnull=False).order_by("pk")
    while found := list((wanted.filter(pk__gt=after) if after else wanted)[:BATCH]):
        after = found[-1].pk
        yield sealing.rewrapped(found)


@act
def rewrap(batch: list[Rewrapped], *, by: Actor, at: datetime) -> int:
    """Some data keys lie under the newest wrapping key from now on; nothing about anybody changes."""
    changed = sealing.store(batch)
    version = batch[0].version
    audit.record(Did.KEYS_REWRAPPED, subject=subject(version), by=by, at=at, facts={"count": str(changed)})
    return changed


@act
def finish(ring: Ring, count: int, *, by: Actor, at: datetime) -> None:
    """Nothing lies under the old wrapping key any more; it is kept only for backups."""
    facts = {"from": " ".join(map(str, sorted(ring.retiring))), "count": str(count)}
    audit.record(Did.KEYS_ROTATED, subject=subject(ring.current), by=by, at=at, facts=facts)


@act
def throw_away(versions: list[int], *, by: Actor, at: datetime) -> None:
    """Old wrapping keys go for good: who was erased before them is now gone from every copy. Refused while one is used."""
    used = DataKey.objects.filter(wrapping_version__in=versions, wrapped__isnull=False).exists()
    if used or accounts.sealed_under(versions):
        raise StillUsed
    for version in versions:
        audit.record(Did.KEYS_FORGOTTEN, subject=subject(version), by=by, at=at)


class StillUsed(RuntimeError):
    """Something was sealed under an old wrapping key at this very moment."""


def subject(version: int) -> str:
    return f"wrapping-key-{version}"
