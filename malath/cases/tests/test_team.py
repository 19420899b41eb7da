"""Who works on a case, handing it over, and what is to be done in it."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client

from malath.accounts import actions as account_acts
from malath.accounts import queries as accounts
from malath.accounts.models import Membership, User
from malath.accounts.roles import Role
from malath.accounts.testing import Cast, make_user, signed_in
from malath.audit import queries as trail
from malath.cases import actions as cases
from malath.cases import queries
from malath.cases.actions import CannotChange
from malath.cases.models import Case, HandOver, Member, Task
from malath.cases.testing import make_case
from malath.cases.words import DropReason, TaskState, TeamRole, WhyNot
from malath.foundation.testing import Clock
from malath.inbox import queries as inbox
from malath.inbox.models import Item
from malath.inbox.words import ItemKind
from malath.privacy.testing import MONDAY, make_block
from malath.referrals.testing import make_accepted_referral

NOTE = "She calls her sister on Thursdays; never ring the house."
DUE = date(2026, 11, 9)


@pytest.fixture
def rana(people: Cast) -> User:
    return make_user(Role.POLICE, people.station, name_en="Rana")


def refused(act: Callable[[], object]) -> list[WhyNot]:
    with pytest.raises(CannotChange) as error:
        act()
    return error.value.reasons


def give(case: Case, people: Cast, to: User, by: User | None = None, note: str = NOTE) -> HandOver:
    by = by or people.basim
    holdings = accounts.holdings(by, MONDAY)
    return cases.hand_over(case, to, note=note, desk=people.station, holdings=holdings, by=by, at=MONDAY)


def key_workers(case: Case) -> list[User]:
    rows = Member.objects.filter(case=case, role=TeamRole.KEY_WORKER, until__isnull=True).select_related("user")
    return [row.user for row in rows.order_by("pk")]


def kinds_for(user: User) -> list[str]:
    return list(Item.objects.filter(user=user, seen_at__isnull=True).values_list("kind", flat=True))


def test_who_opens_a_case_is_its_key_worker(case: Case, people: Cast) -> None:
    assert key_workers(case) == [people.basim]


def test_who_is_named_when_it_is_accepted_is_key_worker_there(people: Cast) -> None:
    accepted = make_accepted_referral(people.basim, people.station, people.amal, people.shelter)
    assert key_workers(accepted.case) == [people.basim, people.amal]


def test_a_colleague_gets_a_role_and_loses_it(case: Case, people: Cast, rana: User) -> None:
    member = cases.join_team(case, rana, TeamRole.SOCIAL_WORK, desk=people.station, by=people.basim, at=MONDAY)
    assert refused(
        lambda: cases.join_team(case, rana, TeamRole.SOCIAL_WORK, desk=people.station, by=people.basim, at=MONDAY)
    ) == [WhyNot.IN_TEAM]
    cases.leave_team(member, by=people.basim, at=MONDAY)
    assert refused(lambda: cases.leave_team(member, by=people.basim, at=MONDAY)) == [WhyNot.NOT_IN_TEAM]


def test_one_desk_has_one_key_worker(case: Case, people: Cast, rana: User) -> None:
    reasons = refused(lambda: cases.join_team(case, rana, TeamRole.KEY_WORKER, desk=people.station, by=people.basim, at=MONDAY))
    assert reasons == [WhyNot.HAS_KEY_WORKER]


def test_a_key_worker_who_left_the_desk_answers_for_nothing(case: Case, people: Cast, rana: User) -> None:
    account_acts.leave_desk(Membership.objects.get(user=people.basim), by=people.huda, at=MONDAY)
    later = MONDAY + timedelta(minutes=1)
    assert queries.key_worker_of(case, people.station, later) is None
    listed = queries.case_list(accounts.holdings(rana, later), later, whose="without")
    assert [row.reference for row in listed.rows] == [case.reference]
    cases.join_team(case, rana, TeamRole.KEY_WORKER, desk=people.station, by=rana, at=later)
    assert queries.case_list(accounts.holdings(rana, later), later, whose="without").rows == ()
    assert key_workers(case) == [rana]


def test_somebody_elsewhere_or_kept_out_gets_no_role(case: Case, people: Cast, rana: User) -> None:
    def join(user: User) -> object:
        return cases.join_team(case, user, TeamRole.LEGAL, desk=people.station, by=people.basim, at=MONDAY)

    assert refused(lambda: join(people.zayd)) == [WhyNot.NOT_AT_DESK]
    make_block(case.person, user=rana)
    assert refused(lambda: join(rana)) == [WhyNot.KEPT_OUT]


def test_it_is_theirs_when_they_acknowledge_it_and_everybody_is_told(case: Case, people: Cast, rana: User) -> None:
    give(case, people, rana)
    assert key_workers(case) == [people.basim]
    assert kinds_for(rana) == [ItemKind.CASE_GIVEN]
    cases.take_over(case, desk=people.station, by=rana, at=MONDAY)
    assert key_workers(case) == [rana]
    assert kinds_for(rana) == []
    assert kinds_for(people.basim) == [ItemKind.CASE_TAKEN]
    assert kinds_for(people.huda) == [ItemKind.CASE_TAKEN]
    row = HandOver.objects.select_related("key").get()
    assert row.opened("note") == NOTE
    assert row.acknowledged_at == MONDAY
    assert NOTE not in str([line.facts for line in trail.file_lines(case.person.reference)])


def test_nobody_else_takes_it_over(case: Case, people: Cast, rana: User) -> None:
    give(case, people, rana)
    assert refused(lambda: cases.take_over(case, desk=people.station, by=people.basim, at=MONDAY)) == [WhyNot.NOT_GIVEN_TO_YOU]


def test_only_the_key_worker_or_a_supervisor_gives_it(case: Case, people: Cast, rana: User) -> None:
    other = make_user(Role.POLICE, people.station)
    assert refused(lambda: give(case, people, other, by=rana)) == [WhyNot.NOT_YOURS_TO_GIVE]
    give(case, people, rana, by=people.huda)
    assert HandOver.objects.get(ended_at__isnull=True).to == rana
    give(case, people, other)
    assert HandOver.objects.get(ended_at__isnull=True).to == other


@pytest.mark.parametrize("note", ["", "  "])
def test_it_is_not_given_without_a_word(case: Case, people: Cast, rana: User, note: str) -> None:
    assert refused(lambda: give(case, people, rana, note=note)) == [WhyNot.NOTE_MISSING]


def test_it_is_not_given_to_who_has_it(case: Case, people: Cast) -> None:
    assert refused(lambda: give(case, people, people.basim)) == [WhyNot.ALREADY_KEY_WORKER]


def test_open_tasks_go_with_it(case: Case, people: Cast, rana: User) -> None:
    task = cases.set_task(
        case, "Ask for the passport.", due_on=DUE, desk=people.station, worker=people.basim, by=people.basim, at=MONDAY
    )
    give(case, people, rana)
    cases.take_over(case, desk=people.station, by=rana, at=MONDAY)
    assert Task.objects.get(pk=task.pk).worker == rana


def test_my_cases_are_those_in_whose_team_i_am(case: Case, people: Cast, rana: User) -> None:
    mine = queries.case_list(accounts.holdings(people.basim, MONDAY), MONDAY, whose="mine")
    assert [row.reference for row in mine.rows] == [case.reference]
    assert queries.case_list(accounts.holdings(rana, MONDAY), MONDAY, whose="mine").rows == ()


# Tasks


def set_task(case: Case, people: Cast, **changes: object) -> Task:
    known = {"due_on": DUE, "desk": people.station, "by": people.basim, "at": MONDAY, **changes}
    return cases.set_task(case, "Ask the employer's neighbour for the bag.", **known)  # type: ignore[arg-type]  # as named


def test_a_task_is_set_done_and_only_once(case: Case, people: Cast) -> None:
    task = set_task(case, people)
    assert (task.state, task.opened("title")) == (TaskState.OPEN, "Ask the employer's neighbour for the bag.")
    done = cases.settle_task(task, by=people.basim, at=MONDAY)
    assert (done.state, done.settled_by) == (TaskState.DONE, people.basim.reference)
    assert refused(lambda: cases.settle_task(task, by=people.basim, at=MONDAY)) == [WhyNot.TASK_SETTLED]


def test_a_task_is_dropped_with_its_reason(case: Case, people: Cast) -> None:
    dropped = cases.settle_task(set_task(case, people), because=DropReason.NOT_SAFE, by=people.basim, at=MONDAY)
    assert (dropped.state, dropped.drop_reason) == (TaskState.DROPPED, DropReason.NOT_SAFE)


@pytest.mark.parametrize(
    ("change", "reason"),
    [({"due_on": date(2026, 11, 1)}, WhyNot.TASK_PAST), ({"worker": "zayd"}, WhyNot.NOT_AT_DESK)],
)
def test_a_task_that_nobody_could_do_is_not_set(case: Case, people: Cast, change: dict[str, object], reason: WhyNot) -> None:
    named = {"worker": people.zayd} if "worker" in change else change
    assert refused(lambda: set_task(case, people, **named)) == [reason]
    assert not Task.objects.exists()


def test_who_is_given_a_task_is_told_and_again_when_its_day_has_come(case: Case, people: Cast, rana: User) -> None:
    task = set_task(case, people, worker=rana)
    assert kinds_for(rana) == [ItemKind.TASK_GIVEN]
    assert queries.tasks_to_tell(DUE - timedelta(days=1)) == []
    assert queries.tasks_to_tell(DUE) == [task]
    cases.remind_of_task(task, at=MONDAY)
    assert ItemKind.TASK_DUE in kinds_for(rana)
    assert queries.tasks_to_tell(DUE) == []
    assert refused(lambda: cases.remind_of_task(task, at=MONDAY)) == [WhyNot.TASK_SETTLED]


def test_a_task_is_given_to_somebody_else_or_to_the_desk(case: Case, people: Cast, rana: User) -> None:
    task = set_task(case, people, worker=people.basim)
    assert cases.give_task(task, rana, by=people.basim, at=MONDAY).worker == rana
    assert cases.give_task(task, None, by=rana, at=MONDAY).worker is None
    assert refused(lambda: cases.give_task(task, people.zayd, by=rana, at=MONDAY)) == [WhyNot.NOT_AT_DESK]


def test_the_workday_says_that_something_is_to_be_done_and_not_what(
    client: Client, case: Case, people: Cast, clock: Clock
) -> None:
    set_task(case, people)
    page = signed_in(client, people.basim).get("/").content.decode()
    assert case.reference in page
    assert "A task in a case" in page
    assert "neighbour" not in page
    assert "neighbour" in client.get(f"/cases/{case.reference}/tasks/").content.decode()


def test_a_blocked_worker_has_no_tasks_there(client: Client, case: Case, people: Cast) -> None:
    set_task(case, people, worker=people.basim)
    make_block(case.person, user=people.basim)
    assert queries.tasks_due(accounts.holdings(people.basim, MONDAY), MONDAY) == ()
    assert signed_in(client, people.basim).get(f"/cases/{case.reference}/tasks/").status_code == 404


def test_the_pages_do_what_they_say(client: Client, case: Case, people: Cast, rana: User) -> None:
    base = f"/cases/{case.reference}"
    signed_in(client, people.basim)
    assert client.post(f"{base}/team/join/", {"worker": rana.reference, "role": "legal"}).status_code == 302
    member = Member.objects.get(user=rana)
    assert client.post(f"{base}/team/leave/", {"member": member.reference}).status_code == 302
    assert client.post(f"{base}/team/leave/", {"member": member.reference}).status_code == 422
    assert client.post(f"{base}/team/hand-over/", {"to": rana.reference, "note": ""}).status_code == 422
    assert client.post(f"{base}/team/hand-over/", {"to": rana.reference, "note": NOTE}).status_code == 302
    assert client.post(f"{base}/team/take-over/").status_code == 422
    assert NOTE in client.get(f"{base}/team/").content.decode()
    form = {"once": "5f5ab9a0-6a5c-4d7c-9a43-0c9f3a6a9b1e", "title": "Ring the clinic", "due_on": "09/11/2026", "worker": ""}
    assert client.post(f"{base}/tasks/", form).status_code == 302
    assert client.post(f"{base}/tasks/", form).status_code == 302
    task = Task.objects.get()
    assert client.post(f"{base}/tasks/", form | {"due_on": "01/11/2026"}).status_code == 422
    assert client.post(f"{base}/tasks/{task.reference}/give/", {"worker": rana.reference}).status_code == 302
    assert client.post(f"{base}/tasks/{task.reference}/settle/", {"because": ""}).status_code == 302
    assert client.post(f"{base}/tasks/{task.reference}/settle/", {"because": ""}).status_code == 422
    assert client.post(f"{base}/tasks/ZZZZ-ZZZZ-ZZZZ/settle/", {"because": ""}).status_code == 404
    assert signed_in(client, rana).post(f"{base}/team/take-over/").status_code == 302
    assert key_workers(case) == [rana]


def test_the_inbox_names_nobody(case: Case, people: Cast, rana: User) -> None:
    give(case, people, rana)
    (item,) = inbox.waiting(rana.pk, [])
    assert (item.subject, item.link) == (case.person.reference, f"/cases/{case.reference}/team/")


def test_my_cases_and_those_without_a_key_worker_are_filters_of_the_list(client: Client, case: Case, people: Cast) -> None:
    other = make_case(people.station)
    page = signed_in(client, people.basim).get("/cases/?whose=mine").content.decode()
    assert (case.reference in page, other.reference in page) == (True, False)
    page = client.get("/cases/?whose=without").content.decode()
    assert (case.reference in page, other.reference in page) == (False, True)
    assert other.reference in client.get("/").content.decode()
