"""The door to a case: through its person, always."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.core.exceptions import PermissionDenied
from django.http import Http404

from malath.accounts import queries as accounts
from malath.accounts.models import User
from malath.accounts.roles import Power
from malath.accounts.rules import Holdings
from malath.agencies import queries as agencies
from malath.agencies.models import Desk, Interpreter
from malath.audit import actions as audit
from malath.audit.words import Did
from malath.cases import queries
from malath.cases.models import Booking, Case, RiskAssessment, Situation, StatedNeed, Task
from malath.cases.queries import CaseList, Cursor, SituationPage, Whose, attachments, bookings
from malath.cases.queries.bookings import CalledOff
from malath.cases.words import CaseStatus
from malath.documents.models import Attachment
from malath.people.models import Person
from malath.privacy import gates as privacy
from malath.privacy import queries as privacy_queries
from malath.privacy.rules import Sight
from malath.privacy.words import COMPARTMENTS, Section

FILED_UNDER = (Section.IDENTITY, Section.STORY)
"""Sections of the ladder to which a file may belong."""


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


@dataclass(frozen=True)
class OpenedSituation:
    """A situation behind an open gate, as this viewer sees it; `desk` is the one that opened it."""

    situation: Situation
    page: SituationPage
    desk: Desk


def situation_to_view(user: User, reference: str, *, at: datetime) -> OpenedSituation:
    """A situation of which this viewer sees a member; 404 for anybody else, as for one that never was. One event names every
    file that it shows."""
    opened = _situation(user, reference, at)
    if opened.page.files:
        facts = {"situation": reference}
        audit.record_list(Did.CASES_LISTED, files=opened.page.files, by=user, at=at, facts=facts)
    return opened


def situation_to_change(user: User, reference: str, *, at: datetime) -> OpenedSituation:
    """A situation that this viewer's desk opened. 403 for others who know of it."""
    opened = situation_to_view(user, reference, at=at)
    if not opened.page.may_work:
        raise _refused(reference, Power.OPEN_CASE, user, at)
    return opened


def case_for_situation(user: User, reference: str, *, at: datetime) -> Case | None:
    """A case that this viewer may write into, named for a situation; None for any other, whether it exists or not."""
    holdings = accounts.holdings(user, at)
    found = privacy_queries.sight_of(holdings, queries.person_reference_of(reference), at)
    if found is None:
        return None
    desk = privacy_queries.writing_desk(holdings, found[0], Section.SAFETY, Power.WRITE_NOTE, at)
    return _case(reference) if desk else None


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
    _record(opened, user, at)
    return opened


def case_to_work_on(
    user: User, reference: str, *, at: datetime, section: Section = Section.SAFETY, power: Power = Power.WRITE_NOTE
) -> WritableCase:
    """A case in which this viewer sets a status, names the team or sets tasks; the look at its page is recorded. 403 as for
    `case_to_change`."""
    opened = case_to_change(user, reference, at=at, power=power, section=section)
    _record(opened, user, at)
    return opened


def case_named(user: User, reference: str, *, at: datetime) -> Case | None:
    """A case that this viewer names beside another one; None when it is not open to them, whether it exists or not."""
    sight = privacy_queries.sight_of(accounts.holdings(user, at), queries.person_reference_of(reference), at)
    return _case(reference) if sight is not None and sight[1].sees(Section.FACTS) else None


def task_of(opened: OpenedCase, reference: str) -> Task:
    """A task of this case at a desk of the viewer. 404 where there is none for them."""
    task = queries.task_by_reference(opened.case, reference)
    if task is None or task.desk_id not in opened.holdings.desk_ids:
        raise Http404
    return task


def interpreter_named(reference: str) -> Interpreter:
    """An interpreter by what a form carries, those who left the roster too. 404 where there is none."""
    found = agencies.interpreter_by_reference(reference)
    if found is None:
        raise Http404
    return found


def booking_of(opened: OpenedCase, reference: str) -> Booking:
    """A booked interpreter of this case that the viewer sees. 404 where there is none for them."""
    booking = bookings.booking_by_reference(opened.case, reference)
    if booking is None or not opened.sight.sees_writing_of(booking.desk_id, Section.SAFETY):
        raise Http404
    return booking


def talk_called_off(user: User, reference: str, *, at: datetime) -> CalledOff:
    """A talk that does not take place, for the desk that booked it and the interpreter's body. 404 for everybody else."""
    found = bookings.called_off(accounts.holdings(user, at), reference)
    if found is None:
        audit.record_refusal(reference, by=user, at=at)
        raise Http404
    return found


def need_of(opened: OpenedCase, reference: str) -> StatedNeed:
    """A need of this case that the viewer sees. 404 where there is none for them."""
    need = queries.need_by_reference(opened.case, reference)
    if need is None or not opened.sight.sees_writing_of(need.desk_id, Section.SAFETY):
        raise Http404
    return need


def risk_to_look_at(user: User, reference: str, *, at: datetime) -> tuple[OpenedCase, RiskAssessment | None]:
    """A case whose danger this supervisor may look at, and the assessment that stands. 403 for those of another body than the
    one that judged it."""
    person = queries.person_reference_of(reference)
    power = Power.SUPERVISE
    opened = privacy.person_to_change(user, person, at=at, section=Section.SAFETY, power=power, sought=reference)
    case = _case(reference)
    assessment = queries.assessment_standing(case)
    if assessment is not None and not opened.holdings.may_at(assessment.desk_id, power):
        raise _refused(reference, power, user, at)
    return OpenedCase(case, opened.person, opened.sight, opened.holdings), assessment


