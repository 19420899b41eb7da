"""A transfer package as a file, and the receipt that comes back. Pure: bytes in, bytes out, no row and no clock.

A line that says what it is; a line of JSON: its mark, from which key to which, when, how large; then what age sealed to the
mission's key (X25519, ChaCha20-Poly1305); last an Ed25519 signature over the SHA-256 of all of it. It is verified whole
before anything is opened, and read in stretches: a large package takes no more memory than a small one. Inside: one line of
JSON, the content, then the files it names, one after the other.
"""

import base64
import binascii
import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO
from typing import IO, Any, Final, NoReturn
from uuid import UUID

import pyrage
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from pyrage import x25519

from malath.exchange.package_words import WhyNotPackage

MAGIC: Final = b"malath package 1\n"
ANSWER: Final = b"malath answer 1\n"
"""What a mission says back: sealed and signed as a package is, to the key that sent it."""
STOP: Final = b"malath stop 1\n"
"""That a package stands for nothing any more, from who sent it: sealed and signed as the package was."""
RECEIPT: Final = b"malath receipt 1\n"
CARD: Final = "malath-key-1"
TRAINING_CARD: Final = "malath-training-key-1"
"""A key made in training: a real house takes none in, so nothing that it signs or is sealed to it passes."""
SIGNATURE: Final = 64
HEAD: Final = 400
STRETCH: Final = 64 * 1024
CONTENT: Final = 256 * 1024
"""Bytes of the line of content: far more than a form takes."""
LARGEST: Final = 24 * 1024 * 1024
SKEW: Final = timedelta(minutes=15)
"""By how much the clocks of two houses may differ."""
LIVES: Final = timedelta(days=60)
"""How long a package may be under way."""
DIGITS: Final = 40
NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")

Sink = Callable[[str], IO[bytes]]


class NoPackage(Exception):
    """Why a package, a receipt or a key is not taken. Carries a code, never anything that stood in it."""

    def __init__(self, reason: WhyNotPackage) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True)
class Card:
    """The open half of a body's key: with the one it signs, to the other one seals."""

    signing: bytes
    sealing: str
    kind: str = CARD

    def __str__(self) -> str:
        return f"{self.kind} {base64.b64encode(self.signing).decode()} {self.sealing}"

    @property
    def fingerprint(self) -> str:
        """Forty digits, read out by phone in any language."""
        number = int.from_bytes(hashlib.sha256(f"malath key 1|{self}".encode()).digest()) % 10**DIGITS
        text = f"{number:0{DIGITS}d}"
        return " ".join(text[start : start + 5] for start in range(0, DIGITS, 5))


@dataclass(frozen=True)
class Key:
    """Both halves."""

    signing: Ed25519PrivateKey
    sealing: x25519.Identity
    kind: str = CARD

    @property
    def card(self) -> Card:
        return Card(self.signing.public_key().public_bytes_raw(), str(self.sealing.to_public()), self.kind)

    @property
    def secret(self) -> str:
        """Both secret halves as one text, to be sealed."""
        return f"{base64.b64encode(self.signing.private_bytes_raw()).decode()} {self.sealing} {self.kind}"


@dataclass(frozen=True)
class Head:
    """What stands outside: nothing of the person, and no name of a body."""

    uid: UUID
    sender: str
    to: str
    at: datetime
    size: int
    kind: bytes = MAGIC

    @property
    def start(self) -> int:
        """Where the sealed part begins."""
        return len(self.kind) + len(self.line)

    @property
    def line(self) -> bytes:
        said = {"id": str(self.uid), "from": self.sender, "to": self.to, "at": self.at.isoformat(), "size": f"{self.size:012d}"}
        return json.dumps(said).encode() + b"\n"


@dataclass(frozen=True)
class Seen:
    """A package whose signature was verified: what stands outside, and the mark by which its receipt names it."""

    head: Head
    mark: str


@dataclass(frozen=True)
class Receipt:
    """That the holder of a key opened a package; `taken_at`: since when they expect the person, None while they do not."""

    uid: UUID
    mark: str
    sender: str
    to: str
    opened_at: datetime
    taken_at: datetime | None = None


def new_key(kind: str = CARD) -> Key:
    return Key(Ed25519PrivateKey.generate(), x25519.Identity.generate(), kind)


def key_of(secret: str) -> Key:
    """A key out of its secret text. Errors: `NoPackage`."""
    try:
        signing, sealing, *kind = secret.split()
        return Key(
            Ed25519PrivateKey.from_private_bytes(base64.b64decode(signing, validate=True)),
            x25519.Identity.from_str(sealing),
            *kind[:1],
        )
    except (ValueError, pyrage.IdentityError):
        raise NoPackage(WhyNotPackage.NOT_A_KEY) from None


