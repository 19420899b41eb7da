"""Where programs are told that something waits, and when it is tried again. Pure."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import Final
from urllib.parse import urlsplit

from malath.api.words import Stage, WhyNotHook

LATER: Final = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360, 720, 720, 720))
"""After each try that failed; given up after the last, nearly two days in all."""
CLAIMED: Final = timedelta(minutes=5)
LOOK_BACK: Final = timedelta(days=2)
KEPT: Final = timedelta(days=7)
NAT64: Final = IPv6Network("64:ff9b::/96")
Networks = Sequence[IPv4Network | IPv6Network]


def why_not_ask_hook(*, address: str, stage: Stage, has_one: bool, networks: Networks = ()) -> list[WhyNotHook]:
    """Why a system is not to be told at an address. `networks`: private ones in which programs may be told."""
    here = leads_here(address)
    refused = {
        WhyNotHook.NOT_ALLOWED: stage != Stage.ALLOWED,
        WhyNotHook.NOT_SAFE: not is_safe(address),
        WhyNotHook.THIS_MACHINE: here,
        WhyNotHook.PRIVATE: not here and is_number(host_of(address)) and not may_be_reached(host_of(address), networks),
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


def host_of(address: str) -> str:
    """The machine that an address names, "" where it names none."""
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def leads_here(address: str) -> bool:
    """Whether an address names the machine itself, or what only the machine reaches."""
    host = host_of(address)
    if not is_number(host):
        return host == "localhost" or host.endswith(".localhost")
    number = ip_address(host)
    return number.is_loopback or number.is_link_local or number.is_unspecified or number.is_multicast


def is_number(host: str) -> bool:
    """Whether a machine is named by its number."""
    try:
        return bool(ip_address(host))
    except ValueError:
        return False


def may_be_reached(number: str, networks: Networks) -> bool:
    """Whether something may be sent to a number: on the open network, or in a network that is named. Numbers that carry another
    one in them are taken for that one, or for none."""
    found = ip_address(number)
    if isinstance(found, IPv6Address):
        found = found.ipv4_mapped or found
    carries = isinstance(found, IPv6Address) and (found.sixtofour or found.teredo or found in NAT64)
    return any(found in one for one in networks) or (found.is_global and not found.is_multicast and not carries)


def next_try(tries: int, at: datetime) -> datetime | None:
    """When it is tried again after so many tries that failed; None when it is given up."""
    return at + LATER[tries - 1] if tries <= len(LATER) else None
