"""The keyring: what opens the database, the data keys, the search index and the audit signature.

Three modes. *demo*: the opened ring lies in a file of mode 0600 (does not survive seizure, and the page says so).
*sealed*: the file is wrapped under a passphrase (Argon2id, AES-256-GCM); the launcher opens it once and hands it to its
children through an inherited file descriptor. *external*: a key service, not built yet.
"""

import base64
import json
import os
import secrets
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Literal

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

Mode = Literal["demo", "sealed"]
ARGON2 = {"time_cost": 3, "memory_cost": 65_536, "parallelism": 2, "hash_len": 32}
LABEL = b"malath keyring 1"


class NoKeys(RuntimeError):
    """There is no keyring yet, or it is sealed and nobody opened it."""


class WrongPassphrase(RuntimeError):
    """The passphrase does not open the keyring."""


@dataclass(frozen=True)
class Ring:
    """All keys are 32 bytes. `wrapping` maps a version to the key that wraps data keys; `current` is the newest."""

    current: int
    wrapping: dict[int, bytes] = field(repr=False)
    index: bytes = field(repr=False)
    database: bytes = field(repr=False)
    signing: bytes = field(repr=False)
    session: bytes = field(repr=False)

    def with_new_wrapping_key(self) -> "Ring":
        version = self.current + 1
        return replace(self, current=version, wrapping={**self.wrapping, version: secrets.token_bytes(32)})


def new_ring() -> Ring:
    key = secrets.token_bytes
    return Ring(1, {1: key(32)}, index=key(32), database=key(32), signing=key(32), session=key(32))


def to_bytes(ring: Ring) -> bytes:
    text = {name: _b64(getattr(ring, name)) for name in ("index", "database", "signing", "session")}
    wrapping = {str(version): _b64(key) for version, key in ring.wrapping.items()}
    return json.dumps({**text, "current": ring.current, "wrapping": wrapping}).encode()


def from_bytes(data: bytes) -> Ring:
    values = json.loads(data)
    named = {name: base64.b64decode(values[name]) for name in ("index", "database", "signing", "session")}
    wrapping = {int(version): base64.b64decode(key) for version, key in values["wrapping"].items()}
    return Ring(current=values["current"], wrapping=wrapping, **named)


def mode(var: Path) -> Mode | None:
    """How the keys under `var` are kept; None when there are none yet."""
    if not _path(var).exists():
        return None
    return "sealed" if "sealed" in json.loads(_path(var).read_bytes()) else "demo"


def create(var: Path, mode: Mode, passphrase: str | None = None) -> None:
    """Write a new keyring, never over an old one. Errors: FileExistsError; ValueError without a passphrase."""
    data = to_bytes(new_ring())
    if mode == "sealed":
        if not passphrase:
            raise ValueError("a sealed start needs a passphrase")
        data = _wrapped(data, passphrase)
    _path(var).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(_path(var), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def unlocked(var: Path, passphrase: str | None) -> bytes:
    """The opened keyring as bytes. Errors: `NoKeys`, `WrongPassphrase`."""
    if not _path(var).exists():
        raise NoKeys
    data = _path(var).read_bytes()
    if mode(var) == "demo":
        return data
    if passphrase is None:
        raise NoKeys
    return _opened(json.loads(data)["sealed"], passphrase)


@cache
def ring() -> Ring:
    """The opened keyring of this process. Errors: `NoKeys`."""
    handed_down = os.environ.get("MALATH_KEYS_FD")
    if handed_down:
        return from_bytes(os.pread(int(handed_down), 1_000_000, 0))
    return from_bytes(unlocked(var_folder(), None))


def var_folder() -> Path:
    """Where keys, the database and logs live."""
    return Path(os.environ.get("MALATH_VAR") or Path(__file__).resolve().parents[2] / "var")


def session_secret() -> str:
    """Django's secret; a throw-away one while there are no keys, so that checks run on a bare clone."""
    try:
        return _b64(ring().session)
    except NoKeys:
        return secrets.token_urlsafe(48)


def _path(var: Path) -> Path:
    return var / "keys" / "keyring.json"


def _b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _wrapped(data: bytes, passphrase: str) -> bytes:
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    sealed = AESGCM(_stretch(passphrase, salt)).encrypt(nonce, data, LABEL)
    return json.dumps({"sealed": {"salt": _b64(salt), "nonce": _b64(nonce), "data": _b64(sealed)}}).encode()


def _opened(sealed: dict[str, str], passphrase: str) -> bytes:
    salt, nonce, data = (base64.b64decode(sealed[name]) for name in ("salt", "nonce", "data"))
    try:
        return AESGCM(_stretch(passphrase, salt)).decrypt(nonce, data, LABEL)
    except InvalidTag:
        raise WrongPassphrase from None


def _stretch(passphrase: str, salt: bytes) -> bytes:
    return hash_secret_raw(passphrase.encode(), salt, type=Type.ID, **ARGON2)
