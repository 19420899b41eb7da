"""The keyring: what opens the database, the data keys, the search index and the audit signature.

Three modes. *demo*: the opened ring lies in a file of mode 0600 (does not survive seizure, and the page says so).
*sealed*: the file is wrapped under a passphrase (Argon2id, AES-256-GCM); the launcher opens it once and hands it to its
children through an inherited file descriptor. *service*: the wrapping keys lie at a key service and never here; the rest of
the ring lies in the file, enclosed by it, and each program has it opened there at its start.

A rotation puts a ring with one more wrapping key in the place of the file while programs run. Whoever holds an older
ring notices, and reads on: the open file in *demo*; in *sealed* a copy of the new ring that the old wrapping key opens
(decision 0018).
"""

import base64
import fcntl
import json
import os
import secrets
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from key_service.client import Service, service
from key_service.disk import write_new
from key_service.passphrase import decrypted, encrypted, opened, wrapped

Mode = Literal["demo", "sealed", "service"]
HANDED_ON = b"malath keyring handed on"
ENCLOSED = b"malath keyring at a key service"
ELSEWHERE = b""
"""In the place of a wrapping key that lies at the key service."""


class NoKeys(RuntimeError):
    """There is no keyring yet, or it is sealed and nobody opened it."""


class MovedOn(NoKeys):
    """The keyring in its place is not the one this program holds, and the old one does not open it."""


class Busy(RuntimeError):
    """Somebody else is changing the keyring."""


@dataclass(frozen=True)
class Ring:
    """All keys are 32 bytes. `wrapping` maps a version to the key that wraps data keys (`ELSEWHERE`: it lies at the key
    service); `current` is the newest.

    `retired` says since when an older one wraps nothing any more: it is kept for the backups made under it.
    """

    current: int
    wrapping: dict[int, bytes] = field(repr=False, hash=False)
    index: bytes = field(repr=False)
    database: bytes = field(repr=False)
    signing: bytes = field(repr=False)
    session: bytes = field(repr=False)
    retired: dict[int, datetime] = field(default_factory=dict, repr=False, hash=False)

    @property
    def retiring(self) -> frozenset[int]:
        """Older wrapping keys under which something may still lie: a rotation that did not come to its end."""
        return frozenset(self.wrapping) - {self.current} - frozenset(self.retired)

    def with_new_wrapping_key(self) -> "Ring":
        version = self.current + 1
        return replace(self, current=version, wrapping={**self.wrapping, version: secrets.token_bytes(32)})

    def with_key_of(self, held: Service) -> "Ring":
        """The next wrapping key is made at the key service, and does not leave it."""
        version = held.new_version(self.current)
        return replace(self, current=version, wrapping={**self.wrapping, version: ELSEWHERE})

    @property
    def is_elsewhere(self) -> bool:
        return self.wrapping[self.current] == ELSEWHERE

    def with_old_ones_retired(self, at: datetime) -> "Ring":
        return replace(self, retired={**self.retired, **dict.fromkeys(self.retiring, at)})

    def without(self, versions: Collection[int]) -> "Ring":
        """Wrapping keys thrown away for good; never the newest."""
        kept = {version: key for version, key in self.wrapping.items() if version == self.current or version not in versions}
        return replace(self, wrapping=kept, retired={version: at for version, at in self.retired.items() if version in kept})


def new_ring() -> Ring:
    key = secrets.token_bytes
    return Ring(1, {1: key(32)}, index=key(32), database=key(32), signing=key(32), session=key(32))


def to_bytes(ring: Ring) -> bytes:
    text = {name: _b64(getattr(ring, name)) for name in ("index", "database", "signing", "session")}
    wrapping = {str(version): _b64(key) for version, key in ring.wrapping.items()}
    retired = {str(version): at.isoformat() for version, at in ring.retired.items()}
    return json.dumps({**text, "current": ring.current, "wrapping": wrapping, "retired": retired}).encode()


def from_bytes(data: bytes) -> Ring:
    return _from_values(json.loads(data))


def _from_values(values: dict[str, Any]) -> Ring:
    named = {name: base64.b64decode(values[name]) for name in ("index", "database", "signing", "session")}
    wrapping = {int(version): base64.b64decode(key) for version, key in values["wrapping"].items()}
    retired = {int(version): datetime.fromisoformat(at) for version, at in values.get("retired", {}).items()}
    return Ring(current=values["current"], wrapping=wrapping, retired=retired, **named)


def mode(var: Path) -> Mode | None:
    """How the keys under `var` are kept; None when there are none yet."""
    if not _path(var).exists():
        return None
    content = json.loads(_path(var).read_bytes())
    return "service" if "service" in content else "sealed" if "sealed" in content else "demo"


def create(var: Path, mode: Mode, passphrase: str | None = None) -> None:
    """Write a new keyring, never over an old one. Errors: FileExistsError; ValueError without a passphrase."""
    if mode == "sealed" and not passphrase:
        raise ValueError("a sealed start needs a passphrase")
    _path(var).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_new(_path(var), _on_disk(new_ring(), passphrase if mode == "sealed" else None))


def put(var: Path, ring: Ring, passphrase: str | None) -> None:
    """Put a ring in the place of the one before: whole or not at all, also when the power fails.

    `passphrase`: the one that opens the ring now, None for demo keys and a key service. Whoever calls holds `only_one`.
    """
    fresh = _path(var).with_suffix(".new")
    fresh.unlink(missing_ok=True)
    write_new(fresh, _on_disk(ring, passphrase))
    fresh.replace(_path(var))
    sync(_path(var).parent)


