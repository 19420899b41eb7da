"""What a phone sealed with the public key of a form, opened with the private one (ODK's encrypted forms). Pure; the private key
is read where it lies and kept nowhere.

A record has an AES-256 key of its own, wrapped by RSA-OAEP (SHA-256). Each file is AES/CFB with PKCS#7; the starting block is
the MD5 of mark and key, of which for file number n byte (n mod 16) is raised by one, on top of those raised before; media
come first, the filled form last. MD5 protects nothing there; it is the format.
"""

import hashlib
from collections.abc import Mapping
from typing import Final

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.decrepit.ciphers.modes import CFB
from cryptography.hazmat.primitives.asymmetric.padding import MGF1, OAEP
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.padding import PKCS7
from cryptography.hazmat.primitives.serialization import load_pem_private_key

KEY_BYTES: Final = 32
BLOCK: Final = 16


class CannotOpen(Exception):
    """The key is not the one, or a file is missing or was changed."""


def private_key(pem: bytes, passphrase: bytes | None) -> RSAPrivateKey:
    """The private key of a form. Errors: `CannotOpen`."""
    try:
        key = load_pem_private_key(pem, passphrase)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise CannotOpen from error
    if not isinstance(key, RSAPrivateKey):
        raise CannotOpen
    return key


def open_files(
    key: RSAPrivateKey, *, wrapped: bytes, instance_id: str, order: tuple[str, ...], files: Mapping[str, bytes]
) -> dict[str, bytes]:
    """The files of a record in plain, by name. `order`: media first, the filled form last. Errors: `CannotOpen`."""
    try:
        secret = key.decrypt(wrapped, OAEP(MGF1(SHA256()), SHA256(), None))
    except ValueError as error:
        raise CannotOpen from error
    if len(secret) != KEY_BYTES or not set(order) <= files.keys():
        raise CannotOpen
    start = bytearray(hashlib.md5(instance_id.encode() + secret, usedforsecurity=False).digest())
    opened = {}
    for number, name in enumerate(order):
        start[number % BLOCK] = (start[number % BLOCK] + 1) % 256
        opened[name] = _plain(secret, bytes(start), files[name])
    return opened


def _plain(secret: bytes, start: bytes, data: bytes) -> bytes:
    reader = Cipher(AES(secret), CFB(start)).decryptor()
    padding = PKCS7(BLOCK * 8).unpadder()
    try:
        return padding.update(reader.update(data) + reader.finalize()) + padding.finalize()
    except ValueError as error:
        raise CannotOpen from error
