"""Whether a letter is valid, from a published file of hashes: all that this process knows of letters. A file that nobody has
renewed for a quarter of an hour says nothing: the worker that would have taken a letter out may be standing still.
"""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Final, Literal

from malath.foundation.codes import end_of

Said = Literal["valid", "not_valid", "unknown", "later"]
FRESH: Final = timedelta(minutes=15)


def validity_of(code: str, path: Path, at: datetime) -> Said:
    """Whether the letter with this code is valid now."""
    try:
        renewed, until = end_of(code, path)
    except (OSError, ValueError):
        return "later"
    if at - renewed > FRESH:
        return "later"
    if until is None:
        return "unknown"
    return "valid" if until > at else "not_valid"
