"""Feedback: how it went, as the sender saw it and as the person says."""

from datetime import timedelta

import pytest
from django.test import Client

from malath.accounts.testing import Cast
from malath.foundation.testing import Clock
from malath.inbox import queries as inbox
from malath.inbox.words import ItemKind
from malath.privacy.testing import MONDAY
from malath.referrals import actions as referrals
from malath.referrals.models import Feedback, Referral
from malath.referrals.testing import make_completed_referral, make_declined_referral
from malath.referrals.tests.asking import page, post
from malath.referrals.words import HowItWent, PersonSaid, Reason

LATER = MONDAY + timedelta(days=1)


@pytest.fixture
def done(people: Cast) -> Referral:
    return make_completed_referral(people.basim, people.station, people.amal, people.shelter)


def say(referral: Referral, people: Cast, went: HowItWent = HowItWent.WELL) -> Feedback:
    return referrals.give_feedback(referral, went=went, person_said=PersonSaid.NOT_ASKED, by=people.basim, at=LATER)


def test_it_keeps_two_codes_with_who_and_when(done: Referral, people: Cast) -> None:
    said = say(done, people)
    assert (said.went, said.person_said, said.by, said.at) == (
        HowItWent.WELL, PersonSaid.NOT_ASKED, people.basim.reference, LATER
    )  # fmt: skip


def test_the_receiving_desk_is_told(done: Referral, people: Cast) -> None:
    say(done, people)
    assert inbox.waiting(people.amal.pk, [people.shelter.pk])[0].kind == ItemKind.REFERRAL_FEEDBACK


def test_said_anew_it_takes_the_place_of_what_was_said(done: Referral, people: Cast) -> None:
    say(done, people)
    say(done, people, HowItWent.LATE)
    assert Feedback.objects.get().went == HowItWent.LATE


def test_a_desk_that_declined_hears_too(people: Cast) -> None:
    declined = make_declined_referral(people.basim, people.station, people.amal, people.shelter)
    assert say(declined, people, HowItWent.NO_HELP).pk


def test_nothing_is_said_while_it_waits(sent: Referral, people: Cast) -> None:
    with pytest.raises(referrals.CannotDo) as error:
        say(sent, people)
    assert error.value.reasons == [Reason.STILL_OPEN]


def test_it_goes_through_the_pages(done: Referral, basim: Client, amal: Client, clock: Clock) -> None:
    clock.at = LATER
    assert "Say how it went" in page(basim, done)
    assert "Say how it went" not in page(amal, done)
    assert post(basim, done, "feedback", went="late", person_said="yes").status_code == 302
    assert "Well, but late" in page(amal, done)


def test_the_receiver_may_not_judge_itself(done: Referral, amal: Client) -> None:
    assert post(amal, done, "feedback", went="well", person_said="yes").status_code == 403


def test_it_needs_post_and_both_answers(done: Referral, basim: Client) -> None:
    assert basim.get(f"/referrals/{done.reference}/feedback/").status_code == 405
    assert post(basim, done, "feedback", went="well").status_code == 422
    assert not Feedback.objects.exists()
