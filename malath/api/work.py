"""What goes on by itself: programs are told that a referral changed, signed as Standard Webhooks are, and tried again."""

import base64
import errno
import hashlib
import hmac
import logging
import socket
import ssl
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from http.client import HTTPS_PORT, HTTPException, HTTPSConnection
from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings

from malath.api import hook_rules as rules
from malath.api.actions import hooks as actions
from malath.api.queries import hooks
from malath.api.words import PingStatus
from malath.foundation.marks import is_training

if TYPE_CHECKING:
    from malath.api.models import Ping

SECONDS = 10
ARRIVED = range(200, 300)
logger = logging.getLogger("malath.api")


def go_on(at: Callable[[], datetime], *, stop: Callable[[], bool] = lambda: False) -> int:
    """Tell programs what waits; how many were told. One that cannot be reached leaves the others alone.
    In training nobody is called: what would leave counts as told."""
    actions.put_on_the_way(at())
    return sum(_tell(ping, at()) for ping in hooks.due(at()) if not stop() and actions.claim(ping, at=at()))


def _tell(ping: "Ping", at: datetime) -> bool:
    if not hooks.is_theirs(ping, at):
        actions.end_ping(ping, PingStatus.NEEDLESS, at=at)
        return False
    arrived = is_training() or post(ping.hook.address, hooks.said(ping), headers_of(ping, at))
    if arrived:
        actions.end_ping(ping, PingStatus.SENT, at=at)
    else:
        actions.put_off(ping, at=at)
    return arrived


def headers_of(ping: "Ping", at: datetime) -> dict[str, str]:
    """The number, the moment, and a signature over both and what is said."""
    number, moment = f"{ping.hook.reference}-{ping.item}", str(int(at.timestamp()))
    signed = hmac.new(hooks.signing_key(ping.hook), f"{number}.{moment}.".encode() + hooks.said(ping), hashlib.sha256)
    return {
        "Content-Type": "application/json", "User-Agent": "Malath", "webhook-id": number, "webhook-timestamp": moment,
        "webhook-signature": f"v1,{base64.b64encode(signed.digest()).decode()}",
    }  # fmt: skip


class Outside(HTTPSConnection):
    """The way to a program: encrypted, and to no number that may not be reached. A name is looked up once, so that it cannot
    stand for another machine a moment later."""

    def __init__(self, host: str, port: int) -> None:
        self.known = ssl.create_default_context()
        super().__init__(host, port, timeout=SECONDS, context=self.known)

    def connect(self) -> None:
        self.sock = self.known.wrap_socket(self._reached(), server_hostname=self.host)

    def _reached(self) -> socket.socket:
        failed: OSError = PermissionError(errno.EACCES, "a private network")
        numbers = [str(place[0]) for *_, place in socket.getaddrinfo(self.host, self.port, type=socket.SOCK_STREAM)]
        for number in numbers:
            if rules.may_be_reached(number, settings.HOOK_NETWORKS):
                try:
                    return socket.create_connection((number, self.port), self.timeout)
                except OSError as error:
                    failed = error
        raise failed


def post(address: str, body: bytes, headers: dict[str, str]) -> bool:
    """Hand it over; whether it arrived. No redirect is followed, no proxy is asked, nothing that is answered is read."""
    parts = urlsplit(address)
    try:
        with closing(Outside(parts.hostname or "", parts.port or HTTPS_PORT)) as way:
            way.request("POST", urlunsplit(("", "", parts.path or "/", parts.query, "")), body, headers)
            return way.getresponse().status in ARRIVED
    except (OSError, HTTPException, ValueError):
        logger.warning("A program could not be told.")
        return False
