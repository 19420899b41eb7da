"""Needs: each by itself, and what became of it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from malath.accounts.testing import Cast, signed_in
from malath.agencies.words import Governorate
from malath.cases import actions as cases
from malath.cases import queries, rules
from malath.cases.actions import CannotChange
from malath.cases.models import Case, StatedNeed
from malath.cases.testing import make_case
from malath.cases.words import CaseStatus, Need, NeedState, UnmetReason, WhyNot
from malath.privacy.testing import MONDAY, make_block

STATES = st.sampled_from(NeedState)


def refused(act: Callable[[], object]) -> list[WhyNot]:
    with pytest.raises(CannotChange) as error:
        act()
    return error.value.reasons


def need(case: Case, kind: Need = Need.SAFE_PLACE) -> StatedNeed:
    return StatedNeed.objects.get(case=case, kind=kind)


def answer(
    case: Case, people: Cast, state: NeedState, *, reason: UnmetReason | None = None, own_wish: bool = False
) -> StatedNeed:
    return cases.answer_need(
        need(case), state, reason=reason, own_wish=own_wish, desk=people.station, by=people.basim, at=MONDAY
    )


@given(STATES, STATES, st.booleans())
def test_a_no_is_asked_again_only_when_the_person_raises_it(now: NeedState, new: NeedState, wish: bool) -> None:
    reasons = rules.why_not_answer_need(now, new, reason=UnmetReason.NO_BED, own_wish=wish)
    if now == NeedState.DECLINED and (not wish or new == NeedState.OFFERED):
        assert reasons == [WhyNot.NOT_ASKED_AGAIN]


@given(STATES)
def test_what_was_met_is_over(new: NeedState) -> None:
    assert rules.why_not_answer_need(NeedState.MET, new, reason=UnmetReason.NO_BED, own_wish=True)


def test_a_case_opens_with_its_needs_each_a_row(case: Case) -> None:
    assert queries.needs_of(case) == [Need.SAFE_PLACE, Need.WAGES]
    assert need(case).state == NeedState.STATED


def test_it_is_met_by_somebody_at_a_moment(case: Case, people: Cast) -> None:
    met = answer(case, people, NeedState.MET)
    assert (met.met_by, met.met_at) == (people.basim.reference, MONDAY)
    assert queries.needs_of(case) == [Need.WAGES]
    assert refused(lambda: answer(case, people, NeedState.UNMET, reason=UnmetReason.NO_BED)) == [WhyNot.NEED_NEXT]


def test_a_need_that_was_met_may_come_again(case: Case, people: Cast) -> None:
    answer(case, people, NeedState.MET)
    again = cases.state_need(case, Need.SAFE_PLACE, desk=people.station, by=people.basim, at=MONDAY)
    assert again.state == NeedState.STATED


def test_one_that_stands_or_was_declined_is_not_stated_anew(case: Case, people: Cast) -> None:
    def state() -> object:
        return cases.state_need(case, Need.SAFE_PLACE, desk=people.station, by=people.basim, at=MONDAY)

    assert refused(state) == [WhyNot.NEED_STATED]
    answer(case, people, NeedState.DECLINED)
    assert refused(state) == [WhyNot.NOT_ASKED_AGAIN]
    assert refused(lambda: answer(case, people, NeedState.ACCEPTED)) == [WhyNot.NOT_ASKED_AGAIN]
    assert answer(case, people, NeedState.ACCEPTED, own_wish=True).state == NeedState.ACCEPTED


def test_what_is_unmet_says_why_and_is_counted_by_place(case: Case, people: Cast) -> None:
    assert refused(lambda: answer(case, people, NeedState.UNMET)) == [WhyNot.UNMET_REASON]
    answer(case, people, NeedState.UNMET, reason=UnmetReason.NO_BED)
    counted = queries.unmet_by_governorate(MONDAY, MONDAY + timedelta(days=1))
    assert counted == {(Governorate.AMMAN, Need.SAFE_PLACE, UnmetReason.NO_BED): 1}
    answer(case, people, NeedState.OFFERED)
    assert not queries.unmet_by_governorate(MONDAY, MONDAY + timedelta(days=1))


def test_nothing_is_written_of_a_closed_case(case: Case, people: Cast) -> None:
    cases.set_status(case, CaseStatus.CLOSED, by=people.basim, at=MONDAY)
    assert refused(lambda: answer(case, people, NeedState.MET)) == [WhyNot.CASE_CLOSED]


def test_the_page(client: Client, case: Case, people: Cast) -> None:
    url = f"/cases/{case.reference}/needs/"
    signed_in(client, people.basim)
    assert client.post(url, {"kind": "safe_place"}).status_code == 422
    assert client.post(url, {"kind": "legal"}).status_code == 302
    one = f"{url}{need(case).reference}/"
    assert client.post(one, {"state": "unmet", "reason": ""}).status_code == 422
    assert client.post(one, {"state": "unmet", "reason": "no_transport"}).status_code == 302
    assert "No transport" in client.get(url).content.decode()
    assert client.post(f"{url}ZZZZ-ZZZZ-ZZZZ/", {"state": "met"}).status_code == 404
    elsewhere = need(make_case(people.shelter, people.amal))
    assert client.post(f"{url}{elsewhere.reference}/", {"state": "met"}).status_code == 404


def test_a_blocked_worker_gets_the_strangers_answer(client: Client, case: Case, people: Cast) -> None:
    make_block(case.person, user=people.basim)
    for page in ("needs", "risk"):
        assert signed_in(client, people.basim).get(f"/cases/{case.reference}/{page}/").status_code == 404
        assert signed_in(client, people.zayd).get(f"/cases/{case.reference}/{page}/").status_code == 404
