"""Situations: cases linked and never merged, and nothing that tells of somebody who is not shown."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from malath.accounts import queries as accounts
from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.accounts.testing import Cast, make_user, signed_in
from malath.agencies.models import Desk
from malath.agencies.testing import ALWAYS, make_agency, make_desk
from malath.agencies.words import AgencyKind, ServiceKind
from malath.audit import queries as trail
from malath.cases import actions as cases
from malath.cases import queries, rules
from malath.cases.actions import CannotChange, WhatHappened
from malath.cases.models import Case, Situation, SituationMember, StatedNeed
from malath.cases.queries import SituationPage
from malath.cases.testing import make_case
from malath.cases.words import FOR_ALL, Need, WhyNot
from malath.foundation.testing import Clock
from malath.privacy.testing import MONDAY, make_block
from malath.referrals.testing import make_accepted_referral

DORMITORY = "Dormitory behind the third gate"


def without_token(answer: Any) -> str:
    return re.sub(r'csrfmiddlewaretoken" value="\w+"', "", answer.content.decode())


def refused(act: Callable[[], object]) -> list[WhyNot]:
    with pytest.raises(CannotChange) as error:
        act()
    return error.value.reasons


@pytest.fixture
def situation(people: Cast) -> Situation:
    what = WhatHappened(DORMITORY, "Thread & Sons", date(2026, 11, 1), "IR")
    return cases.open_situation(what, desk=people.station, by=people.basim, at=MONDAY)


@pytest.fixture
def group(people: Cast, situation: Situation) -> list[Case]:
    """Fourteen people met at one place."""
    found = [make_case(people.station, people.basim, needs=[]) for _ in range(14)]
    for case in found:
        cases.add_to_situation(situation, case, by=people.basim, at=MONDAY)
    return found


@pytest.fixture
def unit(people: Cast) -> tuple[User, Desk]:
    """Named without a number, so that numbers on their pages are what is told of the people."""
    unit = make_agency(AgencyKind.CTU, "The unit", "الوحدة")
    desk = make_desk(unit, name_en="Identification", name_ar="التعرف", services=[ServiceKind.IDENTIFICATION], hours=ALWAYS)
    return make_user(Role.CTU_IDENT, desk, name_en="Faris", name_ar="فارس"), desk


def page_of(situation: Situation, user: User) -> SituationPage | None:
    moment = MONDAY + timedelta(hours=2)
    found = queries.situation_seen(situation.reference, accounts.holdings(user, moment), moment)
    return found[1] if found else None


# How many there are


@given(st.integers(0, 300), st.integers(0, 50))
def test_what_is_said_of_the_number_follows_from_what_is_seen_alone(seen: int, hidden: int) -> None:
    """Whoever subtracts what they see from what is said learns nothing: it is the same with and without the hidden ones."""
    assert rules.more_than(seen) == rules.more_than(seen + hidden - hidden)
    assert rules.more_than(seen) < max(seen, 1)


@given(st.integers(0, 300))
def test_a_crowd_is_never_larger_than_what_is_seen(seen: int) -> None:
    assert seen - rules.more_than(seen) >= 0
    assert rules.more_than(seen) in {0, *rules.CROWDS}


def test_the_unit_sees_thirteen_and_nothing_that_tells_of_the_fourteenth(
    people: Cast, situation: Situation, group: list[Case], unit: tuple[User, Desk], clock: Clock
) -> None:
    officer, desk = unit
    at, kind = clock.forward(hours=1), ServiceKind.IDENTIFICATION
    declined = group[8]
    for case in group:
        if case != declined:
            make_accepted_referral(people.basim, people.station, officer, desk, at, case=case, type=kind)
    page = page_of(situation, officer)
    assert page is not None
    assert (page.count, page.more_than, page.is_ours) == (13, 10, False)
    assert declined.reference not in {part.case_reference for part in page.parts}
    assert {part.code for part in page.parts} == {""}
    assert (page.place, page.employer) == (None, None)
    clock.forward(hours=1)
    shown = without_token(signed_in(Client(), officer).get(f"/cases/situations/{situation.reference}/"))
    assert "more than" in shown
    assert not [word for word in ("14", "13 people", "G-0", "G-1", DORMITORY, declined.reference) if word in shown]


def test_the_desk_that_counted_them_sees_each_with_its_code(people: Cast, situation: Situation, group: list[Case]) -> None:
    page = page_of(situation, people.basim)
    assert page is not None
    assert (page.count, page.place) == (14, DORMITORY)
    assert [part.code for part in page.parts][:9] == [f"G-0{number}" for number in range(1, 10)]


def test_a_code_is_given_to_nobody_else(people: Cast, situation: Situation, group: list[Case]) -> None:
    cases.take_out(situation, group[-1], by=people.basim, at=MONDAY)
    new = make_case(people.station, people.basim)
    assert cases.add_to_situation(situation, new, by=people.basim, at=MONDAY).number == 15


# Acts


def test_place_and_employer_are_sealed(situation: Situation) -> None:
    assert b"Dormitory" not in bytes(situation.place)
    assert situation.opened("employer") == "Thread & Sons"


def test_the_same_form_twice_is_one_situation(people: Cast) -> None:
    once, what = uuid4(), WhatHappened(DORMITORY)
    first = cases.open_situation(what, desk=people.station, by=people.basim, at=MONDAY, once=once)
    assert cases.open_situation(what, desk=people.station, by=people.basim, at=MONDAY, once=once) == first


def test_a_case_is_part_of_it_once_and_leaves_a_trace(case: Case, people: Cast, situation: Situation) -> None:
    cases.add_to_situation(situation, case, by=people.basim, at=MONDAY)
    assert refused(lambda: cases.add_to_situation(situation, case, by=people.basim, at=MONDAY)) == [WhyNot.IN_SITUATION]
    cases.take_out(situation, case, by=people.basim, at=MONDAY)
    assert refused(lambda: cases.take_out(situation, case, by=people.basim, at=MONDAY)) == [WhyNot.NOT_IN_SITUATION]
    names = [line.name for line in trail.file_lines(case.person.reference)]
    assert {"case.situation_joined", "case.situation_left"} <= set(names)


@pytest.mark.parametrize("need", FOR_ALL)
def test_what_is_no_decision_is_asked_for_all(people: Cast, situation: Situation, group: list[Case], need: Need) -> None:
    written, stood = cases.ask_for_all(situation, group, need, desk=people.station, by=people.basim, at=MONDAY)
    assert (written, stood) == (14, 0)
    assert StatedNeed.objects.filter(kind=need).count() == 14
    again = cases.ask_for_all(situation, group, need, desk=people.station, by=people.basim, at=MONDAY)
    assert again == (0, 14)


@pytest.mark.parametrize("need", sorted(set(Need) - set(FOR_ALL)))
def test_everything_else_is_one_by_one(people: Cast, situation: Situation, group: list[Case], need: Need) -> None:
    reasons = refused(lambda: cases.ask_for_all(situation, group, need, desk=people.station, by=people.basim, at=MONDAY))
    assert reasons == [WhyNot.ONE_BY_ONE]
    assert not StatedNeed.objects.exists()


def test_nobody_is_no_crowd(people: Cast, situation: Situation) -> None:
    reasons = refused(lambda: cases.ask_for_all(situation, [], Need.FOOD, desk=people.station, by=people.basim, at=MONDAY))
    assert reasons == [WhyNot.NOBODY_CHOSEN]


# Pages


def test_the_pages(client: Client, case: Case, people: Cast) -> None:
    signed_in(client, people.basim)
    typed = {"once": str(uuid4()), "place": DORMITORY, "employer": "", "happened_on": "01/11/2026", "governorate": "IR"}
    assert client.post("/cases/situations/", typed).status_code == 302
    assert client.post("/cases/situations/", typed).status_code == 302
    url = f"/cases/situations/{Situation.objects.get().reference}/"
    elsewhere = make_case(people.shelter, people.amal)
    for number in ("ZZZZ-ZZZZ-ZZZZ", elsewhere.reference):
        answer = client.post(f"{url}add/", {"case": number})
        assert (answer.status_code, "no open case of this number" in answer.content.decode()) == (422, True)
    assert client.post(f"{url}add/", {"case": case.reference}).status_code == 302
    assert client.post(f"{url}for-all/", {"need": "food", "cases": [elsewhere.reference]}).status_code == 422
    assert client.post(f"{url}for-all/", {"need": "wages", "cases": [case.reference]}).status_code == 422
    assert client.post(f"{url}for-all/", {"need": "food", "cases": [case.reference]}).status_code == 302
    assert "Others in the same situation" in client.get(f"/cases/{case.reference}/").content.decode()
    assert client.post(f"{url}take-out/", {"case": case.reference}).status_code == 302
    assert not SituationMember.objects.filter(until=None).exists()
    assert client.post(f"{url}take-out/", {"case": case.reference}).status_code == 422


def test_strangers_and_blocked_workers_do_not_learn_of_it(
    client: Client, case: Case, people: Cast, situation: Situation
) -> None:
    cases.add_to_situation(situation, case, by=people.basim, at=MONDAY)
    url = f"/cases/situations/{situation.reference}/"
    signed_in(client, people.zayd)
    answers, counts = [], []
    for address in (url, "/cases/situations/ZZZZ-ZZZZ-ZZZZ/"):
        client.get(address)
        with CaptureQueriesContext(connection) as statements:
            answers.append(without_token(client.get(address)).replace(situation.reference, "ZZZZ-ZZZZ-ZZZZ"))
        counts.append(len(statements))
    assert (answers[0], counts[0]) == (answers[1], counts[1])
    make_block(case.person, user=people.basim)
    assert signed_in(client, people.basim).get(url).status_code == 404
    assert page_of(situation, people.huda) is not None
