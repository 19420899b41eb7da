"""Who works on a case: roles, handing over, taking over; and what is to be done in it."""

from datetime import date, datetime
from uuid import UUID

from malath.accounts import queries as accounts
from malath.accounts.models import User
from malath.accounts.roles import Power
from malath.accounts.rules import Holdings
from malath.agencies.models import Desk
from malath.audit import actions as audit
from malath.audit.words import Did
from malath.cases import news, queries, rules
from malath.cases.actions.common import CannotChange, refuse, touch
from malath.cases.models import Case, HandOver, Member, Task
from malath.cases.words import CaseStatus, DropReason, TaskState, TeamRole, WhyNot
from malath.foundation.actor import WORKER, Actor
from malath.foundation.acts import act
from malath.foundation.clock import in_amman
from malath.foundation.references import own_mark
from malath.inbox import actions as inbox
from malath.inbox.words import ItemKind
from malath.privacy import queries as privacy


@act
def join_team(case: Case, user: User, role: TeamRole, *, desk: Desk, by: Actor, at: datetime) -> Member:
    """Somebody of a desk gets a role in a case; a key worker only where the desk has none. Opens nothing: who may see the
    file sees it anyway. Errors: `CannotChange`."""
    case = queries.locked(case.pk)
    current = queries.key_worker_of(case, desk, at) if role == TeamRole.KEY_WORKER else None
    reasons = rules.why_not_join_team(
        now=CaseStatus(case.status),
        at_desk=accounts.holdings(user, at).works_at(desk.pk),
        kept_out=privacy.is_kept_out(accounts.holdings(user, at), case.person),
        in_team=queries.has_role(case, user, desk, role),
        has_key_worker=current is not None,
    )
    refuse(reasons)
    if role == TeamRole.KEY_WORKER:
        return become_key_worker(case, user, desk=desk, by=by, at=at, before=True)
    member = Member.objects.create(case=case, user=user, desk=desk, role=role, from_at=at, by=by.reference)
    _changed(member, by=by, at=at)
    return member


@act
def leave_team(member: Member, *, by: Actor, at: datetime) -> Member:
    """Somebody has a role in a case no longer. A key worker hands over instead. Errors: `CannotChange`."""
    case = queries.locked(member.case_id)
    ended = Member.objects.filter(pk=member.pk, until__isnull=True).exclude(role=TeamRole.KEY_WORKER).update(until=at)
    refuse([] if ended else [WhyNot.NOT_IN_TEAM])
    member.case = case
    _changed(member, by=by, at=at)
    return member


@act
def hand_over(case: Case, to: User, *, note: str, desk: Desk, holdings: Holdings, by: Actor, at: datetime) -> HandOver:
    """The key worker, or a supervisor, gives the case to another one of the desk with a note. Until they acknowledge it the
    key worker stays who it was; giving it anew takes the place of what waits. Errors: `CannotChange`."""
    case = queries.locked(case.pk)
    current = queries.key_worker_of(case, desk, at)
    is_theirs = current is None or current.user.reference == by.reference
    reasons = rules.why_not_hand_over(
        now=CaseStatus(case.status),
        at_desk=accounts.holdings(to, at).works_at(desk.pk),
        kept_out=privacy.is_kept_out(accounts.holdings(to, at), case.person),
        is_key_worker=current is not None and current.user_id == to.pk,
        theirs_to_give=is_theirs or holdings.may_at(desk.pk, Power.SUPERVISE),
        is_one_workers=privacy.is_one_workers(case.person, desk, at),
        note=note,
    )
    refuse(reasons)
    HandOver.objects.filter(case=case, desk=desk, ended_at__isnull=True).update(ended_at=at)
    inbox.settle(case.person.reference, (ItemKind.CASE_GIVEN,), by=by, at=at)
    row = HandOver(
        case=case, key=case.key, desk=desk, before=current.user if current else None, to=to, given_by=by.reference, given_at=at
    )
    row.seal(note=note)
    row.save(force_insert=True)
    _record(Did.CASE_HANDED_OVER, case, by=by, at=at, to=to.reference)
    news.tell_of_hand_over(row, at=at)
    return row


@act
def take_over(case: Case, *, desk: Desk, by: User, at: datetime) -> Member:
    """The new key worker acknowledges: the case is theirs, and everybody concerned is told. Open tasks of the one before go
    with it. Errors: `CannotChange` when nobody hands it over to them, or not any more."""
    case = queries.locked(case.pk)
    row = queries.hand_over_waiting(case, desk)
    if row is None or row.to_id != by.pk:
        raise CannotChange([WhyNot.NOT_GIVEN_TO_YOU])
    refuse([] if accounts.holdings(by, at).works_at(desk.pk) else [WhyNot.NOT_AT_DESK])
    row.acknowledged_at = row.ended_at = at
    row.save(update_fields=["acknowledged_at", "ended_at"])
    if row.before is not None:
        Task.objects.filter(case=case, worker=row.before, desk=desk, state=TaskState.OPEN).update(worker=by)
    member = become_key_worker(case, by, desk=desk, by=by, at=at, before=True)
    _record(Did.CASE_TAKEN_OVER, case, by=by, at=at, key_worker=by.reference)
    news.tell_of_key_worker(case, desk, before=row.before, to=by, by=by, at=at)
    return member


