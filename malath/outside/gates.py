"""The sender's door to what left outside; who was sent a link has the passcode for theirs."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.http import Http404

from malath.accounts.models import User
from malath.accounts.roles import Power
from malath.audit import actions as audit
from malath.audit.words import Did
from malath.documents import queries as documents
from malath.documents.models import Letter
from malath.referrals import gates as referrals
from malath.referrals.models import Referral
from malath.referrals.words import Status


def referral_outside(user: User, reference: str, *, at: datetime) -> Referral:
    """A referral that this viewer's desk sent, to see how it is reached. 403 for the others who know of it, 404 for a draft:
    nothing has left."""
    referral, holdings = referrals.referral_to_view(user, reference, at=at)
    if not holdings.may_at(referral.sending_desk_id, Power.REFER):
        audit.record_refusal(reference, by=user, at=at, facts={"power": Power.REFER.name.lower()})
        raise PermissionDenied(Power.REFER.name)
    if referral.status == Status.DRAFT:
        raise Http404
    return referral


def letter_to_view(user: User, reference: str, number: str, *, at: datetime) -> tuple[Referral, Letter]:
    """A letter about a referral of this viewer's desk, while the desk still sees the person's facts. 404 where there is none
    of that number. Records `letter.viewed`."""
    referral, letter = letter_to_take(user, reference, number, at=at)
    file, facts = referral.person.reference, {"about": reference}
    audit.record_view(Did.LETTER_VIEWED, subject=letter.reference, file=file, by=user, at=at, facts=facts)
    return referral, letter


def letter_to_take(user: User, reference: str, number: str, *, at: datetime) -> tuple[Referral, Letter]:
    """The same for a copy: the act that follows leaves the trace."""
    referral = referrals.referral_to_go_on_with(user, reference, at=at)
    letter = documents.letter_about(reference, number)
    if letter is None:
        raise Http404
    return referral, letter
