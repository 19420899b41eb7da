"""A scanner for harmful software on this machine, if there is one: clamd, asked through its socket. It is given the bytes of
a file and nothing else: no name, no case.

Where one is named and does not answer, nothing is taken in: a scanner that is silently left out protects nobody.
"""

import socket
from collections.abc import Iterable
from typing import Final

WAITS: Final = 60.0
LONGEST_ANSWER: Final = 4096
LARGEST_PIECE: Final = 1024 * 1024


class NoAnswer(Exception):
    """The scanner is not there, or did not come to an end."""


def is_clean(path: str, pieces: Iterable[bytes]) -> bool:
    """Whether clamd finds nothing. `path`: of its socket. Errors: `NoAnswer`."""
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as scanner:
            scanner.settimeout(WAITS)
            scanner.connect_ex(path)  # where nobody listens, the next line says so
            scanner.sendall(b"zINSTREAM\0")
            for piece in pieces:
                for start in range(0, len(piece), LARGEST_PIECE):
                    some = piece[start : start + LARGEST_PIECE]
                    scanner.sendall(len(some).to_bytes(4, "big") + some)
            scanner.sendall(b"\0\0\0\0")
            answer = _answer(scanner)
    except OSError as failed:
        raise NoAnswer from failed
    if answer.endswith(b" FOUND"):
        return False
    if answer != b"stream: OK":
        raise NoAnswer
    return True


def _answer(scanner: socket.socket) -> bytes:
    found = b""
    while len(found) < LONGEST_ANSWER and (some := scanner.recv(LONGEST_ANSWER)):
        found += some
    return found.rstrip(b"\0\n")
