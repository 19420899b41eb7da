"""The program of a body is let in: one asks, another allows, the supervisor reads its secret once; then every command of the
page for who writes programs is run as it stands there."""

import re
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.accounts.testing import make_user
from malath.accounts.words import Language
from malath.agencies.models import Desk
from malath.agencies.testing import ALWAYS, make_desk
from malath.agencies.words import ServiceKind
from malath.cases.testing import make_case
from malath.foundation.clock import now
from malath.privacy.testing import make_agreement
from malath.privacy.words import ConsentKind
from malath.referrals.testing import make_sent_referral
from malath.screening.testing import make_finished
from tests.journeys.conftest import SignIn, Town, faults_on, take_pictures

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGE = Path(__file__).resolve().parents[2] / "docs" / "how-to" / "api.md"
POWERS = ("open a case", "refer a person", "answer referrals to the desk", "write notes", "screen people", "import and export")


def test_one_asks_another_allows_and_the_commands_of_the_page_work(
    sign_in: SignIn, live_server: LiveServer, town: Town
) -> None:
    desk = make_desk(town.association.agency, services=[ServiceKind.PROTECTION], hours=ALWAYS, at=now() - timedelta(days=30))
    worker = make_user(Role.CASE_MANAGER, desk, at=now() - timedelta(days=29))
    named = things_there(town, desk, worker)
    supervisor = make_user(Role.SUPERVISOR, desk)
    asks(sign_in(make_user(Role.ADMINISTRATOR)), desk)
    allows(sign_in(make_user(Role.DPO, language=Language.ARABIC), phone=True))
    page = sign_in(supervisor)
    system, secret = reads_the_secret_once(page)
    run_the_page(live_server.url, {"7KQF-2M9X-4TZB": system, **named}, secret)
    page.reload()
    expect(page.get_by_text("used last")).to_be_visible()


def things_there(town: Town, desk: Desk, worker: User) -> dict[str, str]:
    """By the reference that stands on the page, one that is there: a referral, a case, its screening, a desk, a colleague."""
    at = now() - timedelta(hours=1)
    sent = make_sent_referral(town.inspector, town.inspection, desk, at, type=ServiceKind.PROTECTION)
    case = make_case(desk, worker, at)
    make_agreement(case.person, town.shelter.agency, desk=desk, by=worker, at=at, also=[ConsentKind.C8])
    screening = make_finished(case, desk=desk, by=worker, at=at)
    return {
        "5LBQ-TS22-W7HX": sent.reference, "9XQA-44TN-P2KM": case.reference, "4TZB-7KQF-2M9X": screening.reference,
        "44TN-P2KM-9XQA": town.shelter.reference, "TS22-W7HX-5LBQ": worker.reference,
    }  # fmt: skip


def asks(page: Page, desk: Desk) -> None:
    page.goto("/manage/systems/")
    page.get_by_role("link", name="Ask for a system").click()
    page.get_by_label("Desk", exact=True).select_option(desk.reference)
    page.get_by_label("Name in Arabic").fill("سجلاتنا")
    page.get_by_label("Name in English").fill("Our records")
    page.get_by_label("Role").select_option("case_manager")
    for power in POWERS:
        page.get_by_label(power).check()
    page.get_by_label("Until and with").fill((now() + timedelta(days=60)).date().isoformat())
    take_pictures(page, "program_asked")
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.get_by_text("Asked. Somebody else allows it.")).to_be_visible()
    expect(page.get_by_role("button", name="Allow")).to_have_count(0)


def allows(page: Page) -> None:
    page.goto("/manage/systems/")
    take_pictures(page, "program_waits")
    page.get_by_role("button", name=re.compile("^السماح|اسمح")).click()
    expect(page.get_by_role("button", name=re.compile("^السماح|اسمح"))).to_have_count(0)


def reads_the_secret_once(page: Page) -> tuple[str, str]:
    page.goto("/systems/")
    page.get_by_role("button", name="Take a secret").click()
    shown = page.get_by_role("status").locator("dd")
    system, secret = shown.nth(0).inner_text(), shown.nth(1).inner_text()
    take_pictures(page, "program_secret")
    assert faults_on(page, "a secret that is shown") == []
    page.goto("/systems/")
    assert secret not in page.content()
    return system, secret


def run_the_page(house: str, named: dict[str, str], secret: str) -> None:
    """Every command, in its order, in one shell. A refusal is an error; the secret is pasted where it is asked for."""
    commands = "".join(re.findall(r"```sh\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL))
    said = {"HOUSE=http://localhost:8000": f"HOUSE={house}", '"the mark of what you read"': "*", **named}
    for on_the_page, there in said.items():
        assert on_the_page in commands
        commands = commands.replace(on_the_page, there)
    careful = 'set -e -o pipefail\ncurl() { command curl --fail-with-body --noproxy "*" "$@"; }\n'
    ran = subprocess.run(  # our own page
        ["/bin/bash", "-c", careful + commands], input=f"{secret}\n", capture_output=True, text=True, timeout=60, check=False
    )
    assert ran.returncode == 0, ran.stdout[-600:] + ran.stderr[-600:]
