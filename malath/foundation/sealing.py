"""Sealing of fields: one data key per person, AES-256-GCM per field.

A sealed value is `version (1 byte) | nonce (12) | ciphertext and tag`. The associated data names table, row, field and
version, so a value copied to another row or field does not open. Texts are padded to 32 bytes: length tells little.
"""

import base64
import secrets
import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, TypeAlias

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import connection, models

from key_service.passphrase import decrypted, encrypted
from malath.foundation.acts import Guarded
from malath.foundation.keys import key_service, newest, wrapping_key
from malath.foundation.models import DataKey, new_uuid

VERSION = 1
PAD = 32
Stored: TypeAlias = bytes | memoryview
# One statement for many rows, in words that both engines know: the columns of VALUES are called column1 to column3.
REWRAP = (
    "UPDATE foundation_datakey SET wrapped = column3, wrapping_version = %s FROM (VALUES {rows}) AS anew"
    " WHERE id = column1 AND wrapped = column2"
)


class Erased(RuntimeError):
    """The person was erased; what was sealed under their key is gone for ever."""


@dataclass(frozen=True)
class Rewrapped:
    """A data key under another wrapping key, and as it lay before."""

    id: uuid.UUID
    version: int
    before: bytes
    after: bytes


class SealedField(models.BinaryField):  # type: ignore[type-arg]  # takes none at run time
    """Ciphertext of one text; None means that nothing was recorded."""


