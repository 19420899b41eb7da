from datetime import datetime, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from malath.accounts import actions, queries
from malath.accounts.models import Duty, Membership, User
from malath.accounts.roles import Role
from malath.accounts.testing import make_user
from malath.accounts.words import Reason
from malath.agencies import actions as agencies
from malath.agencies.models import Desk, Holiday
from malath.agencies.rules import AMMAN
from malath.agencies.testing import ALWAYS, make_desk
from malath.audit.models import Event
from malath.audit.words import Did
from malath.foundation.actor import WORKER

pytestmark = pytest.mark.django_db
SUNDAY_MORNING = datetime(2026, 11, 8, 10, tzinfo=AMMAN)
SUNDAY_NIGHT = datetime(2026, 11, 8, 22, tzinfo=AMMAN)
HOUR = timedelta(hours=1)


def on_duty(desk: Desk, user: User, at: datetime, *, hours: int = 4) -> Duty:
    return actions.put_on_duty(desk, user, from_at=at - HOUR, until=at + hours * HOUR, by=WORKER, at=at)


def test_an_ordinary_desk_answers_in_its_working_hours() -> None:
    desk = make_desk()
    user = make_user(Role.SOCIAL, desk)
    assert queries.on_duty(desk, SUNDAY_MORNING) == [user]
    assert queries.on_duty(desk, SUNDAY_NIGHT) == []


def test_nobody_answers_at_an_empty_desk_or_at_one_whose_staff_may_not_answer() -> None:
    empty, reading = make_desk(), make_desk()
    make_user(Role.INSPECTOR, reading)
    assert queries.on_duty(empty, SUNDAY_MORNING) == queries.on_duty(reading, SUNDAY_MORNING) == []
    assert queries.desks_on_duty([empty, reading], SUNDAY_MORNING) == set()


def test_an_ordinary_desk_keeps_holidays() -> None:
    desk = make_desk()
    make_user(Role.SOCIAL, desk)
    Holiday.objects.create(on=SUNDAY_MORNING.date(), name_en="Day", name_ar="يوم", provenance="memory")
    assert queries.on_duty(desk, SUNDAY_MORNING) == []


def test_a_roster_makes_an_ordinary_desk_answer_at_night() -> None:
    desk = make_desk()
    user, other = make_user(Role.SOCIAL, desk), make_user(Role.SOCIAL, desk)
    on_duty(desk, user, SUNDAY_NIGHT)
    assert queries.on_duty(desk, SUNDAY_NIGHT) == [user]
    assert set(queries.on_duty(desk, SUNDAY_MORNING)) == {user, other}


def test_a_desk_around_the_clock_needs_somebody_on_its_roster() -> None:
    desk = make_desk(hours=ALWAYS)
    user = make_user(Role.CTU_DUTY, desk)
    assert queries.on_duty(desk, SUNDAY_MORNING) == []
    on_duty(desk, user, SUNDAY_MORNING)
    assert queries.on_duty(desk, SUNDAY_MORNING) == [user]
    assert queries.on_duty(desk, SUNDAY_MORNING + 4 * HOUR) == []


