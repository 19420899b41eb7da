from datetime import timedelta

import pytest

from malath.accounts import actions as accounts
from malath.accounts import queries as account_queries
from malath.accounts.roles import Role
from malath.accounts.testing import Cast, make_user
from malath.agencies import actions as agencies
from malath.agencies.words import ServiceKind
from malath.cases.testing import make_child_case
from malath.cases.words import CaseStatus
from malath.inbox import queries as inbox
from malath.inbox.words import ItemKind
from malath.privacy import queries as privacy_queries
from malath.privacy.testing import MONDAY, make_agreement, make_block, make_consent
from malath.privacy.words import Answer, ConsentKind, WhyNot
from malath.referrals import actions as referrals
from malath.referrals import queries
from malath.referrals.models import Referral
from malath.referrals.queries import waiting
from malath.referrals.testing import make_draft, make_sent_referral
from malath.referrals.words import Reason, Status, Urgency

SATURDAY = MONDAY - timedelta(days=2)


@pytest.fixture
def draft(people: Cast) -> Referral:
    """Everything is ready and the person agreed to the shelter."""
    draft = make_draft(people.basim, people.station, people.shelter)
    make_agreement(draft.person, people.shelter.agency, desk=people.station, also=[ConsentKind.C8])
    return draft


def refused(draft: Referral, people: Cast) -> list[Reason]:
    with pytest.raises(referrals.CannotSend) as error:
        referrals.send(draft, by=people.basim, at=MONDAY)
    return error.value.reasons


def test_it_sends(draft: Referral, people: Cast) -> None:
    sent = referrals.send(draft, by=people.basim, at=MONDAY)
    assert (sent.status, sent.sent_by, sent.sent_at) == (Status.SENT, people.basim.reference, MONDAY)


def test_it_starts_both_clocks_in_the_desks_working_days(draft: Referral, people: Cast) -> None:
    sent = referrals.send(draft, by=people.basim, at=MONDAY)
    assert sent.acknowledge_due == MONDAY + timedelta(days=1)
    assert sent.answer_due == MONDAY + timedelta(days=2)


@pytest.mark.parametrize(("urgency", "hours"), [(Urgency.EMERGENCY, (1, 4)), (Urgency.URGENT, (4, 24))])
def test_emergency_and_urgent_run_on_the_wall_clock(people: Cast, urgency: Urgency, hours: tuple[int, int]) -> None:
    sent = make_sent_referral(people.basim, people.station, people.shelter, urgency=urgency)
    acknowledged, answered = (timedelta(hours=hour) for hour in hours)
    assert (sent.acknowledge_due, sent.answer_due) == (MONDAY + acknowledged, MONDAY + answered)


def test_a_childs_clocks_are_those_of_an_urgent_referral_over_the_weekend_too(people: Cast) -> None:
    case = make_child_case(people.station, people.basim, SATURDAY)
    sent = make_sent_referral(people.basim, people.station, people.shelter, SATURDAY, case=case, agreed=False)
    assert (sent.acknowledge_due, sent.answer_due) == (SATURDAY + timedelta(hours=4), SATURDAY + timedelta(hours=24))
    assert sent.escalate_at == sent.acknowledge_due


def test_it_tells_the_receiving_desk(draft: Referral, people: Cast) -> None:
    referrals.send(draft, by=people.basim, at=MONDAY)
    item = inbox.waiting(people.amal.pk, [people.shelter.pk])[0]
    assert (item.kind, item.subject) == (ItemKind.REFERRAL_ARRIVED, draft.reference)


def test_it_keeps_that_minimum_facts_have_left(draft: Referral, people: Cast) -> None:
    referrals.send(draft, by=people.basim, at=MONDAY)
    left = privacy_queries.left_lines(draft.person)
    assert [(line.how, int(line.level), line.reference) for line in left] == [("referral", 2, draft.reference)]


def test_it_moves_the_case_on(draft: Referral, people: Cast) -> None:
    sent = referrals.send(draft, by=people.basim, at=MONDAY)
    sent.case.refresh_from_db()
    assert sent.case.status == CaseStatus.REFERRED


def test_it_opens_nothing_before_it_is_accepted(draft: Referral, people: Cast) -> None:
    sent = referrals.send(draft, by=people.basim, at=MONDAY)
    holdings = account_queries.holdings(people.amal, MONDAY)
    assert privacy_queries.sight_of(holdings, sent.person.reference, MONDAY) is None


def test_it_refuses_without_a_receiving_desk(people: Cast) -> None:
    assert Reason.DESK_MISSING in refused(make_draft(people.basim, people.station), people)


def test_it_refuses_without_a_reason(people: Cast) -> None:
    draft = make_draft(people.basim, people.station, people.shelter, reason="")
    make_agreement(draft.person, people.shelter.agency, desk=people.station, also=[ConsentKind.C8])
    assert refused(draft, people) == [Reason.REASON_MISSING]


def test_it_refuses_what_the_desk_does_not_offer(people: Cast) -> None:
    draft = make_draft(people.basim, people.station, people.health_centre, type=ServiceKind.LEGAL)
    make_agreement(draft.person, people.health_centre.agency, desk=people.station)
    assert refused(draft, people) == [Reason.DESK_DOES_NOT_OFFER]


def test_it_refuses_a_desk_that_was_closed(draft: Referral, people: Cast) -> None:
    agencies.end_desk(people.shelter, by=people.huda, at=MONDAY)
    assert Reason.DESK_CLOSED in refused(draft, people)


