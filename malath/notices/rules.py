"""When a notice would point at somebody, and when it leaves. Pure."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from malath.agencies.words import Governorate
from malath.notices.words import Known, Sector, WhyNotDeliver, WhyNotSend

LONGEST_DELAY: Final = timedelta(hours=72)
Cells = Mapping[str, frozenset[str]]
"""Sectors of each governorate in which too few people work."""


def why_not_send(governorate: Governorate, sector: Sector, *, known: Known, own_files: int, cells: Cells) -> list[WhyNotSend]:
    """Why a notice is not sent: from the static table, from what the sender says, and from the sender's own files. Never from
    what others know: an answer must not tell that a person is known elsewhere."""
    if sector in cells.get(governorate, frozenset()):
        return [WhyNotSend.SMALL_CELL]
    return [WhyNotSend.WOULD_IDENTIFY] if known == Known.ONE or own_files == 1 else []


def why_not_deliver(*, due: bool, delivered: bool) -> list[WhyNotDeliver]:
    """Why the Unit is not told now."""
    if delivered:
        return [WhyNotDeliver.DELIVERED]
    return [] if due else [WhyNotDeliver.NOT_YET]


def delay(share: float, *, life_in_danger: bool) -> timedelta:
    """How long a notice waits: a share (0 to 1, drawn by chance) of 72 hours; not at all when a life is in danger."""
    return timedelta() if life_in_danger else LONGEST_DELAY * share
