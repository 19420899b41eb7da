"""What the acts of a case share: how they refuse, and what they look at first."""

from datetime import datetime

from malath.agencies.models import Desk
from malath.cases import rules
from malath.cases.models import Case
from malath.cases.words import CaseStatus, WhyNot
from malath.people.earlier import Earlier, moment_of
from malath.privacy import actions as privacy
from malath.privacy import queries as privacy_queries


class CannotChange(Exception):
    """The case cannot be opened or changed as asked."""

    def __init__(self, reasons: list[WhyNot]) -> None:
        super().__init__(*[reason.value for reason in reasons])
        self.reasons = reasons


class Stale(Exception):
    """Somebody else changed the case meanwhile; nothing was written."""


def refuse(reasons: list[WhyNot]) -> None:
    if reasons:
        raise CannotChange(reasons)


def writable(case: Case) -> None:
    """Nothing is written into a closed case. Errors: `CannotChange`."""
    refuse(rules.why_not_write(CaseStatus(case.status)))


def happened_at(case: Case, earlier: Earlier | None, at: datetime) -> datetime:
    """When something happened that is written into a case: now, or as the paper says. Errors: `NotThen`."""
    return at if earlier is None else moment_of(earlier, typed_at=at, began=privacy_queries.began_at(case.person_id))


def touch(case: Case, desk: Desk, at: datetime) -> None:
    """The file moves up in the lists of those who see it, and of the desk that wrote."""
    privacy.touch(case.person_id, at=at)
    privacy.touch_desk(case.person_id, desk, at=at)
