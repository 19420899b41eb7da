"""A person goes home: two houses, each a program of its own with its own keys and database, and nothing between them but files.
In the browser, there in Arabic, here in English."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page

from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.accounts.testing import make_user
from malath.agencies.models import Agency, Desk
from malath.agencies.testing import ALWAYS, make_agency, make_desk
from malath.agencies.words import AgencyKind, ServiceKind
from malath.exchange.sealed_package import card_of
from malath.foundation import clock
from malath.privacy.testing import make_consent
from malath.privacy.words import ConsentKind
from malath.returns import actions
from malath.returns.models import Return
from malath.returns.testing import DAY, HOUR, flight, make_declared, make_return, make_ticket
from malath.returns.words import PaperKind, PaperState, ReturnState, Way
from malath.returns.words_mission import MissionQuestion
from tests.architecture.sources import ROOT
from tests.journeys.conftest import DESK, SignIn, Town, faults_on, take_pictures

pytestmark = [pytest.mark.browser]
PACKAGES = "/exchange/packages/"


@dataclass(frozen=True)
class There:
    """The mission in its own house: its worker and its supervisor at their browsers."""

    dawit: Page
    sami: Page


@pytest.fixture
def there(browser: Browser, tmp_path: Path) -> Iterator[There]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MALATH_")}
    house = subprocess.Popen(
        [sys.executable, "-m", "tests.journeys.second_house", port], cwd=ROOT, text=True, stdin=subprocess.PIPE,
        stdout=subprocess.PIPE, env={**kept, "MALATH_VAR": str(tmp_path / "there"), "MALATH_TESTING": "1"},
    )  # fmt: skip
    assert house.stdout is not None
    contexts = [browser.new_context(viewport=DESK, base_url=f"http://localhost:{port}") for _ in range(2)]  # type: ignore[arg-type]
    try:
        pages = [context.new_page() for context in contexts]
        staff = house.stdout.readline().split()
        knock(int(port))
        for page, who in zip(pages, staff, strict=True):
            page.goto("/sign-in/")
            with page.expect_navigation():
                page.locator(f"button[value='{who}']").click()
        yield There(*pages)
    finally:
        for context in contexts:
            context.close()
        house.communicate("")


def knock(port: int) -> None:
    """The site there begins when it can."""
    for _ in range(300):
        with socket.socket() as door:
            if door.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    pytest.fail("The other house did not start.")


@dataclass(frozen=True)
class Office:
    desk: Desk
    rana: User
    huda: User
    mission: Agency
    returning: Return


@pytest.fixture
def office(town: Town) -> Office:
    """Here: somebody who declared that they wish to go home, and agreed to a transfer; the mission was asked."""
    desk = make_desk(make_agency(AgencyKind.RETURNS), services=[ServiceKind.AVRR], hours=ALWAYS)
    rana, huda = make_user(Role.RETURN, desk), make_user(Role.SUPERVISOR, desk)
    mission, begun = make_agency(AgencyKind.RETURNS, "Manila"), clock.now() - 10 * DAY
    row = make_return(desk, rana, at=begun, name="Testina Inventia")
    make_declared(row, rana, at=begun)
    make_consent(row.person, ConsentKind.C12, desk=desk, by=rana, at=begun)
    today = clock.in_amman(begun).date()
    then = begun + 3 * DAY
    for kind in (PaperKind.TRAVEL_DOCUMENT, PaperKind.EXIT, PaperKind.DEBTS):
        actions.settle_paper(row, kind, PaperState.CLEAR, by=rana, at=then)
    actions.record_fitness(row, today, today + 60 * DAY, fit=True, by=rana, at=then)
    actions.plan_journey(row, flight(clock.now() - 20 * HOUR), by=rana, at=then)
    actions.ask_mission(row, mission, "Can you meet her?", by=rana, at=then)
    return Office(desk, rana, huda, mission, row)


def send(form: Locator) -> None:
    with form.page.expect_navigation():
        form.evaluate("form => form.requestSubmit()")


def saved(button: Locator, where: Path) -> Path:
    """A file as the browser saves it."""
    with button.page.expect_download() as download:
        button.click()
    download.value.save_as(where)
    return where


def form_of(page: Page, ending: str) -> Locator:
    return page.locator(f"form[action$='{ending}']")


def own_card(page: Page) -> str:
    page.goto(PACKAGES)
    return next(word for word in page.content().split('"') if word.startswith("malath-key-1 "))


def make_key(page: Page) -> str:
    page.goto(PACKAGES)
    send(form_of(page, "/packages/key/"))
    return own_card(page)


def know(taker: Page, confirmer: Page, name: str, card: str) -> None:
    """One takes a key in, a second person compares the digits."""
    taker.goto(PACKAGES)
    form = form_of(taker, "/packages/keys/")
    form.locator("[name=name]").fill(name)
    form.locator("[name=card]").fill(card)
    send(form)
    confirmer.goto(taker.url)
    form = confirmer.locator("form:has([name=digits])")
    pick(form, "how", "second")
    form.locator("[name=digits]").fill(card_of(card).fingerprint)
    send(form)
    assert confirmer.url.endswith(PACKAGES), confirmer.locator("main").inner_text()


def bring(page: Page, ending: str, field: str, file: Path) -> None:
    page.goto(PACKAGES)
    form = form_of(page, ending)
    form.locator(f"[name={field}]").set_input_files(file)
    send(form)


def pick(form: Locator, name: str, value: str) -> None:
    """Choose one answer, however the field is drawn."""
    field = form.locator(f"[name={name}]")
    if field.first.evaluate("one => one.tagName") == "SELECT":
        field.select_option(value)
    else:
        form.locator(f"[name={name}][value={value}]").check()


def test_a_person_goes_home_with_nothing_but_files_between_two_houses(
    office: Office, there: There, sign_in: SignIn, tmp_path: Path
) -> None:
    rana, huda, dawit = sign_in(office.rana), sign_in(office.huda), there.dawit
    theirs, ours = make_key(dawit), make_key(rana)
    know(rana, huda, "Manila", theirs)
    know(dawit, there.sami, "Amman", ours)
    package = sealed_here(rana, office, tmp_path / "package.malath")
    opened, incoming = expected_there(dawit, package)
    answer_there(dawit, incoming)
    receipt, answers = files_back(dawit, opened, tmp_path, "first")
    bring(rana, "/packages/receipt/", "receipt", receipt)
    bring(rana, "/packages/answers/", "word", answers)
    rana.goto(f"/returns/{office.returning.reference}/")
    assert "Her uncle asks for her." in rana.content()
    assert faults_on(rana, "checklist") == []
    take_pictures(rana, "two-houses-checklist")
    bring(rana, "/packages/answers/", "word", answers)
    assert "taken in already" in rana.content()
    she_leaves(office)
    she_came(dawit, incoming)
    _, answers = files_back(dawit, opened, tmp_path, "second")
    bring(rana, "/packages/answers/", "word", answers)
    office.returning.refresh_from_db()
    assert office.returning.state == ReturnState.ARRIVED


def sealed_here(page: Page, office: Office, where: Path) -> Path:
    page.goto(f"/exchange/packages/{office.returning.person.reference}/make/")
    form = page.locator("form:has([name=plan])")
    form.locator("[name=key]").select_option(label="Manila")
    form.locator("[name=plan]").fill("A small shop with her sister")
    package = saved(form.locator(".primary").first, where)
    assert b"Testina" not in package.read_bytes()
    return package


def expected_there(page: Page, package: Path) -> tuple[str, str]:
    """Opened, looked at in Arabic, and taken in with one press. Gives the addresses of the package and of the return."""
    bring(page, "/packages/open/", "file", package)
    opened = page.url
    assert "Testina Inventia" in page.content()
    assert page.locator("html").get_attribute("dir") == "rtl"
    assert faults_on(page, "opened") == []
    take_pictures(page, "two-houses-opened")
    send(form_of(page, "/take/"))
    page.locator("a[href$='/incoming/']").first.click()
    page.wait_for_url("**/incoming/")
    assert faults_on(page, "incoming") == []
    take_pictures(page, "two-houses-incoming")
    return opened, page.url


def she_came(page: Page, incoming: str) -> None:
    page.goto(f"{incoming.removesuffix('incoming/')}received/arrival/")
    form = page.locator("form:has([name=hour])")
    came = clock.in_amman(clock.now() - timedelta(minutes=5))
    form.locator("[name=day]").fill(f"{came:%d/%m/%Y}")
    form.locator("[name=hour]").fill(f"{came:%H:%M}")
    send(form)
    page.goto(incoming)
    assert page.locator("a[href$='/after/']").count() > 0


def answer_there(page: Page, incoming: str) -> None:
    """The questions about the danger there, and whether the mission receives her."""
    base = incoming.removesuffix("incoming/")
    page.goto(f"{base}received/risks/")
    form = page.locator("form:has([name=told])")
    for one in MissionQuestion:
        pick(form, one.value, "not_known")
    form.locator("[name=told]").fill("Her uncle asks for her.")
    assert faults_on(page, "risks") == []
    send(form)
    page.goto(f"{base}received/reception/")
    form = page.locator("form:has([name=words])")
    pick(form, "answer", "confirmed")
    send(form)


def files_back(page: Page, opened: str, folder: Path, name: str) -> tuple[Path, Path]:
    page.goto(opened)
    receipt = saved(page.locator("a[href$='/receipt/']").first, folder / f"{name}.receipt")
    return receipt, saved(form_of(page, "/answers/").locator("button"), folder / f"{name}.answers")


def she_leaves(office: Office) -> None:
    """Here: the danger is looked at with what the mission said, the ticket bought, the wish asked once more."""
    row, rana, now = office.returning, office.rana, clock.now()
    actions.assess_danger(row, 1, 2, "An uncle; she goes elsewhere.", Way.NONE, by=rana, at=now)
    make_ticket(row, rana, at=now - HOUR)
    actions.depart(row, says_yes=True, by=rana, at=now - HOUR)
