"""Case conferences, complaints about services, and what the person says of the help."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from malath.accounts.models import User
from malath.agencies.models import Agency, Desk
from malath.audit import actions as audit
from malath.audit.words import Did
from malath.cases import actions as cases
from malath.cases import queries as case_queries
from malath.cases.models import Case
from malath.foundation import clock
from malath.foundation.actor import Actor
from malath.foundation.acts import act
from malath.foundation.references import own_mark
from malath.support import news, queries, talk_rules
from malath.support.actions.base import locked, record, refuse, wrote
from malath.support.models import Complaint, Conference, FeedbackRow, Resolution
from malath.support.queries import talks
from malath.support.words import (
    ComplaintKind,
    ComplaintOutcome,
    ConferenceState,
    FeedbackGiven,
    Route,
    WhyNot,
)


@dataclass(frozen=True)
class Grievance:
    """What a complaint is about. `whom`: a member of staff; `handler`: who answers it on the outside route."""

    kind: ComplaintKind
    about: Agency
    words: str
    route: Route = Route.INSIDE
    whom: User | None = None
    handler: Agency | None = None


@act
def call_conference(
    case: Case, on: date, who: str, *, desk: Desk, by: Actor, at: datetime, once: UUID | None = None
) -> Conference:
    """A conference about a case is called for a day. Errors: `CannotSupport`; of the case."""
    case = locked(case)
    mark = own_mark(once, by.reference, case.reference, who)
    if (known := queries.written(Conference, mark)) is not None:
        record(Did.CONFERENCE_CALLED, case, by=by, at=at, again="1")
        return known
    refuse(talk_rules.why_not_call(who, on, clock.in_amman(at).date()))
    row = Conference(case=case, key=case.key, on=on, desk=desk, by=by.reference, at=at, once=mark)
    row.seal(who=who)
    row.save(force_insert=True)
    wrote(Did.CONFERENCE_CALLED, case, desk, by=by, at=at)
    return row


@act
def write_minutes(
    row: Conference, minutes: str, resolutions: Sequence[tuple[str, date | None]], *, desk: Desk, by: Actor, at: datetime
) -> Conference:
    """The conference was held: its minutes and what it decided. What has a day is a task of the case, which its key worker
    has. Errors: `CannotSupport`; of the case."""
    case = locked(row.case)
    now = Conference.objects.select_related("key").get(pk=row.pk)
    days = [day for _words, day in resolutions if day is not None]
    refuse(talk_rules.why_not_minutes(ConferenceState(now.state), minutes, now.on, clock.in_amman(at).date(), days=days))
    now.seal(minutes=minutes)
    now.state, now.settled_at, now.settled_by = ConferenceState.HELD, at, by.reference
    now.save(update_fields=["minutes", "state", "settled_at", "settled_by"])
    member = case_queries.key_worker_of(case, desk, at)
    worker = member.user if member else None
    for words, day in resolutions:
        task = cases.set_task(case, words, due_on=day, desk=desk, worker=worker, by=by, at=at).reference if day else ""
        resolution = Resolution(conference=now, key=case.key, task=task)
        resolution.seal(words=words)
        resolution.save(force_insert=True)
    wrote(Did.CONFERENCE_HELD, case, desk, by=by, at=at)
    return now


@act
def call_off_conference(row: Conference, *, desk: Desk, by: Actor, at: datetime) -> Conference:
    """The conference does not take place. Errors: `CannotSupport`; of the case."""
    case = locked(row.case)
    now = Conference.objects.select_related("key").get(pk=row.pk)
    refuse([] if now.state == ConferenceState.CALLED else [WhyNot.NOT_CALLED])
    now.state, now.settled_at, now.settled_by = ConferenceState.OFF, at, by.reference
    now.save(update_fields=["state", "settled_at", "settled_by"])
    wrote(Did.CONFERENCE_OFF, case, desk, by=by, at=at)
    return now


@act
def complain(case: Case, grievance: Grievance, *, by: Actor, at: datetime, once: UUID | None = None) -> Complaint:
    """A person complains about a service. It goes to supervisors who are not whom it is about, or to another body; help goes on
    as before. It names no case to whoever answers. Errors: `CannotSupport`; of the case."""
    case = locked(case)
    mark = own_mark(once, by.reference, case.reference, grievance.words)
    if (known := queries.written(Complaint, mark)) is not None:
        _keep_apart(Did.COMPLAINT_MADE, known, by=by, at=at, again="1")
        return known
    outside = grievance.route == Route.OUTSIDE
    handler = (grievance.handler or grievance.about) if outside else grievance.about
    handlers = talks.handlers_of(handler, grievance.whom, by, at)
    same = handler.pk == grievance.about.pk
    refuse(talk_rules.why_not_complain(grievance.words, grievance.route, same_body=same, handlers=len(handlers)))
    row = Complaint(
        case=case, key=case.key, kind=grievance.kind, about=grievance.about, whom=grievance.whom, route=grievance.route,
        handler=handler, by=by.reference, at=at, once=mark,
    )  # fmt: skip
    row.seal(words=grievance.words)
    row.save(force_insert=True)
    _keep_apart(Did.COMPLAINT_MADE, row, by=by, at=at, route=row.route)
    news.tell_complaint(row, handlers, at=at)
    return row


@act
def answer_complaint(row: Complaint, outcome: ComplaintOutcome, answer: str, *, by: User, at: datetime) -> Complaint:
    """A complaint is answered, by somebody it is not about. Errors: `CannotSupport`."""
    now = talks.locked_complaint(row)
    own = by.pk == now.whom_id or by.reference == now.by
    refuse(talk_rules.why_not_answer(answer, answered=now.answered_at is not None, own=own))
    now.seal(answer=answer)
    now.outcome, now.answered_at, now.answered_by = outcome, at, by.reference
    now.save(update_fields=["outcome", "answer", "answered_at", "answered_by"])
    news.tell_answered(now, by=by, at=at)
    _keep_apart(Did.COMPLAINT_ANSWERED, now, by=by, at=at, outcome=outcome.value)
    return now


@act
def record_feedback(
    case: Case, given: FeedbackGiven, words: str, *, desk: Desk, by: Actor, at: datetime, once: UUID | None = None
) -> FeedbackRow:
    """The person was asked what they think of the help. They may decline; nothing follows from either. Errors:
    `CannotSupport`; of the case."""
    case = locked(case)
    mark = own_mark(once, by.reference, case.reference, given, words)
    if (known := queries.written(FeedbackRow, mark)) is not None:
        record(Did.FEEDBACK_RECORDED, case, by=by, at=at, again="1")
        return known
    refuse([WhyNot.WORDS_MISSING] if given == FeedbackGiven.GIVEN and not words.strip() else [])
    row = FeedbackRow(case=case, key=case.key, given=given, desk=desk, by=by.reference, at=at, once=mark)
    row.seal(words=words if given == FeedbackGiven.GIVEN else "")
    row.save(force_insert=True)
    wrote(Did.FEEDBACK_RECORDED, case, desk, by=by, at=at, given=given.value)
    return row


def _keep_apart(event: Did, row: Complaint, *, by: Actor, at: datetime, **facts: str) -> None:
    """The trace of a complaint lies in the chain of who acted, not in that of the file: colleagues read the file's."""
    audit.record(event, subject=row.reference, by=by, at=at, facts=facts)
