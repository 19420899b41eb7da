import re
from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from malath.accounts import actions, queries
from malath.accounts.roles import Role
from malath.accounts.testing import cast, make_user
from malath.agencies.testing import make_desk
from malath.audit.models import Event
from malath.audit.words import Did
from malath.foundation import marks
from malath.foundation.actor import WORKER
from malath.foundation.clock import now
from malath.foundation.models import Mark

pytestmark = [pytest.mark.django_db]
DOOR = "/demo/sign-in/"


@pytest.fixture
def demo() -> None:
    Mark.objects.create(kind=Mark.DEMO, created_at=datetime(2026, 11, 8, tzinfo=UTC))
    marks.forget()


def test_one_press_and_one_is_in_without_a_second_factor(demo: None, client: Client) -> None:
    user = make_user(Role.SOCIAL, make_desk())
    assert client.post(reverse("accounts:demo_sign_in"), {"user": user.reference})["Location"] == "/"
    assert client.get(reverse("accounts:settings")).status_code == 200
    event = Event.objects.get(name=Did.SIGNED_IN)
    assert (event.by, event.facts) == (user.reference, '{"method":"demo"}')


def test_the_sign_in_page_lists_the_invented_staff_with_role_and_desk(demo: None, client: Client) -> None:
    people = cast()
    text = client.get(reverse("account_login"), headers={"accept-language": "en"}).content.decode()
    assert people.amal.reference in text
    assert "Shelter manager" in text
    assert "Admissions" in text


def test_the_list_takes_one_statement(demo: None, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    cast()
    with django_assert_num_queries(1):
        assert len(queries.demo_staff(now())) == 3


def test_every_page_says_that_this_is_a_demonstration(demo: None, client: Client) -> None:
    pages = [reverse("account_login"), reverse("accounts:accept_invitation"), "/no/such/page/"]
    assert all('class="ribbon"' in client.get(page).content.decode() for page in pages)
    client.post(DOOR, {"user": make_user(Role.SOCIAL, make_desk()).reference})
    assert 'class="ribbon"' in client.get(reverse("accounts:settings")).content.decode()


def test_who_left_or_never_was_cannot_come_in(demo: None, client: Client) -> None:
    user = make_user()
    actions.end_staff(user, by=WORKER, at=now())
    for reference in (user.reference, "2222-2222-2222", ""):
        assert client.post(DOOR, {"user": reference}).status_code == 404


def test_the_mark_in_a_session_is_worth_nothing_in_another_database(demo: None, client: Client) -> None:
    user = make_user(Role.SOCIAL, make_desk())
    client.post(DOOR, {"user": user.reference})
    Mark.objects.all().delete()
    marks.forget()
    assert client.get(reverse("accounts:settings"))["Location"] == reverse("mfa_index")


def answer(client: Client, method: str, address: str) -> tuple[int, str, list[tuple[str, str]]]:
    response = client.generic(method, address)
    text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.content.decode())
    return response.status_code, text.replace(address, ""), sorted(response.items())


@pytest.mark.parametrize("method", ["GET", "POST", "HEAD", "PUT"])
@pytest.mark.parametrize("address", [DOOR, DOOR.rstrip("/")])
def test_without_the_mark_the_address_does_not_exist(client: Client, method: str, address: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    for visitor in (client, strict):
        assert answer(visitor, method, address) == answer(visitor, method, address.replace("demo", "none"))
        assert answer(visitor, method, address)[0] == (405 if method == "PUT" else 404)


def test_without_the_mark_nobody_comes_in_and_nobody_is_listed(client: Client) -> None:
    people = cast()
    client.post(DOOR, {"user": people.amal.reference})
    assert "_auth_user_id" not in client.session
    page = client.get(reverse("account_login")).content.decode()
    assert people.amal.reference not in page
    assert 'class="ribbon"' not in page


def test_a_signed_in_stranger_finds_no_such_address_either(client: Client) -> None:
    client.force_login(make_user())
    assert answer(client, "POST", DOOR)[0] == answer(client, "POST", "/none/sign-in/")[0] == 404
