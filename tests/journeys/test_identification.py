"""Identification walked in browsers: scenario 4 (steps 6 and 9) from the queue to the decision of two officers and the letter,
scenario 5 (step 2) while a decision is proposed, scenario 10 (step 7) on a phone in the night after a raid."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.accounts.testing import make_user
from malath.accounts.words import Language
from malath.cases.models import Case
from malath.cases.testing import make_case, make_situation
from malath.cases.words import CaseStatus
from malath.documents.models import Letter
from malath.foundation import clock
from malath.identification.models import Decision, Process
from malath.identification.testing import make_decision, make_given, make_matrix, make_potential, make_proposal
from malath.people.testing import make_party
from malath.privacy import actions as privacy
from malath.privacy import queries as privacy_queries
from malath.privacy.words import ConsentKind
from malath.screening.testing import make_finished
from malath.workday.tick import tick
from tests.journeys.conftest import SignIn, Town, faults_on
from tests.journeys.test_scenarios import choose, send_form

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SUPERVISOR = "مشرف السكن الثالث"
FOUND = (("act:harbour", "screening"), ("means:coercion", "interview"), ("purpose:forced_labour", "labour_file"))
FOR = {
    "act": "She was housed behind the gate by the man who recruited her.",
    "means": "Her wage slips were forged and her home loan was threatened.",
    "purpose": "Double shifts of 17 hours for a third of the wage.",
}
OBJECTION = "ما الدليل على التهديد بالقرض؟"
DAYS_AGO = timedelta(days=3)


def second_officer(town: Town) -> User:
    before = clock.now() - timedelta(days=30)
    return make_user(Role.CTU_IDENT, town.unit, name_en="Karim", name_ar="كريم", language=Language.ARABIC, at=before)


def worker_of_the_zone(town: Town, present: str) -> Case:
    """Screened and suspected by the inspector, agreed to the Unit, which took the referral on."""
    at = clock.now() - DAYS_AGO
    case = make_case(town.inspection, town.inspector, at, name="شخص تجريبي")
    make_finished(case, desk=town.inspection, by=town.inspector, at=at, present=present, work="garment", place="workplace")
    make_potential(case, town.inspection, town.inspector, at)
    make_given(case, town.inspection, town.inspector, town.unit, town.unit_officer, at)
    return case


def to_the_file(page: Page, case: Case) -> None:
    page.goto("/identification/")
    assert faults_on(page, "queue") == []
    page.locator(f"table th a[href*='{case.reference}']").click()
    expect(page.locator("h1")).to_contain_text(case.reference)


def enter_what_is_there(page: Page) -> None:
    """Scenario 4.6: act, means and purpose under the name of one of those suspected, each with what it rests on."""
    for element, source in FOUND:
        page.locator("#matrix a[href$='/matrix/']").click()
        page.locator("[name='party']").select_option(index=1)
        page.locator("[name='element']").select_option(element)
        page.locator("[name='source']").select_option(source)
        choose(page, strength="strong")
        page.locator("[name='words']").fill(FOR[element.partition(":")[0]])
        assert faults_on(page, f"enter {element}") == []
        send_form(page, "main form")
    row = page.locator("#matrix tbody tr").filter(has_text=SUPERVISOR)
    expect(row).to_contain_text("Nothing")


def write_an_opinion(page: Page) -> None:
    page.locator("#opinions a[href$='/opinion/']").click()
    choose(page, stance="points")
    page.locator("[name='text']").fill("Act, means and purpose come together under one name.")
    assert faults_on(page, "opinion") == []
    send_form(page, "main form")


def propose(page: Page) -> None:
    page.locator("#clocks a[href$='/decision/']").click()
    choose(page, status="identified")
    for name, text in FOR.items():
        page.locator(f"[name='{name}']").fill(text)
    assert faults_on(page, "propose") == []
    send_form(page, "main form")
    expect(page.locator("#proposal")).to_be_visible()
    expect(page.locator("#proposal form[action$='/confirm/']")).to_have_count(0)


def send_it_back(page: Page, case: Case) -> None:
    """In Arabic on a phone: what is missing is asked, and nothing has changed for the person."""
    to_the_file(page, case)
    assert faults_on(page, "file of identification, on a phone") == []
    page.locator("#proposal details").last.locator("summary").click()
    page.locator("#proposal [name='because']").fill(OBJECTION)
    with page.expect_navigation():
        page.locator("#proposal form[action$='/send-back/'] button").last.click()
    expect(page.locator("#proposal")).to_have_count(0)


def confirm_it(page: Page, case: Case) -> None:
    page.goto(f"/cases/{case.reference}/identification/")
    page.locator("#proposal details.confirm > summary").first.click()
    with page.expect_navigation():
        page.locator("#proposal form[action$='/confirm/'] button.primary").click()
    expect(page.locator("#proposal")).to_have_count(0)


def give_the_letter(page: Page, kind: str) -> None:
    """Issue it, take a copy, and write down to whom it was shown."""
    page.locator("#letters a[href$='/letters/']").click()
    choose(page, kind=kind)
    with page.expect_navigation():
        page.locator("#new form button").last.click()
    assert faults_on(page, "letters") == []
    with page.expect_download() as saved:
        page.locator("#letters form[action$='/copy/'] button").first.click()
    assert saved.value.path().read_bytes().startswith(b"%PDF")
    page.reload()
    page.locator("#letters details > summary").first.click()
    page.locator("#letters [name='to']").select_option("police")
    page.locator("#letters [name='on']").fill(f"{clock.now():%d/%m/%Y}")
    with page.expect_navigation():
        page.locator("#letters form[action$='/shown/'] button").last.click()
    expect(page.locator("#shown p").first).to_be_visible()


def test_two_officers_decide_on_a_worker_of_the_zone_and_she_gets_the_letter(town: Town, sign_in: SignIn) -> None:
    karim = second_officer(town)
    first, second = (worker_of_the_zone(town, codes) for codes in ("DR02 DR07 EX01 EX03 CD02 CD14", "DR02 EX01 EX02 CD14 CD01"))
    make_situation(first, second, desk=town.inspection, by=town.inspector, at=clock.now() - DAYS_AGO)
    make_party(first.person, town.inspection, name=SUPERVISOR, by=town.inspector, at=clock.now() - DAYS_AGO)
    tick(clock.now())
    dina, phone = sign_in(town.unit_officer), sign_in(karim, phone=True)
    to_the_file(dina, first)
    assert faults_on(dina, "file of identification") == []
    enter_what_is_there(dina)
    write_an_opinion(dina)
    propose(dina)
    send_it_back(phone, first)
    dina.reload()
    expect(dina.locator("#decisions")).to_contain_text(OBJECTION)
    assert Case.objects.get(pk=first.pk).status == CaseStatus.POTENTIAL
    propose(dina)
    confirm_it(phone, first)
    assert Case.objects.get(pk=first.pk).status == CaseStatus.IDENTIFIED
    dina.reload()
    give_the_letter(dina, "decision")
    the_other_one_is_classified_and_stays_open(town, karim, second, dina)


def the_other_one_is_classified_and_stays_open(town: Town, karim: User, case: Case, page: Page) -> None:
    """Scenario 4.9: two of one dormitory may end differently; the file of the second is not closed by it, and her rights last
    until a review can be asked for no more."""
    at = clock.now()
    make_matrix(case, town.unit, town.unit_officer, at=at)
    make_decision(case, town.unit, town.unit_officer, karim, at=at - timedelta(minutes=10))
    page.goto("/identification/?show=decided")
    expect(page.locator("table tbody tr")).to_have_count(2)
    case.refresh_from_db()
    assert (case.status, case.closed_at) == (CaseStatus.NOT_IDENTIFIED, None)
    page.goto(f"/cases/{case.reference}/identification/")
    expect(page.locator("#rights")).to_contain_text("The rights of a potential victim last")


def test_who_takes_the_yes_to_the_unit_back_is_gone_from_an_open_page_and_loses_nothing(town: Town, sign_in: SignIn) -> None:
    at = clock.now() - DAYS_AGO
    case = make_potential(make_case(town.association, town.operator, at), town.association, town.operator, at)
    make_given(case, town.association, town.operator, town.unit, town.unit_officer, at)
    tick(clock.now())
    make_proposal(case, town.unit, town.unit_officer, at=clock.now())
    dina, zayd = sign_in(town.unit_officer), sign_in(town.operator, phone=True)
    to_the_file(dina, case)
    expect(dina.locator("#proposal")).to_be_visible()
    consent = privacy_queries.standing_row(case.person_id, ConsentKind.C3, town.unit.agency)
    assert consent
    privacy.withdraw(consent, case.person, by=town.operator, at=clock.now())
    answer = dina.reload()
    assert answer is not None
    assert answer.status == 404
    dina.goto("/identification/")
    expect(dina.locator("table tbody tr")).to_have_count(0)
    tick(clock.now())
    assert Process.objects.get().desk is None
    assert not Decision.objects.filter(confirmed_at__isnull=False).exists()
    to_the_file(zayd, case)
    expect(zayd.locator("#rights .tag")).to_be_visible()
    assert faults_on(zayd, "file of identification, without a body that decides") == []


def test_in_the_night_after_a_raid_she_gets_the_status_letter_on_the_spot(town: Town, sign_in: SignIn) -> None:
    at = clock.now() - timedelta(hours=3)
    case = make_case(town.association, town.operator, at, name="اسم تجريبي")
    make_finished(
        case, desk=town.association, by=town.operator, at=at, present="DR01 DR02 EX02 EX03 CD03 CD04", kind="sexual",
        place="raid", pending=["charge", "overstay"], because="Locked in, beaten, a debt.",
    )  # fmt: skip
    make_potential(case, town.association, town.operator, at)
    tick(clock.now())
    zayd = sign_in(town.operator, phone=True)
    to_the_file(zayd, case)
    give_the_letter(zayd, "status")
    letter = Letter.objects.get()
    assert case.reference not in str(letter), "the letter has a number of its own"
    zayd.goto(f"/cases/{case.reference}/identification/recovery/")
    assert faults_on(zayd, "recovery, on a phone") == []
    with zayd.expect_navigation():
        zayd.locator("form[action$='/start/'] button").click()
    case.refresh_from_db()
    assert (case.status, case.closed_at) == (CaseStatus.POTENTIAL, None)
