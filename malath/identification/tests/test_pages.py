"""The pages of identification: who sees what, who may do what, and that every button has one address."""

import re
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from malath.accounts.roles import Role
from malath.accounts.testing import make_user, signed_in
from malath.agencies.models import Desk
from malath.agencies.testing import ALWAYS, make_agency, make_desk
from malath.agencies.words import AgencyKind, ServiceKind
from malath.cases import queries as case_queries
from malath.cases.models import Case
from malath.cases.words import CaseStatus
from malath.foundation.testing import Clock
from malath.identification.models import Decision, Element, Opinion, Process
from malath.identification.testing import (
    AFTER,
    AGAINST,
    make_decision,
    make_matrix,
    make_opinion,
    make_proposal,
)
from malath.identification.tests.conftest import House
from malath.identification.words import Stage
from malath.people.models import Party
from malath.privacy.testing import make_block
from malath.referrals.testing import make_accepted_referral

NOWHERE = "ZZZZ-ZZZZ-ZZZZ"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')


@pytest.fixture(autouse=True)
def _now(clock: Clock) -> None:
    clock.at = AFTER


def at(name: str, case: Case, *rest: str) -> str:
    return reverse(f"identification:{name}", args=[case.reference, *rest])


def bare(page: bytes, reference: str) -> str:
    """A page without what differs in every request."""
    return TOKEN.sub("", page.decode()).replace(reference, "")


def post(user: object, name: str, case: Case, *rest: str, **typed: str) -> int:
    client = signed_in(Client(), user)  # type: ignore[arg-type]  # a member of staff
    return client.post(at(name, case, *rest), typed).status_code


def seen(user: object, case: Case) -> str:
    return signed_in(Client(), user).get(at("file", case)).content.decode()  # type: ignore[arg-type]  # a member of staff


def test_an_opinion_is_written_and_another_takes_its_place(case: Case, house: House) -> None:
    for text in ("The door was locked.", "The papers came back."):
        assert post(house.nour, "opinion", case, once=str(uuid4()), stance="points", text=text) == 302
    assert Opinion.objects.filter(replaced_at__isnull=True).count() == 1
    assert Opinion.objects.count() == 2
    assert "The door was locked." in seen(house.yusuf, case)


def test_an_empty_opinion_says_what_is_missing(case: Case, house: House) -> None:
    assert post(house.nour, "opinion", case, once=str(uuid4()), stance="points", text=" ") == 422
    assert not Opinion.objects.exists()


def test_the_unit_enters_strikes_proposes_and_a_second_officer_confirms(case: Case, house: House, employer: Party) -> None:
    found = {"source": "interview", "strength": "strong", "holder": "The labour office", "words": "She said so."}
    for element in ("act:recruit", "means:deception", "purpose:forced_labour", "aggravating:FEMALE"):
        typed = {"once": str(uuid4()), "party": employer.reference, "element": element, **found}
        assert post(house.yusuf, "enter", case, **typed) == 302
    page = seen(house.dana, case)
    assert "Thread &amp; Sons" in page
    assert "The labour office" in page
    graver = Element.objects.get(kind="aggravating")
    assert post(house.yusuf, "strike", case, graver.reference) == 302
    typed = {"once": str(uuid4()), "status": "identified", "act": "a", "means": "b", "purpose": "c"}
    assert post(house.yusuf, "propose", case, **typed) == 302
    proposal = Decision.objects.get()
    assert post(house.yusuf, "confirm", case, proposal=proposal.reference) == 302
    assert case_queries.fresh(case).status == CaseStatus.POTENTIAL
    assert post(house.dana, "confirm", case, proposal=NOWHERE) == 302
    assert case_queries.fresh(case).status == CaseStatus.POTENTIAL, "another one than was seen is not confirmed"
    assert post(house.dana, "confirm", case, proposal=proposal.reference) == 302
    assert case_queries.fresh(case).status == CaseStatus.IDENTIFIED


def test_a_proposal_without_what_it_needs_keeps_what_was_typed(case: Case, house: House) -> None:
    client = signed_in(Client(), house.yusuf)
    typed = {"once": str(uuid4()), "status": "identified", "act": "what I typed", "means": "b", "purpose": "c"}
    answer = client.post(at("propose", case), typed)
    assert answer.status_code == 422
    assert "what I typed" in answer.content.decode()
    assert "The matrix does not hold" in answer.content.decode()


def test_who_decides_nothing_is_refused(case: Case, house: House) -> None:
    make_proposal(case, house.unit, house.yusuf)
    for user in (house.nour, house.sami):
        for name in ("enter", "propose", "confirm", "send_back", "review"):
            assert post(user, name, case) == 403
    assert post(house.sami, "opinion", case) == 403


def test_a_stranger_and_a_blocked_officer_get_what_a_case_that_never_was_gets(case: Case, house: House) -> None:
    stranger = signed_in(Client(), make_user(Role.CTU_IDENT, make_desk(make_agency(AgencyKind.CTU))))
    make_block(case.person, user=house.karim)
    blocked = signed_in(Client(), house.karim)
    for client in (stranger, blocked):
        for name in ("file", "enter", "recovery", "letters", "settlement"):
            there = client.get(at(name, case))
            never = client.get(reverse(f"identification:{name}", args=[NOWHERE]))
            assert (there.status_code, never.status_code) == (404, 404)
            assert bare(there.content, case.reference) == bare(never.content, NOWHERE)


