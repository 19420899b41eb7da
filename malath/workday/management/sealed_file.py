"""A backup on disk: one file sealed with age, to keys whose secret half is not on this machine.

Inside: a line that says what it is, a line of JSON that says what it holds, then the copy. The file is written for its
owner only, read back and compared before it gets its name, and gone when anything fails.
"""

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from io import BytesIO
from pathlib import Path
from typing import IO, Any, Protocol

import pyrage
from pyrage import x25519

from malath.foundation import keys

MAGIC = b"malath backup 1\n"
NOT_OURS = "This file is no backup of Malath."
LONGEST_HEAD = 1_000_000


Pass = Callable[[bytes], object]
Unpack = Callable[[Pass], Pass]


class NoBackup(Exception):
    """Why a backup cannot be made or opened, as one sentence."""


class Readable(Protocol):
    def read(self, size: int = -1, /) -> bytes: ...


class Writable(Protocol):
    def write(self, data: bytes, /) -> int: ...


@dataclass(frozen=True)
class Contents:
    """What a copy holds: rows of each table, a mark over the heads of all chains; which keyring and keys it needs; whether
    attachments stand before the copy."""

    engine: str
    made_at: str
    keyring: str
    rows: dict[str, int]
    chains: int
    heads: str
    wrapping: list[int]
    attachments: bool = False

    def differing(self, other: "Contents") -> list[str]:
        """In which tables, or in the trail, another copy is not the same."""
        tables = sorted(self.rows.keys() | other.rows.keys())
        found = [table for table in tables if self.rows.get(table) != other.rows.get(table)]
        return found if (self.chains, self.heads) == (other.chains, other.heads) else [*found, "heads of the chains"]


@dataclass
class Stream:
    """One end of the sealing. Counts and marks what passes, and keeps what went wrong: age's library does not tell all."""

    parts: list[Readable] = field(default_factory=list)
    out: Writable | None = None
    size: int = 0
    failure: BaseException | None = None
    mark: Any = field(default_factory=hashlib.sha256)

    def read(self, size: int = -1) -> bytes:
        with self._kept():
            data = b""
            while self.parts and not (data := self.parts[0].read(size)):
                self.parts.pop(0)
            return self._passed(data)

    def write(self, data: bytes) -> int:
        with self._kept():
            if self.out is not None:
                self.out.write(data)
            self._passed(data)
            return len(data)

    def flush(self) -> None:
        """Nothing waits here."""

    def _passed(self, data: bytes) -> bytes:
        self.size += len(data)
        self.mark.update(data)
        return data

    def raise_failure(self) -> None:
        """What went wrong here, if anything did."""
        if self.failure is not None:
            raise self.failure

    @contextmanager
    def _kept(self) -> Iterator[None]:
        self.raise_failure()
        try:
            yield
        except BaseException as failure:
            self.failure = failure
            raise


class Head:
    """Reads the two lines before the copy, and passes the rest on."""

    def __init__(self, out: Writable | None, unpack: Unpack) -> None:
        self.out, self.waiting, self.unpack = out, b"", unpack
        self.contents: Contents | None = None

    def write(self, data: bytes) -> int:
        if self.contents is None:
            self.waiting += data
            self._read()
        else:
            self.pass_on(data)
        return len(data)

    def _copy(self, data: bytes) -> None:
        if self.out is not None:
            self.out.write(data)

    def _read(self) -> None:
        if not self.waiting.startswith(MAGIC[: len(self.waiting)]) or len(self.waiting) > LONGEST_HEAD:
            raise NoBackup(NOT_OURS)
        if self.waiting.count(b"\n") >= 2:
            _, line, rest = self.waiting.split(b"\n", 2)
            self.contents = Contents(**json.loads(line))
            self.pass_on = self.unpack(self._copy) if self.contents.attachments else self._copy
            self.pass_on(rest)


