"""Scenario 1, its first three steps, on a phone: without network, with the server stopped, with the reply lost on the way."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from malath.cases.models import Case, Note
from malath.foundation import clock
from malath.offline import actions, work
from malath.offline.models import Device, Packet
from malath.offline.words import WhyEnded
from malath.people import queries as people
from malath.referrals.models import Referral
from malath.referrals.words import Status
from tests.journeys.conftest import Town, faults_on
from tests.journeys.phone import (
    DURESS,
    PASS,
    PATIENCE,
    Open,
    enrol,
    found_in,
    onward,
    phone_of,
    pick,
    press_send,
    reply_lost,
    server,
    unlock,
)

__all__ = ["phone_of", "server"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NAME, SAID, SAW = "Zarnab Qilatzay", "They locked my passport in the kitchen wall", "Her shoes stood outside the bolted door"
REASON, CODE_WORD = "A bed tonight, far from the seventh hill house", "quince lantern"
CONTROL = "Control Word That Must Be Found"
FOUND = "DR01 DR02 CR05 VR03 VR08 EX01 EX02 EX03 CD01 CD03 CD11 CD14 VD01 VD02".split()


def first_talk(page: Page) -> None:
    """Scenario 1.1 and 1.2: no name, Amharic; the employer stays in the room, then does not."""
    page.locator("main button.main").first.click()
    pick(page, "age_band", "21-29")
    pick(page, "sex", "female")
    assert faults_on(page, "who") == []
    onward(page)
    pick(page, "danger", "no")
    pick(page, "alone", "no")
    page.locator("#f-language").select_option("am")
    pick(page, "interpreter", "phone")
    page.locator("#f-place").select_option("home")
    pick(page, "pending", "absconding")
    assert faults_on(page, "the talk") == []
    onward(page)
    page.locator("#stop").check()
    onward(page)
    pick(page, "answer", "yes")
    assert faults_on(page, "may we write") == []
    onward(page)
    pick(page, "risk", "high")
    pick(page, "needs", "safe_place")
    onward(page)
    assert page.locator("input[name='DR01']").count() == 0
    for _ in range(4):
        page.locator(".moves button").first.click()
    pick(page, "alone", "yes")
    for _ in range(4):
        onward(page)


def screening(page: Page) -> None:
    """Scenario 1.3: what is marked, and what the rule makes of it, with why."""
    for dimension in ("DR", "CR", "VR", "EX", "CD", "VD"):
        for code in (one for one in FOUND if one.startswith(dimension)):
            pick(page, code, "present")
        if dimension == "DR":
            assert faults_on(page, "signs") == []
        onward(page)
    lines = {code: page.locator(f"#d-{code}").inner_text() for code in ("DR", "CR", "VR", "EX", "CD", "VD")}
    digits = {code: [int(sign) for sign in text if sign.isdigit()][:3] for code, text in lines.items()}
    assert digits == {"DR": [1, 1, 0], "CR": [0, 1, 0], "VR": [0, 2, 0], "EX": [1, 2, 0], "CD": [2, 2, 0], "VD": [0, 2, 0]}
    assert page.locator("input[name='concern']").count() == 2
    pick(page, "concern", "refer")
    assert faults_on(page, "result") == []
    onward(page)


def how_to_reach(page: Page) -> None:
    """Scenario 1: she has her phone, and only an hour of the day at which nobody listens."""
    pick(page, "channel", "call")
    page.locator("input[name='days1'][value='4']").check()
    page.locator("#f-from1").fill("10:00")
    page.locator("#f-until1").fill("12:00")
    page.locator("#f-code_word").fill(CODE_WORD)
    assert faults_on(page, "safe contact") == []
    onward(page)


def the_rest(page: Page, desk: str) -> None:
    page.locator("#f-words").fill(SAID)
    page.locator("#f-observation").fill(SAW)
    onward(page)
    page.locator("#f-name").fill(NAME)
    page.locator("#f-phone").fill("0791234567")
    onward(page)
    how_to_reach(page)
    page.locator("form > button:not(.plain)").first.click()
    page.locator("#f-type").select_option("shelter")
    pick(page, "urgency", "urgent")
    page.locator("#f-desk").select_option(desk)
    pick(page, "C3", "yes")
    pick(page, "C8", "yes")
    page.locator("#f-reason").fill(REASON)
    assert faults_on(page, "whom to ask") == []
    onward(page)
    expect(page.locator("#finish")).to_be_visible()
    assert faults_on(page, "check") == []


def test_scenario_one_without_network_and_nothing_stays_on_the_phone(
    town: Town, phone_of: Open, server: Callable[[], str], tmp_path: Path
) -> None:
    context = phone_of(town.inspector)
    page = context.pages[0]
    enrol(page)
    context.set_offline(True)
    page.reload()
    unlock(page, "not the passphrase")
    expect(page.locator("form .told.bad")).to_be_visible(timeout=PATIENCE)
    unlock(page)
    first_talk(page)
    screening(page)
    context.set_offline(False)
    server()
    the_rest(page, town.shelter.reference)
    page.reload()
    unlock(page)
    page.locator("button.line").click()
    page.locator("#finish").click()
    expect(page.locator("#outbox .count")).to_have_text("1", timeout=PATIENCE)
    assert faults_on(page, "home") == []
    press_send(page)
    expect(page.locator("#outbox .told.bad")).to_be_visible(timeout=PATIENCE)
    server()
    press_send(page)
    expect(page.locator("#outbox .count")).to_have_text("0", timeout=PATIENCE)
    page.evaluate(f"localStorage.setItem('control', '{CONTROL}')")
    page.locator("header button").last.click()
    expect(page.locator("#pass")).to_be_visible()
    context.close()
    planted = (NAME, SAID, SAW, REASON, CODE_WORD, PASS, DURESS, town.inspector.email)
    assert found_in(tmp_path / "profile", *planted, CONTROL) == {CONTROL}
    what_arrived(town)


def what_arrived(town: Town) -> None:
    """The case with its notes, how she may be reached, and the referral, which has left."""
    work.go_on(clock.now)
    case, referral = Case.objects.get(), Referral.objects.get()
    assert (referral.status, referral.receiving_desk) == (Status.SENT, town.shelter)
    assert {note.opened("text") for note in Note.objects.filter(case=case)} >= {SAID, SAW}
    assert Packet.objects.get().state == "done"
    rule = people.contact_of(case.person_id)
    assert rule is not None
    assert (rule.code_word, rule.number) == (CODE_WORD, "+962791234567")


def quick(page: Page, said: str = SAID) -> None:
    """A child in danger: no question of consent, no signs, straight to the end."""
    page.locator("main button.main").first.click()
    pick(page, "age_band", "doubt")
    onward(page)
    pick(page, "alone", "yes")
    onward(page)
    page.locator("#f-child_because").fill("Watched by a man who takes the money")
    page.locator("#f-child_view").fill(said)
    for _ in range(14):
        onward(page)
    page.locator("#finish").click()
    expect(page.locator("#outbox")).to_be_visible()


def test_a_lost_reply_neither_loses_nor_doubles(town: Town, phone_of: Open) -> None:
    page = phone_of(town.inspector).pages[0]
    enrol(page)
    page.locator("header button").first.click()
    expect(page.locator("html")).to_have_attribute("dir", "ltr")
    with reply_lost(page):
        quick(page)
        expect(page.locator("#outbox .count")).to_have_text("1")
        press_send(page)
        expect(page.locator("#outbox .told.bad")).to_be_visible(timeout=PATIENCE)
        assert Packet.objects.count() == 1
    press_send(page)
    expect(page.locator("#outbox .count")).to_have_text("0", timeout=PATIENCE)
    work.go_on(clock.now)
    assert (Packet.objects.count(), Case.objects.count()) == (1, 1)


def test_under_duress_an_empty_kit_opens_and_what_was_finished_still_arrives(town: Town, phone_of: Open) -> None:
    context = phone_of(town.inspector)
    page = context.pages[0]
    enrol(page)
    context.set_offline(True)
    quick(page)
    page.locator("main button.main").first.click()
    pick(page, "age_band", "21-29")
    page.locator("button.plain").last.click()
    expect(page.locator("button.line")).to_have_count(1)
    page.reload()
    unlock(page, DURESS)
    expect(page.locator("#outbox .count")).to_have_text("0", timeout=PATIENCE)
    expect(page.locator("button.line")).to_have_count(0)
    page.reload()
    unlock(page)
    expect(page.locator("form .told.bad")).to_be_visible(timeout=PATIENCE)
    context.set_offline(False)
    page.reload()
    page.wait_for_timeout(3000)
    work.go_on(clock.now)
    assert Case.objects.count() == 1


def test_a_phone_that_was_ended_throws_its_drafts_away(town: Town, phone_of: Open) -> None:
    page = phone_of(town.inspector).pages[0]
    enrol(page)
    page.locator("main button.main").first.click()
    pick(page, "age_band", "21-29")
    page.locator("button.plain").last.click()
    expect(page.locator("button.line")).to_have_count(1)
    actions.end_device(Device.objects.get(), why=WhyEnded.LOST, by=town.inspector, at=clock.now() + timedelta(seconds=1))
    page.reload()
    expect(page.locator("#pass")).to_have_count(0, timeout=PATIENCE)
    left = page.evaluate("indexedDB.databases().then((all) => all.length)")
    assert left <= 1


def test_a_colleague_carries_what_cannot_leave(town: Town, phone_of: Open, tmp_path: Path) -> None:
    mine = phone_of(town.inspector)
    page = mine.pages[0]
    enrol(page)
    mine.set_offline(True)
    quick(page)
    page.locator("button.plain").last.click()
    with page.expect_download() as saved:
        page.locator("#export").click()
    path = tmp_path / "notes.bin"
    saved.value.save_as(path)
    assert SAID not in path.read_text(encoding="utf-8")
    theirs = phone_of(town.inspector, "other").pages[0]
    enrol(theirs, "fig")
    theirs.locator("button.plain").last.click()
    theirs.locator("#import").set_input_files(path)
    expect(theirs.locator(".told.good")).to_be_visible(timeout=PATIENCE)
    theirs.wait_for_timeout(3000)
    work.go_on(clock.now)
    packet = Packet.objects.get()
    assert packet.carrier_id != packet.device_id
    assert Case.objects.count() == 1