class SealedRow(Guarded):
    """A row with sealed fields. `uuid` binds each value to its row; `key` is the person's data key."""

    uuid = models.UUIDField(default=new_uuid, unique=True, editable=False)
    key = models.ForeignKey(DataKey, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True

    def seal(self, **texts: str) -> None:
        """Put texts into sealed fields; an empty text is kept as "nothing recorded"."""
        for field, text in texts.items():
            setattr(self, field, encrypt(self.key, text, self._bound(field)) if text else None)

    def opened(self, field: str) -> str:
        """The text of a sealed field, "" when nothing was recorded. Errors: `Erased`; InvalidTag when moved."""
        value = getattr(self, field)
        return decrypt(self.key, bytes(value), self._bound(field)) if value else ""

    def _bound(self, field: str) -> bytes:
        return bound_to(self._meta.db_table, self.uuid, field)


SEALED: Final = ("uuid", "key_id", "key__wrapping_version", "key__wrapped")


def opener(table: str, field: str) -> Callable[[Stored, uuid.UUID, uuid.UUID, int, Stored | None], str]:
    """Opens a field of many rows, each given by its value and its columns `SEALED`; every data key is unwrapped once.

    Throw it away with the rows: it holds open keys. Errors of the opening: as `SealedRow.opened`.
    """
    ciphers: dict[uuid.UUID, AESGCM] = {}

    def opens(value: Stored, row: uuid.UUID, key_id: uuid.UUID, version: int, wrapped: Stored | None) -> str:
        cipher = ciphers.get(key_id) or ciphers.setdefault(key_id, AESGCM(_unwrapped(key_id, version, wrapped)))
        return opened(cipher, bytes(value), bound_to(table, row, field)).decode()

    return opens


def new_data_key() -> DataKey:
    """Make and store a data key; the caller is an act."""
    version = newest().current
    key = DataKey(id=new_uuid(), wrapping_version=version)
    key.wrapped = wrap(secrets.token_bytes(32), key.id, version)
    key.save(force_insert=True)
    return key


def wrap(data_key: bytes, key_id: uuid.UUID, version: int) -> bytes:
    return _enclosed(version, data_key, _wrapping_label(key_id, version))


def unwrap(key: DataKey) -> bytes:
    """The 32 bytes of a data key. Errors: `Erased`."""
    return _unwrapped(key.id, key.wrapping_version, key.wrapped)


def encrypt(key: DataKey, text: str, bound: bytes) -> bytes:
    return sealed(AESGCM(unwrap(key)), text.encode(), bound)


def decrypt(key: DataKey, value: bytes, bound: bytes) -> str:
    return opened(AESGCM(unwrap(key)), value, bound).decode()


def sealed(cipher: AESGCM, data: bytes, bound: bytes) -> bytes:
    """Under an open data key: for what is sealed piece by piece."""
    nonce = secrets.token_bytes(12)
    return bytes([VERSION]) + nonce + cipher.encrypt(nonce, _padded(data), bound)


def opened(cipher: AESGCM, value: bytes, bound: bytes) -> bytes:
    """What `sealed` sealed. Errors: InvalidTag when it was changed or moved."""
    return _unpadded(cipher.decrypt(value[1:13], value[13:], bound))


def rewrapped(keys: Iterable[DataKey]) -> list[Rewrapped]:
    """The same data keys under the newest wrapping key; `store` puts them in their place."""
    current = newest().current
    old = (key for key in keys if key.wrapped is not None and key.wrapping_version != current)
    return [Rewrapped(key.id, current, bytes(key.wrapped or b""), _anew(key, current)) for key in old]


def store(changed: Sequence[Rewrapped]) -> int:
    """Store data keys wrapped anew, returns how many. One that was erased or wrapped by others meanwhile stays as it is."""
    if not changed:
        return 0
    name_of = DataKey._meta.pk.get_db_prep_value
    values = [part for one in changed for part in (name_of(one.id, connection), one.before, one.after)]
    statement = REWRAP.format(rows=", ".join(["(%s, %s, %s)"] * len(changed)))
    with connection.cursor() as cursor:
        cursor.execute(statement, [changed[0].version, *values])
        return int(cursor.rowcount)


def erase(key: DataKey, *, at: datetime) -> None:
    """Forget a data key. Complete only once the wrapping key was rotated and old backups are gone."""
    key.wrapped, key.erased_at = None, at
    key.save(update_fields=["wrapped", "erased_at"])


def seal_secret(text: str) -> str:
    """A secret of ours that belongs to no person's file (a one-time-code seed), under the newest wrapping key."""
    version = newest().current
    return f"{version}:{base64.b64encode(_enclosed(version, _padded(text.encode()), _secret_label(version))).decode()}"


def open_secret(sealed: str) -> str:
    """The text of a sealed secret. Errors: InvalidTag when it was changed, KeyError when its wrapping key is gone."""
    version, _, data = sealed.partition(":")
    return _unpadded(_disclosed(int(version), base64.b64decode(data), _secret_label(int(version)))).decode()


def secret_version(sealed: str) -> int:
    """The wrapping key under which a secret lies."""
    return int(sealed.partition(":")[0])


def _unwrapped(key_id: uuid.UUID, version: int, wrapped: Stored | None) -> bytes:
    if wrapped is None:
        raise Erased
    return _disclosed(version, bytes(wrapped), _wrapping_label(key_id, version))


def _anew(key: DataKey, current: int) -> bytes:
    """A data key under the newest wrapping key. Where both keys lie at the key service, it is opened there and not here."""
    if wrapping_key(key.wrapping_version) or wrapping_key(current):
        return wrap(unwrap(key), key.id, current)
    labels = (_wrapping_label(key.id, version) for version in (key.wrapping_version, current))
    return key_service().rewrap(key.wrapping_version, bytes(key.wrapped or b""), current, *labels)


def _enclosed(version: int, data: bytes, label: bytes) -> bytes:
    """Under a wrapping key, here or at the key service. Errors: `NotNow` of the service."""
    key = wrapping_key(version)
    return encrypted(key, data, label) if key else key_service().enclose(version, data, label)


def _disclosed(version: int, data: bytes, label: bytes) -> bytes:
    """Errors: InvalidTag when it was changed or moved; `NotNow` of the service."""
    key = wrapping_key(version)
    return decrypted(key, data, label) if key else key_service().disclose(version, data, label)


def bound_to(table: str, row: uuid.UUID, field: str) -> bytes:
    return f"{table}|{row.hex}|{field}|{VERSION}".encode()


def _secret_label(version: int) -> bytes:
    return f"secret|{version}".encode()


def _wrapping_label(key_id: uuid.UUID, version: int) -> bytes:
    return f"data-key|{key_id.hex}|{version}".encode()


def _padded(data: bytes) -> bytes:
    size = len(data).to_bytes(4, "big") + data
    return size + b"\0" * (-len(size) % PAD)


def _unpadded(data: bytes) -> bytes:
    return data[4 : 4 + int.from_bytes(data[:4], "big")]
