"""How a chain and a checkpoint are computed. Pure: bytes in, bytes out."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from hashlib import sha256

GENESIS = bytes(32)


def canonical(facts: Mapping[str, str]) -> str:
    """Facts as JSON with sorted keys: the same facts always give the same bytes."""
    return json.dumps(dict(facts), sort_keys=True, ensure_ascii=True, separators=(",", ":"))


def event_hash(previous: bytes, body: Sequence[str | int | datetime]) -> bytes:
    """SHA-256 over the hash before and the body of the event."""
    texts = [part.astimezone(UTC).isoformat() if isinstance(part, datetime) else part for part in body]
    return sha256(previous + json.dumps(texts, ensure_ascii=True, separators=(",", ":")).encode()).digest()


def merkle_root(leaves: Iterable[bytes]) -> bytes:
    """Root of a binary Merkle tree; leaves and nodes are hashed apart (RFC 6962, section 2.1)."""
    level = [sha256(b"\0" + leaf).digest() for leaf in leaves]
    if not level:
        return GENESIS
    while len(level) > 1:
        odd = [level[-1]] if len(level) % 2 else []
        pairs = zip(level[::2], level[1::2], strict=False)
        level = [sha256(b"\1" + left + right).digest() for left, right in pairs] + odd
    return level[0]
