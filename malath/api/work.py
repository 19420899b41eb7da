"""What goes on by itself: programs are told that a referral changed, signed as Standard Webhooks are, and tried again."""

import base64
import hashlib
import hmac
import logging
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

import requests

from malath.api.actions import hooks as actions
from malath.api.queries import hooks
from malath.api.words import PingStatus
from malath.foundation.marks import is_training

if TYPE_CHECKING:
    from malath.api.models import Ping

SECONDS = 10
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


def post(address: str, body: bytes, headers: dict[str, str]) -> bool:
    """Hand it over; whether it arrived. No redirect is followed, nothing that is answered is read."""
    try:
        with requests.post(address, data=body, headers=headers, timeout=SECONDS, allow_redirects=False, stream=True) as answer:
            return 200 <= answer.status_code < 300
    except (requests.RequestException, UnicodeError):
        logger.warning("A program could not be told.")
        return False
