"""The doors to the identification of a person: through their case, always."""

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
from malath.documents.models import Letter
from malath.identification import queries
from malath.identification.models import Decision, Element
from malath.identification.queries import beside
from malath.identification.queries.pages import Queue
from malath.privacy import queries as privacy
from malath.privacy.words import Section


def queue_to_view(user: User, *, at: datetime, after: str, decided: bool) -> Queue:
    """The cases of this viewer's desks in which something is due; one event names every file."""
    page = queries.queue(accounts.holdings(user, at), at, after=after, decided=decided)
    if page.files:
        audit.record_list(Did.CASES_LISTED, files=page.files, by=user, at=at, facts={"page": "identification"})
    return page


def file_to_view(user: User, reference: str, *, at: datetime) -> tuple[OpenedCase, Desk | None]:
    """The identification of a person whose minimum facts this viewer sees, and as which desk they work on it. 404 for a
    stranger as for a case that never was; 403 for who sees the status alone: it says what was decided."""
    opened = cases.case_to_view(user, reference, at=at)
    if not opened.sight.sees(Section.SAFETY):
        raise _refused(reference, user, at, section=Section.SAFETY.value)
    if opened.sight.in_emergency:
        return opened, None
    return opened, privacy.writing_desk(opened.holdings, opened.person, Section.SAFETY, Power.WRITE_NOTE, at)


def file_to_work_on(user: User, reference: str, *, at: datetime) -> WritableCase:
    """A case in which this viewer asks for a review, or writes down what stands beside the decision."""
    return cases.case_to_work_on(user, reference, at=at)


def opinion_to_write(user: User, reference: str, *, at: datetime) -> WritableCase:
    """A case about which this viewer writes the opinion of their body. 403 for other bodies, and for roles that read no
    story."""
    opened = cases.case_to_work_on(user, reference, at=at)
    if not queries.may_give_opinion(opened.desk, opened.sight, opened.holdings):
        raise _refused(reference, user, at, section=Section.STORY.value)
    return opened


def case_to_decide(user: User, reference: str, *, at: datetime) -> WritableCase:
    """A case that this viewer's body decides, in a role that decides. 403 for everybody else who knows it."""
    opened = cases.case_to_work_on(user, reference, at=at)
    if not queries.may_decide(opened.desk, opened.sight, opened.holdings):
        raise _refused(reference, user, at, power="decide")
    return opened


def proposal_to_judge(user: User, reference: str, *, at: datetime) -> tuple[WritableCase, Decision]:
    """A proposed decision that this viewer may confirm or send back. 404 where none waits."""
    opened = case_to_decide(user, reference, at=at)
    proposal = queries.waiting_proposal(opened.case)
    if proposal is None:
        raise Http404
    return opened, proposal


def element_to_strike(user: User, reference: str, element: str, *, at: datetime) -> tuple[WritableCase, Element]:
    """Something in the matrix of this case, for who decides. 404 where there is none."""
    opened = case_to_decide(user, reference, at=at)
    found = queries.element_by_reference(opened.case, element)
    if found is None or not queries.reads(found.desk, opened.sight, opened.holdings):
        raise Http404
    return opened, found


def recovery_to_work_on(user: User, reference: str, *, at: datetime) -> WritableCase:
    """A case whose recovery period this viewer looks after: of a helping body that sees the person's safety. 403 for others."""
    opened = cases.case_to_work_on(user, reference, at=at)
    if not queries.helps(opened.desk):
        raise _refused(reference, user, at, power="help")
    return opened


def settlement_to_write(user: User, reference: str, *, at: datetime) -> WritableCase:
    """A case beside which this viewer writes down what was settled: who may write into the story."""
    return cases.case_to_work_on(user, reference, at=at, section=Section.STORY)


def letter_to_issue(user: User, reference: str, *, at: datetime) -> WritableCase:
    """A case in which this viewer puts letters on paper for the person: who sees the person's identity. 403 for others."""
    return cases.case_to_work_on(user, reference, at=at, section=Section.IDENTITY)


def letter_to_take(user: User, reference: str, letter: str, *, at: datetime) -> tuple[WritableCase, Letter]:
    """A letter of this case. 404 where there is none."""
    opened = letter_to_issue(user, reference, at=at)
    found = beside.letter_of(opened.case, letter)
    if found is None:
        raise Http404
    return opened, found


def _refused(reference: str, user: User, at: datetime, **facts: str) -> PermissionDenied:
    audit.record_refusal(reference, by=user, at=at, facts=facts)
    return PermissionDenied(reference)
