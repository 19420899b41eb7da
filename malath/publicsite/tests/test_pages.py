import re
import subprocess
import sys

import brotli
import pytest
from django.conf import settings
from django.test import Client
from pytest_django import Settings

from malath.publicsite.tests.conftest import public_door
from malath.ui.public_words import tongues

ADDRESSES = ["/", "/ar/", "/en/", "/ar/form/", "/en/words/", "/en/1/", "/en/9/", "/exit", "/nothing/here/"]
LOUD = re.compile(r"traffick|الاتجار|victim|ضحية|abuse|exploit|استغلال", re.IGNORECASE)

WHAT_IS_LOADED = """
import sys
from config.wsgi import application
from django.conf import settings
from django.test import Client
assert Client(headers={"host": "localhost"}).get("/ar/").status_code == 200
assert settings.DATABASES["default"]["ENGINE"] == "django.db.backends.dummy"
print(*{name.split(".")[1] for name in sys.modules if name.startswith("malath.")})
print(*[name for name in sys.modules if name.startswith("malath.") and name.endswith((".models", ".actions", ".queries"))])
"""


def text_of(client: Client, address: str, **headers: str) -> str:
    return client.get(address, headers=headers).content.decode()


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_answer_sets_a_cookie_or_may_be_kept(public: Client, address: str) -> None:
    answer = public.get(address)
    assert "Set-Cookie" not in answer
    assert not answer.cookies
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_answer_is_locked_down(public: Client, address: str) -> None:
    answer = public.get(address)
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert answer["Referrer-Policy"] == "no-referrer"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("address", ADDRESSES)
def test_beside_a_demonstration_every_page_says_so_and_else_none(
    public: Client, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = "عرض تجريبي" if address.startswith("/ar/") else "Demonstration"
    assert said not in text_of(public, address, **{"Accept-Language": "en"})
    monkeypatch.setattr(settings, "MALATH_DEMO", "demo")
    assert said in text_of(public, address, **{"Accept-Language": "en"})


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("language", ["ar", "en"])
def test_title_address_and_icon_say_nothing(public: Client, address: str, language: str) -> None:
    html = text_of(public, address, **{"Accept-Language": language})
    title = re.search(r"<title>(.*?)</title>", html)
    assert title is not None
    assert not LOUD.search(title.group(1) + address)
    assert '<link rel="icon" href="data:,">' in html


@pytest.mark.parametrize(
    "address", ["/ar/", "/en/", "/ar/form/", "/en/words/", "/ar/3/", "/en/5/", "/en/9/", "/ar/10/", "/exit"]
)
def test_a_page_weighs_at_most_fifteen_kilobytes_with_all_it_loads(public: Client, address: str) -> None:
    page = public.get(address).content
    loaded = re.findall(rb'(?:href|src)="/static/([^"]+)"', page)
    files = [(settings.ROOT / "static" / name.decode()).read_bytes() for name in loaded]
    assert len(brotli.compress(page)) + sum(len(brotli.compress(file)) for file in files) <= 15_000


@pytest.mark.parametrize("address", ADDRESSES)
def test_nothing_comes_from_another_house(public: Client, address: str) -> None:
    assert not re.search(r"https?://|//\w", text_of(public, address))


def test_the_page_speaks_both_languages(public: Client) -> None:
    assert "هل أنت في أمان الآن؟" in text_of(public, "/ar/", **{"Accept-Language": "en"})
    assert "Are you safe right now?" in text_of(public, "/en/", **{"Accept-Language": "ar"})


def test_without_a_language_in_the_address_the_browser_decides(public: Client) -> None:
    assert '<html lang="en"' in text_of(public, "/", **{"Accept-Language": "en-GB,en;q=0.9"})
    assert '<html lang="ar"' in text_of(public, "/", **{"Accept-Language": "xx, *;q=0.1"})
    assert '<html lang="ar"' in text_of(public, "/")
    assert public.get("/")["Vary"] == "Accept-Language"


@pytest.mark.parametrize(("asked", "code", "instead"), [("am-ET,am;q=0.9,en;q=0.5", "am", "en"), ("ur", "ur", "ar")])
def test_a_browser_whose_language_is_not_ready_is_told_so_in_its_own(
    public: Client, asked: str, code: str, instead: str
) -> None:
    html = text_of(public, "/", **{"Accept-Language": asked})
    assert f'<html lang="{instead}"' in html
    assert html == text_of(public, f"/{code}/")


@pytest.mark.parametrize("address", ["/ar/", "/en/", "/bn/"])
def test_from_the_first_page_each_language_is_one_step_away_in_its_own_name(public: Client, address: str) -> None:
    html = text_of(public, address)
    links = re.findall(r'<a href="/(\w+)/" lang="\1" dir="(?:ltr|rtl)" data-replace>(.+?)</a>', html)
    assert {code for code, _ in links} >= {one.code for one in tongues()}
    assert ("bn", "বাংলা") in links


def test_an_unchecked_number_says_so(public: Client) -> None:
    html = text_of(public, "/en/")
    assert html.count("We have not called this number ourselves yet.") == html.count('href="tel:')
    assert '<bdi dir="ltr">+962 6 400 8000</bdi>' in html


def test_numbers_from_memory_are_not_shown(public: Client) -> None:
    html = text_of(public, "/en/")
    assert "5675729" not in html
    assert "tel:110" not in html


@pytest.mark.parametrize("ask", ["get", "post"])
def test_leaving_makes_the_browser_forget_and_shows_a_month(public: Client, ask: str) -> None:
    answer = getattr(public, ask)("/exit")
    assert answer.status_code == 200
    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    assert 'class="month"' in answer.content.decode()
    assert "exit" not in answer.content.decode()


def test_the_page_tells_what_stays_and_how_to_remove_it(public: Client) -> None:
    assert "list of visited pages: “Information” and the calendar" in text_of(public, "/en/")
    assert "<title>Information</title>" in text_of(public, "/en/")
    assert "«معلومات»" in text_of(public, "/ar/")
    assert "<title>معلومات</title>" in text_of(public, "/ar/")


def test_leaving_needs_no_javascript(public: Client) -> None:
    assert re.search(r'<form method="post" action="/exit"><button', text_of(public, "/ar/"))


def test_a_wrong_address_gets_a_quiet_answer(public: Client) -> None:
    answer = public.get("/nothing/here/", headers={"Accept-Language": "en"})
    assert answer.status_code == 404
    assert "This page cannot be shown" in answer.content.decode()


def test_the_page_takes_no_input(public: Client) -> None:
    assert public.post("/ar/", {"text": "x"}).status_code == 405


def test_a_breakdown_gets_a_quiet_answer(public: Client, settings: Settings) -> None:
    settings.ROOT_URLCONF = "malath.publicsite.tests.broken_urls"
    answer = public.get("/", headers={"Accept-Language": "en"})
    assert answer.status_code == 500
    assert "This page cannot be shown" in answer.content.decode()


def test_the_process_has_no_database_and_loads_no_part_that_knows_people() -> None:
    done = subprocess.run(
        [sys.executable, "-c", WHAT_IS_LOADED],
        cwd=settings.ROOT,
        env=public_door(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert not done.stderr
    parts, reach = done.stdout.splitlines()
    assert set(parts.split()) <= {"agencies", "figures", "foundation", "helpline", "publicsite", "ui"}
    assert set(reach.split()) <= {"malath.foundation.models", "malath.publicsite.queries"}
