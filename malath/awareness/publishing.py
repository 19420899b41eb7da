"""Puts what is live on the shelf of the public, and takes away what is not: by the worker each minute, and at once when
something is retired. What the shelf looks like is told in `shelf`."""

import hashlib
import os
import secrets
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from malath.awareness import queries, shelf
from malath.awareness.shelf import ShelfFile, Shelved
from malath.awareness.words import Part
from malath.documents.queries import Damaged
from malath.foundation.clock import in_amman

if TYPE_CHECKING:
    from malath.awareness.models import Material, MaterialFile

HALF_WRITTEN = timedelta(hours=1)


def publish(var: Path, at: datetime) -> bool:
    """Make folder and index what is live now. Returns whether anything changed. A file comes before the index that names it,
    and goes after; what does not match its name is not put there."""
    folder = shelf.place(var)
    folder.mkdir(mode=0o755, parents=True, exist_ok=True)
    live = queries.live()
    put = [_put(folder, row) for _, files in live for row in files]
    whole = [(material, files) for material, files in live if all((folder / row.name).is_file() for row in files)]
    indexed = _write_index(folder, [_shelved(*one) for one in whole], at)
    gone = _clear(folder, {row.name for _, files in whole for row in files}, at)
    return any(put) or indexed or gone


def _put(folder: Path, row: "MaterialFile") -> bool:
    """Open a file to the public: whole and proved by its name, or not at all."""
    path = folder / row.name
    if path.is_file() and path.stat().st_size == row.size:
        return False
    fresh = _fresh(path)
    if not row.name.startswith(_write(fresh, row)):
        fresh.unlink()
        return False
    fresh.chmod(0o644)
    fresh.replace(path)
    return True


def _write(fresh: Path, row: "MaterialFile") -> str:
    """Write what is kept of a file. Returns the beginning of its SHA-256, by which it is named; of a damaged one that of what
    could be read, so that one file in ruins keeps no other from the public."""
    digest = hashlib.sha256()
    with fresh.open("wb") as file, suppress(Damaged):
        for piece in queries.content_of(row):
            digest.update(piece)
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
    return digest.hexdigest()[:32]


def _write_index(folder: Path, materials: list[Shelved], at: datetime) -> bool:
    path = folder / shelf.INDEX
    if path.is_file() and list(shelf.read_in(folder)) == materials:
        return False
    fresh = _fresh(path)
    fresh.write_text(shelf.text_of(materials, at.isoformat()), encoding="utf-8")
    fresh.chmod(0o644)
    fresh.replace(path)
    return True


def _clear(folder: Path, wanted: set[str], at: datetime) -> bool:
    """Whatever the index does not name goes, and what another process began to write and never finished."""
    kept = {*wanted, shelf.INDEX}
    old = [path for path in folder.iterdir() if path.name not in kept and not _is_being_written(path, at)]
    for path in old:
        path.unlink(missing_ok=True)
    return bool(old)


def _fresh(path: Path) -> Path:
    """A name under which only this process writes."""
    return path.with_name(f"{path.name}.{secrets.token_hex(4)}.new")


def _is_being_written(path: Path, at: datetime) -> bool:
    return path.suffix == ".new" and path.stat().st_mtime > (at - HALF_WRITTEN).timestamp()


def _shelved(material: "Material", files: "Iterable[MaterialFile]") -> Shelved:
    rows = list(files)
    return Shelved(
        reference=material.reference, kind=material.kind,
        title={"ar": material.title_ar, "en": material.title_en}, about={"ar": material.about_ar, "en": material.about_en},
        audiences=tuple(material.audiences), languages=tuple(material.languages), suits=material.suits, year=material.year,
        seconds=material.seconds, licence=material.licence,
        live_on=in_amman(material.live_at or material.at).date().isoformat(), transcript=queries.transcripts(rows),
        files=tuple(
            ShelfFile(row.part, row.language, row.name, row.type, row.size)
            for row in sorted(rows, key=lambda one: (one.part != Part.MAIN, one.part, one.language))
        ),
    )  # fmt: skip
