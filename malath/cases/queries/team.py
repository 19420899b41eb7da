"""Reads of the team of a case and of what it has to do."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from malath.accounts import queries as accounts
from malath.accounts.models import User
from malath.accounts.rules import Holdings
from malath.agencies.models import Desk
from malath.cases.models import Case, HandOver, Member, Task
from malath.cases.words import DropReason, TaskState, TeamRole
from malath.foundation.asking import ask
from malath.foundation.clock import in_amman
from malath.people.models import Person
from malath.privacy import queries as privacy
from malath.privacy.rules import Sight
from malath.privacy.words import Level, Section

TASKS = 25


@dataclass(frozen=True)
class MemberLine:
    """Somebody of the team. `sits` is False for who no longer works at the desk."""

    reference: str
    name: str
    desk: str
    desk_id: int
    role: TeamRole
    from_at: datetime
    sits: bool


@dataclass(frozen=True)
class HandOverLine:
    """A hand-over that waits; the note for those who may read the story."""

    desk_id: int
    before: str
    to: str
    to_id: int
    note: str
    given_at: datetime


@dataclass(frozen=True)
class Team:
    """Who works on a case, and what is being handed over."""

    members: tuple[MemberLine, ...]
    waiting: tuple[HandOverLine, ...]

    def key_worker_at(self, desk_id: int) -> MemberLine | None:
        at_desk = (one for one in self.members if one.desk_id == desk_id and one.role == TeamRole.KEY_WORKER)
        return next(at_desk, None)


@dataclass(frozen=True)
class TaskLine:
    """A task as a page shows it; `title` is "" where only its day may be known."""

    reference: str
    case_reference: str
    person_reference: str
    title: str
    due_on: date
    desk: str
    worker: str
    is_mine: bool
    late: bool
    state: TaskState
    drop_reason: DropReason | None
    settled_at: datetime | None


def team_of(case: Case, sight: Sight, holdings: Holdings, at: datetime) -> Team:
    """The team as this viewer may know it: that of their own body, and of bodies that may be named to them. Two statements."""
    rows = [row for row in ask(_members, case.pk, at) if privacy.may_name(sight, holdings, row.desk.agency)]
    waiting = [row for row in ask(_waiting, case.pk) if row.desk.agency_id == holdings.agency_id]
    reads = sight.sees(Section.STORY)
    return Team(tuple(map(_member_line, rows)), tuple(_hand_over_line(row, reads=reads) for row in waiting))


def _members(case_id: int, at: datetime) -> QuerySet[Member]:
    sits = Exists(accounts.seats_now(at).filter(user_id=OuterRef("user_id"), desk_id=OuterRef("desk_id")))
    rows = Member.objects.filter(case_id=case_id, until__isnull=True).annotate(sits=sits)
    return rows.select_related("user", "desk__agency").order_by("desk_id", "from_at", "pk")


def _waiting(case_id: int) -> QuerySet[HandOver]:
    rows = HandOver.objects.filter(case_id=case_id, ended_at__isnull=True, key__erased_at__isnull=True)
    return rows.select_related("key", "before", "to", "desk").order_by("pk")


def _member_line(row: Member) -> MemberLine:
    sits = bool(getattr(row, "sits", True))
    return MemberLine(row.reference, row.user.name, row.desk.name, row.desk_id, TeamRole(row.role), row.from_at, sits)


def _hand_over_line(row: HandOver, *, reads: bool) -> HandOverLine:
    before, note = row.before.name if row.before else "", row.opened("note") if reads else ""
    return HandOverLine(row.desk_id, before, row.to.name, row.to_id, note, row.given_at)


def key_worker_of(case: Case, desk: Desk, at: datetime) -> Member | None:
    """The key worker of a case at a desk; nobody once they no longer work there."""
    row = (
        Member.objects.filter(case=case, desk=desk, role=TeamRole.KEY_WORKER, until__isnull=True).select_related("user").first()
    )
    return row if row is not None and accounts.holdings(row.user, at).works_at(desk.pk) else None


def key_workers_of(case: Case, at: datetime) -> list[Member]:
    """The key workers of a case who still work at their desks."""
    rows = Member.objects.filter(case=case, role=TeamRole.KEY_WORKER, until__isnull=True)
    return [row for row in rows.select_related("user", "desk__agency") if accounts.holdings(row.user, at).works_at(row.desk_id)]


def member_by_reference(case: Case, desk: Desk, reference: str) -> Member | None:
    """An open role in the team of a case at a desk."""
    rows = Member.objects.filter(case=case, desk=desk, until__isnull=True, reference=reference)
    return rows.select_related("user").first()


def has_role(case: Case, user: User, desk: Desk, role: TeamRole) -> bool:
    return Member.objects.filter(case=case, user=user, desk=desk, role=role, until__isnull=True).exists()


def locked_task(pk: int) -> Task:
    """A task, locked until the act ends."""
    rows = Task.objects.select_for_update(of=("self",))
    return rows.select_related("case__person", "desk", "worker", "key").get(pk=pk)


def team_at(case: Case, desk: Desk) -> list[User]:
    """Everybody of a desk who has a role in a case."""
    rows = Member.objects.filter(case=case, desk=desk, until__isnull=True).select_related("user").order_by("pk")
    return [row.user for row in rows]


def hand_over_waiting(case: Case, desk: Desk) -> HandOver | None:
    rows = HandOver.objects.filter(case=case, desk=desk, ended_at__isnull=True)
    return rows.select_related("key", "before", "to").first()


def who_may_work(desk: Desk, person: Person, at: datetime) -> list[User]:
    """Those at a desk who may have a part in a case: nothing keeps them from the file."""
    kept_out = privacy.users_kept_from(person)
    return [user for user in accounts.workers_of(desk, at) if user.pk not in kept_out]


def mine(holdings: Holdings) -> QuerySet[Member, int]:
    """The people in whose cases this worker has a role; fit for a subquery."""
    rows = Member.objects.filter(user_id=holdings.user_id, until__isnull=True, case__closed_at__isnull=True)
    return rows.values_list("case__person_id", flat=True)


def has_key_worker(at: datetime) -> Exists:
    """A condition on access rows: their desk has somebody there who answers for the person's open case."""
    rows = Member.objects.filter(
        case__person_id=OuterRef("person_id"),
        case__closed_at__isnull=True,
        desk_id=OuterRef("desk_id"),
        role=TeamRole.KEY_WORKER,
        until__isnull=True,
    )
    sits = accounts.seats_now(at).filter(user_id=OuterRef("user_id"), desk_id=OuterRef("desk_id"))
    return Exists(rows.filter(Exists(sits)))


