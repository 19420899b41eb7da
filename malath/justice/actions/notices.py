"""What a person is told of a criminal matter: only what they chose, by somebody they know, and never by itself."""

from collections.abc import Collection
from datetime import date, datetime

from django.utils import translation

from malath.accounts.models import User
from malath.agencies.models import Desk
from malath.audit.words import Did
from malath.cases import actions as cases
from malath.cases import queries as case_queries
from malath.cases.models import Case
from malath.cases.words import CaseStatus, DropReason, TaskState
from malath.foundation import clock
from malath.foundation.actor import Actor
from malath.foundation.acts import act
from malath.justice import news, queries, rules
from malath.justice.actions.base import done, locked_in, locked_with_all, may_move, record, refuse
from malath.justice.models import Hearing, Notice, Part, Proceeding
from malath.justice.words import Event, NoticeState, ToldHow
from malath.privacy.queries.breach import way_to


@act
def choose(proceeding: Proceeding, case: Case, events: Collection[Event], *, desk: Desk, by: Actor, at: datetime) -> Part:
    """The person says of what they want to be told; of nothing, unless they say so. Errors: `CannotDo`; of the case."""
    case, _now, part = locked_in(case, proceeding)
    part.told_of, part.chosen_at = " ".join(event.value for event in Event if event in events), at
    part.save(update_fields=["told_of", "chosen_at"])
    done(Did.NOTICES_CHOSEN, case, desk=desk, by=by, at=at, events=part.told_of)
    return part


@act
def tell_of(
    proceeding: Proceeding, case: Case, event: Event, *, on: date, desk: Desk, by: Actor, at: datetime
) -> list[Notice]:  # fmt: skip
    """Somebody accused was arrested, is out on bail, or was released. Whoever chose to be told has somebody to do it, today;
    who it is stays on the other side of the wall. Errors: `CannotDo`; of the case."""
    case, now, _part = locked_with_all(case, proceeding)
    refuse(rules.why_not_tell_of(event, on, today=clock.in_amman(at).date(), may=may_move(now, desk)))
    made = [tell(part, event, on=on, hearing=None, by=by, at=at) for part in queries.parts_in(now)]
    done(Did.ACCUSED_FREE_OR_NOT, case, desk=desk, by=by, at=at, proceeding=now.reference, of=event.value)
    return [notice for notice in made if notice is not None]


@act
def record_told(notice: Notice, case: Case, how: ToldHow, *, desk: Desk, by: Actor, at: datetime) -> Notice:
    """The person was told, in a way that they agreed to or in person; or it was tried, or would not be safe. Errors:
    `CannotDo`; of the case."""
    case, _proceeding, _part = locked_in(case, notice.part.proceeding)
    now, way = queries.locked_notice(notice.pk), way_to(case.person_id, at)
    has_way = way.channel is not None and not way.closed
    refuse(rules.why_not_told(how, now=NoticeState(now.state), has_way=has_way, in_hours=way.in_hours))
    now.how, now.told_by, now.told_at = how, by.reference, at
    if how in rules.REACHED or how == ToldHow.NOT_SAFE:
        now.state = NoticeState.TOLD if how in rules.REACHED else NoticeState.DROPPED
        because = None if how in rules.REACHED else DropReason.NOT_SAFE
        _settle(case, now, because, by=by, at=at)
    now.save()
    done(Did.NOTICE_TOLD, case, desk=desk, by=by, at=at, notice=now.reference, how=how.value)
    return now


def tell(part: Part, event: Event, *, on: date, hearing: Hearing | None, by: Actor, at: datetime) -> Notice | None:
    """Somebody who helps the person has to tell them, where they chose to be told: a task, nothing is sent. Called inside an
    act that holds everybody's file row."""
    case = case_queries.locked(part.case_id)
    if event.value not in part.told_of.split() or case.status == CaseStatus.CLOSED:
        return None
    notice = Notice(part=part, event=event, on=on, hearing=hearing, at=at)
    desk, worker = news.who_tells(case, at)
    if desk is not None:
        due_on = rules.tell_by(event, on, clock.in_amman(at).date())
        notice.task = cases.set_task(case, _title(worker), due_on=due_on, desk=desk, worker=worker, by=by, at=at).reference
    notice.save(force_insert=True)
    record(Did.NOTICE_TO_GIVE, case, by=by, at=at, notice=notice.reference, of=event.value)
    return notice


def replace(hearing: Hearing, new: Hearing, *, on: date, by: Actor, at: datetime) -> None:
    """Whoever was told of a hearing that is moved, or was to be told, is told anew."""
    for notice in queries.notices_of(hearing):
        case = case_queries.locked(notice.part.case_id)
        _settle(case, notice, DropReason.NOT_NEEDED, by=by, at=at)
        notice.state = NoticeState.REPLACED
        notice.save(update_fields=["state"])
        tell(notice.part, Event.HEARING, on=on, hearing=new, by=by, at=at)


def drop_of(hearing: Hearing, *, by: Actor, at: datetime) -> None:
    """The hearing is over: nobody has to tell of it any more."""
    for notice in queries.notices_of(hearing):
        if notice.state == NoticeState.WAITING:
            _settle(case_queries.locked(notice.part.case_id), notice, DropReason.NOT_NEEDED, by=by, at=at)
            notice.state = NoticeState.DROPPED
            notice.save(update_fields=["state"])


def _settle(case: Case, notice: Notice, because: DropReason | None, *, by: Actor, at: datetime) -> None:
    task = case_queries.task_by_reference(case, notice.task) if notice.task else None
    if task is not None and task.state == TaskState.OPEN and case.status != CaseStatus.CLOSED:
        cases.settle_task(task, because=because, by=by, at=at)


def _title(worker: User | None) -> str:
    with translation.override(worker.language if worker else "ar"):
        return translation.gettext("Tell the person something they asked to be told, only in the way they agreed to.")
