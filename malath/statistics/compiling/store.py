"""Where the columns lie: one sealed file in the folder of the machine, and in the memory of whoever counts in it."""

import os
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from threading import Lock
from typing import Any, Final

from malath.documents import container
from malath.foundation import keys
from malath.foundation.models import DataKey
from malath.foundation.sealing import Erased, unwrap
from malath.statistics.compiling.columns import WHO, Columns, packed, unpacked

FOLDER: Final = "statistics"
NO_CALLS: Final = {"autoinstall_known_extensions": False, "autoload_known_extensions": False, "enable_external_access": False}
THREADS: Final = 2


class EngineMissing(Exception):
    """The packages of statistics are not installed."""


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
    """The columns of one compile in an engine in memory. Whoever counts waits for the one before."""

    def __init__(self, units: Mapping[str, Columns]) -> None:
        duckdb, numpy = packages()
        self.lock, self.values = Lock(), {unit: columns.values for unit, columns in units.items()}
        self.room: Any = duckdb.connect(":memory:", config={**NO_CALLS, "threads": THREADS})
        for unit, columns in units.items():
            self.room.register("incoming", _arrays(numpy, columns))
            self.room.execute(f"CREATE TABLE {unit} AS SELECT * FROM incoming")  # noqa: S608  # our names
            self.room.unregister("incoming")

    def counts(self, unit: str, dims: Sequence[str]) -> dict[tuple[str | None, ...], int]:
        names = ", ".join(dims)
        group = f"GROUP BY CUBE ({names})" if dims else ""
        asked = f"SELECT {names}{', ' if dims else ''}count(*) FROM {unit} {group}"  # noqa: S608  # our names
        values = [self.values[unit][dim] for dim in dims]
        found = self.room.execute(asked).fetchall()
        return {tuple(None if n is None else of[n] for n, of in zip(row[:-1], values, strict=True)): row[-1] for row in found}


def packages() -> tuple[Any, Any]:
    """DuckDB and NumPy. Errors: `EngineMissing`."""
    try:
        return import_module("duckdb"), import_module("numpy")
    except ImportError:
        raise EngineMissing from None


def _arrays(numpy: Any, columns: Columns) -> dict[str, Any]:
    who = {WHO: numpy.frombuffer(columns.who, dtype=numpy.uint64)}
    return who | {name: numpy.frombuffer(codes, dtype=numpy.uint16) for name, codes in columns.codes.items()}


def _loaded(reference: str, key: DataKey, folder: str) -> Loaded:
    with _LOADING:
        if _held.get("reference") != reference:
            loaded = Loaded(read(reference, key, folder))
            _held.clear()
            _held.update(reference=reference, loaded=loaded)
        return _held["loaded"]  # type: ignore[no-any-return]


_LOADING = Lock()
_held: dict[str, Any] = {}
