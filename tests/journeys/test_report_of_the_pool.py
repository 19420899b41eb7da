"""Scenario A, step 8: what the report of the pool says, with the pages, and walked in the browser in both languages."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.accounts.testing import make_user
from malath.accounts.words import Language
from malath.agencies.testing import make_agency, make_desk
from malath.agencies.words import AgencyKind
from malath.foundation import clock as clocks
from malath.foundation.testing import Clock
from malath.training.actions.levels import raise_level
from malath.training.testing import make_certified, make_course, make_half_day, make_officer
from malath.training.tests.conftest import Pool, clock, pool
from malath.training.tests.test_levels import certified
from malath.training.words import Half, Level, Measure
from malath.workday.tick import tick
from tests.journeys.conftest import SignIn, Town, look_at
from tests.journeys.test_scenario_of_the_pool import held, look, on, press
from tests.journeys.test_scenarios import speak

__all__ = ["clock", "pool"]
AR, EN = Language.ARABIC, Language.ENGLISH
DAY = timedelta(days=1)


def told(page: str) -> dict[str, str]:
    """What stands beside each measure, by the words before it."""
    found = re.findall(r"<p>([^<]*): <strong><bdi>([^<]*)</bdi></strong></p>", page)
    return {label.strip(): text for label, text in found}


def paid(pool: Pool, course: str, source: str, amount: str, day: date, **more: str) -> int:
    typed = {"line": "place", "funder": "A body", "paid_from": source, "currency": "JOD", "actual": amount, **more}
    return press(pool.reem, "cost", course, paid_on=on(day), **typed)


def test_the_report_says_whether_the_pool_lives_by_itself(pool: Pool, clock: Clock) -> None:
    """Layla learns from Kamal; of two courses one is led from outside; the state pays a quarter; later Kamal is lost."""
    certified(pool, pool.layla)
    raise_level(pool.layla, Level.CO_TRAINER, by=pool.reem, at=clock())
    make_certified(pool.sami, trainer=pool.layla)
    clock.forward(days=700)
    _two_courses(pool, clock)
    posts = {"agency": pool.body.reference, "directorate": "Sahab", "posts": "12", "source": "Staff list"}
    assert press(pool.reem, "coverage", **posts, counted_on=on(clock().date())) == 302
    clock.forward(days=40)
    tick(clock())
    report = told(look(pool.reem, "pool"))
    assert report["Of a hundred courses of a year, held without experts from outside"] == "50"
    assert report["Of a hundred dinars paid for courses of a year, carried by the country itself"] == "25"
    assert report["Of a hundred trainers, lost within a year"] == "50"
    assert report["Generations from the first trainers"] == "2"
    assert report["Of a hundred officers in post where posts were counted, trained"] == "0"
    tree = look(pool.reem, "tree")
    assert re.search(r"<summary><bdi>Kamal</bdi>.*?rests.*?<ul><li><a [^>]*><bdi>Layla</bdi>.*?officers trained: 1", tree)


def _two_courses(pool: Pool, clock: Clock) -> None:
    """One that Layla delivers with Kamal's pool, one led by experts from abroad, who are paid from there in dollars."""
    own = held(pool, clock, "front_line", 1, ["M1"])
    assert press(pool.reem, "name_trainer", pool.layla.reference, course=own.reference, part="co") == 302
    led = make_course(host=pool.body, starts_on=clock().date(), days=1, experts=True, at=clock())
    for course in (own, led):
        first = on(course.starts_on)
        assert press(pool.reem, "open_half_day", course.reference, on=first, half=Half.MORNING) == 302
    day = clock().date()
    assert paid(pool, own.reference, "state", "150.000", day) == 302
    assert paid(pool, own.reference, "national", "100.250", day) == 302
    assert paid(pool, led.reference, "abroad", "1000", day, currency="USD") == 422
    assert paid(pool, led.reference, "abroad", "1000.00", day, currency="USD", rate="0.75075") == 302


@pytest.fixture
def reem(town: Town) -> User:
    desk = make_desk(make_agency(AgencyKind.MECHANISM), at=clocks.now() - 30 * DAY)
    return make_user(Role.COORDINATOR, desk, name_en="Reem", language=AR, at=clocks.now() - 30 * DAY)


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_cost_report_and_tree_are_walked(sign_in: SignIn, town: Town, reem: User) -> None:
    at = timezone.now()
    first = make_officer(town.inspection.agency, name_ar="مدرب أول", name_en="First Trainer", level=Level.MASTER, at=at)
    second = make_officer(town.inspection.agency, name_ar="متدربة", name_en="Learner", at=at)
    make_certified(second, trainer=first, at=at)
    course = make_course(host=town.inspection.agency, starts_on=clocks.in_amman(at).date(), at=at)
    make_half_day(course, at=at)
    phone = sign_in(reem, phone=True)
    _cost_on_a_phone(phone, course.reference)
    for language in (AR, EN):
        speak(reem, language)
        places = ("pool/", "pool/tree/", f"courses/{course.reference}/cost/")
        assert [fault for place in places for fault in look_at(phone, f"/training/{place}")] == []
    _opened_by_keyboard(phone)


def _cost_on_a_phone(page: Page, course: str) -> None:
    """A fourth decimal is refused and what was typed stays; then the line stands there."""
    page.goto(f"/training/courses/{course}/cost/")
    page.locator("[name='line']").select_option("meals")
    page.locator("[name='funder']").fill("وزارة العمل")
    page.locator("[name='paid_from'][value='state']").check()
    for amount in ("٢١٢٫٥٠٠٥", "٢١٢٫٥٠٠"):
        page.locator("[name='estimate']").fill(amount)
        with page.expect_navigation():
            page.locator("#new form button").click()
        if amount == "٢١٢٫٥٠٠٥":
            expect(page.locator("[data-errors]")).to_be_visible()
            expect(page.locator("[name='funder']")).to_have_value("وزارة العمل")
    expect(page.locator("#lines")).to_contain_text("212.500")


def _opened_by_keyboard(page: Page) -> None:
    """Each figure opens to its definition; a name is found with the way to it."""
    page.goto("/training/pool/")
    opened = page.locator("#measures details").first
    opened.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(opened).to_have_attribute("open", "")
    assert page.locator("#measures details").count() == len(Measure)
    page.goto("/training/pool/tree/")
    page.locator("#word").fill("Learn")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("First Trainer › Learner")
