"""How Malath and the key service speak: JSON with its length before it, over a socket of one machine, or over TLS 1.3 where
each side knows the certificate of the other and no other."""

import base64
import json
import socket
import ssl
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote, urlsplit

LONGEST: Final = 1_000_000
MINE, THEIRS = "mine.pem", "theirs.pem"
Message = dict[str, Any]


class BadAddress(ValueError):
    """Neither unix:///path nor tls://host:port."""


def send(to: socket.socket, message: Message) -> None:
    data = json.dumps(message).encode()
    to.sendall(len(data).to_bytes(4, "big") + data)


def receive(come_from: socket.socket) -> Message | None:
    """The next message; None when the other side has ended. Errors: OSError, ValueError for what is none."""
    head = _exactly(come_from, 4)
    size = int.from_bytes(head, "big")
    if not head:
        return None
    if size > LONGEST:
        raise ValueError("longer than any message")
    message = json.loads(_exactly(come_from, size))
    if not isinstance(message, dict):
        raise ValueError("no message")  # noqa: TRY004  # as for anything else that cannot be read
    return message


def place(address: str) -> str | tuple[str, int]:
    """The path of a socket, or host and port. Errors: `BadAddress`."""
    parts = urlsplit(address)
    if parts.scheme == "unix" and parts.path:
        return unquote(parts.path)
    host, _, port = parts.netloc.rpartition(":")
    if parts.scheme == "tls" and host and port.isdecimal():
        return host.strip("[]"), int(port)
    raise BadAddress(address)


def connected(address: str, certificates: Path, seconds: float) -> socket.socket:
    """Malath's end. Errors: `BadAddress`, OSError (a certificate that is another one is an OSError too)."""
    where = place(address)
    if isinstance(where, str):
        there = socket.socket(socket.AF_UNIX)
        there.settimeout(seconds)
        try:
            there.connect(where)
        except OSError:
            there.close()
            raise
        return there
    plain = socket.create_connection(where, timeout=seconds)
    return trusting(certificates, ssl.PROTOCOL_TLS_CLIENT).wrap_socket(plain)


def trusting(certificates: Path, side: int) -> ssl.SSLContext:
    """Knows one certificate, which stands for itself: no name and no authority vouches for anybody."""
    context = ssl.SSLContext(side)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.check_hostname = False
    context.verify_mode = ssl.CERT_REQUIRED
    context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    context.load_cert_chain(certificates / MINE)
    context.load_verify_locations(certificates / THEIRS)
    return context


def text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def data(text: str) -> bytes:
    return base64.b64decode(text, validate=True)


def _exactly(come_from: socket.socket, size: int) -> bytes:
    """So many bytes; none when the other side ended before the first. Errors: ValueError when it ended in between."""
    found = b""
    while len(found) < size:
        more = come_from.recv(size - len(found))
        if not more and found:
            raise ValueError("cut off")
        if not more:
            return b""
        found += more
    return found
