"""Keyed marks of other parties: the same employer or office is known again in another file, however it is spelled. Pure.

A mark is made of the whole name (what all its spellings share) or of a whole number, never of a single short word, which too
many have. Without the index key it says nothing.
"""

import hmac
from enum import IntEnum

from malath.people.names import parts, skeleton

LONG_ENOUGH = 5
BYTES = 7


class MarkKind(IntEnum):
    """What a mark was made of. The numbers are stored."""

    NOTHING = 0
    NAME = 1
    PHONE = 2


def marks_of(key: bytes, *, names: tuple[str, ...], phone: str) -> frozenset[tuple[MarkKind, int]]:
    """The marks of a party; one of the kind `NOTHING` where it has neither a name that tells enough nor a number."""
    found = {(MarkKind.NAME, _keyed(key, "party name", sound)) for name in names if (sound := sound_of(name))}
    if phone:
        found.add((MarkKind.PHONE, _keyed(key, "party phone", phone)))
    return frozenset(found) or frozenset({(MarkKind.NOTHING, 0)})


def sound_of(name: str) -> str:
    """What all spellings of a name share, in any order of its words; "" for a name too short to tell anybody by."""
    sounds = sorted({sound for part in parts(name) if (sound := skeleton(part))})
    return " ".join(sounds) if len(sounds) > 1 or len("".join(sounds)) >= LONG_ENOUGH else ""


def _keyed(key: bytes, kind: str, text: str) -> int:
    own = hmac.digest(key, f"malath mark {kind}".encode(), "sha256")
    return int.from_bytes(hmac.digest(own, text.encode(), "sha256")[:BYTES], "big")
