"""The door to a screening: through the case of its person, always."""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied

from malath.accounts import queries as accounts
from malath.accounts.models import User
from malath.accounts.roles import Power
from malath.agencies.models import Desk
from malath.audit import actions as audit
from malath.audit.words import Did
from malath.cases import gates as cases
from malath.cases import queries as case_queries
from malath.cases.gates import OpenedCase, OpenedSituation, WritableCase
from malath.helpline import gates as helpline
from malath.helpline.models import Contact
from malath.privacy.words import Section
from malath.screening import queries
from malath.screening.models import Screening
from malath.screening.queries.pages import PartLine, parts_of


@dataclass(frozen=True)
class OpenedScreening:
    """A screening behind an open gate."""

    screening: Screening
    case: OpenedCase


def case_to_screen(user: User, reference: str, *, at: datetime) -> WritableCase:
    """A case whose person this viewer may screen, and the desk as which. 403 where the file is known and the story is not
    theirs to write, or the role does not screen."""
    opened = cases.case_to_change(user, reference, at=at, power=Power.SCREEN, section=Section.STORY)
    file, why = opened.person.reference, opened.sight.why
    audit.record_view(Did.CASE_VIEWED, subject=reference, file=file, by=user, at=at, facts=why)
    return opened


def contact_to_screen(user: User, reference: str, *, at: datetime) -> tuple[Contact, list[Desk]]:
    """A contact of the viewer's helpline, and their desks at which they may screen. 404 for everybody else,
    as for one that never was; 403 for a role that does not screen. Records `contact.viewed`."""
    contact = helpline.contact_to_view(user, reference, at=at)
    holdings = accounts.holdings(user, at)
    desks = [desk for desk in case_queries.desks_to_open_at(user, holdings, at) if holdings.may_at(desk.pk, Power.SCREEN)]
    if not desks:
        raise _refused(reference, user, at)
    return contact, desks


def screening_to_view(user: User, reference: str, *, at: datetime) -> OpenedScreening:
    """A screening this viewer may read: their desk wrote it, or the story of the file is open to them. 404 for a stranger and a
    blocked viewer as for one that never was; 403 where the file is known and this is not."""
    opened = cases.case_to_view(user, queries.case_reference_of(reference), at=at)
    screening = queries.by_reference(reference)
    assert screening is not None  # noqa: S101  # the gate before found its case
    if not opened.sight.sees_writing_of(screening.desk_id, Section.STORY):
        raise _refused(reference, user, at)
    file, why = opened.person.reference, opened.sight.why
    audit.record_view(Did.SCREENING_VIEWED, subject=reference, file=file, by=user, at=at, facts=why)
    return OpenedScreening(screening, opened)


def screening_to_change(user: User, reference: str, *, at: datetime) -> OpenedScreening:
    """A screening of a desk at which this viewer screens. 403 for others who may read it, and where the file is open to be read
    only."""
    opened = screening_to_view(user, reference, at=at)
    cases.case_to_change(user, opened.screening.case.reference, at=at, power=Power.SCREEN, section=Section.STORY)
    if not opened.case.holdings.may_at(opened.screening.desk_id, Power.SCREEN):
        raise _refused(reference, user, at)
    return opened


def may_change(opened: OpenedScreening) -> bool:
    """Whether the viewer of a screening screens at the desk that wrote it."""
    return opened.case.holdings.may_at(opened.screening.desk_id, Power.SCREEN) and opened.screening.case.closed_at is None


def situation_to_screen(user: User, reference: str, *, at: datetime) -> tuple[OpenedSituation, tuple[PartLine, ...]]:
    """A situation, with how far each of its people is screened whom this viewer sees. 404 as for one that never was."""
    opened = cases.situation_to_view(user, reference, at=at)
    return opened, parts_of(opened.page, accounts.holdings(user, at), at)


def _refused(reference: str, user: User, at: datetime) -> PermissionDenied:
    audit.record_refusal(reference, by=user, at=at, facts={"power": Power.SCREEN.name.lower()})
    return PermissionDenied(Power.SCREEN.name)
