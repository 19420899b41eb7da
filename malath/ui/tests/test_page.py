import pytest
from django.http import HttpRequest
from django.test import RequestFactory

from malath.ui import page

# The frame of every page says whether this is a demonstration.
pytestmark = [pytest.mark.django_db]

TEMPLATE = "ui/why_not.html"


def asked(*, by_htmx: bool) -> HttpRequest:
    return RequestFactory().get("/", headers={"HX-Request": "true"} if by_htmx else {})


def test_a_whole_page_is_given_to_everybody_else() -> None:
    answer = page.render_part(asked(by_htmx=False), TEMPLATE, {"reasons": ["Sent"]}, part="missing")
    assert b"Sent" in answer.content
    assert answer.status_code == 200


def test_htmx_gets_the_part_it_asked_for() -> None:
    answer = page.render_part(asked(by_htmx=True), "ui/gallery.html", {"labels": [("Sent", "ok")]}, part="labels")
    assert answer.content.strip() == b'<span class="tag ok">Sent</span>'


def test_without_a_named_part_htmx_gets_the_page() -> None:
    assert b"Sent" in page.render_part(asked(by_htmx=True), TEMPLATE, {"reasons": ["Sent"]}).content


def test_a_refused_form_answers_422() -> None:
    assert page.render_part(asked(by_htmx=False), TEMPLATE, {}, status=422).status_code == 422


def test_after_an_act_everybody_else_is_sent_on_without_building_the_page() -> None:
    def never() -> dict[str, object]:
        raise AssertionError

    answer = page.redirect_or_part(asked(by_htmx=False), "/there/", TEMPLATE, never, "labels")
    assert (answer.status_code, answer["Location"]) == (302, "/there/")


def test_after_an_act_htmx_gets_what_changed() -> None:
    answer = page.redirect_or_part(
        asked(by_htmx=True), "/there/", "ui/gallery.html", lambda: {"labels": [("Sent", "ok")]}, "labels"
    )
    assert answer.status_code == 200
    assert b"Sent" in answer.content
