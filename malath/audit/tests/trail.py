"""A small trail to read, and to tamper with."""

from datetime import UTC, datetime, timedelta

from malath.audit import actions as audit
from malath.audit.models import Event
from malath.audit.words import Did
from malath.foundation.actor import Machine
from malath.foundation.acts import act

NOW = datetime(2026, 11, 8, 7, tzinfo=UTC)
FILE, OTHER = "7KQF-2M9X-4TZB", "2222-2222-2222"
AMAL = Machine("AAAA-AAAA-AAAA", "BBBB-BBBB-BBBB", "staff")


@act
def change(file: str = FILE, minute: int = 0) -> Event:
    at = NOW + timedelta(minutes=minute)
    return audit.record(Did.CASE_CHANGED, subject=file, file=file, by=AMAL, at=at, facts={"step": str(minute)})


def some_events() -> None:
    """Three events of one file, one of another, one list that showed both."""
    for minute in range(3):
        change(minute=minute)
    change(OTHER, minute=3)
    audit.record_list(Did.CASES_LISTED, files=[FILE, OTHER], by=AMAL, at=NOW + timedelta(minutes=4))
