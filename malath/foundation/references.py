"""Opaque references: random, readable on the phone, never a counter and never a name."""

import secrets

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
LENGTH = 12


def new_reference() -> str:
    """Twelve letters and digits without look-alikes (60 bits): `7KQF-2M9X-4TZB`."""
    code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return f"{code[:4]}-{code[4:8]}-{code[8:]}"


class ReferenceConverter:
    """Path converter: `<reference:reference>`; anything else is not an address of ours."""

    regex = "[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value
