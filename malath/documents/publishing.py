"""Written by the staff side's worker, read by the public site: nothing else crosses. Codes of letters as hashes."""

import os
from datetime import datetime
from pathlib import Path

from malath.documents import queries as documents
from malath.foundation.codes import content_of, place, record_of


def publish(var: Path, at: datetime) -> bool:
    """Put the file in its place when a letter was issued or has ended, whole or not at all; else say that it is fresh.
    Returns whether it was written."""
    path, sign = place(var), place(var).with_suffix(".state")
    state = documents.state_of_letters(at)
    if path.exists() and sign.exists() and sign.read_text(encoding="utf-8") == state:
        os.utime(path)
        return False
    path.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    fresh.write_bytes(content_of(record_of(code, until) for code, until in documents.to_publish(at)))
    fresh.chmod(0o644)
    fresh.replace(path)
    sign.write_text(state, encoding="utf-8")
    return True
