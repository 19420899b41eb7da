"""How the bytes of a file lie on the disk: in pieces, each under AES-256-GCM, none of which can be changed, moved, repeated or
left out at the end without being noticed. Whoever reads meets no byte that was not proved first.

`mark (8) | salt (32) | piece | piece | …`; each piece is ciphertext and tag. The key is derived from the data key, the salt
and the name of the row, so it opens this one file and no other; the nonce counts the pieces and says which is the last
(the STREAM construction: Hoang, Reyhanitabar, Rogaway, Vizár 2015). Forgetting the data key forgets the file.
"""

import secrets
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

MARK: Final = b"malath1\n"
SALT: Final = 32
TAG: Final = 16
PIECE: Final = 64 * 1024
"""Plain bytes in each piece, the last one shorter."""
Read = Callable[[int], bytes]


class Damaged(Exception):
    """A file is not the one that was written: changed, cut off, moved, or of another key."""


def sealed(data_key: bytes, name: bytes, chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The container of what comes in `chunks` of any length. `data_key`: 32 bytes; `name`: of its row."""
    salt = secrets.token_bytes(SALT)
    yield MARK + salt
    cipher, number, held = _cipher(data_key, salt, name), 0, bytearray()
    for chunk in chunks:
        held += chunk
        while len(held) > PIECE:  # the last piece is known only once nothing follows
            yield cipher.encrypt(_nonce(number, last=False), bytes(held[:PIECE]), None)
            del held[:PIECE]
            number += 1
    yield cipher.encrypt(_nonce(number, last=True), bytes(held), None)


def opened(data_key: bytes, name: bytes, read: Read) -> Iterator[bytes]:
    """The plain bytes, piece by piece. `read` gives at most so many of the container. Errors: `Damaged`."""
    head = _whole(read, len(MARK) + SALT)
    if len(head) < len(MARK) + SALT or not head.startswith(MARK):
        raise Damaged
    cipher, number = _cipher(data_key, head[len(MARK) :], name), 0
    piece = _whole(read, PIECE + TAG)
    while True:
        following = _whole(read, PIECE + TAG)
        try:
            plain = cipher.decrypt(_nonce(number, last=not following), piece, None)
        except (InvalidTag, ValueError):
            raise Damaged from None
        yield plain
        if not following:
            return
        piece, number = following, number + 1


def size_of(plain: int) -> int:
    """How long the container of so many plain bytes is."""
    pieces = max(1, -(-plain // PIECE))
    return len(MARK) + SALT + plain + pieces * TAG


def _cipher(data_key: bytes, salt: bytes, name: bytes) -> AESGCM:
    return AESGCM(HKDF(SHA256(), 32, salt=salt, info=b"malath file|" + name).derive(data_key))


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


def _whole(read: Read, size: int) -> bytes:
    """So many bytes, fewer only at the end."""
    found = bytearray()
    while len(found) < size and (some := read(size - len(found))):
        found += some
    return bytes(found)
