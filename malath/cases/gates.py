"""The door to a case: through its person, always."""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied

from malath.accounts import queries as accounts
from malath.accounts.models import User
from malath.accounts.roles import Power
from malath.accounts.rules import Holdings
from malath.agencies.models import Desk
from malath.audit import actions as audit
from malath.audit.words import Did
from malath.cases import queries
from malath.cases.models import Case
from malath.cases.queries import CaseList, Cursor
from malath.cases.words import CaseStatus
from malath.people.models import Person
from malath.privacy import gates as privacy
from malath.privacy import queries as privacy_queries
from malath.privacy.rules import Sight
from malath.privacy.words import Section


@dataclass(frozen=True)
class OpenedCase:
    """A case behind an open gate."""

    case: Case
    person: Person
    sight: Sight
    holdings: Holdings


@dataclass(frozen=True)
class WritableCase(OpenedCase):
    """A case into which the viewer may write, in the name of `desk`."""

    desk: Desk


def case_to_view(user: User, reference: str, *, at: datetime) -> OpenedCase:
    """A case this viewer may know of; 404 for a stranger, a blocked viewer, and a reference that never was, alike."""
    person = queries.person_reference_of(reference)
    opened = privacy.person_to_view(user, person, at=at, event=Did.CASE_VIEWED, sought=reference)
    return OpenedCase(_case(reference), opened.person, opened.sight, opened.holdings)


def case_to_change(user: User, reference: str, *, at: datetime, power: Power, section: Section = Section.STORY) -> WritableCase:
    """A case this viewer may write into. 403 when it is known to them but not theirs to change: the section is not
    open, or the power is not held at a desk that sees the file."""
    person = queries.person_reference_of(reference)
    opened = privacy.person_to_change(user, person, at=at, section=section, power=power, sought=reference)
    desk = privacy_queries.writing_desk(opened.holdings, opened.person, section, power, at)
    if desk is None:
        raise _refused(reference, power, user, at)
    return WritableCase(_case(reference), opened.person, opened.sight, opened.holdings, desk)


def facts_to_change(user: User, reference: str, *, at: datetime) -> WritableCase:
    """A case whose place, risk and needs this viewer may change. 403 for a desk that keeps only its own writing, once
    another desk has written them."""
    opened = case_to_change(user, reference, at=at, power=Power.WRITE_NOTE, section=Section.SAFETY)
    if not opened.sight.sees_writing_of(opened.case.facts_desk_id, Section.SAFETY):
        raise _refused(reference, Power.WRITE_NOTE, user, at)
    file, why = opened.person.reference, opened.sight.why
    audit.record_view(Did.CASE_VIEWED, subject=reference, file=file, by=user, at=at, facts=why)
    return opened


def cases_to_list(user: User, *, at: datetime, after: Cursor | None, status: CaseStatus | None) -> CaseList:
    """A page of the cases this viewer may know of; one event names every file it shows."""
    page = queries.case_list(accounts.holdings(user, at), at, after=after, status=status)
    if page.rows:
        files = [row.person_reference for row in page.rows]
        audit.record_list(Did.CASES_LISTED, files=files, by=user, at=at, facts={"status": status or "open"})
    return page


def _case(reference: str) -> Case:
    case = queries.case_of(reference)
    assert case is not None  # noqa: S101  # the gate before found its person
    return case


def _refused(reference: str, power: Power, user: User, at: datetime) -> PermissionDenied:
    audit.record_refusal(reference, by=user, at=at, facts={"power": power.name.lower()})
    return PermissionDenied(power.name)
