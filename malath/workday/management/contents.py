"""What a database holds, in numbers by which a copy is compared with it."""

import hashlib
import hmac
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from malath.foundation.keys import ring
from malath.workday.management.sealed_file import Contents

HEADS = "audit_head"
MODULUS = 2**256
Ask = Callable[[str], Iterable[tuple[Any, ...]]]


@dataclass
class Heads:
    """A mark over the heads of all chains, in whatever order they come."""

    chains: int = 0
    total: int = 0

    def add(self, chain: str, number: int, hash_: bytes) -> None:
        one = hashlib.sha256(f"{chain}|{number}|".encode() + bytes(hash_)).digest()
        self.total = (self.total + int.from_bytes(one, "big")) % MODULUS
        self.chains += 1

    @property
    def mark(self) -> str:
        return f"{self.total:064x}"


def contents(ask: Ask, tables: Iterable[str], *, engine: str, made_at: datetime) -> Contents:
    """Counted in one transaction of whoever asks."""
    rows = {table: int(next(iter(ask(f'SELECT count(*) FROM "{table}"')))[0]) for table in sorted(tables)}  # noqa: S608  # names of our own tables
    heads = Heads()
    for chain, number, hash_ in ask(f"SELECT chain, number, hash FROM {HEADS}"):  # noqa: S608  # a name of ours
        heads.add(chain, number, hash_)
    used = ask("SELECT DISTINCT wrapping_version FROM foundation_datakey WHERE wrapped IS NOT NULL")
    wrapping = sorted(version for (version,) in used)
    return Contents(engine, made_at.isoformat(), keyring(), rows, heads.chains, heads.mark, wrapping)


def keyring() -> str:
    """By what the keyring is known again that belongs to a copy; it tells nothing of the keys."""
    return hmac.new(ring().database, b"malath backup", hashlib.sha256).hexdigest()[:16]


def why_not_open(found: Contents, engine: str) -> str | None:
    """Why this copy cannot be put back here; None when it can."""
    if found.engine != engine:
        return f"This is a backup of {found.engine}, and MALATH_DATABASE names {engine}."
    if found.keyring != keyring():
        return "This backup belongs to another keyring. Put back the copy of the keyring that was kept for it."
    if missing := sorted(set(found.wrapping) - ring().wrapping.keys()):
        return f"This backup needs wrapping key {missing[0]}, which the keyring here does not hold (any more)."
    return None