def test_what_was_decided_is_seen_by_the_shelter_and_why_by_the_case_manager(case: Case, house: House) -> None:
    refuge = make_desk(make_agency(AgencyKind.SHELTER), services=[ServiceKind.SHELTER], hours=ALWAYS)
    manager = make_user(Role.SHELTER_MANAGER, refuge)
    make_accepted_referral(house.nour, house.desk, manager, refuge, case=case)
    make_opinion(case, house.desk, house.nour)
    make_decision(case, house.unit, house.yusuf, house.dana, reasons=AGAINST)
    why = "quarrel about wages"
    assert why in seen(house.nour, case)
    page = seen(manager, case)
    with translation.override("en"):
        assert str(CaseStatus.NOT_IDENTIFIED.label) in page
    for kept in (why, "locked from outside", "Counter-Trafficking Unit", "Yusuf"):
        assert kept not in page


def test_a_referring_officer_sees_the_status_alone(house: House, case: Case) -> None:
    station: Desk = make_desk(make_agency(AgencyKind.POLICE), services=[ServiceKind.PROTECTION], hours=ALWAYS)
    officer = make_user(Role.POLICE, station)
    assert signed_in(Client(), officer).get(at("file", case)).status_code == 404


def test_the_queue_shows_what_is_due_to_who_sees_it(case: Case, house: House) -> None:
    make_proposal(case, house.unit, house.yusuf)
    for user in (house.yusuf, house.sami, house.nour):
        answer = signed_in(Client(), user).get(reverse("identification:queue"))
        assert answer.status_code == 200
        assert case.reference in answer.content.decode()
    elsewhere = make_user(Role.CASE_MANAGER, make_desk(make_agency(AgencyKind.ASSOCIATION)))
    assert case.reference not in signed_in(Client(), elsewhere).get(reverse("identification:queue")).content.decode()
    make_decision_of_proposal(case, house)
    decided = signed_in(Client(), house.yusuf).get(reverse("identification:queue"), {"show": "decided"}).content.decode()
    assert case.reference in decided


def make_decision_of_proposal(case: Case, house: House) -> None:
    assert post(house.dana, "confirm", case, proposal=Decision.objects.get().reference) == 302


def test_the_workday_and_the_case_page_lead_there(case: Case, house: House, clock: Clock) -> None:
    make_proposal(case, house.unit, house.yusuf)
    clock.forward(days=5)
    client = signed_in(Client(), house.yusuf)
    assert at("file", case) in client.get(reverse("workday:home")).content.decode()
    assert at("file", case) in client.get(reverse("workday:case", args=[case.reference])).content.decode()


def test_the_status_page_offers_no_formal_decision(case: Case, house: House) -> None:
    client = signed_in(Client(), house.yusuf)
    answer = client.post(reverse("cases:status", args=[case.reference]), {"choice": "status:identified", "because": "So."})
    assert answer.status_code == 422
    assert case_queries.fresh(case).status == CaseStatus.POTENTIAL


def test_a_review_is_asked_for_and_settled_on_pages(case: Case, house: House) -> None:
    make_decision(case, house.unit, house.yusuf, house.dana)
    assert post(house.nour, "ask_review", case, asked_by="lawyer", why="Ask about the passport.") == 302
    assert post(house.dana, "review", case, outcome="upheld", words="Read.") == 422
    assert post(house.karim, "review", case, outcome="upheld", words="Read again.") == 302
    assert Process.objects.get().stage == Stage.REVIEWED


def test_acts_need_post(case: Case, house: House) -> None:
    client = signed_in(Client(), house.yusuf)
    for name in ("confirm", "send_back", "start", "extend", "offer"):
        assert client.get(at(name, case)).status_code == 405


def test_recovery_settlement_and_letters_on_pages(case: Case, house: House) -> None:
    assert post(house.nour, "start", case) == 302
    assert post(house.nour, "offer", case, kind="legal", said="later") == 302
    assert post(house.nour, "extend", case, until="20/12/2026", because="She is ill.") == 302
    days = {"on": "01/11/2026", "follow_up_on": "30/11/2026"}
    assert post(house.nour, "settlement", case, once=str(uuid4()), words="He paid.", **days) == 302
    assert post(house.nour, "letters", case, kind="status") == 302
    assert post(house.nour, "letters", case, kind="decision") == 422
    client = signed_in(Client(), house.nour)
    page = client.get(at("letters", case))
    letter = page.context["page"].letters[0].reference
    taken = client.post(at("take_copy", case, letter))
    assert taken.content.startswith(b"%PDF")
    assert "Person" not in taken.headers["Content-Disposition"]
    assert post(house.nour, "record_shown", case, letter, to="police", on="02/11/2026") == 302
    for name in ("file", "recovery", "letters"):
        assert client.get(at(name, case)).status_code == 200


def test_the_page_asks_as_much_for_much_as_for_little(case: Case, house: House, employer: Party) -> None:
    counts = []
    make_matrix(case, house.unit, house.yusuf, party=employer)
    make_opinion(case, house.desk, house.nour)
    client = signed_in(Client(), house.nour)
    client.get(at("file", case))
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            client.get(at("file", case))
        counts.append(len(asked))
        make_matrix(case, house.unit, house.yusuf)
        make_opinion(case, house.unit, house.yusuf)
        make_opinion(case, house.desk, house.nour)
    assert counts[0] == counts[1]
