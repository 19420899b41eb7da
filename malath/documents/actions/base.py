"""What letters and files are about."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from malath.documents.words import Format
from malath.foundation.models import DataKey


@dataclass(frozen=True)
class About:
    """What a letter or a file is about: a reference, the file in whose trail it stands ("" for nobody's), and the key it is
    sealed under."""

    reference: str
    file: str
    key: DataKey


@dataclass(frozen=True)
class Received:
    """A file that may be kept: it was looked at. `came`: the SHA-256 of its bytes as they came, by which it is known again
    elsewhere; `chunks` gives them as they are kept."""

    format: Format
    came: str
    chunks: Callable[[], Iterator[bytes]]
