"""Cookies of ours: for this host alone, over HTTPS only, out of reach of scripts. Browsers hold us to what their names say."""

from typing import Literal

from django.conf import settings
from django.http import HttpRequest, HttpResponse

Sent = Literal["Lax", "Strict"]


def name_of(cookie: str) -> str:
    """The name under which a cookie travels."""
    return f"{settings.COOKIE_PREFIX}{cookie}"


def put(answer: HttpResponse, cookie: str, value: str, *, sent: Sent) -> None:
    """Until the browser is closed. `sent`: whether it goes along when somebody comes from another site."""
    answer.set_cookie(name_of(cookie), value, httponly=True, samesite=sent, secure=settings.SESSION_COOKIE_SECURE)


def read(request: HttpRequest, cookie: str) -> str:
    return request.COOKIES.get(name_of(cookie), "")


def take_away(answer: HttpResponse, cookie: str, *, sent: Sent) -> None:
    answer.delete_cookie(name_of(cookie), samesite=sent)
    answer.cookies[name_of(cookie)]["secure"] = settings.SESSION_COOKIE_SECURE
