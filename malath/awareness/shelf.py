"""The shelf of the public: approved materials as plain files, and an index beside them. Written by the staff side's worker
(`publishing`), read by the public site, which has neither database nor keys. Pure: no rows, no settings.

`<var>/published/materials/` holds `index.json` and the files it names. A file's name is made of what is in it (`<32 hex
digits of its SHA-256>.<ending>`), so it never changes under its name and a proxy may serve the folder and let it be kept for
ever. What was retired is gone from the index and from the folder. The index is put in place whole. Without one, nothing is
published yet. `index.json`:

    {"version": 1, "made_at": "2026-11-02T07:00:00+00:00", "materials": [{
        "reference": "7KQF-2M9X-4TZB", "kind": "video",            # video audio poster card leaflet comic
        "title": {"ar": "…", "en": "…"}, "about": {"ar": "…", "en": "…"},
        "audiences": ["students"], "languages": ["ar", "en"],      # words of Audience; languages in which it can be understood
        "suits": "all", "year": 2026, "seconds": 45,               # suits: words of Suits; seconds: 0 where it has no length
        "licence": "CC BY-NC 4.0", "live_on": "2026-11-02",
        "transcript": {"ar": "…"},                                 # plain text by language, paragraphs parted by a line break
        "files": [{"part": "main", "language": "ar", "name": "0a1b….webm", "type": "video/webm", "bytes": 12345}]}]}

`part`: main (the material itself, one or more languages), captions (WebVTT), sign (a video in sign language), described (with
audio description), poster (a still picture of a video). `language` is "" where there is none. The newest material comes first.
"""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

NAME: Final = re.compile(r"[0-9a-f]{32}\.(?:mp4|webm|mp3|ogg|pdf|jpg|png|vtt)")
VERSION: Final = 1
INDEX: Final = "index.json"


@dataclass(frozen=True)
class ShelfFile:
    """One file of a material."""

    part: str
    language: str
    name: str
    type: str
    bytes: int


@dataclass(frozen=True)
class Shelved:
    """A material as the public finds it."""

    reference: str
    kind: str
    title: dict[str, str]
    about: dict[str, str]
    audiences: tuple[str, ...]
    languages: tuple[str, ...]
    suits: str
    year: int
    seconds: int
    licence: str
    live_on: str
    transcript: dict[str, str]
    files: tuple[ShelfFile, ...]

    def of(self, part: str) -> tuple[ShelfFile, ...]:
        return tuple(one for one in self.files if one.part == part)


def place(var: Path) -> Path:
    """Where the shelf stands."""
    return var / "published" / "materials"


def file_at(var: Path, name: str) -> Path | None:
    """A file of the shelf by its name; None for a name that none could have, and for one that is not there."""
    path = place(var) / name
    return path if NAME.fullmatch(name) and path.is_file() else None


def text_of(materials: list[Shelved], made_at: str) -> str:
    """The index as it is written."""
    rows = [{**vars(one), "files": [vars(file) for file in one.files]} for one in materials]
    return json.dumps({"version": VERSION, "made_at": made_at, "materials": rows}, ensure_ascii=False, indent=1)


def read(var: Path) -> tuple[Shelved, ...]:
    """What is on the shelf, the newest first; nothing where there is no index, or one of another time."""
    return read_in(place(var))


def read_in(folder: Path) -> tuple[Shelved, ...]:
    """As `read`, of the folder itself."""
    try:
        index = json.loads((folder / INDEX).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return ()
    return tuple(map(_shelved, index["materials"])) if index.get("version") == VERSION else ()


def _shelved(row: dict[str, Any]) -> Shelved:
    lists = {name: tuple(row[name]) for name in ("audiences", "languages")}
    files = tuple(ShelfFile(**one) for one in row["files"])
    return Shelved(**{**row, **lists, "files": files})
