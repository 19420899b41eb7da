"""When this machine last did what has to be done again and again: one small file each, with a moment and nothing else."""

from datetime import datetime
from pathlib import Path

from malath.foundation import keys

WORKER = "worker"
BACKUP = "backup"


def done(what: str, at: datetime) -> None:
    """Note the moment: whole or not at all. A disk that is full must not stop what was done."""
    path = _path(what)
    fresh = path.with_suffix(".new")
    try:
        path.parent.mkdir(mode=0o700, exist_ok=True)
        fresh.write_text(at.isoformat(), encoding="ascii")
        fresh.replace(path)
    except OSError:
        return


def last(what: str) -> datetime | None:
    """When it was done last on this machine; None when never, or when what lies there is no moment."""
    try:
        moment = datetime.fromisoformat(_path(what).read_text(encoding="ascii"))
    except (OSError, ValueError):
        return None
    return moment if moment.tzinfo else None


def _path(what: str) -> Path:
    return keys.var_folder() / "rounds" / what
