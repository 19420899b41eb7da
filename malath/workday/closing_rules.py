"""What has to end, or to be answered for, before a case closes. Pure."""

from collections.abc import Collection
from typing import Final

from malath.workday.words import Stands, WhyNotBeside

KEEPS_OPEN: Final = frozenset({Stands.PLACE, Stands.REQUEST, Stands.ELSEWHERE})


def why_not_close(stands: Collection[Stands], beside: str | None = None) -> list[Stands | WhyNotBeside]:
    """Why a case does not close beside what stands: a bed and an answer are not lost with it; anything else is named, and
    somebody says why. `beside` is None where that is not asked: before it is typed, and of who approves."""
    kept = [one for one in Stands if one in KEEPS_OPEN and one in stands]
    unsaid = bool(stands) and beside is not None and not beside.strip()
    return [*kept] or ([WhyNotBeside.UNSAID] if unsaid else [])
