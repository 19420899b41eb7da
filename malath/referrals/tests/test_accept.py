"""Accepting: the reference of how an act is tested."""

from datetime import datetime, timedelta

import pytest
from django.core import mail

from malath.accounts import actions as accounts
from malath.accounts import queries as account_queries
from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.accounts.testing import Cast, make_user
from malath.accounts.words import RelationKind
from malath.agencies.testing import make_agency, make_desk
from malath.agencies.words import AgencyKind, ServiceKind
from malath.audit import actions as audit
from malath.audit import queries as trail
from malath.cases.testing import make_child_case
from malath.inbox import queries as inbox
from malath.inbox.words import ItemKind
from malath.privacy import actions as privacy
from malath.privacy import queries as privacy_queries
from malath.privacy.testing import MONDAY, make_block, make_consent
from malath.privacy.words import ConsentKind, Level, Section
from malath.referrals import actions as referrals
from malath.referrals import queries
from malath.referrals.models import Referral
from malath.referrals.queries import waiting
from malath.referrals.testing import make_sent_referral
from malath.referrals.words import Alternative, DeclineReason, Reason, Status

LATER = MONDAY + timedelta(minutes=20)


def accept(referral: Referral, people: Cast, at: datetime = LATER, key_worker: User | None = None) -> Referral:
    return referrals.accept(referral, by=people.amal, at=at, key_worker=key_worker or people.amal)


def sees(user: User, referral: Referral, at: datetime = LATER) -> frozenset[Section]:
    found = privacy_queries.sight_of(account_queries.holdings(user, at), referral.person.reference, at)
    return found[1].full | found[1].own if found else frozenset()


def reasons_of(refused: pytest.ExceptionInfo[referrals.CannotAccept]) -> list[Reason]:
    return refused.value.reasons


def test_it_accepts(sent: Referral, people: Cast) -> None:
    assert accept(sent, people).status == Status.ACCEPTED


def test_it_names_who_and_when(sent: Referral, people: Cast) -> None:
    accepted = accept(sent, people)
    assert (accepted.answered_by, accepted.answered_at) == (people.amal.reference, LATER)
    assert accepted.key_worker == people.amal


def test_it_opens_what_the_consents_allow_to_the_receiving_desk_only(sent: Referral, people: Cast) -> None:
    assert sees(people.amal, sent) == frozenset()
    accept(sent, people)
    assert Section.IDENTITY in sees(people.amal, sent)
    assert Section.STORY not in sees(people.amal, sent)
    assert sees(people.zayd, sent) == frozenset()


def test_it_opens_level_two_to_the_unit_and_more_only_with_its_own_consent(people: Cast) -> None:
    unit = make_agency(AgencyKind.CTU)
    desk = make_desk(unit, services=[ServiceKind.IDENTIFICATION])
    officer = make_user(Role.CTU_IDENT, desk)
    plain = make_sent_referral(people.basim, people.station, desk, type=ServiceKind.IDENTIFICATION)
    referrals.accept(plain, by=officer, at=LATER, key_worker=officer)
    assert sees(officer, plain) == {Section.STATUS, Section.FACTS, Section.SAFETY}
    wider = make_sent_referral(people.basim, people.station, desk, type=ServiceKind.IDENTIFICATION)
    make_consent(wider.person, ConsentKind.C4, desk=people.station)
    referrals.accept(wider, by=officer, at=LATER, key_worker=officer)
    assert Section.STORY in sees(officer, wider)


def test_it_opens_minimum_data_where_there_is_no_consent(people: Cast) -> None:
    case = make_child_case(people.station, people.basim)
    child = make_sent_referral(people.basim, people.station, people.shelter, case=case, agreed=False)
    accept(child, people)
    assert sees(people.amal, child) == {
        Section.STATUS, Section.FACTS, Section.SAFETY, Section.IDENTITY, Section.CONTACT, Section.CONSENTS
    }  # fmt: skip


def test_it_tells_the_sending_desk_without_naming_the_person(sent: Referral, people: Cast) -> None:
    accept(sent, people)
    item = inbox.waiting(people.basim.pk, [people.station.pk])[0]
    assert (item.kind, item.subject) == (ItemKind.REFERRAL_ANSWERED, sent.reference)
    assert sent.person.reference not in item.link


def test_it_sends_nothing_to_the_person(sent: Referral, people: Cast) -> None:
    accept(sent, people)
    assert mail.outbox == []
    items = inbox.waiting(people.amal.pk, [people.station.pk, people.shelter.pk])
    assert {item.desk_id for item in items} == {people.station.pk}


