"""The listening end: one thread for each of Malath's processes, one question after the other."""

import socket
import socketserver
import ssl
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from key_service import wire
from key_service.house import House

IDLE_SECONDS = 600.0


class Talk(socketserver.BaseRequestHandler):
    """One connection, from its greeting to its end."""

    server: "Door"

    def handle(self) -> None:
        try:
            there = self.server.greeted(self.request)
        except (OSError, ValueError):  # another certificate than the one that is known, or none
            return
        with there:
            while (asked := self._asked(there)) is not None:
                wire.send(there, self.server.house.answer(asked, who=self.server.known_as(there), at=self.server.now()))

    def _asked(self, there: socket.socket) -> wire.Message | None:
        try:
            return wire.receive(there)
        except (OSError, ValueError):
            return None


class Door(socketserver.ThreadingMixIn, socketserver.TCPServer):
    """Listens for Malath: at a socket of this machine, or for the one certificate that is known."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, house: House, address: str, now: Callable[[], datetime]) -> None:
        self.house, self.now, where = house, now, wire.place(address)
        self._certificates: ssl.SSLContext | None = None
        if isinstance(where, str):
            self.address_family = socket.AF_UNIX
            Path(where).unlink(missing_ok=True)
        else:
            self._certificates = wire.trusting(house.folder / "service", ssl.PROTOCOL_TLS_SERVER)
        super().__init__(where, Talk)  # type: ignore[arg-type]  # a path, for a socket of this machine
        if isinstance(where, str):
            Path(where).chmod(0o660)

    def greeted(self, there: socket.socket) -> socket.socket:
        """Errors: OSError from who is not known."""
        there.settimeout(IDLE_SECONDS)
        return self._certificates.wrap_socket(there, server_side=True) if self._certificates else there

    def known_as(self, there: socket.socket) -> str:
        return "malath" if self._certificates else "this machine"

    def server_bind(self) -> None:
        """Without asking anybody for a name of this machine."""
        self.socket.bind(self.server_address)
        self.server_address: Any = self.socket.getsockname()
