"""An act that is stopped before any of its statements, COMMIT or the end of its part included, leaves nothing of it."""

from collections.abc import Callable

from django.db import OperationalError

from malath.accounts.testing import Cast
from malath.foundation.testing import fail, guarded_rows, stopped_before
from malath.privacy import actions as privacy
from malath.privacy.models import Consent
from malath.privacy.testing import MONDAY
from malath.privacy.words import ConsentKind, Heard
from malath.referrals import actions
from malath.referrals.models import Referral
from malath.referrals.testing import MINUTES, make_accepted_referral
from malath.referrals.words import Status

FEWEST, MOST = 10, 100


def left_behind(act: Callable[[], object]) -> tuple[int, list[int]]:
    """After how many statements it is done, and the steps at which it left something when it was stopped there."""
    before, left = guarded_rows(), []
    for step in range(1, MOST):
        try:
            with stopped_before(step, fail):
                act()
        except OperationalError:
            left += [step] if guarded_rows() != before else []
        else:
            return step - 1, left
    raise AssertionError("It does not end.")


def test_accept_leaves_nothing_behind_wherever_it_is_stopped(people: Cast, sent: Referral) -> None:
    def accept() -> object:
        return actions.accept(Referral.objects.get(pk=sent.pk), by=people.amal, at=MONDAY + MINUTES, key_worker=people.amal)

    steps, left = left_behind(accept)
    assert left == []
    assert steps > FEWEST


def test_withdraw_leaves_nothing_behind_wherever_it_is_stopped(people: Cast) -> None:
    referral = make_accepted_referral(people.basim, people.station, people.amal, people.shelter)
    consent = Consent.objects.get(person=referral.person, kind=ConsentKind.C3)
    at = MONDAY + 3 * MINUTES

    def withdraw() -> object:
        return privacy.withdraw(consent, referral.person, by=people.basim, at=at, heard=Heard.ALONE)

    steps, left = left_behind(withdraw)
    assert left == []
    assert steps > FEWEST


def test_two_acts_that_should_have_been_one_are_found(people: Cast, sent: Referral) -> None:
    """The look itself: what is acknowledged in one act and accepted in the next is left by half in between."""

    def both() -> object:
        referral = Referral.objects.get(pk=sent.pk)
        if referral.status == Status.SENT:
            referral = actions.acknowledge(referral, by=people.amal, at=MONDAY + MINUTES)
        return actions.accept(referral, by=people.amal, at=MONDAY + 2 * MINUTES, key_worker=people.amal)

    assert left_behind(both)[1]
