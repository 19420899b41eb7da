"""What a page of somebody else gets out of a browser that is signed in here: nothing."""

import logging

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.test import Client, RequestFactory
from django.urls import get_resolver, reverse

from malath.accounts.http import safe_next
from malath.accounts.roles import Role
from malath.accounts.testing import make_user, signed_in
from malath.agencies.testing import make_desk
from malath.foundation.logs import Formatter, Impersonal
from tests.security.heads import lacking
from tests.security.test_authorisation import named

WITHOUT_COOKIE = {
    "offline:sync": "the phone signs what it sends",
    "outside:link": "the passcode stands in the form",
    **dict.fromkeys(("collect:form", "collect:list", "collect:manifest", "collect:submission"), "who asks has to know a token"),
    **dict.fromkeys(
        ("helpline:enter", "helpline:card", "helpline:receipt"), "who sends has to know a code or the mark of its card"
    ),
    "helpline:leave": "leaving needs no permission",
}
"""Addresses that take what another site sends, since no cookie of a person opens anything there."""


def asked(*, of: str = "https://elsewhere.example") -> HttpRequest:
    return RequestFactory().post("/", {"anything": "1"}, headers={"Origin": of})


@pytest.mark.django_db
def test_no_other_site_sends_a_form_in_somebodys_name(caplog: pytest.LogCaptureFixture) -> None:
    assert "django.middleware.csrf.CsrfViewMiddleware" in settings.MIDDLEWARE
    guard = CsrfViewMiddleware(lambda _request: HttpResponse())
    caplog.set_level(logging.CRITICAL, "django.security.csrf")
    taken = {name for name, pattern in named(get_resolver()) if guard.process_view(asked(), pattern.callback, (), {}) is None}
    programs = {name for name in taken if name.startswith("v1:")}  # a token in a header; `test_a_session_of_staff_is_no_token`
    assert taken - programs == set(WITHOUT_COOKIE)


@pytest.mark.django_db
def test_a_form_of_another_site_leaves_a_line_that_says_nothing_of_who_sent_it(caplog: pytest.LogCaptureFixture) -> None:
    caplog.handler.addFilter(Impersonal())
    browser = Client(enforce_csrf_checks=True)
    browser.post(reverse("account_login"), {"login": "amal@example.org"}, headers={"Origin": "https://elsewhere.example"})
    (line,) = [Formatter().format(record) for record in caplog.records if record.name == "django.security.csrf"]
    assert "Forbidden" in line
    assert [word for word in ("elsewhere", "amal", "sign-in") if word in line] == []
    assert logging.getLogger("django.security.csrf").propagate


@pytest.mark.parametrize(
    "where", ["https://elsewhere.example/", "//elsewhere.example/", "/\\elsewhere.example", "javascript:alert(1)"]
)
def test_nobody_is_sent_on_to_another_site(where: str) -> None:
    request = RequestFactory().get("/", {"next": where})
    assert safe_next(request) == "/"


@pytest.mark.django_db
def test_no_other_page_may_frame_read_or_add_to_ours() -> None:
    staff = signed_in(Client(), make_user(Role.INSPECTOR, make_desk()))
    for page in (Client().get(reverse("account_login")), staff.get("/"), staff.get("/nothing/"), staff.post("/people/", {})):
        policy = page["Content-Security-Policy"]
        assert "unsafe" not in policy
        assert [
            one
            for one in ("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "form-action")
            if one not in policy
        ] == []
        assert (page["X-Frame-Options"], page["X-Content-Type-Options"]) == ("DENY", "nosniff")
        assert (page["Referrer-Policy"], page["Cross-Origin-Opener-Policy"]) == ("same-origin", "same-origin")
        assert page["Cache-Control"] == "no-store"
        assert "Access-Control-Allow-Origin" not in page


@pytest.mark.django_db
@pytest.mark.parametrize("head", ["Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy", "Cache-Control"])
def test_an_answer_that_lacks_a_head_is_found(client: Client, head: str) -> None:
    heads = dict(client.get(reverse("account_login")).headers)
    assert lacking(heads) == []
    assert lacking(heads | {head: ""}) == [head]
    assert lacking(heads | {"Access-Control-Allow-Origin": "*"}) == ["Access-Control-Allow-Origin"]


def test_what_a_script_or_another_site_must_not_read_stands_in_no_cookie_of_theirs() -> None:
    assert settings.SESSION_COOKIE_HTTPONLY is True
    assert (settings.SESSION_COOKIE_SAMESITE, settings.CSRF_COOKIE_SAMESITE) == ("Lax", "Lax")
