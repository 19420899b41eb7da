"""Liaison posts (stations, camps, the airport): they take referrals only while somebody is there."""

from datetime import timedelta

import pytest
from django.test import Client

from malath.accounts import actions as accounts
from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.accounts.testing import Cast, make_user
from malath.agencies.models import Desk
from malath.agencies.testing import ALWAYS, make_desk
from malath.agencies.words import ServiceKind
from malath.cases.models import Case
from malath.foundation.actor import WORKER
from malath.foundation.testing import Clock
from malath.privacy import queries as privacy
from malath.privacy.testing import MONDAY, make_agreement
from malath.privacy.words import Answer, ConsentKind
from malath.referrals import actions as referrals
from malath.referrals.models import Referral
from malath.referrals.testing import make_draft
from malath.referrals.tests.asking import page, text
from malath.referrals.tests.test_steps import where
from malath.referrals.words import Reason, Status, WhyNotClose

GATE = "+96260000188"


@pytest.fixture
def post(people: Cast) -> Desk:
    """A post of the shelter's admissions at the airport, around the clock, with a roster."""
    return make_desk(post_of=people.shelter, name_en="Arrivals", hours=ALWAYS, services=[ServiceKind.SHELTER], phone=GATE)


@pytest.fixture
def officer(post: Desk) -> User:
    return make_user(Role.LIAISON, post, name_en="Hazem")


def on_duty(post: Desk, officer: User) -> None:
    accounts.put_on_duty(post, officer, from_at=MONDAY, until=MONDAY + timedelta(days=1), by=WORKER, at=MONDAY)


def typed(draft: Referral, people: Cast, post: Desk) -> dict[str, object]:
    answers = {f"c3_{post.reference}": Answer.YES, f"c8_{post.reference}": Answer.YES}
    return where(draft, people, desk=post.reference, **answers)


def test_with_nobody_there_it_is_refused_before_anything_is_recorded_and_says_whom_to_ask(
    basim: Client, people: Cast, case: Case, post: Desk, officer: User, clock: Clock
) -> None:
    draft = make_draft(people.basim, people.station, case=case)
    shown = page(basim, draft, "step/desk/")
    assert "A liaison post with nobody there: ask <bdi>Admissions</bdi>" in shown
    answer = basim.post(f"/referrals/{draft.reference}/step/desk/", typed(draft, people, post))
    assert answer.status_code == 422
    assert "Nobody is on duty at this liaison post now. Choose the desk it belongs to, or phone. · Admissions" in text(answer)
    assert privacy.standing_row(draft.person_id, ConsentKind.C3, post.agency) is None


def test_with_somebody_there_it_is_named_and_takes_what_is_sent(
    basim: Client, people: Cast, case: Case, post: Desk, officer: User, clock: Clock
) -> None:
    on_duty(post, officer)
    draft = make_draft(people.basim, people.station, case=case)
    shown = page(basim, draft, "step/desk/")
    assert "Hazem" in shown
    assert "A liaison post with nobody there" not in shown
    basim.post(f"/referrals/{draft.reference}/step/desk/", typed(draft, people, post))
    basim.post(f"/referrals/{draft.reference}/step/why/", {"version": 2, "reason": "A bed for tonight."})
    basim.post(f"/referrals/{draft.reference}/send/")
    draft.refresh_from_db()
    assert (draft.status, draft.receiving_desk) == (Status.SENT, post)


def test_it_is_not_sent_when_they_left_meanwhile(people: Cast, post: Desk, officer: User) -> None:
    draft = make_draft(people.basim, people.station, post)
    make_agreement(draft.person, post.agency, desk=people.station, also=[ConsentKind.C8])
    with pytest.raises(referrals.CannotSend) as error:
        referrals.send(draft, by=people.basim, at=MONDAY)
    assert error.value.reasons == [Reason.POST_NOT_ON_DUTY]
    on_duty(post, officer)
    assert referrals.send(draft, by=people.basim, at=MONDAY).status == Status.SENT


def test_the_desk_closes_after_its_posts(people: Cast, post: Desk) -> None:
    with pytest.raises(referrals.CannotClose) as error:
        referrals.close_desk(people.shelter, by=people.zayd, at=MONDAY)
    assert error.value.reasons == [WhyNotClose.HAS_POSTS]
    referrals.close_desk(post, by=people.zayd, at=MONDAY)
    assert referrals.close_desk(people.shelter, by=people.zayd, at=MONDAY).ended_at == MONDAY
