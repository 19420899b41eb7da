"""What the worker does each minute: escalate what nobody answered, write down what stopped."""

from datetime import datetime, timedelta

import pytest

from malath.accounts import actions as accounts_acts
from malath.accounts import queries as accounts
from malath.accounts.roles import Role
from malath.accounts.testing import Cast, make_user
from malath.accounts.words import RelationKind
from malath.agencies.testing import make_agency, make_desk
from malath.agencies.words import AgencyKind
from malath.inbox import queries as inbox
from malath.inbox.words import ItemKind
from malath.privacy import actions as privacy
from malath.privacy import queries as privacy_queries
from malath.privacy.testing import MONDAY
from malath.privacy.words import BlockKind, ConsentKind
from malath.referrals import actions as referrals
from malath.referrals import queries
from malath.referrals.models import Referral
from malath.referrals.queries import waiting
from malath.referrals.testing import make_accepted_referral, make_sent_referral
from malath.referrals.words import Escalation, Reason, Status, Urgency

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def emergency(people: Cast) -> Referral:
    return make_sent_referral(people.basim, people.station, people.shelter, urgency=Urgency.EMERGENCY)


def test_an_unanswered_emergency_is_due_after_an_hour_and_not_before(emergency: Referral) -> None:
    assert queries.to_escalate(MONDAY + HOUR - MINUTE) == []
    assert queries.to_escalate(MONDAY + HOUR) == [emergency]


def test_it_goes_first_to_the_supervisor_of_the_receiving_body(emergency: Referral, people: Cast) -> None:
    supervisor = make_user(Role.SUPERVISOR, people.shelter)
    escalated = referrals.escalate(emergency, at=MONDAY + HOUR + MINUTE)
    assert (escalated.escalated, escalated.status) == (Escalation.SUPERVISOR, Status.SENT)
    assert [item.kind for item in inbox.waiting(supervisor.pk, [])] == [ItemKind.REFERRAL_UNANSWERED]


def test_the_sender_sees_that_it_is_unanswered(emergency: Referral, people: Cast) -> None:
    make_user(Role.SUPERVISOR, people.shelter)
    referrals.escalate(emergency, at=MONDAY + HOUR + MINUTE)
    assert inbox.waiting(people.basim.pk, [people.station.pk])[0].kind == ItemKind.REFERRAL_UNANSWERED


def test_it_goes_to_the_focal_point_when_as_much_time_again_has_passed(emergency: Referral, people: Cast) -> None:
    make_user(Role.SUPERVISOR, people.shelter)
    focal = make_user(Role.FOCAL_POINT, make_desk(make_agency(AgencyKind.MECHANISM)))
    first = referrals.escalate(emergency, at=MONDAY + HOUR + MINUTE)
    assert first.escalate_at == MONDAY + 2 * HOUR
    second = referrals.escalate(first, at=MONDAY + 2 * HOUR)
    assert (second.escalated, second.escalate_at) == (Escalation.FOCAL_POINT, None)
    assert len(inbox.waiting(focal.pk, [])) == 1


def test_it_goes_straight_to_the_focal_point_where_there_is_no_supervisor(emergency: Referral) -> None:
    focal = make_user(Role.FOCAL_POINT, make_desk(make_agency(AgencyKind.MECHANISM)))
    assert referrals.escalate(emergency, at=MONDAY + HOUR).escalated == Escalation.FOCAL_POINT
    assert len(inbox.waiting(focal.pk, [])) == 1


def test_nobody_is_told_twice(emergency: Referral, people: Cast) -> None:
    supervisor = make_user(Role.SUPERVISOR, people.shelter)
    referrals.escalate(emergency, at=MONDAY + HOUR)
    with pytest.raises(referrals.CannotDo) as error:
        referrals.escalate(emergency, at=MONDAY + HOUR + MINUTE)
    assert error.value.reasons == [Reason.NOT_DUE]
    assert len(inbox.waiting(supervisor.pk, [])) == 1


def test_it_can_still_be_answered_after_escalating(emergency: Referral, people: Cast) -> None:
    late = referrals.escalate(emergency, at=MONDAY + HOUR)
    accepted = referrals.accept(late, by=people.amal, at=MONDAY + 2 * HOUR, key_worker=people.amal)
    assert accepted.status == Status.ACCEPTED
    assert queries.to_escalate(MONDAY + timedelta(days=9)) == []


def test_what_was_acknowledged_escalates_when_the_second_clock_runs_out(emergency: Referral, people: Cast) -> None:
    read = referrals.acknowledge(emergency, by=people.amal, at=MONDAY + MINUTE)
    assert queries.to_escalate(MONDAY + 4 * HOUR - MINUTE) == []
    assert queries.to_escalate(MONDAY + 4 * HOUR) == [read]


def test_reading_it_starts_the_second_clock_however_far_the_first_one_went(emergency: Referral, people: Cast) -> None:
    supervisor = make_user(Role.SUPERVISOR, people.shelter)
    focal = make_user(Role.FOCAL_POINT, make_desk(make_agency(AgencyKind.MECHANISM)))
    for hours in (1, 2):
        referrals.escalate(emergency, at=MONDAY + hours * HOUR)
    read = referrals.acknowledge(emergency, by=people.amal, at=MONDAY + 3 * HOUR)
    assert read.escalate_at == MONDAY + 4 * HOUR
    third = referrals.escalate(read, at=MONDAY + 4 * HOUR)
    assert ([news.at for news in inbox.waiting(supervisor.pk, [])], third.escalate_at) == (
        [MONDAY + 4 * HOUR],
        MONDAY + 5 * HOUR,
    )
    fourth = referrals.escalate(third, at=MONDAY + 5 * HOUR)
    assert ([news.at for news in inbox.waiting(focal.pk, [])], fourth.escalate_at) == ([MONDAY + 5 * HOUR], None)


