"""Scenario 7 (step 1) on two phones: the same woman asks two offices for help to return, under two spellings, with numbers that
differ by one digit. Both write without network. Help goes on for both, and no phone learns of the other."""

from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, Response, expect

from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.accounts.testing import make_user
from malath.accounts.words import Language
from malath.agencies.models import Desk
from malath.agencies.testing import ALWAYS, make_agency, make_desk
from malath.agencies.words import AgencyKind, ServiceKind
from malath.cases.models import Case
from malath.foundation import clock
from malath.offline import work
from malath.offline.models import Packet
from malath.people import queries as people
from malath.people.words import DetailKind
from malath.privacy.models import Access
from malath.referrals.models import Referral
from malath.referrals.words import Status
from tests.journeys.conftest import Town, faults_on, on_duty
from tests.journeys.phone import PATIENCE, Open, enrol, onward, phone_of, pick, press_send, server

__all__ = ["phone_of", "server"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SISTER = "0791110001"
FIRST = {"name": "فاطمة علي حسن", "phone": "0795550001"}
AGAIN = {"name": "Fathima Aly Hasan", "phone": "0795550002"}


@pytest.fixture
def returns(town: Town) -> Desk:
    """The office that helps people to return; the two that meet them are of other bodies."""
    before = clock.now() - timedelta(days=30)
    desk = make_desk(make_agency(AgencyKind.RETURNS, at=before), services=[ServiceKind.AVRR], hours=ALWAYS, at=before)
    on_duty(desk, make_user(Role.RETURN, desk, at=before), clock.now())
    return desk


def clerk(name: str) -> User:
    before = clock.now() - timedelta(days=30)
    desk = make_desk(make_agency(AgencyKind.ASSOCIATION, name, name, at=before), at=before)
    return make_user(Role.CASE_MANAGER, desk, name_en=name, name_ar=name, language=Language.ARABIC, at=before)


def met(page: Page, returns: Desk, said: dict[str, str]) -> None:
    """One record: who, the yes to write it down, name and number as said, the sister's phone, and the wish to go home."""
    page.locator("main button.main").first.click()
    pick(page, "age_band", "21-29")
    pick(page, "sex", "female")
    onward(page)
    pick(page, "danger", "no")
    pick(page, "alone", "yes")
    page.locator("#f-language").select_option("ar")
    onward(page)
    pick(page, "answer", "yes")
    for _ in range(10):
        onward(page)
    expect(page.locator("#f-name")).to_be_visible()
    page.locator("#f-name").fill(said["name"])
    page.locator("#f-phone").fill(said["phone"])
    onward(page)
    pick(page, "channel", "call")
    without_hours_it_is_not_finished(page)
    page.locator("input[name='may'][value='any_time']").check()
    page.locator("#f-who_else").fill(f"Her sister: {SISTER}")
    assert faults_on(page, "safe contact, asked at any time") == []
    onward(page)
    page.locator("form > button:not(.plain)").first.click()
    page.locator("#f-type").select_option("avrr")
    pick(page, "urgency", "normal")
    page.locator("#f-desk").select_option(returns.reference)
    pick(page, "C3", "yes")
    page.locator("#f-reason").fill("She wants to go home. Nobody has answered her.")
    onward(page)
    page.locator("#finish").click()
    expect(page.locator("#outbox .count")).to_have_text("1", timeout=PATIENCE)


def without_hours_it_is_not_finished(page: Page) -> None:
    """A call at no agreed hour is a call at any hour: the kit asks before it seals."""
    onward(page)
    onward(page)
    expect(page.locator(".told.bad")).to_be_visible()
    expect(page.locator("#finish")).to_have_count(0)
    for _ in range(2):
        page.locator(".moves button").first.click()
    expect(page.locator("#f-who_else")).to_be_visible()


def answer_to(page: Page) -> dict[str, Any]:
    """What the server tells a phone that sends: the same for whatever arrives."""

    def of_records(answer: Response) -> bool:
        return "/field/sync/" in answer.url and bool(answer.json().get("receipts"))

    with page.expect_response(of_records, timeout=PATIENCE) as answered:
        page.context.set_offline(False)
        press_send(page)
    told: dict[str, Any] = answered.value.json()
    expect(page.locator("#outbox .count")).to_have_text("0", timeout=PATIENCE)
    return told


def test_scenario_seven_two_offices_write_the_same_woman_down_and_no_phone_learns_it(
    town: Town, phone_of: Open, returns: Desk
) -> None:
    answers, clerks = [], [clerk("North office"), clerk("South office")]
    for user, said in zip(clerks, (FIRST, AGAIN), strict=True):
        context = phone_of(user, user.reference)
        page = context.pages[0]
        enrol(page)
        context.set_offline(True)
        met(page, returns, said)
        answers.append(answer_to(page))
        work.go_on(clock.now)
        context.close()
    one, other = answers
    assert one.keys() == other.keys()
    assert [len(told["receipts"]) for told in answers] == [1, 1]
    assert [told["ended"] for told in answers] == [False, False]
    both_stand_and_are_helped(returns, clerks)


def both_stand_and_are_helped(returns: Desk, clerks: list[User]) -> None:
    """Two files, both active, each with its own number and yes; both requests have left; nobody sees the other's file."""
    assert {packet.state for packet in Packet.objects.all()} == {"done"}
    cases = list(Case.objects.order_by("pk"))
    assert len({case.person_id for case in cases}) == 2
    for case, said in zip(cases, (FIRST, AGAIN), strict=True):
        written = {row.kind: row.value for row in people.details_of([case.person_id])[case.person_id]}
        assert (written[DetailKind.NAME], written[DetailKind.PHONE]) == (said["name"], f"+962{said['phone'][1:]}")
        rule = people.contact_of(case.person_id)
        assert rule is not None
        assert SISTER in rule.who_else
    sent = Referral.objects.filter(receiving_desk=returns, status=Status.SENT, type=ServiceKind.AVRR)
    assert {row.case_id for row in sent} == {case.pk for case in cases}
    for user, mine, theirs in zip(clerks, cases, reversed(cases), strict=True):
        desks = {row.desk_id for row in Access.objects.filter(person_id=theirs.person_id)}
        assert mine.desk.agency_id == user.agency_id
        assert mine.desk_id not in desks
