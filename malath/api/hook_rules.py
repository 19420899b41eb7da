"""Where programs are told that something waits, and when it is tried again. Pure."""

from datetime import datetime, timedelta
from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

from malath.api.words import Stage, WhyNotHook

LATER: Final = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360, 720, 720, 720))
"""After each try that failed; given up after the last, nearly two days in all."""
CLAIMED: Final = timedelta(minutes=5)
LOOK_BACK: Final = timedelta(days=2)
KEPT: Final = timedelta(days=7)


def why_not_ask_hook(*, address: str, stage: Stage, has_one: bool) -> list[WhyNotHook]:
    """Why a system is not to be told at an address."""
    refused = {
        WhyNotHook.NOT_ALLOWED: stage != Stage.ALLOWED,
        WhyNotHook.NOT_SAFE: not is_safe(address),
        WhyNotHook.THIS_MACHINE: leads_here(address),
        WhyNotHook.ONE_ALREADY: has_one,
    }
    return [reason for reason, holds in refused.items() if holds]


def why_not_allow_hook(*, waits: bool, own: bool, stage: Stage) -> list[WhyNotHook]:
    """Why an address is not allowed: it takes two."""
    if not waits:
        return [WhyNotHook.NOT_WAITING]
    refused = {WhyNotHook.OWN_REQUEST: own, WhyNotHook.NOT_ALLOWED: stage != Stage.ALLOWED}
    return [reason for reason, holds in refused.items() if holds]


def is_safe(address: str) -> bool:
    """Whether an address can be sent to as it stands: encrypted, and with no secret in it."""
    try:
        parts = urlsplit(address)
        known = parts.port != 0 and bool(parts.hostname)
    except ValueError:
        return False
    plain = address.isascii() and address.isprintable() and " " not in address
    return known and plain and parts.scheme == "https" and "@" not in address and "#" not in address


def leads_here(address: str) -> bool:
    """Whether an address names the machine itself, or what only the machine reaches."""
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return False
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        number = ip_address(host)
    except ValueError:
        return False
    return number.is_loopback or number.is_link_local or number.is_unspecified or number.is_multicast


def next_try(tries: int, at: datetime) -> datetime | None:
    """When it is tried again after so many tries that failed; None when it is given up."""
    return at + LATER[tries - 1] if tries <= len(LATER) else None
