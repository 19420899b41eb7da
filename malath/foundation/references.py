"""Opaque references: random, readable on the phone, never a counter and never a name."""

import re
import secrets
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid5

from django.core.signing import BadSignature, Signer

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
LENGTH = 12
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def new_reference() -> str:
    """Twelve letters and digits without look-alikes (60 bits): `7KQF-2M9X-4TZB`."""
    code = "".join([ALPHABET[byte % len(ALPHABET)] for byte in secrets.token_bytes(LENGTH)])
    return f"{code[:4]}-{code[4:8]}-{code[8:]}"


def own_mark(once: UUID | None, *whose: str) -> UUID | None:
    """The mark of a form as it is kept: bound to who sent it and what it says. Somebody else's form, or the same with
    other words in it, has another mark. The random mark itself is kept nowhere, so nothing can be guessed from this."""
    return uuid5(once, " ".join(whose)) if once is not None else None


def place_sealed(moment: datetime, reference: str) -> str:
    """A place in a list as an address may carry it: signed, so that nobody can ask about a reference by guessing."""
    return Signer(salt="malath.place").sign(f"{(moment - EPOCH) // timedelta(microseconds=1)}.{reference}")


def place_opened(text: str) -> tuple[datetime, str] | None:
    """The moment and reference of a place that we gave out; None for anything else."""
    try:
        micros, _, reference = Signer(salt="malath.place").unsign(text).partition(".")
    except BadSignature:
        return None
    return EPOCH + timedelta(microseconds=int(micros)), reference


def is_reference(text: str) -> bool:
    """Whether a text has the shape of a reference. What has not is asked for nowhere and kept nowhere."""
    return re.fullmatch(ReferenceConverter.regex, text) is not None


class ReferenceConverter:
    """Path converter: `<reference:reference>`; anything else is not an address of ours."""

    regex = "[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value
