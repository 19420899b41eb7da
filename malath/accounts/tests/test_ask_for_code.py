"""A new sign-in code for an account in use takes two: nobody becomes somebody else alone."""

from datetime import timedelta

import pytest
from django.test import Client

from malath.accounts import actions, queries
from malath.accounts.models import CodeRequest, Invitation, User
from malath.accounts.roles import Role
from malath.accounts.testing import PASSWORD, Cast, cast, make_user, signed_in
from malath.accounts.words import Reason
from malath.agencies.testing import LONG_AGO
from malath.audit.models import Event
from malath.audit.words import Did
from malath.foundation.actor import WORKER
from malath.foundation.clock import now
from tests.kept import kept

pytestmark = pytest.mark.django_db
NOW = LONG_AGO + timedelta(days=30)


@pytest.fixture
@kept
def people() -> Cast:
    return cast()


@pytest.fixture
def asker() -> User:
    return make_user(Role.ADMINISTRATOR)


@pytest.fixture
def giver() -> User:
    return make_user(Role.ADMINISTRATOR)


@pytest.fixture
def owner() -> User:
    return make_user(password=PASSWORD)


def refused(user: User, by: User) -> list[Reason]:
    with pytest.raises(actions.CannotChange) as refusal:
        actions.invite(user, by=by, at=NOW)
    return refusal.value.reasons


def test_an_account_in_use_gets_none_from_one_alone(owner: User, asker: User) -> None:
    assert refused(owner, asker) == [Reason.SECOND_ADMINISTRATOR]
    actions.ask_for_code(owner, by=asker, at=NOW)
    assert refused(owner, asker) == [Reason.SECOND_ADMINISTRATOR]
    assert not Invitation.objects.exists()


def test_who_did_not_ask_gives_it(owner: User, asker: User, giver: User) -> None:
    actions.ask_for_code(owner, by=asker, at=NOW)
    code = actions.invite(owner, by=giver, at=NOW)
    assert actions.accept_invitation(owner.email, code, PASSWORD, at=NOW) == owner
    events = Event.objects.filter(subject=owner.reference, name__in=[Did.CODE_ASKED, Did.STAFF_INVITED]).order_by("pk")
    assert [event.by for event in events] == [asker.reference, giver.reference]


def test_one_asking_is_good_for_one_code(owner: User, asker: User, giver: User) -> None:
    actions.ask_for_code(owner, by=asker, at=NOW)
    actions.invite(owner, by=giver, at=NOW)
    assert refused(owner, giver) == [Reason.SECOND_ADMINISTRATOR]


def test_asking_is_forgotten_after_three_days(owner: User, asker: User, giver: User) -> None:
    actions.ask_for_code(owner, by=asker, at=NOW - timedelta(hours=72))
    assert refused(owner, giver) == [Reason.SECOND_ADMINISTRATOR]
    actions.ask_for_code(owner, by=asker, at=NOW)


def test_a_new_account_gets_its_first_code_from_one() -> None:
    assert actions.invite(make_user(), by=WORKER, at=NOW)


@pytest.mark.parametrize("reason", [Reason.ALREADY_ASKED, Reason.OWN_ACCOUNT, Reason.ACCOUNT_ENDED])
def test_asking_is_refused(owner: User, asker: User, reason: Reason) -> None:
    if reason == Reason.ALREADY_ASKED:
        actions.ask_for_code(owner, by=asker, at=NOW)
    if reason == Reason.ACCOUNT_ENDED:
        actions.end_staff(owner, by=WORKER, at=NOW)
    with pytest.raises(actions.CannotChange) as refusal:
        actions.ask_for_code(owner, by=owner if reason == Reason.OWN_ACCOUNT else asker, at=NOW)
    assert refusal.value.reasons == [reason]


def test_an_ended_account_leaves_no_request(owner: User, asker: User) -> None:
    actions.ask_for_code(owner, by=asker, at=NOW)
    actions.end_staff(owner, by=WORKER, at=NOW)
    assert queries.code_asked_for(owner, NOW) is None


def test_the_page_says_whose_turn_it_is(client: Client, owner: User, asker: User, giver: User) -> None:
    page = f"/manage/staff/{owner.reference}/"
    signed_in(client, asker)
    assert "One asks, another gives" in client.get(page).content.decode()
    client.post(f"/team/staff/{owner.reference}/code/")
    assert "You asked for a code." in client.get(page).content.decode()
    assert "alone" in client.post(f"{page}invite/", follow=True).content.decode() or not Invitation.objects.exists()
    assert not Invitation.objects.exists()
    signed_in(client, giver)
    assert owner.name_en in client.get("/manage/staff/").content.decode()
    assert "Give a sign-in code" in client.get(page).content.decode()
    assert client.post(f"{page}invite/").status_code == 200
    assert Invitation.objects.filter(user=owner).exists()


def test_a_supervisor_asks_for_their_own_body_only(client: Client, people: Cast) -> None:
    signed_in(client, people.huda)
    assert client.post(f"/team/staff/{people.basim.reference}/code/").status_code == 302
    assert client.post(f"/team/staff/{people.amal.reference}/code/").status_code == 403
    assert [asked.user for asked in CodeRequest.objects.all()] == [people.basim]
    assert queries.codes_asked_for(now()) == [people.basim]