def name_key_worker(case: Case, user: User, *, desk: Desk, by: Actor, at: datetime) -> None:
    """Who opened a case, or was named when it was taken on, is its key worker at that desk. Called inside an act of theirs,
    which has looked whether they may."""
    if not queries.has_role(case, user, desk, TeamRole.KEY_WORKER):
        become_key_worker(case, user, desk=desk, by=by, at=at, before=True)


@act
def set_task(
    case: Case,
    title: str,
    *,
    due_on: date,
    desk: Desk,
    by: Actor,
    at: datetime,
    worker: User | None = None,
    once: UUID | None = None,
) -> Task:
    """Set something to do by a day, for the desk or one worker of it, who is told. The same form twice is one task. Errors:
    `CannotChange`."""
    case = queries.locked(case.pk)
    once = own_mark(once, by.reference, case.reference, title, due_on.isoformat())
    if (written := queries.task_written(once)) is not None:
        _record(Did.TASK_SET, case, by=by, at=at, again="1")
        return written
    reasons = rules.why_not_set_task(
        now=CaseStatus(case.status),
        due_on=due_on,
        today=in_amman(at).date(),
        at_desk=worker is None or accounts.holdings(worker, at).works_at(desk.pk),
        kept_out=worker is not None and privacy.is_kept_out(accounts.holdings(worker, at), case.person),
    )
    refuse(reasons)
    task = Task(case=case, key=case.key, due_on=due_on, desk=desk, worker=worker, by=by.reference, at=at, once=once)
    task.seal(title=title)
    task.save(force_insert=True)
    touch(case, desk, at)
    _record(Did.TASK_SET, case, by=by, at=at, task=task.reference)
    news.tell_of_task(task, by=by, at=at)
    return task


@act
def settle_task(task: Task, *, because: DropReason | None = None, by: Actor, at: datetime) -> Task:
    """A task is done, or dropped for a reason. Errors: `CannotChange` when it was settled already."""
    case = queries.locked(task.case_id)
    task = queries.locked_task(task.pk)
    refuse(rules.why_not_settle_task(now=CaseStatus(case.status), settled=task.state != TaskState.OPEN))
    task.state = TaskState.DROPPED if because else TaskState.DONE
    task.drop_reason, task.settled_by, task.settled_at = because or "", by.reference, at
    task.save(update_fields=["state", "drop_reason", "settled_by", "settled_at"])
    touch(case, task.desk, at)
    facts = {"task": task.reference, "state": task.state, "because": task.drop_reason}
    _record(Did.TASK_SETTLED, case, by=by, at=at, **facts)
    return task


@act
def give_task(task: Task, to: User | None, *, by: Actor, at: datetime) -> Task:
    """Somebody else of the desk does it, or whoever is there. They are told. Errors: `CannotChange`."""
    case = queries.locked(task.case_id)
    task = queries.locked_task(task.pk)
    refuse(rules.why_not_settle_task(now=CaseStatus(case.status), settled=task.state != TaskState.OPEN))
    if to is not None:
        kept_out = privacy.is_kept_out(accounts.holdings(to, at), case.person)
        refuse([] if accounts.holdings(to, at).works_at(task.desk_id) else [WhyNot.NOT_AT_DESK])
        refuse([WhyNot.KEPT_OUT] if kept_out else [])
    task.worker = to
    task.save(update_fields=["worker"])
    _record(Did.TASK_GIVEN, case, by=by, at=at, task=task.reference, to=to.reference if to else "")
    news.tell_of_task(task, by=by, at=at)
    return task


@act
def remind_of_task(task: Task, *, at: datetime, by: Actor = WORKER) -> Task:
    """The day of a task has come: who has it is told, once. Errors: `CannotChange` when it was settled or told meanwhile."""
    task = queries.locked_task(task.pk)
    refuse([WhyNot.TASK_SETTLED] if task.state != TaskState.OPEN or task.told_at is not None else [])
    task.told_at = at
    task.save(update_fields=["told_at"])
    _record(Did.TASK_REMINDED, task.case, by=by, at=at, task=task.reference)
    news.tell_task_due(task, at=at)
    return task


def become_key_worker(case: Case, user: User, *, desk: Desk, by: Actor, at: datetime, before: bool = False) -> Member:
    """The row of a key worker and its event; `before`: somebody may have been it. Called inside an act that holds the case."""
    if before:
        role = TeamRole.KEY_WORKER
        Member.objects.filter(case=case, desk=desk, role=role, until__isnull=True).update(until=at)
    member = Member.objects.create(case=case, user=user, desk=desk, role=TeamRole.KEY_WORKER, from_at=at, by=by.reference)
    _changed(member, by=by, at=at)
    return member


def _changed(member: Member, *, by: Actor, at: datetime) -> None:
    facts = {"role": member.role, "member": member.user.reference, "until": "1" if member.until else ""}
    _record(Did.CASE_TEAM_CHANGED, member.case, by=by, at=at, **facts)


def _record(event: Did, case: Case, *, by: Actor, at: datetime, **facts: str) -> None:
    found = {name: value for name, value in facts.items() if value}
    audit.record(event, subject=case.reference, file=case.person.reference, by=by, at=at, facts=found)
