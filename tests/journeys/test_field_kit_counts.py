"""Counting on a phone without network: a session by numbers, and the list of half a day by its trainer."""

from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from malath.accounts.models import User
from malath.awareness.testing import make_campaign, make_officer, make_session
from malath.awareness.words import SessionState
from malath.foundation import clock
from malath.offline import work
from malath.offline.models import Packet
from malath.training.actions import courses as training
from malath.training.models import Presence
from malath.training.testing import make_admitted, make_course
from malath.training.testing import make_officer as make_trainee
from malath.training.words import CourseKind, Level, Part
from tests.journeys.conftest import Town, faults_on
from tests.journeys.phone import PATIENCE, Open, enrol, found_in, onward, out, phone_of, pick, press_send, server, unlock

__all__ = ["phone_of", "server"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NAMES = ("Farhad Tumanyqel", "فرهاد تومانيقل")


def sent(page: Page) -> None:
    page.context.set_offline(False)
    press_send(page)
    expect(page.locator("#outbox .count")).to_have_text("0", timeout=PATIENCE)
    work.go_on(clock.now)
    packet = Packet.objects.get()
    assert (packet.state, packet.reasons) == ("done", [])


def test_a_session_is_counted_without_network(town: Town, phone_of: Open) -> None:
    at = clock.now() - timedelta(hours=2)
    dana: User = make_officer(town.association)
    session = make_session(make_campaign(town.association, by=dana, at=at), by=dana, at=at, on=clock.in_amman(at).date())
    context = phone_of(dana)
    page = context.pages[0]
    enrol(page)
    context.set_offline(True)
    page.locator("#count").click()
    page.locator("#f-session").select_option(session.reference)
    page.locator("input[name='facilitators'][value='ctu']").check()
    assert faults_on(page, "which session") == []
    onward(page)
    numbers = {"came": "62", "genders_female": "-30", "genders_male": "32", "disclosures": "1", "cards": "62"}
    for name, number in numbers.items():
        page.locator(f"#f-{name}").fill(number)
    assert faults_on(page, "who came") == []
    onward(page)
    expect(page.locator("form .told.bad")).to_be_visible()
    expect(page.locator("#finish")).to_have_count(0)
    page.locator(".moves button").first.click()
    page.locator("#f-genders_female").fill("30")
    onward(page)
    page.locator("#finish").click()
    expect(page.locator("#outbox")).to_be_visible()
    assert out(page) == "1"
    sent(page)
    session.refresh_from_db()
    assert (session.state, session.came, session.disclosures) == (SessionState.HELD, 62, 1)


def test_a_trainer_marks_who_is_there_without_network(town: Town, phone_of: Open, tmp_path: Path) -> None:
    at = clock.now() - timedelta(hours=2)
    today = clock.in_amman(at).date()
    course = make_course(CourseKind.CAMP, starts_on=today, days=1, modules=["M8"], at=at)
    trainer = make_trainee(user=town.inspector, level=Level.NATIONAL, at=at)
    training.name_trainer(course, trainer, Part.LEAD, by=town.operator, at=at)
    there, away = (
        make_admitted(course, make_trainee(course.host, name_en=en, name_ar=ar, at=at), at=at)
        for en, ar in (NAMES, ("Absent Officer", "ضابط غائب"))
    )
    context = phone_of(town.inspector)
    page = context.pages[0]
    enrol(page)
    page.locator("#attend").click()
    page.locator("main button.main").first.click()
    expect(page.locator("#f-on")).to_be_visible()
    context.set_offline(True)
    page.reload()
    unlock(page)
    page.locator("#app button.line").click()
    page.locator("#f-on").fill(today.isoformat())
    pick(page, "half", "morning")
    page.locator(f"input[name='there'][value='{there.reference}']").check()
    assert faults_on(page, "who was there") == []
    assert found_in(tmp_path / "profile" / "Default" / "IndexedDB", *NAMES) == set()
    onward(page)
    page.locator("#finish").click()
    expect(page.locator("#outbox")).to_be_visible()
    assert page.locator("#app button.line").count() == 0
    sent(page)
    assert [row.nomination for row in Presence.objects.select_related("nomination")] == [there]
    assert away.reference != there.reference
