"""The clocks of identification: begun by a suspicion, given to who decides, a reminder for ever, ended with the access."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from malath.accounts.queries import holdings
from malath.accounts.roles import Role
from malath.accounts.testing import make_user
from malath.agencies.testing import make_agency, make_desk
from malath.agencies.words import AgencyKind, ServiceKind
from malath.cases.models import Case
from malath.cases.testing import make_case
from malath.cases.words import CaseStatus
from malath.identification import actions, queries
from malath.identification.actions import CannotIdentify
from malath.identification.models import Decision, Process
from malath.identification.testing import AFTER, make_given, make_opinion, make_potential, make_proposal
from malath.identification.tests.conftest import House
from malath.identification.words import Stage, WhyNot
from malath.inbox.models import Item
from malath.inbox.words import ItemKind
from malath.privacy import actions as privacy
from malath.privacy import queries as privacy_queries
from malath.privacy.testing import MONDAY, make_block
from malath.privacy.words import ConsentKind
from malath.referrals.testing import make_accepted_referral

DAY = timedelta(days=1)


def begun(case: Case) -> Process:
    return actions.begin(case.pk, at=AFTER)


def test_the_worker_finds_a_suspicion_once(alone: Case) -> None:
    assert queries.suspicions() == [alone.pk]
    process = begun(alone)
    assert (process.since, process.desk, process.due_at) == (MONDAY, None, None)
    assert queries.suspicions() == []
    with pytest.raises(CannotIdentify) as refused:
        begun(alone)
    assert refused.value.reasons == [WhyNot.BEGUN]


def test_nothing_begins_before_somebody_suspects(house: House) -> None:
    with pytest.raises(CannotIdentify) as refused:
        begun(make_case(house.desk, house.nour))
    assert refused.value.reasons == [WhyNot.NOT_A_POTENTIAL_VICTIM]


def test_an_accepted_referral_for_identification_begins_it_as_well(house: House) -> None:
    case = make_case(house.desk, house.nour)
    make_given(case, house.desk, house.nour, house.unit, house.yusuf)
    assert queries.asked_to_identify() == [case.pk]
    process = actions.begin(case.pk, taken_on=True, at=AFTER)
    assert process.desk == house.unit
    assert process.due_at == AFTER + 45 * DAY


def test_a_minute_looks_at_what_was_accepted_lately_and_a_day_at_all(house: House) -> None:
    case = make_case(house.desk, house.nour)
    make_given(case, house.desk, house.nour, house.unit, house.yusuf, MONDAY)
    assert queries.asked_to_identify(since=MONDAY) == queries.asked_to_identify() == [case.pk]
    assert queries.asked_to_identify(since=AFTER) == []


def test_where_the_person_declined_the_unit_no_decision_is_ever_late(alone: Case, house: House) -> None:
    process = begun(alone)
    make_opinion(alone, house.desk, house.nour)
    process.refresh_from_db()
    assert (process.next_due, process.remind_at) == (None, None)
    assert queries.to_give(AFTER + 90 * DAY) == []


def test_the_unit_neither_sees_nor_counts_who_declined(alone: Case, house: House) -> None:
    begun(alone)
    page = queries.queue(holdings(house.yusuf, AFTER), AFTER)
    assert (page.rows, page.older) == ((), "")
    assert len(queries.queue(holdings(house.nour, AFTER), AFTER).rows) == 1


def test_given_later_the_clock_of_the_decision_begins_then(alone: Case, house: House) -> None:
    process = begun(alone)
    make_given(alone, house.desk, house.nour, house.unit, house.yusuf, AFTER)
    later = AFTER + DAY
    assert queries.to_give(later) == [process]
    given = actions.give(process, at=later)
    assert (given.desk, given.due_at) == (house.unit, later + 45 * DAY)


def test_day_five_and_day_forty_five_remind_and_never_decide(case: Case, house: House) -> None:
    process = begun(case)
    told: list[tuple[int, str]] = []
    for day in range(60):
        at = MONDAY + day * DAY + timedelta(hours=2)
        for one in queries.to_remind(at):
            actions.remind(one, at=at)
            kind = Item.objects.filter(subject=case.person.reference, desk=house.unit).latest("pk").kind
            told.append((day, kind))
    assert told[0] == (6, ItemKind.IDENTIFICATION_DUE)
    assert told[1] == (7, ItemKind.IDENTIFICATION_LATE)
    assert (45, ItemKind.IDENTIFICATION_LATE) in told
    assert told[-1][0] > 50
    case.refresh_from_db()
    process.refresh_from_db()
    assert (case.status, process.stage) == (CaseStatus.POTENTIAL, Stage.WAITING)


def test_the_first_opinion_ends_its_clock_and_not_that_of_the_decision(case: Case, house: House) -> None:
    process = begun(case)
    make_opinion(case, house.desk, house.nour)
    process.refresh_from_db()
    assert process.next_due == process.due_at


def test_what_is_kept_from_somebody_is_not_in_their_queue(case: Case, house: House) -> None:
    begun(case)
    assert queries.queue(holdings(house.yusuf, AFTER), AFTER).rows
    make_block(case.person, user=house.yusuf)
    assert not queries.queue(holdings(house.yusuf, AFTER), AFTER).rows


def test_withdrawal_ends_the_units_clock_and_its_proposal_and_nothing_else(case: Case, house: House) -> None:
    begun(case)
    make_proposal(case, house.unit, house.yusuf)
    consent = privacy_queries.standing_row(case.person_id, ConsentKind.C3, house.unit.agency)
    assert consent
    privacy.withdraw(consent, case.person, by=house.nour, at=AFTER + DAY)
    later = AFTER + DAY + timedelta(minutes=1)
    assert not queries.queue(holdings(house.yusuf, later), later).rows, "at once, before the worker comes"
    (process,) = queries.to_take_back(later)
    stopped = actions.stop(process, at=later)
    assert (stopped.stage, stopped.desk, stopped.due_at) == (Stage.WAITING, None, None)
    assert Decision.objects.get().sent_back_at == later
    case.refresh_from_db()
    assert case.status == CaseStatus.POTENTIAL
    with pytest.raises(CannotIdentify):
        actions.stop(stopped, at=later)
    assert [row.reference for row in queries.queue(holdings(house.nour, later), later).rows] == [case.reference]


def test_the_queue_asks_as_much_for_one_as_for_many(house: House) -> None:
    counts = []
    for many in (1, 5):
        for _ in range(many):
            begun(make_potential(make_case(house.desk, house.nour), house.desk, house.nour))
        with CaptureQueriesContext(connection) as asked:
            queries.queue(holdings(house.nour, AFTER), AFTER)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_who_can_only_open_the_file_is_not_reminded_on_their_workday(alone: Case, house: House) -> None:
    begun(alone)
    at = MONDAY + 8 * DAY
    inspection = make_desk(make_agency(AgencyKind.LABOUR), services=[ServiceKind.LABOUR_COMPLAINT])
    inspector = make_user(Role.INSPECTOR, inspection)
    make_accepted_referral(house.nour, house.desk, inspector, inspection, case=alone, type=ServiceKind.LABOUR_COMPLAINT)
    assert [line.case_reference for line in queries.due_soon(holdings(house.nour, at), at)] == [alone.reference]
    assert queries.queue(holdings(inspector, at), at).rows, "the queue shows it still"
    assert queries.due_soon(holdings(inspector, at), at) == ()


def test_where_nobody_who_sees_it_can_act_it_is_late_in_silence_nowhere(house: House) -> None:
    inspection = make_desk(make_agency(AgencyKind.LABOUR), services=[ServiceKind.LABOUR_COMPLAINT])
    inspector = make_user(Role.INSPECTOR, inspection)
    suspected = make_potential(make_case(inspection, inspector), inspection, inspector)
    process = actions.begin(suspected.pk, at=MONDAY)
    told = Item.objects.filter(subject=suspected.person.reference, kind=ItemKind.IDENTIFICATION_LATE)
    actions.remind(process, at=MONDAY + 8 * DAY)
    assert {(item.user, item.desk) for item in told} == {(None, inspection)}
