"""The files of the kit, as phones take them along: the same for everybody, together under one mark."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import brotli
from django.conf import settings

from malath.offline.field_texts import spoken

FOLDER: Final = Path(__file__).parent / "kit"
KINDS: Final = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".json": "application/json",
    ".webmanifest": "application/manifest+json",
}
BARE_PAGES: Final = ("index.html", "sw.js")
PROFILES: Final = ("adult_labour", "child_labour", "adult_sexual", "child_sexual")
LANGUAGES: Final = ("ar", "en")
LINE_COMMENT: Final = re.compile(r"^\s*//.*\n|^[ \t]+", re.MULTILINE)


@dataclass(frozen=True)
class File:
    """A file of the kit, as it is and squeezed."""

    kind: str
    content: bytes
    squeezed: bytes


@dataclass(frozen=True)
class Kit:
    """All files by their names. `mark` says that one of them changed."""

    mark: str
    files: Mapping[str, File]

    @property
    def weight(self) -> int:
        """Bytes that a phone loads, squeezed: everything."""
        return sum(len(one.squeezed) for one in self.files.values())


@cache
def kit() -> Kit:
    """Read once in each process."""
    contents = {path.name: path.read_bytes() for path in sorted(FOLDER.iterdir()) if path.suffix in KINDS}
    contents = {name: _without_comments(text) if name.endswith(".js") else text for name, text in contents.items()}
    contents["argon2.js"] = (settings.ROOT / "static" / "vendor" / "argon2.min.js").read_bytes()
    words = {language: spoken(language) | _signs(language) for language in LANGUAGES}
    contents["words.json"] = json.dumps(words, ensure_ascii=False, separators=(",", ":")).encode()
    mark = hashlib.sha256(b"".join(name.encode() + contents[name] for name in sorted(contents))).hexdigest()[:12]
    return Kit(mark, {name: _file(name, _marked(text, mark, contents)) for name, text in contents.items()})


def _marked(text: bytes, mark: str, names: Mapping[str, bytes]) -> bytes:
    addresses = ["/field/", *(f"/field/{mark}/{name}" for name in sorted(names) if name not in BARE_PAGES)]
    return text.replace(b"%MARK%", mark.encode()).replace(b"%FILES%", json.dumps(addresses).encode())


def _without_comments(text: bytes) -> bytes:
    """Who reads the code reads it in the repository; a phone pays for every byte."""
    return LINE_COMMENT.sub("", text.decode()).encode()


def _file(name: str, content: bytes) -> File:
    return File(KINDS[Path(name).suffix], content, brotli.compress(content, quality=11))


def _signs(language: str) -> dict[str, Any]:
    """The lists of the country, in one language."""
    lists = json.loads((settings.LAW / "indicators.json").read_text(encoding="utf-8"))
    card = json.loads((settings.LAW / "camp_signs.json").read_text(encoding="utf-8"))
    return {
        "dimensions": [[one["code"], one[language]] for one in lists["dimensions"]],
        "signs": [[one["code"], one["dimension"], one[language], _strengths(one)] for one in lists["indicators"]],
        "observable": lists["observable"]["codes"],
        "unverified": [profile["code"] for profile in lists["profiles"] if profile["provenance"].startswith("memory")],
        "card": [[one["code"], one[language], one["how_soon"]] for one in card["signs"]],
    }


def _strengths(indicator: dict[str, Any]) -> str:
    """One letter for each profile; "-" where its list has none."""
    return "".join((indicator["strength"][profile] or "-")[0] for profile in PROFILES)
