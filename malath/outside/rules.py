"""When a link lives. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from malath.outside.words import LinkState, WhyNotLink
from malath.referrals.words import LIVES, WAITING, Status

LASTS: Final = timedelta(hours=72)
MOST_WRONG: Final = 5
READINGS: Final = 2
"""The content is shown twice: once, and once more for whoever has to look again. The reply stays possible."""
PASSCODE_DIGITS: Final = 8
REPLY_LASTS: Final = timedelta(hours=2)
"""How long an opened page may be answered before the passcode is asked for again."""


@dataclass(frozen=True)
class Life:
    """A link as the rules see it; `waits`: the referral waits for an answer and its ground stands."""

    expires_at: datetime
    opened: int
    answered: bool
    locked: bool
    revoked: bool
    waits: bool

    def state(self, at: datetime) -> LinkState:
        """What the sender reads: the last thing that happened decides."""
        checks = (
            (self.answered, LinkState.ANSWERED),
            (self.revoked, LinkState.REVOKED),
            (not self.waits, LinkState.STOPPED),
            (self.locked, LinkState.LOCKED),
            (self.expires_at <= at, LinkState.EXPIRED),
            (self.opened > 0, LinkState.OPENED),
        )
        return next((state for holds, state in checks if holds), LinkState.SENT)

    def opens(self, at: datetime) -> bool:
        """Whether the right passcode opens it."""
        return self.state(at) in (LinkState.SENT, LinkState.OPENED)


LETTER_LASTS: Final = timedelta(days=30)


def why_not_letter(*, status: Status, stands: bool) -> list[WhyNotLink]:
    """Why nothing is put on paper about a referral: it never left, has ended, or its ground has."""
    if status not in LIVES:
        return [WhyNotLink.NOT_WAITING]
    return [] if stands else [WhyNotLink.NO_BASIS]


def why_not_make(*, has_accounts: bool, status: Status, stands: bool) -> list[WhyNotLink]:
    """Why no link is made for a referral."""
    checks = (
        (has_accounts, WhyNotLink.HAS_ACCOUNTS),
        (status not in WAITING, WhyNotLink.NOT_WAITING),
        (status in WAITING and not stands, WhyNotLink.NO_BASIS),
    )
    return [reason for failed, reason in checks if failed]
