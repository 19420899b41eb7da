"""The formal decision: one officer proposes it, a second one confirms it, another one reviews it. Apart from any charge."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.agencies.models import Desk
from malath.agencies.words import AgencyKind
from malath.audit.words import Did
from malath.cases import actions as cases
from malath.cases.actions.common import touch
from malath.cases.models import Case
from malath.cases.rules import may_decide
from malath.cases.words import CaseStatus
from malath.foundation.actor import Actor
from malath.foundation.acts import act
from malath.foundation.references import own_mark
from malath.identification import news, queries, rules
from malath.identification.actions.base import keep, locked, record, refuse
from malath.identification.models import Decision, Process, Review
from malath.identification.queries import law
from malath.identification.rules import Reasons
from malath.identification.words import AskedBy, ReviewOutcome, Stage, WhyNot

Roles = Collection[Role]


@act
def propose(
    case: Case,
    status: CaseStatus,
    reasons: Reasons,
    *,
    desk: Desk,
    roles: Roles,
    by: Actor,
    at: datetime,
    once: UUID | None = None,
) -> Decision:
    """An officer of a body that decides proposes a decision, with what speaks for and against act, means and purpose. Nothing
    changes yet; a second officer is told. Errors: `CannotIdentify`; of the case when it is closed."""
    case, process = locked(case, by=by, at=at)
    mark = own_mark(once, by.reference, case.reference, status, reasons.act, reasons.means, reasons.purpose)
    if (known := queries.decision_proposed(mark)) is not None:
        record(Did.DECISION_PROPOSED, case, by=by, at=at, again="1")
        return known
    refuse(
        rules.why_not_propose(
            status, reasons, now=CaseStatus(case.status), stage=Stage(process.stage), matrix=queries.matrix_of(case),
            is_child=case.person.is_child, may=_may(desk, roles),
        )
    )  # fmt: skip
    decision = Decision(
        case=case, key=case.key, status=status, desk=desk, proposed_by=by.reference, proposed_at=at, once=mark
    )  # fmt: skip
    decision.seal(act=reasons.act, means=reasons.means, purpose=reasons.purpose)
    decision.save(force_insert=True)
    process.stage = Stage.PROPOSED
    keep(process, at=at)
    touch(case, desk, at)
    record(Did.DECISION_PROPOSED, case, by=by, at=at)
    news.tell_confirmers(decision, case, by=by, at=at)
    return decision


@act
def confirm(decision: Decision, *, desk: Desk, roles: Roles, by: Actor, at: datetime) -> Decision:
    """A second officer of the same body confirms: now it is decided, through the case, with what kind of body decided. The
    time to ask for a review begins, and until it is over the rights of a potential victim last. Help goes on in any case.
    Errors: `CannotIdentify`; of the case."""
    case, process = locked(decision.case, by=by, at=at)
    now = _fresh(decision)
    _refuse_second(now, process, desk=desk, roles=roles, by=by)
    status = CaseStatus(now.status)
    refuse([] if rules.leads_to(CaseStatus(case.status), status) else [WhyNot.STATUS_MEANWHILE])
    now.confirmed_at, now.confirmed_by = at, by.reference
    now.save(update_fields=["confirmed_at", "confirmed_by"])
    _decide(case, status, queries.reasons_text(now), desk=desk, roles=roles, by=by, at=at)
    spans = law.spans()
    process.stage, process.decided_at = Stage.DECIDED, at
    process.review_until = at + rules.DAY * spans.review_days
    keep(process, at=at)
    news.settle_all(case, by=by, at=at)
    news.tell_decided(case, desk, by=by, at=at)
    record(Did.DECISION_CONFIRMED, case, by=by, at=at, status=status.value)
    return now


@act
def send_back(decision: Decision, *, because: str, desk: Desk, roles: Roles, by: Actor, at: datetime) -> Decision:
    """The second officer does not confirm: it waits again, with what must change. Errors: `CannotIdentify`; of the case."""
    case, process = locked(decision.case, by=by, at=at)
    now = _fresh(decision)
    _refuse_second(now, process, desk=desk, roles=roles, by=by)
    refuse([] if because.strip() else [WhyNot.WORDS_MISSING])
    now.seal(objection=because)
    now.sent_back_at, now.sent_back_by = at, by.reference
    now.save(update_fields=["objection", "sent_back_at", "sent_back_by"])
    process.stage = Stage.WAITING
    keep(process, at=at)
    news.settle_proposed(case, by=by, at=at)
    news.tell_sent_back(now, case, at=at)
    record(Did.DECISION_SENT_BACK, case, by=by, at=at)
    return now


@act
def ask_review(case: Case, asked: AskedBy, why: str, *, desk: Desk, by: Actor, at: datetime) -> Review:
    """The person, their lawyer or the case manager asks once, in time, that another officer looks at a decision. It is given to
    one of the body that had no part in it. Errors: `CannotIdentify`; of the case when it is closed."""
    case, process = locked(case, by=by, at=at)
    decision = queries.last_decision(case)
    refuse(
        rules.why_not_ask_review(
            stage=Stage(process.stage), decision=CaseStatus(decision.status) if decision else None,
            asked=decision is not None and queries.review_of(decision) is not None, review_until=process.review_until, at=at,
            why=why,
        )
    )  # fmt: skip
    assert decision is not None  # noqa: S101  # refused above
    officers = _others(decision, at)
    review = Review(
        decision=decision, key=case.key, asked_by=asked, desk=desk, by=by.reference, at=at,
        officer=officers[0] if officers else None,
    )  # fmt: skip
    review.seal(why=why)
    review.save(force_insert=True)
    process.stage = Stage.REVIEW
    process.review_due_at = at + rules.DAY * law.spans().review_days
    keep(process, at=at)
    touch(case, desk, at)
    news.tell_reviewers(decision, case, officers[:1], at=at)
    record(Did.REVIEW_ASKED, case, by=by, at=at, asked_by=asked.value)
    return review


@act
def settle_review(
    case: Case,
    outcome: ReviewOutcome,
    status: CaseStatus | None,
    words: str,
    *,
    desk: Desk,
    roles: Roles,
    by: Actor,
    at: datetime,
) -> Review:
    """Another officer has looked: the decision stands, or is changed to another one, each with reasons. Errors:
    `CannotIdentify`; of the case."""
    case, process = locked(case, by=by, at=at)
    decision = queries.last_decision(case)
    review = queries.review_of(decision) if decision else None
    if decision is None or review is None:
        refuse([WhyNot.NOT_DECIDED])
    assert decision is not None and review is not None  # noqa: S101, PT018  # refused above
    refuse(
        rules.why_not_review(
            outcome, status, stage=Stage(process.stage), now=CaseStatus(case.status), decided=CaseStatus(decision.status),
            had_a_part=by.reference in {decision.proposed_by, decision.confirmed_by},
            may=_may(desk, roles) and desk.agency_id == decision.desk.agency_id, words=words,
        )
    )  # fmt: skip
    changed = status if outcome == ReviewOutcome.CHANGED else None
    review.outcome, review.status = outcome, changed or ""
    review.settled_at, review.settled_by = at, by.reference
    review.seal(reasons=words)
    review.save(update_fields=["outcome", "status", "settled_at", "settled_by", "reasons"])
    if changed is not None:
        _decide(case, changed, words, desk=desk, roles=roles, by=by, at=at)
    process.stage = Stage.REVIEWED
    keep(process, at=at)
    touch(case, desk, at)
    news.settle_all(case, by=by, at=at)
    news.tell_decided(case, desk, by=by, at=at)
    record(Did.REVIEW_SETTLED, case, by=by, at=at, outcome=outcome.value)
    return review


def _decide(case: Case, status: CaseStatus, because: str, *, desk: Desk, roles: Roles, by: Actor, at: datetime) -> None:
    """Write it through the case, opening the question anew first where its way asks for that."""
    for one in rules.way_to(CaseStatus(case.status), status):
        case = cases.decide(case, one, because=because, desk=desk, roles=roles, by=by, at=at)


def _refuse_second(decision: Decision, process: Process, *, desk: Desk, roles: Roles, by: Actor) -> None:
    refuse(
        rules.why_not_confirm(
            stage=Stage(process.stage), own=decision.proposed_by == by.reference, may=_may(desk, roles),
            same_body=desk.agency_id == decision.desk.agency_id,
            stale=decision.confirmed_at is not None or decision.sent_back_at is not None,
        )
    )  # fmt: skip


def _others(decision: Decision, at: datetime) -> list[User]:
    """Officers of the desk that decided who may decide, had no part in it, and whom nothing keeps from the file."""
    had_a_part = {decision.proposed_by, decision.confirmed_by}
    return [user for user in queries.officers_of(decision.desk, decision.case.person, at) if user.reference not in had_a_part]


def _may(desk: Desk, roles: Roles) -> bool:
    return may_decide(CaseStatus.IDENTIFIED, body=AgencyKind(desk.agency.kind), roles=roles)


def _fresh(decision: Decision) -> Decision:
    return Decision.objects.select_related("key", "desk__agency", "case").get(pk=decision.pk)
