"""The doors to the support of a person: through their case, always."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.http import Http404

from malath.accounts import queries as accounts
from malath.accounts.models import User
from malath.accounts.roles import Power
from malath.agencies.models import Desk
from malath.audit import actions as audit
from malath.audit.words import Did
from malath.cases import gates as cases
from malath.cases.gates import OpenedCase, WritableCase
from malath.privacy import queries as privacy
from malath.privacy.words import Purpose, Section
from malath.support import queries
from malath.support.models import (
    Complaint,
    Conference,
    Factor,
    FollowUp,
    FundRequest,
    Goal,
    Panel,
    ServiceGiven,
    Step,
    UrgentCare,
)
from malath.support.queries import care, contacts, fund, services, talks


def plan_to_view(user: User, reference: str, *, at: datetime) -> tuple[OpenedCase, Desk | None]:
    """The plan of a person whom this viewer helps, and as which desk they work on it. 404 for a stranger as for a case that
    never was; 403 for who sees no identity, and for bodies that do not help: the Unit, the police, a prosecutor."""
    opened = cases.case_to_view(user, reference, at=at)
    desk = privacy.writing_desk(opened.holdings, opened.person, Section.IDENTITY, Power.WRITE_NOTE, at)
    looks_only = opened.sight.in_emergency and opened.sight.sees(Section.IDENTITY)
    if not looks_only and (desk is None or not queries.helps(desk)):
        raise _refused(reference, user, at, section=Section.IDENTITY.value)
    return opened, None if looks_only else desk


def plan_to_work_on(user: User, reference: str, *, at: datetime, section: Section = Section.IDENTITY) -> WritableCase:
    """A case whose plan this viewer works on: of a helping body that sees who the person is. 403 for others who know it."""
    opened = cases.case_to_work_on(user, reference, at=at, section=section)
    if not queries.helps(opened.desk):
        raise _refused(reference, user, at, power="help")
    return opened


def care_to_view(user: User, reference: str, *, at: datetime) -> tuple[OpenedCase, Desk | None]:
    """The care that does not wait, for whom the compartment of sexual violence is open to by name, and as which desk they write
    it down. 404 for a stranger; 403 for everybody else who knows the case, whatever their rank."""
    opened = cases.case_to_view(user, reference, at=at)
    if care.SECTION not in opened.sight.full:
        raise _refused(reference, user, at, section=care.SECTION.value)
    desk = privacy.writing_desk(opened.holdings, opened.person, care.SECTION, Power.WRITE_NOTE, at)
    return opened, desk if desk is not None and queries.helps(desk) else None


def care_to_work_on(user: User, reference: str, *, at: datetime) -> WritableCase:
    """A case into whose compartment of sexual violence this viewer of a helping body writes. 403 for others who know it."""
    return plan_to_work_on(user, reference, at=at, section=care.SECTION)


def event_to_answer(user: User, reference: str, event: str, *, at: datetime) -> tuple[WritableCase, UrgentCare]:
    """An event of this case. 404 where there is none."""
    opened = care_to_work_on(user, reference, at=at)
    found = care.event_by_reference(opened.case, event)
    if found is None:
        raise Http404
    return opened, found


def goal_to_work_on(user: User, reference: str, goal: str, *, at: datetime) -> tuple[WritableCase, Goal]:
    """A goal of this case that the viewer reads. 404 where there is none."""
    opened = plan_to_work_on(user, reference, at=at)
    found = queries.goal_by_reference(opened.case, goal)
    if found is None or not opened.sight.sees_writing_of(found.desk_id, Section.IDENTITY):
        raise Http404
    return opened, found


def step_to_settle(user: User, reference: str, step: str, *, at: datetime) -> tuple[WritableCase, Step]:
    """An action of this case that the viewer reads. 404 where there is none."""
    opened = plan_to_work_on(user, reference, at=at)
    found = queries.step_by_reference(opened.case, step)
    if found is None or not opened.sight.sees_writing_of(found.desk_id, Section.IDENTITY):
        raise Http404
    return opened, found


def service_to_strike(user: User, reference: str, service: str, *, at: datetime) -> tuple[WritableCase, ServiceGiven]:
    """A service of this case. 404 where there is none."""
    opened = plan_to_work_on(user, reference, at=at)
    found = services.service_by_reference(opened.case, service)
    if found is None:
        raise Http404
    return opened, found


def contact_to_record(user: User, reference: str, contact: str, *, at: datetime) -> tuple[WritableCase, FollowUp]:
    """A contact afterwards of this case, for who sees how the person may be reached. 404 where there is none."""
    opened = plan_to_work_on(user, reference, at=at, section=Section.CONTACT)
    found = contacts.contact_by_reference(opened.case, contact)
    if found is None:
        raise Http404
    return opened, found


def request_to_withdraw(user: User, reference: str, number: str, *, at: datetime) -> tuple[WritableCase, FundRequest]:
    """A request to the fund of this case, which the viewer's own desk made. 404 where there is none."""
    opened = plan_to_work_on(user, reference, at=at)
    found = fund.request_by_reference(number)
    if found is None or found.case_id != opened.case.pk or found.from_desk_id not in opened.holdings.desk_ids:
        raise Http404
    return opened, found