def test_whoever_was_told_once_keeps_sight_of_it_until_it_is_answered(emergency: Referral, people: Cast) -> None:
    focal = make_user(Role.FOCAL_POINT, make_desk(make_agency(AgencyKind.MECHANISM)))
    referrals.escalate(emergency, at=MONDAY + HOUR)
    make_user(Role.SUPERVISOR, people.shelter)
    read = referrals.acknowledge(emergency, by=people.amal, at=MONDAY + 2 * HOUR)

    def seen(at: datetime) -> list[str]:
        return [row.reference for row in waiting.unanswered(accounts.holdings(focal, at), at)]

    assert seen(MONDAY + 2 * HOUR) == [read.reference]
    again = referrals.escalate(read, at=MONDAY + 4 * HOUR)
    assert seen(MONDAY + 4 * HOUR) == [read.reference]
    assert (again.escalated, again.escalated_at) == (Escalation.FOCAL_POINT, MONDAY + HOUR)


def test_a_supervisor_who_is_kept_out_is_passed_over(emergency: Referral, people: Cast) -> None:
    kept_out, other = (make_user(Role.SUPERVISOR, people.shelter) for _ in range(2))
    privacy.block(emergency.person, kind=BlockKind.ASKED, by=people.basim, at=MONDAY, user=kept_out)
    assert referrals.escalate(emergency, at=MONDAY + HOUR).escalated == Escalation.SUPERVISOR
    assert (len(inbox.waiting(kept_out.pk, [])), len(inbox.waiting(other.pk, []))) == (0, 1)


def test_it_goes_on_to_the_focal_point_when_every_supervisor_is_kept_out(emergency: Referral, people: Cast) -> None:
    kept_out = make_user(Role.SUPERVISOR, people.shelter)
    focal = make_user(Role.FOCAL_POINT, make_desk(make_agency(AgencyKind.MECHANISM)))
    privacy.block(emergency.person, kind=BlockKind.ASKED, by=people.basim, at=MONDAY, user=kept_out)
    assert referrals.escalate(emergency, at=MONDAY + HOUR).escalated == Escalation.FOCAL_POINT
    assert (len(inbox.waiting(kept_out.pk, [])), len(inbox.waiting(focal.pk, []))) == (0, 1)


def test_it_goes_to_the_receiving_desk_itself_where_nobody_is_left_to_tell(emergency: Referral, people: Cast) -> None:
    for kept_out in (
        make_user(Role.SUPERVISOR, people.shelter),
        make_user(Role.FOCAL_POINT, make_desk(make_agency(AgencyKind.MECHANISM))),
    ):
        accounts_acts.declare_relation(
            kept_out, person_reference=emergency.person.reference, kind=RelationKind.RELATIVE, by=kept_out, at=MONDAY
        )
    referrals.escalate(emergency, at=MONDAY + HOUR)
    told = [item.kind for item in inbox.waiting(0, [people.shelter.pk])]
    assert told.count(ItemKind.REFERRAL_UNANSWERED) == 1


def take_back(referral: Referral, people: Cast, kind: ConsentKind) -> None:
    body = people.shelter.agency if kind == ConsentKind.C3 else None
    consent = privacy_queries.standing_row(referral.person_id, kind, body)
    assert consent is not None
    privacy.withdraw(consent, referral.person, by=people.basim, at=MONDAY + MINUTE)


@pytest.mark.parametrize("kind", [ConsentKind.C1, ConsentKind.C3, ConsentKind.C8])
def test_any_consent_it_stood_on_stops_it(sent: Referral, people: Cast, kind: ConsentKind) -> None:
    take_back(sent, people, kind)
    assert queries.no_longer_standing(MONDAY + MINUTE) == [sent]
    assert referrals.stop(sent, at=MONDAY + 2 * MINUTE).status == Status.STOPPED


def test_an_accepted_referral_stops_too(people: Cast) -> None:
    accepted = make_accepted_referral(people.basim, people.station, people.amal, people.shelter)
    take_back(accepted, people, ConsentKind.C3)
    assert referrals.stop(accepted, at=MONDAY + HOUR).status == Status.STOPPED


def test_what_stands_is_not_stopped(sent: Referral) -> None:
    with pytest.raises(referrals.CannotDo) as error:
        referrals.stop(sent, at=MONDAY)
    assert error.value.reasons == [Reason.STILL_STANDS]


def test_what_stopped_does_not_escalate(emergency: Referral, people: Cast) -> None:
    take_back(emergency, people, ConsentKind.C3)
    assert queries.to_escalate(MONDAY + 2 * HOUR) == []
    with pytest.raises(referrals.CannotDo) as error:
        referrals.escalate(emergency, at=MONDAY + 2 * HOUR)
    assert error.value.reasons == [Reason.WAS_STOPPED]


@pytest.mark.parametrize("kind", [ConsentKind.C3, ConsentKind.C8])
def test_the_sender_is_told_that_it_stopped(sent: Referral, people: Cast, kind: ConsentKind) -> None:
    take_back(sent, people, kind)
    referrals.stop(sent, at=MONDAY + HOUR)
    told = [(item.kind, item.subject) for item in inbox.waiting(people.basim.pk, [people.station.pk])]
    assert told == [(ItemKind.REFERRAL_STOPPED, sent.reference)]


def test_a_consent_that_ran_out_stops_it_without_the_worker(sent: Referral) -> None:
    in_two_years = MONDAY + timedelta(days=731)
    assert not queries.stands(queries.locked(sent.pk), in_two_years)
    assert queries.no_longer_standing(in_two_years) == [sent]
