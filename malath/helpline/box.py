"""The box between the public site and the staff side: files, and nothing else, in both directions.

`letters/` is written by the public site, which neither reads nor changes what lies there; the staff side's worker takes out
what came. `published/helpline` says to which key letters are sealed; `published/threads/` holds what may be read with a code.
"""

import json
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

MOST_LETTERS = 20_000
FRESH = timedelta(minutes=15)


class Full(OSError):
    """So much waits that nothing more is taken: whoever writes is told to phone."""


@dataclass(frozen=True)
class Open:
    """To which key letters are sealed, and with what a code is stretched."""

    public: str
    salt: bytes


def drop(var: Path, mark: str, data: bytes) -> None:
    """Put a letter into the box, whole or not at all. The same letter twice is one. Errors: OSError, `Full`."""
    folder = var / "letters"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if sum(1 for _ in folder.iterdir()) >= MOST_LETTERS:
        raise Full
    fresh = folder / f".{mark}.{os.getpid()}"
    with fresh.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    fresh.rename(folder / f"{time.time_ns():020d}-{mark}")


def waiting(var: Path) -> Iterator[tuple[str, Path]]:
    """What waits in the box, the oldest first: its mark, and where it lies."""
    folder = var / "letters"
    names = sorted(path.name for path in folder.iterdir() if not path.name.startswith(".")) if folder.is_dir() else []
    return ((name.partition("-")[2], folder / name) for name in names)


def say_open(var: Path, public: str, salt: str) -> None:
    """The public site may take letters: said anew every minute, so that nobody writes to a worker that stands still."""
    path, text = _open(var), json.dumps({"public": public, "salt": salt})
    if path.exists() and path.read_text(encoding="utf-8") == text:
        os.utime(path)
    else:
        _put(path, text.encode())


def say_closed(var: Path) -> None:
    """No desk takes letters."""
    _open(var).unlink(missing_ok=True)


def is_open(var: Path, at: datetime) -> Open | None:
    """To which key letters are sealed; None when nobody takes them just now."""
    try:
        told = _open(var).stat().st_mtime
        content = json.loads(_open(var).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    if at - datetime.fromtimestamp(told, UTC) > FRESH:
        return None
    return Open(content["public"], bytes.fromhex(content["salt"]))


def publish_thread(var: Path, thread: str, data: bytes) -> None:
    """What may be read with a code."""
    _put(var / "published" / "threads" / thread, data)


def take_thread_away(var: Path, thread: str) -> None:
    """Nothing can be read with this code any more."""
    (var / "published" / "threads" / thread).unlink(missing_ok=True)


def thread_in(var: Path, thread: str) -> bytes | None:
    """What lies there for a code; None for one that was never given, or is forgotten."""
    try:
        return (var / "published" / "threads" / thread).read_bytes()
    except OSError:
        return None


def _open(var: Path) -> Path:
    return var / "published" / "helpline"


def _put(path: Path, data: bytes) -> None:
    path.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.new")
    fresh.write_bytes(data)
    fresh.chmod(0o644)
    fresh.replace(path)