def given_to(holdings: Holdings, at: datetime, *, cap: int = TASKS) -> list[HandOver]:
    """Cases that are handed over to this worker and wait for their acknowledgement, as far as they may know of them."""
    rows = ask(_given_to, holdings.user_id, shape=(cap,))
    sights = privacy.sights(holdings, [row.case.person_id for row in rows], at) if rows else {}
    return [row for row in rows if row.case.person_id in sights]


def _given_to(user_id: int, cap: int) -> QuerySet[HandOver]:
    rows = HandOver.objects.filter(to_id=user_id, ended_at__isnull=True)
    return rows.select_related("case__person", "before").order_by("given_at", "pk")[:cap]


def task_written(once: UUID | None) -> Task | None:
    return Task.objects.filter(once=once).first() if once is not None else None


def task_by_reference(case: Case, reference: str) -> Task | None:
    return Task.objects.filter(case=case, reference=reference).select_related("worker", "desk", "key").first()


def tasks_of(case: Case, sight: Sight, holdings: Holdings, at: datetime) -> tuple[TaskLine, ...]:
    """The tasks of a case as this viewer may know them: of own desks, and all with their titles to who reads the story in
    full. Open ones first, in the order of their days. One statement."""
    today = in_amman(at).date()
    rows = [row for row in ask(_tasks_of, case.pk) if row.desk_id in holdings.desk_ids or Section.STORY in sight.full]
    return tuple(_task_line(row, holdings, today, reads=_reads(row, sight, holdings)) for row in rows)


def _tasks_of(case_id: int) -> QuerySet[Task]:
    rows = Task.objects.filter(case_id=case_id, key__erased_at__isnull=True)
    rows = rows.select_related("case__person", "key", "desk__agency", "worker")
    return rows.order_by(F("settled_at").desc(nulls_first=True), "due_on", "pk")[:100]


def tasks_due(holdings: Holdings, at: datetime, *, cap: int = TASKS) -> tuple[TaskLine, ...]:
    """Open tasks of this worker and those of their desks that nobody in particular has, the next day first. A line holds no
    text: what is to be done is read in the file. Two statements."""
    today = in_amman(at).date()
    rows = ask(_tasks_due, holdings.user_id, tuple(holdings.own_desk_ids), shape=(cap,))
    sights = privacy.sights(holdings, [row.case.person_id for row in rows], at)
    seen = [row for row in rows if row.case.person_id in sights]
    return tuple(_task_line(row, holdings, today, reads=False) for row in seen)


def _tasks_due(user_id: int, desks: tuple[int, ...], cap: int) -> QuerySet[Task]:
    rows = Task.objects.filter(Q(worker_id=user_id) | Q(worker__isnull=True, desk_id__in=desks), state=TaskState.OPEN)
    return rows.select_related("case__person", "desk", "worker").order_by("due_on", "pk")[:cap]


def tasks_to_tell(today: date, *, cap: int = 500) -> list[Task]:
    """Open tasks whose day has come and of which nobody was told."""
    rows = Task.objects.filter(state=TaskState.OPEN, told_at__isnull=True, due_on__lte=today)
    return list(rows.select_related("case__person", "desk", "worker").order_by("due_on", "pk")[:cap])


def _reads(row: Task, sight: Sight, holdings: Holdings) -> bool:
    """A title is free text, and is read as what it is: a part of the story, or of safety at the desk that has to do it."""
    return sight.sees_writing_of(row.desk_id, Section.STORY) or (row.desk_id in holdings.desk_ids and sight.level >= Level.L2)


def _task_line(row: Task, holdings: Holdings, today: date, *, reads: bool) -> TaskLine:
    return TaskLine(
        reference=row.reference,
        case_reference=row.case.reference,
        person_reference=row.case.person.reference,
        title=row.opened("title") if reads else "",
        due_on=row.due_on,
        desk=row.desk.name,
        worker=row.worker.name if row.worker else "",
        is_mine=row.worker_id == holdings.user_id,
        late=row.state == TaskState.OPEN and row.due_on < today,
        state=TaskState(row.state),
        drop_reason=DropReason(row.drop_reason) if row.drop_reason else None,
        settled_at=row.settled_at,
    )


def references(lines: Iterable[TaskLine]) -> Collection[str]:
    """The files that lines about tasks stand for."""
    return [line.person_reference for line in lines]
