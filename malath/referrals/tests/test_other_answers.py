"""Acknowledge, decline, withdraw, complete: each with its refusals."""

from datetime import timedelta

import pytest

from malath.accounts.testing import Cast
from malath.inbox import queries as inbox
from malath.inbox.words import ItemKind
from malath.privacy import actions as privacy
from malath.privacy import queries as privacy_queries
from malath.privacy.testing import MONDAY
from malath.privacy.words import ConsentKind
from malath.referrals import actions as referrals
from malath.referrals.models import Referral
from malath.referrals.testing import make_accepted_referral
from malath.referrals.words import Alternative, DeclineReason, Outcome, Reason, Status

LATER = MONDAY + timedelta(minutes=20)


def decline(referral: Referral, people: Cast) -> Referral:
    because, instead = DeclineReason.NO_PLACE, Alternative.TOGETHER
    return referrals.decline(referral, because=because, alternative=instead, by=people.amal, at=LATER, note="Full.")


def take_back_consent(referral: Referral, people: Cast) -> None:
    consent = privacy_queries.standing_row(referral.person_id, ConsentKind.C8, None)
    assert consent is not None
    privacy.withdraw(consent, referral.person, by=people.basim, at=LATER)


def test_acknowledging_stops_the_first_clock_and_leaves_the_second(sent: Referral, people: Cast) -> None:
    read = referrals.acknowledge(sent, by=people.amal, at=LATER)
    assert (read.status, read.acknowledged_by, read.acknowledged_at) == (
        Status.ACKNOWLEDGED, people.amal.reference, LATER
    )  # fmt: skip
    assert read.escalate_at == read.answer_due


def test_acknowledging_tells_the_sender(sent: Referral, people: Cast) -> None:
    referrals.acknowledge(sent, by=people.amal, at=LATER)
    assert inbox.waiting(people.basim.pk, [people.station.pk])[0].kind == ItemKind.REFERRAL_ACKNOWLEDGED


def test_it_is_acknowledged_once(sent: Referral, people: Cast) -> None:
    referrals.acknowledge(sent, by=people.amal, at=LATER)
    with pytest.raises(referrals.CannotAcknowledge) as error:
        referrals.acknowledge(sent, by=people.amal, at=LATER)
    assert error.value.reasons == [Reason.ALREADY_ACKNOWLEDGED]


def test_nobody_acknowledges_what_no_longer_stands(sent: Referral, people: Cast) -> None:
    take_back_consent(sent, people)
    with pytest.raises(referrals.CannotAcknowledge) as error:
        referrals.acknowledge(sent, by=people.amal, at=LATER)
    assert error.value.reasons == [Reason.NO_BASIS]


def test_declining_says_why_and_what_instead(sent: Referral, people: Cast) -> None:
    declined = decline(sent, people)
    assert (declined.status, declined.decline_reason, declined.alternative) == (
        Status.DECLINED, DeclineReason.NO_PLACE, Alternative.TOGETHER
    )  # fmt: skip
    assert declined.opened("answer_note") == "Full."


def test_declining_opens_nothing(sent: Referral, people: Cast) -> None:
    decline(sent, people)
    assert {line.how for line in privacy_queries.left_lines(sent.person)} == {"referral"}


def test_declining_counts_as_reading(sent: Referral, people: Cast) -> None:
    assert decline(sent, people).acknowledged_at == LATER


def test_it_is_declined_once(sent: Referral, people: Cast) -> None:
    decline(sent, people)
    with pytest.raises(referrals.CannotDecline) as error:
        decline(sent, people)
    assert error.value.reasons == [Reason.ALREADY_ANSWERED]


def test_the_sender_takes_back_what_waits(sent: Referral, people: Cast) -> None:
    withdrawn = referrals.withdraw(sent, by=people.basim, at=LATER)
    assert (withdrawn.status, withdrawn.ended_at, withdrawn.escalate_at) == (Status.WITHDRAWN, LATER, None)
    assert inbox.waiting(people.amal.pk, [people.shelter.pk])[0].kind == ItemKind.REFERRAL_WITHDRAWN


def test_the_sender_cannot_take_back_what_was_accepted(people: Cast) -> None:
    accepted = make_accepted_referral(people.basim, people.station, people.amal, people.shelter)
    with pytest.raises(referrals.CannotWithdraw) as error:
        referrals.withdraw(accepted, by=people.basim, at=LATER)
    assert error.value.reasons == [Reason.NOT_WITHDRAWABLE]


def test_an_outcome_is_a_code_with_who_and_when(people: Cast) -> None:
    accepted = make_accepted_referral(people.basim, people.station, people.amal, people.shelter)
    done = referrals.complete(accepted, outcome=Outcome.SERVICE_GIVEN, by=people.amal, at=LATER)
    assert (done.status, done.outcome, done.outcome_by, done.outcome_at) == (
        Status.COMPLETED, Outcome.SERVICE_GIVEN, people.amal.reference, LATER
    )  # fmt: skip


def test_an_outcome_needs_an_accepted_referral(sent: Referral, people: Cast) -> None:
    with pytest.raises(referrals.CannotComplete) as error:
        referrals.complete(sent, outcome=Outcome.SERVICE_GIVEN, by=people.amal, at=LATER)
    assert error.value.reasons == [Reason.NOT_ACCEPTED]


def test_an_outcome_of_what_no_longer_stands_is_refused(people: Cast) -> None:
    accepted = make_accepted_referral(people.basim, people.station, people.amal, people.shelter)
    take_back_consent(accepted, people)
    with pytest.raises(referrals.CannotComplete) as error:
        referrals.complete(accepted, outcome=Outcome.SERVICE_GIVEN, by=people.amal, at=LATER)
    assert error.value.reasons == [Reason.NO_BASIS]
