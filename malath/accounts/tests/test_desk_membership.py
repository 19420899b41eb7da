from datetime import timedelta

import pytest

from malath.accounts import actions, queries
from malath.accounts.models import Duty, Membership
from malath.accounts.roles import Role
from malath.accounts.testing import make_user
from malath.accounts.words import Reason
from malath.agencies import actions as agencies
from malath.agencies.testing import LONG_AGO, make_desk
from malath.audit.models import Event
from malath.audit.words import Did
from malath.foundation.actor import WORKER

pytestmark = pytest.mark.django_db
NOW = LONG_AGO + timedelta(days=30)
DAY = timedelta(days=1)


def reasons_against(*args: object, **kwargs: object) -> list[Reason]:
    with pytest.raises(actions.CannotChange) as refusal:
        actions.join_desk(*args, **{"by": WORKER, "at": NOW} | kwargs)  # type: ignore[arg-type]  # each test names them
    return refusal.value.reasons


def test_somebody_joins_a_desk_and_holds_the_role_there() -> None:
    desk = make_desk()
    user = make_user(agency=desk.agency)
    membership = actions.join_desk(user, desk, Role.SHELTER_STAFF, by=WORKER, at=NOW)
    assert queries.holdings(user, NOW).roles_at(desk.pk) == {Role.SHELTER_STAFF}
    assert queries.holdings(user, NOW - DAY).roles == frozenset()
    assert membership.from_at == NOW
    event = Event.objects.get(name=Did.MEMBERSHIP_BEGAN)
    assert (event.subject, event.facts) == (user.reference, f'{{"desk":"{desk.reference}","role":"shelter_staff"}}')


def test_it_refuses_a_desk_of_another_agency() -> None:
    assert reasons_against(make_user(), make_desk(), Role.SOCIAL) == [Reason.OTHER_AGENCY]


def test_it_refuses_a_closed_desk_and_an_ended_account() -> None:
    desk = make_desk()
    user = make_user(agency=desk.agency)
    actions.end_staff(user, by=WORKER, at=NOW)
    desk = agencies.end_desk(desk, by=WORKER, at=NOW)
    assert reasons_against(user, desk, Role.SOCIAL) == [Reason.ACCOUNT_ENDED, Reason.DESK_ENDED]


def test_it_refuses_a_role_already_held_there() -> None:
    desk = make_desk()
    user = make_user(Role.SOCIAL, desk)
    assert reasons_against(user, desk, Role.SOCIAL) == [Reason.ALREADY_THERE]


def test_it_refuses_a_role_that_must_stay_apart_even_at_another_desk() -> None:
    desk = make_desk()
    user = make_user(Role.ADMINISTRATOR, desk)
    assert reasons_against(user, make_desk(desk.agency), Role.CASE_MANAGER) == [Reason.MUST_STAY_APART]


def test_it_refuses_an_administrator_who_gives_a_role_to_their_own_account() -> None:
    desk = make_desk()
    user = make_user(Role.SOCIAL, desk)
    assert reasons_against(user, desk, Role.SUPERVISOR, by=user) == [Reason.OWN_ACCOUNT]


def test_a_deputy_holds_the_role_for_somebody_who_holds_it_and_for_a_time() -> None:
    desk = make_desk()
    holder = make_user(Role.SUPERVISOR, desk)
    deputy = make_user(Role.SOCIAL, desk)
    assert reasons_against(deputy, desk, Role.CTU_IDENT, deputy_for=holder) == [Reason.NOBODY_TO_STAND_IN_FOR]
    actions.join_desk(deputy, desk, Role.SUPERVISOR, deputy_for=holder, until=NOW + DAY, by=WORKER, at=NOW)
    assert Role.SUPERVISOR in queries.holdings(deputy, NOW).roles
    assert Role.SUPERVISOR not in queries.holdings(deputy, NOW + DAY).roles


def test_it_refuses_an_end_before_the_beginning() -> None:
    desk = make_desk()
    user = make_user(agency=desk.agency)
    assert reasons_against(user, desk, Role.SOCIAL, until=NOW) == [Reason.ENDS_BEFORE_IT_BEGINS]


def test_leaving_takes_the_role_at_once_and_the_coming_duties() -> None:
    desk = make_desk()
    user = make_user(Role.SHELTER_MANAGER, desk)
    actions.put_on_duty(desk, user, from_at=NOW + DAY, until=NOW + 2 * DAY, by=WORKER, at=NOW)
    actions.leave_desk(Membership.objects.get(user=user), by=WORKER, at=NOW)
    assert queries.holdings(user, NOW).seats == ()
    assert queries.holdings(user, NOW - DAY).roles == {Role.SHELTER_MANAGER}
    assert not Duty.objects.filter(user=user).exists()
    assert Event.objects.get(name=Did.MEMBERSHIP_ENDED).subject == user.reference


def test_duties_stay_as_long_as_another_role_answers_at_the_desk() -> None:
    desk = make_desk()
    user = make_user(Role.SHELTER_MANAGER, desk)
    actions.join_desk(user, desk, Role.SOCIAL, by=WORKER, at=NOW)
    actions.put_on_duty(desk, user, from_at=NOW + DAY, until=NOW + 2 * DAY, by=WORKER, at=NOW)
    actions.leave_desk(Membership.objects.get(user=user, role=Role.SOCIAL), by=WORKER, at=NOW)
    assert Duty.objects.filter(user=user).exists()


def test_a_desk_is_left_once() -> None:
    desk = make_desk()
    user = make_user(Role.SOCIAL, desk)
    membership = actions.leave_desk(Membership.objects.get(user=user), by=WORKER, at=NOW)
    with pytest.raises(actions.CannotChange) as refusal:
        actions.leave_desk(membership, by=WORKER, at=NOW)
    assert refusal.value.reasons == [Reason.OVER]


def test_who_left_may_come_back() -> None:
    desk = make_desk()
    user = make_user(Role.SOCIAL, desk)
    actions.leave_desk(Membership.objects.get(user=user), by=WORKER, at=NOW)
    actions.join_desk(user, desk, Role.SOCIAL, by=WORKER, at=NOW + DAY)
    assert queries.holdings(user, NOW).seats == ()
    assert queries.holdings(user, NOW + DAY).roles == {Role.SOCIAL}
