import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import brotli
import pytest
from django.conf import settings
from django.contrib.messages import SUCCESS
from django.contrib.messages.storage.base import Message
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from malath.ui.gallery import shell
from malath.ui.shell import NavItem, Shell, Theme

TEMPLATES = settings.ROOT / "templates"
LARGER_SCRIPTS = {"evaluate.js": 12_800, "fill.js": 3_200}  # the evaluator of forms is a language of its own
PROBLEMS = ["400", "403", "403_csrf", "404", "409", "413", "429", "500"]


def framed(language: str = "en", template: str = "base.html", **context: Any) -> str:
    with translation.override(language):
        return render_to_string(template, context)


def somebody(theme: Theme = "auto") -> Shell:
    with translation.override("en"):
        return shell(theme)


def test_arabic_pages_read_right_to_left() -> None:
    assert '<html lang="ar" dir="rtl">' in framed("ar")
    assert '<html lang="en" dir="ltr">' in framed("en")


def test_a_chosen_theme_is_marked_and_the_devices_is_not() -> None:
    assert 'data-theme="dark"' in framed(shell=somebody("dark"))
    assert "data-theme" not in framed(shell=somebody("auto"))


def test_a_signed_out_page_shows_the_brand_and_nothing_else_of_the_frame() -> None:
    html = framed()
    assert "Malath" in html
    assert "<nav" not in html
    assert "Sign out" not in html
    assert "Every view and every act is recorded." not in html


def test_a_demonstration_says_so_on_every_page() -> None:
    assert "Demonstration: invented people only" in framed(sandbox="demo")
    assert "عرض تجريبي" in framed("ar", sandbox="demo")
    assert "Demonstration" not in framed()


def test_more_places_than_a_row_holds_are_behind_a_button_but_for_where_one_is() -> None:
    places = [NavItem(f"Place {number}", "#", number == 7) for number in range(9)]
    many = replace(somebody(), nav=tuple(places))
    assert [item.label for item in many.in_front] == ["Place 0", "Place 1", "Place 2", "Place 3", "Place 7"]
    assert [item.label for item in many.behind] == ["Place 4", "Place 5", "Place 6", "Place 8"]
    html = framed(shell=many)
    assert all(html.count(place.label) == 1 for place in places)


def test_a_button_for_one_place_is_not_worth_it() -> None:
    few = replace(somebody(), nav=tuple(NavItem(f"Place {number}", "#") for number in range(5)))
    assert few.in_front == few.nav
    assert "More" not in framed(shell=few)


def test_the_current_entry_is_marked_and_what_waits_is_counted() -> None:
    html = framed(shell=somebody())
    assert html.count('aria-current="page"') == 1
    assert '>Referrals <bdi class="count">3</bdi></a>' in html


def test_the_language_is_changed_by_posting_and_comes_back_to_the_page() -> None:
    request = RequestFactory().get("/cases/", {"status": "open"})
    html = framed(shell=somebody(), request=request)
    assert 'name="next" value="/cases/?status=open"' in html
    assert 'name="language" value="ar" lang="ar" dir="rtl">العربية' in html
    assert 'name="language" value="en" lang="en" dir="ltr">English' in framed("ar", shell=somebody())


def test_after_a_refused_form_the_language_switch_leads_home() -> None:
    request = RequestFactory().post("/cases/new/")
    assert 'name="next" value="/"' in framed(shell=somebody(), request=request)


def test_messages_are_announced() -> None:
    html = framed(messages=[Message(SUCCESS, "Saved <b>")])
    assert '<div class="notice ok" role="status">Saved &lt;b&gt;</div>' in html


@pytest.mark.parametrize("name", PROBLEMS)
def test_error_pages_need_nothing_and_speak_both_languages(name: str) -> None:
    arabic, english = framed("ar", f"{name}.html"), framed("en", f"{name}.html")
    assert "<h1>" in english
    assert re.search(r"<h1>[\u0600-\u06ff]", arabic)


def every_template() -> list[Path]:
    return sorted([*TEMPLATES.rglob("*.html"), *(settings.ROOT / "malath").rglob("templates/**/*.html")])


@pytest.mark.parametrize("path", every_template(), ids=lambda path: str(path.relative_to(settings.ROOT)))
def test_no_template_needs_an_inline_script_or_style(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"<script(?![^>]*\bsrc=)", text)
    assert not re.search(r"<style\b|\sstyle=|\son[a-z]+=|hx-on|javascript:|[\"']js:", text)


@pytest.mark.parametrize("path", every_template(), ids=lambda path: str(path.relative_to(settings.ROOT)))
def test_no_template_reaches_out_to_another_house(path: Path) -> None:
    text = path.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
    assert not re.search(r"(?:src|href|action)=[\"']?(?:https?:)?//", text)


def test_styles_know_no_left_and_right() -> None:
    for path in (settings.ROOT / "static" / "css").glob("*.css"):
        text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert not re.search(r"\b(?:left|right)\b", text), path.name
        assert not re.search(r"(?:^|[\s;{])(?:margin|padding|border)-(?:top|bottom)\b", text), path.name


def test_scripts_keep_nothing_and_evaluate_nothing() -> None:
    forbidden = r"localStorage|sessionStorage|indexedDB|document\.cookie|\beval\b|new Function|innerHTML"
    for path in (settings.ROOT / "static" / "js").glob("*.js"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(forbidden, text), path.name
        assert len(text) <= LARGER_SCRIPTS.get(path.name, 2048), path.name


def test_the_style_sheet_stays_light() -> None:
    sheet = (settings.ROOT / "static" / "css" / "malath.css").read_bytes()
    assert len(brotli.compress(sheet)) <= 8192
