"""Steps of set-up, each run only when what it depends on has changed. Standard library only."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMPS = VENV / "set-up.json"
LOG = VENV / "set-up.log"

NO_NETWORK = (
    "ENOTFOUND",
    "EAI_AGAIN",
    "ECONNREFUSED",
    "ECONNRESET",
    "ENETUNREACH",
    "ETIMEDOUT",
    "Network is unreachable",
    "Temporary failure in name resolution",
    "Name or service not known",
    "NewConnectionError",
    "NameResolutionError",
    "ConnectTimeoutError",
    "ReadTimeoutError",
    "ProxyError",
    "Max retries exceeded",
)
DISK_FULL = ("No space left on device", "ENOSPC", "Disk quota exceeded")
WRONG_HASH = ("DO NOT MATCH THE HASHES", "EINTEGRITY")


class Problem(Exception):
    """What stops set-up, as one sentence for the person at the keyboard."""


def fingerprint(paths: Iterable[Path], salt: str = "") -> str:
    """A hash of the names and contents of files; a missing file counts as such."""
    total = hashlib.sha256(salt.encode())
    for path in sorted(paths):
        content = path.read_bytes() if path.is_file() else b"missing"
        total.update(b"%s\0%d\0" % (os.fsencode(os.path.relpath(path, ROOT)), len(content)))
        total.update(content)
    return total.hexdigest()


def is_done(step: str, key: str, makes: Iterable[Path] = ()) -> bool:
    """Whether `step` was last done for exactly `key`, and all that it makes is still there."""
    return _stamps().get(step) == key and all(path.exists() for path in makes)


def mark_done(step: str, key: str) -> None:
    stamps = dict(_stamps(), **{step: key})
    STAMPS.write_text(json.dumps(stamps, indent=1, sort_keys=True), encoding="utf-8")


def say(text: str) -> None:
    print(text, flush=True)


def call(command: list[str], what: str, env: dict[str, str] | None = None) -> None:
    """Run a program quietly. Errors: `Problem` in one sentence; its whole answer goes to the set-up log."""
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    answer = done.stdout.decode("utf-8", "replace")
    if done.returncode:
        LOG.write_text(answer, encoding="utf-8")
        raise Problem(_sentence(what, answer))


def free_megabytes(folder: Path) -> int:
    return shutil.disk_usage(folder).free // 1_000_000


def _sentence(what: str, answer: str) -> str:
    if any(sign in answer for sign in DISK_FULL):
        return f"{what}: the disk is full."
    if any(sign in answer for sign in WRONG_HASH):
        return f"{what}: a downloaded file is not the one that was locked; see {_short(LOG)}."
    if any(sign in answer for sign in NO_NETWORK):
        return f"{what}: no network, or the package registry does not answer. Try again."
    lines = [line.strip() for line in answer.splitlines() if line.strip()]
    last = lines[-1] if lines else "it gave no reason"
    return f"{what}: {last} (the whole answer is in {_short(LOG)})"


def _stamps() -> dict[str, str]:
    try:
        stamps = json.loads(STAMPS.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return dict(stamps)


def _short(path: Path) -> str:
    return os.path.relpath(path, ROOT)
