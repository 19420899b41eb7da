"""Follow-up contacts: only if the person wants them, only in the way and at the hours that they agreed to."""

from datetime import date, datetime
from uuid import UUID

from malath.agencies.models import Desk
from malath.audit.words import Did
from malath.cases import queries as case_queries
from malath.cases.models import Case
from malath.cases.queries import references
from malath.foundation.actor import WORKER, Actor
from malath.foundation.acts import act
from malath.people import actions as people
from malath.people.words import Tried
from malath.privacy import actions as privacy
from malath.support import news, rules
from malath.support.actions.base import locked, record, refuse, wrote
from malath.support.models import FollowUp
from malath.support.queries import contacts
from malath.support.words import FollowUpState, WhyNot


@act
def plan_contacts(case: Case, start: date, *, desk: Desk, by: Actor, at: datetime) -> list[FollowUp]:
    """The person agreed to be asked how they are (C17): contacts are due after one, three, six and twelve months, of a child
    after two weeks as well. Who does not want it is left alone. Errors: `CannotSupport`; of the case."""
    case = locked(case)
    refuse(contacts.why_not_plan(case, at))
    days = rules.follow_ups(start, is_child=case.person.is_child)
    rows = []
    for after, day in days.items():
        row = FollowUp(
            case=case, person=case.person, key=case.key, after=after, due_on=day, desk=desk, by=by.reference, at=at,
            remind_at=rules.morning_of(day),
        )  # fmt: skip
        row.save(force_insert=True)
        rows.append(row)
    wrote(Did.FOLLOW_UP_PLANNED, case, desk, by=by, at=at)
    return rows


@act
def record_contact(
    row: FollowUp,
    result: Tried,
    words: str = "",
    *,
    goes_on: bool = True,
    desk: Desk,
    by: Actor,
    at: datetime,
    once: UUID | None = None,
) -> FollowUp:
    """Somebody tried to reach the person inside what was agreed. Reached, it is done, and `goes_on` says whether they want the
    next ones; not reached, the attempt is counted and nothing ends: contact is never lost by silence alone. Errors:
    `CannotSupport`; of the case; `Stale` when something else was agreed meanwhile."""
    case = locked(row.case)
    now = FollowUp.objects.select_related("key").get(pk=row.pk)
    rule, may = contacts.way_to(case.person, at)
    refuse(rules.why_not_contact(FollowUpState(now.state), may=may.yes and rule is not None))
    assert rule is not None  # noqa: S101  # refused above
    people.try_contact(case.person, result, version=rule.version, desk=desk, by=by, at=at, once=once)
    now.attempts += 1
    if result == Tried.REACHED:
        now.seal(words=words)
        _settle(now, FollowUpState.REACHED, by=by, at=at)
        news.settle_follow_up(case, by=by, at=at)
    else:
        now.save(update_fields=["attempts"])
    if not goes_on:
        _call_off_rest(case, by=by, at=at)
    wrote(Did.FOLLOW_UP_TRIED, case, desk, by=by, at=at, result=result.value)
    return now


@act
def call_off_contacts(case: Case, *, desk: Desk, by: Actor, at: datetime) -> Case:
    """The person does not want to be contacted any more. Nothing else changes. Errors: `CannotSupport`; of the case."""
    case = locked(case)
    refuse([] if _call_off_rest(case, by=by, at=at) else [WhyNot.SETTLED])
    wrote(Did.FOLLOW_UP_CALLED_OFF, case, desk, by=by, at=at)
    return case


@act
def stop_contact(row: FollowUp, *, at: datetime, by: Actor = WORKER) -> FollowUp:
    """The desk does not see the file any more, or the person took it back (C17): nobody is contacted. Errors: `CannotSupport`
    where it was settled meanwhile."""
    privacy.lock(references.person_of(row.case_id))
    case, now = case_queries.locked(row.case_id), FollowUp.objects.select_related("key").get(pk=row.pk)
    refuse([WhyNot.SETTLED] if now.state != FollowUpState.DUE else [])
    refuse([] if contacts.has_to_stop(now, at) else [WhyNot.STILL_SEEN])
    _settle(now, FollowUpState.CALLED_OFF, by=by, at=at)
    record(Did.FOLLOW_UP_CALLED_OFF, case, by=by, at=at)
    return now


@act
def remind_of_contact(row: FollowUp, *, at: datetime, by: Actor = WORKER) -> FollowUp:
    """The day of a contact has come: the key workers are told, again each week, and nobody rings by themselves. Errors:
    `CannotSupport`."""
    privacy.lock(references.person_of(row.case_id))
    case, now = case_queries.locked(row.case_id), FollowUp.objects.select_related("desk__agency").get(pk=row.pk)
    refuse(rules.why_not_remind(now.remind_at, at))
    now.remind_at = rules.next_reminder(rules.morning_of(now.due_on), at)
    now.save(update_fields=["remind_at"])
    news.tell_follow_up(now, case, at=at)
    record(Did.FOLLOW_UP_REMINDED, case, by=by, at=at)
    return now


def _call_off_rest(case: Case, *, by: Actor, at: datetime) -> int:
    rows = FollowUp.objects.filter(case=case, state=FollowUpState.DUE)
    news.settle_follow_up(case, by=by, at=at)
    return rows.update(state=FollowUpState.CALLED_OFF, settled_at=at, settled_by=by.reference, remind_at=None)


def _settle(row: FollowUp, state: FollowUpState, *, by: Actor, at: datetime) -> None:
    row.state, row.settled_at, row.settled_by, row.remind_at = state, at, by.reference, None
    row.save(update_fields=["state", "settled_at", "settled_by", "remind_at", "attempts", "words"])
