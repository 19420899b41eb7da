"""What waits is listed in its turn, and what nobody answered newest first; however much waits, as few statements."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from malath.accounts import queries as accounts
from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.accounts.rules import Holdings
from malath.accounts.testing import Cast, make_user
from malath.agencies.testing import make_agency, make_desk, make_holiday
from malath.agencies.words import AgencyKind, ServiceKind
from malath.foundation.acts import unguarded
from malath.privacy.testing import MONDAY, make_block
from malath.referrals import actions, rules
from malath.referrals.models import Referral
from malath.referrals.queries import waiting
from malath.referrals.queries.pages import Cursor, ReferralRow
from malath.referrals.rules import Clocks
from malath.referrals.testing import make_sent_referral
from malath.referrals.words import WAITING, Alternative, DeclineReason, Escalation, Status, Turn, Urgency

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
LATER = MONDAY + DAY
moments = st.datetimes(MONDAY.replace(tzinfo=None), (MONDAY + 400 * DAY).replace(tzinfo=None))
without_answer = st.sampled_from([*WAITING, Status.WITHDRAWN, Status.STOPPED])


def in_turn(row: Referral) -> int | None:
    if row.status not in WAITING:
        return None
    return Turn.FIRST if row.urgency == Urgency.EMERGENCY else Turn.BY_CLOCK


def running(row: Referral) -> datetime | None:
    assert row.acknowledge_due is not None
    assert row.answer_due is not None
    return rules.due(Status(row.status), Clocks(row.acknowledge_due, row.answer_due))


def agrees(referral: Referral) -> bool:
    row = Referral.objects.get(pk=referral.pk)
    return (row.turn, row.due) == (in_turn(row), running(row))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(status=without_answer, urgency=st.sampled_from(list(Urgency)), first=moments, second=moments)
def test_the_moment_that_is_stored_is_the_one_that_the_rule_counts(
    sent: Referral, status: Status, urgency: Urgency, first: datetime, second: datetime
) -> None:
    dues = {"acknowledge_due": first.replace(tzinfo=UTC), "answer_due": second.replace(tzinfo=UTC)}
    with unguarded():
        Referral.objects.filter(pk=sent.pk).update(status=status, urgency=urgency, **dues)
    assert agrees(sent)


def test_every_act_that_starts_stops_or_moves_a_clock_moves_what_is_stored(people: Cast) -> None:
    sent = make_sent_referral(people.basim, people.station, people.shelter)
    assert agrees(sent)
    read = actions.acknowledge(sent, by=people.amal, at=MONDAY + HOUR)
    assert agrees(read)
    held = actions.hold(
        read, because="She asks for a day.", until=MONDAY + 2 * DAY, desk=people.shelter, by=people.amal, at=MONDAY + HOUR
    )
    assert agrees(held)
    before = Referral.objects.get(pk=held.pk).due
    resumed = actions.resume(held, at=MONDAY + 2 * DAY)
    assert agrees(resumed)
    assert Referral.objects.get(pk=resumed.pk).due != before
    actions.accept(resumed, key_worker=people.amal, by=people.amal, at=MONDAY + 2 * DAY)
    assert Referral.objects.get(pk=resumed.pk).turn is None


def test_a_holiday_that_is_declared_later_moves_it(people: Cast) -> None:
    sent = make_sent_referral(people.basim, people.station, people.shelter)
    before = Referral.objects.get(pk=sent.pk).due
    make_holiday((MONDAY + DAY).date())
    actions.count_anew(sent, at=MONDAY + HOUR)
    after = Referral.objects.get(pk=sent.pk).due
    assert agrees(sent)
    assert before is not None
    assert after is not None
    assert after > before


@pytest.mark.parametrize("end", ["decline", "withdraw"])
def test_what_ended_waits_no_more(people: Cast, sent: Referral, end: str) -> None:
    if end == "decline":
        because, offered = DeclineReason.NO_PLACE, Alternative.TOGETHER
        actions.decline(sent, because=because, alternative=offered, by=people.amal, at=LATER)
    else:
        actions.withdraw(sent, by=people.basim, at=LATER)
    row = Referral.objects.get(pk=sent.pk)
    assert (row.turn, row.due) == (None, None)


@pytest.fixture
def crowd(people: Cast) -> list[Referral]:
    """Referrals to two desks of one body and one of another, of every urgency, some read, some escalated."""
    make_user(Role.FOCAL_POINT, make_desk(make_agency(AgencyKind.MECHANISM)))
    make_user(Role.SUPERVISOR, people.shelter)
    second = make_desk(people.shelter.agency, services=[ServiceKind.SHELTER])
    make_user(Role.SHELTER_MANAGER, second)
    rows = []
    for number, urgency in enumerate([*Urgency, *reversed(Urgency), *Urgency]):
        at = MONDAY + number * timedelta(minutes=7)
        desk = second if number % 3 == 2 else people.shelter
        is_read = desk == people.shelter and number % 2 == 0
        row = make_sent_referral(people.basim, people.station, desk, at, urgency=urgency)
        row = actions.acknowledge(row, by=people.amal, at=at) if is_read else row
        for step in range(number % 3):
            row = _escalated(row, step)
        rows.append(row)
    return [Referral.objects.get(pk=row.pk) for row in rows]


def _escalated(row: Referral, step: int) -> Referral:
    """As the worker does it, at a moment of its own."""
    assert row.escalate_at is not None
    return actions.escalate(row, at=row.escalate_at + step * timedelta(minutes=1))


def holdings(user: User) -> Holdings:
    return accounts.holdings(user, LATER + 30 * DAY)


def listed(rows: Iterable[Referral | ReferralRow]) -> list[str]:
    return [row.reference for row in rows]


def test_danger_to_life_comes_first_and_then_the_clock_that_runs(people: Cast, crowd: list[Referral]) -> None:
    matron = make_user(Role.SUPERVISOR, people.shelter)
    expected = sorted(crowd, key=lambda row: (row.urgency != Urgency.EMERGENCY, running(row) or LATER, row.pk))
    found = waiting.waiting_for_answer(holdings(matron), LATER)
    assert listed(found) == listed(expected)
    assert listed(waiting.waiting_for_answer(holdings(matron), LATER, cap=4)) == listed(expected[:4])
    own = [row for row in expected if row.receiving_desk_id == people.shelter.pk]
    assert listed(waiting.waiting_for_answer(holdings(people.amal), LATER)) == listed(own)


def test_what_nobody_answered_comes_newest_first_page_by_page(people: Cast, crowd: list[Referral]) -> None:
    focal = make_user(Role.FOCAL_POINT, make_desk(make_agency(AgencyKind.MECHANISM)))
    matron = make_user(Role.SUPERVISOR, people.shelter)
    escalated = sorted(
        (row for row in crowd if row.escalated), key=lambda row: (row.escalated_at or LATER, row.pk), reverse=True
    )
    silent = [row for row in escalated if row.escalated == Escalation.FOCAL_POINT]
    assert 0 < len(silent) < len(escalated)
    for viewer, expected in ((matron, escalated), (focal, silent)):
        assert listed(waiting.unanswered(holdings(viewer), LATER)) == listed(expected)
        first, *_ = expected
        after = Cursor(first.escalated_at or LATER, first.pk, first.reference)
        assert listed(waiting.unanswered(holdings(viewer), LATER, after=after)) == listed(expected[1:])


def test_an_old_emergency_is_never_lost_behind_what_came_after(people: Cast, crowd: list[Referral]) -> None:
    focal = make_user(Role.FOCAL_POINT, make_desk(make_agency(AgencyKind.MECHANISM)))
    silent = [row for row in crowd if row.escalated == Escalation.FOCAL_POINT]
    by = sorted(silent, key=lambda row: (row.escalated_at or LATER, row.pk), reverse=True)
    expected = sorted(by, key=lambda row: row.urgency != Urgency.EMERGENCY)
    found = waiting.unanswered(holdings(focal), LATER, pressing_first=True, cap=2)
    assert listed(found) == listed(expected[:2])


def test_a_focal_point_whose_desk_sent_it_sees_it_once(people: Cast) -> None:
    desk = make_desk(make_agency(AgencyKind.MECHANISM), services=[ServiceKind.SHELTER])
    focal = make_user(Role.FOCAL_POINT, desk)
    make_user(Role.CASE_MANAGER, desk)
    make_user(Role.SUPERVISOR, desk)
    row = make_sent_referral(people.basim, people.station, desk, urgency=Urgency.EMERGENCY)
    for step in range(2):
        row = _escalated(row, step)
    assert listed(waiting.unanswered(holdings(focal), LATER)) == [row.reference]


def test_who_is_kept_out_sees_none_of_it(people: Cast, crowd: list[Referral]) -> None:
    focal = make_user(Role.FOCAL_POINT, make_desk(make_agency(AgencyKind.MECHANISM)))
    silent = next(row for row in crowd if row.escalated == Escalation.FOCAL_POINT)
    make_block(silent.person, user=focal)
    assert silent.reference not in listed(waiting.unanswered(holdings(focal), LATER))


def test_two_statements_however_much_waits(people: Cast, crowd: list[Referral]) -> None:
    matron = holdings(make_user(Role.SUPERVISOR, people.shelter))
    focal = holdings(make_user(Role.FOCAL_POINT, make_desk(make_agency(AgencyKind.MECHANISM))))
    for viewer, read in ((matron, waiting.waiting_for_answer), (matron, waiting.unanswered), (focal, waiting.unanswered)):
        for cap in (1, 50):
            with CaptureQueriesContext(connection) as caught:
                assert read(viewer, LATER, cap=cap)
            assert len(caught) == 2


def test_no_set_is_sorted(people: Cast) -> None:
    """Each comes from its index in the order of the page."""
    if connection.vendor != "sqlite":
        pytest.skip("how few rows are read is the planner's choice on PostgreSQL")
    focal = holdings(make_user(Role.FOCAL_POINT, make_desk(make_agency(AgencyKind.MECHANISM))))
    few = waiting._waiting(holdings(people.amal), LATER, 11).explain()
    assert "USING INDEX referral_in_turn" in few
    assert "ORDER BY" not in few
    rows = waiting._unanswered(focal, LATER, None, True, waiting.NEWEST, 11).explain()
    for index in ("referral_silent ", "referral_silent_inbound", "referral_silent_outbound"):
        assert f"INDEX {index}" in rows