def test_many_desks_are_asked_in_two_statements(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    open_desk, manned, unmanned, closed = make_desk(), make_desk(hours=ALWAYS), make_desk(hours=ALWAYS), make_desk()
    for desk in (open_desk, manned, unmanned):
        user = make_user(Role.SOCIAL, desk)
        if desk == manned:
            on_duty(desk, user, SUNDAY_MORNING)
    closed = agencies.end_desk(closed, by=WORKER, at=SUNDAY_MORNING - HOUR)
    with django_assert_num_queries(2):
        answering = queries.desks_on_duty([open_desk, manned, unmanned, closed], SUNDAY_MORNING)
    assert answering == {open_desk.pk, manned.pk}


def test_asking_one_desk_or_many_gives_the_same_answer() -> None:
    desks = [make_desk(), make_desk(hours=ALWAYS), make_desk(hours=ALWAYS)]
    for desk in desks:
        user = make_user(Role.SOCIAL, desk)
        if desk != desks[2]:
            on_duty(desk, user, SUNDAY_NIGHT)
    for at in (SUNDAY_MORNING, SUNDAY_NIGHT):
        assert queries.desks_on_duty(desks, at) == {desk.pk for desk in desks if queries.on_duty(desk, at)}


def test_the_directory_says_who_answers(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    ordinary, unmanned = make_desk(), make_desk(hours=ALWAYS)
    make_user(Role.SOCIAL, ordinary)
    with django_assert_num_queries(5):
        page = queries.directory_page(SUNDAY_MORNING)
    assert {desk.id: desk.on_duty for desk in page.desks} == {ordinary.pk: True, unmanned.pk: False}


def test_who_left_the_desk_is_no_longer_on_its_roster() -> None:
    desk = make_desk(hours=ALWAYS)
    user = make_user(Role.CTU_DUTY, desk)
    on_duty(desk, user, SUNDAY_MORNING)
    actions.leave_desk(Membership.objects.get(user=user), by=WORKER, at=SUNDAY_MORNING)
    assert queries.on_duty(desk, SUNDAY_MORNING) == []


def test_a_duty_is_entered_with_a_trace() -> None:
    desk = make_desk()
    user = make_user(Role.SOCIAL, desk)
    duty = on_duty(desk, user, SUNDAY_NIGHT)
    event = Event.objects.get(name=Did.DUTY_SET)
    assert event.subject == user.reference
    assert desk.reference in event.facts
    assert duty.until == SUNDAY_NIGHT + 4 * HOUR


def test_it_refuses_strangers_overlaps_and_the_past() -> None:
    desk = make_desk()
    user, stranger, reader = (
        make_user(Role.SOCIAL, desk),
        make_user(Role.SOCIAL, make_desk()),
        make_user(Role.INSPECTOR, desk),
    )
    on_duty(desk, user, SUNDAY_NIGHT)

    def refusal(who: User, **times: datetime) -> list[Reason]:
        usual = {"from_at": SUNDAY_NIGHT, "until": SUNDAY_NIGHT + HOUR}
        with pytest.raises(actions.CannotChange) as refused:
            actions.put_on_duty(desk, who, **usual | times, by=WORKER, at=SUNDAY_NIGHT)
        return refused.value.reasons

    assert refusal(stranger) == refusal(reader) == [Reason.NOT_AT_DESK]
    assert refusal(user) == [Reason.OVERLAPS]
    assert refusal(user, from_at=SUNDAY_MORNING, until=SUNDAY_MORNING + HOUR) == [Reason.OVER]


def test_nobody_is_put_on_duty_beyond_their_time_at_the_desk() -> None:
    desk = make_desk()
    user = make_user(agency=desk.agency)
    actions.join_desk(user, desk, Role.SOCIAL, until=SUNDAY_NIGHT, by=WORKER, at=SUNDAY_MORNING)
    with pytest.raises(actions.CannotChange):
        on_duty(desk, user, SUNDAY_NIGHT)
    actions.put_on_duty(desk, user, from_at=SUNDAY_MORNING, until=SUNDAY_NIGHT, by=WORKER, at=SUNDAY_MORNING)


def test_a_coming_duty_is_taken_off_whole_and_a_running_one_ends_now() -> None:
    desk = make_desk()
    user = make_user(Role.SOCIAL, desk)
    running = on_duty(desk, user, SUNDAY_NIGHT)
    coming = on_duty(desk, user, SUNDAY_NIGHT + 24 * HOUR)
    actions.take_off_duty(running, by=WORKER, at=SUNDAY_NIGHT)
    actions.take_off_duty(coming, by=WORKER, at=SUNDAY_NIGHT)
    assert [duty.until for duty in Duty.objects.all()] == [SUNDAY_NIGHT]
    assert Event.objects.filter(name=Did.DUTY_REMOVED).count() == 2
    with pytest.raises(actions.CannotChange) as refusal:
        actions.take_off_duty(running, by=WORKER, at=SUNDAY_NIGHT)
    assert refusal.value.reasons == [Reason.OVER]


def test_the_roster_of_a_desk_around_the_clock_says_when_nobody_answers() -> None:
    desk = make_desk(hours=ALWAYS)
    user = make_user(Role.CTU_DUTY, desk)
    on_duty(desk, user, SUNDAY_NIGHT)
    page = queries.roster_page(desk, SUNDAY_NIGHT)
    assert [(line.who, line.now) for line in page.duties] == [(user.name, True)]
    assert page.nobody == ((SUNDAY_NIGHT + 4 * HOUR, SUNDAY_NIGHT + queries.ROSTER_AHEAD),)
    assert queries.roster_page(make_desk(), SUNDAY_NIGHT).nobody == ()
