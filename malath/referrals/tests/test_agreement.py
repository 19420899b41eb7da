"""A referral leaves under an agreement between the two bodies, and is not lost when it ends on the way."""

from datetime import timedelta

import pytest
from django.test import Client

from malath.accounts import queries as accounts
from malath.accounts.testing import Cast
from malath.cases.testing import make_case, make_child_case
from malath.foundation.actor import WORKER
from malath.privacy import actions as privacy
from malath.privacy import queries as privacy_queries
from malath.privacy.actions import agreements
from malath.privacy.models import Basis, Consent
from malath.privacy.testing import MONDAY, make_agreement, make_ground, make_sharing
from malath.privacy.words import BasisKind, ConsentKind, Level, Purpose, Section
from malath.referrals import actions as referrals
from malath.referrals.models import Referral
from malath.referrals.testing import make_draft, make_sent_referral
from malath.referrals.tests.asking import page, post, text
from malath.referrals.words import Reason, Status

LATER = MONDAY + timedelta(hours=1)
pytestmark = pytest.mark.usefixtures("clock")


def leave_the_protocol(people: Cast) -> None:
    agreements.end(people.shelter.agency, by=WORKER, at=MONDAY)


def level_of(people: Cast, referral: Referral) -> int:
    sight = privacy_queries.sights(accounts.holdings(people.amal, LATER), [referral.person_id], LATER)[referral.person_id]
    return sight.level


def agreed_draft(people: Cast) -> Referral:
    draft = make_draft(people.basim, people.station, people.shelter)
    make_agreement(draft.person, people.shelter.agency, desk=people.station, also=[ConsentKind.C8])
    return draft


def accept(referral: Referral, people: Cast) -> Referral:
    return referrals.accept(referral, by=people.amal, at=LATER, key_worker=people.amal)


def test_without_an_agreement_nothing_leaves_though_the_person_agreed(people: Cast, basim: Client) -> None:
    draft = agreed_draft(people)
    leave_the_protocol(people)
    with pytest.raises(referrals.CannotSend) as error:
        referrals.send(draft, by=people.basim, at=LATER)
    assert error.value.reasons == [Reason.NO_AGREEMENT]
    assert "No agreement between your body and this one covers this today" in text(post(basim, draft, "send"))


def test_the_step_says_why_the_desk_cannot_be_chosen_and_asks_the_person_nothing(
    people: Cast, basim: Client, draft: Referral
) -> None:
    leave_the_protocol(people)
    shown = page(basim, draft, "step/desk/")
    assert "No agreement on sharing" in shown
    assert f"c3_{people.shelter.reference}" not in shown
    before = Consent.objects.count()
    shelter = people.shelter.reference
    typed = {"version": draft.version, "desk": shelter, f"c3_{shelter}": "yes", "language": "ar", "method": "spoken"}
    answer = basim.post(f"/referrals/{draft.reference}/step/desk/", typed)
    assert "No agreement between your body and this one covers this today" in text(answer)
    assert Consent.objects.count() == before


def test_its_level_caps_what_opens(people: Cast) -> None:
    make_sharing(people.shelter.agency, level=Level.L2)
    sent = make_sent_referral(people.basim, people.station, people.shelter)
    accept(sent, people)
    assert level_of(people, sent) == Level.L2


def test_an_agreement_for_other_purposes_does_not_help(people: Cast) -> None:
    make_sharing(people.shelter.agency, purposes=[Purpose.HEALTH])
    with pytest.raises(referrals.CannotSend) as error:
        referrals.send(agreed_draft(people), by=people.basim, at=LATER)
    assert error.value.reasons == [Reason.NO_AGREEMENT]


def test_an_agreement_of_the_two_opens_the_way_again(people: Cast) -> None:
    draft = agreed_draft(people)
    leave_the_protocol(people)
    make_sharing(people.station.agency, people.shelter.agency)
    assert referrals.send(draft, by=people.basim, at=LATER).status == Status.SENT


def test_what_was_sent_before_it_ended_is_accepted_with_the_minimum_facts(people: Cast, amal: Client, basim: Client) -> None:
    sent = make_sent_referral(people.basim, people.station, people.shelter)
    leave_the_protocol(people)
    for client in (amal, basim):
        assert "The agreement between the two bodies has ended" in page(client, sent)
    assert "Accept the referral" in page(amal, sent)
    assert accept(sent, people).status == Status.ACCEPTED
    assert level_of(people, sent) == Level.L2


def test_it_still_ends_with_the_persons_agreement(people: Cast) -> None:
    sent = make_sent_referral(people.basim, people.station, people.shelter)
    leave_the_protocol(people)
    accept(sent, people)
    consent = privacy_queries.standing_row(sent.person_id, ConsentKind.C8, None)
    assert consent is not None
    privacy.withdraw(consent, sent.person, by=people.basim, at=LATER)
    holdings = accounts.holdings(people.amal, LATER)
    assert privacy_queries.sight_of(holdings, sent.person.reference, LATER) is None


def test_what_was_opened_before_it_ended_stays(people: Cast) -> None:
    sent = make_sent_referral(people.basim, people.station, people.shelter)
    accept(sent, people)
    leave_the_protocol(people)
    assert level_of(people, sent) == Level.L3


def test_a_withdrawal_on_the_way_is_still_a_refusal(people: Cast) -> None:
    sent = make_sent_referral(people.basim, people.station, people.shelter)
    leave_the_protocol(people)
    consent = privacy_queries.standing_row(sent.person_id, ConsentKind.C8, None)
    assert consent is not None
    privacy.withdraw(consent, sent.person, by=people.basim, at=LATER)
    with pytest.raises(referrals.CannotAccept) as error:
        accept(sent, people)
    assert error.value.reasons == [Reason.NO_BASIS]


@pytest.mark.parametrize("kind", [BasisKind.O1, BasisKind.O3, BasisKind.O4])
def test_danger_and_courts_do_not_wait_for_a_paper_between_bodies(people: Cast, kind: BasisKind) -> None:
    case = make_case(people.station, people.basim)
    make_ground(case.person, kind)
    leave_the_protocol(people)
    sent = make_sent_referral(people.basim, people.station, people.shelter, case=case, agreed=False)
    accept(sent, people)
    assert level_of(people, sent) == Level.L2


def test_a_child_at_risk_does_not_wait_either(people: Cast) -> None:
    leave_the_protocol(people)
    case = make_child_case(people.station, people.basim)
    sent = make_sent_referral(people.basim, people.station, people.shelter, case=case, agreed=False)
    accept(sent, people)
    assert level_of(people, sent) == Level.L2


def test_a_late_confirmation_opens_no_more_than_the_bodies_agreed(people: Cast) -> None:
    late = MONDAY + timedelta(hours=25)
    case = make_child_case(people.station, people.basim)
    sent = make_sent_referral(people.basim, people.station, people.shelter, case=case, agreed=False)
    referrals.accept(sent, by=people.amal, at=late, key_worker=people.amal)
    make_sharing(people.shelter.agency, level=Level.L2, at=late)
    ground = Basis.objects.get(person=sent.person, kind=BasisKind.O2)
    privacy.confirm(ground, sent.person, by=people.huda, at=late)
    sight = privacy_queries.sights(accounts.holdings(people.amal, late), [sent.person_id], late)[sent.person_id]
    assert not sight.sees(Section.IDENTITY)
