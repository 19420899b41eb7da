"""The legal track walked in the browser, each story in one language and its decisive pages in the other: scenarios 1 (step 9),
4 (steps 6 and 7), 5 (step 2), 6 (steps 2 and 7), 9 (step 7), 10 (steps 6 and 7) and 12 (step 2)."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.accounts.testing import make_user
from malath.accounts.words import Language
from malath.agencies.models import Desk
from malath.agencies.testing import ALWAYS, make_agency, make_desk
from malath.agencies.words import AgencyKind, ServiceKind
from malath.cases.models import Case
from malath.cases.testing import make_case, make_child_case
from malath.foundation import clock
from malath.inbox.models import Item
from malath.inbox.words import ItemKind
from malath.justice.models import Charge, Measure, Part, Proceeding, Proof, Reproach
from malath.justice.testing import make_accused, make_co_operation, make_moved, make_opened_to, make_proceeding
from malath.justice.words import State
from malath.privacy.models import Consent
from malath.privacy.testing import make_compartment, make_consent
from malath.privacy.words import Answer, ConsentKind, Section
from malath.workday.tick import tick
from tests.journeys.conftest import SignIn, Town, faults_on, on_duty
from tests.journeys.test_scenarios import choose, send_form, speak
from tests.journeys.test_support import fill, select

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DAY = timedelta(days=1)
AR, EN = Language.ARABIC, Language.ENGLISH
SAID = {
    "amnesty": {AR: "أُسقطت بالعفو العام", EN: "Closed by an amnesty"},
    "unpaid": {AR: "حُكم به ولم يُدفع", EN: "Awarded and not paid"},
    "granted": {AR: "أُجيب: لا يُعاقب", EN: "Granted: not punished"},
    "means": {AR: "ناقص: الوسيلة", EN: "Missing: Means"},
    "purpose": {AR: "ناقص: الغرض", EN: "Missing: Purpose"},
    "ends": {AR: "تدبير في قضية جزائية", EN: "A measure in a criminal matter ends soon"},
    "stopped": {AR: "توقّف: لا تعاون", EN: "Stopped: no co-operation"},
    "unverified": {AR: "غير متحقق منه", EN: "Not verified"},
    "declined": {AR: "رفضها الشخص", EN: "The person declined"},
    "given": {AR: "قُدّمت", EN: "Given"},
    "press": {AR: "قُرئ في الصحافة فقط", EN: "Read in the press only"},
}
LINK = "أُجبرت على ذلك، وكان جوازها محجوزًا."


@dataclass(frozen=True)
class Court:
    """The office of the prosecutor, and since when everybody is there."""

    desk: Desk
    hadi: User
    at: datetime


@pytest.fixture
def court(town: Town) -> Court:
    now, before = clock.now(), clock.now() - 30 * DAY
    agency = make_agency(AgencyKind.PROSECUTION, "Public prosecution", "النيابة العامة", at=before)
    desk = make_desk(agency, services=[ServiceKind.LEGAL], hours=ALWAYS, at=before)
    hadi = make_user(Role.PROSECUTOR, desk, name_en="Hadi", name_ar="هادي", language=EN, at=before)
    on_duty(desk, hadi, now)
    return Court(desk, hadi, now - timedelta(hours=2))


def known_to(case: Case, town: Town, court: Court) -> Case:
    """The prosecutor, the Unit and a lawyer hold an accepted referral each; what they see hangs on what the person says."""
    for desk, user, service in (
        (court.desk, court.hadi, ServiceKind.LEGAL), (town.unit, town.unit_officer, ServiceKind.IDENTIFICATION),
        (town.legal, town.lawyer, ServiceKind.LEGAL),
    ):  # fmt: skip
        make_opened_to(case, desk, user, service, desk=town.association, by=town.operator, at=court.at)
    return case


def today(ahead: int = 0) -> str:
    return f"{clock.in_amman(clock.now()).date() + ahead * DAY:%d/%m/%Y}"


def status(page: Page, address: str) -> int:
    answer = page.goto(address)
    assert answer is not None
    return answer.status


def write(page: Page, address: str, **typed: str) -> None:
    """A form of the legal track: lists by their value, lines and days by what is typed."""
    page.goto(address)
    for name, value in typed.items():
        field = page.locator(f"main [name='{name}']")
        if field.count() > 1:
            choose(page, **{name: value})
        elif field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)
    send_form(page, "main form")


def file_of(case: Case) -> str:
    return f"/cases/{case.reference}/justice/"


def in_both(page: Page, user: User, first: Language, address: str, within: str, *said: str) -> None:
    """What a page says in the language of who reads it, and in the other: whole, and right for everybody."""
    for language in (first, *{AR, EN} - {first}):
        speak(user, language)
        page.goto(address)
        for word in said:
            expect(page.locator(within)).to_contain_text(SAID[word][language])
        assert faults_on(page, f"{address} {language}") == []
    speak(user, first)


def claims(page: Page, case: Case) -> list[list[str]]:
    """Claimed, awarded and paid of each claim that has amounts, as they stand on the page."""
    page.goto(file_of(case))
    rows = page.locator("#claims table tbody tr")
    cells = [rows.nth(number).locator("td").all_inner_texts() for number in range(rows.count())]
    return [["".join(re.findall(r"[\d,]+\.\d{3}", cell)) for cell in row] for row in cells]


def test_worker_a_says_yes_later_and_what_she_is_owed_goes_its_own_way(town: Town, sign_in: SignIn, court: Court) -> None:
    case = make_case(town.association, town.operator, court.at, name="شخص تجريبي أ")
    make_consent(case.person, ConsentKind.C5, Answer.NOT_NOW, desk=town.association, by=town.operator, at=court.at)
    known_to(case, town, court)
    zayd, hadi = sign_in(town.operator, phone=True), sign_in(court.hadi)
    assert status(hadi, file_of(case)) == 403
    zayd.goto(f"/people/{case.person.reference}/consents/C5/")
    choose(zayd, answer="yes")
    zayd.locator("#answer select[name='language']").select_option("ar")
    send_form(zayd, "#answer form")
    assert Consent.objects.get(person=case.person, kind=ConsentKind.C5, superseded_at=None).answer == Answer.YES
    assert status(hadi, file_of(case)) == 200
    write(zayd, f"{file_of(case)}new/", state="classified_trafficking", on=today(), capacity="injured")
    matter = Proceeding.objects.get()
    for kind, amount in (("wages", "٩٠٠٠"), ("passport", "")):
        write(zayd, f"{file_of(case)}claims/", kind=kind, amount=amount, on=today(), against="صاحب البيت")
    assert claims(zayd, case) == [["9,000.000", "0.000", "0.000"]]
    wages = zayd.locator("#claims article", has=zayd.locator("table")).locator("a[href*='/claims/']").first
    write(zayd, str(wages.get_attribute("href")), step="awarded", amount="6000.5005", on=today())
    expect(zayd.locator("[data-errors]")).to_be_visible()
    expect(zayd.locator("[name='amount']")).to_have_value("6000.5005")
    fill(zayd, amount="6000")
    send_form(zayd, "main form")
    assert claims(zayd, case) == [["9,000.000", "6,000.000", "0.000"]]
    enforce = zayd.locator("#claims a[href$='/task/']").get_attribute("href")
    write(zayd, str(enforce), due_on=today(14))
    closed_by_an_amnesty(hadi, zayd, case, matter, town, court)


def closed_by_an_amnesty(hadi: Page, zayd: Page, case: Case, matter: Proceeding, town: Town, court: Court) -> None:
    """Scenario 12.2: the sentence is wiped out; what is owed, the passport and the protection of the person stay open."""
    states = (State.PROSECUTOR, State.CHARGED, State.TRIAL, State.JUDGMENT, State.FINAL, State.ENFORCEMENT)
    on = clock.in_amman(clock.now()).date()
    make_moved(matter, case, court.desk, *states, by=court.hadi, on=on, at=clock.now())
    write(hadi, f"{file_of(case)}{matter.reference}/state/", state="closed_amnesty", on=today(), because="")
    expect(hadi.locator("[data-errors]")).to_be_visible()
    fill(hadi, because="The law of amnesty.")
    send_form(hadi, "main form")
    in_both(hadi, court.hadi, EN, file_of(case), "#proceedings", "amnesty")
    in_both(zayd, town.operator, AR, file_of(case), "main", "amnesty", "unpaid")
    assert claims(zayd, case) == [["9,000.000", "6,000.000", "0.000"]]
    expect(zayd.locator("main")).not_to_contain_text("The law of amnesty.")
    expect(zayd.locator("#claims article")).to_have_count(2)
    case.refresh_from_db()
    assert case.closed_at is None


def test_two_suspects_two_women_and_a_ban_that_is_extended(town: Town, sign_in: SignIn, court: Court) -> None:
    first, second = (
        known_to(make_case(town.association, town.operator, court.at, name=name), town, court) for name in ("G-01", "G-02")
    )
    for case in (first, second):
        make_co_operation(case, town.association, town.operator, at=court.at)
    matter = make_proceeding(first, court.desk, court.hadi, at=court.at, on=clock.in_amman(court.at).date())
    hadi, there = sign_in(court.hadi), f"{file_of(first)}{matter.reference}/"
    write(hadi, f"{there}others/", case=second.reference, capacity="injured")
    for name in ("The manager", "The agent"):
        write(hadi, f"{there}accused/", name=name, kind="alleged")
    for case in (first, second):
        each_is_charged(hadi, f"{file_of(case)}{matter.reference}/")
    assert {(row.alleged_id, row.part_id) for row in Charge.objects.all()} == {
        (alleged.pk, part.pk) for alleged in matter.alleged.all() for part in Part.objects.all()
    }
    assert {row.aggravating for row in Charge.objects.all()} == {"TRANSNATIONAL MULTIPLE"}
    shown = {"element": "act:recruit", "what": "Promised 300 dinars in the village."}
    write(hadi, f"{there}proofs/", accused=matter.alleged.earliest("pk").reference, **shown)
    assert Proof.objects.get().part.case == first
    in_both(hadi, court.hadi, EN, there, "main", "means", "purpose", "press")
    yara = sign_in(town.lawyer)
    yara.goto(there)
    expect(yara.locator("#charges")).to_contain_text("aggravating")
    for never in ("The manager", "Promised 300", "several perpetrators"):
        expect(yara.locator("main")).not_to_contain_text(never)
    a_ban_ends_and_is_extended(hadi, there, court, sign_in)


def each_is_charged(page: Page, there: str) -> None:
    page.goto(f"{there}charges/")
    offered = page.locator("select[name='accused'] option:not([value=''])")
    for value in [offered.nth(number).get_attribute("value") for number in range(offered.count())]:
        page.goto(f"{there}charges/")
        select(page, accused=str(value), code="TIP-AGG")
        fill(page, on=today())
        for code in ("MULTIPLE", "TRANSNATIONAL"):
            page.locator(f"[name='aggravating'][value='{code}']").check()
        send_form(page, "main form")


def a_ban_ends_and_is_extended(hadi: Page, there: str, court: Court, sign_in: SignIn) -> None:
    """Scenario 4.7: three months, told fourteen days before, a year at most."""
    write(hadi, f"{there}measures/", kind="travel_ban", on=today(), words="The manager.")
    ban = Measure.objects.get()
    assert ban.ends_on is not None
    waits = Item.objects.filter(kind=ItemKind.MEASURE_ENDS, seen_at__isnull=True)
    tick(clock.now() + (ban.ends_on - ban.on) - 15 * DAY)
    assert not waits.exists()
    tick(clock.now() + (ban.ends_on - ban.on) - 14 * DAY)
    assert waits.count() == 1
    hadi = sign_in(court.hadi)  # after weeks nobody is signed in any more
    in_both(hadi, court.hadi, EN, "/", "main", "ends")
    write(hadi, f"{there}measures/{ban.reference}/extend/", until=today(400))
    expect(hadi.locator("[data-errors]")).to_be_visible()
    expect(hadi.locator("[name='until']")).to_have_value(today(400))
    fill(hadi, until=today(360))
    send_form(hadi, "main form")
    ban.refresh_from_db()
    assert (ban.ends_on - ban.on).days == 360
    assert not waits.exists()


def test_care_that_does_not_wait_is_counted_and_may_be_declined(town: Town, sign_in: SignIn, court: Court) -> None:
    """Scenario 10.6: she says when it was; hours are counted for who sees the compartment; one care is given, one declined."""
    case = make_case(town.association, town.operator, court.at, name="ح")
    giver = make_user(Role.SUPERVISOR, town.association, at=court.at)
    make_compartment(case.person, Section.SEXUAL_VIOLENCE, town.association, town.operator, giver=giver, at=court.at)
    zayd, address = sign_in(town.operator, phone=True), f"/cases/{case.reference}/care/"
    zayd.goto(f"/cases/{case.reference}/")
    zayd.locator("#care a").click()
    zayd.locator("main a.primary").click()
    fill(zayd, on=today(-1), time="23:30")
    zayd.locator("[name='contraception']").check()
    send_form(zayd, "main form")
    expect(zayd.locator("main .clock")).to_have_count(2)
    in_both(zayd, town.operator, AR, address, "main", "unverified")
    for care, said in (("hiv", "declined"), ("contraception", "given")):
        zayd.goto(address)
        zayd.locator(f"form:has([value='{care}']) button[value='{said}']").click()
    expect(zayd.locator("main .clock")).to_have_count(0)
    in_both(zayd, town.operator, AR, address, "main", "declined", "given")
    known_to(case, town, court)
    assert status(sign_in(town.lawyer), address) == 403


def test_nobody_is_punished_for_what_they_were_made_to_do(town: Town, sign_in: SignIn, court: Court) -> None:
    """Scenarios 10.7 and 9.7: three acts of a woman, each with how it follows; of a child that begged nothing is needed."""
    woman = known_to(make_case(town.association, town.operator, court.at, name="ح"), town, court)
    make_co_operation(woman, town.association, town.operator, at=court.at)
    child = make_child_case(town.association, town.operator, court.at)
    zayd, hadi = sign_in(town.operator, phone=True), sign_in(court.hadi)
    for act in ("prostitution", "overstay", "absconding"):
        write(zayd, f"{file_of(woman)}acts/", act=act, on=today())
    write(zayd, f"{file_of(child)}acts/", act="begging", on=today())
    for row in Reproach.objects.order_by("pk"):
        address = f"{file_of(row.case)}acts/{row.reference}/ask/"
        write(zayd, address, on=today(), link="")
        if row.case_id == woman.pk:
            expect(zayd.locator("[data-errors]")).to_be_visible()
            fill(zayd, link=LINK)
            send_form(zayd, "main form")
    assert {row.state for row in Reproach.objects.all()} == {"asked"}
    hadi.goto(file_of(woman))
    expect(hadi.locator("#acts")).to_contain_text(LINK)
    for row in Reproach.objects.filter(case=woman):
        write(hadi, f"{file_of(woman)}acts/{row.reference}/decision/", granted="yes", on=today())
    assert status(hadi, file_of(child)) == 404
    in_both(hadi, court.hadi, EN, file_of(woman), "#acts", "granted")
    in_both(zayd, town.operator, AR, file_of(woman), "#acts", "granted")
    zayd.goto(f"/cases/{woman.reference}/")
    expect(zayd.locator("main")).not_to_contain_text("غير متعاونة")


def test_who_takes_the_yes_back_is_asked_nothing_and_keeps_the_claim(town: Town, sign_in: SignIn, court: Court) -> None:
    """Scenarios 5.2 and 6: within the minute those who investigate are out; the lawyer goes on until that is taken back too."""
    case = known_to(make_case(town.association, town.operator, court.at, name="شخص تجريبي دال"), town, court)
    make_co_operation(case, town.association, town.operator, at=court.at)
    matter = make_proceeding(case, town.unit, town.unit_officer, at=court.at, on=clock.in_amman(court.at).date())
    make_accused(matter, case, town.unit, town.unit_officer, at=court.at)
    zayd, dina, yara = sign_in(town.operator), sign_in(town.unit_officer), sign_in(town.lawyer)
    there = f"{file_of(case)}{matter.reference}/"
    assert [status(page, there) for page in (dina, yara, zayd)] == [200, 200, 200]
    write(yara, f"{file_of(case)}claims/", kind="wages", amount="1890", on=today())
    zayd.goto(f"/people/{case.person.reference}/consents/C5/withdraw/")
    choose(zayd, heard="alone")
    send_form(zayd)
    tick(clock.now())
    assert [status(page, there) for page in (dina, yara, zayd)] == [403, 200, 200]
    in_both(zayd, town.operator, AR, there, "main", "stopped")
    step = yara.goto(file_of(case)) and yara.locator("#claims article a[href*='/claims/']").first.get_attribute("href")
    write(yara, str(step), step="paid", amount="1890", on=today())
    assert claims(yara, case) == [["1,890.000", "0.000", "1,890.000"]]
    zayd.goto(f"/people/{case.person.reference}/consents/C3/{town.legal.agency.reference}/withdraw/")
    choose(zayd, heard="alone")
    send_form(zayd)
    assert [status(page, there) for page in (yara, zayd)] == [404, 200]
    assert claims(zayd, case) == [["1,890.000", "0.000", "1,890.000"]]
    case.refresh_from_db()
    assert case.closed_at is None
