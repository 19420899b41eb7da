"""Too many wrong passwords: what whoever tries sees, who is told, and who opens an account again."""

import re
from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.db import OperationalError, connection
from django.http import HttpResponse
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from malath.accounts import actions, queries
from malath.accounts.models import LockOut, User
from malath.accounts.roles import Role
from malath.accounts.testing import PASSWORD, Cast, cast, make_user, signed_in
from malath.accounts.tests.test_sign_in import is_in, type_in
from malath.accounts.words import Reason
from malath.audit.models import Event
from malath.audit.words import Did
from malath.foundation.actor import WORKER
from malath.foundation.clock import now
from malath.foundation.testing import fail
from tests.kept import kept

pytestmark = pytest.mark.django_db
HALF_AN_HOUR = timedelta(minutes=30)


@pytest.fixture(autouse=True)
def _count_tries(settings: Settings) -> None:
    settings.AXES_ENABLED = True
    settings.ACCOUNT_RATE_LIMITS = False


@pytest.fixture
@kept
def people() -> Cast:
    return cast()


@pytest.fixture
def owner(people: Cast) -> User:
    """Somebody of Huda's body who has a password."""
    return make_user(Role.POLICE, people.station, name_en="Owner", email="owner@example.org", password=PASSWORD)


@pytest.fixture
def administrator() -> User:
    return make_user(Role.ADMINISTRATOR)


def inside(user: User) -> Client:
    """A browser of somebody who came in before tries were counted."""
    with override_settings(AXES_ENABLED=False):
        return signed_in(Client(), user)


def guess(client: Client, address: str, times: int = 8) -> HttpResponse:
    answers: list[HttpResponse] = [type_in(client, address, "not the password") for _ in range(times)]
    return answers[-1]


def closed(user: User, *, minutes: int = 30) -> LockOut:
    return actions.record_lock_out(user, until=now() + timedelta(minutes=minutes), by=WORKER, at=now())


def refused(lock_out: LockOut, by: User) -> list[Reason]:
    with pytest.raises(actions.CannotChange) as refusal:
        actions.open_lock_out(lock_out, by=by, at=now())
    return refusal.value.reasons


def test_the_page_says_what_to_do_and_when_it_opens(client: Client, owner: User) -> None:
    answer = guess(client, owner.email)
    page = answer.content.decode()
    assert answer.status_code == 429
    assert "30 minutes after the last try" in page
    assert "on a number you know" in page


def test_it_speaks_arabic(client: Client, owner: User) -> None:
    guess(client, owner.email)
    page = client.post("/sign-in/", {"login": owner.email, "password": "x"}, headers={"accept-language": "ar"}).content.decode()
    assert "مغلق مؤقتًا" in page


def test_an_address_without_an_account_is_answered_alike(client: Client, owner: User) -> None:
    def last(address: str) -> tuple[int, str, int]:
        guess(client, address, 7)
        with CaptureQueriesContext(connection) as asked:
            answer = guess(client, address, 1)
        text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.content.decode())
        return answer.status_code, text, len(asked)

    guess(client, "somebody@example.org", 1), guess(client, owner.email, 1)
    AccessAttempt.objects.all().delete()
    assert last(owner.email) == last("nobody@example.org")


def test_the_worker_finds_accounts_and_no_other_addresses(client: Client, owner: User) -> None:
    guess(client, owner.email)
    guess(client, "nobody@example.org")
    (found, until), *others = queries.tried_too_often(now())
    assert (found, others) == (owner, [])
    assert HALF_AN_HOUR - timedelta(minutes=1) < until - now() <= HALF_AN_HOUR


def test_seven_tries_and_old_tries_close_nothing(client: Client, owner: User) -> None:
    guess(client, owner.email, 7)
    assert queries.tried_too_often(now()) == []
    guess(client, owner.email, 1)
    assert queries.tried_too_often(now() + HALF_AN_HOUR) == []


