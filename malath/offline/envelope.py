"""How a record is sealed on a phone, and how it is opened and known to be that phone's. Pure.

A record is sealed to the key of a body: an ephemeral P-256 pair, HKDF-SHA-256, AES-256-GCM; its length is a multiple of 4 KiB.
What it is bound to (its own mark, its phone, the key) is associated data. The phone signs all of it (ECDSA, SHA-256).
"""

import base64
import binascii
import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

CURVE: Final = ec.SECP256R1()
POINT, NONCE, SIGNATURE = 65, 12, 64
PAD: Final = 4096
LONGEST: Final = 256 * 1024
"""Bytes of one sealed record: far more than anybody types on a phone."""
RECORD, BATCH = "malath field record 1", "malath field batch 1"


class Malformed(Exception):
    """It has not the shape of what our phones send."""


class DoesNotOpen(Exception):
    """It was damaged, moved, or sealed to another key."""


@dataclass(frozen=True)
class Sealed:
    """One record as a phone sends it."""

    uid: UUID
    device: str
    key: str
    ephemeral: bytes
    nonce: bytes
    data: bytes
    signature: bytes

    @property
    def bound(self) -> bytes:
        return f"{RECORD}|{self.uid}|{self.device}|{self.key}".encode()

    @property
    def raw(self) -> bytes:
        """As it is kept until it is read in."""
        return self.ephemeral + self.nonce + self.data

    @property
    def signed(self) -> bytes:
        return self.bound + b"\n" + self.raw

    @property
    def mark(self) -> bytes:
        """By which the same bytes are known again, and what a receipt names."""
        return hashlib.sha256(self.signed).digest()


def record_in(values: Any) -> Sealed:
    """A record out of what was sent. Errors: `Malformed`."""
    try:
        named = {name: base64.b64decode(values[name], validate=True) for name in ("epk", "iv", "data", "sig")}
        record = Sealed(
            UUID(values["id"]), str(values["device"]), str(values["key"]), named["epk"], named["iv"], named["data"],
            named["sig"],
        )  # fmt: skip
    except (KeyError, TypeError, ValueError, AttributeError, binascii.Error):
        raise Malformed from None
    sizes = (len(record.ephemeral), len(record.nonce), len(record.signature))
    fits = sizes == (POINT, NONCE, SIGNATURE) and 0 < len(record.data) <= LONGEST
    if not fits or str(record.uid) != values["id"] or max(len(record.device), len(record.key)) > len("XXXX-XXXX-XXXX"):
        raise Malformed
    return record


def is_signed(public: bytes, data: bytes, signature: bytes) -> bool:
    """Whether the holder of a key signed this. WebCrypto writes both numbers of a signature one after the other."""
    if len(signature) != SIGNATURE:
        return False
    half = SIGNATURE // 2
    numbers = [int.from_bytes(part, "big") for part in (signature[:half], signature[half:])]
    try:
        key = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, public)
        key.verify(encode_dss_signature(*numbers), data, ec.ECDSA(SHA256()))
    except (InvalidSignature, ValueError):
        return False
    return True


def batch_signed(device: str, body: bytes) -> bytes:
    """What a phone signs when it sends several."""
    return f"{BATCH}\n{device}\n".encode() + body


def is_point(public: bytes) -> bool:
    """Whether bytes are a public key of ours: uncompressed, on the curve."""
    try:
        ec.EllipticCurvePublicKey.from_encoded_point(CURVE, public)
    except ValueError:
        return False
    return len(public) == POINT


def new_pair() -> tuple[str, bytes]:
    """A key pair of a body: the secret half as text to be sealed, and the open half."""
    private = ec.generate_private_key(CURVE)
    return format(private.private_numbers().private_value, "064x"), _point(private.public_key())


def opened(raw: bytes, bound: bytes, private: str, public: bytes) -> Mapping[str, Any]:
    """What a phone sealed. Errors: `DoesNotOpen`, `Malformed` when it is not what our phones write."""
    ephemeral, nonce, data = raw[:POINT], raw[POINT : POINT + NONCE], raw[POINT + NONCE :]
    try:
        theirs = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, ephemeral)
        shared = ec.derive_private_key(int(private, 16), CURVE).exchange(ec.ECDH(), theirs)
        plain = AESGCM(_cipher_key(shared, ephemeral, public)).decrypt(nonce, data, bound)
    except (InvalidTag, ValueError):
        raise DoesNotOpen from None
    try:
        content = json.loads(plain[4 : 4 + int.from_bytes(plain[:4], "big")])
    except ValueError:
        raise Malformed from None
    if not isinstance(content, dict):
        raise Malformed
    return content


def sealed_to(public: bytes, content: Mapping[str, Any], bound: bytes) -> tuple[bytes, bytes, bytes]:
    """The same as a phone does it: ephemeral key, nonce, ciphertext. For tests and measurements."""
    ephemeral, nonce = ec.generate_private_key(CURVE), secrets.token_bytes(NONCE)
    shared = ephemeral.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(CURVE, public))
    point, text = _point(ephemeral.public_key()), json.dumps(content).encode()
    plain = len(text).to_bytes(4, "big") + text
    plain += b"\0" * (-len(plain) % PAD)
    return point, nonce, AESGCM(_cipher_key(shared, point, public)).encrypt(nonce, plain, bound)


def _cipher_key(shared: bytes, ephemeral: bytes, public: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt=None, info=b"malath field seal 1|" + ephemeral + public).derive(shared)


def _point(key: ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
