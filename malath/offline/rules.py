"""Phones: who may enrol one, when what they wrote happened, how much they may send. Pure."""

from datetime import datetime, timedelta
from typing import Final

from malath.offline.words import Reason

AT_MOST: Final = 3
"""Phones that one member of staff holds."""
IN_A_BATCH: Final = 100
IN_A_DAY: Final = 3000
"""Records that one phone brings in a day: more than anybody writes, so that a stolen one cannot fill the house."""
CLOCK_GOES: Final = 120
"""Seconds by which the clock of a phone may be wrong before it is put right."""
TEN_YEARS: Final = 10 * 365 * 24 * 3600


def why_not_enrol(*, may_open: bool, held: int, name_taken: bool, is_key: bool) -> list[Reason]:
    """Why somebody does not enrol this phone."""
    refused = {
        Reason.NO_DESK: not may_open,
        Reason.TOO_MANY: held >= AT_MOST,
        Reason.NAME_TAKEN: name_taken,
        Reason.NOT_A_KEY: not is_key,
    }
    return [reason for reason, holds in refused.items() if holds]


def skew_of(sent_at: datetime, received_at: datetime) -> int:
    """By how many seconds a phone's clock is behind ours; below zero when it is ahead, and never more than ten years."""
    return max(-TEN_YEARS, min(TEN_YEARS, round((received_at - sent_at).total_seconds())))


def happened_at(written_at: datetime, skew: int | None, received_at: datetime) -> datetime:
    """When something happened that a phone dates: its clock put right where it was wrong, and never later than it came."""
    wrong = skew is not None and abs(skew) > CLOCK_GOES
    moment = written_at + timedelta(seconds=skew or 0) if wrong else written_at
    return min(moment, received_at)