def request_to_decide(user: User, number: str, *, at: datetime) -> tuple[FundRequest, bool]:
    """A request to the fund, for a member of its committee, and whether they see minimum facts of the person with it: nothing
    once it has ended, and no file at any time. 404 for everybody else, for whom anything keeps from the file, for who sits at
    the desk that asks, and for who has left it."""
    found, holdings = fund.request_by_reference(number), accounts.holdings(user, at)
    kept = found is None or not fund.may_decide(holdings, found) or privacy.is_kept_out(holdings, found.person)
    if found is None or kept or fund.has_left(found, user):
        audit.record_refusal(number, by=user, at=at)
        raise Http404
    why = {"purpose": Purpose.PROTECTION.value}
    audit.record_view(Did.FUND_VIEWED, subject=number, file=found.case.person.reference, by=user, at=at, facts=why)
    return found, found.ended_at is None and not fund.is_unseen(found, at)


def conference_to_work_on(user: User, reference: str, conference: str, *, at: datetime) -> tuple[WritableCase, Conference]:
    """A conference of this case that the viewer reads. 404 where there is none."""
    opened = plan_to_work_on(user, reference, at=at, section=Section.STORY)
    found = talks.conference_by_reference(opened.case, conference)
    if found is None or not opened.sight.sees_writing_of(found.desk_id, Section.STORY):
        raise Http404
    return opened, found


def panel_to_work_on(user: User, reference: str, panel: str, *, at: datetime) -> tuple[WritableCase, Panel]:
    """A best-interests procedure of this case that the viewer reads. 404 where there is none."""
    opened = plan_to_work_on(user, reference, at=at, section=Section.STORY)
    found = talks.panel_by_reference(opened.case, panel)
    if found is None or not opened.sight.sees_writing_of(found.desk_id, Section.STORY):
        raise Http404
    return opened, found


def complaint_to_handle(user: User, number: str, *, at: datetime) -> Complaint:
    """A complaint that this supervisor answers: of the body that handles it, and neither about them nor theirs. It leads to no
    file. 404 for everybody else."""
    found = talks.complaint_by_reference(number)
    if found is None or not talks.may_handle(found, user):
        audit.record_refusal(number, by=user, at=at)
        raise Http404
    audit.record_list(Did.COMPLAINT_VIEWED, files=[], by=user, at=at, facts={"complaint": number})
    return found


def factor_to_strike(user: User, reference: str, factor: str, *, at: datetime) -> tuple[WritableCase, Factor]:
    """A determinant of this case that the viewer reads. 404 where there is none."""
    opened = plan_to_work_on(user, reference, at=at, section=Section.STORY)
    found = queries.factor_by_reference(opened.case, factor)
    if found is None or not opened.sight.sees_writing_of(found.desk_id, Section.STORY):
        raise Http404
    return opened, found


def _refused(reference: str, user: User, at: datetime, **facts: str) -> PermissionDenied:
    audit.record_refusal(reference, by=user, at=at, facts=facts)
    return PermissionDenied(reference)
