"""Hearings: set, moved after their notice, prepared, ended; what a person is told, only if they chose it."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from malath.cases.models import Case, Task
from malath.cases.testing import make_case
from malath.cases.words import TaskState
from malath.inbox.models import Item
from malath.inbox.words import ItemKind
from malath.justice import actions, queries
from malath.justice.actions import CannotDo, Prepared
from malath.justice.models import Appearance, Hearing, Notice, Proceeding
from malath.justice.rules import tell_by, why_not_end_hearing, why_not_told
from malath.justice.testing import AFTER, TODAY, make_hearing, make_moved
from malath.justice.tests.conftest import House
from malath.justice.tests.test_proceedings import as_, refused
from malath.justice.words import Arranged, Capacity, Event, HearingState, NoticeState, State, ToldHow, WhyNot
from malath.people.testing import make_safe_contact

LATER = AFTER + timedelta(days=20)
FRIDAY = datetime(2026, 11, 6, 8, 30, tzinfo=AFTER.tzinfo)


def chosen(matter: Proceeding, case: Case, house: House, *events: Event) -> None:
    actions.choose(matter, case, events, **as_(house.desk, house.nour))


def test_a_hearing_appears_in_the_file_of_everybody_with_a_part(case: Case, house: House, matter: Proceeding) -> None:
    other = make_case(house.desk, house.nour)
    actions.join(matter, case, other, Capacity.WITNESS, **as_(house.unit, house.yusuf))
    make_hearing(matter, case, house.unit, house.yusuf)
    assert {row.person_id for row in Appearance.objects.all()} == {case.person_id, other.person_id}


def test_a_hearing_of_yesterday_is_refused(case: Case, house: House, matter: Proceeding) -> None:
    assert refused(lambda: make_hearing(matter, case, house.unit, house.yusuf, days=-1)) == [WhyNot.HOUR_PAST]
    assert not Hearing.objects.exists()


def test_nobody_is_told_who_did_not_choose_it(case: Case, house: House, matter: Proceeding) -> None:
    make_hearing(matter, case, house.unit, house.yusuf)
    chosen(matter, case, house, Event.JUDGMENT)
    actions.tell_of(matter, case, Event.RELEASE, on=TODAY, **as_(house.unit, house.yusuf))
    assert not Notice.objects.exists()
    assert not Task.objects.exists()


def test_who_chose_to_be_told_has_somebody_to_tell_them(case: Case, house: House, matter: Proceeding) -> None:
    chosen(matter, case, house, Event.HEARING, Event.RELEASE)
    make_hearing(matter, case, house.unit, house.yusuf)
    actions.tell_of(matter, case, Event.RELEASE, on=TODAY, **as_(house.unit, house.yusuf))
    assert {notice.event for notice in Notice.objects.all()} == {Event.HEARING, Event.RELEASE}
    tasks = list(Task.objects.order_by("due_on"))
    assert [(task.worker, task.due_on) for task in tasks] == [(house.nour, TODAY), (house.nour, TODAY + timedelta(days=7))]
    for task in tasks:
        assert "third gate" not in task.opened("title")


def test_a_judgment_is_told_from_where_it_is_written(case: Case, house: House, matter: Proceeding) -> None:
    chosen(matter, case, house, Event.JUDGMENT)
    with pytest.raises(CannotDo) as found:
        actions.tell_of(matter, case, Event.JUDGMENT, on=TODAY, **as_(house.unit, house.yusuf))
    assert found.value.reasons == [WhyNot.BY_ITSELF]
    make_moved(matter, case, house.unit, State.PROSECUTOR, State.CHARGED, State.TRIAL, State.JUDGMENT, by=house.yusuf)
    assert [notice.event for notice in Notice.objects.all()] == [Event.JUDGMENT]


def test_a_hearing_that_is_moved_after_its_notice_is_told_anew(case: Case, house: House, matter: Proceeding) -> None:
    chosen(matter, case, house, Event.HEARING)
    hearing = make_hearing(matter, case, house.unit, house.yusuf)
    first = Notice.objects.get()
    actions.record_told(first, case, ToldHow.IN_PERSON, **as_(house.desk, house.nour))
    new = actions.move_hearing(hearing, case, AFTER + timedelta(days=15), **as_(house.court, house.hadi))
    first.refresh_from_db()
    hearing.refresh_from_db()
    assert (first.state, hearing.state, hearing.moved_to) == (NoticeState.REPLACED, HearingState.MOVED, new)
    again = Notice.objects.get(state=NoticeState.WAITING)
    assert (again.hearing, again.on) == (new, TODAY + timedelta(days=15))
    assert Task.objects.filter(state=TaskState.OPEN).count() == 1
    assert refused(lambda: actions.move_hearing(hearing, case, LATER, **as_(house.court, house.hadi))) == [WhyNot.NOT_PLANNED]


def test_a_hearing_is_not_moved_to_its_own_hour_nor_by_a_shelter(case: Case, house: House, matter: Proceeding) -> None:
    hearing = make_hearing(matter, case, house.unit, house.yusuf)
    assert refused(lambda: actions.move_hearing(hearing, case, hearing.starts_at, **as_(house.unit, house.yusuf))) == [
        WhyNot.SAME_HOUR
    ]
    assert refused(lambda: actions.move_hearing(hearing, case, LATER, **as_(house.shelter, house.amal))) == [WhyNot.NOT_YOURS]


def test_what_was_arranged_goes_along_and_is_asked_anew(case: Case, house: House, matter: Proceeding) -> None:
    hearing = make_hearing(matter, case, house.unit, house.yusuf)
    what = Prepared(("screen", "video"), Arranged.DONE, Arranged.NOT_NEEDED, Arranged.DONE, "Her friend", "She comes by taxi.")
    actions.prepare(hearing, case, what, **as_(house.desk, house.nour))
    new = actions.move_hearing(hearing, case, LATER, **as_(house.unit, house.yusuf))
    row = Appearance.objects.select_related("key").get(hearing=new)
    assert (row.needs, row.transport, row.interpreter) == ("screen video", Arranged.TO_DO, Arranged.NOT_NEEDED)
    assert row.opened("support_name") == "Her friend"
    assert [one.current for one in Appearance.objects.order_by("pk")] == [False, True]


def test_an_adjourned_hearing_goes_on_another_day(case: Case, house: House, matter: Proceeding) -> None:
    hearing = make_hearing(matter, case, house.unit, house.yusuf, days=1)
    how = as_(house.unit, house.yusuf) | {"at": AFTER + timedelta(days=2)}

    def end(**more: Any) -> Hearing:
        return actions.end_hearing(hearing, case, HearingState.ADJOURNED, **how, **more)

    assert refused(end) == [WhyNot.NEXT_MISSING]
    end(result="A witness was ill.", next_at=LATER)
    assert [one.state for one in Hearing.objects.order_by("pk")] == [HearingState.ADJOURNED, HearingState.PLANNED]
    assert refused(lambda: end(next_at=LATER)) == [WhyNot.NOT_PLANNED]


def test_only_a_hearing_that_did_not_take_place_is_over_before_its_hour() -> None:
    facts: dict[str, Any] = {"now": HearingState.PLANNED, "starts_at": LATER, "at": AFTER}
    assert why_not_end_hearing(HearingState.HELD, None, **facts) == [WhyNot.NOT_YET]
    assert why_not_end_hearing(HearingState.CALLED_OFF, None, **facts) == []


@pytest.mark.parametrize(
    ("how", "way", "hours", "refused_for"),
    [
        (ToldHow.AS_AGREED, False, False, [WhyNot.NO_WAY]), (ToldHow.AS_AGREED, True, False, [WhyNot.WRONG_HOUR]),
        (ToldHow.AS_AGREED, True, True, []), (ToldHow.IN_PERSON, False, False, []), (ToldHow.NOT_REACHED, False, False, []),
    ],
)  # fmt: skip
def test_a_person_is_told_as_agreed_or_in_person(how: ToldHow, way: bool, hours: bool, refused_for: list[WhyNot]) -> None:
    assert why_not_told(how, now=NoticeState.WAITING, has_way=way, in_hours=hours) == refused_for
    assert why_not_told(how, now=NoticeState.REPLACED, has_way=True, in_hours=True) == [WhyNot.TOLD]


def test_telling_ends_the_task_and_not_reaching_somebody_does_not(case: Case, house: House, matter: Proceeding) -> None:
    chosen(matter, case, house, Event.BAIL)
    actions.tell_of(matter, case, Event.BAIL, on=TODAY, **as_(house.unit, house.yusuf))
    notice, how = Notice.objects.get(), as_(house.desk, house.nour)
    assert refused(lambda: actions.record_told(notice, case, ToldHow.AS_AGREED, **how)) == [WhyNot.NO_WAY]
    make_safe_contact(case.person, house.desk, by=house.nour, at=AFTER)
    assert refused(lambda: actions.record_told(notice, case, ToldHow.AS_AGREED, **how)) == [WhyNot.WRONG_HOUR]
    assert actions.record_told(notice, case, ToldHow.NOT_REACHED, **how).state == NoticeState.WAITING
    assert Task.objects.get().state == TaskState.OPEN
    assert actions.record_told(notice, case, ToldHow.AS_AGREED, **how | {"at": FRIDAY}).state == NoticeState.TOLD
    assert Task.objects.get().state == TaskState.DONE


def test_whoever_is_free_again_is_told_of_today_and_a_hearing_three_days_before() -> None:
    assert tell_by(Event.RELEASE, TODAY - timedelta(days=2), TODAY) == TODAY
    assert tell_by(Event.HEARING, date(2026, 11, 12), TODAY) == date(2026, 11, 9)
    assert tell_by(Event.HEARING, date(2026, 11, 3), TODAY) == TODAY


def test_who_helps_is_told_once_that_a_hearing_is_near_and_nothing_is_arranged(
    case: Case, house: House, matter: Proceeding
) -> None:
    hearing = make_hearing(matter, case, house.unit, house.yusuf)
    assert queries.to_remind_of_hearing(AFTER) == []
    near = AFTER + timedelta(days=8)
    row = Appearance.objects.get()
    assert queries.to_remind_of_hearing(near) == [row]
    actions.remind_of_hearing(row, at=near)
    told = Item.objects.filter(kind=ItemKind.HEARING_NEAR, seen_at__isnull=True)
    assert {item.user for item in told} >= {house.nour}
    assert house.yusuf not in {item.user for item in told}
    assert refused(lambda: actions.remind_of_hearing(row, at=near)) == [WhyNot.NOT_DUE]
    actions.prepare(hearing, case, Prepared(), **as_(house.desk, house.nour) | {"at": near})
    assert not told.all().exists()
