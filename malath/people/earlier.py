"""What is typed in later than it happened: a form filled on paper on Friday, typed in on Monday."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from malath.people.words import WhyNotThen

LONG_AGO: Final = timedelta(days=60)


@dataclass(frozen=True)
class Earlier:
    """When it happened, as the paper says. `looked`: a supervisor types it in, who may go further back. `words`: the mark of
    the words on the paper that were read, "" where none were printed, None where that does not matter."""

    at: datetime
    looked: bool = False
    words: str | None = None


class NotThen(Exception):
    """It cannot have happened when the form says so, or nobody has looked at something that long ago."""

    def __init__(self, reasons: list[WhyNotThen]) -> None:
        super().__init__(*[reason.value for reason in reasons])
        self.reasons = reasons


def why_not_then(earlier: Earlier, *, typed_at: datetime, began: datetime | None) -> list[WhyNotThen]:
    """Why something cannot be said to have happened then. `began`: when the file of the person did, None for one that begins
    with it. The paper knows minutes, so the minute in which the file began is not before it."""
    refused = {
        WhyNotThen.NOT_YET: earlier.at > typed_at,
        WhyNotThen.BEFORE_FILE: began is not None and earlier.at < began.replace(second=0, microsecond=0),
        WhyNotThen.LONG_AGO: typed_at - earlier.at > LONG_AGO and not earlier.looked,
    }
    return [reason for reason, holds in refused.items() if holds]


def moment_of(earlier: Earlier | None, *, typed_at: datetime, began: datetime | None) -> datetime:
    """The moment at which it happened: now, unless it was earlier. Errors: `NotThen`."""
    if earlier is None:
        return typed_at
    if reasons := why_not_then(earlier, typed_at=typed_at, began=began):
        raise NotThen(reasons)
    return earlier.at


def as_fact(earlier: Earlier | None) -> dict[str, str]:
    """The moment for the trail. An event stands at the moment of typing, always: nobody dates it back unseen."""
    return {"happened_at": earlier.at.isoformat()} if earlier else {}