def closing_to_judge(user: User, reference: str, *, at: datetime) -> OpenedCase:
    """A case whose closing this supervisor may approve or refuse. 403 for those of another body than the one that asks."""
    person = queries.person_reference_of(reference)
    power = Power.SUPERVISE
    opened = privacy.person_to_change(user, person, at=at, section=Section.STATUS, power=power, sought=reference)
    case = _case(reference)
    closure = queries.closure_waiting(case)
    if closure is not None and not opened.holdings.may_at(closure.desk_id, power):
        raise _refused(reference, power, user, at)
    return OpenedCase(case, opened.person, opened.sight, opened.holdings)


def attachments_to_view(user: User, reference: str, *, at: datetime) -> tuple[OpenedCase, tuple[Section, ...]]:
    """The files of a case, and the sections into which this viewer may put one more. 403 for who sees neither identity nor
    story nor a compartment."""
    opened = case_to_view(user, reference, at=at)
    if not any(opened.sight.sees(one) for one in (*FILED_UNDER, *COMPARTMENTS)):
        audit.record_refusal(reference, by=user, at=at, facts={"section": Section.STORY.value})
        raise PermissionDenied(Section.STORY.value)
    return opened, sections_to_fill(opened, at)


def sections_to_fill(opened: OpenedCase, at: datetime) -> tuple[Section, ...]:
    """Into which sections of this case a file may be put by this viewer."""
    if opened.case.closed_at is not None or opened.sight.in_emergency:
        return ()
    ways = privacy_queries.why_visible(opened.holdings, opened.person, at)
    may = partial(privacy_queries.may_write, opened.holdings, ways, power=Power.WRITE_NOTE)
    return tuple(one for one in (*FILED_UNDER, *COMPARTMENTS) if opened.sight.sees(one) and may(section=one))


def attachment_to_add(user: User, reference: str, section: Section, *, at: datetime) -> WritableCase:
    """A case into one section of which this viewer may put a file. 403 where that one is not open to them."""
    return case_to_change(user, reference, at=at, power=Power.WRITE_NOTE, section=section)


def attachment_to_take(user: User, reference: str, number: str, *, at: datetime) -> Attachment:
    """A file of which this viewer takes a copy; recorded before a byte of it leaves. 404 for one that is not open to them, as
    for one that never was."""
    opened = case_to_view(user, reference, at=at)
    row = _file(opened, number)
    named = row.section in COMPARTMENTS
    facts = opened.sight.why | {"attachment": row.reference} | ({"section": row.section} if named else {})
    event = Did.SEALED_ATTACHMENT_TAKEN if named else Did.ATTACHMENT_TAKEN
    audit.record_view(event, subject=opened.case.reference, file=opened.person.reference, by=user, at=at, facts=facts)
    return row


def attachment_to_take_away(user: User, reference: str, number: str, *, at: datetime) -> tuple[WritableCase, Attachment]:
    """A file that this viewer's desk took in, and may take away. 404 for one that is not open to them; 403 for others."""
    row = _file(case_to_view(user, reference, at=at), number)
    opened = case_to_change(user, reference, at=at, power=Power.WRITE_NOTE, section=Section(row.section))
    if row.desk_id not in opened.holdings.desk_ids:
        raise _refused(reference, Power.WRITE_NOTE, user, at)
    return opened, row


def _file(opened: OpenedCase, number: str) -> Attachment:
    row = attachments.attachment_of(opened.case, opened.sight, number)
    if row is None:
        raise Http404
    return row


def cases_to_list(user: User, *, at: datetime, after: Cursor | None, status: CaseStatus | None, whose: Whose = "") -> CaseList:
    """A page of the cases this viewer may know of; one event names every file it shows."""
    page = queries.case_list(accounts.holdings(user, at), at, after=after, status=status, whose=whose)
    if page.rows:
        files = [row.person_reference for row in page.rows]
        audit.record_list(Did.CASES_LISTED, files=files, by=user, at=at, facts={"status": whose or status or "open"})
    return page


def _situation(user: User, reference: str, at: datetime) -> OpenedSituation:
    found = queries.situation_seen(reference, accounts.holdings(user, at), at)
    if found is None:
        audit.record_refusal(reference, by=user, at=at)
        raise Http404
    situation, page = found
    return OpenedSituation(situation, page, situation.desk)


def _record(opened: OpenedCase, user: User, at: datetime) -> None:
    file, why = opened.person.reference, opened.sight.why
    audit.record_view(Did.CASE_VIEWED, subject=opened.case.reference, file=file, by=user, at=at, facts=why)


def _case(reference: str) -> Case:
    case = queries.case_of(reference)
    assert case is not None  # noqa: S101  # the gate before found its person
    return case


def _refused(reference: str, power: Power, user: User, at: datetime) -> PermissionDenied:
    audit.record_refusal(reference, by=user, at=at, facts={"power": power.name.lower()})
    return PermissionDenied(power.name)
