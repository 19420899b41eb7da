"""Requests to the fund: the committee knows number, purpose and amount, decides by two, and never learns a name."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from malath.accounts.actions import join_desk
from malath.accounts.models import User
from malath.accounts.queries import holdings
from malath.accounts.roles import Role
from malath.accounts.testing import make_user, signed_in
from malath.agencies.models import Desk
from malath.agencies.testing import make_agency, make_desk
from malath.agencies.words import AgencyKind, Currency
from malath.cases.models import Case
from malath.foundation.testing import Clock
from malath.inbox.models import Item
from malath.inbox.words import ItemKind
from malath.privacy import actions as privacy
from malath.privacy.models import Access, Left
from malath.privacy.queries import sight_of
from malath.privacy.queries.answers import standing_row
from malath.privacy.testing import MONDAY, make_agreement, make_block
from malath.privacy.words import ConsentKind, Section
from malath.support import actions, rules
from malath.support.actions import CannotSupport
from malath.support.models import FundRequest, Quote
from malath.support.queries import fund
from malath.support.testing import AFTER, make_request
from malath.support.tests.conftest import House
from malath.support.words import FundState, WhyNot

TODAY = date(2026, 11, 2)
REASON = "The rent is fair and the course leads to work."
ASKED = Decimal(480)


@pytest.fixture
def committee(house: House) -> Desk:
    return make_desk(make_agency(AgencyKind.FUND))


@pytest.fixture
def members(committee: Desk) -> tuple[User, User, User]:
    one, two, three = (make_user(Role.FUND, committee) for _ in range(3))
    return one, two, three


@pytest.fixture
def sent(case: Case, house: House, committee: Desk) -> FundRequest:
    make_agreement(case.person, committee.agency, desk=house.desk, by=house.nour, at=AFTER)
    return make_request(case, committee, house.desk, house.nour)


def why_not(call: object) -> list[WhyNot]:
    with pytest.raises(CannotSupport) as refused:
        call()  # type: ignore[operator]  # an act
    return refused.value.reasons


def granted(row: FundRequest, members: tuple[User, User, User], amount: Decimal | None = ASKED) -> FundRequest:
    actions.propose_grant(row, amount, REASON, by=members[0], at=AFTER)
    return actions.confirm_grant(row, by=members[1], at=AFTER)


def sees(row: FundRequest) -> bool:
    """Whether minimum facts stand beside a request."""
    return not fund.is_unseen(row, AFTER)


@given(
    granted=st.decimals(-10, 1_000, places=4),
    asked=st.decimals(1, 1_000, places=3),
    state=st.sampled_from(FundState),
    left=st.booleans(),
)
def test_no_more_than_was_asked_for_is_proposed_nor_by_who_left(
    granted: Decimal, asked: Decimal, state: FundState, left: bool
) -> None:
    reasons = rules.why_not_propose_grant(state, granted, REASON, asked=asked, currency=Currency.JOD, left=left)
    fits = 0 < granted <= asked and granted == granted.quantize(Decimal("0.001"))
    assert (not reasons) == (fits and state == FundState.SENT and not left)


def test_a_payment_is_never_ahead_nor_more_than_was_granted() -> None:
    pay: dict[str, Any] = {"left_to_pay": Decimal(100), "currency": Currency.JOD}
    tomorrow = TODAY + timedelta(days=1)
    assert rules.why_not_pay(FundState.GRANTED, Decimal(100), TODAY, TODAY, **pay) == []
    assert rules.why_not_pay(FundState.SENT, Decimal(1), TODAY, TODAY, **pay) == [WhyNot.NOT_WAITING]
    reasons = [WhyNot.ABOVE_GRANTED, WhyNot.DAY_AHEAD, WhyNot.DECIMALS]
    assert rules.why_not_pay(FundState.GRANTED, Decimal("100.0001"), tomorrow, TODAY, **pay) == reasons
    assert rules.why_not_pay(FundState.GRANTED, Decimal(0), TODAY, TODAY, **pay) == [WhyNot.AMOUNT_MISSING]


def test_it_is_asked_with_the_persons_yes_and_opens_minimum_facts_alone(
    case: Case, house: House, committee: Desk, members: tuple[User, User, User]
) -> None:
    assert why_not(lambda: make_request(case, committee, house.desk, house.nour)) == [WhyNot.NOT_AGREED_TO_FUND]
    make_agreement(case.person, committee.agency, desk=house.desk, by=house.nour, at=AFTER)
    row = make_request(case, committee, house.desk, house.nour)
    assert sees(row)
    [access] = Access.objects.filter(person=case.person, desk=committee)
    assert set(access.sections) == {Section.STATUS, Section.FACTS}
    assert Left.objects.filter(person=case.person, how="fund_request", reference=row.reference).exists()
    assert [item.subject for item in Item.objects.filter(kind=ItemKind.FUND_ASKED)] == [row.reference]


@pytest.mark.parametrize("what", ["Rent for Mariam, six months", "Rent, ring 0700000034", "إيجار لمريم"])
def test_a_name_or_a_number_of_the_person_is_refused(case: Case, house: House, committee: Desk, what: str) -> None:
    make_agreement(case.person, committee.agency, desk=house.desk, by=house.nour, at=AFTER)
    assert why_not(lambda: make_request(case, committee, house.desk, house.nour, what=what)) == [WhyNot.NAMES_THE_PERSON]


def test_without_words_an_amount_or_a_quote_nothing_is_asked() -> None:
    asked = rules.Asked(" ", Decimal(0), Currency.USD, (), names=False, agreed=True)
    assert rules.why_not_ask_fund(asked) == [WhyNot.WORDS_MISSING, WhyNot.AMOUNT_MISSING, WhyNot.QUOTE_MISSING]
    asked = rules.Asked("Rent", Decimal("1.005"), Currency.USD, (Decimal("1.001"),), names=False, agreed=True)
    assert rules.why_not_ask_fund(asked) == [WhyNot.DECIMALS]


def test_two_members_decide_in_writing_and_who_asked_is_told(
    sent: FundRequest, house: House, members: tuple[User, User, User]
) -> None:
    assert why_not(lambda: actions.propose_grant(sent, ASKED, " ", by=members[0], at=AFTER)) == [WhyNot.WORDS_MISSING]
    actions.propose_grant(sent, Decimal(400), REASON, by=members[0], at=AFTER)
    assert why_not(lambda: actions.confirm_grant(sent, by=members[0], at=AFTER)) == [WhyNot.FOUR_EYES]
    row = actions.confirm_grant(sent, by=members[1], at=AFTER)
    assert row.state == FundState.GRANTED
    assert row.granted == fund.left_to_pay(row) == Decimal(400)
    told = Item.objects.filter(kind=ItemKind.FUND_ANSWERED)
    assert [(item.user, item.subject) for item in told] == [(house.nour, sent.person.reference)]
    assert why_not(lambda: actions.withdraw_request(sent, by=house.nour, at=AFTER)) == [WhyNot.NOT_WAITING]


def test_granted_is_not_paid_and_with_the_last_payment_the_committee_sees_nobody(
    sent: FundRequest, case: Case, members: tuple[User, User, User]
) -> None:
    row = granted(sent, members)
    actions.record_payment(row, Decimal("180.500"), TODAY, by=members[0], at=AFTER)
    assert fund.left_to_pay(row) == Decimal("299.500")
    over = lambda: actions.record_payment(row, Decimal(300), TODAY, by=members[0], at=AFTER)  # noqa: E731
    assert why_not(over) == [WhyNot.ABOVE_GRANTED]
    assert sees(row)
    actions.record_payment(row, Decimal("299.500"), TODAY, by=members[0], at=AFTER)
    assert not sees(sent)


def test_refused_ends_what_was_open_and_sent_back_waits_again(
    sent: FundRequest, case: Case, members: tuple[User, User, User]
) -> None:
    actions.propose_grant(sent, None, REASON, by=members[0], at=AFTER)
    assert actions.send_grant_back(sent, by=members[1], at=AFTER).state == FundState.SENT
    assert why_not(lambda: actions.confirm_grant(sent, by=members[1], at=AFTER)) == [WhyNot.NOT_WAITING]
    assert granted(sent, members, None).state == FundState.REFUSED
    assert not sees(sent)


def test_a_member_with_a_conflict_leaves_with_what_they_proposed(sent: FundRequest, members: tuple[User, User, User]) -> None:
    actions.propose_grant(sent, ASKED, REASON, by=members[0], at=AFTER)
    actions.leave_request(sent, by=members[0], at=AFTER)
    sent.refresh_from_db()
    assert (sent.state, sent.proposed_by) == (FundState.SENT, "")
    for call in (
        lambda: actions.leave_request(sent, by=members[0], at=AFTER),
        lambda: actions.propose_grant(sent, ASKED, REASON, by=members[0], at=AFTER),
    ):
        assert why_not(call) == [WhyNot.LEFT_ALREADY]
    assert fund.queue(holdings(members[0], AFTER)) == ()
    assert len(fund.queue(holdings(members[1], AFTER))) == 1


def test_with_a_withdrawal_the_request_stops(
    sent: FundRequest, case: Case, house: House, members: tuple[User, User, User]
) -> None:
    assert why_not(lambda: actions.stop_request(sent, at=AFTER)) == [WhyNot.STILL_SEEN]
    consent = standing_row(case.person_id, ConsentKind.C3, sent.desk.agency)
    assert consent
    privacy.withdraw(consent, case.person, by=house.nour, at=AFTER)
    assert not sees(sent)
    [row] = fund.requests_to_stop(AFTER)
    assert actions.stop_request(row, at=AFTER).state == FundState.STOPPED
    assert fund.requests_to_stop(AFTER) == []


@pytest.fixture
def now(clock: Clock) -> None:
    clock.at = AFTER


@pytest.mark.usefixtures("now")
def test_the_committee_reads_purpose_and_amount_and_no_name(
    sent: FundRequest, case: Case, house: House, members: tuple[User, User, User]
) -> None:
    first, second, third = (signed_in(Client(), one) for one in members)
    url = reverse("support:fund_request", args=[sent.reference])
    page = first.get(url).content.decode()
    assert "480.000 JOD" in page
    assert case.reference in page
    assert "Mariam" not in page
    typed = {"answer": "grant", "granted": "400", "because": REASON}
    assert first.post(reverse("support:propose_grant", args=[sent.reference]), typed).status_code == 302
    assert second.post(reverse("support:leave_request", args=[sent.reference])).status_code == 302
    assert second.get(url).status_code == 404
    assert third.post(reverse("support:confirm_grant", args=[sent.reference])).status_code == 302
    paid = {"amount": "400.000", "on": "2/11/2026"}
    assert third.post(reverse("support:record_payment", args=[sent.reference]), paid).status_code == 302
    assert "Not shown to you" in third.get(url).content.decode()
    page = signed_in(Client(), house.nour).get(reverse("support:fund_of_case", args=[case.reference])).content.decode()
    assert REASON in page
    assert first.get(reverse("support:plan", args=[case.reference])).status_code in {403, 404}


@pytest.mark.usefixtures("now")
def test_who_learns_a_number_from_a_request_opens_no_file_by_it(
    sent: FundRequest, case: Case, members: tuple[User, User, User]
) -> None:
    client, person = signed_in(Client(), members[0]), case.person.reference
    file, people = f"/cases/{case.reference}/", f"/people/{person}/"
    for path in (file, f"{file}plan/", people, f"{people}trail/"):
        assert client.get(path).status_code == 404, path
    for path in ("/", "/cases/", "/referrals/", "/inbox/", "/fund/"):
        answer = client.get(path)
        assert answer.status_code in {200, 403}, path
        assert case.reference not in answer.content.decode(), path
    assert sight_of(holdings(members[0], AFTER), person, AFTER) is None


@pytest.mark.usefixtures("now")
def test_a_member_who_sits_at_the_desk_that_asks_decides_nothing(
    case: Case, house: House, committee: Desk, members: tuple[User, User, User]
) -> None:
    desk = make_desk(committee.agency)
    join_desk(members[0], desk, Role.FUND, by=members[1], at=MONDAY)
    make_agreement(case.person, committee.agency, desk=house.desk, by=house.nour, at=AFTER)
    row = make_request(case, committee, desk, house.nour)
    assert why_not(lambda: actions.propose_grant(row, ASKED, REASON, by=members[0], at=AFTER)) == [WhyNot.LEFT_ALREADY]
    assert fund.queue(holdings(members[0], AFTER)) == ()
    assert len(fund.queue(holdings(members[1], AFTER))) == 1
    url = reverse("support:fund_request", args=[row.reference])
    assert signed_in(Client(), members[0]).get(url).status_code == 404


@pytest.mark.usefixtures("now")
def test_nobody_else_and_no_member_whom_a_block_keeps_out_reads_a_request(
    sent: FundRequest, case: Case, house: House, members: tuple[User, User, User]
) -> None:
    url = reverse("support:fund_request", args=[sent.reference])
    assert signed_in(Client(), house.nour).get(url).status_code == 403
    make_block(case.person, user=members[0])
    strangers = make_user(Role.FUND, make_desk(make_agency(AgencyKind.FUND)))
    for user in (members[0], strangers):
        assert signed_in(Client(), user).get(url).status_code == 404


@pytest.mark.usefixtures("now")
def test_the_form_keeps_what_was_typed_and_asks_once(case: Case, house: House, committee: Desk, at_desk: Client) -> None:
    url = reverse("support:ask_fund", args=[case.reference])
    typed = {
        "once": str(uuid4()), "purpose": "rent", "what": "Six months' rent", "amount": "480", "currency": "JOD",
        "supplier_1": "A landlord", "quote_1": "480", "supplier_2": "Another one",
    }  # fmt: skip
    answer = at_desk.post(url, typed)
    assert answer.status_code == 422
    assert "from whom, and how much" in answer.content.decode()
    typed["quote_2"] = "500.250"
    assert "needs their yes" in at_desk.post(url, typed).content.decode()
    make_agreement(case.person, committee.agency, desk=house.desk, by=house.nour, at=AFTER)
    assert [at_desk.post(url, typed).status_code for _ in range(2)] == [302, 302]
    assert FundRequest.objects.count() == 1
    assert Quote.objects.count() == 2
    row = FundRequest.objects.get()
    assert at_desk.post(reverse("support:withdraw_request", args=[case.reference, row.reference])).status_code == 302
