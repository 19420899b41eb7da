"""What came by phone, on paper or face to face, written down by the sender."""

from datetime import timedelta

import pytest
from django.test import Client

from malath.accounts.testing import Cast
from malath.foundation.testing import Clock
from malath.outside import actions
from malath.outside.actions import CannotLink
from malath.outside.queries import Said
from malath.outside.words import Saying, WhyNotLink
from malath.privacy import queries as privacy
from malath.privacy.testing import MONDAY
from malath.referrals.models import Referral
from malath.referrals.testing import make_sent_referral
from malath.referrals.words import AnsweredHow, Outcome, Status

LATER = MONDAY + timedelta(hours=2)


def test_it_accepts_without_a_key_worker_and_keeps_how_and_who(sent: Referral, people: Cast) -> None:
    done = actions.record_answer(sent, Said(Saying.ACCEPT), how=AnsweredHow.PHONE, by=people.basim, at=LATER)
    assert (done.status, done.answered_how, done.answered_by, done.key_worker) == (
        Status.ACCEPTED, AnsweredHow.PHONE, people.basim.reference, None
    )  # fmt: skip
    assert {line.how for line in privacy.left_lines(sent.person)} == {"referral"}


def test_what_came_of_it_is_written_down_too(sent: Referral, people: Cast) -> None:
    actions.record_answer(sent, Said(Saying.ACCEPT), how=AnsweredHow.PAPER, by=people.basim, at=LATER)
    done = actions.record_answer(sent, Outcome.SERVICE_GIVEN, how=AnsweredHow.PHONE, by=people.basim, at=LATER)
    assert (done.status, done.outcome) == (Status.COMPLETED, Outcome.SERVICE_GIVEN)


def test_nobody_answers_for_a_body_that_works_in_malath(people: Cast) -> None:
    inside = make_sent_referral(people.basim, people.station, people.shelter)
    with pytest.raises(CannotLink) as error:
        actions.record_answer(inside, Said(Saying.ACCEPT), how=AnsweredHow.PHONE, by=people.basim, at=LATER)
    assert error.value.reasons == [WhyNotLink.HAS_ACCOUNTS]


def test_it_goes_through_the_page(sent: Referral, basim: Client, clock: Clock) -> None:
    url = f"/outside/{sent.reference}/answer/"
    half = basim.post(url, {"how": "phone", "saying": "decline", "note": "Ask again on Sunday."})
    assert half.status_code == 422
    assert "Ask again on Sunday." in half.content.decode()
    whole = {"how": "phone", "saying": "decline", "because": "no_place", "alternative": "later", "note": "On Sunday."}
    assert basim.post(url, whole).status_code == 302
    assert Referral.objects.get(pk=sent.pk).status == Status.DECLINED
    assert basim.post(url, whole).status_code == 409


def test_the_clocks_of_a_body_outside_run_as_those_of_others(sent: Referral) -> None:
    assert sent.escalate_at == sent.acknowledge_due
