"""Contacts afterwards: wanted or none, inside what was agreed or not at all, and nothing ends by silence."""

from datetime import UTC, date, datetime, timedelta
from functools import partial
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from malath.accounts.testing import signed_in
from malath.agencies.words import ServiceKind
from malath.cases.models import Case
from malath.cases.testing import make_case, make_child_case
from malath.foundation.testing import Clock
from malath.inbox.models import Item
from malath.inbox.words import ItemKind
from malath.people.models import ContactTry
from malath.people.testing import make_safe_contact
from malath.people.words import Tried
from malath.privacy import actions as privacy
from malath.privacy.queries.answers import standing_row
from malath.privacy.testing import make_consent
from malath.privacy.words import Answer, ConsentKind
from malath.referrals.testing import make_accepted_referral
from malath.support import actions, rules
from malath.support.actions import CannotSupport
from malath.support.models import FollowUp
from malath.support.queries import contacts
from malath.support.testing import AFTER, make_contacts
from malath.support.tests.conftest import House
from malath.support.words import After, FollowUpState, WhyNot

TODAY = date(2026, 11, 2)
DAY = timedelta(days=1)
FRIDAY = datetime(2026, 12, 4, 8, 30, tzinfo=UTC)
"""Half past ten in Amman, inside the hours agreed."""


@pytest.fixture
def agreed(case: Case, house: House) -> Case:
    make_safe_contact(case.person, house.desk, number="+962700000034", by=house.nour)
    return case


def why_not(call: object) -> list[WhyNot]:
    with pytest.raises(CannotSupport) as refused:
        call()  # type: ignore[operator]  # an act
    return refused.value.reasons


def first(case: Case) -> FollowUp:
    return FollowUp.objects.filter(case=case).order_by("due_on")[0]


@given(start=st.dates(date(2026, 1, 1), date(2032, 1, 1)), is_child=st.booleans())
def test_contacts_lie_ahead_in_order_and_of_a_child_begin_after_two_weeks(start: date, is_child: bool) -> None:
    days = rules.follow_ups(start, is_child=is_child)
    assert list(days.values()) == sorted(days.values())
    assert min(days.values()) - start == (14 * DAY if is_child else days[After.MONTH_1] - start)
    assert days[After.MONTHS_12].year == start.year + 1


def test_the_end_of_a_month_stays_inside_the_month() -> None:
    assert rules.follow_ups(date(2027, 1, 31), is_child=False)[After.MONTH_1] == date(2027, 2, 28)
    assert rules.follow_ups(date(2026, 12, 15), is_child=False)[After.MONTHS_12] == date(2027, 12, 15)


def test_who_wants_none_is_left_alone_and_they_are_planned_once(case: Case, house: House) -> None:
    plan = partial(actions.plan_contacts, case, TODAY, **house.nour_at())
    assert why_not(plan) == [WhyNot.CONTACT_NOT_ASKED]
    make_consent(case.person, ConsentKind.C17, Answer.NO, desk=house.desk, by=house.nour)
    assert why_not(plan) == [WhyNot.NOT_WANTED]
    assert len(make_contacts(case, house.desk, house.nour)) == 4
    assert why_not(lambda: make_contacts(case, house.desk, house.nour)) == [WhyNot.PLANNED_ALREADY]
    assert len(make_contacts(make_child_case(house.desk, house.nour), house.desk, house.nour)) == 5


@given(said=st.sampled_from([Answer.YES, Answer.NO, Answer.NOT_ASKED]), protected=st.booleans())
def test_a_no_is_never_overheard_and_silence_only_where_a_child_is_protected(said: Answer, protected: bool) -> None:
    refused = rules.why_not_plan_contacts(planned=False, said=said, protected=protected)
    assert bool(refused) is not (said == Answer.YES or (protected and said == Answer.NOT_ASKED))


def test_taking_it_back_ends_what_is_planned(case: Case, house: House) -> None:
    make_contacts(case, house.desk, house.nour)
    assert contacts.contacts_to_stop(AFTER) == []
    consent = standing_row(case.person_id, ConsentKind.C17, None)
    assert consent is not None
    privacy.withdraw(consent, case.person, by=house.nour, at=AFTER)
    due = contacts.contacts_to_stop(AFTER)
    assert len(due) == 4
    assert actions.stop_contact(due[0], at=AFTER).state == FollowUpState.CALLED_OFF


def test_without_an_agreement_and_outside_its_hours_nobody_is_contacted(case: Case, house: House) -> None:
    make_contacts(case, house.desk, house.nour)

    def call(at: datetime) -> FollowUp:
        return actions.record_contact(first(case), Tried.NO_ANSWER, **house.nour_at(at))

    assert why_not(lambda: call(FRIDAY)) == [WhyNot.NOT_NOW]
    make_safe_contact(case.person, house.desk, number="+962700000034", by=house.nour)
    assert why_not(lambda: call(FRIDAY + timedelta(hours=7))) == [WhyNot.NOT_NOW]
    assert not ContactTry.objects.exists()
    assert call(FRIDAY).attempts == 1


