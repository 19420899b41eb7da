"""What bodies agreed about sharing with each other, and its end."""

from datetime import datetime

from malath.agencies.models import Agency
from malath.audit import actions as audit
from malath.audit.words import Did
from malath.foundation import clock
from malath.foundation.actor import WORKER, Actor
from malath.foundation.acts import act
from malath.privacy import news, sharing
from malath.privacy.models import Agreement
from malath.privacy.queries import agreements as queries
from malath.privacy.sharing import Terms
from malath.privacy.words import Level, WhyNotShare

__all__ = ["Terms"]


class CannotShare(Exception):
    """The agreement is not recorded or ended."""

    def __init__(self, reasons: list[WhyNotShare]) -> None:
        super().__init__(*[reason.value for reason in reasons])
        self.reasons = reasons


@act
def record_agreement(body: Agency, terms: Terms, *, by: Actor, at: datetime, other: Agency | None = None) -> Agreement:
    """Two bodies agree what they share; without `other`, a body agrees to the protocol of the mechanism anew. From its first
    day it holds in place of what was agreed before, and the desks of both are told. Errors: `CannotShare`."""
    today = clock.in_amman(at).date()
    reasons = sharing.why_not_agree(same_body=body == other, from_on=terms.from_on, last_on=terms.last_on, today=today)
    if reasons:
        raise CannotShare(reasons)
    agreement = Agreement.objects.create(
        body=body, other=other, purposes=sorted(terms.purposes), level=terms.level, from_on=terms.from_on,
        last_on=terms.last_on, recorded_at=at, recorded_by=by.reference,
    )  # fmt: skip
    _record(Did.AGREEMENT_RECORDED, agreement, by=by, at=at, purposes=" ".join(agreement.purposes))
    news.tell_of_agreement(agreement, at=at)
    return agreement


@act
def end_agreement(agreement: Agreement, *, by: Actor, at: datetime) -> Agreement:
    """From this moment nothing new leaves under it. What waits for an answer can still be accepted, with the minimum facts;
    what was opened stays, for it is the person's agreement that carries it. Errors: `CannotShare`."""
    rows = Agreement.objects.select_for_update(of=("self",)).select_related("body", "other")
    locked = rows.get(pk=agreement.pk)
    ended, today = locked.ended_at is not None, clock.in_amman(at).date()
    reasons = sharing.why_not_end_agreement(ended=ended, last_on=locked.last_on, today=today)
    if reasons:
        raise CannotShare(reasons)
    return _ended(locked, by=by, at=at)


@act
def end_protocol(body: Agency, *, by: Actor, at: datetime) -> Agreement:
    """A body leaves the protocol of the mechanism under which it joined: nothing new leaves from it or to it, save under
    an agreement of its own. Errors: `CannotShare` once something about the protocol was recorded: that is what is ended."""
    if queries.is_recorded(body):
        raise CannotShare([WhyNotShare.RECORDED_ANEW])
    today = clock.in_amman(at).date()
    agreement = Agreement.objects.create(body=body, level=Level.L4, from_on=today, recorded_at=at, recorded_by=by.reference)
    return _ended(agreement, by=by, at=at)


def end(what: Agreement | Agency, *, by: Actor, at: datetime) -> Agreement:
    """End an agreement, or the protocol of a body about which nothing was recorded. Errors: `CannotShare`."""
    if isinstance(what, Agreement):
        return end_agreement(what, by=by, at=at)
    return end_protocol(what, by=by, at=at)


@act
def run_out(agreement: Agreement, *, at: datetime, by: Actor = WORKER) -> Agreement:
    """The last day of an agreement is over: the desks of both bodies are told, once. Errors: `CannotShare`."""
    rows = Agreement.objects.select_for_update(of=("self",)).select_related("body", "other")
    locked = rows.get(pk=agreement.pk)
    if locked.ended_at is not None:
        raise CannotShare([WhyNotShare.HAS_ENDED])
    return _ended(locked, by=by, at=at)


def _ended(agreement: Agreement, *, by: Actor, at: datetime) -> Agreement:
    agreement.ended_at, agreement.ended_by = at, by.reference
    agreement.save(update_fields=["ended_at", "ended_by"])
    _record(Did.AGREEMENT_ENDED, agreement, by=by, at=at)
    news.tell_of_agreement(agreement, at=at)
    return agreement


def _record(event: Did, agreement: Agreement, *, by: Actor, at: datetime, **facts: str) -> None:
    facts |= {"body": agreement.body.reference, "level": str(agreement.level), "from": agreement.from_on.isoformat()}
    facts |= {"with": agreement.other.reference} if agreement.other else {}
    facts |= {"last": agreement.last_on.isoformat()} if agreement.last_on else {}
    audit.record(event, subject=agreement.reference, by=by, at=at, facts=facts)