def test_it_refuses_a_desk_to_itself(people: Cast) -> None:
    draft = make_draft(people.basim, people.station, people.station, type=ServiceKind.PROTECTION)
    make_agreement(draft.person, people.station.agency, desk=people.station)
    assert refused(draft, people) == [Reason.SAME_DESK]


def test_it_refuses_an_emergency_to_a_desk_where_nobody_is_on_duty(people: Cast) -> None:
    draft = make_draft(people.basim, people.station, people.shelter, SATURDAY, urgency=Urgency.EMERGENCY)
    make_agreement(draft.person, people.shelter.agency, desk=people.station, at=SATURDAY, also=[ConsentKind.C8])
    with pytest.raises(referrals.CannotSend) as error:
        referrals.send(draft, by=people.basim, at=SATURDAY)
    assert error.value.reasons == [Reason.DESK_NOT_ON_DUTY]


def test_it_refuses_an_emergency_to_a_desk_where_only_somebody_kept_out_is_on_duty(people: Cast) -> None:
    draft = make_draft(people.basim, people.station, people.shelter, urgency=Urgency.EMERGENCY)
    make_agreement(draft.person, people.shelter.agency, desk=people.station, also=[ConsentKind.C8])
    make_block(draft.person, user=people.amal)
    assert refused(draft, people) == [Reason.DESK_NOT_ON_DUTY]
    make_user(Role.SHELTER_MANAGER, people.shelter)
    assert referrals.send(draft, by=people.basim, at=MONDAY).status == Status.SENT


def test_it_sends_an_emergency_to_a_desk_with_somebody_on_its_roster(people: Cast) -> None:
    accounts.put_on_duty(
        people.shelter,
        people.amal,
        from_at=SATURDAY,
        until=MONDAY,
        by=people.huda,
        at=SATURDAY - timedelta(hours=1),
    )
    sent = make_sent_referral(people.basim, people.station, people.shelter, SATURDAY, urgency=Urgency.EMERGENCY)
    assert sent.status == Status.SENT


def test_it_refuses_without_the_persons_agreement_to_that_body(people: Cast) -> None:
    draft = make_draft(people.basim, people.station, people.shelter)
    assert refused(draft, people) == [Reason.NO_BASIS]
    assert queries.standing_of(draft, MONDAY).why_not == (
        WhyNot.NO_CONSENT_FOR_BODY,
        WhyNot.NO_CONSENT_TO_SHELTER,
    )


def test_it_refuses_a_shelter_without_c8(people: Cast) -> None:
    draft = make_draft(people.basim, people.station, people.shelter)
    make_agreement(draft.person, people.shelter.agency, desk=people.station)
    assert refused(draft, people) == [Reason.NO_BASIS]


def test_a_no_to_the_body_is_a_no(people: Cast) -> None:
    draft = make_draft(people.basim, people.station, people.shelter)
    make_consent(draft.person, ConsentKind.C8, desk=people.station)
    make_consent(draft.person, ConsentKind.C3, Answer.NO, desk=people.station, body=people.shelter.agency)
    assert refused(draft, people) == [Reason.NO_BASIS]
    assert queries.standing_of(draft, MONDAY).why_not == (WhyNot.CONSENT_REFUSED,)


def test_an_agreement_to_another_body_is_none(people: Cast) -> None:
    draft = make_draft(people.basim, people.station, people.shelter)
    make_agreement(draft.person, people.health_centre.agency, desk=people.station, also=[ConsentKind.C8])
    assert refused(draft, people) == [Reason.NO_BASIS]


def test_it_is_sent_once(draft: Referral, people: Cast) -> None:
    referrals.send(draft, by=people.basim, at=MONDAY)
    assert refused(draft, people) == [Reason.NOT_A_DRAFT]


def test_a_draft_that_was_sent_cannot_be_changed(draft: Referral, people: Cast) -> None:
    sent = referrals.send(draft, by=people.basim, at=MONDAY)
    with pytest.raises(referrals.CannotSend):
        referrals.change(sent, version=sent.version, reason="Something else", by=people.basim, at=MONDAY)


def test_two_who_change_a_draft_do_not_overwrite_each_other(draft: Referral, people: Cast) -> None:
    referrals.change(draft, version=draft.version, reason="First", by=people.basim, at=MONDAY)
    with pytest.raises(referrals.Stale):
        referrals.change(draft, version=draft.version, reason="Second", by=people.huda, at=MONDAY)
    assert Referral.objects.select_related("key").get(pk=draft.pk).opened("reason") == "First"


def test_a_discarded_draft_is_gone_and_leaves_its_trace(draft: Referral, people: Cast) -> None:
    referrals.discard(draft, by=people.basim, at=MONDAY)
    assert not Referral.objects.filter(pk=draft.pk).exists()


def test_a_sent_referral_cannot_be_discarded(sent: Referral, people: Cast) -> None:
    with pytest.raises(referrals.CannotSend):
        referrals.discard(sent, by=people.basim, at=MONDAY)


def test_a_receiver_whom_the_person_keeps_out_does_not_learn_of_it(draft: Referral, people: Cast) -> None:
    make_block(draft.person, user=people.amal)
    referrals.send(draft, by=people.basim, at=MONDAY)
    holdings = account_queries.holdings(people.amal, MONDAY)
    assert queries.found(holdings, draft.reference) is None
    assert waiting.waiting_for_answer(holdings, MONDAY) == ()
