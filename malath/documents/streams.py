"""A sealed upload as a stream: pieces are opened one by one as they are read, so that a large file takes no more memory than
a small one, and its plain bytes lie nowhere."""

import io
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

PIECE: Final = 256 * 1024
MAX_FILE: Final = 64 * 1024 * 1024


class Pieces(io.RawIOBase):
    """Bytes in pieces of one length, the last one shorter; `piece` opens one."""

    def __init__(self, size: int, piece: Callable[[int], bytes]) -> None:
        super().__init__()
        self.size, self.piece = size, piece
        self.place, self.number, self.held = 0, -1, b""

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        self.place = max({io.SEEK_SET: 0, io.SEEK_CUR: self.place, io.SEEK_END: self.size}[whence] + offset, 0)
        return self.place

    def tell(self) -> int:
        return self.place

    def readinto(self, buffer: "WriteableBuffer") -> int:
        """At most what is left of one piece."""
        if self.place >= self.size:
            return 0
        number, start = divmod(self.place, PIECE)
        if number != self.number:
            self.number, self.held = number, self.piece(number)
        view = memoryview(buffer).cast("B")
        some = self.held[start : start + len(view)]
        view[: len(some)] = some
        self.place += len(some)
        return len(some)

    @property
    def share(self) -> int:
        """How far it was read, in percent."""
        return min(100, 100 * self.place // max(self.size, 1))


def all_of(stream: Pieces, size: int) -> bytes:
    """So many bytes from where the stream stands, or as many as there are."""
    found = bytearray()
    while len(found) < size and (some := stream.read(size - len(found))):
        found += some
    return bytes(found)
