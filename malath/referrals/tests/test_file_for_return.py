"""A return office that takes somebody on learns who they are on their yes to a file for return (C11), before or afterwards."""

from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse

from malath.accounts import queries as accounts
from malath.accounts.models import User
from malath.accounts.testing import signed_in
from malath.agencies.words import ServiceKind
from malath.cases.models import Case
from malath.cases.testing import make_case
from malath.foundation.testing import Clock
from malath.privacy import actions as privacy
from malath.privacy import queries
from malath.privacy.models import Left
from malath.privacy.testing import make_consent
from malath.privacy.words import Answer, ConsentKind, Heard, Section
from malath.referrals.models import Referral
from malath.referrals.testing import make_accepted_referral, make_sent_referral
from malath.returns.testing import ASKED, HOUR
from malath.returns.tests.conftest import House, clock, house

__all__ = ["clock", "house"]
HINT = "does not learn who the person is yet"


def taken_on(house: House) -> tuple[Case, Referral]:
    case = make_case(house.helpers, house.nour, ASKED - HOUR, name="Worker A")
    row = make_accepted_referral(
        house.nour, house.helpers, house.lina, house.office, ASKED - HOUR, case=case, type=ServiceKind.AVRR
    )
    return case, row


def level_of(user: User, case: Case, at: datetime = ASKED) -> int:
    found = queries.sight_of(accounts.holdings(user, at), case.person.reference, at)
    return found[1].level if found else 0


def test_without_it_the_office_sees_the_minimum_facts_and_is_told_so(house: House, clock: Clock) -> None:
    clock.at = ASKED
    case, row = taken_on(house)
    assert level_of(house.lina, case) == 2
    office, sender = (
        signed_in(Client(), user).get(reverse("referrals:detail", args=[row.reference])).content.decode()
        for user in (house.lina, house.nour)
    )
    assert HINT in office
    assert HINT in sender
    assert reverse("privacy:ask", args=[case.person.reference, "C11"]) in sender


def test_a_yes_afterwards_opens_who_they_are_at_once_and_taken_back_ends_that_alone(house: House, clock: Clock) -> None:
    clock.at = ASKED
    case, row = taken_on(house)
    consent = make_consent(case.person, ConsentKind.C11, desk=house.helpers, by=house.nour, at=ASKED)
    assert level_of(house.lina, case) == 3
    found = queries.sight_of(accounts.holdings(house.lina, ASKED), case.person.reference, ASKED)
    assert found is not None
    assert found[1].sees(Section.IDENTITY)
    assert Section.STORY not in found[1].full
    page = signed_in(Client(), house.lina).get(reverse("referrals:detail", args=[row.reference])).content.decode()
    assert HINT not in page
    privacy.withdraw(consent, case.person, by=house.nour, at=ASKED, heard=Heard.ALONE)
    assert level_of(house.lina, case) == 2


@pytest.mark.parametrize("answer", [Answer.NO, Answer.NOT_ASKED])
def test_no_other_answer_opens_anything(house: House, answer: Answer) -> None:
    case, _ = taken_on(house)
    make_consent(case.person, ConsentKind.C11, answer=answer, desk=house.helpers, by=house.nour, at=ASKED)
    assert level_of(house.lina, case) == 2


def test_a_desk_that_has_not_taken_the_person_on_learns_nothing(house: House) -> None:
    case = make_case(house.helpers, house.nour, ASKED - HOUR, name="Worker A")
    make_sent_referral(house.nour, house.helpers, house.office, ASKED - HOUR, case=case, type=ServiceKind.AVRR)
    make_consent(case.person, ConsentKind.C11, desk=house.helpers, by=house.nour, at=ASKED)
    assert level_of(house.lina, case) == 0


def test_where_nobody_knows_who_sent_them_nothing_more_is_opened(house: House) -> None:
    case, _ = taken_on(house)
    assert Left.objects.filter(person=case.person, to_desk=house.office).exists()
    assert level_of(house.yusuf, case) == 0
