"""Scenario 9 on the phone of a night patrol: a child that begs, whose age is disputed, watched by a man who says he is the
uncle. Without network from the first question to the last, then with the server stopped and with the reply lost."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.accounts.testing import make_user
from malath.accounts.words import Language
from malath.agencies.models import Desk
from malath.agencies.testing import ALWAYS, make_agency, make_desk
from malath.agencies.words import AgencyKind, ServiceKind
from malath.cases.models import Case, Note
from malath.foundation import clock
from malath.offline import work
from malath.offline.models import Packet
from malath.people import queries as people
from malath.privacy.models import Basis, Consent
from malath.privacy.words import Answer, BasisKind
from malath.referrals.models import Referral
from malath.referrals.words import Status
from malath.screening import queries
from malath.screening.models import Screening
from malath.workday.tick import tick
from tests.journeys.conftest import Town, faults_on, on_duty
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
PRESENT = "VR01 VR08 EX01 EX02 EX09 CD04 CD05 CD06 VD01".split()
CARD = "CL02 CL03 CL05 CC01".split()
DIMENSIONS = "DR CR VR EX CD VD".split()
BECAUSE, VIEW = "Watched by a man who takes all the money", "I want to go to my grandmother behind the quince trees"
SAW, REASON = "A burn on the left hand, cooled and covered", "Somebody trained meets the child before the gum is sold out"


@dataclass(frozen=True)
class Night:
    """Who is out, and who answers."""

    officer: User
    child_protection: Desk
    worker: User


@pytest.fixture
def night(town: Town) -> Night:
    before = clock.now() - timedelta(days=30)
    patrol = make_desk(make_agency(AgencyKind.POLICE, "Night patrol", "الدورية الليلية", at=before), hours=ALWAYS, at=before)
    house = make_agency(AgencyKind.SOCIAL, "Child house", "بيت الطفل", at=before)
    desk = make_desk(house, services=[ServiceKind.CHILD_PROTECTION], hours=ALWAYS, at=before)
    worker = make_user(Role.SOCIAL, desk, name_en="Salma", name_ar="سلمى", at=before)
    on_duty(desk, worker, clock.now())
    return Night(make_user(Role.POLICE, patrol, name_ar="هيثم", language=Language.ARABIC, at=before), desk, worker)


def the_meeting(page: Page) -> None:
    """Scenario 9.1 and 9.2: says nineteen, looks fourteen; the man stays beside and offers to take the child along."""
    page.locator("main button.main").first.click()
    pick(page, "age_band", "doubt")
    expect(page.locator(".told.bad")).to_contain_text("لا يأخذ أحد الطفل معه")
    pick(page, "sex", "male")
    assert faults_on(page, "who, of a child") == []
    onward(page)
    pick(page, "danger", "yes")
    expect(page.locator("a[href='tel:911']").first).to_be_visible()
    pick(page, "alone", "no")
    page.locator("#f-language").select_option("ar")
    page.locator("#f-place").select_option("street")
    page.locator("#f-work").select_option("street")
    onward(page)


def no_question_of_consent(page: Page) -> None:
    """A child in danger is asked what it wants, not for a yes."""
    assert page.locator("input[name='answer']").count() == 0
    page.locator("#f-child_because").fill(BECAUSE)
    page.locator("#f-child_view").fill(VIEW)
    assert faults_on(page, "may we write, of a child") == []
    onward(page)
    pick(page, "risk", "critical")
    pick(page, "needs", "health")
    onward(page)


def the_story_only_alone(page: Page) -> None:
    """While the man listens only what can be seen is asked; then he is sent away, and the rest is."""
    shown = {one.get_attribute("name") for one in page.locator("fieldset.tight input").all()}
    assert not shown & {"DR01", "DR02"}
    for _ in range(3):
        page.locator(".moves button").first.click()
    pick(page, "alone", "yes")
    for _ in range(3):
        onward(page)


def the_signs(page: Page) -> None:
    """Scenario 9.1: the list for children, the card, and what the rule makes of them."""
    for dimension in DIMENSIONS:
        for code in (one for one in PRESENT if one.startswith(dimension)):
            pick(page, code, "present")
        onward(page)
    for code in CARD:
        page.locator(f"input[name='card'][value='{code}']").check()
    assert faults_on(page, "signs of the card") == []
    onward(page)
    counts = {code: [int(one) for one in page.locator(f"#d-{code}").inner_text() if one.isdigit()][:3] for code in ("EX", "CD")}
    assert counts == {"EX": [1, 2, 0], "CD": [3, 0, 0]}
    offered = [one.get_attribute("value") for one in page.locator("input[name='concern']").all()]
    assert offered == ["refer", "emergency"], "nobody is sent away"
    pick(page, "concern", "emergency")
    expect(page.locator("a[href='tel:911']").first).to_be_visible()
    assert faults_on(page, "result, of a child") == []
    onward(page)


def child_protection_first(page: Page, night: Night) -> None:
    page.locator("#f-observation").fill(SAW)
    for _ in range(3):
        onward(page)
    expect(page.locator(".told.bad")).to_contain_text("حماية الطفل أولًا")
    page.locator("form > button:not(.plain)").first.click()
    assert page.locator("#f-type").input_value() == "child_protection"
    expect(page.locator("input[name='urgency'][value='urgent']")).to_be_checked()
    desks = [one.get_attribute("value") for one in page.locator("#f-desk option").all()]
    assert desks == ["", night.child_protection.reference], "no station and no cell is a place to send a child to"
    page.locator("#f-desk").select_option(night.child_protection.reference)
    page.locator("#f-reason").fill(REASON)
    assert page.locator("input[name='C3']").count() == 0
    assert faults_on(page, "child protection first") == []
    onward(page)
    expect(page.locator("#finish")).to_be_visible()


def test_scenario_nine_a_child_of_disputed_age_on_the_phone_of_a_patrol(
    night: Night, phone_of: Open, server: Callable[[], str], tmp_path: Path
) -> None:
    context = phone_of(night.officer)
    page = context.pages[0]
    enrol(page)
    context.set_offline(True)
    page.reload()
    unlock(page)
    the_meeting(page)
    no_question_of_consent(page)
    the_story_only_alone(page)
    the_signs(page)
    child_protection_first(page, night)
    page.locator("#finish").click()
    expect(page.locator("#outbox .count")).to_have_text("1", timeout=PATIENCE)
    it_leaves_once(page, server)
    page.locator("header button").last.click()
    expect(page.locator("#pass")).to_be_visible()
    context.close()
    planted = (BECAUSE, VIEW, SAW, REASON, PASS, DURESS)
    assert found_in(tmp_path / "profile", *planted) == set()
    what_the_desks_have(night)


def it_leaves_once(page: Page, server: Callable[[], str]) -> None:
    """Network, but no server; a server, but the answer gets lost; then it has arrived, and once."""
    server()
    page.context.set_offline(False)
    press_send(page)
    expect(page.locator("#outbox .told.bad")).to_be_visible(timeout=PATIENCE)
    with reply_lost(page):
        server()
        press_send(page)
        page.wait_for_timeout(2000)
        expect(page.locator("#outbox .count")).to_have_text("1", timeout=PATIENCE)
    press_send(page)
    expect(page.locator("#outbox .count")).to_have_text("0", timeout=PATIENCE)
    assert Packet.objects.count() == 1


def what_the_desks_have(night: Night) -> None:
    """A child's file on the ground of its danger, an emergency that stands at its hour, child protection asked, nobody else."""
    work.go_on(clock.now)
    assert Packet.objects.get().state == "done"
    case = Case.objects.get()
    assert case.person.is_child
    assert Basis.objects.filter(person=case.person, kind=BasisKind.O2).exists()
    assert not Consent.objects.filter(person=case.person, answer=Answer.YES).exists()
    assert people.contact_of(case.person_id) is None, "nobody rings a child in danger"
    referral = Referral.objects.get()
    assert (referral.receiving_desk, referral.type, referral.status) == (
        night.child_protection, "child_protection", Status.SENT,
    )  # fmt: skip
    screening = Screening.objects.get()
    found = {one.dimension: (one.strong, one.medium, one.positive) for one in queries.result_kept(screening).found}
    assert (found["EX"], found["CD"]) == ((1, 2, True), (3, 0, True))
    assert (screening.concern, screening.begun_at, case.status) == ("emergency", case.opened_at, "referred")
    assert {SAW, VIEW} <= {note.opened("text") for note in Note.objects.filter(case=case)}
    tick(clock.now())
    assert queries.fresh(screening).settled_at is not None, "somebody was asked: the clock is met"