def test_it_stops_the_clock(sent: Referral, people: Cast) -> None:
    assert waiting.waiting_for_answer(account_queries.holdings(people.amal, LATER), LATER)
    accept(sent, people)
    assert not waiting.waiting_for_answer(account_queries.holdings(people.amal, LATER), LATER)
    assert not queries.to_escalate(LATER + timedelta(days=30))


def test_the_sender_keeps_what_the_desk_wrote_and_sees_status_only_afterwards(sent: Referral, people: Cast) -> None:
    accept(sent, people)
    found = privacy_queries.sight_of(account_queries.holdings(people.basim, LATER), sent.person.reference, LATER)
    assert found is not None
    assert found[1].full == {Section.STATUS}
    assert found[1].own_desks == {people.station.pk}


def test_it_refuses_when_consent_was_withdrawn(sent: Referral, people: Cast) -> None:
    consent = privacy_queries.standing_row(sent.person_id, ConsentKind.C3, people.shelter.agency)
    assert consent is not None
    privacy.withdraw(consent, sent.person, by=people.basim, at=LATER)
    with pytest.raises(referrals.CannotAccept) as refused:
        accept(sent, people)
    assert reasons_of(refused) == [Reason.NO_BASIS]


def test_it_refuses_a_second_answer_and_says_so(sent: Referral, people: Cast) -> None:
    accept(sent, people)
    with pytest.raises(referrals.CannotAccept) as refused:
        accept(sent, people)
    assert reasons_of(refused) == [Reason.ALREADY_ANSWERED]


def test_it_refuses_a_worker_with_a_conflict(sent: Referral, people: Cast) -> None:
    accounts.declare_relation(
        people.amal,
        person_reference=sent.person.reference,
        kind=RelationKind.RELATIVE,
        by=people.amal,
        at=MONDAY,
    )
    with pytest.raises(referrals.CannotAccept) as refused:
        accept(sent, people)
    assert reasons_of(refused) == [Reason.CONFLICT]


def test_it_refuses_a_worker_whom_the_person_keeps_out(sent: Referral, people: Cast) -> None:
    make_block(sent.person, user=people.amal)
    with pytest.raises(referrals.CannotAccept) as refused:
        accept(sent, people)
    assert reasons_of(refused) == [Reason.CONFLICT]


def test_it_refuses_a_key_worker_of_another_desk(sent: Referral, people: Cast) -> None:
    with pytest.raises(referrals.CannotAccept) as refused:
        accept(sent, people, key_worker=people.zayd)
    assert reasons_of(refused) == [Reason.KEY_WORKER_ELSEWHERE]


@pytest.mark.parametrize("ending", ["withdrawn", "declined"])
def test_it_refuses_what_has_ended(sent: Referral, people: Cast, ending: str) -> None:
    if ending == "withdrawn":
        referrals.withdraw(sent, by=people.basim, at=MONDAY)
    else:
        because, instead = DeclineReason.NO_PLACE, Alternative.TOGETHER
        referrals.decline(sent, because=because, alternative=instead, by=people.amal, at=MONDAY)
    with pytest.raises(referrals.CannotAccept) as refused:
        accept(sent, people)
    assert reasons_of(refused) == [Reason.WAS_WITHDRAWN if ending == "withdrawn" else Reason.ALREADY_ANSWERED]


@pytest.mark.django_db(transaction=True)
def test_it_leaves_nothing_behind_when_the_trace_fails(sent: Referral, people: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError("the trail cannot be written")

    monkeypatch.setattr(audit, "_append", fail)
    with pytest.raises(OSError, match="trail"):
        accept(sent, people)
    assert Referral.objects.get(pk=sent.pk).status == Status.SENT
    assert sees(people.amal, sent) == frozenset()


def test_it_leaves_one_event_of_its_own_and_one_for_each_thing_it_caused(sent: Referral, people: Cast) -> None:
    before = len(trail.file_lines(sent.person.reference))
    accept(sent, people)
    names = [line.name for line in trail.file_lines(sent.person.reference)][: -before or None]
    assert names.count("referral.accepted") == 1
    assert {"access.opened", "basis.opened", "data.left"} <= set(names)
    assert trail.verify().faults == ()


def test_the_level_left_is_kept_for_the_statement(sent: Referral, people: Cast) -> None:
    accept(sent, people)
    levels = [line.level for line in privacy_queries.left_lines(sent.person)]
    assert levels == [Level.L3, Level.L2]
