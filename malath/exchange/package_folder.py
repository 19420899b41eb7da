"""A mission that has no house: its key in a folder of its own, and the marks of what was opened there, once."""

import json
import os
from collections.abc import Mapping
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from malath.exchange import sealed_package as files
from malath.exchange.package_words import WhyNotPackage
from malath.exchange.sealed_package import Card, Key, NoPackage, Seen, key_of, new_key


class Folder:
    """`key`: the secret, readable for its owner only. `opened`: one mark a line."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def key(self, *, new: bool = False) -> Key:
        """The key that lies here. Errors: `NoPackage` when there is none and none is to be made."""
        place = self.path / "key"
        if place.exists():
            return key_of(place.read_text(encoding="utf-8"))
        if not new:
            raise NoPackage(WhyNotPackage.NO_KEY)
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        key = new_key()
        descriptor = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(key.secret)
        return key

    def verified(self, package: IO[bytes], sender: Card, *, at: datetime) -> Seen:
        """A package for this key, from that sender, not opened before. Errors: `NoPackage`."""
        head = files.head_of(package)
        if head.to != self.key().card.fingerprint:
            raise NoPackage(WhyNotPackage.OTHER_MISSION)
        if head.sender != sender.fingerprint:
            raise NoPackage(WhyNotPackage.UNKNOWN_SENDER)
        seen = files.verify(package, sender, now=at)
        if str(head.uid) in self._opened():
            raise NoPackage(WhyNotPackage.OPENED)
        return seen

    def open(self, package: IO[bytes], sender: Card, *, at: datetime) -> tuple[Mapping[str, Any], bytes]:
        """What it says, and the receipt. Its files lie in a folder beside the key. Errors: `NoPackage`."""
        seen = self.verified(package, sender, at=at)
        content = files.unseal(package, seen, self.key(), lambda _: BytesIO())
        place = self.path / str(seen.head.uid)
        place.mkdir(mode=0o700)
        (place / "content.json").write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")
        files.unseal(package, seen, self.key(), lambda name: (place / name).open("wb"))
        with (self.path / "opened").open("a", encoding="utf-8") as marks:
            marks.write(f"{seen.head.uid}\n")
        return content, files.receipt_for(seen, self.key(), at=at)

    def _opened(self) -> set[str]:
        place = self.path / "opened"
        return set(place.read_text(encoding="utf-8").split()) if place.exists() else set()
