"""The door to a referral."""

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.http import Http404

from malath.accounts import queries as accounts
from malath.accounts.models import User
from malath.accounts.roles import Power
from malath.accounts.rules import Holdings
from malath.agencies.models import Desk
from malath.audit import actions as audit
from malath.audit.words import Did
from malath.cases import gates as cases
from malath.cases import queries as case_queries
from malath.cases.gates import WritableCase
from malath.helpline import gates as helpline
from malath.helpline.models import Contact
from malath.privacy.words import Section
from malath.referrals import queries
from malath.referrals.models import Question, Referral
from malath.referrals.queries import Box, Cursor, ReferralList, ReferralRow, meantime, waiting
from malath.referrals.words import Status


class AlreadySent(Exception):
    """What was a draft was sent meanwhile."""


def referral_to_view(user: User, reference: str, *, at: datetime) -> tuple[Referral, Holdings]:
    """A referral this viewer may know of: own desk sent or received it, or it was escalated to them.

    A stranger, or a blocked viewer, gets 404 as for a reference that never existed. Records `referral.viewed`.
    """
    referral, holdings = _found(user, reference, at)
    _record(referral, holdings, user, at)
    return referral, holdings


def referral_to_answer(user: User, reference: str, *, at: datetime) -> Referral:
    """A referral whose answer is this viewer's to give. 403 for the sender and for a role that may not answer."""
    referral, holdings = _found(user, reference, at)
    _demand(holdings, referral.receiving_desk_id, Power.ANSWER, reference, user, at)
    _record(referral, holdings, user, at)
    return referral


def referral_to_withdraw(user: User, reference: str, *, at: datetime) -> Referral:
    """A referral this viewer's desk sent. 403 for the receiver."""
    referral, holdings = _found(user, reference, at)
    _demand(holdings, referral.sending_desk_id, Power.REFER, reference, user, at)
    return referral


def referral_to_hold(user: User, reference: str, *, at: datetime) -> tuple[Referral, Desk]:
    """A referral whose clocks this viewer may stop for the person, or start again, and the desk as which: the one that sent
    it or the one that answers."""
    referral, holdings = _found(user, reference, at)
    sides = ((referral.receiving_desk, Power.ANSWER), (referral.sending_desk, Power.REFER))
    for desk, power in sides:
        if desk is not None and holdings.may_at(desk.pk, power):
            return referral, desk
    raise _refused(reference, Power.ANSWER, user, at)


def question_to_reply(user: User, reference: str, number: int, *, at: datetime) -> Question:
    """A question about a referral that this viewer's desk sent, while the desk still sees the person's facts. 404 where there
    is none of that number."""
    referral = referral_to_go_on_with(user, reference, at=at)
    question = meantime.question_of(referral, number)
    if question is None:
        raise Http404
    return question


def referral_to_go_on_with(user: User, reference: str, *, at: datetime) -> Referral:
    """A referral of this viewer's desk with which, or about which, it goes on: it still sees the person's facts."""
    referral, holdings = _found(user, reference, at)
    _demand(holdings, referral.sending_desk_id, Power.REFER, reference, user, at)
    _demand_facts(holdings, referral, user, at)
    return referral


def cases_to_refer(user: User, references: Sequence[str], *, at: datetime) -> list[tuple[str, WritableCase | None]]:
    """Several cases, each behind its own gate; None for one that is not this viewer's to refer, whether it exists or not."""
    return [(reference, case_or_none(user, reference, at=at)) for reference in dict.fromkeys(references)]


def case_to_refer(user: User, reference: str, *, at: datetime) -> WritableCase:
    """A case from which this viewer may refer the person: its facts are open and the role allows it."""
    return cases.case_to_change(user, reference, at=at, power=Power.REFER, section=Section.FACTS)


def draft_to_write(user: User, reference: str, *, at: datetime) -> Referral:
    """A draft of the viewer's desk, while the desk still sees the person's facts. Errors: `AlreadySent`, for its page
    to show it as it is; 403 for others who know of it."""
    referral, holdings = _found(user, reference, at)
    _demand(holdings, referral.sending_desk_id, Power.REFER, reference, user, at)
    if referral.status != Status.DRAFT:
        raise AlreadySent
    _demand_facts(holdings, referral, user, at)
    _record(referral, holdings, user, at)
    return referral


