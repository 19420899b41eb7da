"""Videos and other materials that were approved: plain files with an index beside them, written by the staff side's worker.
Without an index none is published yet."""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

NAME: Final = re.compile(r"[0-9a-f]{32}\.(mp4|webm|mp3|ogg|pdf|jpg|png|vtt)")
TYPES: Final = {
    "mp4": "video/mp4", "webm": "video/webm", "mp3": "audio/mpeg", "ogg": "audio/ogg", "pdf": "application/pdf",
    "jpg": "image/jpeg", "png": "image/png", "vtt": "text/vtt",
}  # fmt: skip


@dataclass(frozen=True)
class Captions:
    language: str
    name: str


@dataclass(frozen=True)
class Material:
    """A material as the public finds it, in one language. `main`: the file in that language, or the one there is."""

    kind: str
    title: str
    about: str
    main: str
    type: str
    megabytes: str
    captions: tuple[Captions, ...]
    sign: str
    described: str
    poster: str
    transcript: str
    licence: str


def materials(var: Path, language: str) -> tuple[Material, ...]:
    """What is on the shelf, the newest first; nothing where there is no index, or one of another time."""
    try:
        index = json.loads((place(var) / "index.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return ()
    rows = index.get("materials", []) if index.get("version") == 1 else []
    return tuple(one for one in (_material(row, language) for row in rows) if one.main)


def place(var: Path) -> Path:
    return var / "published" / "materials"


def file_at(var: Path, name: str) -> Path | None:
    """A file of the shelf; None for a name that none could have, and for one that is not there."""
    path = place(var) / name
    return path if NAME.fullmatch(name) and path.is_file() else None


def _material(row: dict[str, Any], language: str) -> Material:
    files = [one for one in row["files"] if NAME.fullmatch(one["name"])]

    def of(part: str) -> list[dict[str, Any]]:
        return sorted((one for one in files if one["part"] == part), key=lambda one: one["language"] != language)

    def first(part: str) -> str:
        return next((one["name"] for one in of(part)), "")

    main: dict[str, Any] = next(iter(of("main")), {"name": "", "bytes": 0})
    captions = tuple(Captions(one["language"], one["name"]) for one in of("captions"))
    return Material(
        row["kind"], row["title"].get(language, ""), row["about"].get(language, ""), main["name"],
        TYPES.get(main["name"].rpartition(".")[2], ""), f"{main['bytes'] / 1_000_000:.1f}", captions, first("sign"),
        first("described"), first("poster"), row["transcript"].get(language, ""), row["licence"],
    )  # fmt: skip
