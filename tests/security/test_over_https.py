"""What holds only where the house speaks HTTPS: cookies, strict transport, and who comes without it."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from pytest_django.fixtures import Settings

from malath.ui import cookies
from malath.ui.doors import known_methods_only, programs_come_encrypted

ROOT = Path(__file__).resolve().parents[2]
ASKED = """
import json
from config import settings as told
names = ("SESSION_COOKIE", "CSRF_COOKIE")
ends = ("NAME", "SECURE", "HTTPONLY", "SAMESITE", "PATH", "DOMAIN")
from django.conf import global_settings as usual
said = {f"{a}_{b}": getattr(told, f"{a}_{b}", getattr(usual, f"{a}_{b}")) for a in names for b in ends}
said |= {one: getattr(told, one) for one in ("SECURE_HSTS_SECONDS", "SECURE_HSTS_INCLUDE_SUBDOMAINS", "SECURE_SSL_REDIRECT")}
print(json.dumps(said))
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The settings of a house that speaks HTTPS."""
    env = os.environ | {"MALATH_HTTPS": "1", "MALATH_VAR": str(tmp_path_factory.mktemp("var"))}
    done = subprocess.run([sys.executable, "-c", ASKED], cwd=ROOT, env=env, capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def answered(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("a page")


@pytest.mark.parametrize("cookie", ["SESSION_COOKIE", "CSRF_COOKIE"])
def test_cookies_belong_to_this_host_alone_and_no_script_reads_them(told: dict[str, Any], cookie: str) -> None:
    assert told[f"{cookie}_NAME"].startswith("__Host-")
    assert [told[f"{cookie}_{end}"] for end in ("SECURE", "HTTPONLY", "SAMESITE")] == [True, True, "Lax"]
    assert (told[f"{cookie}_PATH"], told[f"{cookie}_DOMAIN"]) == ("/", None)  # else browsers throw such a name away


def test_browsers_come_by_https_for_a_year_from_then_on(told: dict[str, Any]) -> None:
    assert told["SECURE_HSTS_SECONDS"] >= 31_536_000
    assert told["SECURE_HSTS_INCLUDE_SUBDOMAINS"] is told["SECURE_SSL_REDIRECT"] is True


def test_our_own_cookies_are_named_and_taken_away_in_the_same_way(settings: Settings) -> None:
    settings.COOKIE_PREFIX, settings.SESSION_COOKIE_SECURE = "__Host-", True
    answer, gone, asked = HttpResponse(), HttpResponse(), RequestFactory().get("/")
    cookies.put(answer, "card", "kept", sent="Strict")
    cookies.take_away(gone, "card", sent="Strict")
    (cookie,), (ended,) = answer.cookies.values(), gone.cookies.values()
    assert (cookie.key, cookie["path"], cookie["domain"]) == ("__Host-card", "/", "")
    assert (cookie["secure"], cookie["httponly"], cookie["samesite"]) == (True, True, "Strict")
    assert (ended.key, ended["secure"], ended["max-age"]) == ("__Host-card", True, 0)
    asked.COOKIES["card"] = "of somebody who may write below this name"
    assert cookies.read(asked, "card") == ""


@pytest.mark.parametrize("method", ["TRACE", "CONNECT", "PUT", "DELETE", "MADEUP"])
def test_what_is_no_method_of_ours_builds_no_page(method: str) -> None:
    answer = known_methods_only(answered)(RequestFactory().generic(method, "/"))
    assert (answer.status_code, answer.content) == (405, b"")


@pytest.mark.parametrize(("path", "status"), [("/api/v1/token", 403), ("/collect/a/formList", 403), ("/sign-in/", 200)])
def test_a_program_that_comes_without_encryption_is_refused_and_not_led_on(settings: Settings, path: str, status: int) -> None:
    settings.SECURE_SSL_REDIRECT = True
    door = programs_come_encrypted(answered)
    assert door(RequestFactory().get(path)).status_code == status
    assert door(RequestFactory().get(path, secure=True)).status_code == 200
