"""Requests under idempotency keys: what was asked, and whether it was done."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from malath.accounts.models import User
from malath.api import rules
from malath.api.models import Done


@dataclass(frozen=True)
class Asked:
    """A request under a key, as it is kept: two hashes."""

    key: str
    request: str


def asked(key: str, path: str, body: bytes) -> Asked:
    """The key and the whole request, so that one key stands for one request."""
    return Asked(hashlib.sha256(key.encode()).hexdigest(), hashlib.sha256(path.encode() + b"\n" + body).hexdigest())


def done_before(one: Asked, user: User, at: datetime) -> Asked | None:
    """What was done under this key within a day, by this system."""
    found = Done.objects.filter(system=user, key=one.key, at__gte=at - rules.KEYS_LAST).first()
    return Asked(found.key, found.request) if found else None
