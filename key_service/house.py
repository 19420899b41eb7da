"""The folder of the key service: its keyring, what is allowed, whether it was stopped, and what it did day by day."""

import json
import threading
from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from cryptography.exceptions import InvalidTag

from key_service import wire
from key_service.allowance import Allowance, since
from key_service.passphrase import decrypted, encrypted
from key_service.wire import Message
from malath.foundation import keys
from malath.foundation.keys import Ring

STOPPED, ALLOWED, DAYS = "stopped", "allowed.json", "days"
MOST_VERSIONS: Final = 10_000


class House:
    """Answers questions with the keys of one folder. A keyring that somebody changed meanwhile is opened anew."""

    def __init__(self, folder: Path, passphrase: str, at: datetime) -> None:
        self.folder, self._passphrase = folder, passphrase
        self._turn = threading.Lock()
        self._sign: object = None
        self._ring = self._opened()
        self._counted = since(at, opened_on(folder, at))

    def answer(self, asked: Message, *, who: str, at: datetime) -> Message:
        """One question, one after the other. What is written down of it stands before the answer leaves."""
        with self._turn:
            answer = self._answer(asked, at)
            self._write(at, who, asked, answer)
            return answer

    def _answer(self, asked: Message, at: datetime) -> Message:
        if asked.get("do") == "state":
            return self.state(at)
        if is_stopped(self.folder):
            return {"refused": "stopped"}
        try:
            return self._done(asked, at)
        except InvalidTag:
            return {"refused": "damaged"}
        except (ArithmeticError, LookupError, TypeError, ValueError, AttributeError):
            return {"refused": "malformed"}

    def _done(self, asked: Message, at: datetime) -> Message:
        do = asked["do"]
        if do == "new_version":
            return {"version": self._new_version(int(asked["after"]))}
        wrapping = self._opened().wrapping
        if not {int(asked[name]) for name in ("version", "to") if name in asked} <= wrapping.keys():
            return {"refused": "unknown_version"}
        if do == "disclose" and not self._counted.may(allowance(self.folder), at):
            return {"refused": "too_many"}
        data, label, key = wire.data(asked["data"]), wire.data(asked["label"]), wrapping[int(asked["version"])]
        if do == "enclose":
            given = encrypted(key, data, label)
        elif do == "rewrap":
            given = encrypted(wrapping[int(asked["to"])], decrypted(key, data, label), wire.data(asked["to_label"]))
        else:
            given = {"disclose": decrypted}[do](key, data, label)
        return {"data": wire.text(given)}

    def _new_version(self, after: int) -> int:
        """The newest when it is younger than what Malath knows: so a rotation that was cut off makes no second one."""
        ring = self._opened()
        if ring.current > after:
            return ring.current
        if after >= MOST_VERSIONS:
            raise ValueError(after)
        version = after + 1
        fresh = ring.with_new_wrapping_key()
        wrapping = {**ring.wrapping, version: fresh.wrapping[fresh.current]}
        with keys.only_one(self.folder):
            keys.put(self.folder, replace(ring, current=version, wrapping=wrapping), self._passphrase)
        return version

    def state(self, at: datetime) -> Message:
        allowed = allowance(self.folder).at(at)
        return {
            "stopped": is_stopped(self.folder), "versions": sorted(self._opened().wrapping), "day": self._counted.day,
            "allowed": {"minute": allowed.minute, "day": allowed.day},
        }  # fmt: skip

    def _opened(self) -> Ring:
        facts = (self.folder / "keys" / "keyring.json").stat()
        sign = facts.st_ino, facts.st_mtime_ns
        if sign != self._sign:
            self._ring, self._sign = keys.from_bytes(keys.unlocked(self.folder, self._passphrase)), sign
        return self._ring

    def _write(self, at: datetime, who: str, asked: Message, answer: Message) -> None:
        """Which key, by the number under which it lies, and what came of it: no key, and no name, is in it."""
        label = str(asked.get("label", ""))
        line = {
            "at": at.isoformat(), "who": who, "do": str(asked.get("do"))[:16], "of": label[:120],
            "refused": answer.get("refused", ""),
        }  # fmt: skip
        path = day(self.folder, at)
        path.parent.mkdir(mode=0o700, exist_ok=True)
        with path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")


def is_stopped(folder: Path) -> bool:
    return (folder / STOPPED).exists()


def stop(folder: Path) -> None:
    (folder / STOPPED).touch(mode=0o600)


def go(folder: Path) -> None:
    (folder / STOPPED).unlink(missing_ok=True)


def allowance(folder: Path) -> Allowance:
    """What was said in the folder, or what is right for a country."""
    path = folder / ALLOWED
    if not path.exists():
        return Allowance()
    said: dict[str, Any] = json.loads(path.read_text(encoding="ascii"))
    until = said.pop("until", None)
    return Allowance(**said, until=datetime.fromisoformat(until) if until else None)


def allow(folder: Path, allowed: Allowance) -> None:
    said = {**asdict(allowed), "until": allowed.until.isoformat() if allowed.until else None}
    fresh = folder / f"{ALLOWED}.new"
    fresh.write_text(json.dumps(said), encoding="ascii")
    fresh.replace(folder / ALLOWED)


def day(folder: Path, at: datetime) -> Path:
    return folder / DAYS / f"{at:%Y-%m-%d}.jsonl"


def opened_on(folder: Path, at: datetime) -> int:
    """How many keys were opened on the day of this moment, read from what was written down."""
    return sum(one["do"] == "disclose" and not one["refused"] for one in lines(day(folder, at)))


def lines(path: Path) -> Iterator[dict[str, str]]:
    """What was written down on one day; a line that was cut off with the power is passed over."""
    for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else ():
        try:
            yield json.loads(line)
        except ValueError:
            continue
