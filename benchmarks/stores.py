"""Benches that are kept: filled once for each engine, number of people and state of the tables.

They lie under `var/bench`, each with a keyring of its own that opens nothing else. One is measured on a copy; one with a
thin trail, which is made for a volume that nobody wants twice on a disk, in place.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from malath.foundation import keys
from malath.people.tokens import bits_for
from tools import postgres, steps

Engine = Literal["sqlite", "postgresql"]
ROOT: Final = steps.ROOT
FILLED_WITH: Final = (
    *("house", "lives", "errands", "trails", "widely_seen", "loading", "indexes"),
    *("population", "plan", "name_lists", "people_names"),
)
SHAPES: Final = ("malath/*/migrations/*.py", "malath/people/names.py", "malath/people/tokens.py", "malath/people/spellings.py")
PLAN: Final = "plan.json"
USED: Final = "used.json"
IN_HASTE: Final = (
    "shared_buffers=1GB",
    "maintenance_work_mem=1GB",
    "wal_level=minimal",
    "max_wal_senders=0",
    "max_wal_size=2GB",
    "checkpoint_timeout=1h",
)
JOURNAL: Final = "pg_wal"
NEVER: Final = "100000"
MOVED: Final = "moved-to"
# Kilobytes on disk for each person, with what filling needs besides (PostgreSQL's journal), rounded up.
NEEDED: Final = {("sqlite", False): 32, ("sqlite", True): 20, ("postgresql", False): 36, ("postgresql", True): 25}


class NotFilled(Exception):
    """The bench could not be filled; what the program said stands above."""

    def __str__(self) -> str:
        return "The bench could not be filled."


class NoRoom(Exception):
    """What the disk lacks, as one sentence."""


@dataclass(frozen=True)
class Bench:
    """What is measured on: the environment that opens it, the plan beside it, its size on disk; in place, the note of what
    was used up."""

    engine: Engine
    people: int
    env: Mapping[str, str]
    var: Path
    plan: Path
    bytes: int
    used: Path | None = None


@contextmanager
def opened(engine: Engine, people: int, *, thin: bool = False) -> Iterator[Bench]:
    """A bench to measure on, filled first when there is none yet. What is done to it is gone afterwards; one with a thin
    trail is measured in place and keeps what was done to it."""
    kept = _kept(engine, people, thin=thin)
    _bring_back(kept)
    if not (kept / PLAN).exists():
        _fill(engine, people, kept, thin=thin)
    size = sum(path.stat().st_size for path in _stored(kept).rglob("*") if path.is_file() and JOURNAL not in path.parts)
    with tempfile.TemporaryDirectory(prefix="run-", dir=kept.parent) as folder:
        var = Path(folder)
        if thin:  # whoever changes the keys of a store changes them for good
            (var / "keys").symlink_to(kept / "keys")
        else:
            shutil.copytree(kept / "keys", var / "keys")
        with _in_place(engine, var, kept) if thin else _database(engine, var, _stored(kept), ()) as url:
            used = kept / USED if thin else None
            yield Bench(engine, people, _environment(var, url, people), var, kept / PLAN, size, used)


@contextmanager
def fresh(engine: Engine) -> Iterator[Mapping[str, str]]:
    """What opens a database with nothing in it, gone afterwards."""
    folder = keys.var_folder().absolute() / "bench"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="fresh-", dir=folder) as name:
        var = Path(name)
        keys.create(var, "demo")
        with _database(engine, var, None, ()) as url:
            yield environment(var, url)


def make_room(engine: Engine, people: int) -> None:
    """Before a bench with a thin trail is filled: throw those of other engines and sizes away when the disk has no room
    for all. Errors: `NoRoom` when that is not enough."""
    kept = _kept(engine, people, thin=True)
    kept.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if (kept / PLAN).exists():
        return
    needed = NEEDED[engine, True] * people // 1_000
    ours = f"{_called(engine, people, thin=True)}-"
    for other in sorted(kept.parent.glob("*thin-*"), key=lambda path: not path.name.startswith(ours)):
        if _free(engine, kept.parent) < needed:
            print(f"Throwing {other.name} away: the disk has no room for two.", flush=True)
            _throw_away(other)
    free = _free(engine, kept.parent)
    if free < needed:
        raise NoRoom(f"{people:,} people on {engine} need {needed:,} MB, and {free:,} MB are free.")


def _free(engine: Engine, folder: Path) -> int:
    """Megabytes where the bench is kept and, for PostgreSQL, where its server runs."""
    places = [folder, Path("/tmp")] if engine == "postgresql" else [folder]  # noqa: S108  # the folder itself, for its disk
    return min(map(steps.free_megabytes, places))


def drop(engine: Engine, people: int) -> None:
    """Throw a bench with a thin trail away."""
    _throw_away(_kept(engine, people, thin=True))


def engines() -> list[Engine]:
    """What can be measured here."""
    return ["sqlite", "postgresql"] if postgres.programs() else ["sqlite"]


def _kept(engine: Engine, people: int, *, thin: bool) -> Path:
    paths = [path for pattern in SHAPES for path in ROOT.glob(pattern)]
    paths += [ROOT / "benchmarks" / f"{name}.py" for name in FILLED_WITH]
    return keys.var_folder().absolute() / "bench" / f"{_called(engine, people, thin=thin)}-{steps.fingerprint(paths)[:12]}"


def _called(engine: Engine, people: int, *, thin: bool) -> str:
    return f"{engine}-{people}{'thin' if thin else ''}"


def _stored(kept: Path) -> Path:
    return kept / "data"


def _fill(engine: Engine, people: int, kept: Path, *, thin: bool) -> None:
    """Older ones of the same engine and size are thrown away: their tables are not those of today."""
    for old in kept.parent.glob(f"{_called(engine, people, thin=thin)}-*"):
        _throw_away(old)
    kept.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    print(f"Filling a bench of {people:,} people on {engine} (kept for the next time) …", flush=True)
    with tempfile.TemporaryDirectory(prefix="fill-", dir=kept.parent) as folder:
        var = Path(folder)
        keys.create(var, "demo")
        with _database(engine, var, None, (*postgres.FORGETFUL, *IN_HASTE), keep=_stored(var)) as url:
            command = [sys.executable, "-P", "-m", "benchmarks.seed", "--people", str(people), *(["--thin"] if thin else [])]
            if subprocess.call(command, env=_environment(var, url, people)):
                raise NotFilled
        var.rename(kept)
        var.mkdir()


def environment(var: Path, url: str) -> dict[str, str]:
    """What opens one folder and database and nothing else, whatever is set here. Nobody here walks away from a screen, or
    signs in anew after a night: a bench is measured days after its sessions were made."""
    mine = {name: value for name, value in os.environ.items() if not name.startswith("MALATH_")}
    ours = {"MALATH_VAR": str(var), "MALATH_DATABASE": url, "MALATH_DOOR": "staff"}
    ours |= {"MALATH_IDLE_MINUTES": NEVER, "MALATH_SESSION_HOURS": NEVER}
    return {**mine, **ours, "PYTHONPATH": str(ROOT), "DJANGO_SETTINGS_MODULE": "config.settings"}


def _environment(var: Path, url: str, people: int) -> dict[str, str]:
    return {**environment(var, url), "MALATH_TOKEN_BITS": str(bits_for(people))}


@contextmanager
def _database(engine: Engine, var: Path, data: Path | None, settings: Sequence[str], keep: Path | None = None) -> Iterator[str]:
    """Its address, empty for SQLite, whose file lies in `var`. `data`: begin with this; `keep`: put it there at the end."""
    if engine == "postgresql":
        with _cluster(data, settings, keep) as url:
            yield url
        return
    if data is not None:
        shutil.copy(data / "malath.sqlite", var)
    yield ""
    if keep is not None:
        keep.mkdir()
        (var / "malath.sqlite").rename(keep / "malath.sqlite")


@contextmanager
def _in_place(engine: Engine, var: Path, kept: Path) -> Iterator[str]:
    """The address of the store itself."""
    if engine == "postgresql":
        with _moved_cluster(kept) as url:
            yield url
        return
    (var / "malath.sqlite").symlink_to(_stored(kept) / "malath.sqlite")
    yield ""


@contextmanager
def _cluster(data: Path | None, settings: Sequence[str], keep: Path | None) -> Iterator[str]:
    """A PostgreSQL server of our own. Its folder is in /tmp: the server does not run as root and cannot look into `var`."""
    programs, owner = _programs(), postgres.unprivileged_owner()
    with tempfile.TemporaryDirectory(
        prefix="malath-pg-", dir="/tmp", ignore_cleanup_errors=True
    ) as name:  # a short path, private
        folder = Path(name)
        postgres.give(folder, owner)
        if data is None:
            postgres.make_cluster(programs, folder, owner)
        else:
            shutil.copytree(data, folder / "data")
            postgres.give(folder, owner)
        with postgres.served(programs, folder, owner, settings):
            yield postgres.address(folder)
        if keep is not None:
            shutil.move(folder / "data", keep)


@contextmanager
def _moved_cluster(kept: Path) -> Iterator[str]:
    """The cluster itself, out in /tmp as long as it is served; `moved-to` tells where, should this process be killed."""
    programs, owner = _programs(), postgres.unprivileged_owner()
    folder = Path(tempfile.mkdtemp(prefix="malath-pg-", dir="/tmp"))
    postgres.give(folder, owner)
    (kept / MOVED).write_text(str(folder), encoding="utf-8")
    try:
        shutil.move(_stored(kept), folder / "data")
        with postgres.served(programs, folder, owner, ()):
            yield postgres.address(folder)
    finally:
        _bring_back(kept)


def _bring_back(kept: Path) -> None:
    """Put a cluster that lies in /tmp back into its place; nothing to do for any other."""
    if not (kept / MOVED).exists():
        return
    folder = Path((kept / MOVED).read_text(encoding="utf-8"))
    if (folder / "data").exists() and not _stored(kept).exists():
        shutil.move(folder / "data", _stored(kept))
    (kept / MOVED).unlink()
    shutil.rmtree(folder, ignore_errors=True)


def _throw_away(kept: Path) -> None:
    """With the cluster that a killed process has left in /tmp."""
    _bring_back(kept)
    shutil.rmtree(kept, ignore_errors=True)


def _programs() -> Path:
    programs = postgres.programs()
    if programs is None:
        raise postgres.CannotStart("PostgreSQL's server programs are not installed.")
    return programs
