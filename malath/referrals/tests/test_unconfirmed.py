"""A child's referral when no supervisor has confirmed in time that the sender goes on without consent."""

from datetime import timedelta

import pytest
from django.test import Client

from malath.accounts import queries as accounts
from malath.accounts.testing import Cast
from malath.cases.testing import make_child_case
from malath.foundation.testing import Clock
from malath.privacy import actions as privacy
from malath.privacy import queries as privacy_queries
from malath.privacy.models import Basis, Consent
from malath.privacy.testing import MONDAY
from malath.privacy.words import BasisKind, Level, Section
from malath.referrals import actions as referrals
from malath.referrals.models import Referral
from malath.referrals.testing import make_draft, make_sent_referral
from malath.referrals.tests.asking import page, post, text
from malath.referrals.words import Reason, Status

LATE = MONDAY + timedelta(hours=25)
LATER = MONDAY + timedelta(hours=30)


@pytest.fixture
def waiting(people: Cast) -> Referral:
    """Sent to the shelter while there was time; nobody confirms."""
    case = make_child_case(people.station, people.basim)
    return make_sent_referral(people.basim, people.station, people.shelter, case=case, agreed=False)


@pytest.fixture
def child_draft(people: Cast) -> Referral:
    """Begun for a child and not sent before the time was over."""
    return make_draft(people.basim, people.station, people.shelter, case=make_child_case(people.station, people.basim))


@pytest.fixture
def late(clock: Clock) -> Clock:
    clock.forward(hours=25)
    return clock


def ground(referral: Referral) -> Basis:
    return Basis.objects.get(person=referral.person, kind=BasisKind.O2)


def reach(referral: Referral, people: Cast) -> tuple[int, bool]:
    """The level that the shelter's case manager sees, and whether the identity is open."""
    sight = privacy_queries.sights(accounts.holdings(people.amal, LATER), [referral.person_id], LATER)[referral.person_id]
    return sight.level, sight.sees(Section.IDENTITY)


def take_on(referral: Referral, people: Cast) -> Referral:
    return referrals.accept(referral, by=people.amal, at=LATE, key_worker=people.amal)


@pytest.mark.usefixtures("late")
def test_no_child_is_asked_for_consent_because_nobody_confirmed(basim: Client, people: Cast, child_draft: Referral) -> None:
    shown = page(basim, child_draft, "step/desk/")
    assert "c3_" not in shown
    assert "c8_" not in shown
    assert "Your supervisor has to confirm first" in shown
    before = Consent.objects.count()
    typed = {"version": child_draft.version, "desk": people.shelter.reference}
    answer = basim.post(f"/referrals/{child_draft.reference}/step/desk/", typed, follow=True)
    assert "No supervisor has confirmed within 24 hours" in text(answer)
    assert Consent.objects.count() == before


@pytest.mark.usefixtures("late")
def test_nothing_new_is_sent_and_the_reason_is_the_missing_confirmation(
    basim: Client, people: Cast, child_draft: Referral
) -> None:
    with pytest.raises(referrals.CannotSend) as error:
        referrals.send(child_draft, by=people.basim, at=LATE)
    assert error.value.reasons == [Reason.GROUND_NOT_CONFIRMED]
    answer = text(post(basim, child_draft, "send"))
    assert "No supervisor has confirmed within 24 hours" in answer
    assert "agreement no longer stands" not in answer


def test_once_confirmed_it_is_sent(people: Cast, child_draft: Referral) -> None:
    privacy.confirm(ground(child_draft), child_draft.person, by=people.huda, at=LATE)
    assert referrals.send(child_draft, by=people.basim, at=LATER).status == Status.SENT


def test_what_was_sent_in_time_is_accepted_with_the_minimum_facts(waiting: Referral, people: Cast) -> None:
    assert take_on(waiting, people).status == Status.ACCEPTED
    assert reach(waiting, people) == (Level.L2, False)


def test_the_confirmation_opens_the_rest_to_whoever_accepted_meanwhile(waiting: Referral, people: Cast) -> None:
    take_on(waiting, people)
    privacy.confirm(ground(waiting), waiting.person, by=people.huda, at=LATER)
    assert reach(waiting, people) == (Level.L3, True)
    assert [int(line.level) for line in privacy_queries.left_lines(waiting.person)] == [3, 2, 2]


def test_the_confirmation_opens_nothing_to_who_accepted_in_time_nor_to_who_still_waits(waiting: Referral, people: Cast) -> None:
    referrals.accept(waiting, by=people.amal, at=MONDAY, key_worker=people.amal)
    case = waiting.case
    make_sent_referral(people.basim, people.station, people.shelter, case=case, agreed=False)
    before = privacy_queries.left_lines(waiting.person)
    privacy.confirm(ground(waiting), waiting.person, by=people.huda, at=LATER)
    assert privacy_queries.left_lines(waiting.person) == before


def test_a_ground_that_the_supervisor_ended_is_not_accepted_on(waiting: Referral, people: Cast) -> None:
    privacy.end_ground(ground(waiting), waiting.person, by=people.huda, at=LATE)
    with pytest.raises(referrals.CannotAccept) as error:
        take_on(waiting, people)
    assert error.value.reasons == [Reason.NO_BASIS]


@pytest.mark.usefixtures("late")
def test_both_desks_read_that_the_confirmation_is_missing(basim: Client, amal: Client, waiting: Referral) -> None:
    assert "Your supervisor has to confirm" in page(basim, waiting)
    shown = page(amal, waiting)
    assert "Not confirmed yet by the sender's supervisor" in shown
    assert "Accept the referral" in shown
    assert "agreement no longer stands" not in shown


def test_nobody_reads_of_it_while_there_is_time(basim: Client, amal: Client, waiting: Referral, clock: Clock) -> None:
    assert "has to confirm" not in page(basim, waiting)
    assert "Not confirmed yet" not in page(amal, waiting)