def test_three_attempts_on_three_days_lead_to_nothing_by_themselves(agreed: Case, house: House) -> None:
    make_contacts(agreed, house.desk, house.nour)
    for week in range(6):
        actions.record_contact(first(agreed), Tried.NO_ANSWER, **house.nour_at(FRIDAY + 7 * week * DAY))
    row = first(agreed)
    assert (row.state, row.attempts) == (FollowUpState.DUE, 6)
    agreed.refresh_from_db()
    assert (agreed.aside, agreed.closed_at) == ("", None)


def test_after_a_try_that_went_wrong_nobody_tries_again(agreed: Case, house: House) -> None:
    make_contacts(agreed, house.desk, house.nour)
    actions.record_contact(first(agreed), Tried.SOMEBODY_ELSE, **house.nour_at(FRIDAY))
    again = lambda: actions.record_contact(first(agreed), Tried.REACHED, **house.nour_at(FRIDAY + 7 * DAY))  # noqa: E731
    assert why_not(again) == [WhyNot.NOT_NOW]


def test_reached_is_done_and_whoever_wants_no_more_is_left_alone(agreed: Case, house: House) -> None:
    make_contacts(agreed, house.desk, house.nour)
    row = actions.record_contact(first(agreed), Tried.REACHED, "She found work.", goes_on=False, **house.nour_at(FRIDAY))
    assert (row.state, row.opened("words")) == (FollowUpState.REACHED, "She found work.")
    assert {one.state for one in FollowUp.objects.exclude(pk=row.pk)} == {FollowUpState.CALLED_OFF}
    assert why_not(lambda: actions.call_off_contacts(agreed, **house.nour_at(FRIDAY))) == [WhyNot.SETTLED]
    again = lambda: actions.record_contact(row, Tried.REACHED, **house.nour_at(FRIDAY))  # noqa: E731
    assert why_not(again) == [WhyNot.SETTLED]


def test_its_day_reminds_the_key_worker_each_week_and_sends_nothing(agreed: Case, house: House) -> None:
    make_contacts(agreed, house.desk, house.nour)
    due = rules.morning_of(first(agreed).due_on)
    assert contacts.contacts_to_remind(due - timedelta(minutes=1)) == []
    for moment in (due, due + 7 * DAY):
        [row] = contacts.contacts_to_remind(moment)
        actions.remind_of_contact(row, at=moment)
    assert why_not(lambda: actions.remind_of_contact(row, at=due)) == [WhyNot.NOT_DUE]
    waiting = Item.objects.filter(kind=ItemKind.FOLLOW_UP_DUE, seen_at__isnull=True)
    assert [item.user for item in waiting] == [house.nour]


def test_with_a_withdrawal_the_desk_contacts_nobody(house: House) -> None:
    case = make_case(house.unit, house.yusuf)
    make_accepted_referral(house.yusuf, house.unit, house.nour, house.desk, case=case, type=ServiceKind.PROTECTION)
    make_contacts(case, house.desk, house.nour)
    row = first(case)
    assert why_not(lambda: actions.stop_contact(row, at=AFTER)) == [WhyNot.STILL_SEEN]
    consent = standing_row(case.person_id, ConsentKind.C3, house.desk.agency)
    assert consent
    privacy.withdraw(consent, case.person, by=house.yusuf, at=AFTER + DAY)
    assert len(contacts.contacts_standing_on([case.person_id], house.desk)) == 4
    for one in contacts.contacts_to_stop(AFTER + DAY):
        actions.stop_contact(one, at=AFTER + DAY)
    assert contacts.contacts_to_stop(AFTER + DAY) == contacts.contacts_to_remind(AFTER + 400 * DAY) == []


def test_the_pages_plan_record_and_call_off(agreed: Case, house: House, clock: Clock) -> None:
    clock.at = FRIDAY
    client = signed_in(Client(), house.nour)

    def url(name: str, *rest: str) -> str:
        return reverse(f"support:{name}", args=[agreed.reference, *rest])

    assert client.post(url("plan_contacts"), {"start": "4/12/2026"}).status_code == 422
    assert "/consents/C17/" in client.get(url("contacts")).content.decode()
    make_consent(agreed.person, ConsentKind.C17, desk=house.desk, by=house.nour)
    assert client.post(url("plan_contacts"), {"start": "4/12/2026"}).status_code == 302
    typed = {"once": str(uuid4()), "result": "no_answer", "words": ""}
    assert client.post(url("record_contact", first(agreed).reference), typed).status_code == 302
    assert "Tried:" in client.get(url("contacts")).content.decode()
    assert client.post(url("call_off_contacts")).status_code == 302
    clock.at = FRIDAY + DAY
    assert "Not at this hour" in signed_in(Client(), house.nour).get(url("contacts")).content.decode()
    make_accepted_referral(house.nour, house.desk, house.yusuf, house.unit, case=agreed, type=ServiceKind.IDENTIFICATION)
    assert signed_in(Client(), house.yusuf).get(url("contacts")).status_code == 403
