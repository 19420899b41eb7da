"""Who stands before the door learns from no answer who is inside: the same status, bytes and statements for an account, a
system or a code that is there and for one that never was. (No clock is read: statements tell more.)"""

import re
from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from malath.accounts import actions
from malath.accounts.testing import make_user
from malath.agencies.testing import make_desk
from malath.api.testing import make_program
from malath.foundation.actor import WORKER
from malath.foundation.clock import now
from malath.foundation.references import new_reference
from malath.privacy.tests.statements import shapes

pytestmark = pytest.mark.django_db
TYPED = re.compile(rb'name="csrfmiddlewaretoken" value="\w+"|value="[^"]*"')
Ask = Callable[[str], tuple[int, bytes, list[str]]]


def asked(url: str, **typed: str) -> tuple[int, bytes, list[str]]:
    """Somebody nobody knows, in a new browser. Counts of tries are forgotten: here they are no part of the answer."""
    cache.clear()
    with CaptureQueriesContext(connection) as statements:
        answer = Client().post(url, typed)
    return answer.status_code, TYPED.sub(b"", answer.content), shapes(statements.captured_queries)


def of_a_password(there: str) -> Ask:
    return lambda who: asked(reverse("account_login"), login=who or there, password="a wrong one of some length")


def of_a_code(there: str) -> Ask:
    def ask(who: str) -> tuple[int, bytes, list[str]]:
        new = "seven yellow kites over Salt"
        return asked(reverse("accounts:accept_invitation"), email=who or there, code="1" * 15, password=new, again=new)

    return ask


def of_a_system(there: str) -> Ask:
    def ask(who: str) -> tuple[int, bytes, list[str]]:
        name = new_reference() if who else there
        return asked("/api/v1/token", grant_type="client_credentials", client_id=name, client_secret="x" * 43)

    return ask


def told_apart(ask: Ask) -> bool:
    for who in ("", "nobody@example.org", ""):  # the first line of a chain makes its head
        ask(who)
    return ask("") != ask("nobody@example.org")


def test_a_wrong_password_tells_no_account() -> None:
    assert not told_apart(of_a_password(make_user(password="a long sentence nobody guesses").email))


def test_a_wrong_sign_in_code_tells_neither_account_nor_that_a_code_waits() -> None:
    waiting, without = make_user(), make_user(password="a long sentence nobody guesses")
    actions.invite(waiting, by=WORKER, at=now())
    assert not told_apart(of_a_code(waiting.email))
    assert not told_apart(of_a_code(without.email))


def test_a_wrong_secret_tells_no_system() -> None:
    desk = make_desk()
    assert not told_apart(of_a_system(make_program(desk, at=now()).user.reference))


def test_answers_that_differ_are_told_apart() -> None:
    assert told_apart(lambda who: asked("/sign-in/" if who else "/nowhere/"))
