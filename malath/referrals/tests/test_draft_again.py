"""Another desk with one press: what was typed is kept, and the person is asked anew."""

from datetime import timedelta

import pytest
from django.test import Client

from malath.accounts.testing import Cast
from malath.agencies.models import Desk
from malath.agencies.testing import make_agency, make_desk
from malath.agencies.words import AgencyKind, ServiceKind
from malath.foundation.testing import Clock
from malath.privacy.testing import MONDAY, make_block
from malath.referrals import actions as referrals
from malath.referrals.models import Referral
from malath.referrals.testing import REASON, make_declined_referral
from malath.referrals.tests.asking import page, post, take_back_consent
from malath.referrals.words import Alternative, DeclineReason, Reason, Status

LATER = MONDAY + timedelta(hours=2)


@pytest.fixture
def other(people: Cast) -> Desk:
    return make_desk(make_agency(AgencyKind.SHELTER), services=[ServiceKind.SHELTER])


@pytest.fixture
def declined(sent: Referral, people: Cast, other: Desk) -> Referral:
    return referrals.decline(
        sent, because=DeclineReason.NO_PLACE, alternative=Alternative.OTHER_DESK, alternative_desk=other,
        by=people.amal, at=MONDAY + timedelta(hours=1),
    )  # fmt: skip


def test_the_new_draft_holds_what_was_typed_and_the_desk_that_was_named(declined: Referral, people: Cast, other: Desk) -> None:
    draft = referrals.draft_again(declined, by=people.basim, at=LATER)
    assert (draft.status, draft.type, draft.urgency, draft.receiving_desk, draft.case_id) == (
        Status.DRAFT, declined.type, declined.urgency, other, declined.case_id
    )  # fmt: skip
    assert draft.opened("reason") == REASON


def test_pressed_twice_it_is_one_draft(declined: Referral, people: Cast) -> None:
    first = referrals.draft_again(declined, by=people.basim, at=LATER)
    assert referrals.draft_again(declined, by=people.basim, at=LATER).pk == first.pk


def test_nothing_leaves_before_the_person_was_asked_about_the_new_desk(declined: Referral, people: Cast) -> None:
    draft = referrals.draft_again(declined, by=people.basim, at=LATER)
    with pytest.raises(referrals.CannotSend) as error:
        referrals.send(draft, by=people.basim, at=LATER)
    assert error.value.reasons == [Reason.NO_BASIS]


def test_a_desk_that_the_person_keeps_out_is_not_named(declined: Referral, people: Cast, other: Desk) -> None:
    make_block(declined.person, desk=other)
    assert referrals.draft_again(declined, by=people.basim, at=LATER).receiving_desk is None


def test_without_another_desk_the_sender_chooses(people: Cast) -> None:
    declined = make_declined_referral(people.basim, people.station, people.amal, people.shelter)
    assert referrals.draft_again(declined, by=people.basim, at=LATER).receiving_desk is None


def test_also_after_it_was_taken_back_or_stopped(sent: Referral, people: Cast) -> None:
    take_back_consent(sent, people)
    assert referrals.draft_again(sent, by=people.basim, at=LATER).status == Status.DRAFT


def test_while_the_first_desk_may_still_help_nobody_else_is_asked(sent: Referral, people: Cast) -> None:
    with pytest.raises(referrals.CannotDo) as error:
        referrals.draft_again(sent, by=people.basim, at=LATER)
    assert error.value.reasons == [Reason.STILL_LIVES]


def test_one_press_leads_to_the_step_of_the_desk(declined: Referral, other: Desk, basim: Client, clock: Clock) -> None:
    assert "Ask the desk that was named" in page(basim, declined)
    assert other.agency.name_en in page(basim, declined)
    answer = post(basim, declined, "again")
    draft = Referral.objects.get(status=Status.DRAFT)
    assert (answer.status_code, answer["Location"]) == (302, f"/referrals/{draft.reference}/step/desk/")


def test_declining_with_a_desk_needs_no_note(sent: Referral, other: Desk, amal: Client, clock: Clock) -> None:
    typed = {"because": "no_place", "alternative": "other_desk", "note": ""}
    assert post(amal, sent, "decline", **typed).status_code == 422
    assert post(amal, sent, "decline", **typed, desk=other.reference).status_code == 302
    assert Referral.objects.get(pk=sent.pk).alternative_desk == other


def test_the_receiver_may_not_and_it_needs_post(declined: Referral, basim: Client, amal: Client) -> None:
    assert post(amal, declined, "again").status_code == 403
    assert basim.get(f"/referrals/{declined.reference}/again/").status_code == 405