def card_of(text: str) -> Card:
    """An open key as it was pasted. Errors: `NoPackage`."""
    try:
        kind, signing, sealing = text.split()
        x25519.Recipient.from_str(sealing)
        card = Card(base64.b64decode(signing, validate=True), sealing, kind)
        Ed25519PublicKey.from_public_bytes(card.signing)
    except (ValueError, pyrage.RecipientError):
        raise NoPackage(WhyNotPackage.NOT_A_KEY) from None
    if kind not in (CARD, TRAINING_CARD):
        raise NoPackage(WhyNotPackage.NOT_A_KEY)
    return card


def seal(
    out: IO[bytes],
    content: Mapping[str, Any],
    files: Mapping[str, IO[bytes]],
    *,
    uid: UUID,
    key: Key,
    to: Card,
    at: datetime,
    kind: bytes = MAGIC,
) -> Seen:
    """Write a package to a file that can be read again. What it says of itself inside is what stands outside, so that
    nobody takes the sealed part and signs it as theirs. Errors: `NoPackage` when it is too large."""
    head = Head(uid, key.card.fingerprint, to.fingerprint, at, 0, kind)
    start = head.start
    out.write(kind + head.line)
    inner = {"head": _outside(head), "content": content, "files": {name: _length(file) for name, file in files.items()}}
    line = json.dumps(inner, ensure_ascii=False).encode() + b"\n"
    if len(line) > CONTENT or sum(inner["files"].values()) + start + len(line) > LARGEST:
        raise NoPackage(WhyNotPackage.TOO_LARGE)
    pyrage.encrypt_io(_Parts([BytesIO(line), *files.values()]), _Behind(out), [x25519.Recipient.from_str(to.sealing)])
    head = Head(uid, head.sender, head.to, at, out.seek(0, 2) - start, kind)
    out.seek(len(kind))
    out.write(head.line)
    digest = _digest(out, start + head.size)
    out.seek(start + head.size)
    out.write(key.signing.sign(kind + digest))
    out.flush()
    return Seen(head, digest.hex())


def head_of(package: IO[bytes], kind: bytes = MAGIC) -> Head:
    """What stands outside. Nothing is verified yet. Errors: `NoPackage`."""
    size = _length(package)
    if size > LARGEST + HEAD:
        raise NoPackage(WhyNotPackage.TOO_LARGE)
    if package.read(len(kind)) != kind:
        raise NoPackage(WhyNotPackage.NOT_A_PACKAGE)
    try:
        said = json.loads(package.readline(HEAD))
        head = Head(UUID(said["id"]), said["from"], said["to"], datetime.fromisoformat(said["at"]), int(said["size"]), kind)
        whole = head.start + head.size + SIGNATURE
    except (ValueError, KeyError, TypeError, AttributeError):
        raise NoPackage(WhyNotPackage.NOT_A_PACKAGE) from None
    if head.at.tzinfo is None:
        raise NoPackage(WhyNotPackage.NOT_A_PACKAGE)
    if size < whole:
        raise NoPackage(WhyNotPackage.CUT)
    return head


def verify(package: IO[bytes], sender: Card, *, now: datetime, kind: bytes = MAGIC) -> Seen:
    """A package as its sender signed it: whole, unchanged, not from the future and not too old. Errors: `NoPackage`."""
    head = head_of(package, kind)
    end = head.start + head.size
    digest = _digest(package, end)
    package.seek(end)
    try:
        Ed25519PublicKey.from_public_bytes(sender.signing).verify(package.read(), kind + digest)
    except InvalidSignature:
        raise NoPackage(WhyNotPackage.FORGED) from None
    if head.at > now + SKEW:
        raise NoPackage(WhyNotPackage.AHEAD)
    if head.at < now - LIVES:
        raise NoPackage(WhyNotPackage.TOO_OLD)
    return Seen(head, digest.hex())


def unseal(package: IO[bytes], seen: Seen, key: Key, into: Sink) -> Mapping[str, Any]:
    """The content of a verified package; each file goes where `into` says. Errors: `NoPackage`."""
    package.seek(seen.head.start)
    inside = _Inside(into, _outside(seen.head))
    try:
        pyrage.decrypt_io(_Stretch(package, seen.head.size), inside, [key.sealing])
    except (pyrage.DecryptError, OSError) as error:
        if isinstance(error, OSError) and inside.refused is None:
            raise
        raise NoPackage(inside.refused or WhyNotPackage.FORGED) from None
    return inside.whole()


def receipt_for(seen: Seen, key: Key, *, at: datetime, taken_at: datetime | None = None) -> bytes:
    """That the holder of this key opened a package, and whether they expect the person, signed."""
    head = seen.head
    said = {"id": str(head.uid), "mark": seen.mark, "from": head.sender, "to": head.to, "opened_at": at.isoformat()}
    said |= {"taken_at": taken_at.isoformat()} if taken_at else {}
    line = json.dumps(said).encode() + b"\n"
    return RECEIPT + line + base64.b64encode(key.signing.sign(RECEIPT + line)) + b"\n"


