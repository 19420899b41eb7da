"""Several people of a situation: the same help in one go, each on what they agreed to themselves."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from malath.accounts.roles import Role
from malath.accounts.testing import Cast, make_user, signed_in
from malath.agencies.testing import make_desk
from malath.agencies.words import ServiceKind
from malath.cases.models import Case
from malath.cases.testing import make_case
from malath.foundation.references import new_reference
from malath.foundation.testing import Clock
from malath.privacy.testing import MONDAY, make_agreement
from malath.privacy.words import ConsentKind, WhyNot
from malath.referrals.models import Referral
from malath.referrals.tests.asking import text
from malath.referrals.tests.conftest import basim, clock, people
from malath.referrals.words import Reason, Status, Urgency
from malath.workday import actions
from malath.workday.actions import Wanted

REASON = "Fourteen women of one dormitory need a place tonight."
URL = "/several/"
__all__ = ["basim", "clock", "people"]


def agreed(people: Cast) -> Case:
    case = make_case(people.station, people.basim)
    make_agreement(case.person, people.shelter.agency, desk=people.station, by=people.basim, also=[ConsentKind.C8])
    return case


@pytest.fixture
def cases(people: Cast) -> list[Case]:
    """Two who agreed, and one who was not asked."""
    return [agreed(people), agreed(people), make_case(people.station, people.basim)]


def wanted(people: Cast, type: ServiceKind = ServiceKind.SHELTER) -> Wanted:
    return Wanted(type, Urgency.NORMAL, people.shelter, REASON)


def typed(cases: list[Case], people: Cast) -> dict[str, Any]:
    return {
        "once": str(uuid4()), "cases": [case.reference for case in cases], "desk": f"shelter.{people.shelter.reference}",
        "urgency": "normal", "reason": REASON,
    }  # fmt: skip


def test_each_gets_a_referral_of_their_own_on_their_own_consent(cases: list[Case], people: Cast) -> None:
    results = actions.refer_several([(case, people.station) for case in cases], wanted(people), by=people.basim, at=MONDAY)
    sent = list(Referral.objects.order_by("pk"))
    assert [one.case_id for one in sent] == [case.pk for case in cases[:2]]
    assert {one.status for one in sent} == {Status.SENT}
    assert len({one.basis_id for one in sent}) == 2
    assert [one.why_not for one in results] == [
        (), (), (WhyNot.NO_CONSENT_FOR_BODY, WhyNot.NO_CONSENT_TO_SHELTER)
    ]  # fmt: skip


def test_who_cannot_be_referred_leaves_no_draft_behind(cases: list[Case], people: Cast) -> None:
    actions.refer_several([(cases[2], people.station)], wanted(people), by=people.basim, at=MONDAY)
    assert not Referral.objects.exists()


def test_what_rests_on_a_talk_of_its_own_is_asked_one_by_one(cases: list[Case], people: Cast) -> None:
    for kind in set(ServiceKind) - {ServiceKind.SHELTER}:
        results = actions.refer_several([(cases[0], people.station)], wanted(people, kind), by=people.basim, at=MONDAY)
        assert results[0].why_not == (Reason.NOT_FOR_SEVERAL,)
    assert not Referral.objects.exists()


def test_the_page_sends_and_lists_who_was_not_sent_and_why(
    cases: list[Case], people: Cast, basim: Client, clock: Clock
) -> None:
    answer = basim.post(URL, typed(cases, people))
    assert answer.status_code == 200
    shown = text(answer)
    assert all(one.reference in shown for one in Referral.objects.all())
    assert "The person has not agreed to be referred to this body (C3)." in shown


def test_the_same_form_twice_asks_once(cases: list[Case], people: Cast, basim: Client, clock: Clock) -> None:
    form = typed(cases[:2], people)
    for _ in range(2):
        assert basim.post(URL, form).status_code == 200
    assert Referral.objects.count() == 2


def test_the_cases_of_a_situation_come_chosen_in_the_address(cases: list[Case], basim: Client, clock: Clock) -> None:
    shown = text(basim.get(URL, {"case": [cases[0].reference]}))
    assert f'value="{cases[0].reference}"' in shown
    assert shown.count("checked") == 1


def test_nothing_typed_is_lost(cases: list[Case], people: Cast, basim: Client, clock: Clock) -> None:
    answer = basim.post(URL, typed([], people))
    assert answer.status_code == 422
    assert REASON in text(answer)


def test_a_case_of_others_answers_as_one_that_never_was(cases: list[Case], people: Cast, clock: Clock) -> None:
    """What is said about it is the same, and nobody learns which of them exists."""
    stranger = signed_in(Client(), make_user(Role.CASE_MANAGER, make_desk()))
    for reference in (cases[0].reference, new_reference()):
        form = typed([], people) | {"cases": [reference]}
        assert "You cannot refer from this case." in text(stranger.post(URL, form))
    assert not Referral.objects.exists()
