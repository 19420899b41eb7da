"""An upload that lies nowhere in plain: sealed as it arrives, in a file without a name, under a key only this process knows.

It is only for addresses that take large files (`MALATH_LARGE_FILES`); every other upload is held in memory, as before.
"""

import hashlib
import re
import secrets
import tempfile
from collections.abc import Iterator
from typing import Any, Final

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopFutureHandlers

from malath.documents.streams import MAX_FILE, PIECE, Pieces
from malath.foundation.sealing import opened, sealed

__all__ = ["MAX_FILE", "SealedUpload", "SealedUploadHandler"]
FORM: Final = 1024 * 1024
"""What the other fields of the form may weigh."""


class SealedUpload(UploadedFile):  # type: ignore[type-arg]  # takes none at run time
    """A file as it came. `mark` is the SHA-256 of its bytes."""

    def __init__(self, name: str) -> None:
        super().__init__(None, name, size=0)
        self.cipher = AESGCM(secrets.token_bytes(32))
        self.kept = tempfile.TemporaryFile()  # noqa: SIM115  # it lives as long as the request
        self.places: list[tuple[int, int]] = []
        self.rest, self.digest = bytearray(), hashlib.sha256()

    def add(self, data: bytes) -> None:
        self.digest.update(data)
        self.size = (self.size or 0) + len(data)
        self.rest += data
        while len(self.rest) >= PIECE:
            self._put(bytes(self.rest[:PIECE]))
            del self.rest[:PIECE]

    def end(self) -> None:
        """What is left is a piece too."""
        if self.rest:
            self._put(bytes(self.rest))
            self.rest.clear()

    @property
    def mark(self) -> str:
        return self.digest.hexdigest()

    def piece(self, number: int) -> bytes:
        """One stretch, opened."""
        start, length = self.places[number]
        self.kept.seek(start)
        return opened(self.cipher, self.kept.read(length), str(number).encode())

    def stream(self) -> Pieces:
        return Pieces(self.size or 0, self.piece)

    def pieces(self) -> Iterator[bytes]:
        """All of it, one stretch at a time."""
        return map(self.piece, range(len(self.places)))

    def close(self) -> None:
        self.kept.close()

    def _put(self, data: bytes) -> None:
        piece = sealed(self.cipher, data, str(len(self.places)).encode())
        start = self.kept.seek(0, 2)
        self.kept.write(piece)
        self.places.append((start, len(piece)))


class SealedUploadHandler(FileUploadHandler):
    """Takes what is sent to these addresses, up to the largest file that may come in."""

    def handle_raw_input(
        self,
        input_data: Any,
        META: Any,  # noqa: N803  # Django's name
        content_length: int,
        boundary: Any,
        encoding: Any = None,  # Django's name
    ) -> None:
        is_large = re.fullmatch(settings.MALATH_LARGE_FILES, META.get("PATH_INFO", "")) is not None
        self.takes = is_large and content_length <= MAX_FILE + FORM

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        if self.takes:
            self.file = SealedUpload(self.file_name or "")
            raise StopFutureHandlers

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        if not self.takes:
            return raw_data
        self.file.add(raw_data)
        return None

    def file_complete(self, file_size: int) -> SealedUpload | None:
        if not self.takes:
            return None
        self.file.end()
        return self.file
