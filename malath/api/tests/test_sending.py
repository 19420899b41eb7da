"""A referral sent over the network: by the act, the gate and the consent of the page, once, and never half."""

from typing import Any

import pytest

from malath.accounts.roles import Power, Role
from malath.accounts.testing import Cast
from malath.api.models import System
from malath.api.testing import make_allowed_system
from malath.api.tests.conftest import Ask, asking
from malath.audit.models import Event
from malath.audit.words import Did
from malath.cases.models import Case
from malath.cases.testing import make_case
from malath.foundation.testing import Clock
from malath.inbox.models import Item
from malath.privacy import actions as privacy
from malath.privacy import queries as privacy_queries
from malath.privacy.testing import MONDAY, make_agreement, make_block
from malath.privacy.words import ConsentKind
from malath.referrals.models import Referral
from malath.referrals.testing import REASON
from tests.kept import kept

KEY = {"idempotency-key": "a-key"}


@pytest.fixture
@kept
def case(people: Cast) -> Case:
    """Of a person who agreed to be referred to the shelter."""
    case = make_case(people.station, people.basim, MONDAY)
    make_agreement(case.person, people.shelter.agency, desk=people.station, by=people.basim, also=[ConsentKind.C8])
    return case


@pytest.fixture
def send(station: System, case: Case, people: Cast, clock: Clock) -> Ask:
    """The program of the station sends the person to the shelter, unless something else is said."""
    ask = asking(station)
    usual = {
        "case": case.reference, "type": "shelter", "urgency": "normal", "desk": people.shelter.reference, "reason": REASON,
    }  # fmt: skip

    def send(headers: dict[str, str] = KEY, **other: str) -> Any:
        return ask("/referrals", {**usual, **other}, **headers)

    return send


def codes(answer: Any) -> tuple[int, list[str]]:
    return answer.status_code, [one["code"] for one in answer.json()["reasons"]]


def test_it_is_drafted_and_sent_in_one(send: Ask, case: Case, people: Cast, station: System) -> None:
    answer = send()
    sent = Referral.objects.get()
    assert (answer.status_code, answer.json()["reference"], answer.json()["status"]) == (201, sent.reference, "sent")
    assert answer["ETag"]
    assert (sent.sent_by, sent.receiving_desk, sent.opened("reason")) == (station.user.reference, people.shelter, REASON)
    assert Event.objects.get(name=Did.REFERRAL_SENT).by_kind == "system"
    assert Item.objects.filter(desk=people.shelter, link__contains=sent.reference).exists()
    assert case.person.reference not in answer.content.decode()


def test_the_same_request_twice_is_one_referral(send: Ask) -> None:
    assert send().json()["reference"] == send().json()["reference"]
    assert Referral.objects.count() == 1


def test_also_when_the_machine_stopped_before_the_key_was_kept(send: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("malath.api.actions.remember", lambda *_asked, **_named: None)
    assert send().json()["reference"] == send().json()["reference"]
    assert Referral.objects.count() == 1


def test_one_key_stands_for_one_request_and_none_for_nothing(send: Ask) -> None:
    assert send().status_code == 201
    assert send(reason="Another one.").status_code == 422
    assert send({}).status_code == 422
    assert Referral.objects.count() == 1


def test_without_agreement_nothing_is_sent_and_nothing_stays_behind(send: Ask, case: Case, people: Cast) -> None:
    consent = privacy_queries.standing_row(case.person_id, ConsentKind.C3, people.shelter.agency)
    assert consent is not None
    privacy.withdraw(consent, case.person, by=people.basim, at=MONDAY)
    refused = send()
    assert codes(refused) == (409, ["no_basis", "consent_refused"])
    assert refused["Content-Type"] == "application/problem+json"
    assert refused.json()["reasons"][1]["ar"] != refused.json()["reasons"][1]["en"]
    assert not Referral.objects.exists()
    assert not Event.objects.filter(name=Did.REFERRAL_DRAFTED).exists()
    make_agreement(case.person, people.shelter.agency, desk=people.station, by=people.basim)
    assert send().status_code == 201


def test_a_desk_that_gives_no_such_help_is_not_asked_nor_one_kept_from_the_file(send: Ask, case: Case, people: Cast) -> None:
    no_such_help = (409, ["desk_does_not_offer"])
    assert codes(send(type="health")) == no_such_help
    assert codes(send(desk="ZZZZ-ZZZZ-ZZZ2")) == no_such_help
    make_block(case.person, agency=people.shelter.agency)
    assert codes(send()) == no_such_help


@pytest.mark.parametrize("other", [{"reason": ""}, {"reason": "a\0b"}, {"type": "money"}, {"case": "1"}, {"desk": "x" * 99}])
def test_what_cannot_be_understood_is_refused_before_anything(send: Ask, other: dict[str, str]) -> None:
    assert send(**other).status_code == 422
    assert not Referral.objects.exists()


def test_a_letter_that_turns_the_order_of_letters_is_not_kept(send: Ask) -> None:
    send(reason="No wages\u202e since March.")
    assert Referral.objects.get().opened("reason") == "No wages since March."


def test_a_stranger_s_program_learns_nothing_of_the_case(send: Ask, case: Case, people: Cast) -> None:
    elsewhere = asking(make_allowed_system(people.health_centre, at=MONDAY, role=Role.SOCIAL, powers=[Power.REFER]))
    wanted = {"type": "shelter", "urgency": "normal", "desk": people.shelter.reference, "reason": REASON}
    answers = [elsewhere("/referrals", {**wanted, "case": one}, **KEY) for one in (case.reference, "ZZZZ-ZZZZ-ZZZ2")]
    assert [one.status_code for one in answers] == [404, 404]
    assert answers[0].content == answers[1].content


def test_a_program_that_does_not_refer_sends_nothing(ask: Ask, case: Case, people: Cast) -> None:
    wanted = {"case": case.reference, "type": "health", "urgency": "normal", "desk": people.shelter.reference, "reason": "x"}
    assert ask("/referrals", wanted, **KEY).status_code == 403