def test_it_is_recorded_once(client: Client, owner: User) -> None:
    guess(client, owner.email)
    (_, until), *_ = queries.tried_too_often(now())
    actions.record_lock_out(owner, until=until, by=WORKER, at=now())
    assert queries.tried_too_often(now()) == []
    with pytest.raises(actions.CannotChange) as refusal:
        actions.record_lock_out(owner, until=until, by=WORKER, at=now())
    assert refusal.value.reasons == [Reason.ALREADY_CLOSED]
    event = Event.objects.get(name=Did.LOCKED_OUT)
    assert (event.subject, event.by) == (owner.reference, WORKER.reference)
    assert "example.org" not in f"{vars(event)}"


def test_an_administrator_opens_it_and_the_owner_comes_in(client: Client, owner: User, administrator: User) -> None:
    guess(client, owner.email)
    lock_out = closed(owner)
    desk = inside(administrator)
    assert owner.name_en in desk.get("/manage/staff/").content.decode().split("filter")[0]
    assert desk.post(f"/manage/staff/closed/{lock_out.reference}/open/").status_code == 302
    type_in(client, owner.email, PASSWORD)
    assert is_in(client)
    assert Event.objects.get(name=Did.LOCK_OUT_OPENED).by == administrator.reference
    assert queries.lock_outs(now()) == ()


def test_opening_gives_nobody_a_way_in_without_the_password(client: Client, owner: User, administrator: User) -> None:
    actions.open_lock_out(closed(owner), by=administrator, at=now())
    guess(client, owner.email, 1)
    assert not is_in(client)


def test_nobody_opens_their_own_account_again(administrator: User) -> None:
    lock_out = closed(administrator)
    assert refused(lock_out, administrator) == [Reason.OWN_LOCK_OUT]
    page = inside(administrator).get("/manage/staff/").content.decode()
    assert "Another administrator opens it." in page


def test_it_is_opened_once(owner: User, administrator: User) -> None:
    lock_out = closed(owner)
    actions.open_lock_out(lock_out, by=administrator, at=now())
    assert refused(lock_out, administrator) == [Reason.OVER]


def test_one_that_has_opened_by_itself_is_over(owner: User, administrator: User) -> None:
    lock_out = closed(owner, minutes=-1)
    assert queries.lock_outs(now()) == ()
    assert refused(lock_out, administrator) == [Reason.OVER]


def test_a_page_left_open_says_why_not(owner: User, administrator: User) -> None:
    lock_out = closed(owner)
    actions.open_lock_out(lock_out, by=WORKER, at=now())
    answer = inside(administrator).post(f"/manage/staff/closed/{lock_out.reference}/open/", follow=True)
    assert "This lies in the past and stays as it was." in answer.content.decode()


def test_only_administrators_open_and_only_by_pressing(people: Cast, owner: User, administrator: User) -> None:
    lock_out = closed(owner)
    address = f"/manage/staff/closed/{lock_out.reference}/open/"
    assert inside(people.huda).post(address).status_code == 403
    desk = inside(administrator)
    assert desk.get(address).status_code == 405
    assert desk.post("/manage/staff/closed/7777-7777-7777/open/").status_code == 404


def test_supervisors_see_those_of_their_own_body(people: Cast, owner: User) -> None:
    closed(owner)
    closed(people.amal)
    page = inside(people.huda).get("/team/").content.decode()
    assert 'id="closed"' in page
    assert owner.name_en in page.split('id="relations"')[0]
    assert people.amal.name_en not in page.split('id="relations"')[0]


def test_nothing_is_left_behind_when_the_trace_fails(owner: User, administrator: User, monkeypatch: pytest.MonkeyPatch) -> None:
    lock_out = closed(owner)
    AccessAttempt.objects.create(username=owner.email, failures_since_start=8)
    monkeypatch.setattr("malath.accounts.actions.audit.record", lambda *_, **__: fail())
    with pytest.raises(OperationalError):
        actions.open_lock_out(lock_out, by=administrator, at=now())
    lock_out.refresh_from_db()
    assert lock_out.opened_at is None
    assert AccessAttempt.objects.exists()