def receipt_in(data: bytes) -> tuple[Receipt, Callable[[Card], bool]]:
    """What a receipt says, and whether a body signed it. Errors: `NoPackage`."""
    try:
        kind, line, signature = data.strip().split(b"\n")
        said, signed = json.loads(line), base64.b64decode(signature, validate=True)
        taken_at = datetime.fromisoformat(said["taken_at"]) if "taken_at" in said else None
        receipt = Receipt(
            UUID(said["id"]), said["mark"], said["from"], said["to"], datetime.fromisoformat(said["opened_at"]), taken_at
        )  # fmt: skip
    except (ValueError, KeyError, TypeError, AttributeError, binascii.Error):
        raise NoPackage(WhyNotPackage.NOT_A_RECEIPT) from None
    if kind + b"\n" != RECEIPT or not all(moment.tzinfo for moment in (receipt.opened_at, taken_at) if moment):
        raise NoPackage(WhyNotPackage.NOT_A_RECEIPT)
    return receipt, lambda card: _signed(card, RECEIPT + line + b"\n", signed)


def _signed(card: Card, data: bytes, signature: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(card.signing).verify(signature, data)
    except InvalidSignature:
        return False
    return True


def _outside(head: Head) -> dict[str, str]:
    return {"id": str(head.uid), "from": head.sender, "to": head.to, "at": head.at.isoformat()}


def _length(file: IO[bytes]) -> int:
    size = file.seek(0, 2)
    file.seek(0)
    return size


def _digest(file: IO[bytes], length: int) -> bytes:
    file.seek(0)
    digest = hashlib.sha256()
    for data in _stretches(file, length):
        digest.update(data)
    return digest.digest()


def _stretches(file: IO[bytes], length: int) -> Iterator[bytes]:
    while length > 0 and (data := file.read(min(STRETCH, length))):
        length -= len(data)
        yield data


class _Parts:
    """Several files read as one."""

    def __init__(self, files: Iterable[IO[bytes]]) -> None:
        self.files = list(files)

    def read(self, size: int = -1) -> bytes:
        while self.files:
            if data := self.files[0].read(size):
                return data
            self.files.pop(0)
        return b""


class _Behind:
    """Writes behind what stands in a file already."""

    def __init__(self, out: IO[bytes]) -> None:
        self.write = out.write

    def flush(self) -> None:
        """Nothing waits here."""


class _Stretch:
    """A stretch of a file, and not what follows."""

    def __init__(self, file: IO[bytes], length: int) -> None:
        self.file, self.left = file, length

    def read(self, size: int = -1) -> bytes:
        data = self.file.read(self.left if size < 0 else min(size, self.left))
        self.left -= len(data)
        return data


class _Inside:
    """Takes what is opened: the line of content, then each file in its turn."""

    def __init__(self, into: Sink, outside: Mapping[str, str]) -> None:
        self.into, self.outside = into, outside
        self.waiting = b""
        self.content: Mapping[str, Any] | None = None
        self.files: list[tuple[str, int]] = []
        self.refused: WhyNotPackage | None = None
        self.out: IO[bytes] | None = None

    def write(self, data: bytes) -> int:
        if self.content is None:
            self.waiting += data
            if b"\n" in self.waiting:
                line, rest = self.waiting.split(b"\n", 1)
                self._read(line)
                self._pass(rest)
            elif len(self.waiting) > CONTENT:
                self._refuse(WhyNotPackage.FORGED)
        else:
            self._pass(data)
        return len(data)

    def flush(self) -> None:
        """Nothing waits here."""

    def whole(self) -> Mapping[str, Any]:
        """The content, when all came that it names."""
        if self.content is None or any(left for _, left in self.files):
            raise NoPackage(WhyNotPackage.FORGED)
        return self.content

    def _read(self, line: bytes) -> None:
        try:
            said = json.loads(line)
            self.files = [(str(name), int(size)) for name, size in said["files"].items()]
            content, head = dict(said["content"]), said["head"]
        except (ValueError, KeyError, TypeError, AttributeError):
            self._refuse(WhyNotPackage.FORGED)
        if head != dict(self.outside) or not all(NAME.fullmatch(name) and size >= 0 for name, size in self.files):
            self._refuse(WhyNotPackage.FORGED)
        self.content = content

    def _pass(self, data: bytes) -> None:
        while data:
            if not self.files:
                self._refuse(WhyNotPackage.FORGED)
            name, left = self.files[0]
            self.out = self.out or self.into(name)
            self.out.write(data[:left])
            data, left = data[left:], left - len(data[:left])
            self.files[0] = (name, left)
            if not left:
                self.files.pop(0)
                self.out.close()
                self.out = None

    def _refuse(self, reason: WhyNotPackage) -> NoReturn:
        self.refused = reason
        raise OSError(reason.value)
