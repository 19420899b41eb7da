"""Where the columns lie: one sealed file in the folder of the machine, and in the memory of whoever counts in it."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from threading import Lock
from typing import Any, Final

from django.conf import settings

from malath.documents import container
from malath.figures.engines import engine
from malath.foundation import keys
from malath.foundation.models import DataKey
from malath.foundation.sealing import Erased, unwrap
from malath.statistics.compiling.columns import Columns, packed, unpacked
from malath.statistics.compiling.expressions import arrays, combinations, with_sums

FOLDER: Final = "statistics"


class Unreadable(Exception):
    """The file of a compile is gone, damaged, or of another key."""


def path_of(reference: str, folder: str = FOLDER) -> Path:
    return keys.var_folder() / folder / f"{reference}.sealed"


def write(reference: str, data_key: bytes, units: Mapping[str, Columns], folder: str = FOLDER) -> int:
    """Write the file of a compile: whole and on the disk, or not at all. Returns its size in bytes."""
    path = path_of(reference, folder)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            for piece in container.sealed(data_key, reference.encode(), packed(units)):
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        part.rename(path)
    finally:
        part.unlink(missing_ok=True)
    keys.sync(path.parent)
    return path.stat().st_size


def clear(but: str) -> None:
    """Nothing is left of earlier compiles, nor of one that was cut off."""
    kept = path_of(but)
    for path in kept.parent.glob("*"):
        if path != kept:
            path.unlink(missing_ok=True)


def read(reference: str, key: DataKey, folder: str = FOLDER) -> dict[str, Columns]:
    """The columns of a compile. Errors: `Unreadable`."""
    try:
        with path_of(reference, folder).open("rb") as file:
            return unpacked(b"".join(container.opened(unwrap(key), reference.encode(), file.read)))
    except (OSError, container.Damaged, Erased):
        raise Unreadable(reference) from None


def counts(
    reference: str, key: DataKey, unit: str, dims: Sequence[str], folder: str = FOLDER
) -> dict[tuple[str | None, ...], int]:
    """How many rows have each combination of values, every sum included: None stands for "whatever it is". Errors:
    `EngineMissing`, `Unreadable`."""
    loaded = _loaded(reference, key, folder)
    with loaded.lock:
        return loaded.counts(unit, dims)


class Loaded:
    """The columns of one compile in the engine that was set. Whoever counts waits for the one before."""

    def __init__(self, units: Mapping[str, Columns]) -> None:
        self.lock, self.units = Lock(), units
        self.engine = engine(settings.MALATH_ANALYTICS)
        for unit, columns in units.items():
            self.engine.keep(unit, arrays(columns))

    def counts(self, unit: str, dims: Sequence[str]) -> dict[tuple[str | None, ...], int]:
        columns = self.units[unit]
        found = with_sums(self.engine.rows(combinations(unit, columns.names, dims)), len(dims))
        values = [columns.values[dim] for dim in dims]
        return {
            tuple(None if n is None else of[n] for n, of in zip(codes, values, strict=True)): c for codes, c in found.items()
        }


def _loaded(reference: str, key: DataKey, folder: str) -> Loaded:
    with _LOADING:
        if _held.get("reference") != reference:
            loaded = Loaded(read(reference, key, folder))
            _held.clear()
            _held.update(reference=reference, loaded=loaded)
        return _held["loaded"]  # type: ignore[no-any-return]


_LOADING = Lock()
_held: dict[str, Any] = {}
