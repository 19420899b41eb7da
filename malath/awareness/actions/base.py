"""What every act of awareness shares."""

from datetime import datetime

from malath.audit import actions as audit
from malath.audit.words import Did
from malath.awareness.words import WhyNot
from malath.foundation.actor import Actor


class CannotDo(Exception):
    """Something about a campaign, a session, a material or a survey is not done, for reasons that the page can show."""

    def __init__(self, reasons: list[WhyNot]) -> None:
        super().__init__(*[reason.value for reason in reasons])
        self.reasons = reasons


def refuse(reasons: list[WhyNot]) -> None:
    if reasons:
        raise CannotDo(reasons)


def record(event: Did, subject: str, *, by: Actor, at: datetime, **facts: str) -> None:
    audit.record(event, subject=subject, by=by, at=at, facts=facts or None)
