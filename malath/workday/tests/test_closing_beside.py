"""A case closes when nobody would lose a bed or an answer by it, and what else stands beside it is answered for."""

import html
from collections.abc import Callable

import pytest
from django.test import Client

from malath.accounts import queries as accounts
from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.accounts.testing import make_user, signed_in
from malath.agencies.testing import make_agency, make_desk
from malath.agencies.words import AgencyKind
from malath.cases.actions import Closing
from malath.cases.models import Case, Closure
from malath.cases.testing import make_case
from malath.cases.words import ClosingReason, Feedback
from malath.justice.testing import make_claim
from malath.privacy import queries as privacy
from malath.privacy.testing import make_consent
from malath.privacy.words import ConsentKind
from malath.referrals import actions as referrals
from malath.referrals.models import Referral
from malath.referrals.words import Outcome
from malath.shelter.models import Place
from malath.shelter.testing import AFTER, make_exit, make_stay
from malath.shelter.tests.conftest import House, house, places, referral, shelter, women
from malath.support.testing import make_contacts, make_request
from malath.workday import actions, closing_rules
from malath.workday.actions import CannotCloseBeside, Eyes
from malath.workday.words import Stands, WhyNotBeside

__all__ = ["house", "places", "referral", "shelter", "women"]
CLOSING = {"reason": ClosingReason.PLAN_COMPLETED, "summary": "She has a room of her own.", "feedback": Feedback.ASKED}


def eyes(user: User, case: Case) -> Eyes:
    holdings = accounts.holdings(user, AFTER)
    found = privacy.sight_of(holdings, case.person.reference, AFTER)
    assert found is not None
    return Eyes(found[1], holdings, AgencyKind(user.agency.kind))


def ask(case: Case, house: House, beside: str = "") -> Closure:
    closing = Closing(**CLOSING, beside=beside)  # type: ignore[arg-type]  # as named
    return actions.ask_to_close(case, closing, eyes(house.nour, case), desk=house.desk, by=house.nour, at=AFTER)


def refused(act: Callable[[], object]) -> list[Stands | WhyNotBeside]:
    try:
        act()
    except CannotCloseBeside as no:
        return list(no.reasons)
    return []


@pytest.fixture
def case(house: House) -> Case:
    return make_case(house.desk, house.nour)


def test_a_bed_and_an_answer_keep_a_case_open_whatever_is_said() -> None:
    assert closing_rules.why_not_close([Stands.CLAIM, Stands.PLACE], "All is well.") == [Stands.PLACE]
    assert closing_rules.why_not_close([Stands.REQUEST, Stands.ELSEWHERE]) == [Stands.REQUEST, Stands.ELSEWHERE]


def test_what_goes_on_without_the_file_is_answered_for() -> None:
    assert closing_rules.why_not_close([Stands.CLAIM], " ") == [WhyNotBeside.UNSAID]
    assert closing_rules.why_not_close([Stands.CLAIM], "Her lawyer follows it.") == []
    assert closing_rules.why_not_close([Stands.CLAIM]) == []
    assert closing_rules.why_not_close([], "") == []


def test_nobody_loses_their_bed_unseen(house: House, referral: Referral, places: list[Place]) -> None:
    stay = make_stay(referral, places[0], house.amal)
    referrals.complete(referral, outcome=Outcome.SERVICE_GIVEN, by=house.amal, at=AFTER)
    assert refused(lambda: ask(referral.case, house)) == [Stands.PLACE]
    make_exit(stay, house.amal, AFTER)
    assert ask(referral.case, house).case == referral.case


def test_a_supervisor_looks_at_it_once_more(house: House, case: Case) -> None:
    ask(case, house)
    fund = make_desk(make_agency(AgencyKind.FUND))
    make_consent(case.person, ConsentKind.C3, body=fund.agency, desk=house.desk, by=house.nour)
    make_request(case, fund, house.desk, house.nour)
    above = make_user(Role.SUPERVISOR, house.desk)
    assert refused(lambda: actions.close_case(case, eyes(above, case), by=above, at=AFTER)) == [Stands.REQUEST]


def test_a_claim_is_answered_for_and_the_words_lie_sealed(house: House, case: Case) -> None:
    make_claim(case, house.desk, house.nour)
    assert refused(lambda: ask(case, house)) == [WhyNotBeside.UNSAID]
    closure = ask(case, house, "Her lawyer follows it to the end.")
    assert closure.opened("beside") == "Her lawyer follows it to the end."
    assert closure.beside is not None
    assert b"lawyer" not in bytes(closure.beside)


def test_a_contact_planned_is_answered_for(house: House, case: Case) -> None:
    make_contacts(case, house.desk, house.nour)
    assert refused(lambda: ask(case, house)) == [WhyNotBeside.UNSAID]


def test_a_request_that_waits_keeps_it_open_and_who_does_not_help_learns_no_more(house: House, case: Case) -> None:
    fund = make_desk(make_agency(AgencyKind.FUND))
    make_consent(case.person, ConsentKind.C3, body=fund.agency, desk=house.desk, by=house.nour)
    make_request(case, fund, house.desk, house.nour)
    assert refused(lambda: ask(case, house)) == [Stands.REQUEST]
    seen = eyes(house.nour, case)
    officer = Eyes(seen.sight, seen.holdings, AgencyKind.POLICE)
    closing = Closing(**CLOSING)  # type: ignore[arg-type]  # as named
    assert refused(
        lambda: actions.ask_to_close(case, closing, officer, desk=house.desk, by=house.nour, at=AFTER)
    ) == [Stands.ELSEWHERE]  # fmt: skip


def test_the_page_says_what_stands_and_keeps_what_was_typed(client: Client, house: House, case: Case) -> None:
    make_claim(case, house.desk, house.nour)
    signed_in(client, house.nour)
    form = {"reason": "plan_completed", "summary": "All is done.", "feedback": "asked"}
    empty = client.post(f"/cases/{case.reference}/close/", form)
    assert empty.status_code == 422
    page = html.unescape(empty.content.decode())
    for words in ("A claim is not settled yet", "Say why the case closes although", "All is done."):
        assert words in page
    assert client.post(f"/cases/{case.reference}/close/", form | {"beside": "Her lawyer does."}).status_code == 302
    assert "Her lawyer does." in client.get(f"/cases/{case.reference}/close/").content.decode()
