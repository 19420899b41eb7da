"""What lies on a disk under a passphrase: Argon2id makes it dear to try one, AES-256-GCM notices a wrong one."""

import base64
import secrets
from typing import Final

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

ARGON2: Final = {"time_cost": 3, "memory_cost": 65_536, "parallelism": 2, "hash_len": 32}
LABEL: Final = b"malath keyring 1"
NONCE: Final = 12


class WrongPassphrase(RuntimeError):
    """The passphrase does not open the keyring."""


def encrypted(key: bytes, data: bytes, label: bytes) -> bytes:
    """Behind a number that is used once, which is drawn here."""
    nonce = secrets.token_bytes(NONCE)
    return nonce + AESGCM(key).encrypt(nonce, data, label)


def decrypted(key: bytes, data: bytes, label: bytes) -> bytes:
    """Errors: InvalidTag when it was changed, or lies under another key or label."""
    return AESGCM(key).decrypt(data[:NONCE], data[NONCE:], label)


def wrapped(data: bytes, passphrase: str) -> dict[str, str]:
    salt = secrets.token_bytes(16)
    sealed = encrypted(_stretch(passphrase, salt), data, LABEL)
    parts = {"salt": salt, "nonce": sealed[:NONCE], "data": sealed[NONCE:]}
    return {name: base64.b64encode(part).decode() for name, part in parts.items()}


def opened(sealed: dict[str, str], passphrase: str) -> bytes:
    """Errors: `WrongPassphrase`."""
    salt, nonce, data = (base64.b64decode(sealed[name]) for name in ("salt", "nonce", "data"))
    try:
        return decrypted(_stretch(passphrase, salt), nonce + data, LABEL)
    except InvalidTag:
        raise WrongPassphrase from None


def _stretch(passphrase: str, salt: bytes) -> bytes:
    return hash_secret_raw(passphrase.encode(), salt, type=Type.ID, **ARGON2)
