"""How much comes from one place, without knowing the place: counts in memory, under a key that is forgotten every day."""

import hashlib
import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MOST_PLACES = 50_000


@dataclass
class Flood:
    """Counts of one process. `draw` makes keys; nothing here is ever written to a disk."""

    draw: Callable[[], bytes] = field(default=lambda: secrets.token_bytes(32), repr=False)
    _key: bytes = field(default=b"", repr=False)
    _until: datetime | None = field(default=None, repr=False)
    _counts: dict[bytes, tuple[datetime, int]] = field(default_factory=dict, repr=False)

    def count(self, what: str, place: str, at: datetime) -> int:
        """How many times this was done from there within an hour, this time too."""
        mark = self._mark(what, place, at)
        since, before = self._counts.get(mark, (at, 0))
        if at - since >= HOUR:
            since, before = at, 0
        if mark not in self._counts and len(self._counts) >= MOST_PLACES:
            self._counts.pop(next(iter(self._counts)))
        self._counts[mark] = (since, before + 1)
        return before + 1

    def _mark(self, what: str, place: str, at: datetime) -> bytes:
        if self._until is None or at >= self._until:
            self._key, self._until, self._counts = self.draw(), at + DAY, {}
        return hmac.new(self._key, f"{what}|{place}".encode(), hashlib.sha256).digest()[:16]
