"""A mission that has no house: its key in a folder of its own, the marks of what was opened there, once, and what it said."""

import json
import os
from collections.abc import Mapping
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import IO, Any, Final
from uuid import UUID

from malath.exchange import sealed_package as files
from malath.exchange.package_said import said_of, why_not_say, word_in
from malath.exchange.package_words import WhyNotPackage
from malath.exchange.sealed_package import Card, Key, NoPackage, Seen, key_of, new_key

NOTHING: Final[Mapping[str, Any]] = {
    "answers": {}, "told": "", "reception": "", "words": "", "came_at": "", "missing_at": "",
}  # fmt: skip


class Folder:
    """`key`: the secret, readable for its owner only. `opened`: one mark a line. Of each package a folder: what it says, from
    whom it is, and what was said of it here."""

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
        if head.sender != sender.fingerprint or sender.kind != self.key().kind:
            raise NoPackage(WhyNotPackage.UNKNOWN_SENDER)
        seen = files.verify(package, sender, now=at)
        if str(head.uid) in self._opened():
            raise NoPackage(WhyNotPackage.OPENED)
        return seen

    def open(self, package: IO[bytes], sender: Card, *, at: datetime) -> tuple[Mapping[str, Any], bytes, Path]:
        """What it says, the receipt, and the folder beside the key in which its files lie. Errors: `NoPackage`."""
        seen = self.verified(package, sender, at=at)
        content = files.unseal(package, seen, self.key(), lambda _: BytesIO())
        place = self.path / str(seen.head.uid)
        place.mkdir(mode=0o700)
        _keep(place / "content.json", content)
        _keep(place / "from.json", {"sender": sender.fingerprint, "mark": seen.mark})
        files.unseal(package, seen, self.key(), lambda name: (place / name).open("wb"))
        with (self.path / "opened").open("a", encoding="utf-8") as marks:
            marks.write(f"{seen.head.uid}\n")
        return content, files.receipt_for(seen, self.key(), at=at), place

    def answer(self, name: str, said: Mapping[str, Any], sender: Card, *, at: datetime) -> bytes:
        """What was said here of somebody so far, and what is said now, as a file for who sent the package and nobody else.
        Errors: `NoPackage`; then nothing is kept."""
        place = self._place(name)
        come = json.loads((place / "from.json").read_text(encoding="utf-8"))
        if come["sender"] != sender.fingerprint:
            raise NoPackage(WhyNotPackage.UNKNOWN_SENDER)
        kept = place / "said.json"
        before = json.loads(kept.read_text(encoding="utf-8")) if kept.exists() else NOTHING
        word = word_in({**before, **said})
        if reasons := why_not_say(word, at, came_before=bool(before["came_at"]), missing="missing_at" in said):
            raise NoPackage(reasons[0])
        out = BytesIO()
        content = {"mark": come["mark"], **said_of(word)}
        files.seal(out, content, {}, uid=UUID(place.name), key=self.key(), to=sender, at=at, kind=files.ANSWER)
        _keep(kept, said_of(word))
        return out.getvalue()

    def _place(self, name: str) -> Path:
        """The folder of a package that was opened here. Errors: `NoPackage`."""
        try:
            place = self.path / str(UUID(Path(name).name))
        except ValueError:
            raise NoPackage(WhyNotPackage.NOT_OPENED) from None
        if not (place / "from.json").exists():
            raise NoPackage(WhyNotPackage.NOT_OPENED)
        return place

    def _opened(self) -> set[str]:
        place = self.path / "opened"
        return set(place.read_text(encoding="utf-8").split()) if place.exists() else set()


def _keep(place: Path, content: Mapping[str, Any]) -> None:
    """For its owner alone: it lies in a folder that nobody else reads."""
    place.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")
