"""Scenario 7 (steps 1 to 4 and 6): two offices of one body wrote the same woman down on phones, under two spellings. The file
that comes second looks like the first; a supervisor who reads both says so, or takes it back. Help goes on meanwhile."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.accounts.testing import make_user
from malath.accounts.words import Language
from malath.agencies.models import Desk
from malath.agencies.testing import make_agency, make_desk
from malath.agencies.words import AgencyKind
from malath.cases.models import Case
from malath.foundation import clock
from malath.linkage.models import Pair
from malath.offline import work
from malath.referrals.models import Referral
from malath.referrals.words import Status
from tests.journeys.conftest import Town, faults_on
from tests.journeys.phone import Open, enrol, phone_of, server
from tests.journeys.test_field_kit_twice import FIRST, answer_to, met, returns
from tests.journeys.test_scenarios import choose, send_form

__all__ = ["phone_of", "returns", "server"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
AGAIN = {"name": "Fatuma Ali Hassan", "phone": "0795550002"}
SHE_SAYS = "She asked again because nobody had answered; the second office wrote the name anew."
COUSINS = "They came together: two cousins who share a phone."


def offices() -> tuple[list[User], User]:
    """A clerk at each of two offices of one body, and who supervises both."""
    before = clock.now() - timedelta(days=30)
    agency = make_agency(AgencyKind.ASSOCIATION, "Two offices", "مكتبان", at=before)
    desks = [make_desk(agency, name_en=name, at=before) for name in ("North", "South")]
    clerks = [make_user(Role.CASE_MANAGER, desk, language=Language.ARABIC, at=before) for desk in desks]
    return clerks, make_user(Role.SUPERVISOR, desks[0], name_en="Huda", language=Language.ENGLISH, at=before)


def written_down_twice(phone_of: Open, clerks: list[User], returns: Desk) -> tuple[list[Case], Page]:
    """The two cases, and the phone of the clerk who came second."""
    phones = [phone_of(user, user.reference) for user in clerks]
    for context, said in zip(phones, (FIRST, AGAIN), strict=True):
        enrol(context.pages[0])
        context.set_offline(True)
        met(context.pages[0], returns, said)
        answer_to(context.pages[0])
        work.go_on(clock.now)
    return list(Case.objects.order_by("pk")), phones[-1].pages[0]


def judge(page: Page, case: Case, said: str, because: str) -> None:
    page.goto(f"/people/{case.person.reference}/same/")
    page.locator("#waiting a.what, #judged a.what").first.click()
    choose(page, said=said)
    page.locator("[name='because']").fill(because)
    assert faults_on(page, "two files") == []
    send_form(page)


def the_clerk_learns_nothing_of_the_other_file(phone: Page, mine: Case, other: Case) -> None:
    """Scenario 7.2: who may not open the first file is not told that there is one."""
    for address in (f"/people/{mine.person.reference}/same/", "/same/", "/"):
        phone.goto(address)
        assert other.person.reference not in phone.content()
        assert other.reference not in phone.content()


def both_are_helped(cases: list[Case]) -> None:
    """Two numbers, two histories, both open, both requests with the office that answers them."""
    assert not Case.objects.filter(closed_at__isnull=False).exists()
    assert Referral.objects.filter(case__in=cases, status=Status.SENT).count() == len(cases)


def test_scenario_seven_somebody_who_reads_both_files_decides_and_help_goes_on(
    town: Town, phone_of: Open, returns: Desk
) -> None:
    clerks, supervisor = offices()
    cases, phone = written_down_twice(phone_of, clerks, returns)
    first, second = cases
    both_are_helped(cases)
    the_clerk_learns_nothing_of_the_other_file(phone, second, first)
    page = phone_of(supervisor, "supervisor").pages[0]
    page.goto("/same/")
    assert faults_on(page, "perhaps the same person") == []
    expect(page.locator("#waiting")).to_contain_text(FIRST["name"])
    expect(page.locator("#waiting")).to_contain_text(AGAIN["name"])
    assert FIRST["phone"] not in page.content(), "which parts agree is told, never what they are"
    judge(page, second, "same", SHE_SAYS)
    expect(page.locator("#together")).to_contain_text(first.person.reference)
    both_are_helped(cases)

    judge(page, second, "different", COUSINS)
    expect(page.locator("#together")).to_have_count(0)
    page.locator("#waiting form button").click()
    expect(page.locator("#waiting")).to_contain_text("Nothing waits here.")
    assert Pair.objects.get().said == "different"
    both_are_helped(cases)
