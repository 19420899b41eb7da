"""Benches that are kept: filled once for each engine, number of people and state of the tables, measured on a copy.

They lie under `var/bench`, each with a keyring of its own that opens nothing else.
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
from urllib.parse import quote

from malath.foundation import keys
from malath.people.tokens import bits_for
from tools import postgres, steps
from tools.postgres import Owner

Engine = Literal["sqlite", "postgresql"]
ROOT: Final = steps.ROOT
FILLED_WITH: Final = ("house", "lives", "errands", "trails", "loading", "population", "plan", "name_lists", "people_names")
SHAPES: Final = ("malath/*/migrations/*.py", "malath/people/names.py", "malath/people/tokens.py", "malath/people/spellings.py")
PLAN: Final = "plan.json"
IN_HASTE: Final = (
    "shared_buffers=1GB",
    "maintenance_work_mem=512MB",
    "wal_level=minimal",
    "max_wal_senders=0",
    "max_wal_size=2GB",
    "checkpoint_timeout=1h",
)
JOURNAL: Final = "pg_wal"


class NotFilled(Exception):
    """The bench could not be filled; what the program said stands above."""


@dataclass(frozen=True)
class Bench:
    """A copy to measure on: the environment that opens it, the plan beside it, its size on disk."""

    engine: Engine
    people: int
    env: Mapping[str, str]
    var: Path
    plan: Path
    bytes: int


@contextmanager
def opened(engine: Engine, people: int) -> Iterator[Bench]:
    """A bench to measure on, filled first when there is none yet. What is done to it is gone afterwards."""
    kept = _kept(engine, people)
    if not (kept / PLAN).exists():
        _fill(engine, people, kept)
    size = sum(path.stat().st_size for path in _stored(kept).rglob("*") if path.is_file() and JOURNAL not in path.parts)
    with tempfile.TemporaryDirectory(prefix="run-", dir=kept.parent) as folder:
        var = Path(folder)
        shutil.copytree(kept / "keys", var / "keys")
        with _database(engine, var, _stored(kept), ()) as url:
            yield Bench(engine, people, _environment(var, url, people), var, kept / PLAN, size)


def engines() -> list[Engine]:
    """What can be measured here."""
    return ["sqlite", "postgresql"] if postgres.programs() else ["sqlite"]


def _kept(engine: Engine, people: int) -> Path:
    paths = [path for pattern in SHAPES for path in ROOT.glob(pattern)]
    paths += [ROOT / "benchmarks" / f"{name}.py" for name in FILLED_WITH]
    return keys.var_folder().absolute() / "bench" / f"{engine}-{people}-{steps.fingerprint(paths)[:12]}"


def _stored(kept: Path) -> Path:
    return kept / "data"


def _fill(engine: Engine, people: int, kept: Path) -> None:
    """Older ones of the same engine and size are thrown away: their tables are not those of today."""
    for old in kept.parent.glob(f"{engine}-{people}-*"):
        shutil.rmtree(old)
    kept.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    print(f"Filling a bench of {people:,} people on {engine} (kept for the next time) …", flush=True)
    with tempfile.TemporaryDirectory(prefix="fill-", dir=kept.parent) as folder:
        var = Path(folder)
        keys.create(var, "demo")
        with _database(engine, var, None, (*postgres.FORGETFUL, *IN_HASTE), keep=_stored(var)) as url:
            command = [sys.executable, "-P", "-m", "benchmarks.seed", "--people", str(people)]
            if subprocess.call(command, env=_environment(var, url, people)):
                raise NotFilled
        var.rename(kept)
        var.mkdir()


def _environment(var: Path, url: str, people: int) -> dict[str, str]:
    mine = {name: value for name, value in os.environ.items() if not name.startswith("MALATH_")}
    ours = {"MALATH_VAR": str(var), "MALATH_DATABASE": url, "MALATH_TOKEN_BITS": str(bits_for(people))}
    return {**mine, **ours, "PYTHONPATH": str(ROOT), "MALATH_DOOR": "staff", "DJANGO_SETTINGS_MODULE": "config.settings"}


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
def _cluster(data: Path | None, settings: Sequence[str], keep: Path | None) -> Iterator[str]:
    """A PostgreSQL server of our own. Its folder is in /tmp: the server does not run as root and cannot look into `var`."""
    programs, owner = postgres.programs(), postgres.unprivileged_owner()
    if programs is None:
        raise postgres.CannotStart("PostgreSQL's server programs are not installed.")
    with tempfile.TemporaryDirectory(
        prefix="malath-pg-", dir="/tmp", ignore_cleanup_errors=True
    ) as name:  # a short path, private
        folder = Path(name)
        _give(folder, owner)
        if data is None:
            postgres.make_cluster(programs, folder, owner)
        else:
            shutil.copytree(data, folder / "data")
            _give(folder, owner)
        with postgres.served(programs, folder, owner, settings):
            yield f"postgresql://{postgres.NAME}@{quote(name, safe='')}/{postgres.NAME}"
        if keep is not None:
            shutil.copytree(folder / "data", keep)


def _give(folder: Path, owner: Owner) -> None:
    if owner.uid is not None and owner.gid is not None:
        for path in (folder, *folder.rglob("*")):
            os.chown(path, owner.uid, owner.gid)