@contextmanager
def only_one(var: Path) -> Iterator[None]:
    """Nobody else changes the keyring meanwhile; the lock goes with the process. Errors: `Busy`, `NoKeys`."""
    if not _path(var).exists():
        raise NoKeys
    folder = os.open(_path(var).parent, os.O_RDONLY)
    try:
        _lock(folder)
        yield
    finally:
        os.close(folder)


def unlocked(var: Path, passphrase: str | None) -> bytes:
    """The opened keyring as bytes. Errors: `NoKeys`, `WrongPassphrase`, `NotNow` of the key service."""
    if not _path(var).exists():
        raise NoKeys
    data = _path(var).read_bytes()
    content = json.loads(data)
    if "service" in content:
        return _by_service(content)
    if "sealed" not in content:
        return data
    if passphrase is None:
        raise NoKeys
    return opened(content["sealed"], passphrase)


def key_service() -> Service:
    """The one that holds the wrapping keys, by the address in the environment."""
    return service(os.environ.get("MALATH_KEY_SERVICE", ""), var_folder() / "keys" / "service")


@cache
def ring() -> Ring:
    """The keyring of this process as it was opened at its start. Errors: `NoKeys`."""
    handed_down = os.environ.get("MALATH_KEYS_FD")
    if handed_down:
        return from_bytes(os.pread(int(handed_down), 1_000_000, 0))
    return from_bytes(unlocked(var_folder(), None))


def newest() -> Ring:
    """The keyring as it lies there now: what is wrapped anew is wrapped under its `current`. Errors: `MovedOn`."""
    return _read_again(ring(), _sign(_path(var_folder())))


def wrapping_key(version: int) -> bytes:
    """A wrapping key, also one that is younger than this process. Errors: KeyError when it was thrown away; `MovedOn`."""
    mine = ring()
    return mine.wrapping.get(version) or _found_later(mine, version)


def var_folder() -> Path:
    """Where keys, the database and logs live."""
    return Path(os.environ.get("MALATH_VAR") or Path(__file__).resolve().parents[2] / "var")


def session_secret() -> str:
    """Django's secret; a throw-away one while there are no keys, so that checks run on a bare clone."""
    try:
        return _b64(ring().session)
    except NoKeys:
        return secrets.token_urlsafe(48)


def sync(folder: Path) -> None:
    """So that a name that was just given outlives a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _path(var: Path) -> Path:
    return var / "keys" / "keyring.json"


def _b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _lock(folder: int) -> None:
    try:
        fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise Busy from None


def _sign(path: Path) -> tuple[int, int, int] | None:
    """By what another file in the same place is noticed; None while there is none (a medium that was taken out)."""
    try:
        facts = path.stat()
    except FileNotFoundError:
        return None
    return facts.st_ino, facts.st_mtime_ns, facts.st_size


@lru_cache(maxsize=1)
def _read_again(mine: Ring, sign: tuple[int, int, int] | None) -> Ring:
    content = json.loads(_path(var_folder()).read_bytes()) if sign else {}
    if content.get("current", mine.current) <= mine.current:
        return mine
    if "service" in content:
        content = json.loads(_by_service(content))
    found = _from_values(_handed_on(content, mine) if "sealed" in content else content)
    if found.database != mine.database:
        raise MovedOn
    return found


@lru_cache(maxsize=64)
def _found_later(_mine: Ring, version: int) -> bytes:
    """Kept once it was found: a page opens hundreds of values, and a key of a version is never another."""
    return newest().wrapping[version]


def _handed_on(content: dict[str, Any], mine: Ring) -> dict[str, Any]:
    """The ring in a sealed file, opened with the newest of our wrapping keys that it knows. Errors: `MovedOn`."""
    known = mine.wrapping.keys() & {int(version) for version in content["handed_on"]}
    if not known:
        raise MovedOn
    data = base64.b64decode(content["handed_on"][str(max(known))])
    try:
        return dict(json.loads(decrypted(_heir(mine.wrapping[max(known)]), data, HANDED_ON)))
    except InvalidTag:
        raise MovedOn from None


def _by_service(content: dict[str, Any]) -> bytes:
    return key_service().disclose(content["current"], base64.b64decode(content["service"]), ENCLOSED)


def _on_disk(ring: Ring, passphrase: str | None) -> bytes:
    """The file of a ring. A sealed one can be opened by its passphrase, and by programs that hold an older ring."""
    data = to_bytes(ring)
    if ring.is_elsewhere:
        enclosed = key_service().enclose(ring.current, data, ENCLOSED)
        return json.dumps({"service": _b64(enclosed), "current": ring.current}).encode()
    if passphrase is None:
        return data
    older = {str(version): key for version, key in ring.wrapping.items() if version != ring.current}
    handed_on = {version: _b64(encrypted(_heir(key), data, HANDED_ON)) for version, key in older.items()}
    return json.dumps({"sealed": wrapped(data, passphrase), "current": ring.current, "handed_on": handed_on}).encode()


def _heir(wrapping: bytes) -> bytes:
    """The key under which the holder of an older wrapping key finds the new ring; it opens nothing else."""
    return HKDF(SHA256(), 32, salt=None, info=HANDED_ON).derive(wrapping)
