"""Attachments in a backup: each with its name and length, then its bytes as they lie, sealed; an end. Read and put back in
stretches, so that a large folder takes no more memory than a small one."""

import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from malath.documents import queries as documents
from malath.foundation import keys
from malath.workday.management.sealed_file import NoBackup, Unpack, Writable, for_its_owner

NAME, SIZE = 32, 8
END = b"0" * NAME + bytes(SIZE)
PLACE = re.compile(rb"[0-9a-f]{32}")
Frames = Iterator[bytes]


class Attached:
    """The folder of files as a stream. What was thrown away since it was listed is left out."""

    def __init__(self, paths: Iterable[Path]) -> None:
        self.frames, self.held = _frames(paths), b""

    def read(self, size: int = -1) -> bytes:
        while not self.held and (some := next(self.frames, b"")):
            self.held = some
        found, self.held = (self.held, b"") if size < 0 else (self.held[:size], self.held[size:])
        return found


class Unpacked:
    """Takes the same stream, writes each file into a folder, or nowhere, and passes on what follows the end."""

    def __init__(self, folder: Path | None, then: Callable[[bytes], object]) -> None:
        self.folder, self.then = folder, then
        self.waiting, self.left, self.ended = b"", 0, False
        self.file: Writable | None = None
        self.closing: Callable[[], object] = lambda: None

    def write(self, data: bytes) -> None:
        while data and not self.ended:
            data = self._content(data) if self.left else self._head(data)
        if data:
            self.then(data)

    def _content(self, data: bytes) -> bytes:
        some, rest = data[: self.left], data[self.left :]
        if self.file is not None:
            self.file.write(some)
        self.left -= len(some)
        if not self.left:
            self.closing()
        return rest

    def _head(self, data: bytes) -> bytes:
        needed = NAME + SIZE - len(self.waiting)
        self.waiting += data[:needed]
        if len(self.waiting) == NAME + SIZE:
            self._begin(self.waiting)
            self.waiting = b""
        return data[needed:]

    def _begin(self, head: bytes) -> None:
        self.ended = head == END
        if self.ended:
            return
        place, self.left = head[:NAME], int.from_bytes(head[NAME:], "big")
        if not PLACE.fullmatch(place) or not self.left:
            raise NoBackup("The attachments in this backup are not written as we write them.")
        if self.folder is not None:
            self._open(self.folder / place[:2].decode() / place.decode())

    def _open(self, path: Path) -> None:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        opening = for_its_owner(path)
        self.file = opening.__enter__()
        self.closing = lambda: opening.__exit__(None, None, None)


def unpacked(folder: Path | None) -> Unpack:
    """How the attachments of a backup are taken: into a folder, or nowhere."""
    return lambda then: Unpacked(folder, then).write


def lying() -> list[Path]:
    """The files that go into a backup: finished ones."""
    return [path for path in documents.paths() if PLACE.fullmatch(path.name.encode())]


@contextmanager
def put_back() -> Iterator[Path]:
    """Where attachments are unpacked: they get their place when everything else is in its own, else nothing is left. Errors:
    `NoBackup` when there are some already."""
    target = documents.folder()
    if any(target.glob("*/*")):
        raise NoBackup(f"There are attachments already: {target}. A backup is only put back into an empty place.")
    fresh = target.with_name(f".{target.name}.restored")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(mode=0o700, parents=True)
    try:
        yield fresh
        shutil.rmtree(target, ignore_errors=True)
        fresh.rename(target)
        keys.sync(target.parent)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _frames(paths: Iterable[Path]) -> Frames:
    for path in paths:
        try:
            file = path.open("rb")
        except FileNotFoundError:
            continue
        with file:
            size = path.stat().st_size
            yield path.name.encode() + size.to_bytes(SIZE, "big")
            while some := file.read(min(size, 1024 * 1024)):
                size -= len(some)
                yield some
    yield END
