"""Files that hold keys: for their owner alone, and still there after a power cut."""

import os
from pathlib import Path


def write_new(path: Path, data: bytes) -> None:
    """Never over another. Errors: FileExistsError."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