def referral_to_send(user: User, reference: str, *, at: datetime) -> Referral:
    """A referral of the viewer's desk, for sending, while the desk still sees the person's facts: what cannot be sent is
    shown once more. One that was sent already passes: the act says so."""
    referral, holdings = _found(user, reference, at)
    _demand(holdings, referral.sending_desk_id, Power.REFER, reference, user, at)
    if referral.status == Status.DRAFT:
        _demand_facts(holdings, referral, user, at)
    return referral


def referrals_to_list(
    user: User, *, at: datetime, box: Box, waiting_only: bool, after: Cursor | None
) -> tuple[ReferralList, Holdings]:
    """A page of what the viewer's desks received or sent; one event names every file it shows."""
    holdings = accounts.holdings(user, at)
    page = queries.referral_list(holdings, at, box=box, waiting_only=waiting_only, after=after)
    if page.rows:
        files = [row.person_reference for row in page.rows]
        audit.record_list(Did.REFERRALS_LISTED, files=files, by=user, at=at, facts={"box": box})
    return page, holdings


def unanswered_to_list(user: User, *, at: datetime, after: Cursor | None) -> tuple[tuple[ReferralRow, ...], str]:
    """A page of what nobody answered in time, for whom it is told; one event names every file it stands for."""
    rows, older = waiting.unanswered_list(accounts.holdings(user, at), at, after)
    if rows:
        files = [row.person_reference for row in rows]
        audit.record_list(Did.REFERRALS_LISTED, files=files, by=user, at=at, facts={"box": "unanswered"})
    return rows, older


def case_or_none(user: User, reference: str, *, at: datetime) -> WritableCase | None:
    try:
        return case_to_refer(user, reference, at=at)
    except (Http404, PermissionDenied):
        return None


def _found(user: User, reference: str, at: datetime) -> tuple[Referral, Holdings]:
    holdings = accounts.holdings(user, at)
    referral = queries.found(holdings, reference)
    if referral is None:
        audit.record_refusal(reference, by=user, at=at)
        raise Http404
    return referral, holdings


def _record(referral: Referral, holdings: Holdings, user: User, at: datetime) -> None:
    """Record the view, and why they may know of it: from which side, for what."""
    facts = {"side": queries.side_of(holdings, referral).value, "purpose": referral.type}
    audit.record_view(
        Did.REFERRAL_VIEWED, subject=referral.reference, file=referral.person.reference, by=user, at=at, facts=facts
    )


def _demand(holdings: Holdings, desk_id: int | None, power: Power, reference: str, user: User, at: datetime) -> None:
    if desk_id is None or not holdings.may_at(desk_id, power):
        raise _refused(reference, power, user, at)


def _refused(reference: str, power: Power, user: User, at: datetime) -> PermissionDenied:
    audit.record_refusal(reference, by=user, at=at, facts={"power": power.name.lower()})
    return PermissionDenied(power.name)


def _demand_facts(holdings: Holdings, referral: Referral, user: User, at: datetime) -> None:
    if not queries.sees_facts(holdings, referral, at):
        audit.record_refusal(referral.reference, by=user, at=at, facts={"section": Section.FACTS.value})
        raise PermissionDenied(Section.FACTS.value)


def contact_to_alert(user: User, reference: str, *, at: datetime) -> tuple[Contact, list[Desk]]:
    """A contact of the viewer's helpline and their desks from which the Unit can be told. 404 for everybody else, as for one
    that never was; 403 for a role that refers nobody. Records `contact.viewed`."""
    contact = helpline.contact_to_view(user, reference, at=at)
    holdings = accounts.holdings(user, at)
    desks = [desk for desk in case_queries.desks_to_open_at(user, holdings, at) if holdings.may_at(desk.pk, Power.REFER)]
    if not desks:
        raise _refused(reference, Power.REFER, user, at)
    return contact, desks