def recipients(given: Iterable[str]) -> list[x25519.Recipient]:
    """Those who may open a backup. Errors: `NoBackup` when there is none, or one is not written rightly."""
    found = []
    for text in given:
        try:
            found.append(x25519.Recipient.from_str(text.strip()))
        except pyrage.RecipientError:
            raise NoBackup(f"“{text}” is no age recipient: those begin with age1.") from None
    if not found:
        raise NoBackup("Nobody could open this backup: name a recipient with --to or in MALATH_BACKUP_RECIPIENT.")
    return found


def identities(path: Path) -> list[x25519.Identity]:
    """The secret keys in a file as age-keygen writes it. Errors: `NoBackup`, OSError."""
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
        found = [x25519.Identity.from_str(line.strip()) for line in lines if line.strip() and not line.startswith("#")]
    except (UnicodeDecodeError, pyrage.IdentityError):
        found = []
    if not found:
        raise NoBackup(f"{path} holds no age identity: those begin with AGE-SECRET-KEY-1.")
    return found


def seal(path: Path, contents: Contents, parts: Sequence[Readable], to: Sequence[x25519.Recipient]) -> int:
    """Write a backup of the parts, one after the other; returns its size. It is there whole, read back, or not at all. Errors:
    OSError, `NoBackup`."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        size = _write(part, contents, parts, to)
        part.rename(path)
    finally:
        part.unlink(missing_ok=True)
    keys.sync(path.parent)
    return size


def _write(part: Path, contents: Contents, parts: Sequence[Readable], to: Sequence[x25519.Recipient]) -> int:
    """A key that is forgotten at the end of this function opens the file too: so it can be read back."""
    mine = x25519.Identity.generate()
    head = MAGIC + json.dumps(asdict(contents)).encode() + b"\n"
    with for_its_owner(part) as file:
        inner, outer = Stream(parts=[BytesIO(head), *parts]), Stream(out=file)
        try:
            pyrage.encrypt_io(inner, outer, [*to, mine.to_public()])
        except pyrage.EncryptError:
            inner.raise_failure()
            outer.raise_failure()
            raise
        inner.raise_failure()
        outer.raise_failure()
    if unseal(part, [mine], None).mark.digest() != inner.mark.digest():
        raise NoBackup("What lies on the disk is not what was written. The disk may be failing.")
    return outer.size


def unseal(path: Path, secrets: Sequence[x25519.Identity], out: Writable | None) -> Stream:
    """Pass what is sealed in a file on to `out`. Errors: `NoBackup` when it was changed or cut short anywhere; OSError."""
    passed = Stream(out=out)
    with path.open("rb") as file:
        source = Stream(parts=[file])
        try:
            pyrage.decrypt_io(source, passed, list(secrets))
        except (pyrage.DecryptError, OSError) as error:
            source.raise_failure()
            passed.raise_failure()
            raise NoBackup(_why(error, path)) from None
    passed.raise_failure()
    return passed


def read_through(
    path: Path, secrets: Sequence[x25519.Identity], out: Writable | None, unpack: Unpack = lambda then: then
) -> Contents:
    """Read a whole backup; what it holds, and the copy to `out`. `unpack` takes the attachments and passes on what follows.
    Errors: `NoBackup`, OSError."""
    head = Head(out, unpack)
    unseal(path, secrets, head)
    if head.contents is None:
        raise NoBackup(NOT_OURS)
    return head.contents


@contextmanager
def for_its_owner(path: Path) -> Iterator[IO[bytes]]:
    """A new file that only its owner reads, on the disk when the block ends. Errors: FileExistsError, OSError."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())


def _why(error: Exception, path: Path) -> str:
    if "No matching keys" in str(error):
        return f"{path} is sealed to another key than this one."
    if isinstance(error, OSError):
        return f"{path} was damaged or changed since it was written, or is not whole."
    return f"{path} is not sealed with age, so it is no backup of Malath."
